media-open = Media…
media-title = Media
media-one = Picture
media-pictures = Pictures
media-all = All
media-unused = Unused
media-trash = Trash
media-search = Search names, descriptions, captions, credits
media-add = Add…
media-count = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
media-used = { $count ->
    [0] unused
    [one] used in { $count } article
   *[other] used in { $count } articles
}
media-nothing-found = No picture has these words
media-empty-all = No pictures yet
    .hint = Paste or drop a picture into a text, or add one here. The same file is stored once.
media-empty-unused = Every picture is used
    .hint = Pictures that no article shows stand here, and can be thrown away.
media-empty-trash = The trash is empty
    .hint = Pictures that you throw away wait here until it is emptied.
media-describe-hint = Said once, for every place where the article says nothing of its own.
media-uses = Used in
media-uses-none = No article shows it.
media-uses-earlier = Named only in older versions, or from the trash:
media-replace = Replace the file…
media-replaced = “{ $name }” was replaced in { $count ->
    [one] { $count } article
   *[other] { $count } articles
}.
media-same-file = That is the same file.
media-trash-used = It is in use. Take it out of the articles first, or replace the file.
media-trashed = “{ $name }” is in the trash.
media-restored = “{ $name }” is back.
media-empty-title = Empty the trash of pictures?
media-empty-explain = Pictures that no article, revision or setting names leave the library for good. This cannot be undone.
media-emptied = { $count ->
    [0] Nothing left the library: everything in the trash is still named by an article or a revision.
    [one] { $count } picture left the library.
   *[other] { $count } pictures left the library.
}
