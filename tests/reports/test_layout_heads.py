"""The highest column heads that people can type: a table whose head fills a page cannot be set."""

from dataclasses import replace

import pytest

from reports.papers.annexes import ScoreGroup
from reports.render.pdf import pdf_bytes
from scoring.rules.naming import MOST_CODE
from tests.reports import layout
from tests.reports.test_layout_tables import big_table

NAMED_IN_HEADS = 60
MOST_POINTS = "9.999.999,99"
MOST_MM = 210 - layout.TOP - layout.BOTTOM - 50  # a member's three lines have room below


@pytest.mark.parametrize(
    ("groups", "letters"), [(6, NAMED_IN_HEADS), (8, NAMED_IN_HEADS + 1)], ids=["names", "codes"]
)
def test_the_longest_codes_and_names_of_groups_fit_in_the_heads(tay_ninh_report, groups, letters):
    """Letters as wide as they come, in one word."""
    table = big_table(groups, 9, 40)
    heads = (ScoreGroup("W" * MOST_CODE, "W" * letters, MOST_POINTS),) * groups
    pdf = pdf_bytes(replace(tay_ninh_report, scores=replace(table, groups=heads)))

    name_in_head = "." + "w" * letters if letters == NAMED_IN_HEADS else ""
    written = "w" * MOST_CODE + name_in_head + f"({MOST_POINTS})"
    pages = [page for page in layout.pages(pdf) if "Định<" in page.extract_text()]
    assert len(pages) > 1
    for page in pages:
        (found,) = page.find_tables()
        layout.assert_inside_margins(page)
        assert layout.outside_cells(page) == ""
        assert [layout.unspaced(text or "") for text in found.extract()[0]].count(written) == groups
        _, top, _, bottom = found.rows[0].bbox
        assert (bottom - top) / layout.MM < MOST_MM
