"""Sheets of ballot slips: all alike but the last, so each different one is laid out once."""

import re
from itertools import groupby

from weasyprint.document import Document

_SHEET = re.compile(r'<section class="slip-sheet">.*?</section>', re.DOTALL)


def once_each(html: str) -> tuple[str, list[int]]:
    """Return the paper with one of each run of equal sheets, and how long each run is."""
    sheets = list(_SHEET.finditer(html))
    runs = [(text, len(list(run))) for text, run in groupby(one[0] for one in sheets)]
    if len(runs) == len(sheets):
        return html, []
    begin, end = sheets[0].start(), sheets[-1].end()
    kept = "\n".join(text for text, _ in runs)
    return f"{html[:begin]}{kept}{html[end:]}", [count for _, count in runs]


def repeated(document: Document, counts: list[int]) -> Document | None:
    """Return the document with each page as often as it is needed.

    None where a sheet takes more than its page, so that no page can be told from the next.
    """
    if len(document.pages) != len(counts):
        return None
    pages = zip(document.pages, counts, strict=True)
    return document.copy([page for page, count in pages for _ in range(count)])
