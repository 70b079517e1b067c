"""A finished PDF written out once: each stream compressed once, the identifier added last.

Left to itself pydyf writes and compresses everything twice, for the file and for the checksum in
its identifier, and as hard as it can, which takes three times as long and saves four per cent.
"""

import hashlib
import zlib

import pydyf

LEVEL = 6  # zlib's usual effort
_LAST = b"/Type /XRef"


class Settled(pydyf.Object):
    """An object that is ready to be written."""

    def __init__(self, number: int, data: bytes) -> None:
        super().__init__()
        self.number = number
        self._data = data

    @property
    def data(self) -> bytes:
        """What is written."""
        return self._data


def settle(pdf: pydyf.PDF) -> None:
    """Compress every stream of a PDF to which nothing is added any more."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            one.compress = False
            whole = one.data
            begin, end = whole.index(b"\nstream\n") + len(b"\nstream\n"), -len(b"\nendstream")
            one.stream = [zlib.compress(whole[begin:end], LEVEL)]
            one.extra["Filter"] = "/FlateDecode"


def identified(data: bytes) -> bytes:
    """Return a PDF with the checksum of all that it says as its identifier.

    The cross-reference stream, which holds it, is the last object: nothing after it is counted.

    Raises:
        ValueError: the PDF does not end with a cross-reference stream.
    """
    place = data.rindex(_LAST)
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    return data[:place] + b"/ID [<%s> <%s>]" % (digest, digest) + data[place:]
