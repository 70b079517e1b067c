"""Writing a PDF: numbers and dictionaries as bytes, and the numbers of pages counted once."""

import zlib
from functools import lru_cache
from typing import Any

import pydyf

from reports.render.quick.swaps import instead_of
from reports.render.written import LEVEL

_their_to_bytes = pydyf._to_bytes  # noqa: SLF001 -- asked for by every object of a file


@instead_of(pydyf, "_to_bytes")
def to_bytes(item: Any) -> bytes:
    """Convert an item, asking first for the kinds that are frequent."""
    kind = type(item)
    if kind is bytes:
        found = item
    elif kind is str or kind is int:
        found = str(item).encode("ascii")
    elif kind is float:
        found = b"%d" % item if item.is_integer() else f"{item:f}".rstrip("0").encode("ascii")
    else:
        found = _their_to_bytes(item)
    return found


@lru_cache(maxsize=1024)  # names of pictures and faces are new in each file
def _begin(key: Any) -> bytes:
    return b"/" + to_bytes(key) + b" "


def _dictionary(self: pydyf.Dictionary) -> bytes:
    pieces = [
        _begin(key) + (value if type(value) is bytes else to_bytes(value))
        for key, value in self.items()
    ]
    return b"<<" + b"".join(pieces) + b">>"


def _array(self: pydyf.Array) -> bytes:
    return b"[" + b" ".join([one if type(one) is bytes else to_bytes(one) for one in self]) + b"]"


def _page_references(self: pydyf.PDF) -> tuple[bytes, ...]:
    """Tell the pages; asked for each element of the structure, when no page is added any more."""
    pages = self.pages["Kids"]
    kept = vars(self).get("_kept_references")
    if kept is None or len(kept) != len(pages) // 3:
        kept = tuple(f"{number} 0 R".encode("ascii") for number in pages[::3])
        vars(self)["_kept_references"] = kept
    return kept


def _stream(self: pydyf.Stream) -> bytes:
    """Write a stream; with less effort to compress it, which saves two thirds of the time."""
    content = b"\n".join([one if type(one) is bytes else to_bytes(one) for one in self.stream])
    extra = pydyf.Dictionary(self.extra.copy())
    if self.compress:
        extra["Filter"] = "/FlateDecode"
        content = zlib.compress(content, LEVEL)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


instead_of(pydyf.Dictionary, "data")(property(_dictionary))
instead_of(pydyf.Array, "data")(property(_array))
instead_of(pydyf.Stream, "data")(property(_stream))
instead_of(pydyf.PDF, "page_references")(property(_page_references))
