import pytest

from blocs.models import CalendarStep, StepExtension
from blocs.states import Stage, StepKind
from scoring.models import ScoreSheet
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_officer,
    make_sheet,
    make_step,
    make_table,
    score,
)
from tests.scoring.pages import (
    piece,
    season_page,
    sheet_page,
    sign_in,
    text_of,
    value_of,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points=POINTS)


@pytest.fixture
def editor(sheet, client):
    user = make_editor(sheet.agency)
    client.force_login(user)
    return user


@pytest.mark.parametrize("leaves", [1, 3])
def test_a_sheet_costs_the_same_for_one_line_and_for_many(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2])
    for line in sheet.lines.all():
        make_evidence(line)
        make_evidence(line)
    sign_in(client, make_editor(agencies[2]))

    # session, user, appointments, sheet, seats, table, criteria, lines, evidence, sample,
    # amendments, deadline
    with django_assert_num_queries(12):
        page = client.get(sheet.get_absolute_url())

    assert page.content.decode().count('data-col="points"') == leaves


def test_the_sheet_shows_points_sums_and_what_is_left_with_a_comma(client, editor, sheet):
    line = line_of(sheet, "I.1")

    page = client.get(sheet.get_absolute_url())

    assert value_of(page, f"{line.pk}-points") == "38,50"
    assert piece(page, "g1") == "58,50"
    assert piece(page, "total") == "87,25"
    assert piece(page, "left") == "Đã chấm đủ các dòng"


def test_an_empty_score_shows_empty_and_the_note_leads_to_it(client, year):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points={"I.1": "38.5"})
    client.force_login(make_editor(agencies[2]))

    page = client.get(sheet.get_absolute_url())

    assert value_of(page, f"{line_of(sheet, 'II.1').pk}-points") == ""
    assert piece(page, "g4") == ""
    assert piece(page, "left") == "Còn 2 dòng chưa chấm · Đến dòng đầu tiên"
    assert f'href="#dong-{line_of(sheet, "I.2").pk}"' in page.content.decode()


def test_the_page_says_until_when_the_agency_itself_may_send(client, year, editor, sheet):
    season, _ = year
    step = make_step(season, StepKind.SELF_SCORING, due_at=NOON)
    StepExtension.objects.create(
        step=step,
        agency=sheet.agency,
        due_at=NOON.replace(day=20),
        reason="Bão lụt",
        approved_at=NOON,
    )

    page = client.get(sheet.get_absolute_url())

    assert "Hạn gửi: 12:00 ngày 20/11/2022 (đã được gia hạn cho đơn vị)." in text_of(page)
    CalendarStep.objects.all().delete()
    assert "Hạn gửi" not in text_of(client.get(sheet.get_absolute_url()))


def test_steps_are_offered_or_greyed_with_the_reason(client, editor, sheet):
    page = client.get(sheet.get_absolute_url())

    offered = {str(act.action): bool(act.verdict) for act in page.context["acts"]}
    assert offered == {"ask_approval": True, "submit": False}
    assert "Chỉ thủ trưởng đơn vị được gửi đi." in text_of(page)


def test_the_head_reads_a_members_sheet_without_cells(client, year, sheet):
    _, agencies = year
    sheets = ScoreSheet.objects.filter(pk=sheet.pk)
    sheets.update(state=SheetState.SUBMITTED.value, submitted_at=NOON)
    client.force_login(make_editor(agencies[0]))

    page = client.get(sheet.get_absolute_url())

    assert 'data-col="points"' not in page.content.decode()
    assert piece(page, "total") == "87,25"


def test_the_agency_sees_the_appraisal_only_after_it_is_done(client, editor, sheet):
    line = line_of(sheet, "I.1")
    score(sheet, {"I.1": "30"}, layer="appraised")
    type(line).objects.filter(pk=line.pk).update(appraisal_reason="Thiếu minh chứng")
    sheets = ScoreSheet.objects.filter(pk=sheet.pk)
    sheets.update(state=SheetState.SUBMITTED.value, submitted_at=NOON)

    during = client.get(sheet.get_absolute_url())
    sheets.update(state=SheetState.APPRAISED.value)
    after = client.get(sheet.get_absolute_url())

    assert "Thiếu minh chứng" not in text_of(during)
    assert "Thiếu minh chứng" in text_of(after)
    assert piece(after, f"x{line.pk}") == "−8,50"


def test_sample_scores_are_marked_on_every_page(client, year):
    season, agencies = year
    assign(season, scores_are_sample=True)
    sheet = make_sheet(season, agencies[2])
    client.force_login(make_officer(season.bloc))

    for address in (
        season_page("sheet-list", season),
        season_page("ranking", season),
        sheet.get_absolute_url(),
        sheet_page("appraisal", sheet),
        sheet_page("sheet-take", sheet, "submit"),
    ):
        assert "DỮ LIỆU MẪU" in text_of(client.get(address)), address
