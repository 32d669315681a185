import-open = Import…
import-title = Import
import-empty = Bring your articles here
    .hint = The export file of WordPress or Blogger, a folder of Markdown (Hugo, Jekyll, Zola, Obsidian), or saved web pages, also as a .zip or .tar.gz. First you see what would come; nothing changes before you say so.
import-pick-file = Choose a file…
import-pick-folder = Choose a folder…
import-source = Source
import-other = Other source
import-format = Format
import-format-told = Recognise it
import-format-markdown = Markdown
import-format-wordpress = WordPress
import-format-blogger = Blogger
import-format-html = Web pages
import-fetch = Fetch pictures from the web
import-fetch-hint = Pictures that lie on other computers come into the library. Otherwise they stay where they are.
import-planning = Looking at what would come…
import-running = Importing… { $pictures ->
    [0] { "" }
    [one] ({ $pictures } picture)
   *[other] ({ $pictures } pictures)
}
import-run = Import
import-save-report = Save report…
import-report-saved = The report is in { $path }.
import-undo = Undo import
import-undone = { $count ->
    [one] Taken back: { $count } article is as it was before, or in the trash.
   *[other] Taken back: { $count } articles are as they were before, or in the trash.
}
import-done = { $count ->
    [one] { $count } article was imported.
   *[other] { $count } articles were imported.
}
import-show-report = Show report
import-report = The import is done.
import-cancelled = Stopped. What had come in until then stays; “Undo import” takes it back.
import-plan-cancelled = Stopped. Nothing was changed.
import-look = Look again
import-plan-report = This would come in ({ $format }):
import-plan-nothing = There is nothing new in this source.
import-count-new = New articles: { NUMBER($count) }
import-count-updated = Articles that follow a change there: { NUMBER($count) }
import-count-restored = Articles back from the trash: { NUMBER($count) }
import-count-conflicts = Changed here and there: { NUMBER($count) }
import-count-failed = Not readable: { NUMBER($count) }
import-count-unchanged = The same as here: { NUMBER($count) }
import-count-inTrash = Staying in the trash: { NUMBER($count) }
import-count-leftOut = Left out on purpose: { NUMBER($count) }
import-count-pictures = Pictures: { NUMBER($count) }
import-count-remotePictures = Pictures that stay on the web: { NUMBER($count) }
import-count-comments = Comments: { NUMBER($count) }
import-count-withProblems = Articles to look at: { NUMBER($count) }
import-state-new = new
import-state-updated = follows a change
import-state-unchanged = the same
import-state-conflict = changed here and there: the text from there is kept as a version
import-state-restored = back from the trash
import-state-in_trash = stays in the trash
import-state-left_out = left out
import-state-failed = not readable
import-source-problems = About the source: { NUMBER($count) }
import-look-at = To look at
import-all-items = All articles: { NUMBER($count) }
import-fields = Fields kept as custom fields: { NUMBER($count) }
import-left-fields = Fields left out, which programs keep for themselves: { NUMBER($count) }
import-remote = Pictures on the web: { NUMBER($count) }
import-trouble-date = “{ $subject }” is not a date; the article has none.
import-trouble-tag = “{ $subject }” is not known and stays as text.
import-trouble-block = The block “{ $subject }” is filled by the other program when it is read, and shows nothing here.
import-trouble-layout = “{ $subject }” says how a text is to look, and was left out.
import-trouble-dead_link = The link to “{ $subject }” leads to nothing in the source, and became text.
import-trouble-changed_twice = It was changed here and in the source. This library keeps its own text; that of the source is kept as a version.
import-told-unreadable = { $message }
import-told-encoding = { $message }
import-told-comments = { $message }
import-told-picture = { $message }
import-told-lost = { $message }
import-told-address = { $message }
import-told-left_out = { $message }
