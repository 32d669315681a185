article-title = عنوان
article-title-placeholder = بی‌عنوان
article-text = متن نوشته
article-text-placeholder = بنویسید…
article-toolbar = قالب‌بندی
article-heading = سرفصل
article-picture = تصویر…
article-find = یافتن در این نوشته
article-view = نما
article-view-split = متن و صفحه
article-view-editor = تنها متن
article-view-preview = تنها صفحه
article-details = مشخصات
article-export = خروجی
article-more = بیشتر
article-none = نوشته‌ای باز نیست
article-none-hint = یکی را از فهرست برگزینید، یا نوشتهٔ تازه‌ای آغاز کنید.
article-in-trash = این نوشته در زباله‌دان است. برای ادامهٔ نوشتن آن را بازگردانید.
article-words = { NUMBER($count) } واژه
article-minutes = { NUMBER($count) } دقیقه خواندن

preview-name = پیش‌نمایش
preview-region = صفحه؛ با کلیدهای جهت پیمایش می‌شود
preview-wide = نمایش صفحه در پهنای کامل
preview-narrow = نمایش صفحه مانند تلفن همراه

save-name = ذخیره
save-saved = ذخیره شد
save-saving = در حال ذخیره…
save-conflict = ذخیره نشد: این نوشته جای دیگری هم تغییر کرده است.
save-resolve = انتخاب کنید…
save-retry = تلاش دوباره
save-failed = ذخیره نشد: { $message }
save-read-only = فقط خواندنی: { $message }
save-stays-open = «{ $title }» تا زمانی که ذخیره شود باز می‌ماند. { $message }

action-open = گشودن
action-duplicate = ساختن رونوشت
action-trash = انداختن در زباله‌دان
action-restore = بازگرداندن
action-undo = واگرد
action-cancel = انصراف
action-close = بستن
action-save = ذخیره
action-dismiss = بستن پیام
action-trashed = «{ $title }» به زباله‌دان رفت.
action-restored = «{ $title }» بازگردانده شد.
action-duplicated = رونوشتی از «{ $title }» ساخته شد.

conflict-title = این نوشته جای دیگری هم تغییر کرده است
conflict-explain = هر دو متن در تاریخچه می‌مانند. با کدام ادامه می‌دهید؟
conflict-mine = در این پنجره
conflict-other = در کتابخانه
conflict-keep-mine = نگه داشتن متن من
conflict-take-other = برداشتن متن دیگر
conflict-later = بعداً تصمیم می‌گیرم
conflict-now = هنوز ذخیره نشده
conflict-kept-mine = متن شما ذخیره شد؛ متن دیگر در تاریخچه است.
conflict-took-other = متن دیگر باز است؛ متن شما در تاریخچه است.

gone-title = این نوشته دیگر در کتابخانه نیست
gone-explain = متن هنوز در این پنجره است. برای آنکه از دست نرود، آن را به‌صورت نوشته‌ای تازه نگه دارید.
gone-keep = نگه داشتن به‌صورت نوشتهٔ تازه

unsaved-title = متن ذخیره نشده است
unsaved-explain = آنچه پس از آخرین ذخیره نوشته‌اید از دست می‌رود.
unsaved-retry = تلاش دوباره
unsaved-close-anyway = بستن بدون ذخیره

find-find = یافتن
find-replace = جایگزینی با
find-next = مورد بعدی
find-previous = مورد قبلی
find-match-case = حساس به بزرگی و کوچکی حروف
find-whole-words = تنها واژهٔ کامل
find-pattern = عبارت باقاعده
find-replace-one = جایگزینی
find-replace-all = جایگزینی همه
find-close = بستن نوار یافتن
find-count = { $count ->
    [0] هیچ
   *[other] { $count }
}
find-count-more = بیش از { NUMBER($count) }
find-count-at = { NUMBER($at) } از { $of }
find-invalid = عبارت باقاعدهٔ درستی نیست
find-late = این عبارت بیش از اندازه طول می‌کشد
find-replaced = { $count ->
    [0] چیزی جایگزین نشد
   *[other] { $count } مورد جایگزین شد
}

article-table = جدول…
preview-tools = چگونگی نمایش صفحه
preview-desktop = رایانه
preview-tablet = تبلت
preview-phone = تلفن همراه
preview-look-window = همسان با پنجره
preview-look-light = روشن
preview-look-dark = تیره
preview-as-page = به‌صورت صفحه
preview-as-search = به‌صورت نتیجهٔ جست‌وجو
preview-as-card = به‌صورت کارت شبکهٔ اجتماعی
preview-title-length = عنوان: { NUMBER($count) } حرف (حدود { $most } حرف نشان داده می‌شود)
preview-description-length = توضیح: { NUMBER($count) } حرف (حدود { $most } حرف نشان داده می‌شود)
preview-live-name = صفحهٔ منتشرشده
preview-live = این همان است که خوانندگان می‌بینند. تغییرهای منتشرنشده در آن نیست.
preview-live-back = نمایش نسخهٔ کاری
preview-card-no-picture = بدون تصویر شاخص، کارت تصویری ندارد.
article-insert = درج…
