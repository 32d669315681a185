shelf-all = همه
shelf-idea = ایده‌ها
shelf-draft = پیش‌نویس‌ها
shelf-review = در حال بازبینی
shelf-ready = آماده
shelf-scheduled = زمان‌بندی‌شده
shelf-published = منتشرشده
shelf-archived = بایگانی
shelf-trash = زباله‌دان

status-idea = ایده
status-draft = پیش‌نویس
status-review = در حال بازبینی
status-ready = آماده
status-scheduled = زمان‌بندی‌شده
status-published = منتشرشده
status-archived = بایگانی‌شده

library-name = کتابخانه
library-shelves = قفسه‌ها
library-new-article = نوشتهٔ تازه
library-settings = تنظیمات نشریه
library-more = کتابخانه
library-open-other = گشودن کتابخانه‌ای دیگر…
library-create-new = ساختن کتابخانه…
library-check = وارسی کتابخانه
library-untitled-publication = نشریهٔ بی‌نام
library-show = نمایش کتابخانه و فهرست
library-hide = پنهان کردن کتابخانه و فهرست
library-checked = همه چیز درست است: { NUMBER($articles) } نوشته و { NUMBER($media) } تصویر خوانده و وارسی شد.
library-check-problems = وارسی { NUMBER($count) } مشکل پیدا کرد: { $first }

list-name = نوشته‌ها
list-search = جست‌وجو در همهٔ نوشته‌ها
list-clear-search = پاک کردن جست‌وجو
list-untitled = بی‌عنوان
list-nothing-found = هیچ نوشته‌ای این واژه‌ها را ندارد
list-nothing-found-hint = با واژه‌های کمتر، یا آغاز یک واژه، بیشتر پیدا می‌شود.
list-loading = در حال بارگیری…
list-found = { $count ->
    [0] چیزی پیدا نشد
   *[other] { $count } مورد پیدا شد
}
list-count = { NUMBER($count) } نوشته
list-empty-all = هنوز چیزی اینجا نیست
    .hint = نخستین نوشته را آغاز کنید؛ هم‌زمان با نوشتن ذخیره می‌شود.
list-empty-idea = ایده‌ای در انتظار نیست
    .hint = برای نگه داشتن فکری برای بعد، وضعیت نوشته را «ایده» کنید.
list-empty-draft = پیش‌نویسی نیست
    .hint = هرچه آغاز می‌کنید پیش‌نویس است، تا زمانی که جز این بخواهید.
list-empty-review = چیزی در حال بازبینی نیست
    .hint = نوشته‌هایی که کس دیگری در حال خواندن آن‌هاست اینجا می‌آیند.
list-empty-ready = نوشتهٔ آماده‌ای نیست
    .hint = نوشته‌های تمام‌شده تا زمان انتشار اینجا می‌مانند.
list-empty-scheduled = چیزی زمان‌بندی نشده است
    .hint = نوشته‌هایی که در تاریخی در آینده منتشر می‌شوند اینجا می‌آیند.
list-empty-published = هنوز چیزی منتشر نشده است
    .hint = پس از انتشار، وضعیت نوشته را «منتشرشده» کنید.
list-empty-archived = بایگانی خالی است
    .hint = نوشته‌هایی که نگه می‌دارید ولی دیگر نشان نمی‌دهید اینجا می‌آیند.
list-empty-trash = زباله‌دان خالی است
    .hint = آنچه حذف می‌کنید اینجا می‌ماند و می‌توان آن را بازگرداند.

pane-library = پهنای کتابخانه
pane-list = پهنای فهرست
pane-preview = سهم پیش‌نمایش

problem-title = کتابخانه باز نمی‌شود
problem-choose = انتخاب پوشه‌ای دیگر…
problem-create = ساختن کتابخانه در اینجا…
problem-retry = تلاش دوباره
