from scoring.uploads.checking import MAX_BYTES, CheckedUpload, Readable, check_upload

__all__ = ["MAX_BYTES", "CheckedUpload", "Readable", "check_upload"]
