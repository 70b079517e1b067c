"""One row of a list of the year: added, changed, removed, moved; what each refuses."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Indicator, Movement
from blocs.services import (
    INDICATORS,
    LEGAL_DOCUMENTS,
    MOVEMENTS,
    SOURCES,
    BaselineSpec,
    IndicatorSpec,
    LegalDocumentSpec,
    MovementSpec,
    SourceSpec,
    add_row,
    change_row,
    mark_of_order,
    mark_of_row,
    order_rows,
    remove_row,
)
from blocs.services.year_rows import MOST_ROWS
from blocs.states import BaselineKind, OfficeRole, OfficeState, Stage, Term
from tests.factories import make_agency, make_bloc_year, make_editor, make_office, make_officer

pytestmark = pytest.mark.django_db
EACH = [
    (MOVEMENTS, MovementSpec("A"), MovementSpec("B")),
    (INDICATORS, IndicatorSpec("A"), IndicatorSpec("B", value=Decimal(5))),
    (LEGAL_DOCUMENTS, LegalDocumentSpec("Luật"), LegalDocumentSpec("Luật", "1/2020")),
    (SOURCES, SourceSpec("A"), SourceSpec("A", "Báo", date(2026, 1, 2))),
]
each = pytest.mark.parametrize(("rows", "one", "two"), EACH, ids=lambda value: None)


@pytest.fixture
def year():
    season, members = make_bloc_year(3)
    return season, members


def add(rows, season, spec, actor=None):
    return add_row(rows, season_id=season.pk, spec=spec, actor=actor)


def change(rows, season, row, spec, *, seen=None, actor=None):
    mark = mark_of_row(rows, rows.of(season).get(pk=row.pk)) if seen is None else seen
    return change_row(rows, season_id=season.pk, pk=row.pk, spec=spec, seen=mark, actor=actor)


def remove(rows, season, row, *, seen=None, actor=None):
    mark = mark_of_row(rows, rows.of(season).get(pk=row.pk)) if seen is None else seen
    remove_row(rows, season_id=season.pk, pk=row.pk, seen=mark, actor=actor)


def order(season, numbers, *, seen=None, actor=None):
    present = [row.pk for row in MOVEMENTS.of(season)]
    mark = mark_of_order(present) if seen is None else seen
    return order_rows(MOVEMENTS, season_id=season.pk, order=numbers, seen=mark, actor=actor)


def written() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def names(season) -> list[str]:
    return [row.name for row in MOVEMENTS.of(season)]


@each
def test_a_row_is_added_changed_and_removed_with_an_audit_line_each(year, rows, one, two):
    season, (head, *_) = year
    actor = make_editor(head)

    row = add(rows, season, one, actor)
    change(rows, season, row, two, actor=actor)
    wanted = rows.described(rows.of(season).get())
    remove(rows, season, row, actor=actor)

    assert written() == [f"{rows.word}.{deed}" for deed in ("add", "change", "remove")]
    added, changed, removed = AuditEvent.objects.order_by("pk")
    assert (added.before, removed.after) == ({}, {})
    assert added.after == changed.before
    assert changed.after.keys() == wanted.keys()
    assert changed.after != changed.before
    assert not rows.of(season).exists()


@each
def test_the_head_and_the_province_write_and_nobody_else(year, rows, one, two):
    season, (head, _, third) = year
    add(rows, season, one, make_editor(head))
    row = add(rows, season, two, make_officer(season.bloc))
    stranger, before = make_editor(third), written()

    for act in (
        lambda: add(rows, season, one, stranger),
        lambda: change(rows, season, row, one, actor=stranger),
        lambda: remove(rows, season, row, actor=stranger),
    ):
        with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
            act()
    assert written() == before


@each
def test_a_closed_year_is_only_read(year, rows, one, two):
    season, (head, *_) = year
    row, actor = add(rows, season, one), make_editor(head)
    type(season).objects.update(stage=Stage.CLOSED)

    for act in (
        lambda: add(rows, season, two, actor),
        lambda: change(rows, season, row, two, actor=actor),
        lambda: remove(rows, season, row, actor=actor),
    ):
        with pytest.raises(NotAllowed, match="đã kết thúc"):
            act()


def test_who_handed_over_writes_no_more(year):
    season, (head, second, _) = year
    season.offices.filter(role=OfficeRole.HEAD).update(
        state=OfficeState.HANDED_OVER, handed_over_on=date(2026, 12, 1)
    )
    season.offices.filter(role=OfficeRole.DEPUTY).delete()
    make_office(season, OfficeRole.HEAD, second, term=Term.NEXT)

    with pytest.raises(NotAllowed):
        add(MOVEMENTS, season, MovementSpec("A"), make_editor(head))
    add(MOVEMENTS, season, MovementSpec("A"), make_editor(second))


@each
def test_a_second_click_adds_and_changes_nothing_more(year, rows, one, two):
    season, _ = year
    row = add(rows, season, one)
    assert add(rows, season, one) == row
    seen = mark_of_row(rows, rows.of(season).get())
    change(rows, season, row, two, seen=seen)
    before = written()

    change(rows, season, row, two, seen=seen)

    assert written() == before
    assert rows.of(season).count() == 1


@each
def test_what_another_person_changed_meanwhile_is_not_overwritten(year, rows, one, two):
    season, _ = year
    row = add(rows, season, one)
    seen = mark_of_row(rows, rows.of(season).get())
    change(rows, season, row, two)

    with pytest.raises(Stale, match="vừa được người khác thay đổi"):
        change(rows, season, row, one, seen=seen)
    with pytest.raises(Stale):
        remove(rows, season, row, seen=seen)
    remove(rows, season, row)
    with pytest.raises(Refused, match="không còn"):
        change(rows, season, row, one, seen=seen)


def test_two_people_at_two_rows_are_in_nobodys_way(year):
    season, _ = year
    first, second = (add(MOVEMENTS, season, MovementSpec(name)) for name in "AB")
    seen = [mark_of_row(MOVEMENTS, row) for row in MOVEMENTS.of(season)]

    change(MOVEMENTS, season, first, MovementSpec("A1"), seen=seen[0])
    change(MOVEMENTS, season, second, MovementSpec("B1"), seen=seen[1])

    assert names(season) == ["A1", "B1"]


@pytest.mark.parametrize(
    ("rows", "one", "other", "field"),
    [
        (MOVEMENTS, MovementSpec("A"), MovementSpec("A", note="x"), "name"),
        (
            LEGAL_DOCUMENTS,
            LegalDocumentSpec("Luật"),
            LegalDocumentSpec("Luật", issuer="x"),
            "number",
        ),
    ],
)
def test_what_stands_there_already_is_not_said_twice(year, rows, one, other, field):
    season, _ = year
    add(rows, season, one)
    free = type(other)("Khác")
    row = add(rows, season, free)

    with pytest.raises(Invalid, match="đã có trong danh sách") as refusal:
        add(rows, season, other)
    assert refusal.value.field == field
    with pytest.raises(Invalid, match="đã có trong danh sách"):
        change(rows, season, row, other)
    assert rows.of(season).count() == 2


@pytest.mark.parametrize(
    ("rows", "spec", "field"),
    [
        (LEGAL_DOCUMENTS, LegalDocumentSpec("Luật", "1", date(9999, 12, 31)), "issued_on"),
        (SOURCES, SourceSpec("Bài", "Báo", date(1, 1, 1)), "published_on"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_box(year, rows, spec, field):
    season, _ = year

    with pytest.raises(Invalid, match="không thể") as refusal:
        add(rows, season, spec)

    assert refusal.value.field == field
    assert rows.of(season).count() == 0


def test_a_result_changes_with_what_it_is_compared_with(year):
    season, (head, *_) = year
    plan = BaselineSpec(issuer="Bộ Tài chính", ratio=Decimal(130))
    last = BaselineSpec(BaselineKind.LAST_YEAR, change=Decimal("-2.5"))
    row = add(INDICATORS, season, IndicatorSpec("Thu", head, value=Decimal(5), baselines=(plan,)))

    change(INDICATORS, season, row, IndicatorSpec("Thu", head, baselines=(last, plan)))

    found = Indicator.objects.get()
    assert (found.pk, found.position, found.value) == (row.pk, 1, None)
    told = found.baselines.values_list("position", "kind", "issuer", "ratio", "change")
    assert list(told) == [
        (1, "last_year", "", None, Decimal("-2.5")),
        (2, "plan", "Bộ Tài chính", 130, None),
    ]
    event = AuditEvent.objects.latest("pk")
    assert [len(side["baselines"]) for side in (event.before, event.after)] == [1, 2]


def test_a_comparison_that_does_not_hold_leaves_the_old_result(year):
    season, _ = year
    row = add(INDICATORS, season, IndicatorSpec("Thu", value=Decimal(5)))
    nobody = IndicatorSpec("Thu", baselines=(BaselineSpec(ratio=Decimal(1)),))

    with pytest.raises(Invalid, match="cần ghi cơ quan giao"):
        change(INDICATORS, season, row, nobody)

    assert Indicator.objects.get().value == 5
    assert written() == ["indicator.add"]


def test_a_member_writes_its_own_results_until_the_dossier_is_with_the_province(year):
    season, (head, _, third) = year
    actor = make_editor(third)
    others = add(INDICATORS, season, IndicatorSpec("Thu", head))
    row = add(INDICATORS, season, IndicatorSpec("Chi", third), actor)

    change(INDICATORS, season, row, IndicatorSpec("Chi", third, value=Decimal(1)), actor=actor)
    for act in (
        lambda: add(INDICATORS, season, IndicatorSpec("Chung"), actor),
        lambda: add(INDICATORS, season, IndicatorSpec("Thu", head, note="x"), actor),
        lambda: change(INDICATORS, season, row, IndicatorSpec("Chi", head), actor=actor),
        lambda: change(INDICATORS, season, others, IndicatorSpec("Thu", third), actor=actor),
        lambda: remove(INDICATORS, season, others, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            act()
    type(season).objects.update(stage=Stage.SUBMITTED)
    with pytest.raises(NotAllowed, match="đã trình tỉnh"):
        remove(INDICATORS, season, row, actor=actor)
    assert Indicator.objects.count() == 2


def test_a_result_is_of_a_member_or_of_nobody(year):
    season, _ = year

    with pytest.raises(Invalid, match="không phải đơn vị thành viên"):
        add(INDICATORS, season, IndicatorSpec("Thu", make_agency()))


def test_rows_get_other_places(year):
    season, (head, *_) = year
    rows = [add(MOVEMENTS, season, MovementSpec(name)) for name in "ABCD"]
    remove(MOVEMENTS, season, rows.pop(1))
    a, c, d = (row.pk for row in rows)

    assert order(season, [d, a, c], actor=make_editor(head))

    assert names(season) == ["D", "A", "C"]
    assert list(MOVEMENTS.of(season).values_list("position", flat=True)) == [1, 2, 3]
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.after) == ("movement.order", {"rows": [d, a, c]})
    assert not order(season, [d, a, c], seen="cu")
    assert order(season, [a, d, c])
    assert names(season) == ["A", "D", "C"]
    assert add(MOVEMENTS, season, MovementSpec("E")).position == 4


def test_places_of_another_list_than_the_one_seen_are_not_taken(year):
    season, (_, _, third) = year
    a, b = (add(MOVEMENTS, season, MovementSpec(name)).pk for name in "AB")

    with pytest.raises(Stale):
        order(season, [b, a], seen="cu")
    for wrong in ([a], [b, b], [b, a, 0], [b, a + b + 1]):
        with pytest.raises(Stale):
            order(season, wrong)
    with pytest.raises(NotAllowed):
        order(season, [b, a], actor=make_editor(third))
    assert names(season) == ["A", "B"]


def test_a_list_has_an_end(year):
    season, _ = year
    Movement.objects.bulk_create(
        Movement(season=season, position=place, name=f"{place}") for place in range(1, MOST_ROWS)
    )
    add(MOVEMENTS, season, MovementSpec("cuối"))

    with pytest.raises(Invalid, match=f"đủ {MOST_ROWS} mục"):
        add(MOVEMENTS, season, MovementSpec("quá"))


def test_a_row_of_another_year_is_not_here(year):
    season, _ = year
    other, _ = make_bloc_year(2)
    row = add(MOVEMENTS, other, MovementSpec("A"))

    with pytest.raises(Refused, match="không còn"):
        change(MOVEMENTS, season, row, MovementSpec("B"), seen=mark_of_row(MOVEMENTS, row))
    assert Movement.objects.get().name == "A"


def test_season_files_still_replace_the_whole_list(year):
    season, _ = year
    add(MOVEMENTS, season, MovementSpec("A"))

    services.record_movements(season_id=season.pk, specs=[MovementSpec("B")], actor=None)

    assert names(season) == ["B"]
