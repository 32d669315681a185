program = Galley

size-bytes = { NUMBER($count) } B
size-kilobytes = { NUMBER($count) } KB
size-megabytes = { NUMBER($count) } MB

# The engine says the rest, in English.
error-invalid = { $message }
error-not_found = { $message }
error-conflict = { $message }
error-out_of_step = { $message }
error-read_only = { $message }
error-not_saved = { $message }
error-library_unavailable = { $message }
error-failed = { $message }

dialog-folder = Choose a folder
dialog-import = Choose what to import
dialog-picture = Choose a picture
dialog-pictures = Pictures
dialog-save = Export to
