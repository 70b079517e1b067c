from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs.models import Cycle
from scoring.models import CriteriaTable
from scoring.selectors.versions import version_for
from scoring.services import close_table, publish_table
from scoring.services.imports import Outcome, import_table, mark_of
from scoring.spreadsheets.content import content_of
from scoring.spreadsheets.template import template_content
from tests.factories import (
    assign,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_table,
)

pytestmark = pytest.mark.django_db
CONTENT = template_content()
OTHER = replace(CONTENT, title="Bảng khác")


def bring(content=CONTENT, **changes):
    return import_table(
        **{"code": "mau", "cycle": "2026", "content": content, "actor": None} | changes
    )


def test_a_new_table_is_drafted_for_its_cycle_with_everything_it_says():
    done = bring()

    assert (done.outcome, done.table.number, done.table.cycle.label) == (Outcome.NEW, 1, "2026")
    assert content_of(done.table).normal() == CONTENT.normal()


def test_the_same_again_changes_nothing_and_writes_no_audit():
    first = bring()
    events = AuditEvent.objects.count()

    again = bring()

    assert (again.table, again.outcome) == (first.table, Outcome.SAME)
    assert AuditEvent.objects.count() == events


def test_a_draft_is_replaced_under_its_number():
    first = bring()

    done = bring(OTHER)

    assert (done.table.pk, done.outcome, done.table.title) == (
        first.table.pk,
        Outcome.REPLACED,
        "Bảng khác",
    )


def test_what_is_published_stays_and_gets_a_draft_that_amends_it():
    first = publish_table(table=bring().table, actor=None)

    done = bring(OTHER)

    assert (done.outcome, done.table.number, done.table.amends) == (Outcome.AMENDED, 2, first)
    assert content_of(first).normal() == CONTENT.normal()
    links = done.table.criteria.values_list("key", "origin__key", "origin__table")
    assert {key: (origin, table) for key, origin, table in links} == {
        node.key: (node.key, first.pk) for node in CONTENT.nodes
    }


def test_a_closed_version_gets_a_new_one_beside_it():
    close_table(table=publish_table(table=bring().table, actor=None), actor=None)

    done = bring(OTHER)

    assert (done.outcome, done.table.number, done.table.amends) == (Outcome.NEW, 2, None)


def test_numbers_run_through_the_cycles_of_a_code():
    bring()

    done = bring(cycle="2027")

    assert (done.outcome, done.table.number, done.table.amends) == (Outcome.NEW, 2, None)
    assert version_for("mau", "2026").number == 1
    assert version_for("mau", "2027").number == 2


def test_a_free_cycle_does_not_hand_over_another_provinces_code():
    owner, taker = make_province(), make_province()
    bring(actor=make_officer(province=owner))

    with pytest.raises(Invalid, match=r"của tỉnh khác; đề nghị quý vị chọn mã khác\.$"):
        bring(cycle="2027", actor=make_officer(province=taker))
    with pytest.raises(Invalid, match="của tỉnh khác"):
        bring(cycle="2027", province=taker, actor=None)

    assert CriteriaTable.objects.get().province == owner


def test_shared_tables_are_not_continued_by_one_province():
    bring()

    with pytest.raises(Invalid, match="dùng cho bảng tiêu chí dùng chung"):
        bring(cycle="2027", actor=make_officer(province=make_province()))


def test_who_imports_for_every_province_leaves_a_code_to_its_own():
    owner = make_province()
    bring(actor=make_officer(province=owner))

    done = bring(cycle="2027", actor=None)

    assert (done.table.number, done.table.province) == (2, owner)


def test_a_table_without_a_cycle_is_found_by_the_seasons_that_score_with_it():
    season, _ = make_bloc_year(cycle=make_cycle(label="2024"))
    table = make_table(code="cu")
    assign(season, table)

    assert version_for("cu", "2024") == table
    assert version_for("cu", "2025") is None
    assert bring(content_of(table), code="cu", cycle="2024").outcome is Outcome.SAME
    assert bring(code="cu", cycle="2024").outcome is Outcome.AMENDED
    assert bring(OTHER, code="cu", cycle="2024").outcome is Outcome.REPLACED


@pytest.mark.parametrize("label", ["2026", "2026-2027"])
def test_the_year_is_opened_in_the_name_of_who_imports(label):
    officer = make_officer(province=make_province())

    bring(cycle=label, actor=officer)

    assert Cycle.objects.get().label == label
    assert AuditEvent.objects.get(action="cycle.add").actor == officer


def test_a_cycle_that_names_no_year_must_be_there():
    with pytest.raises(Invalid, match="Chưa có năm thi đua “2026-2028”"):
        bring(cycle="2026-2028")

    assert not Cycle.objects.exists()


def test_the_cycle_that_an_amendment_gets_is_in_the_audit_with_the_person():
    province = make_province()
    season, _ = make_bloc_year(cycle=make_cycle(label="2024"))
    table = make_table(code="cu", province=province)
    assign(season, table)
    officer = make_officer(province=province)

    draft = bring(code="cu", cycle="2024", actor=officer).table

    event = AuditEvent.objects.get(action="table.draft_amendment")
    assert (draft.cycle, event.actor, event.after["cycle"]) == (season.cycle, officer, "2024")


def test_a_version_that_changed_since_it_was_looked_at_is_not_overwritten():
    seen = mark_of(bring().table)
    bring(OTHER)

    with pytest.raises(Stale):
        bring(replace(CONTENT, decision="Quyết định số 2"), seen=seen)
    with pytest.raises(Stale):
        bring(replace(CONTENT, decision="Quyết định số 2"), seen="")
    assert CriteriaTable.objects.get().title == "Bảng khác"


def test_a_table_that_does_not_hold_together_is_refused_whole():
    with pytest.raises(Invalid, match="Thang điểm là 90"):
        bring(replace(CONTENT, scale=Decimal(90)))

    assert not CriteriaTable.objects.exists()


def test_only_those_who_make_a_provinces_tables_import_them():
    _, (member,) = make_bloc_year(1)
    province, other = make_province(), make_province()

    made = bring(actor=make_officer(province=province))

    assert made.table.province == province
    for stranger in (make_editor(member), make_officer(province=other)):
        with pytest.raises(NotAllowed):
            bring(OTHER, actor=stranger)
