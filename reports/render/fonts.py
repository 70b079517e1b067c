"""The four faces papers are set in, found on this machine and checked for every letter.

No font is kept in the repository: Debian 12 brings them in ``fonts-liberation2``, Debian 13
in ``fonts-liberation``. Debian 12's ``fonts-liberation`` 1.07 lacks 92 Vietnamese letters.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTFont, TTLibError

FACES: Mapping[str, str] = MappingProxyType(
    {
        "LiberationSerif-Regular": "LiberationSerif-Regular.ttf",
        "LiberationSerif-Bold": "LiberationSerif-Bold.ttf",
        "LiberationSerif-Italic": "LiberationSerif-Italic.ttf",
        "LiberationSerif-BoldItalic": "LiberationSerif-BoldItalic.ttf",
    }
)
KNOWN_FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
)
PACKAGE_HINT = (
    "Hãy cài gói fonts-liberation2 (Debian 12) hoặc fonts-liberation (Debian 13), "
    "hoặc đặt PDF_FONT_DIR là thư mục chứa bốn tệp LiberationSerif-*.ttf."
)

LAYOUT_SIGNS = frozenset("\n\t ")
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


class FontsMissingError(RuntimeError):
    """The faces papers are set in are not there, or lack letters."""


def vietnamese_letters() -> str:
    """Return the 146 letters: twelve vowels in six tones and đ, small and capital."""
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
    return "".join(small) + "đ" + "".join(small).upper() + "Đ"


def font_folder(setting: str) -> Path:
    """Return the folder that holds all four faces with every letter.

    Args:
        setting: the folder named by PDF_FONT_DIR; empty to try the known ones in turn.

    Raises:
        FontsMissingError: no folder will do; the message names the package to install.
    """
    folders = (Path(setting),) if setting else KNOWN_FOLDERS
    faults = [folder_fault(folder) for folder in folders]
    for folder, fault in zip(folders, faults, strict=True):
        if not fault:
            return folder
    raise FontsMissingError(" ".join([*faults, PACKAGE_HINT]))


def folder_fault(folder: Path) -> str:
    """Return what is wrong with a folder's four faces, or nothing."""
    absent = [name for name in FACES.values() if not (folder / name).is_file()]
    if absent:
        return f"Thư mục {folder} thiếu {', '.join(absent)}."
    for name in FACES.values():
        try:
            missing = set(vietnamese_letters()) - drawable(folder / name)
        except (OSError, TTLibError) as error:
            return f"Tệp {folder / name} không đọc được ({error})."
        if missing:
            return f"Tệp {folder / name} thiếu {len(missing)} chữ cái tiếng Việt."
    return ""


def drawable(face: Path) -> frozenset[str]:
    """Return every character the face can draw."""
    return _drawable(face, face.stat().st_mtime_ns)


@cache
def _drawable(face: Path, _changed_at: int) -> frozenset[str]:
    with face.open("rb") as file, TTFont(file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def bold_advances(folder: Path) -> Mapping[str, float]:
    """Return how wide each letter is in bold one unit high; no other face is wider in figures."""
    face = folder / FACES["LiberationSerif-Bold"]
    return _advances(face, face.stat().st_mtime_ns)


@cache
def _advances(face: Path, _changed_at: int) -> Mapping[str, float]:
    with face.open("rb") as file, TTFont(file, lazy=True) as font:
        unit = font["head"].unitsPerEm
        widths = font["hmtx"]
        return {chr(sign): widths[name][0] / unit for sign, name in font.getBestCmap().items()}


def drawable_in_all(folder: Path) -> frozenset[str]:
    """Return the characters that all four faces of the folder can draw."""
    return frozenset.intersection(*(drawable(folder / name) for name in FACES.values()))


def not_drawn(text: str, folder: Path) -> str:
    """Return the signs, each once, for which a paper could print an empty box only."""
    signs = drawable_in_all(folder) | LAYOUT_SIGNS
    return "".join(dict.fromkeys(sign for sign in text if sign not in signs))
