from datetime import date

import pytest

from blocs.models import AgencySuccession, Season
from blocs.standing import SYSTEM, Scope, standing_of
from blocs.states import Role, SuccessionKind
from tests.factories import (
    appoint,
    make_agency,
    make_approver,
    make_bloc,
    make_editor,
    make_officer,
    make_province,
    make_season,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 6, 15)
YEAR = date(2022, 1, 1)


def test_the_operators_command_stands_for_everything():
    assert standing_of(None) is SYSTEM
    assert SYSTEM.is_system
    assert SYSTEM.manages.covers(make_bloc())


def test_a_person_without_appointments_stands_for_nothing(django_assert_num_queries):
    person = make_user()

    with django_assert_num_queries(1):
        standing = standing_of(person)

    assert (standing.agency_ids, standing.watches, standing.manages) == (
        frozenset(),
        Scope(),
        Scope(),
    )
    assert not standing.is_system


def test_an_inactive_person_stands_for_nothing():
    person = make_officer()
    person.is_active = False

    assert standing_of(person).watches == Scope()


def test_editor_and_approver_are_told_apart():
    agency, other = make_agency(), make_agency()
    person = make_editor(agency)
    appoint(person, Role.APPROVER, agency=other)

    standing = standing_of(person)

    assert (standing.editor_of, standing.approver_of) == ({agency.pk}, {other.pk})
    assert standing.agency_ids == {agency.pk, other.pk}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "counts"),
    [
        (DAY, None, True),
        (date(2022, 6, 16), None, False),
        (date(2022, 1, 1), date(2022, 6, 16), True),
        (date(2022, 1, 1), DAY, False),
    ],
)
def test_an_appointment_counts_from_its_first_day_until_before_its_last(starts_on, ends_on, counts):
    person, agency = make_user(), make_agency()
    appoint(person, Role.EDITOR, agency=agency, starts_on=starts_on, ends_on=ends_on)

    assert (agency.pk in standing_of(person, today=DAY).agency_ids) is counts


def test_a_province_role_reaches_everything_a_province_or_named_blocs():
    province = make_province()
    inside, outside = make_bloc(province=province), make_bloc(province=make_province())

    reach = [
        [standing_of(person).manages.covers(bloc) for bloc in (inside, outside)]
        for person in (make_officer(), make_officer(province=province), make_officer(outside))
    ]

    assert reach == [[True, True], [True, False], [False, True]]


def test_a_bloc_without_a_province_is_in_no_province():
    assert not standing_of(make_officer(province=make_province())).watches.covers(make_bloc())


@pytest.mark.parametrize(
    ("role", "manages"),
    [
        (Role.OFFICER, True),
        (Role.BOARD_LEADER, True),
        (Role.COUNCIL_MEMBER, False),
        (Role.AUDITOR, False),
    ],
)
def test_everyone_of_the_province_reads_and_some_decide(role, manages):
    standing = standing_of(appoint(make_user(), role).user)

    assert standing.watches.everything
    assert standing.manages.everything is manages


def test_a_member_sees_its_own_seasons_and_an_officer_the_blocs_in_reach():
    agency = make_agency()
    mine = make_season(members=[agency, make_agency()])
    other = make_season(members=1, bloc=make_bloc(province=make_province()))

    def seen(person):
        return set(Season.objects.visible_to(standing_of(person)))

    assert seen(make_approver(agency)) == {mine}
    assert seen(make_officer(other.bloc)) == {other}
    assert seen(make_officer(province=other.bloc.province)) == {other}
    assert seen(make_officer()) == {mine, other}
    assert seen(make_user()) == set()
    assert seen(None) == {mine, other}


@pytest.mark.parametrize(
    ("ends_on", "is_party"),
    [
        (None, True),
        (date(2022, 6, 10), True),  # left this year
        (date(2022, 1, 1), False),  # the last day was in the year before
        (date(2021, 6, 1), False),
    ],
)
def test_who_acted_for_an_agency_in_the_year_stays_a_party_though_without_rights(ends_on, is_party):
    person, agency = make_user(), make_agency()
    appoint(person, Role.EDITOR, agency=agency, starts_on=date(2020, 1, 1), ends_on=ends_on)

    standing = standing_of(person, today=DAY)

    assert standing.is_party(agency.pk, since=YEAR) is is_party
    assert (agency.pk in standing.agency_ids) is (ends_on is None)


def test_an_appointment_that_never_was_in_force_makes_nobody_a_party():
    person, agency = make_user(), make_agency()
    day = date(2022, 3, 1)
    appoint(person, Role.EDITOR, agency=agency, starts_on=day, ends_on=day)

    assert not standing_of(person, today=DAY).is_party(agency.pk, since=YEAR)


@pytest.mark.parametrize(
    ("happened_on", "is_party"), [(date(2022, 3, 1), True), (date(2021, 3, 1), False)]
)
def test_an_agency_and_what_it_became_in_the_year_are_one_party(happened_on, is_party):
    old, new, stranger = make_agency(), make_agency(), make_agency()
    AgencySuccession.objects.create(
        predecessor=old, successor=new, kind=SuccessionKind.MERGED.value, happened_on=happened_on
    )
    of_old, of_new = (standing_of(make_editor(agency), today=DAY) for agency in (old, new))

    assert of_new.is_party(old.pk, since=YEAR) is is_party
    assert of_old.is_party(new.pk, since=YEAR) is is_party
    assert not of_new.is_party(stranger.pk, since=YEAR)
    assert of_new.agency_ids == {new.pk}  # a tie gives no rights


def test_a_person_who_left_before_the_agencies_merged_is_a_party_to_both_for_that_year_only():
    old, new, person = make_agency(), make_agency(), make_user()
    AgencySuccession.objects.create(
        predecessor=old,
        successor=new,
        kind=SuccessionKind.MERGED.value,
        happened_on=date(2022, 3, 1),
    )
    appoint(person, Role.EDITOR, agency=old, ends_on=date(2021, 6, 1))

    standing = standing_of(person, today=DAY)

    assert not standing.is_party(new.pk, since=YEAR)
    assert standing.is_party(new.pk, since=date(2021, 1, 1))


def test_a_dissolved_agency_leaves_no_tie():
    agency = make_agency()
    AgencySuccession.objects.create(
        predecessor=agency, kind=SuccessionKind.DISSOLVED.value, happened_on=date(2022, 3, 1)
    )

    assert standing_of(make_editor(agency), today=DAY).tied_to == frozenset()
