"""Text from people, in the one form that is stored."""

import unicodedata

# Marks that turn the direction of writing: a name that reads "exe.pdf" may end in "fdp.exe".
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")


def tidy(text: str) -> str:
    """Return the text in NFC, without control and direction marks and outer blanks."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in lines if char in _KEPT or not _is_hidden(char))
    return "".join(kept).strip()


def tidy_line(text: str) -> str:
    """Return the tidied text on one line, with single blanks."""
    return " ".join(tidy(text).split())


def _is_hidden(char: str) -> bool:
    return char in _DIRECTION or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}
