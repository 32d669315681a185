program = Galley

size-bytes = { NUMBER($count) } B
size-kilobytes = { NUMBER($count) } KB
size-megabytes = { NUMBER($count) } MB
