"""The page of next year's tasks: who may write them, what is refused, what a race leaves."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs.models import NextTask
from blocs.services import record_next_tasks, write_next_tasks
from blocs.services.next_tasks import mark_of_tasks, tasks_of
from blocs.states import Stage
from tests.factories import make_bloc_year, make_editor

pytestmark = pytest.mark.django_db


def at(season) -> str:
    return reverse("blocs:next-tasks", args=[season.bloc.code, season.cycle.label])


def write(season, actor, *tasks: str, seen: str | None = None):
    mark = mark_of_tasks(season) if seen is None else seen
    return write_next_tasks(season_id=season.pk, tasks=tasks, seen=mark, actor=actor)


@pytest.fixture
def year():
    season, members = make_bloc_year(2)
    return season, make_editor(members[0]), make_editor(members[1])


def test_the_head_writes_the_tasks_one_a_line(client, year):
    season, head, _ = year
    record_next_tasks(season_id=season.pk, specs=["Việc cũ"], actor=None)
    client.force_login(head)
    page = client.get(at(season))
    seen = page.context["form"]["seen"].value()
    before = AuditEvent.objects.count()

    answer = client.post(at(season), {"tasks": " Việc  A\n\nViệc B\n", "seen": seen})

    assert page.context["form"]["tasks"].value() == "Việc cũ"
    assert answer.url == reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])
    assert tasks_of(season) == ["Việc A", "Việc B"]
    assert AuditEvent.objects.count() == before + 1
    assert AuditEvent.objects.latest("pk").action == "season.next_tasks"


def test_tasks_changed_meanwhile_are_not_overwritten_and_what_was_typed_stays(client, year):
    season, head, _ = year
    client.force_login(head)
    seen = mark_of_tasks(season)
    write(season, head, "Của người khác")

    answer = client.post(at(season), {"tasks": "Của tôi", "seen": seen})

    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.content.decode()
    assert ">\nCủa tôi</textarea>" in answer.content.decode()
    assert tasks_of(season) == ["Của người khác"]


def test_a_second_click_with_the_same_tasks_is_no_conflict(year):
    season, head, _ = year
    seen = mark_of_tasks(season)
    write(season, head, "Việc A", seen=seen)
    before = AuditEvent.objects.count()

    assert write(season, head, "Việc A", seen=seen) == ["Việc A"]
    assert AuditEvent.objects.count() == before


def test_who_does_not_run_the_season_reads_the_tasks_and_writes_none(client, year):
    season, _, member = year
    record_next_tasks(season_id=season.pk, specs=["Việc A"], actor=None)
    client.force_login(member)

    page = client.get(at(season)).content.decode()

    assert "Việc A</textarea>" in page
    assert "<fieldset disabled>" in page
    assert "Lưu danh sách" not in page
    with pytest.raises(NotAllowed):
        write(season, member, "Việc B")
    assert tasks_of(season) == ["Việc A"]


def test_the_tasks_of_another_bloc_do_not_exist_for_me(client, year):
    client.force_login(year[1])
    other, _ = make_bloc_year(2)

    assert client.get(at(other)).status_code == 404
    assert client.post(at(other), {"tasks": "X", "seen": ""}).status_code == 404
    assert NextTask.objects.count() == 0


def test_a_closed_season_keeps_its_tasks(year):
    season, head, _ = year
    type(season).objects.filter(pk=season.pk).update(stage=Stage.CLOSED)

    with pytest.raises(NotAllowed):
        write(season, head, "Việc A")


@pytest.mark.parametrize(
    ("tasks", "why"),
    [
        (["x" * 1001], "Nhiệm vụ 1 dài 1001 ký tự"),
        ([f"Việc {number}" for number in range(51)], "nhiều nhất 50 nhiệm vụ"),
    ],
)
def test_too_much_is_refused_in_words(year, tasks, why):
    season, head, _ = year

    with pytest.raises(Invalid, match=why):
        write(season, head, *tasks)
    assert tasks_of(season) == []


def test_an_old_page_writes_nothing(year):
    season, head, _ = year

    with pytest.raises(Stale):
        write(season, head, "Việc A", seen="cu")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_task_and_for_three(
    client, django_assert_num_queries, year, count
):
    season, head, _ = year
    record_next_tasks(season_id=season.pk, specs=["Việc"] * count, actor=None)
    client.force_login(head)
    client.get(at(season))

    with django_assert_num_queries(7):
        client.get(at(season))
