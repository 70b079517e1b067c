"""The hidden bookmarks by which the paragraphs of a paper are found again in its Word copy."""

BOOKMARK = "_td"  # Word hides names that begin with a line


def mark_name(number: int, source: str = "") -> str:
    """Return the name of a paragraph's bookmark.

    Args:
        source: the list of the data that the paper prints there; empty for words.
    """
    place = f"{BOOKMARK}{number:04d}"
    return f"{place}_{source}" if source else place


def place_of(name: str) -> str:
    """Return the part of a bookmark's name that says which paragraph it is."""
    return name[: len(BOOKMARK)] + name[len(BOOKMARK) :].partition("_")[0]


def source_of(name: str) -> str:
    """Return the list of the data that a bookmark's name tells of, or nothing."""
    return name[len(BOOKMARK) :].partition("_")[2]
