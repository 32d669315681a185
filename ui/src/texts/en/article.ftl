article-title = Title
article-title-placeholder = Untitled
article-text = Article text
article-text-placeholder = Write…
article-toolbar = Formatting
article-heading = Heading
article-picture = Picture…
article-find = Find in this article
article-view = View
article-view-split = Text and page
article-view-editor = Text only
article-view-preview = Page only
article-details = Details
article-export = Export
article-more = More
article-none = No article is open
article-none-hint = Choose one from the list, or start a new one.
article-in-trash = This article is in the trash. Restore it to go on writing.
article-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
article-minutes = { NUMBER($count) } min read

preview-name = Preview
preview-region = Page, scrolled with the arrow keys
preview-wide = Show the page at full width
preview-narrow = Show the page as on a telephone

save-name = Saving
save-saved = Saved
save-saving = Saving…
save-conflict = Not saved: the article was also changed elsewhere.
save-resolve = Choose…
save-retry = Try again
save-failed = Not saved: { $message }
save-read-only = Read only: { $message }
save-stays-open = “{ $title }” stays open until it is saved. { $message }

action-open = Open
action-duplicate = Duplicate
action-trash = Move to trash
action-restore = Restore
action-undo = Undo
action-cancel = Cancel
action-close = Close
action-save = Save
action-dismiss = Dismiss
action-trashed = “{ $title }” is in the trash.
action-restored = “{ $title }” is back.
action-duplicated = A copy of “{ $title }” was made.

conflict-title = This article was also changed elsewhere
conflict-explain = Both texts are kept in the history. Which one do you want to go on with?
conflict-mine = In this window
conflict-other = In the library
conflict-keep-mine = Keep mine
conflict-take-other = Take the other
conflict-later = Decide later
conflict-now = not yet saved
conflict-kept-mine = Your text is saved; the other one is in the history.
conflict-took-other = The other text is open; yours is in the history.

gone-title = This article is no longer in the library
gone-explain = The text is still in this window. Keep it as a new article so that it is not lost.
gone-keep = Keep as a new article

unsaved-title = The text is not saved
unsaved-explain = What you wrote since the last save would be lost.
unsaved-retry = Try again
unsaved-close-anyway = Close without saving

find-find = Find
find-replace = Replace with
find-next = Next match
find-previous = Previous match
find-match-case = Match case
find-whole-words = Whole words
find-pattern = Regular expression
find-replace-one = Replace
find-replace-all = Replace all
find-close = Close the find bar
find-count = { $count ->
    [0] None
   *[other] { $count }
}
find-count-more = { NUMBER($count) }+
find-count-at = { NUMBER($at) } of { $of }
find-invalid = Not a regular expression
find-late = This expression takes too long
find-replaced = { $count ->
    [0] Nothing replaced
   *[other] { $count } replaced
}

article-table = Table…
preview-tools = How the page is shown
preview-desktop = Desktop
preview-tablet = Tablet
preview-phone = Telephone
preview-look-window = As the window
preview-look-light = Light
preview-look-dark = Dark
preview-as-page = As a page
preview-as-search = As a search result
preview-as-card = As a social card
preview-title-length = Title: { $count ->
    [one] { $count } letter
   *[other] { $count } letters
} (about { $most } are shown)
preview-description-length = Description: { $count ->
    [one] { $count } letter
   *[other] { $count } letters
} (about { $most } are shown)
preview-live-name = Page that is live
preview-live = This is what readers see. Changes that are not published are not in it.
preview-live-back = Show the working copy
preview-card-no-picture = Without a lead picture there is no picture on the card.
article-insert = Insert…
