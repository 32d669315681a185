shelf-all = All
shelf-idea = Ideas
shelf-draft = Drafts
shelf-review = In review
shelf-ready = Ready
shelf-scheduled = Scheduled
shelf-published = Published
shelf-archived = Archived
shelf-trash = Trash

status-idea = Idea
status-draft = Draft
status-review = In review
status-ready = Ready
status-scheduled = Scheduled
status-published = Published
status-archived = Archived

library-name = Library
library-shelves = Shelves
library-new-article = New article
library-settings = Publication settings
library-more = Library
library-open-other = Open another library…
library-create-new = Create a library…
library-check = Check the library
library-untitled-publication = Untitled publication
library-show = Show library and list
library-hide = Hide library and list
library-checked = All is well: { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} and { $media ->
    [one] { $media } picture
   *[other] { $media } pictures
} read and verified.
library-check-problems = The check found { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}: { $first }

list-name = Articles
list-search = Search all articles
list-clear-search = Clear the search
list-untitled = Untitled
list-nothing-found = No article has these words
list-nothing-found-hint = Fewer words, or the beginning of a word, find more.
list-loading = Loading…
list-found = { $count ->
    [0] Nothing found
   *[other] { $count } found
}
list-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
list-empty-all = Nothing here yet
    .hint = Start with a first article; it is saved as you write.
list-empty-idea = No ideas waiting
    .hint = Set an article’s status to Idea to keep a thought for later.
list-empty-draft = No drafts
    .hint = What you begin is a draft until you say otherwise.
list-empty-review = Nothing in review
    .hint = Articles that someone else is reading stand here.
list-empty-ready = Nothing ready
    .hint = Finished articles wait here until they are published.
list-empty-scheduled = Nothing scheduled
    .hint = Articles that go out on a date to come stand here.
list-empty-published = Nothing published yet
    .hint = Set an article’s status to Published once it is out.
list-empty-archived = Nothing archived
    .hint = Articles you keep but no longer show stand here.
list-empty-trash = The trash is empty
    .hint = What you delete waits here and can be brought back.

pane-library = Width of the library
pane-list = Width of the list
pane-preview = Share of the preview

problem-title = The library cannot be opened
problem-choose = Choose another folder…
problem-create = Create a library here…
problem-retry = Try again
