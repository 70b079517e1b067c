from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs.models import Cycle
from blocs.states import Stage
from scoring import services
from scoring.models import CriteriaTable, SeasonTable
from scoring.selectors import nodes_of
from scoring.selectors.lineage import forerunners, successors
from scoring.states import SheetState, TableState
from tests.factories import (
    assign,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_sheet,
    make_table,
    publish,
)

pytestmark = pytest.mark.django_db


def used_table():
    """Return a table that a year was scored with to the end, and that is closed since."""
    table = make_table(
        decision="Quyết định số 1", issued_by="UBND tỉnh", rules={"rank_by": "share"}
    )
    season, (_, _, member) = make_bloc_year(3, stage=Stage.CLOSED)
    assign(season, table)
    make_sheet(season, member, state=SheetState.APPRAISED, points={"I.1": "30"})
    return services.close_table(table=table, actor=None)


def clone(table, **changes):
    values = {"code": "nam-sau", "title": "Bảng năm sau", "actor": None}
    return services.clone_table(table=table, **{**values, **changes})


def test_a_cloned_year_keeps_no_done_state():
    table, cycle = used_table(), make_cycle()

    copy = clone(table, cycle=cycle.label)

    copy.refresh_from_db()
    assert (copy.state, copy.published_at) == (TableState.DRAFT, None)
    assert (copy.issued_by, copy.decision, copy.version) == ("", "", 1)
    assert (copy.cycle, copy.cloned_from, copy.amends) == (cycle, table, None)
    assert not SeasonTable.objects.filter(table=copy).exists()
    assert not copy.criteria.filter(lines__isnull=False).exists()
    assert nodes_of(copy) == nodes_of(table)
    assert (copy.scale, copy.rules) == (table.scale, table.rules)


def test_each_criterion_of_the_clone_knows_the_one_it_continues():
    table = used_table()

    copy = clone(table)

    assert {row.key: row.origin.key for row in copy.criteria.all()} == {
        node.key: node.key for node in nodes_of(table)
    }
    assert AuditEvent.objects.last().after["criteria"] == 7


@pytest.mark.parametrize("label", ["2031", "2031-2032"])
def test_a_clone_opens_the_year_that_it_is_made_for(label):
    officer = make_officer(province=make_province())

    copy = clone(make_table(), cycle=label, actor=officer)

    assert copy.cycle.label == label
    events = AuditEvent.objects.filter(actor=officer)
    assert [event.action for event in events] == ["cycle.add", "table.clone"]
    assert events[1].after["cycle"] == label


def test_a_clone_that_is_refused_opens_no_year():
    table = make_table(published=False)
    cycles = Cycle.objects.count()

    with pytest.raises(Refused, match="còn là dự thảo"):
        clone(table, cycle="2031")
    with pytest.raises(Invalid, match="Chưa có năm thi đua “năm sau”"):
        clone(make_table(), cycle="năm sau")

    assert Cycle.objects.count() == cycles
    assert not AuditEvent.objects.exists()


def test_a_clone_belongs_to_the_province_of_who_makes_it():
    own, shared = make_province(), make_table()

    copy = clone(shared, actor=make_officer(province=own))

    assert copy.province == own
    with pytest.raises(NotAllowed):
        clone(shared, code="khac", province=make_province(), actor=make_officer(province=own))
    with pytest.raises(NotAllowed):
        clone(shared, code="khac", actor=make_editor(make_bloc_year()[1][0]))


def test_a_clone_does_not_take_a_code_of_another_province_over():
    own, shared = make_province(), make_table()
    make_table(code="cua-ho", number=2, province=make_province())

    with pytest.raises(Invalid, match="bảng tiêu chí của tỉnh khác") as refusal:
        clone(shared, code="cua-ho", actor=make_officer(province=own))

    assert refusal.value.field == "code"
    assert not CriteriaTable.objects.filter(province=own).exists()


def test_a_name_is_used_once_and_has_the_form_of_a_code():
    table = make_table(code="nam-nay")
    clone(table)

    with pytest.raises(Invalid, match="Đã có bảng tiêu chí mang mã nam-sau, bản 1") as refusal:
        clone(table)
    with pytest.raises(Invalid, match="Mã chỉ gồm"):
        clone(table, code="Năm sau")

    assert refusal.value.field == "code"
    assert CriteriaTable.objects.count() == 2


def test_a_draft_is_not_cloned():
    with pytest.raises(Refused, match="còn là dự thảo"):
        clone(make_table(published=False))


def test_an_amendment_is_the_next_version_of_its_table():
    table = make_table(code="bang", title="Bảng", decision="Quyết định số 1")
    make_table(code="bang", number=4)

    draft = services.draft_amendment(table=table, actor=None)

    assert (draft.code, draft.number, draft.title, draft.state) == ("bang", 5, "Bảng", "draft")
    assert (draft.amends, draft.cloned_from, draft.decision) == (table, None, "")
    assert nodes_of(draft) == nodes_of(table)


def test_a_table_is_amended_once_and_only_while_in_use():
    table = make_table()
    services.draft_amendment(table=table, actor=None)

    with pytest.raises(Refused, match="đã có bản sửa đổi"):
        services.draft_amendment(table=table, actor=None)
    with pytest.raises(Refused, match="hết áp dụng"):
        services.draft_amendment(table=used_table(), actor=None)
    with pytest.raises(NotAllowed, match="dùng chung"):
        services.draft_amendment(table=table, actor=make_officer(province=make_province()))


def test_links_survive_when_the_tree_of_the_draft_is_replaced():
    table = make_table()
    draft = services.draft_amendment(table=table, actor=None)
    nodes = [node for node in nodes_of(draft) if node.key != "I.1"]
    nodes[0] = replace(nodes[0], max_points=nodes[0].max_points - 40)
    moved = replace(nodes[1], key="I.1", code="1")  # I.2 moves up
    added = replace(nodes[3], key="II.2", code="2", label="Mới")
    nodes = [nodes[0], moved, replace(nodes[2], max_points=nodes[2].max_points * 2)]
    nodes += [node for node in nodes_of(draft) if node.key == "II.1"]
    nodes += [added, *(node for node in nodes_of(draft) if node.key in {"III", "IV"})]

    services.replace_draft(
        table=draft, title="Bảng", scale=Decimal(100), nodes=nodes, seen_version=1, actor=None
    )

    assert forerunners(draft, table) == {
        "I": "I",
        "I.1": "I.2",
        "II": "II",
        "II.1": "II.1",
        "III": "III",
        "IV": "IV",
    }


def test_the_way_from_year_to_year_goes_over_every_version():
    first = make_table()
    second = publish(services.draft_amendment(table=first, actor=None))
    third = publish(clone(second))
    fourth = services.draft_amendment(table=third, actor=None)
    fourth.criteria.filter(key="IV").update(origin=None)

    found = successors(first, fourth)

    assert found == {key: key for key in ("I", "I.1", "I.2", "II", "II.1", "III")}
    assert forerunners(first, fourth) is None
    assert successors(make_table(), fourth) == {}


def test_cloning_costs_by_levels_and_not_by_criteria(django_assert_num_queries):
    table = make_table()
    lock = 1 if connection.vendor == "postgresql" else 0

    # Two savepoints opened and closed, whose code, the table, the source's criteria, the two
    # levels, the audit's last line and its new one, and on PostgreSQL the lock on its end.
    with django_assert_num_queries(11 + lock):
        clone(table)
