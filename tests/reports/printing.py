"""Papers that many tests need as a file and none looks at: each printed once per process."""

from functools import lru_cache

from reports.papers import Imprint, Paper
from reports.render.pdf import html_to_pdf, paper_html


def printed_once(paper: Paper, imprint: Imprint | None = None) -> bytes:
    """Return what ``pdf_bytes`` does: the same facts give the same bytes (test_render.py)."""
    return _printed(paper_html(paper, imprint), to_be_signed=imprint is not None)


@lru_cache(maxsize=64)
def _printed(html: str, *, to_be_signed: bool) -> bytes:
    return html_to_pdf(html, to_be_signed=to_be_signed)
