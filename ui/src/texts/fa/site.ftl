progress-seconds = حدود { NUMBER($count) } ثانیه مانده
progress-minutes = حدود { NUMBER($count) } دقیقه مانده
fold-more = و { NUMBER($count) } مورد دیگر

site-open = انتشار وبگاه…
site-title = انتشار وبگاه
site-empty = همهٔ وبگاه شما در یک پوشه
    .hint = Galley همهٔ نوشته‌های منتشرشده، فهرست‌ها، خوراک‌ها و تصویرها را در پوشه‌ای می‌نویسد که هر میزبان وبی می‌تواند آن را نشان دهد. از آن پس، هر بار تنها آنچه تغییر کرده نوشته می‌شود.
site-pick = انتخاب پوشه…
site-folder = پوشهٔ وبگاه
site-other-folder = پوشه‌ای دیگر…
site-reveal = گشودن پوشه
site-copy-link = رونوشت از پیوند
site-address = نشانی وبگاه
site-address-hint = جایی که پوشه از آنجا در دسترس خواهد بود، تا خوراک‌ها، جست‌وجوگرها و پیوندهای هم‌رسانی‌شده نشانی آن را بدانند. آنچه اینجا می‌نویسید تنها برای همین خروجی است.
site-overwrite = جایگزینی پرونده‌هایی که از Galley نیستند
site-overwrite-hint = حتی پرونده‌هایی که هیچ خروجی‌ای آن‌ها را ننوشته یا از آخرین خروجی به بعد کسی تغییرشان داده است.
site-plan = نمایش تغییرها پیش از نوشتن
site-export = انتشار
site-look = دیدن وبگاه
site-served = وبگاه در این نشانی دیده می‌شود:
site-stop-serving = پایان نمایش
site-planning = در حال بررسی آنچه تغییر می‌کند…
site-exporting = در حال نوشتن وبگاه…
site-stage-comparing = در حال مقایسه…
site-stage-pages = در حال ساختن صفحه‌ها…
site-stage-pictures = در حال ساختن تصویرها…
site-stage-placing = در حال گذاشتن همه چیز در جای خود…
site-plan-result = این‌ها تغییر می‌کنند:
site-plan-same = چیزی تغییر نمی‌کند: پوشه به‌روز است.
site-report = گزارش
site-written = وبگاه نوشته شد: { $size } در { $seconds } ثانیه.
site-done = وبگاه نوشته شد{ $count ->
    [0] .
   *[other] ؛ { NUMBER($count) } نکته برای بررسی هست.
}
site-show-report = نمایش گزارش
site-added = { NUMBER($count) } پروندهٔ تازه
site-changed = { NUMBER($count) } پروندهٔ تغییرکرده
site-removed = { NUMBER($count) } پروندهٔ حذف‌شده
site-unchanged = { NUMBER($count) } پرونده همان که بود می‌ماند.
site-published = { NUMBER($count) } نوشتهٔ زمان‌بندی‌شده منتشر شد
