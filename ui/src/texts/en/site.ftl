progress-seconds = about { NUMBER($count) } s left
progress-minutes = about { NUMBER($count) } min left
fold-more = and { NUMBER($count) } more

site-open = Publish the site…
site-title = Publish the site
site-empty = Your whole site in one folder
    .hint = Galley writes every published article, the lists, the feeds and the pictures into a folder that any web host can serve. Later exports write only what changed.
site-pick = Choose a folder…
site-folder = Folder of the site
site-other-folder = Other folder…
site-reveal = Open folder
site-copy-link = Copy link
site-address = Address of the site
site-address-hint = Where the folder will be reached, so that feeds, search engines and shared links can name it. Here it counts for this export only.
site-overwrite = Replace files that are not Galley’s
site-overwrite-hint = Also files that no export wrote, or that somebody changed since the last one.
site-plan = Show what would change
site-export = Publish
site-look = Look at it
site-served = The site is shown at
site-stop-serving = Stop showing it
site-planning = Working out what would change…
site-exporting = Writing the site…
site-stage-comparing = Comparing…
site-stage-pages = Making pages…
site-stage-pictures = Making pictures…
site-stage-placing = Putting everything in place…
site-plan-result = This would change:
site-plan-same = Nothing would change: the folder is up to date.
site-report = Report
site-written = The site is written: { $size } in { $seconds } s.
site-done = The site is written{ $count ->
    [0] .
    [one] ; there is one thing to look at.
   *[other] ; there are { $count } things to look at.
}
site-show-report = Show report
site-added = { $count ->
    [one] { $count } new file
   *[other] { $count } new files
}
site-changed = { $count ->
    [one] { $count } changed file
   *[other] { $count } changed files
}
site-removed = { $count ->
    [one] { $count } removed file
   *[other] { $count } removed files
}
site-unchanged = { $count ->
    [one] { $count } file stays as it is.
   *[other] { $count } files stay as they are.
}
site-published = { $count ->
    [one] { $count } scheduled article was published
   *[other] { $count } scheduled articles were published
}
