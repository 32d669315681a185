replace-open = جایگزینی در همهٔ نوشته‌ها…
replace-title = جایگزینی در نوشته‌ها
replace-in-metadata = در عنوان‌ها، زیرعنوان‌ها و چکیده‌ها هم
replace-how = چگونگی جست‌وجو
replace-scope = جای جست‌وجو
replace-everywhere = در همهٔ نوشته‌ها
replace-in-list = در فهرستی که دیده می‌شود ({ $shelf })
replace-regex-hint = ‎$1 جای آن چیزی است که گروه نخست یافته است.
replace-begin = بنویسید دنبال چه می‌گردید
    .hint = هرچه تغییر خواهد کرد نخست اینجا دیده می‌شود؛ تا نگویید چیزی تغییر نمی‌کند.
replace-nothing = چیزی پیدا نشد
    .hint = به بزرگی و کوچکی حروف و «تنها واژهٔ کامل» نگاه کنید، یا جای جست‌وجو را گسترده‌تر کنید.
replace-preview = آنچه تغییر خواهد کرد
replace-looking = در حال جست‌وجو…
replace-chosen = { NUMBER($chosen) } از { NUMBER($total) } برگزیده.
replace-truncated = بیش از آن است که دیده می‌شود؛ تنها آنچه دیده می‌شود جایگزین خواهد شد.
replace-hits = { NUMBER($count) } مورد
replace-line = سطر { NUMBER($line) }
replace-more = نمایش بیشتر ({ NUMBER($count) } نوشته)
replace-run = { $count ->
    [0] جایگزینی
   *[other] جایگزینی { $count } مورد
}
replace-done = { NUMBER($count) } مورد در { NUMBER($articles) } نوشته جایگزین شد.
