from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.states import Role, Stage
from scoring.models import CrossAssignment, LayerScore, ScoreLine
from scoring.services.cross import finish_cross_scoring, save_cross_points
from scoring.states import SheetState
from scoring.views.cells import mark_of
from tests.factories import (
    NOON,
    appoint,
    line_of,
    make_agency,
    make_approver,
    make_editor,
    make_evidence,
    make_officer,
    make_user,
)
from tests.scoring.given import cross_year, edit, pair
from tests.scoring.pages import HTMX, piece, season_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db


def page(name, assignment, *more):
    return reverse(f"scoring:{name}", args=[assignment.pk, *more])


def typed(line, points, words="", *, seen=0, shown=("", "")):
    return {
        f"{line.pk}-points": points,
        f"{line.pk}-words": words,
        f"{line.pk}-seen": f"{seen}.{mark_of(*shown)}",
    }


def given(line):
    return LayerScore.objects.filter(line=line).values_list("points", flat=True).first()


@pytest.fixture
def year(client):
    """A scorer signed in, its assignment, and the sheet it scores."""
    season, agencies, sheets = cross_year()
    assignment = pair(season, agencies[2], agencies[3])
    sign_in(client, make_editor(agencies[2]))
    return assignment, sheets[3]


def test_the_sheet_shows_the_claims_and_takes_points_for_judged_lines(client, year):
    assignment, sheet = year
    make_evidence(line_of(sheet, "I.1"))
    ScoreLine.objects.filter(sheet=sheet, criterion__key="I.1").update(explanation="Vượt kế hoạch")

    answer = client.get(page("cross", assignment))

    said = text_of(answer)
    assert "Vượt kế hoạch" in said
    assert "38,00" in said
    assert piece(answer, "left") == "Còn 3 /3 dòng chưa chấm"
    assert value_of(answer, f"{line_of(sheet, 'I.1').pk}-points") == ""


def test_the_sheet_keeps_the_appraised_points_to_itself(client, year):
    assignment, sheet = year
    ScoreLine.objects.filter(sheet=sheet, criterion__key="I.1").update(
        appraised_points=Decimal("31.75"), appraisal_reason="Bí mật thẩm định"
    )

    said = text_of(client.get(page("cross", assignment)))

    assert "31,75" not in said
    assert "Bí mật" not in said


def test_another_scorer_s_points_stay_hidden_until_both_have_finished(client, year):
    assignment, sheet = year
    season = assignment.season
    other = pair(season, season.memberships.get(position=2).agency, assignment.subject)
    for one, points in ((other, "36.25"), (assignment, "35")):
        for key, value in (("I.1", points), ("I.2", "20"), ("II.1", "40")):
            save_cross_points(
                assignment_id=one.pk, edit=edit(line_of(sheet, key), value), actor=None
            )
    finish_cross_scoring(assignment_id=other.pk, actor=None)
    assert "36,25" not in text_of(client.get(page("cross", assignment)))

    finish_cross_scoring(assignment_id=assignment.pk, actor=None)

    assert "36,25" in text_of(client.get(page("cross", assignment)))


def test_a_cell_is_saved_by_the_script_and_says_what_is_left(client, year):
    assignment, sheet = year
    line = line_of(sheet, "I.1")

    answer = client.post(
        page("cross-line-save", assignment, line.pk), typed(line, "33,5", "Lý do"), headers=HTMX
    )

    assert answer.status_code == 200
    assert given(line) == Decimal("33.5")
    assert piece(answer, "left") == "Còn 2 /3 dòng chưa chấm"
    assert value_of(answer, f"{line.pk}-seen").startswith("1.")


@pytest.mark.parametrize(
    ("points", "said"),
    [("41", "từ 0 đến 40"), ("abc", "chữ số"), ("1,1", "theo bước")],
)
def test_a_bad_cell_stays_with_its_reason(client, year, points, said):
    assignment, sheet = year
    line = line_of(sheet, "I.1")

    answer = client.post(
        page("cross-line-save", assignment, line.pk), typed(line, points), headers=HTMX
    )

    assert answer.status_code == 422
    assert said in piece(answer, f"m{line.pk}")
    assert given(line) is None


def test_a_colleague_s_value_is_shown_beside_the_typed_one(client, year):
    assignment, sheet = year
    line = line_of(sheet, "I.1")
    colleague = make_editor(assignment.scorer, full_name="Trần Thị Bình")
    save_cross_points(assignment_id=assignment.pk, edit=edit(line, "30"), actor=colleague)

    answer = client.post(
        page("cross-line-save", assignment, line.pk), typed(line, "12"), headers=HTMX
    )

    assert answer.status_code == 409
    assert "Trần Thị Bình vừa ghi 30,00" in piece(answer, f"m{line.pk}")
    assert given(line) == 30


def test_the_whole_form_saves_what_was_touched_and_keeps_what_is_wrong(client, year):
    assignment, sheet = year
    good, bad, left = (line_of(sheet, key) for key in ("I.1", "II.1", "I.2"))
    form = typed(good, "30") | typed(bad, "99") | typed(left, "")

    answer = client.post(page("cross-save", assignment), form)

    assert answer.status_code == 422
    assert [given(line) for line in (good, bad, left)] == [30, None, None]
    assert value_of(answer, f"{bad.pk}-points") == "99"
    assert "1 dòng chưa lưu được" in text_of(answer)
    answer = client.post(page("cross-save", assignment), typed(bad, "20"), follow=True)
    assert given(bad) == 20
    assert "Đã lưu 1 dòng" in text_of(answer)


@pytest.mark.parametrize("nodes", [1, 3])
def test_the_page_asks_as_often_for_many_lines_and_scorers(
    client, year, nodes, django_assert_num_queries
):
    assignment, sheet = year
    season = assignment.season
    agencies = [row.agency for row in season.memberships.select_related("agency")]
    for place in range(nodes):
        other = agencies[place] if place < 2 else make_agency()
        one = CrossAssignment.objects.create(
            season=season, scorer=other, subject=assignment.subject, finished_at=NOON
        )
        line = line_of(sheet, "I.1")
        LayerScore.objects.create(
            line=line, layer="cross", scorer=one.scorer, points=1, min_points=0,
            max_points=40, given_at=NOON,
        )  # fmt: skip

    # Session, user, standing, the assignment, its sheet; table, criteria, lines, evidence;
    # the points given; whether it is sample data.
    with django_assert_num_queries(11):
        client.get(page("cross", assignment))


@pytest.mark.parametrize("size", [3, 6])
def test_the_list_asks_as_often_for_many_members(client, size, django_assert_num_queries):
    season, agencies, _ = cross_year(size)
    for place in range(size):
        pair(season, agencies[place - 1], agencies[place])
    sign_in(client, make_editor(agencies[0]))

    # Session, user, standing, season, seats; duties and progress (three each), the table's
    # rules, members, sample data; the draws, of which there are none (two).
    with django_assert_num_queries(16):
        client.get(season_page("cross-list", season))


def test_nobody_but_the_scorer_finds_the_page(client, year):
    assignment, sheet = year
    season = assignment.season
    head, deputy = (season.memberships.get(position=place).agency for place in (1, 2))
    persons = [make_editor(head), make_approver(deputy), make_editor(assignment.subject)]
    persons += [make_officer(), make_officer(season.bloc), make_user(), make_editor(make_agency())]
    line = line_of(sheet, "I.1")

    for person in persons:
        sign_in(client, person)
        for address in (page("cross", assignment), page("cross-finish", assignment)):
            assert client.get(address).status_code == 404
        for address in (
            page("cross-save", assignment),
            page("cross-line-save", assignment, line.pk),
            page("cross-finish", assignment),
        ):
            assert client.post(address, typed(line, "10")).status_code == 404
    assert given(line) is None


def test_a_person_of_both_agencies_is_turned_away_also_by_a_direct_post(client, year):
    assignment, sheet = year
    person = make_approver(assignment.scorer)
    appoint(person, Role.EDITOR, agency=assignment.subject)
    sign_in(client, person)
    line = line_of(sheet, "I.1")

    answers = [client.get(page("cross", assignment))]
    answers += [
        client.post(page("cross-save", assignment), typed(line, "40")),
        client.post(page("cross-line-save", assignment, line.pk), typed(line, "40"), headers=HTMX),
        client.post(page("cross-finish", assignment)),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert given(line) is None


def test_a_sheet_that_is_not_sent_is_not_shown(client, year):
    assignment, sheet = year
    ScoreLine.objects.filter(sheet=sheet).update(explanation="Bản nháp của đơn vị")
    type(sheet).objects.filter(pk=sheet.pk).update(state=SheetState.RETURNED.value)

    answer = client.get(page("cross", assignment))

    assert answer.status_code == 403
    assert "Bản nháp" not in text_of(answer)


def test_a_line_of_another_sheet_is_not_found_under_the_assignment(client, year):
    assignment, _ = year
    other = line_of(assignment.season.sheets.get(agency__memberships__position=1), "I.1")

    answer = client.post(page("cross-line-save", assignment, other.pk), typed(other, "1"))

    assert answer.status_code == 404
    assert given(other) is None


def test_the_head_of_the_scorer_hands_over_after_a_page_that_says_what_happens(client, year):
    assignment, sheet = year
    sign_in(client, make_approver(assignment.scorer))
    assert "Còn 3 tiêu chí chưa chấm: I.1, I.2, II.1" in text_of(
        client.get(page("cross-finish", assignment))
    )
    answer = client.post(page("cross-finish", assignment))
    assert (answer.status_code, CrossAssignment.objects.get().finished_at) == (422, None)
    for key, value in (("I.1", "30"), ("I.2", "20"), ("II.1", "40")):
        row = edit(line_of(sheet, key), value)
        save_cross_points(assignment_id=assignment.pk, edit=row, actor=None)

    answer = client.post(page("cross-finish", assignment), follow=True)

    assert "Đã hoàn thành chấm chéo." in text_of(answer)
    assert CrossAssignment.objects.get().finished_at is not None


def test_the_head_draws_who_scores_whom_and_sees_how_far_they_are(client):
    season, agencies, _ = cross_year()
    sign_in(client, make_editor(agencies[0]))
    listing = season_page("cross-list", season)
    assert "Chưa phân công chấm chéo" in text_of(client.get(listing))

    answer = client.post(season_page("cross-assign", season), {"scorers": "1"}, follow=True)

    assert "Đã bốc thăm phân công 4 lượt chấm chéo." in text_of(answer)
    assert season.cross_assignments.count() == 4
    seed = AuditEvent.objects.get(action="season.assign_cross_scorers").after["seed"]
    assert len(seed) == 12


@pytest.mark.parametrize(
    ("scorers", "status", "said"),
    [("2", 422, "nhiều nhất 1 phiếu"), ("x", 422, "bằng chữ số"), ("-1", 422, "phải từ 0 trở lên")],
)
def test_a_draw_that_cannot_be_says_why(client, scorers, status, said):
    season, agencies, _ = cross_year()
    sign_in(client, make_editor(agencies[0]))

    typed = {"scorers": scorers, "reason": "Thêm người chấm"}
    answer = client.post(season_page("cross-assign", season), typed)

    assert [value_of(answer, name) for name in typed] == list(typed.values())
    assert answer.status_code == status
    assert said in text_of(answer)
    assert not season.cross_assignments.exists()


def test_a_draw_that_a_colleague_made_meanwhile_is_not_replaced_unseen(client):
    season, agencies, _ = cross_year(5, scorers=2)
    sign_in(client, make_editor(agencies[0]))
    address = season_page("cross-assign", season)
    old = value_of(client.get(season_page("cross-list", season)), "seen")
    client.post(address, {"scorers": "2", "seen": old})
    drawn = set(season.cross_assignments.values_list("pk", flat=True))
    again = {"scorers": "0", "reason": "Chấm tất cả"}

    answer = client.post(address, again | {"seen": old})

    assert (old, answer.status_code) == ("", 409)
    assert "Phân công vừa được bốc thăm." in text_of(answer)
    assert set(season.cross_assignments.values_list("pk", flat=True)) == drawn
    assert AuditEvent.objects.filter(action="season.assign_cross_scorers").count() == 1
    assert [value_of(answer, name) for name in again] == list(again.values())

    client.post(address, again | {"seen": value_of(answer, "seen")})

    assert season.cross_assignments.count() == 20


def test_a_member_sees_its_own_duties_and_not_who_scores_it(client):
    season, agencies, _ = cross_year()
    pair(season, agencies[2], agencies[3])
    pair(season, agencies[1], agencies[2])
    sign_in(client, make_editor(agencies[2]))

    said = text_of(client.get(season_page("cross-list", season)))

    assert agencies[3].name in said
    assert agencies[1].name not in said
    assert client.post(season_page("cross-assign", season), {"scorers": "1"}).status_code == 403


def test_a_finished_scoring_is_given_back_from_the_list(client):
    season, agencies, _ = cross_year()
    done = pair(season, agencies[2], agencies[3], finished_at=NOON)
    address = reverse("scoring:cross-reopen", args=[season.bloc.code, season.cycle.label, done.pk])
    sign_in(client, make_editor(agencies[3]))
    client.post(address, {"reason": "Điểm thấp"})
    assert CrossAssignment.objects.get().finished_at is not None

    sign_in(client, make_editor(agencies[0]))
    client.post(address, {"reason": "Chấm nhầm dòng"})

    assert CrossAssignment.objects.get().finished_at is None


def test_another_season_s_assignment_is_not_given_back_here(client):
    season, agencies, _ = cross_year()
    other, others, _ = cross_year()
    done = pair(other, others[2], others[3], finished_at=NOON)
    sign_in(client, make_editor(agencies[0]))

    answer = client.post(
        reverse("scoring:cross-reopen", args=[season.bloc.code, season.cycle.label, done.pk]),
        {"reason": "x"},
    )

    assert answer.status_code == 404


def test_a_table_without_cross_scoring_says_so(client):
    season, agencies, _ = cross_year(scorers=None, stage=Stage.APPRAISAL)
    sign_in(client, make_editor(agencies[0]))

    assert "không quy định chấm chéo" in text_of(client.get(season_page("cross-list", season)))


def test_the_list_leads_only_to_sheets_that_the_person_may_score(client, year):
    assignment, _ = year
    person = make_editor(assignment.scorer)
    appoint(person, Role.EDITOR, agency=assignment.subject)
    listing = season_page("cross-list", assignment.season)

    free = client.get(listing).content.decode()
    sign_in(client, person)
    tied = client.get(listing)

    assert page("cross", assignment) in free
    assert page("cross", assignment) not in tied.content.decode()
    assert "Quý vị thuộc chính đơn vị này nên không chấm chéo phiếu" in text_of(tied)
