from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Office
from blocs.permissions import seats_of
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Stage, Term
from tests.factories import (
    make_agency,
    make_approver,
    make_bloc_year,
    make_office,
    make_officer,
    make_season,
)

pytestmark = pytest.mark.django_db


def propose(season, agency, *, role=OfficeRole.HEAD, term=Term.CURRENT, actor=None, **fields):
    return services.set_office(
        season_id=season.pk, term=term, role=role, agency=agency, actor=actor, **fields
    )


def test_an_office_is_proposed_confirmed_and_handed_over():
    agency = make_agency()
    season = make_season(members=[agency])

    office = propose(
        season,
        agency,
        selected_by=SelectionMethod.ELECTED,
        person_title="Cục trưởng",
        decided_on=date(2022, 1, 10),
    )
    assert seats_of(season).head_id is None
    services.confirm_office(office_id=office.pk, actor=None, on=date(2022, 1, 15))
    assert seats_of(season).head_id == agency.pk
    services.hand_over_office(office_id=office.pk, on=date(2023, 2, 24), actor=None)

    office.refresh_from_db()
    assert (office.state, office.decided_on, office.handed_over_on) == (
        OfficeState.HANDED_OVER,
        date(2022, 1, 10),  # the day of the election stays
        date(2023, 2, 24),
    )
    assert (office.selected_by, office.person_title) == ("elected", "Cục trưởng")
    assert [line.action for line in AuditEvent.objects.all()] == [
        "office.set",
        "office.confirm",
        "office.hand_over",
    ]


def test_a_proposal_is_replaced_by_the_next_one():
    first, second = make_agency(), make_agency()
    season = make_season(members=[first, second])
    propose(season, first)

    propose(season, second)

    assert Office.objects.get().agency == second
    line = AuditEvent.objects.last()
    assert (line.before["agency"], line.after["agency"]) == (first.code, second.code)


def test_a_held_office_is_not_given_away():
    season, (_, _, third) = make_bloc_year()

    with pytest.raises(Refused, match="bàn giao"):
        propose(season, third)

    assert not AuditEvent.objects.exists()


def test_after_a_handover_in_the_middle_of_the_year_another_member_may_hold_the_office():
    season, (head, _, third) = make_bloc_year()
    services.hand_over_office(office_id=season.offices.get(role="head").pk, on=None, actor=None)

    office = propose(season, third)
    services.confirm_office(office_id=office.pk, actor=None)

    assert seats_of(season).head_id == third.pk
    assert season.offices.filter(agency=head, state="handed_over").exists()


def test_one_member_does_not_hold_both_offices():
    agency = make_agency()
    season = make_season(members=[agency])
    propose(season, agency)

    with pytest.raises(Invalid, match="chức danh còn lại"):
        propose(season, agency, role=OfficeRole.DEPUTY)
    propose(season, agency, role=OfficeRole.DEPUTY, term=Term.NEXT)

    assert Office.objects.count() == 2


def test_a_stranger_holds_no_office():
    season = make_season(members=1)

    with pytest.raises(Invalid, match="không phải thành viên"):
        propose(season, make_agency())


def test_the_secretariat_proposes_and_the_province_confirms():
    season, (head, deputy, third) = make_bloc_year()
    person = make_approver(head)

    office = propose(season, deputy, term=Term.NEXT, actor=person)

    with pytest.raises(NotAllowed):
        services.confirm_office(office_id=office.pk, actor=person)
    with pytest.raises(NotAllowed):
        propose(season, third, term=Term.NEXT, actor=make_approver(third))
    confirmed = services.confirm_office(office_id=office.pk, actor=make_officer(season.bloc))
    assert (confirmed.state, confirmed.agency) == (OfficeState.CONFIRMED, deputy)


def test_an_office_takes_no_step_twice():
    season, _ = make_bloc_year()
    office = season.offices.get(role="head")

    with pytest.raises(Refused, match="đề xuất"):
        services.confirm_office(office_id=office.pk, actor=None)
    services.hand_over_office(office_id=office.pk, on=None, actor=None)
    with pytest.raises(Refused, match="đã xác nhận"):
        services.hand_over_office(office_id=office.pk, on=None, actor=None)


def test_no_office_is_handed_over_before_it_was_decided():
    season, (head, *_) = make_bloc_year()
    office = season.offices.get(agency=head)
    Office.objects.filter(pk=office.pk).update(decided_on=date(2022, 6, 1))

    with pytest.raises(Refused, match="trước ngày quyết định"):
        services.hand_over_office(office_id=office.pk, on=date(2022, 5, 31), actor=None)

    office.refresh_from_db()
    assert office.state == OfficeState.CONFIRMED


def test_a_closed_season_changes_no_office():
    season, (head, _, third) = make_bloc_year(stage=Stage.CLOSED)
    make_office(season, OfficeRole.HEAD, third, term=Term.NEXT.value, state="proposed")

    with pytest.raises(NotAllowed, match="kết thúc"):
        propose(season, third, term=Term.NEXT, actor=make_approver(head))


def test_no_office_rests_on_a_day_that_is_still_to_come():
    agency = make_agency()
    season = make_season(members=[agency])
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Invalid, match="sau hôm nay"):
        propose(season, agency, decided_on=tomorrow)
    office = propose(season, agency)
    with pytest.raises(Invalid, match="sau hôm nay"):
        services.confirm_office(office_id=office.pk, actor=None, on=tomorrow)

    office.refresh_from_db()
    assert (office.state, office.decided_on) == ("proposed", None)
