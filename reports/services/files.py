"""Files of papers on the disk, made by workers that may be overtaken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from accounts.whole_files import put_in_place, ready_place, write_down, written_beside
from reports.models import Document

FOLDER = "documents"


@contextmanager
def prepared_document(document: Document, data: bytes) -> Iterator[Callable[[], str]]:
    """Write the file of a paper; give what puts it under its final name and tells that name.

    The name is the document's own, so a second worker replaces the file by the same bytes. What
    is not put there is gone at the end.

    Raises:
        OSError: the disk is full or closed; nothing is left behind.
    """
    name = f"{FOLDER}/{document.uuid}.pdf"
    target = ready_place(document.file.storage.path(name))
    with written_beside(target) as (part, stream):
        write_down(stream, data)

        def put() -> str:
            put_in_place(part, target)
            return name

        yield put
