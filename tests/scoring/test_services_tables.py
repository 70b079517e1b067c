from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import CriteriaTable, Criterion, SeasonTable
from scoring.rules.tree import Node
from scoring.selectors import nodes_of
from scoring.states import CriterionKind, TableState
from tests.factories import (
    assign,
    make_bloc_year,
    make_editor,
    make_officer,
    make_season,
    make_sheet,
    make_table,
)

pytestmark = pytest.mark.django_db

NODES = [
    Node("I", None, "I", "Nhiệm vụ", CriterionKind.GROUP, Decimal(100)),
    Node("I.1", "I", "1", "Nhóm", CriterionKind.GROUP, Decimal(60)),
    Node("I.1.a", "I.1", "a", "Chỉ tiêu", CriterionKind.MANUAL, Decimal(60), Decimal("0.5")),
    Node("I.2", "I", "2", "Ban hành", CriterionKind.PASS_FAIL, Decimal(40), guidance="Có văn bản"),
    Node("T", None, "T", "Thưởng", CriterionKind.BONUS, Decimal(10)),
]


def create(**changes):
    values = {
        "code": "tay-ninh-2022",
        "number": 1,
        "title": "Bảng tiêu chí 2022",
        "scale": Decimal(100),
        "nodes": NODES,
        "issued_by": "UBND tỉnh",
        "decision": "Quyết định số 1",
        "is_sample": True,
        "actor": None,
    }
    return services.create_table(**{**values, **changes})


def test_a_table_is_drafted_with_its_whole_tree_in_reading_order():
    table = create()

    assert (table.state, table.published_at, table.is_sample) == ("draft", None, True)
    assert nodes_of(table) == NODES
    shown = table.criteria.order_by("position").values_list("position", "depth", "key")
    assert list(shown) == [(1, 0, "I"), (2, 1, "I.1"), (3, 2, "I.1.a"), (4, 1, "I.2"), (5, 0, "T")]
    event = AuditEvent.objects.get()
    assert (event.action, event.after["criteria"]) == ("table.create", 5)


def test_the_equal_table_is_returned_and_another_one_under_its_number_is_refused():
    table = create()

    assert create() == table
    with pytest.raises(Refused, match=r"khác về: tên bảng, các tiêu chí\.$"):
        create(title="Khác", nodes=[replace(NODES[0], label="Khác"), *NODES[1:]])
    with pytest.raises(Refused, match=r"khác về: quy định của bảng\.$"):
        create(rules={"rank_by": "share"})
    assert create(number=2, title="Khác", rules={"rank_by": "share"}).rules["rank_by"] == "share"
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scale": Decimal(90)}, "Thang điểm là 90 nhưng các nhóm cộng lại 100 điểm."),
        ({"nodes": []}, "Bảng tiêu chí chưa có tiêu chí nào."),
        ({"code": "Tây Ninh"}, "Mã chỉ gồm chữ thường không dấu, số và gạch nối."),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused_whole(changes, sentence):
    with pytest.raises(Invalid, match=sentence.replace(".", r"\.")):
        create(**changes)

    assert not CriteriaTable.objects.exists()
    assert not Criterion.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_condition_whose_code_no_fact_could_keep_is_refused():
    declared = {"code": "k" * 41, "label": "L", "kind": "declared", "effect": "bar_all"}

    with pytest.raises(Invalid, match="dài hơn 40 ký tự"):
        create(rules={"conditions": [declared]})

    assert not CriteriaTable.objects.exists()
    assert not AuditEvent.objects.exists()


def test_members_of_a_bloc_do_not_make_tables():
    _, (head, *_) = make_bloc_year()

    with pytest.raises(NotAllowed):
        create(actor=make_editor(head))
    with pytest.raises(NotAllowed):
        services.publish_table(table=create(), actor=make_editor(head))


def test_publishing_happens_once():
    table = create()
    officer = make_officer()

    published = services.publish_table(table=table, actor=officer)
    again = services.publish_table(table=table, actor=officer)

    assert published.state == TableState.PUBLISHED
    assert published.published_at == again.published_at
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "table.create",
        "table.publish",
    ]


def test_a_closed_table_is_not_published_again():
    table = services.close_table(table=make_table(), actor=None)

    with pytest.raises(Refused, match="hết áp dụng"):
        services.publish_table(table=table, actor=None)


def test_a_draft_that_was_broken_since_is_not_published():
    table = make_table(published=False)
    Criterion.objects.filter(table=table, key="I.1").update(max_points=41)

    with pytest.raises(Invalid, match="Nhóm I tối đa 60 điểm"):
        services.publish_table(table=table, actor=None)

    assert CriteriaTable.objects.get().state == TableState.DRAFT


def test_a_season_is_given_a_published_table_by_head_or_province():
    season, (head, _, member) = make_bloc_year()
    table = make_table()

    with pytest.raises(NotAllowed):
        services.assign_table(season_id=season.pk, table=table, actor=make_editor(member))
    with pytest.raises(Refused, match="đã ban hành"):
        services.assign_table(season_id=season.pk, table=make_table(published=False), actor=None)
    services.assign_table(
        season_id=season.pk, table=table, scores_are_sample=True, actor=make_editor(head)
    )
    services.assign_table(season_id=season.pk, table=table, scores_are_sample=True, actor=None)

    assigned = SeasonTable.objects.get()
    assert (assigned.season, assigned.table, assigned.scores_are_sample) == (season, table, True)
    assert AuditEvent.objects.get().action == "season.assign_table"


def test_the_table_may_change_until_sheets_were_opened_with_it():
    season = make_season(members=1)
    first, second = make_table(), make_table()
    services.assign_table(season_id=season.pk, table=first, actor=None)
    services.assign_table(season_id=season.pk, table=second, actor=None)
    make_sheet(season, season.memberships.get().agency)

    with pytest.raises(Refused, match="không đổi bảng được"):
        services.assign_table(season_id=season.pk, table=first, actor=None)
    services.assign_table(season_id=season.pk, table=second, scores_are_sample=True, actor=None)

    assert SeasonTable.objects.get().table == second
    assert AuditEvent.objects.count() == 3


def test_once_sheets_are_open_only_the_province_says_whether_points_are_sample_data():
    season, (head, *_) = make_bloc_year()
    table = assign(season, scores_are_sample=True).table
    make_sheet(season, head)

    with pytest.raises(NotAllowed, match="đã có phiếu nên chỉ cơ quan"):
        services.assign_table(season_id=season.pk, table=table, actor=make_editor(head))
    assert SeasonTable.objects.get().scores_are_sample
    services.assign_table(season_id=season.pk, table=table, actor=make_officer(season.bloc))

    assert not SeasonTable.objects.get().scores_are_sample
    assert AuditEvent.objects.get().after["scores_are_sample"] is False


@pytest.mark.parametrize("seen", ["none", "another"])
def test_a_table_that_was_assigned_meanwhile_is_not_exchanged_unseen(seen):
    season = make_season()
    table, wanted = assign(season).table, make_table()
    seen_table = 0 if seen == "none" else wanted.pk

    with pytest.raises(Stale, match="vừa được giao bảng tiêu chí khác"):
        services.assign_table(season_id=season.pk, table=wanted, seen_table=seen_table, actor=None)
    assert SeasonTable.objects.get().table == table
    services.assign_table(season_id=season.pk, table=wanted, seen_table=table.pk, actor=None)

    assert SeasonTable.objects.get().table == wanted


def test_after_the_appraisal_the_table_stays():
    season = make_season(stage=Stage.BLOC_REVIEW)

    with pytest.raises(NotAllowed, match="không thay đổi bảng tiêu chí"):
        services.assign_table(season_id=season.pk, table=make_table(), actor=None)


@pytest.mark.parametrize("count", [2, 40])
def test_drafting_costs_by_levels_and_not_by_criteria(django_assert_num_queries, count):
    top = Node("I", None, "I", "Nhóm", CriterionKind.GROUP, Decimal(10 * count))
    leaves = [
        Node(f"I.{place}", "I", str(place), "Lá", CriterionKind.MANUAL, Decimal(10))
        for place in range(1, count + 1)
    ]
    lock = 1 if connection.vendor == "postgresql" else 0

    # Open and close the savepoint; is it there; whose code; the table; its two levels; the
    # audit's last line and its new one, and on PostgreSQL the lock on its end.
    with django_assert_num_queries(9 + lock):
        create(nodes=[top, *leaves], scale=top.max_points)
