completion-name = آنچه می‌توان درج کرد

fold-fold = تا کردن
fold-unfold = باز کردن
fold-folded = متن تاشده

picture-coming = در حال افزودن { $name }…
picture-unnamed = تصویر

paste-remote-pictures = { NUMBER($count) } تصویر روی رایانهٔ دیگری است و به‌صورت پیوند می‌ماند.
paste-problems = { NUMBER($count) } چیز منتقل نشد.

spelling-learned = «{ $word }» به واژه‌نامهٔ شما افزوده شد.
spelling-none = واژه‌ای که نشانگر بر آن است درست نوشته شده است.
spelling-suggestions = پیشنهادها
spelling-no-suggestion = پیشنهادی نیست
spelling-learn = افزودن به واژه‌نامه
spelling-ignore = نادیده گرفتن تا بستن کتابخانه
spelling-missing = برای این زبان‌ها واژه‌نامه‌ای پیدا نشد: { $languages }.

table-name = جدول
table-help = Enter و Tab از خانه به خانه می‌روند. Escape مارک‌داون را نشان می‌دهد.
table-size = اندازهٔ جدول
table-rows-columns = { NUMBER($rows) } سطر، { NUMBER($columns) } ستون

picture-name = تصویر
picture-width = پهنا (پیکسل)
picture-width-own = پهنای خودش
picture-lead = تصویر شاخص شود

breadcrumbs-name = جای نشانگر در نوشته
open-title = گشودن نوشته
open-search = عنوان یا واژه‌های نوشته
headings-title = رفتن به سرفصل
headings-search = سرفصل
table-row = سطر
table-column = ستون
table-align = چینش
paste-too_long = این برای چسباندن بسیار بلند است: بیش از ۲۰ میلیون نویسه. به‌جای آن پرونده را درون‌ریزی کنید. متن همان است که بود.
paste-binary = آنچه در بریده‌دان است متن نیست و چسبانده نشد. متن همان است که بود.
paste-html_too_long = این بلندتر از آن بود که قالب‌بندی‌اش بماند؛ به شکل متن ساده چسبانده شد.

card-video = ویدیو در
card-post = نوشته در
card-sound = صدا در
spelling-no-dictionary = این‌جا واژه‌نامه‌ای برای { $languages } نیست، پس املای آن سنجیده نمی‌شود.
spelling-open = املا…
