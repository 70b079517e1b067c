"""What one member registered for the year, on its own letterhead."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from blocs.models import RegistrationItem, Season
from blocs.models.labels import REGISTRATION_KINDS
from blocs.rules.writing import date_long, number_text, quantity_text
from blocs.states import TARGET_KINDS, RegistrationKind, Term
from reports.gather.facts import agency_letterhead, member_name, season_before
from reports.papers.base import Recipients, SignatureBlock
from reports.papers.enrolment import (
    Enrolment,
    PromisedMovement,
    PromisedTarget,
    PromisedTitle,
    TargetGroup,
)
from reports.wording import LAUNCHER_WORDS, PROVINCE_OFFICE, joined, year_label

_COLLECTIVES = frozenset({"tập thể", "đơn vị", "phòng", "cơ quan"})
_PERSONS = frozenset({"cá nhân", "người"})


def gather_enrolment(season: Season, key: str) -> Enrolment:
    """Read the registration's facts: four queries, however much was registered.

    The movements are the season's own, or, before it has any, those that the conference of
    the year before agreed on: one query more.
    """
    found = season.registrations.select_related("agency__province").get(agency__code=key)
    name = member_name(season, found.agency)
    items = list(found.items.order_by("position"))
    cycle = year_label(season.cycle.label, season.cycle.kind)
    head = agency_letterhead(found.agency, name)
    day = date_long(found.registered_on) if found.registered_on else ""
    return Enrolment(
        sample=season.is_made_up,
        letterhead=replace(head, date=day),
        bloc=season.bloc.name,
        cycle=cycle,
        agency=name,
        addressees=(f"Đơn vị {season.bloc.head_title} ({season.bloc.name})", PROVINCE_OFFICE),
        opening=f"{name} đăng ký thi đua năm {cycle} với các nội dung sau:",
        movements=tuple(_movements(season)),
        targets=tuple(_groups(items)),
        titles=tuple(_title(item) for item in items if item.kind == RegistrationKind.TITLE),
        closing=f"{name} cam kết tổ chức thực hiện các nội dung đã đăng ký./.",
        recipients=Recipients(lines=("Như trên",), archive="Lưu: VT"),
        signature=SignatureBlock(position="Thủ trưởng đơn vị"),
    )


def _groups(items: Sequence[RegistrationItem]) -> Iterator[TargetGroup]:
    """Put the targets under a heading for each kind; one kind alone needs none."""
    by_kind = {kind: [item for item in items if item.kind == kind] for kind in TARGET_KINDS}
    told_apart = all(by_kind.values())
    labels = dict(REGISTRATION_KINDS)
    before = 0
    for place, (kind, rows) in enumerate(by_kind.items(), start=1):
        if rows:
            heading = f"{place}. {labels[kind.value]}" if told_apart else ""
            yield TargetGroup(
                heading=heading, before=before, rows=tuple(_target(item) for item in rows)
            )
        before += len(rows)


def _target(item: RegistrationItem) -> PromisedTarget:
    return PromisedTarget(
        content=item.content,
        unit=item.unit,
        plan="" if item.planned_value is None else number_text(item.planned_value),
        note=item.note,
    )


def _title(item: RegistrationItem) -> PromisedTitle:
    """Write a title with how many it is for, in the column of the unit it is counted in."""
    if item.planned_value is None:
        return PromisedTitle(title=item.content, note=item.note)
    count = number_text(item.planned_value)
    unit = item.unit.strip().lower()
    if unit in _COLLECTIVES:
        return PromisedTitle(title=item.content, collectives=count, note=item.note)
    if unit in _PERSONS:
        return PromisedTitle(title=item.content, persons=count, note=item.note)
    counted = quantity_text(item.planned_value, item.unit)
    return PromisedTitle(title=item.content, note=joined((counted, item.note)))


def _movements(season: Season) -> Iterator[PromisedMovement]:
    rows = list(season.movements.filter(term=Term.CURRENT.value).order_by("position"))
    if not rows:
        last = season_before(season)
        agreed = last.movements.filter(term=Term.NEXT.value) if last else season.movements.none()
        rows = list(agreed.order_by("position"))
    for row in rows:
        yield PromisedMovement(
            name=row.name, launched_by=LAUNCHER_WORDS[row.launched_by], aim=row.note
        )
