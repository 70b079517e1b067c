"""Whose letterhead and in what capacity: measured with every variant that a paper may bear.

Source: NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I.
"""

from dataclasses import replace

import pytest

from reports.papers.base import Authority, LetterheadVariant, SignatureBlock
from reports.render.pdf import pdf_bytes
from tests.reports import layout
from tests.reports.layout import HALF_MM
from tests.reports.layout_cases import CASES, covenant_of
from tests.reports.more_papers import submission

WITH_LETTERHEAD = sorted(kind for kind, case in CASES.items() if case.has_letterhead)
BODIES = {
    LetterheadVariant.HEAD_AGENCY: (layout.name_of(60, ""), layout.name_of(120, "")),
    LetterheadVariant.BLOC: (layout.name_of(40, ""), layout.name_of(90, "")),
}
CAPACITIES = sorted(one for one in Authority if one.value.endswith(".") and one.value != "Q.")


@pytest.mark.parametrize("variant", BODIES)
@pytest.mark.parametrize("kind", WITH_LETTERHEAD)
def test_long_bodies_stay_left_of_the_nation_over_their_rule(kind, variant):
    case, (parent, issuing) = CASES[kind], BODIES[variant]
    paper = case.small()
    head = replace(paper.letterhead, variant=variant, parent_org=parent, issuing_org=issuing)
    page = layout.pages(pdf_bytes(replace(paper, letterhead=head)))[0]
    words = page.extract_words()
    nation = next(word["x0"] for word in words if word["text"] == "CỘNG") / layout.MM
    top = [line for line in layout.lines(page, right=nation - 0.5) if line.sizes == {12.0}]
    bold = [line for line in top if line.is_bold and line.text.isupper()]
    told = layout.unspaced("".join(line.text for line in top))
    rule = layout.rule_below(page, bold[-1])

    layout.assert_inside_margins(page, case.margins)
    assert layout.unspaced(parent.upper()) in told
    assert layout.unspaced(issuing.upper()) in told
    assert len(bold) > 1
    assert rule.middle == pytest.approx(bold[-1].middle, abs=HALF_MM)
    assert rule.width < max(line.width for line in bold) * 0.51


@pytest.mark.parametrize("authority", CAPACITIES)
def test_the_capacity_stands_in_bold_capitals_over_the_position(authority):
    signature = SignatureBlock(
        authority=authority, principal="Khối thi đua", position="Phó Trưởng khối", name="Người Ký"
    )
    pages = layout.pages(pdf_bytes(replace(submission(2), signature=signature)))
    (page,) = [one for one in pages if "PHÓ TRƯỞNG KHỐI" in one.extract_text()]
    half = layout.size_mm(page)[0] / 2
    capacity = layout.line_with(page, f"{authority.value} KHỐI THI ĐUA", left=half)
    position = layout.line_with(page, "PHÓ TRƯỞNG KHỐI", left=half)
    name = layout.line_with(page, "Người Ký", left=half)

    assert capacity.text == f"{authority.value} KHỐI THI ĐUA"
    assert capacity.is_bold
    assert position.is_bold
    assert name.is_bold
    assert capacity.sizes | position.sizes <= {13.0, 14.0}
    assert 0 <= position.top - capacity.bottom < 3
    assert name.top - position.bottom > 15  # room to sign and to stamp
    assert capacity.middle == pytest.approx(position.middle, abs=HALF_MM)
    assert name.middle == pytest.approx(position.middle, abs=HALF_MM)


@pytest.mark.parametrize("members", [2, 7, 20])
def test_who_is_away_keeps_a_cell_with_a_note_in_place_of_the_hint(members):
    paper = covenant_of(members, 60)
    note = "Vắng mặt vì đi công tác dài ngày, ký bổ sung sau khi trở về đơn vị"
    away = replace(paper, cells=(*paper.cells[:-1], replace(paper.cells[-1], absent_note=note)))
    there, told = (layout.unspaced(layout.text(pdf_bytes(one))) for one in (paper, away))
    hint = layout.unspaced("(Ký tên, đóng dấu)")
    pdf = pdf_bytes(away)
    (cell,) = layout.pages_by_mark(pdf, f"<{members - 1:02d}>").values()

    assert told.count(layout.unspaced(f"({note})")) == 1
    assert told.count(hint) == there.count(hint) - 1
    assert len(cell) == 1
    for page in layout.pages(pdf):
        layout.assert_inside_margins(page)
