"""The hidden bookmarks by which the paragraphs of a paper are found again in its Word copy."""

BOOKMARK = "_td"


def mark_name(number: int) -> str:
    """Return the name of a paragraph's bookmark; Word hides names that begin so."""
    return f"{BOOKMARK}{number:04d}"
