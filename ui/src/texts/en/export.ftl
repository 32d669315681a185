export-title = Export
export-form = What comes out
export-page = Page
export-page-hint = One HTML file with its style and pictures inside, ready to upload.
export-fragment = Fragment
export-fragment-hint = Clean HTML of the article alone, to paste into a CMS.
export-markdown = Markdown
export-markdown-hint = The text with its facts at the top, its pictures beside it.
export-site-hint = All of it at once, as a folder that any host serves.
export-look = What comes out
export-looking = Putting it together…
export-scope = Which articles
export-scope-article = This article
export-scope-selected = { $count ->
    [one] The selected article
   *[other] The { $count } selected articles
}
export-scope-all = All articles
export-version = Which version
version-working = Working copy
version-published = What is live
versions-working = Working copies
versions-published = What is live, of those that are published
export-profile = Where it goes
export-profile-plain = Any place
export-profile-blogger = Blogger
export-profile-wordpress = WordPress, classic editor
export-profile-wordpress_blocks = WordPress, block editor
export-profile-email = Newsletter (mail)
export-pictures = Pictures
export-pictures-usual = As usual for that place
export-pictures-absolute = By their address on the site
export-pictures-data = Inside the HTML
export-pictures-folder = In a folder beside the file
export-originals = Keep pictures exactly as they are
export-originals-hint = Otherwise they go without what a camera notes in them: the place, the time, the device.
export-into-folder = Into a folder…
export-running = Exporting…
export-nothing = There was nothing to export.
export-save-as = Save as…
export-copy-rich = Copy as rich text
export-copy-html = Copy HTML
export-reveal = Show in folder
export-copied-rich = The article is on the clipboard as rich text.
export-copied-html = The article’s HTML is on the clipboard.
export-unsaved = Nothing was exported, because the text could not be saved first.
export-written = Saved to { $path } ({ $size }).
export-problems = { $count ->
    [one] { $count } thing to look at
   *[other] { $count } things to look at
}
export-line = Line { NUMBER($line) }

link-title = Open this link in the browser?
link-refused = This link is not opened: only web and mail addresses are.
link-open = Open in browser
link-copy = Copy
link-copied = The address is on the clipboard.
