"""The name shown for an upload; the stored file never bears it."""

from scoring.rules.text import tidy_line

MAX_LENGTH = 200
NAMELESS = "tep-dinh-kem"


def shown_name(given: str) -> str:
    """Return the last part of the path in NFC, without hidden marks, at most 200 characters.

    The extension survives the cut, since people tell files apart by it.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    name = tidy_line(last).lstrip(". ") or NAMELESS
    if len(name) <= MAX_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > len("xlsx"):
        return name[:MAX_LENGTH]
    return f"{stem[: MAX_LENGTH - len(extension) - 1]}.{extension}"


def extension_of(name: str) -> str:
    """Return the extension in lower case, without its dot; nothing when there is none."""
    stem, _, extension = name.rpartition(".")
    return extension.lower() if stem else ""
