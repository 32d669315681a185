row-published = Published { $date }
row-scheduled = Scheduled for { $date }

selection-name = Selected articles
selection-count = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
selection-actions = Actions
selection-clear = Select nothing

filter-name = Filter
filter-in-force = Filters in force
filter-any = Any
filter-kind = Kind
filter-kind-post = Posts
filter-kind-page = Pages
filter-live = Readers see
filter-live-no = Not published
filter-live-same = Published, unchanged
filter-live-changed = Changes not published
filter-broken = With broken links
filter-tag-is = Tag: { $name }
filter-author-is = By { $name }
filter-section-is = Section: { $name }
filter-remove = Remove the filter “{ $name }”
filter-clear = Clear all filters
filter-nothing = No article fits these filters
    .hint = Take one of them off to see more.

sort-menu = Order
sort-name = Order: { $sort }
sort-changed = Last changed
sort-published = Date of publication
sort-created = Date created
sort-title = Title
sort-reverse = Turn the order round

kept-name = Kept lists
kept-keep = Keep this list…
kept-keep-title = Keep this list
kept-explain = Shelf, filters and order are kept under a name in the library, beside the shelves.
kept-list-name = Name of the list
kept-taken = There is a list of this name; it will be replaced.
kept-saved = The list “{ $name }” is kept.
kept-removed = The list “{ $name }” was removed; its articles stay where they are.
kept-remove = Remove the list
kept-move-up = Move up
kept-move-down = Move down

bulk-add_tag = Add a tag…
bulk-remove_tag = Remove a tag…
bulk-section = Set the section…
bulk-section-hint = Leave it empty to take the section off.
bulk-count = { $count ->
    [one] { $count } article will be changed.
   *[other] { $count } articles will be changed.
}
bulk-do = Change
bulk-done-status = { $count ->
    [one] { $count } article is now “{ $value }”.
   *[other] { $count } articles are now “{ $value }”.
}
bulk-done-publish = { $count ->
    [one] { $count } article is published.
   *[other] { $count } articles are published.
}
bulk-done-trash = { $count ->
    [one] { $count } article is in the trash.
   *[other] { $count } articles are in the trash.
}
bulk-done-restore = { $count ->
    [one] { $count } article is back.
   *[other] { $count } articles are back.
}
bulk-done-add_tag = { $count ->
    [one] { $count } article has the tag “{ $value }”.
   *[other] { $count } articles have the tag “{ $value }”.
}
bulk-done-remove_tag = { $count ->
    [one] { $count } article lost the tag “{ $value }”.
   *[other] { $count } articles lost the tag “{ $value }”.
}
bulk-done-section = { $count ->
    [one] { $count } article is in the section “{ $value }”.
   *[other] { $count } articles are in the section “{ $value }”.
}
bulk-done-no-section = { $count ->
    [one] { $count } article is in no section.
   *[other] { $count } articles are in no section.
}

profiles-open = Tags, authors, sections…
profiles-title = Tags, authors and sections
profiles-kinds = Kind
profiles-tag = Tags
profiles-author = Authors
profiles-section = Sections
profiles-search = Filter by name
profiles-choose = Choose one to rename, merge or describe it.
profiles-empty-tag = No tags yet
    .hint = Tags that you give to articles in their details stand here.
profiles-empty-author = No authors yet
    .hint = Authors that you name in the details of articles stand here.
profiles-empty-section = No sections yet
    .hint = Sections that you give to articles in their details stand here.
profile-tag = Tag
profile-author = Author
profile-section = Section
profile-name = Name
profile-description = Description
profile-bio = About the author
profile-description-hint = Shown on its page where the theme has room for it.
profile-will-merge = “{ $name }” is there already, in { $count ->
    [one] { $count } article
   *[other] { $count } articles
}: the two become one.
profile-will-rename = { $count ->
    [one] { $count } article will be changed.
   *[other] { $count } articles will be changed.
}
profile-merge = Merge
profile-remove = Remove everywhere
profile-show-articles = Show its articles
profile-renamed = “{ $name }” is now “{ $newName }”, in { $count ->
    [one] { $count } article
   *[other] { $count } articles
}.
profile-merged = “{ $name }” became one with “{ $newName }”; { $count ->
    [one] { $count } article was changed
   *[other] { $count } articles were changed
}.
profile-removed = “{ $name }” was taken off { $count ->
    [one] { $count } article
   *[other] { $count } articles
}.

pinned-open = Pinned articles…
pinned-title = Pinned articles
pinned-explain = They stand in this order among the “popular” articles of the site.
pinned-empty = Nothing is pinned
    .hint = Pin an article from its menu; it then stands among the “popular” ones of the site.
pinned-gone = An article that is no longer there
pinned-add = Pin to the site
pinned-remove = Take off the pin
pinned-up = Move “{ $title }” up
pinned-down = Move “{ $title }” down
pinned-take-off = Unpin “{ $title }”

operations-open = Recent changes…
operations-title = Recent changes
operations-explain = What changed several articles, or replaced a text. Undoing leaves alone what was changed since.
operations-empty = Nothing to undo yet
    .hint = Bulk changes, replacements, imports, restored and discarded versions stand here, each with its own undo.
operation-bulk = Changed many: { $label }
operation-bulk-status = Status
operation-bulk-publish = Published
operation-bulk-trash = Moved to the trash
operation-bulk-restore = Brought back from the trash
operation-bulk-add_tag = Tag added
operation-bulk-remove_tag = Tag taken off
operation-bulk-section = Section
operation-none = There is nothing to undo.
operation-replace = Replaced: { $label }
operation-import = Imported: { $label }
operation-mirror = Taken from the mirror: { $label }
operation-discard = Discarded changes: { $label }
operation-restore = Restored a version: { $label }
operation-profile = Tags, authors, sections: { $label }
operation-medium = Replaced a picture: { $label }
operation-undo = Undid: { $label }
operation-is-undone = Undone
operation-undo-this = Undo: { $what }
operation-redo = Redo
operation-undone = { $count ->
    [0] Nothing was left to undo.
    [one] Undone in { $count } article.
   *[other] Undone in { $count } articles.
}
operation-left = { $count ->
    [one] Left as it is, because it was changed since: { $first }.
   *[other] { $count } left as they are, because they were changed since: { $first }.
}
change-unsaved = The open article could not be saved, so nothing was changed. Save it first.

trash-title = Trash
trash-explain = Articles and pictures in the trash keep everything, revisions too, until they leave it.
trash-period = How long things stay
trash-keep-always = Until I empty it
trash-keep-days = For some days
trash-days = Days
trash-days-bad = Give a whole number from 1 to { $most }.
trash-settings = Trash settings…
trash-settings-saved = Kept.
trash-empty = Empty the trash…
trash-empty-title = Empty the trash?
trash-empty-explain = { $count ->
    [one] { $count } article with all its revisions leaves the library for good, and so do pictures in the trash that nothing names. This cannot be undone.
   *[other] { $count } articles with all their revisions leave the library for good, and so do pictures in the trash that nothing names. This cannot be undone.
}
trash-empty-do = Empty the trash
trash-emptied = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} and { $media ->
    [one] { $media } picture
   *[other] { $media } pictures
} left the library.
trash-delete = Delete for good…
trash-delete-one = Delete “{ $title }” for good?
trash-delete-many = Delete { NUMBER($count) } articles for good?
trash-delete-explain = All revisions go too. This cannot be undone.
trash-delete-do = Delete for good
trash-deleted = { $count ->
    [one] { $count } article was deleted for good.
   *[other] { $count } articles were deleted for good.
}

links-name = Links between articles
links-none = No article links here yet. In another text, write [[ and choose this title.
links-broken = { $count ->
    [one] { $count } link leads to an article that is not there.
   *[other] { $count } links lead to articles that are not there.
}
links-show-broken = Show it in the text

search-help-name = Ways to search
search-help-explain = Words are looked for in titles, texts, excerpts, tags, authors and captions, whatever their case and accents. What is not understood is searched as words.
search-help-words = both words, in any place; also as parts of longer words
search-help-phrase = these words, one after the other
search-help-prefix = words that begin like this
search-help-not = without the second word
search-help-or = one word or the other
search-help-tag = with this tag
search-help-author = by this author
search-help-section = in this section
search-help-status = with this status
search-help-is = pages; articles with changes that are not published; with a link that leads nowhere
search-help-lang = in this language
search-help-title = in the title only
search-help-dates = changed within this time

bulk-export-pages = Export as pages…
bulk-export-markdown = Export as Markdown…
bulk-exported = { $count ->
    [one] { $count } file was written to { $folder }.
   *[other] { $count } files were written to { $folder }.
}
bulk-export-stopped = { $count ->
    [one] The export was stopped. { $count } file had been written to { $folder } before, and stays.
   *[other] The export was stopped. { $count } files had been written to { $folder } before, and stay.
}
bulk-export-problems = { $count ->
    [one] One thing to look at: { $first }
   *[other] { $count } things to look at, first: { $first }
}
