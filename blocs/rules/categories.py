"""The category of a unit, such as a mountain commune, in the one form that is stored."""

import unicodedata

MOST_CATEGORY = 60  # characters


def tidy_category(text: str) -> str:
    """Return the words on one line, in NFC, without what cannot be seen; empty for none."""
    seen = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(unicodedata.normalize("NFC", seen).split())
