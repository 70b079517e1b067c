"""Named levels are chosen from a list: on the sheet, by appraisers and scorers, in Excel."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.models import LayerScore
from scoring.spreadsheets.sheet_columns import LEVELS, SCORES
from scoring.states import SheetState
from tests.factories import line_of, make_editor
from tests.scoring.given import pair
from tests.scoring.leveled import leveled_year
from tests.scoring.pages import HTMX, held, piece, save_cell, sheet_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
CHOICES = ["Chưa chấm", "HTXSNV: 80", "HTTNV: 65", "Không HTNV: 0"]


def choices(page, line):
    """Return what a line's list offers, and what is chosen in it."""
    name = f"{line.pk}-points"
    found = re.search(rf'<select[^>]*\bname="{name}"[^>]*>(.*?)</select>', page.content.decode())
    assert found, "no list"
    options = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)</option>', found.group(1))
    return [words for *_, words in options], [value for value, chosen, _ in options if chosen]


@pytest.fixture
def sheet(client):
    _, sheets, _ = leveled_year()
    sign_in(client, make_editor(sheets[2].agency))
    return sheets[2]


def test_an_agency_chooses_a_level_and_its_points_are_saved(client, sheet):
    line = line_of(sheet, "I")
    assert choices(client.get(sheet.get_absolute_url()), line) == (CHOICES, [""])

    answer = save_cell(client, line, points="65,00")

    assert answer.status_code == 200
    assert held(line) == ("65.00", "")
    assert 'data-points="65,00"' in answer.content.decode()
    assert choices(client.get(sheet.get_absolute_url()), line) == (CHOICES, ["65,00"])


def test_points_of_no_level_are_refused_with_the_levels(client, sheet):
    line = line_of(sheet, "I")

    answer = save_cell(client, line, points="70")

    assert answer.status_code == 422
    assert "chỉ chọn một trong các mức: HTXSNV (80); HTTNV (65)" in piece(answer, f"m{line.pk}")
    assert held(line) == ("", "")
    assert not AuditEvent.objects.exists()


def test_a_form_without_scripts_keeps_what_is_no_level_in_its_list(client, sheet):
    line = line_of(sheet, "I")
    form = {f"{line.pk}-points": "70", f"{line.pk}-words": "", f"{line.pk}-seen": "1.00000000"}

    answer = client.post(sheet_page("sheet-save", sheet), form)

    assert answer.status_code == 422
    assert choices(answer, line) == (
        [CHOICES[0], "70 (không có trong các mức)", *CHOICES[1:]],
        ["70"],
    )


def test_the_appraiser_chooses_too_and_sees_the_claim_by_its_name(client):
    _, sheets, _ = leveled_year(state=SheetState.SUBMITTED, stage=Stage.APPRAISAL)
    line = line_of(sheets[2], "I")
    type(line).objects.filter(pk=line.pk).update(self_points=65)
    sign_in(client, make_editor(sheets[0].agency))

    page = client.get(sheet_page("appraisal", sheets[2]))

    assert choices(page, line) == (CHOICES, [""])
    assert "65,00 HTTNV" in text_of(page)


def test_a_sector_agency_and_a_peer_choose_from_the_same_list(client):
    season, sheets, sector = leveled_year(state=SheetState.SUBMITTED, stage=Stage.APPRAISAL)
    duty = pair(season, sheets[1].agency, sheets[2].agency)
    named, own = line_of(sheets[2], "III"), line_of(sheets[2], "I")
    address = [season.bloc.code, season.cycle.label]
    sign_in(client, make_editor(sector))

    assert choices(client.get(reverse("scoring:sector", args=address)), named) == (CHOICES, [""])
    sent = {f"{named.pk}-points": "65,00", f"{named.pk}-words": "", f"{named.pk}-seen": "0"}
    answer = client.post(reverse("scoring:sector-line-save", args=[named.pk]), sent, headers=HTMX)
    assert answer.status_code == 200
    assert LayerScore.objects.get(line=named).points == 65

    sign_in(client, make_editor(sheets[1].agency))
    page = client.get(reverse("scoring:cross", args=[duty.pk]))
    assert choices(page, own) == (CHOICES, [""])


def book_of(client, sheet):
    return load_workbook(io.BytesIO(client.get(sheet_page("sheet-workbook", sheet)).content))


def upload(client, sheet, typed):
    """Send the sheet's workbook with something typed into the points of I."""
    book = book_of(client, sheet)
    book[SCORES]["F2"] = typed
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("phieu.xlsx", out.getvalue())
    return client.post(sheet_page("sheet-import", sheet), {"upload": file})


def test_the_sheet_s_workbook_offers_the_levels_by_name(client, sheet):
    save_cell(client, line_of(sheet, "I"), points="65,00")

    book = book_of(client, sheet)

    limits = {str(rule.sqref): rule for rule in book[SCORES].data_validations.dataValidation}
    assert (limits["F2"].type, limits["F2"].formula1) == ("list", "'Danh mục'!$A$2:$A$4")
    assert [cell.value for cell in book[LEVELS]["A"]] == [
        "I",
        "HTXSNV (80)",
        "HTTNV (65)",
        "Không HTNV (0)",
    ]
    assert book[LEVELS].sheet_state == "hidden"
    assert book[LEVELS].protection.sheet
    assert book[SCORES]["F2"].value == "HTTNV (65)"


@pytest.mark.parametrize("typed", ["HTXSNV (80)", "htxsnv", 80, "80"])
def test_a_level_comes_back_by_its_name_or_its_points(client, sheet, typed):
    checked = upload(client, sheet, typed)

    form = {"held": value_of(checked, "held")}
    client.post(sheet_page("sheet-import-confirm", sheet), form)

    assert held(line_of(sheet, "I")) == ("80.00", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Xuất sắc", "“Xuất sắc” không phải là số"), (70, "chỉ chọn một trong các mức: HTXSNV (80)")],
)
def test_what_is_no_level_is_named_by_its_cell(client, sheet, typed, said):
    answer = upload(client, sheet, typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "F2" in text_of(answer)


def test_the_table_s_page_explains_the_levels(client, sheet):
    page = client.get(
        reverse("scoring:criteria-table", args=[sheet.season.bloc.code, sheet.season.cycle.label])
    )

    assert "Chọn mức xếp loại" in text_of(page)
    assert "Chọn một mức (HTXSNV: 80; HTTNV: 65; Không HTNV: 0 điểm)." in text_of(page)
