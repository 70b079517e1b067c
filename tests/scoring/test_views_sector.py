from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.states import Role, Stage
from scoring.models import LayerScore, ScoreLine
from scoring.services.given import save_sector_points
from scoring.views.cells import mark_of
from tests.factories import (
    appoint,
    line_of,
    make_agency,
    make_editor,
    make_evidence,
    make_officer,
    make_user,
)
from tests.scoring.given import edit, sector_year
from tests.scoring.pages import HTMX, piece, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db


def page(name, season):
    return reverse(f"scoring:{name}", args=[season.bloc.code, season.cycle.label])


def save_url(line):
    return reverse("scoring:sector-line-save", args=[line.pk])


def typed(line, value, words="", *, seen=0, shown=("", "")):
    return {
        f"{line.pk}-points": value,
        f"{line.pk}-words": words,
        f"{line.pk}-seen": f"{seen}.{mark_of(*shown)}",
    }


def given(line):
    return LayerScore.objects.filter(line=line).values_list("points", flat=True).first()


@pytest.fixture
def year(client):
    """A season with its sheets, and somebody of the sector agency signed in."""
    season, sheets, sector = sector_year()
    sign_in(client, make_editor(sector))
    return season, sheets, sector


def test_the_list_names_every_bloc_that_waits_for_the_agency(client):
    sector = make_agency()
    first, _, _ = sector_year(sector=sector)
    second, _, _ = sector_year(sector=sector)
    hidden, _, _ = sector_year()
    sign_in(client, make_editor(sector))

    said = text_of(client.get(reverse("scoring:sector-list")))

    assert first.bloc.name in said
    assert second.bloc.name in said
    assert hidden.bloc.name not in said
    assert "0/9" in said


def test_the_list_is_empty_for_everybody_else(client):
    sector_year()
    sign_in(client, make_officer())

    said = text_of(client.get(reverse("scoring:sector-list")))

    assert "Không có tiêu chí nào do đơn vị của quý vị chấm." in said


def test_the_page_shows_the_sector_s_criteria_for_all_members_and_nothing_else(client, year):
    season, sheets, _ = year
    ScoreLine.objects.filter(criterion__key="I.1").update(self_points=Decimal("31.25"))
    ScoreLine.objects.filter(criterion__key="V.2", sheet=sheets[0]).update(target=Decimal("91.5"))

    said = text_of(client.get(page("sector", season)))

    assert "Tiêu chí V.1" in said
    assert "91,5" in said
    assert "Tiêu chí I.1" not in said
    assert "31,25" not in said
    assert all(sheet.agency.name in said for sheet in sheets)


@pytest.mark.parametrize("seasons", [1, 3])
def test_the_pages_ask_as_often_for_many_seasons(client, seasons, django_assert_num_queries):
    sector = make_agency()
    season, *_ = [sector_year(seasons + 1, sector=sector)[0] for _ in range(seasons)]
    sign_in(client, make_editor(sector))

    # Session, user, standing; counts, seasons, agencies.
    with django_assert_num_queries(6):
        client.get(reverse("scoring:sector-list"))
    # Session, user, standing, season; lines, points, members; own lines; sample data.
    with django_assert_num_queries(9):
        client.get(page("sector", season))


def test_a_result_is_saved_by_the_script_and_the_points_follow_for_all_members(client, year):
    _, sheets, _ = year
    ScoreLine.objects.filter(criterion__key="V.2").update(target=100)
    first, second = (line_of(sheet, "V.2") for sheet in sheets[:2])
    client.post(save_url(first), typed(first, "110"), headers=HTMX)

    answer = client.post(save_url(second), typed(second, "120"), headers=HTMX)

    assert answer.status_code == 200
    assert piece(answer, f"p{second.pk}").startswith("40,00 tạm tính")  # the third has no result
    assert piece(answer, f"p{first.pk}").startswith("30,00 tạm tính")
    assert (given(first), given(second)) == (30, 40)
    assert piece(answer, "left") == "Còn 7 /9 dòng chưa chấm"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("V.3", "20,5", "từ 0 đến 20"),
        ("V.1", "abc", "chữ số"),
        ("V.1", "845", "nằm ngoài thang gốc từ 0 đến 100"),
        ("V.3", "1.000", "chữ số"),
    ],
)
def test_a_bad_cell_stays_with_its_reason(client, year, key, value, said):
    _, sheets, _ = year
    line = line_of(sheets[0], key)

    answer = client.post(save_url(line), typed(line, value), headers=HTMX)

    assert answer.status_code == 422
    assert said in piece(answer, f"m{line.pk}")
    assert given(line) is None


def test_a_colleague_s_value_is_shown_beside_the_typed_one(client, year):
    _, sheets, sector = year
    line = line_of(sheets[0], "V.1")
    colleague = make_editor(sector, full_name="Lê Văn Cường")
    save_sector_points(edit=edit(line, actual="50"), actor=colleague)

    answer = client.post(save_url(line), typed(line, "60"), headers=HTMX)

    assert answer.status_code == 409
    assert "Lê Văn Cường vừa ghi 50" in piece(answer, f"m{line.pk}")
    assert given(line) == 5


def test_the_whole_form_saves_what_was_touched_and_keeps_what_is_wrong(client, year):
    season, sheets, _ = year
    good, bad = line_of(sheets[0], "V.3"), line_of(sheets[1], "V.3")

    answer = client.post(page("sector-save", season), typed(good, "15") | typed(bad, "77"))

    assert answer.status_code == 422
    assert (given(good), given(bad)) == (15, None)
    assert value_of(answer, f"{bad.pk}-points") == "77"
    answer = client.post(page("sector-save", season), typed(bad, "7"), follow=True)
    assert "Đã lưu 1 dòng" in text_of(answer)


def test_a_form_reaches_no_line_outside_the_sector_s(client, year):
    season, sheets, _ = year
    _, others, _ = sector_year()
    outside = [line_of(sheets[0], "I.1"), line_of(others[0], "V.3")]

    for line in outside:
        assert client.post(save_url(line), typed(line, "5"), headers=HTMX).status_code == 404
        client.post(page("sector-save", season), typed(line, "5"))

    assert not LayerScore.objects.exists()


def test_nobody_else_finds_the_page_or_saves_by_a_direct_post(client, year):
    season, sheets, _ = year
    line = line_of(sheets[2], "V.3")
    persons = [make_editor(sheet.agency) for sheet in sheets]
    persons += [make_officer(), make_officer(season.bloc), make_user(), make_editor(make_agency())]

    for person in persons:
        sign_in(client, person)
        answers = [
            client.get(page("sector", season)),
            client.post(page("sector-save", season), typed(line, "5")),
            client.post(save_url(line), typed(line, "5"), headers=HTMX),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
    assert not LayerScore.objects.exists()


def test_a_second_appointment_locks_the_other_agency_s_row_also_for_a_direct_post(client):
    season, sheets, sector = sector_year()
    person = make_editor(sector)
    appoint(person, Role.APPROVER, agency=sheets[2].agency)
    sign_in(client, person)
    line = line_of(sheets[2], "V.3")

    shown = text_of(client.get(page("sector", season)))
    answer = client.post(save_url(line), typed(line, "20"), headers=HTMX)

    assert "Quý vị thuộc chính đơn vị này nên không chấm điểm chuyên ngành" in shown
    assert answer.status_code == 422
    assert given(line) is None


@pytest.mark.parametrize("stage", [Stage.BLOC_REVIEW, Stage.DECIDED])
def test_after_the_appraisal_the_page_is_only_read(client, stage):
    season, sheets, sector = sector_year(stage=stage)
    sign_in(client, make_editor(sector))
    line = line_of(sheets[0], "V.3")

    answer = client.get(page("sector", season))

    assert f"{line.pk}-points" not in answer.content.decode()
    assert "Đã qua bước thẩm định" in text_of(answer)
    assert client.post(save_url(line), typed(line, "5"), headers=HTMX).status_code == 422


def test_the_evidence_of_the_sector_s_lines_opens_beside_the_row(client, year):
    _, sheets, _ = year
    line, hidden = line_of(sheets[2], "V.3"), line_of(sheets[2], "I.1")
    make_evidence(line, title="Báo cáo chuyên đề")
    make_evidence(hidden, title="Tài liệu khác")

    shown = client.get(reverse("scoring:evidence-list", args=[sheets[2].pk, line.pk]))
    other = client.get(reverse("scoring:evidence-list", args=[sheets[2].pk, hidden.pk]))

    assert "Báo cáo chuyên đề" in text_of(shown)
    assert other.status_code == 404
