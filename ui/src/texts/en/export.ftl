export-title = Export
export-form = What comes out
export-page = Page
export-page-hint = One HTML file with its style and pictures inside, ready to upload.
export-fragment = Fragment
export-fragment-hint = Clean HTML of the article alone, to paste into a CMS.
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
