"""The QR code of an issued paper, as one path in the units of its modules."""

from dataclasses import dataclass

import segno

QUIET = 4  # empty modules around the code. Source: ISO/IEC 18004, 9.1


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to be drawn: ``size`` modules wide, quiet zone included, ``path`` the dark ones."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code that says the text; a seventh of it may be lost (level M)."""
    code = segno.make_qr(text, error="m", boost_error=False)
    runs = [run for row, line in enumerate(code.matrix) for run in _runs(row, line)]
    size = len(code.matrix) + 2 * QUIET
    path = "".join(f"M{QUIET + x} {QUIET + y}h{length}v1h-{length}z" for x, y, length in runs)
    return QrCode(size=size, path=path)


def _runs(row: int, line: bytearray) -> list[tuple[int, int, int]]:
    """Return where dark modules stand side by side, and how many: column, row, count."""
    found: list[tuple[int, int, int]] = []
    for column, dark in enumerate(line):
        if not dark:
            continue
        if found and sum(found[-1][::2]) == column:
            found[-1] = (found[-1][0], row, found[-1][2] + 1)
        else:
            found.append((column, row, 1))
    return found
