replace-open = Replace across articles…
replace-title = Replace across articles
replace-in-metadata = In titles, subtitles and excerpts too
replace-how = How to look
replace-scope = Where to look
replace-everywhere = In all articles
replace-in-list = In the list that is shown ({ $shelf })
replace-regex-hint = $1 stands for what the first group matched.
replace-begin = Say what to look for
    .hint = Everything that would change is shown here first; nothing changes before you say so.
replace-nothing = Nothing matches
    .hint = Look at capital letters and whole words, or widen where to look.
replace-preview = What would change
replace-looking = Looking…
replace-chosen = { NUMBER($chosen) } of { NUMBER($total) } chosen.
replace-truncated = There are more than are shown; only what is shown is replaced.
replace-hits = { $count ->
    [one] { $count } hit
   *[other] { $count } hits
}
replace-line = Line { NUMBER($line) }
replace-more = Show more ({ $count ->
    [one] { $count } article
   *[other] { $count } articles
})
replace-run = { $count ->
    [0] Replace
    [one] Replace { $count }
   *[other] Replace { $count }
}
replace-done = Replaced { $count ->
    [one] { $count } hit
   *[other] { $count } hits
} in { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}.
