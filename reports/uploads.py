"""A file that somebody holds is counted through as it comes in, and stored nowhere."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from reports.rules.continuation import KnownState

MOST_BYTES = 20 * 1024 * 1024  # several times the largest paper
_FORM_BYTES = 64 * 1024  # what a browser sends around the file


class CountedFile(UploadedFile):
    """What is left of a file: its name, its size in bytes and its SHA-256.

    ``digests`` are the SHA-256 of its first so many bytes, for each known size that it reaches.
    ``tail`` is what follows the issued file where it begins with that; empty otherwise.
    """

    def __init__(
        self,
        *,
        name: str,
        size: int,
        sha256: str,
        digests: Mapping[int, str] | None = None,
        tail: bytes = b"",
    ) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256 = sha256
        self.digests = digests or {}
        self.tail = tail


class CountingHandler(FileUploadHandler):
    """Reads the first file piece by piece and keeps nothing of it but its fingerprint.

    Only what somebody appended to the issued file itself is kept in memory, to look for
    signatures in it; anything else leaves no byte behind.

    Args:
        known: the issued file and its signed states, in order; empty to count alone.
    """

    def __init__(
        self, request: HttpRequest | None = None, known: Sequence[KnownState] = ()
    ) -> None:
        super().__init__(request)
        self._digest = hashlib.sha256()
        self._files = self._read = 0
        self._known = known
        self._marks = sorted({state.size for state in known})
        self._digests: dict[int, str] = {}
        self._tail = bytearray()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; every further one is read past."""
        super().new_file(*args, **kwargs)
        self._files += 1
        if self._files > 1:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> None:
        """Count a piece through; no other handler sees it."""
        rest = raw_data
        while self._marks and self._read + len(rest) >= self._marks[0]:
            mark = self._marks.pop(0)
            until = mark - self._read
            self._count(rest[:until])
            self._digests[mark] = self._digest.hexdigest()
            rest = rest[until:]
        self._count(rest)

    def _count(self, data: bytes) -> None:
        self._digest.update(data)
        if self._goes_on:
            self._tail += data
        self._read += len(data)

    @property
    def _goes_on(self) -> bool:
        """Whether what came so far is the issued file."""
        issued = next(iter(self._known), None)
        return issued is not None and self._digests.get(issued.size) == issued.sha256

    def file_complete(self, file_size: int) -> CountedFile | None:
        """Return what is left of the first file."""
        if self._files > 1:
            return None
        return CountedFile(
            name=str(self.file_name),
            size=file_size,
            sha256=self._digest.hexdigest(),
            digests=self._digests,
            tail=bytes(self._tail),
        )


def is_too_large(request: HttpRequest) -> bool:
    """Say whether more is announced than a file of ``MOST_BYTES``; nothing of it is read."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    return not announced.isdecimal() or int(announced) > MOST_BYTES + _FORM_BYTES


def count_only(request: HttpRequest, known: Sequence[KnownState]) -> None:
    """Have the request's file counted and not stored; call it before anything reads the form.

    Args:
        known: as ``CountingHandler`` takes it.
    """
    request.upload_handlers = [CountingHandler(request, known)]
