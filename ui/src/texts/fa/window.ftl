program = Galley

size-bytes = { NUMBER($count) } بایت
size-kilobytes = { NUMBER($count) } کیلوبایت
size-megabytes = { NUMBER($count) } مگابایت

# بقیه را موتور به انگلیسی می‌گوید.
error-invalid = این کار به این شکل شدنی نیست. ({ $message })
error-not_found = این دیگر در کتابخانه نیست. ({ $message })
error-conflict = در این میان نسخهٔ دیگری ذخیره شده است؛ هر دو نگه داشته شدند. ({ $message })
error-out_of_step = متن و پیش‌نمایش از هم جدا افتادند؛ دوباره با هم هماهنگ می‌شوند. ({ $message })
error-read_only = کتابخانه فقط خواندنی است؛ چیزی نوشته نشد. ({ $message })
error-not_saved = چیزی نوشته نشد؛ آنچه نوشته‌اید همین‌جا می‌ماند. ({ $message })
error-library_unavailable = کتابخانه در دسترس نیست. ({ $message })
error-failed = کار به سرانجام نرسید. ({ $message })

dialog-folder = پوشه‌ای برگزینید
dialog-import = چیزی را که باید درون‌ریزی شود برگزینید
dialog-picture = تصویری برگزینید
dialog-pictures = تصویرها
dialog-save = خروجی در
