"""Who is told to register, by when, and whom the secretariat still waits for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blocs.models import Registration, StepExtension
from blocs.services import ItemSpec, register_targets
from blocs.states import RegistrationKind, Stage, StepKind
from tests.factories import (
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_step,
    make_user,
)
from tests.reports.pages import of_registration, settle_in

pytestmark = pytest.mark.django_db
HOME = "/"
TITLE = ItemSpec(RegistrationKind.TITLE, "Cờ thi đua của tỉnh")


def register(season, agency):
    return register_targets(
        season_id=season.pk,
        agency=agency,
        items=[TITLE],
        registered_on=None,
        seen_version=0,
        actor=None,
    )


def works(client):
    found = client.get(HOME).context["works"]
    return [(work.sentence, work.label, work.url) for work in found]


@pytest.mark.parametrize("stage", [Stage.REGISTRATION, Stage.COVENANT])
@pytest.mark.parametrize("who", [make_editor, make_approver])
def test_a_member_is_told_to_register_until_it_has(client, stage, who):
    season, (_, other, own) = make_bloc_year(3, stage=stage)
    due_at = timezone.now() + timedelta(days=5)
    make_step(season, StepKind.REGISTRATION, due_at=due_at)
    settle_in(client, who(own))

    (work,) = client.get(HOME).context["works"]

    year = season.cycle.label
    assert work.sentence == f"Đăng ký thi đua năm {year} cho {own.short_name}."
    assert (work.label, work.url) == ("Đăng ký thi đua", of_registration(season, own))
    assert (work.due_at, work.is_extended) == (due_at, False)
    shown = client.get(season.get_absolute_url()).content.decode()
    assert f'class="btn btn-primary" href="{work.url}">Đăng ký thi đua<' in shown
    register(season, other)
    assert len(works(client)) == 1
    register(season, own)
    assert works(client) == []
    assert (
        "Quý vị chưa có việc ở bước này" in client.get(season.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.RUNNING, Stage.CLOSED])
def test_nobody_is_told_to_register_when_nobody_can(client, stage):
    _, (head, _, own) = make_bloc_year(3, stage=stage)
    for person in (make_editor(own), make_editor(head)):
        settle_in(client, person)
        assert not [said for said, *_ in works(client) if "đăng ký" in said.lower()]


def test_an_agency_with_more_time_to_register_sees_its_own_deadline(client):
    season, (_, _, own) = make_bloc_year(3, stage=Stage.REGISTRATION)
    step = make_step(season, StepKind.REGISTRATION, due_at=timezone.now() - timedelta(days=1))
    later = timezone.now() + timedelta(days=9)
    StepExtension.objects.create(
        step=step, agency=own, due_at=later, reason="Lũ", approved_at=timezone.now()
    )
    settle_in(client, make_editor(own))

    shown = client.get(HOME)

    assert shown.context["works"][0].due_at == later
    assert "(được gia hạn)" in shown.content.decode()


def test_the_secretariat_sees_who_has_not_registered(client):
    season, (head, deputy, other) = make_bloc_year(3, stage=Stage.REGISTRATION)
    register(season, head)
    settle_in(client, make_editor(head))
    address = season.get_absolute_url()

    said = f"Còn 2 đơn vị chưa đăng ký thi đua: {deputy.short_name}, {other.short_name}."
    assert works(client) == [(said, "Xem danh sách", of_registration(season))]
    register(season, deputy)
    register(season, other)
    (last,) = works(client)

    assert last == (
        "Tổng hợp đăng ký thi đua của các đơn vị thành viên, rồi chuyển sang bước tiếp theo.",
        "Xem và chuyển bước",
        f"{address}#chuyen-buoc",
    )


def test_the_head_registers_for_itself_first_and_may_move_on_without_the_others(client):
    season, (head, *_) = make_bloc_year(3, stage=Stage.REGISTRATION)
    settle_in(client, make_editor(head))

    own, waits = works(client)

    assert own[2] == of_registration(season, head)
    assert waits[0].startswith("Còn 3 đơn vị chưa đăng ký thi đua: ")
    shown = client.get(season.get_absolute_url()).content.decode()
    assert f'{waits[0]} <a href="{of_registration(season)}">Xem danh sách</a>' in shown
    assert '<h2 id="chuyen">Chuyển bước</h2>' in shown


def test_while_covenants_are_signed_the_secretariat_has_both_to_do(client):
    season, (head, other) = make_bloc_year(2, stage=Stage.COVENANT)
    register(season, head)
    settle_in(client, make_editor(head))

    assert [label for _, label, _ in works(client)] == ["Xem danh sách", "Xem và chuyển bước"]
    assert other.short_name in works(client)[0][0]


def test_a_registration_that_came_with_a_file_without_its_items_is_one(client):
    season, (_, _, own) = make_bloc_year(3, stage=Stage.REGISTRATION)
    Registration.objects.create(season=season, agency=own)
    settle_in(client, make_editor(own))

    assert works(client) == []


def test_those_who_register_for_nobody_are_told_nothing(client):
    season, _ = make_bloc_year(3, stage=Stage.REGISTRATION)
    _, (stranger, *_) = make_bloc_year(3)
    for person in (make_officer(season.bloc), make_editor(stranger), make_user()):
        settle_in(client, person)
        assert not [said for said, *_ in works(client) if "đăng ký" in said.lower()]


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_to_register_costs_the_same_for_one_year_and_for_many(
    client, django_assert_num_queries, count
):
    person = make_user()
    for _ in range(count):
        season, members = make_bloc_year(count + 1, stage=Stage.REGISTRATION)
        make_step(season, StepKind.REGISTRATION, due_at=timezone.now())
        for role in ("editor", "approver"):  # a second role must not double the work
            person.appointments.create(role=role, agency=members[0], starts_on=timezone.localdate())
    settle_in(client, person)

    # session, user, appointments; meetings; seasons with offices, sheets, steps, extensions,
    # tables, samples, rankings, proposals, covenants being signed, who has not registered;
    # packs; papers; own seasons; lines of a sector
    with django_assert_num_queries(19):
        shown = client.get(HOME)

    assert len(shown.context["works"]) == 2 * count  # its own, and whom it waits for
    # session, user, appointments, season, offices, sheets, steps, extensions, tables, samples,
    # rankings, proposals, covenants being signed, who has not registered; members, visible sheets;
    # proposals whose reports have no words yet
    with django_assert_num_queries(17):
        client.get(season.get_absolute_url())
