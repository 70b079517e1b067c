"""Awards that bring a bonus are named in a criteria workbook, and looked up in the catalogue."""

import io

import pytest
from openpyxl import load_workbook

from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.criteria_rows import Title
from scoring.spreadsheets.criteria_writing import written_criteria
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.template import template_content
from scoring.states import CriterionKind
from tests.scoring.workbooks import CRITERIA, NAME, SECTORS, TITLES

FLAG = "Cờ thi đua của Chính phủ"


def book():
    return written_criteria(template_content(), SECTORS, TITLES)


def award_cell(data):
    rows = load_workbook(io.BytesIO(data))[CRITERIA].iter_rows()
    return next(row[10] for row in rows if row[2].value == "Thưởng theo danh hiệu")


def read(data, titles=TITLES):
    return read_criteria_book(io.BytesIO(data), NAME, SECTORS, titles)


def worth(content):
    (node,) = [one for one in content.nodes if one.kind is CriterionKind.AWARD_BONUS]
    return node.rule["titles"]


def with_award(text):
    loaded = load_workbook(io.BytesIO(book()))
    place = award_cell(book()).coordinate
    loaded[CRITERIA][place] = f"cách tính: danh hiệu cao nhất\n{text}"
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def fault_of(text, titles=TITLES):
    with pytest.raises(WorkbookFaults) as refusal:
        read(with_award(text), titles)
    return str(refusal.value.faults[0])


def test_awards_are_written_by_name_and_read_back_and_listed():
    data = book()

    assert f"{FLAG} (co-chinh-phu) → 15" in award_cell(data).value
    assert read(data).nodes == template_content().nodes
    assert read(data, None).nodes == template_content().nodes
    heads = {
        column[0].value: column for column in load_workbook(io.BytesIO(data))["Danh mục"].columns
    }
    listed = [cell.value for cell in heads["Danh hiệu, hình thức khen thưởng"][1:3]]
    assert listed == [title.shown for title in TITLES]


@pytest.mark.parametrize("said", ["co-chinh-phu", FLAG, FLAG.upper(), f"{FLAG} (co-chinh-phu)"])
def test_an_award_is_named_by_code_by_name_or_by_both(said):
    assert worth(read(with_award(f"{said} → 15"))) == {"co-chinh-phu": "15"}


def test_an_award_that_the_catalogue_has_not_is_refused_at_its_cell():
    place = award_cell(book()).coordinate

    assert fault_of("khong-co-that → 15") == (
        f"Ô {place}, trang “Tiêu chí”: dòng “khong-co-that → 15”: danh mục khen thưởng không có "
        "“khong-co-that”; đề nghị chép từ trang “Danh mục”."
    )


def test_a_name_that_two_awards_have_asks_for_the_code():
    twins = (*TITLES, Title("co-rieng", FLAG))

    assert "đề nghị ghi mã: co-chinh-phu, co-rieng." in fault_of(f"{FLAG} → 15", twins)
    assert worth(read(with_award("co-rieng → 15"), twins)) == {"co-rieng": "15"}
