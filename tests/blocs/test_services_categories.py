from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from accounts.row_texts import RowEdit
from blocs import services
from blocs.models import Membership
from blocs.services import MemberSpec, set_categories
from blocs.states import Stage
from tests.factories import (
    make_agency,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_officer,
)

pytestmark = pytest.mark.django_db


def year(**fields):
    season, agencies = make_bloc_year(3, **fields)
    return season, agencies, list(season.memberships.order_by("position"))


def stored(season):
    return list(season.memberships.order_by("position").values_list("category", flat=True))


def test_categories_are_tidied_and_the_audit_tells_those_that_changed():
    season, agencies, rows = year()
    officer = make_officer(season.bloc)

    count = set_categories(
        season_id=season.pk,
        edits={
            rows[0].pk: RowEdit("", "  Xã \u0000 miền\u200b  núi "),
            rows[1].pk: RowEdit("", " "),
        },
        actor=officer,
    )

    assert (count, stored(season)) == (1, ["Xã miền núi", "", ""])
    line = AuditEvent.objects.get()
    assert (line.action, line.actor) == ("season.set_categories", officer)
    assert (line.before, line.after) == (
        {agencies[0].code: ""},
        {agencies[0].code: "Xã miền núi"},
    )


def test_nothing_changed_leaves_no_trace():
    season, _, rows = year()

    assert set_categories(season_id=season.pk, edits={rows[0].pk: RowEdit("", "")}, actor=None) == 0
    assert set_categories(season_id=season.pk, edits={}, actor=None) == 0
    assert not AuditEvent.objects.exists()


def test_a_second_click_is_in_nobodys_way():
    season, _, rows = year()
    edits = {rows[0].pk: RowEdit("", " Xã  miền núi")}

    counts = [set_categories(season_id=season.pk, edits=edits, actor=None) for _ in range(2)]

    assert (counts, stored(season)) == ([1, 0], ["Xã miền núi", "", ""])
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("kind", ["head", "elsewhere", "closed"])
def test_no_member_decides_of_which_category_it_is_and_nobody_after_the_year(kind):
    season, (head, *_), rows = year(stage=Stage.CLOSED if kind == "closed" else Stage.RUNNING)
    person = {
        "head": lambda: make_approver(head),
        "elsewhere": lambda: make_officer(make_bloc()),
        "closed": lambda: make_officer(season.bloc),
    }[kind]()

    with pytest.raises(NotAllowed):
        set_categories(
            season_id=season.pk, edits={rows[0].pk: RowEdit("", "Xã miền núi")}, actor=person
        )

    assert stored(season) == ["", "", ""]
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("seen", "text", "refusal", "said"),
    [
        ("Phường", "Xã", Stale, "vừa được người khác bỏ trống"),
        ("", "x" * 61, Invalid, "60"),
    ],
)
def test_one_bad_row_saves_none(seen, text, refusal, said):
    season, _, rows = year()
    edits = {rows[0].pk: RowEdit("", "Phường"), rows[1].pk: RowEdit(seen, text)}

    with pytest.raises(refusal, match=said):
        set_categories(season_id=season.pk, edits=edits, actor=None)

    assert stored(season) == ["", "", ""]
    assert not AuditEvent.objects.exists()


def test_a_member_of_another_season_is_refused():
    season, _, _ = year()
    _, _, others = year()

    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        set_categories(season_id=season.pk, edits={others[0].pk: RowEdit("", "Phường")}, actor=None)

    assert Membership.objects.exclude(category="").count() == 0


def test_a_season_opens_with_categories_and_the_next_one_keeps_them():
    agency = make_agency()
    season = services.open_season(
        bloc=make_bloc(),
        cycle=make_cycle(),
        members=[MemberSpec(agency, agency.name, category=" Xã  miền núi")],
        actor=None,
    )
    season.stage = Stage.BLOC_REVIEW.value
    season.save(update_fields=["stage"])

    following = services.open_next_season(season_id=season.pk, cycle=make_cycle(), actor=None)

    assert (stored(season), stored(following)) == (["Xã miền núi"], ["Xã miền núi"])
    told = AuditEvent.objects.filter(action="season.open").values_list("after__members", flat=True)
    assert [members[0]["category"] for members in told] == ["Xã miền núi", "Xã miền núi"]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_do_not_overwrite_each_other():
    season, _, rows = year()
    officers = [make_officer(season.bloc) for _ in range(4)]

    def save(number):
        edits = {rows[0].pk: RowEdit("", f"Nhóm {number}")}
        try:
            set_categories(season_id=season.pk, edits=edits, actor=officers[number])
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(save, range(4)))

    assert outcomes == ["Stale", "Stale", "Stale", "done"]
    assert AuditEvent.objects.count() == 1
