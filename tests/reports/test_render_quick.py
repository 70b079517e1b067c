"""What is written again of WeasyPrint does what WeasyPrint does."""

import io

import pikepdf
import pytest

from reports.papers import PAPERS
from reports.render.pdf import html_to_pdf, pdf_bytes
from reports.render.quick import swaps
from reports.states import NEVER_ISSUED
from tests.reports.layout_cases import CASES
from tests.reports.test_issued_printed_kinds import imprint_of

# Letters, lines and boxes as papers have them nowhere, one of each that is done in another way.
LONG = "Ban hành kế hoạch và phân công nhiệm vụ, nhân rộng điển hình tiên tiến. " * 4
STRANGE = f"""<!DOCTYPE html><html lang="vi"><head><title>.</title></head><body>
<h1>Một hai<br>ba</h1><p style="width: 30%; padding: 5%; box-sizing: border-box">{LONG}</p>
<p style="text-align: justify; letter-spacing: 2pt">{LONG}</p>
<p style="word-spacing: 3pt">{LONG}</p>
<p style="text-decoration: underline; width: 40mm">{LONG}</p><p style="hyphens: manual">a\xadb</p>
<p style="white-space: pre-wrap">một\thai\nba</p><p style="font-variant: small-caps">Mười</p>
<table style="border-collapse: collapse; width: 50%">
<tr><td style="border: 3px double red" rowspan="2">1</td>
<td style="border: 1px dashed">2</td></tr>
<tr><td style="border: 2px dotted blue; padding: 1em">{LONG}</td></tr></table></body></html>"""


def _content(pdf: bytes) -> bytes:
    """Return all that a file says, without how it is compressed and its checksum."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.trailer["/ID"]
        plain = io.BytesIO()
        document.save(
            plain,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return plain.getvalue()


def test_the_libraries_are_the_ones_that_ours_was_written_for():
    """Where this fails: compare each function with the new one, then write down the versions."""
    assert swaps.known_versions()


def test_other_versions_keep_all_that_they_have(monkeypatch):
    class Owner:
        name = "theirs"

    monkeypatch.setattr(swaps, "WRITTEN_FOR", ("70.1", "0.13.0"))
    swaps.instead_of(Owner, "name")("ours")

    assert Owner.name == "theirs"


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_a_paper_says_the_same_in_all_that_it_is_made_of(kind):
    paper = CASES[kind].small()
    imprint = None if kind in NEVER_ISSUED else imprint_of(paper)
    ours = pdf_bytes(paper, imprint)
    with swaps.everything_theirs():
        theirs = pdf_bytes(paper, imprint)

    assert _content(ours) == _content(theirs)
    assert ours != theirs  # otherwise nothing was swapped


def test_what_no_paper_has_is_set_as_it_always_was():
    ours = html_to_pdf(STRANGE)
    with swaps.everything_theirs():
        theirs = html_to_pdf(STRANGE)

    assert _content(ours) == _content(theirs)
