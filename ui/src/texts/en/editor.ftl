completion-name = What can be put in

fold-fold = Fold
fold-unfold = Unfold
fold-folded = folded text

picture-coming = Adding { $name }…
picture-unnamed = the picture

paste-remote-pictures = { $count ->
    [one] { $count } picture is on another computer; it stays a link.
   *[other] { $count } pictures are on other computers; they stay links.
}
paste-problems = { $count ->
    [one] { $count } thing could not be taken over.
   *[other] { $count } things could not be taken over.
}

spelling-learned = “{ $word }” is in your dictionary.
spelling-none = The word at the caret is spelt right.
spelling-suggestions = Suggestions
spelling-no-suggestion = No suggestion
spelling-learn = Add to the dictionary
spelling-ignore = Ignore until the library is closed
spelling-missing = No dictionary was found for: { $languages }.

table-name = Table
table-help = Enter and Tab go from cell to cell. Escape shows the Markdown.
table-size = Size of the table
table-rows-columns = { NUMBER($rows) } rows, { NUMBER($columns) } columns

picture-name = Picture
picture-width = Width (pixels)
picture-width-own = Its own
picture-lead = Use as lead picture

breadcrumbs-name = Where the caret is
open-title = Open an article
open-search = Title or words of the article
headings-title = Go to a heading
headings-search = Heading
table-row = Row
table-column = Column
table-align = Align
paste-too_long = That is too long to paste: more than 20 million characters. Import it as a file instead. The text is as it was.
paste-binary = What is on the clipboard is no text, so it was not pasted. The text is as it was.
paste-html_too_long = That was too long to keep its formatting; it was pasted as plain text.

card-video = Video on
card-post = Post on
card-sound = Sound on
spelling-no-dictionary = There is no dictionary for { $languages } here, so spelling in it is not checked.
spelling-open = Spelling…
