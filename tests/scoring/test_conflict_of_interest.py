"""Nobody judges an agency they are a party to, whichever way they come to it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import AgencySuccession
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from blocs.states import Role, Stage, SuccessionKind
from scoring import permissions
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import SheetAction, SheetState
from tests.factories import (
    appoint,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_user,
)
from tests.scoring.pages import HTMX, cells, sign_in

pytestmark = pytest.mark.django_db

LEFT = date(2020, 3, 1)


def bloc_year():
    """Return a season of a cycle under way, its members, and the third one's sent sheet."""
    season, agencies = make_bloc_year(4, stage=Stage.APPRAISAL)
    season.cycle.starts_on, season.cycle.ends_on = date(2020, 1, 1), date(2099, 12, 31)
    season.cycle.save()
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points={"I.1": "38"})
    return season, agencies, sheet


def second_appointment(person, agency, _other):
    appoint(person, Role.EDITOR, agency=agency)


def just_left(person, agency, _other):
    appoint(person, Role.APPROVER, agency=agency, ends_on=LEFT)


def merged(_person, agency, own):
    AgencySuccession.objects.create(
        predecessor=agency, successor=own, kind=SuccessionKind.MERGED.value, happened_on=LEFT
    )


def split_off(_person, agency, own):
    AgencySuccession.objects.create(
        predecessor=own, successor=agency, kind=SuccessionKind.SPLIT.value, happened_on=LEFT
    )


TIES = [second_appointment, just_left, merged, split_off]


def appraiser(tie, season, agencies):
    """Return somebody of the head agency who is tied to the third member as well."""
    person = make_approver(agencies[0])
    tie(person, agencies[2], agencies[0])
    return person


@pytest.mark.parametrize("tie", TIES)
def test_the_head_s_person_who_is_tied_to_a_member_does_not_appraise_it(tie):
    season, agencies, sheet = bloc_year()
    other = make_sheet(season, agencies[3], state=SheetState.SUBMITTED)
    standing, seats = standing_of(appraiser(tie, season, agencies)), seats_of(season)

    assert permissions.can_appraise(standing, other, seats)
    assert not permissions.can_appraise(standing, sheet, seats)
    for action in (SheetAction.APPRAISE, SheetAction.RETURN):
        assert not permissions.can_take(standing, sheet, action, seats)


@pytest.mark.parametrize("tie", TIES)
def test_direct_posts_of_a_tied_appraiser_change_nothing(client, tie):
    season, agencies, sheet = bloc_year()
    sign_in(client, appraiser(tie, season, agencies))
    line = line_of(sheet, "I.1")
    before = ScoreLine.objects.filter(sheet=sheet).order_by("pk").values()
    held = list(before)

    answers = [
        client.post(
            reverse("scoring:appraisal-line-save", args=[line.pk]),
            cells(line, "40", "Đạt"),
            headers=HTMX,
        ),
        client.post(reverse("scoring:appraisal-save", args=[sheet.pk]), cells(line, "40", "Đạt")),
        client.post(
            reverse("scoring:appraisal-accept", args=[sheet.pk]), {"seen_version": sheet.version}
        ),
        client.post(
            reverse("scoring:sheet-take", args=[sheet.pk, SheetAction.APPRAISE]),
            {"seen_version": sheet.version},
        ),
    ]

    assert all(answer.status_code in {302, 403} for answer in answers)
    assert list(before.all()) == held
    assert ScoreSheet.objects.get(pk=sheet.pk).state == SheetState.SUBMITTED


@pytest.mark.parametrize("query", ["", "?lop=tinh"])
def test_a_refused_save_tells_nothing_of_the_appraisal_under_way(client, query):
    _, agencies, sheet = bloc_year()
    line = line_of(sheet, "I.1")
    ScoreLine.objects.filter(pk=line.pk).update(appraised_points="31.75")
    sign_in(client, make_approver(agencies[2]))

    answer = client.post(
        reverse("scoring:appraisal-line-save", args=[line.pk]) + query,
        cells(line, "40", "Đạt"),
        headers=HTMX,
    )

    assert answer.status_code == 403
    assert "31,75" not in answer.content.decode()
    assert "6,25" not in answer.content.decode()  # by which it differs from the claim


@pytest.mark.parametrize("tie", [second_appointment, just_left])
def test_an_officer_of_the_province_who_is_tied_to_a_member_gives_it_no_points(client, tie):
    season, agencies, sheet = bloc_year()
    officer = make_officer(season.bloc)
    tie(officer, agencies[2], None)
    sign_in(client, officer)
    line = line_of(sheet, "I.1")

    answer = client.post(
        reverse("scoring:appraisal-line-save", args=[line.pk]) + "?lop=tinh",
        cells(line, "40", "Theo kết luận"),
        headers=HTMX,
    )

    assert not permissions.can_appraise_for_province(standing_of(officer), sheet)
    assert answer.status_code == 403
    assert line_of(sheet, "I.1").province_points is None


def test_a_tie_of_an_earlier_year_binds_nobody():
    season, agencies, sheet = bloc_year()
    person = make_approver(agencies[0])
    appoint(person, Role.EDITOR, agency=agencies[2], ends_on=date(2020, 1, 1))
    AgencySuccession.objects.create(
        predecessor=agencies[2],
        successor=agencies[0],
        kind=SuccessionKind.SPLIT.value,
        happened_on=date(2015, 3, 1),
    )

    assert permissions.can_appraise(standing_of(person), sheet, seats_of(season))


def test_rights_to_appraise_end_with_the_appointment():
    season, agencies, sheet = bloc_year()
    person = make_user()
    appoint(person, Role.APPROVER, agency=agencies[0], ends_on=LEFT)

    assert not permissions.can_appraise(standing_of(person), sheet, seats_of(season))


def everything_asked(standing, season, sheet):
    """Return every right that scoring knows of, asked of one person."""
    seats = seats_of(season)
    line = line_of(sheet, "I.1")
    line.sheet = sheet
    asked = {
        "edit": permissions.can_edit_sheet(standing, sheet),
        "appraise": permissions.can_appraise(standing, sheet, seats),
        "province": permissions.can_appraise_for_province(standing, sheet),
        "open": permissions.can_open_sheets(standing, season, seats),
        "freeze": permissions.can_freeze_ranking(standing, season, seats),
        "points": permissions.can_see_points(standing, season, seats, is_frozen=False),
        "draw": permissions.can_assign_cross_scorers(standing, season, seats),
        "sector": permissions.can_score_for_sector(standing, line),
        "vote": permissions.can_record_vote(
            standing, season, seats, sheet.agency_id, is_frozen=False
        ),
        "tie": permissions.can_decide_tie(
            standing, season, seats, [sheet.agency_id], is_frozen=False
        ),
        "visibility": permissions.can_set_visibility(standing, season, seats),
    }
    asked |= {
        action: permissions.can_take(standing, sheet, action, seats) for action in SheetAction
    }
    return {name for name, verdict in asked.items() if verdict}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("state", SheetState)
def test_a_missing_scope_gives_no_rights(stage, state):
    season, _, sheet = bloc_year()
    season.stage, sheet.state = stage.value, state.value
    sheet.season = season
    elsewhere = make_bloc_year(2)[0].bloc
    nobody = [
        Standing(user=None),
        standing_of(make_user()),
        standing_of(make_officer(elsewhere)),
        standing_of(appoint(make_user(), Role.AUDITOR, blocs=[elsewhere]).user),
    ]

    assert [everything_asked(standing, season, sheet) for standing in nobody] == [set()] * 4


def test_a_season_without_head_gives_its_seat_to_nobody():
    season, agencies, sheet = bloc_year()
    season.offices.all().delete()
    persons = [make_approver(agency) for agency in agencies[:2]] + [make_user()]

    for person in persons:
        assert everything_asked(standing_of(person), season, sheet) == set()


@pytest.mark.parametrize("make_person", [make_editor, make_approver])
@pytest.mark.parametrize("action", ["tra-lai", "hoan-thanh", "mo-lai"])
def test_the_agencys_own_people_read_nothing_of_the_appraisal_under_way(
    client, make_person, action
):
    _, agencies, sheet = bloc_year()
    line = line_of(sheet, "I.1")
    line.appraised_points, line.appraisal_reason = Decimal("31.75"), "Lý do chưa công bố"
    line.save()
    sign_in(client, make_person(agencies[2]))
    page = f"{sheet.get_absolute_url()}buoc/{action}/"

    for answer in (client.get(page), client.post(page, {"seen_version": 1, "reason": "x"})):
        assert answer.status_code in {200, 403}
        said = answer.content.decode()
        assert "31,75" not in said
        assert "Lý do chưa công bố" not in said
        assert "Số dòng có chênh lệch" not in said
