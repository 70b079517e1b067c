"""Who may pause, resume, cancel and retry a pack."""

from collections.abc import Iterator, Sequence

import pytest
from django.urls import reverse

from accounts.errors import NotAllowed
from accounts.models import AuditEvent, User
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import Role
from reports import services
from reports.models import Pack, PackItem
from reports.permissions import can_move_pack
from reports.states import PACK_MOVES, PackAction, PackKind, PackState
from tests.factories import (
    LONG_AGO,
    NOON,
    appoint,
    make_bloc_year,
    make_editor,
    make_officer,
    make_province,
    make_user,
)
from tests.reports.packing import SUMMARY, make_packs

pytestmark = pytest.mark.django_db


def two_years_of_a_province() -> tuple[Season, Season]:
    first, _ = make_bloc_year(3)
    second, _ = make_bloc_year(2, cycle=first.cycle)
    province = make_province()
    for season in (first, second):
        season.bloc.province = province
        season.bloc.save()
    return first, second


def job_of(seasons: Sequence[Season], asker: User | None) -> Pack:
    pack = Pack.objects.create(
        kind=PackKind.PROVINCE.value,
        province=seasons[0].bloc.province,
        cycle=seasons[0].cycle,
        paper_kind=SUMMARY,
        requested_by=asker,
        requested_at=NOON,
        moved_at=NOON,
    )
    for place, season in enumerate(seasons, start=1):
        PackItem.objects.create(pack=pack, position=place, season=season, kind=SUMMARY)
    return pack


def people(first: Season, second: Season) -> Iterator[tuple[str, User | None]]:
    """Tell who asks, by what they are to a job of both blocs."""
    yield "officer of both", make_officer(first.bloc, second.bloc)
    yield "officer of the province", make_officer(province=first.bloc.province)
    yield "officer of everything", make_officer()
    leader = appoint(make_user(), Role.BOARD_LEADER, blocs=[first.bloc, second.bloc]).user
    yield "leader of both", leader
    in_two = make_officer(first.bloc)
    appoint(in_two, Role.BOARD_LEADER, blocs=[second.bloc])
    yield "officer of one, leader of the other", in_two
    yield "system", None
    yield "officer of one", make_officer(first.bloc)
    overseer = make_officer(first.bloc)
    appoint(overseer, Role.AUDITOR)
    yield "officer of one who oversees all", overseer
    council = make_officer(first.bloc)
    appoint(council, Role.COUNCIL_MEMBER, blocs=[second.bloc])
    yield "officer of one, on the council of the other", council
    yield "auditor", appoint(make_user(), Role.AUDITOR).user
    yield "officer of another province", make_officer(province=make_province())
    yield "head", make_editor(first.memberships.order_by("position").first().agency)
    yield "nobody", make_user()


MOVERS = {
    "officer of both",
    "officer of the province",
    "officer of everything",
    "leader of both",
    "officer of one, leader of the other",
    "system",
}


def allowed(pack: Pack, action: PackAction, everyone: dict[str, User | None]) -> set[str]:
    seats = seats_of(pack.season) if pack.season else None
    return {
        name
        for name, user in everyone.items()
        if can_move_pack(standing_of(user), pack, action, seats)
    }


@pytest.mark.parametrize(("state", "action"), sorted(PACK_MOVES))
def test_a_job_of_blocs_is_moved_by_who_decides_about_all_of_them(state, action):
    first, second = two_years_of_a_province()
    everyone = dict(people(first, second))
    pack = job_of([first, second], make_user())
    if state is PackState.READY:  # something is left to be tried again
        pack.items.filter(position=1).update(state="left_out", error="Chưa có số liệu.")
    pack.state = state.value

    assert allowed(pack, action, everyone) == MOVERS


def test_who_asked_moves_the_job_while_an_officer_and_no_longer():
    first, second = two_years_of_a_province()
    asker = make_officer(first.bloc)
    pack = job_of([first, second], asker)

    assert can_move_pack(standing_of(asker), pack, PackAction.PAUSE, None)

    asker.appointments.update(ends_on=LONG_AGO)
    assert not can_move_pack(standing_of(asker), pack, PackAction.PAUSE, None)


def test_a_colleague_with_one_of_the_blocs_is_refused_in_words_and_nothing_moves(client):
    first, second = two_years_of_a_province()
    pack = job_of([first, second], make_officer(province=first.bloc.province))
    colleague = make_officer(first.bloc)
    appoint(colleague, Role.AUDITOR)
    client.force_login(colleague)

    page = client.get(pack.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed, match="Chỉ người yêu cầu"):
        services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=colleague)
    client.post(reverse("reports:pack-move", args=[pack.uuid, PackAction.PAUSE]))

    assert page.count("hoặc người phụ trách mọi khối, cụm trong đợt này") == 2  # pause, cancel
    pack.refresh_from_db()
    assert (pack.state, AuditEvent.objects.count()) == (PackState.MAKING, 0)


def test_a_conference_pack_is_moved_by_who_may_ask_for_it():
    first, second = two_years_of_a_province()
    everyone = dict(people(first, second))
    (pack,) = make_packs(first)

    assert allowed(pack, PackAction.CANCEL, everyone) == set(everyone) - {
        "auditor",
        "officer of another province",
        "nobody",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_asking_for_the_right_costs_one_query(django_assert_num_queries, count):
    seasons = [*two_years_of_a_province(), make_bloc_year(1)[0]][:count]
    pack = job_of(seasons, make_user())
    standing = standing_of(make_officer(*(one.bloc for one in seasons)))

    with django_assert_num_queries(1):
        assert can_move_pack(standing, pack, PackAction.PAUSE, None)
