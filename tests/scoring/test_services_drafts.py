"""What happens to a table before it is published, and who may do it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from scoring import services
from scoring.models import CriteriaTable, Criterion
from scoring.rules.tree import Node
from scoring.selectors import nodes_of
from scoring.states import CriterionKind, TableState
from tests.factories import (
    assign,
    make_bloc,
    make_officer,
    make_province,
    make_season,
    make_table,
)

pytestmark = pytest.mark.django_db
NODES = [
    Node("I", None, "I", "Nhiệm vụ", CriterionKind.GROUP, Decimal(100)),
    Node("I.1", "I", "1", "Chỉ tiêu", CriterionKind.MANUAL, Decimal(60), Decimal("0.5")),
    Node("I.2", "I", "2", "Ban hành", CriterionKind.PASS_FAIL, Decimal(40)),
]


def create(**changes):
    values = {
        "code": "bang",
        "number": 1,
        "title": "Bảng tiêu chí",
        "scale": Decimal(100),
        "nodes": NODES,
        "actor": None,
    }
    return services.create_table(**{**values, **changes})


def replaced(table, nodes, **changes):
    values = {
        "title": table.title,
        "scale": Decimal(100),
        "nodes": nodes,
        "seen_version": table.version,
        "actor": None,
    }
    return services.replace_draft(table=table, **{**values, **changes})


def last_action():
    return AuditEvent.objects.order_by("id").values_list("action", flat=True).last()


def test_a_draft_takes_another_tree_and_other_rules():
    table = create()
    nodes = [NODES[0], replace(NODES[1], label="Khác"), NODES[2]]

    held = replaced(table, nodes, title="Tên mới", rules={"rank_by": "share"})

    assert nodes_of(held) == nodes
    assert (held.title, held.version, held.rules["rank_by"]) == ("Tên mới", 2, "share")
    assert last_action() == "table.replace"


def test_a_tree_that_does_not_hold_together_leaves_the_draft_as_it_was():
    table = create()

    with pytest.raises(Invalid, match="Nhóm I tối đa 100 điểm"):
        replaced(table, [NODES[0], NODES[1]])
    with pytest.raises(Invalid, match="bảng không có nhóm tiêu chí II"):
        replaced(table, NODES, rules={"ties": [{"kind": "higher_group", "key": "II"}]})
    with pytest.raises(Invalid, match="decimals"):
        replaced(table, NODES, rules={"decimals": 9})

    assert nodes_of(table) == NODES
    assert CriteriaTable.objects.get().version == 1


def test_what_stands_above_the_tree_is_corrected():
    table = create()

    services.edit_draft(
        table=table,
        title="  Bảng  tiêu chí 2027 ",
        issued_by="UBND tỉnh",
        decision="Quyết định số 5",
        seen_version=1,
        actor=None,
    )

    held = CriteriaTable.objects.get()
    assert (held.title, held.decision, held.version) == (
        "Bảng tiêu chí 2027",
        "Quyết định số 5",
        2,
    )
    assert AuditEvent.objects.last().before == {
        "title": "Bảng tiêu chí",
        "issued_by": "",
        "decision": "",
    }


@pytest.mark.parametrize(("title", "field"), [("", "title"), ("x" * 301, "title")])
def test_a_title_must_be_there_and_fit(title, field):
    with pytest.raises(Invalid) as refusal:
        services.edit_draft(
            table=create(), title=title, issued_by="", decision="", seen_version=1, actor=None
        )

    assert refusal.value.field == field
    assert AuditEvent.objects.count() == 1


def test_a_draft_is_taken_away_with_its_tree_and_the_audit_keeps_what_it_said():
    services.delete_draft(table=create(), seen_version=1, actor=None)

    assert not CriteriaTable.objects.exists()
    assert not Criterion.objects.exists()
    assert AuditEvent.objects.last().before["title"] == "Bảng tiêu chí"


def test_who_saw_an_older_draft_neither_changes_nor_publishes_nor_deletes_it():
    table = create()
    replaced(table, NODES, title="Tên mới")

    with pytest.raises(Stale):
        replaced(table, NODES)
    with pytest.raises(Stale):
        services.edit_draft(
            table=table, title="x", issued_by="", decision="", seen_version=1, actor=None
        )
    with pytest.raises(Stale):
        services.delete_draft(table=table, seen_version=1, actor=None)
    with pytest.raises(Stale):
        services.publish_table(table=table, seen_version=1, actor=None)

    assert CriteriaTable.objects.get().state == TableState.DRAFT
    assert services.publish_table(table=table, seen_version=2, actor=None).published_at


def test_a_published_table_is_neither_edited_nor_replaced_nor_deleted():
    table = services.publish_table(table=create(), actor=None)

    with pytest.raises(Refused, match="bản sửa đổi"):
        replaced(table, NODES)
    with pytest.raises(Refused, match="bản sửa đổi"):
        services.edit_draft(
            table=table, title="x", issued_by="", decision="", seen_version=1, actor=None
        )
    with pytest.raises(Refused, match="bản sửa đổi"):
        services.delete_draft(table=table, seen_version=1, actor=None)

    assert last_action() == "table.publish"


def test_rules_are_published_with_every_default_written_out():
    table = make_table(published=False)

    published = services.publish_table(table=table, actor=None)

    assert published.rules["rounding"] == "half_up"


def test_closing_ends_new_uses_and_leaves_the_old_ones():
    season, other = make_season(), make_season()
    table = make_table()
    assign(season, table)

    closed = services.close_table(table=table, actor=None)
    again = services.close_table(table=table, actor=None)

    assert (closed.state, again.state) == ("closed", "closed")
    assert AuditEvent.objects.count() == 1
    with pytest.raises(Refused, match="đã ban hành"):
        services.assign_table(season_id=other.pk, table=table, actor=None)
    services.assign_table(season_id=season.pk, table=table, scores_are_sample=True, actor=None)
    with pytest.raises(Refused, match="chưa ban hành"):
        services.close_table(table=make_table(published=False), actor=None)


def test_managers_make_tables_of_their_own_province_only():
    own, other = make_province(), make_province()
    of_province, of_bloc = make_officer(province=own), make_officer(make_bloc(province=own))

    first = create(actor=of_province)
    second = create(number=2, actor=of_bloc)

    assert first.province == second.province == own
    with pytest.raises(NotAllowed, match="tỉnh khác"):
        create(number=3, province=other, actor=of_province)
    with pytest.raises(NotAllowed, match="tỉnh khác"):
        create(number=3, province=other, actor=of_bloc)
    assert create(code="khac", province=other, actor=make_officer()).province == other


@pytest.mark.parametrize("number", [1, 3])
def test_nobody_makes_a_version_of_another_provinces_code(number):
    own, other = make_province(), make_province()
    make_table(code="bang", number=2, province=other)

    with pytest.raises(Invalid, match="Mã bang đã được dùng cho bảng tiêu chí của tỉnh khác"):
        create(number=number, actor=make_officer(province=own))
    with pytest.raises(Invalid, match="chọn mã khác"):
        create(number=number, province=own, actor=make_officer())

    assert create(number=number, actor=make_officer(province=other)).province == other


@pytest.mark.parametrize("owner", ["another province", "nobody"])
def test_a_table_of_another_province_or_of_nobody_is_out_of_reach(owner):
    province = make_province() if owner == "another province" else None
    draft = make_table(published=False, province=province)
    published = make_table(province=province)
    own = make_province()

    for actor in (make_officer(province=own), make_officer(make_bloc(province=own))):
        with pytest.raises(NotAllowed):
            replaced(draft, NODES, actor=actor)
        with pytest.raises(NotAllowed):
            services.delete_draft(table=draft, seen_version=1, actor=actor)
        with pytest.raises(NotAllowed):
            services.publish_table(table=draft, actor=actor)
        with pytest.raises(NotAllowed):
            services.close_table(table=published, actor=actor)

    assert not AuditEvent.objects.exists()


def test_a_manager_of_a_bloc_without_a_province_makes_no_tables():
    with pytest.raises(NotAllowed, match="dùng chung"):
        create(actor=make_officer(make_bloc()))


def test_a_manager_of_two_provinces_says_whose_table_it_is():
    blocs = [make_bloc(province=make_province()) for _ in range(2)]
    officer = make_officer(*blocs)

    with pytest.raises(Invalid, match="chọn tỉnh") as refusal:
        create(actor=officer)

    assert refusal.value.field == "province"
    assert create(province=blocs[1].province, actor=officer).province == blocs[1].province


def test_a_season_takes_no_table_of_another_province():
    season = make_season(bloc=make_bloc(province=make_province()))
    foreign = make_table(province=make_province())

    with pytest.raises(Refused, match="của tỉnh khác"):
        services.assign_table(season_id=season.pk, table=foreign, actor=None)
    shared = make_table()
    assert services.assign_table(season_id=season.pk, table=shared, actor=None).table == shared
