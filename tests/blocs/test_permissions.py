import pytest
from django.http import Http404

from accounts.errors import NotAllowed
from blocs.access import season_for
from blocs.permissions import (
    Seats,
    can_advance_season,
    can_keep_registry,
    can_manage_season,
    can_register,
    can_run_season,
    is_deputy,
    is_secretariat,
    seats_of,
)
from blocs.standing import SYSTEM, standing_of
from blocs.states import OfficeRole, OfficeState, Role, Stage, Term
from tests.factories import (
    appoint,
    make_agency,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_office,
    make_officer,
    make_province,
    make_season,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_after_the_handover_the_head_of_the_next_term_finishes_the_year():
    old, new, other = make_agency(), make_agency(), make_agency()
    season = make_season(members=[old, new, other], deputy=new)
    make_office(season, OfficeRole.HEAD, old, state=OfficeState.HANDED_OVER.value)
    make_office(season, OfficeRole.HEAD, new, term=Term.NEXT.value)

    assert seats_of(season) == Seats(head_id=new.pk, deputy_id=None)


def test_the_next_head_leads_nothing_before_the_handover():
    old, new = make_agency(), make_agency()
    season = make_season(members=[old, new])
    make_office(season, OfficeRole.HEAD, old, state=OfficeState.PROPOSED.value)
    make_office(season, OfficeRole.HEAD, new, term=Term.NEXT.value)

    assert seats_of(season) == Seats(head_id=None, deputy_id=None)


def test_confirmed_offices_of_this_cycle_are_the_seats(django_assert_num_queries):
    season, (head, deputy, third) = make_bloc_year()
    make_office(season, OfficeRole.HEAD, third, term=Term.NEXT.value, state="proposed")

    with django_assert_num_queries(1):
        seats = seats_of(season)

    assert seats == Seats(head_id=head.pk, deputy_id=deputy.pk)


def test_a_proposed_office_is_no_seat():
    agency = make_agency()
    season = make_season(members=[agency])
    make_office(season, OfficeRole.HEAD, agency, state="proposed")

    assert seats_of(season) == Seats(head_id=None, deputy_id=None)


def test_whoever_acts_for_the_head_is_the_secretariat():
    season, (head, deputy, third) = make_bloc_year()
    seats = seats_of(season)

    people = [standing_of(make_editor(agency)) for agency in (head, deputy, third)]

    assert [is_secretariat(person, seats) for person in people] == [True, False, False]
    assert [is_deputy(person, seats) for person in people] == [False, True, False]
    assert not is_secretariat(standing_of(make_user()), Seats(None, None))


@pytest.mark.parametrize("stage", Stage)
def test_the_secretariat_runs_its_season_until_it_is_closed(stage):
    season, (head, _, third) = make_bloc_year(stage=stage)
    seats = seats_of(season)
    is_open = stage is not Stage.CLOSED

    for person, allowed in (
        (standing_of(make_approver(head)), is_open),
        (standing_of(make_officer(season.bloc)), is_open),
        (standing_of(make_approver(third)), False),
        (standing_of(make_officer(make_bloc())), False),
        (standing_of(appoint(make_user(), Role.AUDITOR).user), False),
        (SYSTEM, True),
    ):
        verdict = can_run_season(person, season, seats)
        assert bool(verdict) is allowed
        assert bool(verdict.reason) is not allowed


def test_only_the_province_decides_for_the_province():
    season, (head, *_) = make_bloc_year()

    assert can_manage_season(standing_of(make_officer(season.bloc)), season)
    assert can_manage_season(SYSTEM, season)
    for person in (make_approver(head), appoint(make_user(), Role.COUNCIL_MEMBER).user):
        with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua"):
            can_manage_season(standing_of(person), season).demand()


@pytest.mark.parametrize("stage", Stage)
def test_the_secretariat_moves_the_season_until_it_is_submitted(stage):
    season, (head, *_) = make_bloc_year(stage=stage)
    seats = seats_of(season)
    before = list(Stage).index(stage) < list(Stage).index(Stage.SUBMITTED)

    assert bool(can_advance_season(standing_of(make_approver(head)), season, seats)) is before
    officer = standing_of(make_officer(season.bloc))
    assert bool(can_advance_season(officer, season, seats)) is (stage is not Stage.CLOSED)


def test_only_the_whole_province_keeps_the_common_lists():
    allowed = [SYSTEM, standing_of(make_officer())]
    refused = [make_officer(make_bloc()), make_officer(province=make_province()), make_user()]

    assert all(can_keep_registry(standing) for standing in allowed)
    assert not any(can_keep_registry(standing_of(person)) for person in refused)


@pytest.mark.parametrize("stage", Stage)
def test_a_member_registers_at_the_start_of_the_year(stage):
    season, (head, _, third) = make_bloc_year(stage=stage)
    in_time = stage in {Stage.REGISTRATION, Stage.COVENANT}

    assert bool(can_register(standing_of(make_editor(third)), season, third)) is in_time
    assert bool(can_register(SYSTEM, season, third)) is in_time
    assert not can_register(standing_of(make_editor(head)), season, third)


def test_another_blocs_season_does_not_exist_for_a_person():
    season, (head, *_) = make_bloc_year()
    path = season.bloc.code, season.cycle.label

    assert season_for(standing_of(make_approver(head)), *path) == season
    with pytest.raises(Http404):
        season_for(standing_of(make_approver(make_agency())), *path)
    with pytest.raises(Http404):
        season_for(SYSTEM, season.bloc.code, "1999")
