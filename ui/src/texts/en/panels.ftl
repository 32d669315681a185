panel-choose = What the panel shows
panel-close = Close the panel
panel-details = Details
panel-outline = Outline
panel-problems = Problems
panel-statistics = Statistics

outline-none = No headings yet. Lines that begin with # are headings.
outline-hint = Drag a section, or press Alt and an arrow key, to move it.
outline-untitled = Empty heading
outline-moved = “{ $heading }” is now heading { NUMBER($place) }.

problems-none = Nothing to mend.
problems-count = { $count ->
    [0] No problems
    [one] { $count } problem
   *[other] { $count } problems
}
problem-missing_title = The article has no title.
problem-long_title = The title has { NUMBER($count) } characters; search results show about { NUMBER($most) }.
problem-missing_excerpt = There is no excerpt: lists and search results show the beginning of the text.
problem-long_description = The description has { NUMBER($count) } characters; search results show about { NUMBER($most) }.
problem-missing_lead = There is no lead picture.
problem-missing_alt = A picture has no alternative text.
problem-missing_picture = The library has no such picture.
problem-remote_picture = The picture is on another computer and is not shown.
problem-oversized_picture = The picture is very large: { NUMBER($width) } × { NUMBER($height) } pixels, { NUMBER($count) } MB.
problem-broken_link = A link leads nowhere.
problem-missing_target = A link to an article that is not there any more.
problem-unpublished_target = A link to an article that readers cannot see yet.
problem-missing_anchor = A link to a heading that is not in this article.
problem-empty_link = A link without a text or without an address.
problem-bare_url = An address that stands in the text as it is.
problem-heading_jump = A heading { NUMBER($count) } levels below the one above it.
problem-duplicate_heading = A heading with the same text as another one.
problem-empty_heading = A heading without text.
problem-left_out = Something of another site is left out of the page.
problem-unreadable_formula = A formula that cannot be read.
problem-too_deep = A part that is nested too deep; it is shown as it is written.
problem-too_large = The text has more in one part than can be laid out; it is shown as it is written.
problem-unreadable_fields = The front matter, or a field of it, cannot be read.
fix-remove_heading = Remove the heading
fix-raise_heading = Make it a heading of level { NUMBER($level) }
fix-leave_text = Leave the text only
fix-show_address = Show the address
fix-mark_address = Mark it as an address
severity-error = Error
severity-warning = Warning
severity-hint = Hint

statistics-whole = The whole text
statistics-selection = What is selected
statistics-words = Words
statistics-characters = Characters
statistics-characters-without-spaces = Without spaces
statistics-sentences = Sentences
statistics-paragraphs = Paragraphs
statistics-words-per-sentence = Words per sentence
statistics-longest-sentence = Longest sentence
statistics-reading-time = Reading time
statistics-minutes = { NUMBER($count) } min
statistics-readability = Reads
statistics-formula = { $formula }: { $score }
statistics-language = Counted as { $language }.
formula-flesch = Flesch
formula-amstad = Amstad
formula-fernandez_huerta = Fernández Huerta
formula-kandel_moles = Kandel and Moles
formula-gulpease = Gulpease
formula-lix = LIX
ease-very_easy = very easily
ease-easy = easily
ease-medium = like a newspaper
ease-difficult = with some effort
ease-very_difficult = with much effort

goals-name = Goals
goals-article = Words of this article
goals-day = Words a day
goals-none = No goal
goals-progress = { NUMBER($words) } of { $goal ->
    [one] { $goal } word
   *[other] { $goal } words
}
goals-session = { $count ->
    [one] { $count } word
   *[other] { $count } words
} since the library was opened
goals-days = Words on the last { $count ->
    [one] day
   *[other] { $count } days
}
