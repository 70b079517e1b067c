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
STRANGE = f"""<!DOCTYPE html><html lang="vi"><head><title>.</title><style>
p.own {{ margin-inline-start: 9mm; border-block-end: 1px solid; float: right; width: 20mm }}
div.own {{ direction: rtl; margin-inline-start: 9mm; position: relative; left: 2mm }}
@page own {{ margin: 30mm; @top-left {{ content: counter(page) }} }} section {{ page: own }}
</style></head><body><p class="own">Một</p><div class="own">hai</div>
<section>{LONG}</section><section style="break-before: page">{LONG}</section>
<h1>Một hai<br>ba</h1><p style="width: 30%; padding: 5%; box-sizing: border-box">{LONG}</p>
<p style="text-align: justify; letter-spacing: 2pt">{LONG}</p>
<p style="word-spacing: 3pt">{LONG}</p>
<p style="text-decoration: underline; width: 40mm">{LONG}</p><p style="hyphens: manual">a\xadb</p>
<p style="white-space: pre-wrap">một\thai\nba</p><p style="font-variant: small-caps">Mười</p>
<table style="border-collapse: collapse; width: 50%">
<tr><td style="border: 3px double red" rowspan="2">1</td>
<td style="border: 1px dashed">2</td></tr>
<tr><td style="border: 2px dotted blue; padding: 1em">{LONG}</td></tr></table></body></html>"""

# What breaks in many ways: letters that stand closer before a space, lines of figures only, signs
# before which a line ends without a space, words wider than a column, spaces at the end.
WRAPPED = (
    "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LÀ ĐƠN VỊ AVA TA LAV PAY, điểm thẩm định (100%) 11 111,5 1/11",
    "Tỷ lệ 1.234.567/11.111.111 (111%) – “Thi đua”; và/hoặc kết quả-thực hiện… 11 11 11 11",
    "<b>Chỉ tiêu A:</b> đạt <i>117,5 %</i> so với kế hoạch, tăng 11 % (T11). ",
    "https://thidua.example.vn/tra-cuu/abcdefghijklmnopqrstuvwxyz-0123456789 tập\u00a0thể a\xadb",
    "  Hòa Bình  \n giữ vững   ngôi 1  ", "Ω và α, 漢字, ☐ chưa; ﬁ; e\u0301", "1 1 1", "…", " ",
)  # fmt: skip


def _wrapped(style: str) -> str:
    """Return every text in columns of all widths."""
    columns = [
        f'<div style="width: {width / 2}mm; {style}">{text}</div>'
        for width in range(16, 250, 9)
        for text in WRAPPED
    ]
    return f'<!DOCTYPE html><html lang="vi"><title>.</title><body>{"".join(columns)}</body></html>'


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


@pytest.mark.parametrize(
    "style",
    [
        "",
        "text-align: center; overflow-wrap: anywhere",
        "text-align: justify; text-indent: 7mm; font-size: 9.7pt",
        "font: italic bold 11pt 'Liberation Serif Paper'; white-space: nowrap",
        "text-align: right; hyphens: auto; white-space: pre-wrap",
        "overflow: hidden; text-overflow: ellipsis; white-space: nowrap",
        "direction: rtl",
    ],
)
def test_lines_end_where_they_always_did(style):
    ours = html_to_pdf(_wrapped(style))
    with swaps.everything_theirs():
        theirs = html_to_pdf(_wrapped(style))

    assert _content(ours) == _content(theirs)
