"""A file that somebody holds is counted through as it comes in, and stored nowhere."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_BYTES = 20 * 1024 * 1024  # several times the largest paper
_FORM_BYTES = 64 * 1024  # what a browser sends around the file


class CountedFile(UploadedFile):
    """What is left of a file: its name, its size in bytes and its SHA-256."""

    def __init__(self, *, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256


class CountingHandler(FileUploadHandler):
    """Reads the first file piece by piece and keeps nothing of it but its fingerprint."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._digest = hashlib.sha256()
        self._files = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; every further one is read past."""
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > 1:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        """Count a piece through; no other handler sees it."""
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> CountedFile | None:
        """Return what is left of the first file."""
        if self._files > 1:
            return None
        digest = self._digest.hexdigest()
        return CountedFile(name=str(self.file_name), size=file_size, sha256=digest)


def is_too_large(request: HttpRequest) -> bool:
    """Say whether more is announced than a file of ``MOST_BYTES``; nothing of it is read."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    return not announced.isdecimal() or int(announced) > MOST_BYTES + _FORM_BYTES


def count_only(request: HttpRequest) -> None:
    """Have the request's file counted and not stored; call it before anything reads the form."""
    request.upload_handlers = [CountingHandler(request)]
