"""Lengths in twips (1/20 pt), the unit of Word, and how wide a text is in our faces."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from reports.render.fonts import FACES

# What stands for "no longer than nothing" in Word: one point of height.
HAIR = 20
_PER_PIXEL = 15  # 1 px = 0,75 pt


def twips(pixels: float) -> int:
    """Return a length given in CSS pixels as twips."""
    return round(pixels * _PER_PIXEL)


def length(value: Any, of: int) -> int:
    """Return a computed CSS length in twips.

    Args:
        value: a dimension in pixels or in percent, or ``auto``, which counts as nothing.
        of: what a percentage is of, in twips.
    """
    unit = getattr(value, "unit", None)
    if unit == "%":
        return round(of * value.value / 100)
    if unit == "px":
        return twips(value.value)
    return twips(value) if isinstance(value, int | float) else 0


def text_width(text: str, *, half_points: int, bold: bool, italic: bool, folder: Path) -> int:
    """Return how long a line of text is, in twips.

    Word sets the same length: the faces have the widths of Times New Roman.
    """
    style = ("Bold" if bold else "") + ("Italic" if italic else "")
    widths, per_em = _widths(folder / FACES[f"LiberationSerif-{style or 'Regular'}"])
    return round(sum(widths.get(ord(sign), 0) for sign in text) * half_points * 10 / per_em)


@cache
def _widths(face: Path) -> tuple[Mapping[int, int], int]:
    with face.open("rb") as file, TTFont(file, lazy=True) as font:
        advances = font["hmtx"].metrics
        found = {code: advances[name][0] for code, name in font.getBestCmap().items()}
        return found, font["head"].unitsPerEm
