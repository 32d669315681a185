panel-choose = آنچه در این قاب است
panel-close = بستن قاب
panel-details = مشخصات
panel-outline = ساختار
panel-problems = مشکل‌ها
panel-statistics = آمار

outline-none = هنوز سرفصلی نیست. سطرهایی که با # آغاز می‌شوند سرفصل‌اند.
outline-hint = برای جابه‌جایی، بخش را بکشید یا Alt و کلید جهت را بزنید.
outline-untitled = سرفصل خالی
outline-moved = «{ $heading }» اکنون سرفصل شمارهٔ { NUMBER($place) } است.

problems-none = چیزی برای درست کردن نیست.
problems-count = { $count ->
    [0] مشکلی نیست
   *[other] { $count } مشکل
}
problem-fix = درست شود
problem-missing_title = نوشته عنوان ندارد.
problem-long_title = عنوان بلندتر از آن است که در نتایج جست‌وجو نشان داده شود.
problem-missing_excerpt = چکیده‌ای نیست: فهرست‌ها و نتایج جست‌وجو آغاز متن را نشان می‌دهند.
problem-long_description = توضیح بلندتر از آن است که در نتایج جست‌وجو نشان داده شود.
problem-missing_lead = تصویر شاخصی نیست.
problem-missing_alt = تصویری متن جایگزین ندارد.
problem-missing_picture = چنین تصویری در کتابخانه نیست.
problem-remote_picture = تصویر روی رایانهٔ دیگری است و نشان داده نمی‌شود.
problem-oversized_picture = تصویر بسیار بزرگ است.
problem-broken_link = پیوندی به جایی نمی‌رسد.
problem-missing_target = پیوند به نوشته‌ای که دیگر نیست.
problem-unpublished_target = پیوند به نوشته‌ای که خوانندگان هنوز نمی‌بینند.
problem-missing_anchor = پیوند به سرفصلی که در این نوشته نیست.
problem-empty_link = پیوندی بدون متن یا بدون نشانی.
problem-bare_url = نشانی‌ای که بدون پیوند در متن آمده است.
problem-heading_jump = سرفصلی که بیش از یک سطح پایین‌تر از سرفصل پیشین است.
problem-duplicate_heading = سرفصلی با همان متن سرفصلی دیگر.
problem-empty_heading = سرفصلی بدون متن.
severity-error = خطا
severity-warning = هشدار
severity-hint = نکته

statistics-whole = همهٔ متن
statistics-selection = بخش برگزیده
statistics-words = واژه‌ها
statistics-characters = نویسه‌ها
statistics-characters-without-spaces = بدون فاصله
statistics-sentences = جمله‌ها
statistics-paragraphs = بندها
statistics-words-per-sentence = واژه در هر جمله
statistics-longest-sentence = بلندترین جمله
statistics-reading-time = زمان خواندن
statistics-minutes = { NUMBER($count) } دقیقه
statistics-readability = خوانایی
statistics-formula = { $formula }: { $score }
statistics-language = شمارش بر پایهٔ زبان { $language }.
formula-flesch = فلش
formula-amstad = آمشتاد
formula-fernandez_huerta = فرناندز اوئرتا
formula-kandel_moles = کاندل و مول
formula-gulpease = گولپئاز
formula-lix = LIX
ease-very_easy = بسیار آسان
ease-easy = آسان
ease-medium = مانند روزنامه
ease-difficult = کمی دشوار
ease-very_difficult = بسیار دشوار

goals-name = هدف‌ها
goals-article = واژه‌های این نوشته
goals-day = واژه در روز
goals-none = بدون هدف
goals-progress = { NUMBER($words) } از { NUMBER($goal) } واژه
goals-session = { NUMBER($count) } واژه از زمان گشودن کتابخانه
goals-days = واژه‌های { NUMBER($count) } روز گذشته
