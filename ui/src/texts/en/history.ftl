live-publish = Publish
live-publish-hint = Make this text what readers see
live-same = Published
live-changed = Changes not published
live-changed-short = Unpublished changes
live-menu = Publishing
live-show-changes = Show what changed
live-preview = Look at what is live
live-publish-changes = Publish changes
live-discard = Discard changes
live-published = “{ $title }” is published.
live-changes-published = The changes of “{ $title }” are published.
live-discarded = “{ $title }” is again what readers see; the changes are in its history.

history-open = History…
history-title = History of “{ $title }”
history-revisions = Versions
history-comparison = What differs
history-keep = Keep this version…
history-keep-name = Name of this version
history-keep-do = Keep
history-kept = This version is kept as “{ $name }”.
history-live = Live
history-working-copy = Working copy
history-from = Older version
history-to = Newer version
history-beside = Side by side
history-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
history-change-at = Change { NUMBER($at) } of { $of }
history-change = Change { NUMBER($at) } of { $of } in the text
history-no-changes = Both are the same.
history-words-added = +{ NUMBER($count) }
    .long = { $count ->
        [one] { $count } word added
       *[other] { $count } words added
    }
history-words-removed = −{ NUMBER($count) }
    .long = { $count ->
        [one] { $count } word removed
       *[other] { $count } words removed
    }
history-previous = Previous change
history-next = Next change
history-unfold = Show { $count ->
    [one] { $count } line that is the same
   *[other] { $count } lines that are the same
}
history-before = Before:
history-after = After:
history-restore = Restore this version
history-restored = The version of { $when } is back.
history-chosen = { $when }: { $what }
history-empty = No versions yet
    .hint = A version is kept whenever you leave the article, pause for some minutes, or something else is about to replace the text.

cause-created = Made
cause-pause = Written
cause-replaced = Before it was replaced
cause-conflict = Turned away by a conflict
cause-restored = Restored
cause-kept = Kept by you
cause-published = Published
cause-through = { $cause } ({ $origin })
origin-window = window
origin-command_line = command line
origin-import = import
origin-mirror = mirror
origin-program = Galley

field-lead-alt = Lead picture: alternative text
field-lead-caption = Lead picture: caption
field-lead-credit = Lead picture: credit
field-original-name = First published by
field-original-url = First published at
field-search-title = Title for search engines
field-search-description = Description for search engines

merge-title = Merge both texts
merge-explain = On the one side the library’s text, on the other yours, which becomes the article. Take over what you want with the arrows, or write.
merge-open = Compare and merge…
merge-take = Take this over
merge-save = Save the merged text
merge-next = Next difference
merge-previous = Previous difference
merge-saved = The merged text is saved; both texts it was made of are in the history.
merge-back = Back
history-metadata = What is said about the article
