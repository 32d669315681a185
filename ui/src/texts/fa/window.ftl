program = Galley

size-bytes = { NUMBER($count) } بایت
size-kilobytes = { NUMBER($count) } کیلوبایت
size-megabytes = { NUMBER($count) } مگابایت
