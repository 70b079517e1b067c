from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Membership, Season
from blocs.services import MemberSpec
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Stage, Term
from tests.factories import (
    make_agency,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_office,
    make_officer,
    make_season,
)

pytestmark = pytest.mark.django_db


def test_a_season_opens_with_its_members_in_order():
    bloc, cycle, officer = make_bloc(), make_cycle(), make_officer()
    first, second = make_agency(), make_agency()
    members = [MemberSpec(second, "Tên năm đó"), MemberSpec(first, first.name, flag_eligible=False)]

    season = services.open_season(
        bloc=bloc, cycle=cycle, members=members, published_ranks=3, actor=officer
    )

    rows = season.memberships.values_list("position", "agency", "name", "flag_eligible")
    assert list(rows) == [(1, second.pk, "Tên năm đó", True), (2, first.pk, first.name, False)]
    assert (season.stage, season.version, season.published_ranks) == (Stage.SETUP, 1, 3)
    line = AuditEvent.objects.get()
    assert (line.action, line.actor) == ("season.open", officer)
    assert [member["agency"] for member in line.after["members"]] == [second.code, first.code]


def test_a_season_opens_once():
    season = make_season()

    with pytest.raises(Invalid, match="đã có hồ sơ"):
        services.open_season(bloc=season.bloc, cycle=season.cycle, members=[], actor=None)

    assert Season.objects.count() == 1
    assert not AuditEvent.objects.exists()


def test_a_member_named_twice_opens_no_season():
    agency = make_agency()
    twice = [MemberSpec(agency, "Một"), MemberSpec(agency, "Hai")]

    with pytest.raises(Invalid, match="hai lần"):
        services.open_season(bloc=make_bloc(), cycle=make_cycle(), members=twice, actor=None)

    assert not Season.objects.exists()
    assert not AuditEvent.objects.exists()


def test_only_the_province_opens_a_season():
    bloc = make_bloc()
    here, elsewhere = make_officer(bloc), make_officer(make_bloc())

    with pytest.raises(NotAllowed):
        services.open_season(bloc=bloc, cycle=make_cycle(), members=[], actor=elsewhere)

    assert services.open_season(bloc=bloc, cycle=make_cycle(), members=[], actor=here).bloc == bloc


def test_members_are_added_to_a_season_that_has_none():
    season, agency = make_season(), make_agency()

    services.add_members(season_id=season.pk, members=[MemberSpec(agency, agency.name)], actor=None)

    assert Membership.objects.get().agency == agency
    assert AuditEvent.objects.get().action == "season.add_members"
    with pytest.raises(Refused, match="đã có danh sách"):
        services.add_members(season_id=season.pk, members=[], actor=None)


def test_the_secretariat_moves_its_season_on():
    season, (head, *_) = make_bloc_year()
    person = make_approver(head)

    moved = services.move_season(
        season_id=season.pk, to=Stage.REGISTRATION, seen_version=1, actor=person
    )

    assert (moved.stage, moved.version) == (Stage.REGISTRATION, 2)
    line = AuditEvent.objects.get()
    assert (line.action, line.before, line.after) == (
        "season.advance",
        {"stage": "setup"},
        {"stage": "registration"},
    )


def test_optional_stages_may_be_passed_over_and_no_others():
    season = make_season()

    with pytest.raises(NotAllowed, match="không chuyển thẳng"):
        services.move_season(season_id=season.pk, to=Stage.SELF_SCORING, seen_version=1, actor=None)
    moved = services.move_season(season_id=season.pk, to=Stage.RUNNING, seen_version=1, actor=None)

    assert moved.stage == Stage.RUNNING


def test_a_step_back_says_why():
    season = make_season(stage=Stage.RUNNING)

    with pytest.raises(Refused, match="lý do"):
        services.move_season(
            season_id=season.pk, to=Stage.COVENANT, seen_version=1, actor=None, reason="  "
        )
    services.move_season(
        season_id=season.pk, to=Stage.COVENANT, seen_version=1, actor=None, reason="Ký lại"
    )

    line = AuditEvent.objects.get()
    assert (line.action, line.reason) == ("season.step_back", "Ký lại")


@pytest.mark.parametrize(
    ("stage", "to"), [(Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL), (Stage.CLOSED, Stage.DECIDED)]
)
def test_the_secretariat_does_not_move_what_the_province_holds_or_what_is_closed(stage, to):
    season, (head, *_) = make_bloc_year(stage=stage)

    with pytest.raises(NotAllowed):
        services.move_season(
            season_id=season.pk, to=to, seen_version=1, actor=make_approver(head), reason="Vì vậy"
        )

    season.refresh_from_db()
    assert (season.stage, season.version) == (stage, 1)
    assert not AuditEvent.objects.exists()


def test_a_page_of_an_earlier_stage_moves_nothing():
    season = make_season()
    services.move_season(season_id=season.pk, to=Stage.RUNNING, seen_version=1, actor=None)

    with pytest.raises(Stale):
        services.move_season(season_id=season.pk, to=Stage.MID_REVIEW, seen_version=1, actor=None)

    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_move_the_season_once():
    season, (head, *_) = make_bloc_year()
    person = make_approver(head)

    def click(_: int) -> str:
        try:
            services.move_season(
                season_id=season.pk, to=Stage.RUNNING, seen_version=1, actor=person
            )
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(click, range(6)))

    assert outcomes == ["Stale"] * 5 + ["moved"]
    assert AuditEvent.objects.count() == 1


def test_the_depth_of_publication_is_set_and_recorded():
    season = make_season(published_ranks=5)

    services.set_published_ranks(season_id=season.pk, depth=3, actor=None)

    season.refresh_from_db()
    assert season.published_ranks == 3
    line = AuditEvent.objects.get()
    assert (line.before, line.after) == ({"published_ranks": 5}, {"published_ranks": 3})
    with pytest.raises(Invalid):
        services.set_published_ranks(season_id=season.pk, depth=0, actor=None)


def test_the_next_season_starts_with_the_members_and_the_offices_decided_for_it():
    season, (head, deputy, third) = make_bloc_year(stage=Stage.BLOC_REVIEW, published_ranks=3)
    deputy.name = "Tên mới"
    deputy.save()
    chosen = make_office(
        season,
        OfficeRole.HEAD,
        deputy,
        term=Term.NEXT.value,
        state=OfficeState.CONFIRMED.value,
        selected_by=SelectionMethod.HONOURED.value,
    )

    following = services.open_next_season(season_id=season.pk, cycle=make_cycle(), actor=None)

    names = [row.name for row in following.memberships.all()]
    assert names == [head.name, "Tên mới", third.name]
    (office,) = following.offices.all()
    assert (office.term, office.role, office.agency) == ("current", "head", chosen.agency)
    assert (office.state, office.selected_by) == ("confirmed", "honoured")
    assert following.published_ranks == 3
    assert [line.action for line in AuditEvent.objects.all()] == [
        "season.open",
        "season.carry_offices",
    ]


def test_the_next_season_waits_for_the_review_and_for_a_later_cycle():
    early = make_season(stage=Stage.RUNNING)
    ready = make_season(stage=Stage.BLOC_REVIEW, cycle=make_cycle(label="2090"))

    with pytest.raises(Refused, match="bình xét"):
        services.open_next_season(season_id=early.pk, cycle=make_cycle(), actor=None)
    with pytest.raises(Refused, match="sau năm"):
        services.open_next_season(season_id=ready.pk, cycle=make_cycle(label="2089"), actor=None)

    assert Season.objects.count() == 2
