"""What a handover would do, exactly, before anybody does it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.selectors.ballot_pages import office_title
from blocs.models import Cycle, Handover, Office, Season
from blocs.models.labels import OFFICE_STATES, SELECTION_METHODS
from blocs.rules.carrying import CarriedStep
from blocs.rules.writing import date_text
from blocs.selectors import carried_steps, period_of
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Term
from reports.selectors.members import member_name, member_names
from reports.selectors.officers import held
from reports.selectors.open_matters import Matter, open_matters
from reports.selectors.season_archive import FileEntry, season_files
from reports.wording import following_label

_MARK_SIGNS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPlan:
    """Everything that goes over, with today's facts.

    ``label`` names the following cycle; ``following`` is its season if that is open already.
    ``hindrance`` says what is missing. ``names`` are those of the season's members.
    """

    season: Season
    label: str
    following: Season | None
    head: Office | None
    deputy: Office | None
    next_head: Office | None
    next_deputy: Office | None
    steps: tuple[CarriedStep, ...]
    matters: tuple[Matter, ...]
    files: tuple[FileEntry, ...]
    offices: tuple[Office, ...]
    names: Mapping[str, str]
    hindrance: str

    def name_of(self, office: Office) -> str:
        """Return who holds the office, as the season's papers call it."""
        return member_name(self.names, office.agency)

    @property
    def stays(self) -> bool:
        """Whether the same agency goes on as head."""
        if self.head is None or self.next_head is None:
            return False
        return self.head.agency_id == self.next_head.agency_id

    @property
    def mark(self) -> str:
        """A sign that changes with anything that would be done."""
        told = [
            self.season.version,
            self.following.pk if self.following else None,
            [[one.term, one.role, one.agency_id, one.state, one.basis] for one in self.offices],
            [one.as_content() for one in self.steps],
            [one.as_content() for one in self.matters],
            [one.as_content() for one in self.files],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:_MARK_SIGNS]


def handover_plan(season: Season) -> HandoverPlan:
    """Read what a handover of the season would do; about twenty queries, however many members.

    Args:
        season: with its bloc and cycle loaded.
    """
    offices = list(season.offices.select_related("agency").order_by("pk"))
    label = following_label(season.cycle.label)
    seasons = Season.objects.with_names().filter(bloc=season.bloc).exclude(pk=season.pk)
    following = seasons.filter(cycle__label=label).first()
    years = (_starts_in(label) or season.cycle.starts_on.year) - season.cycle.starts_on.year
    known = frozenset(following.steps.values_list("kind", flat=True)) if following else frozenset()
    steps = carried_steps(season, years=years, known=known) if years > 0 else []
    names = member_names(season)
    matters, files = open_matters(season), season_files(season, names)
    head, next_head = (held(offices, term, OfficeRole.HEAD) for term in Term)
    deputy, next_deputy = (held(offices, term, OfficeRole.DEPUTY) for term in Term)
    return HandoverPlan(
        season=season,
        label=label,
        following=following,
        head=head,
        deputy=deputy,
        next_head=next_head,
        next_deputy=next_deputy,
        steps=tuple(steps),
        matters=tuple(matters),
        files=tuple(files),
        offices=tuple(offices),
        names=names,
        hindrance=_hindrance(season, names, years, head, next_head)
        or _conflict(following, names, next_head, next_deputy),
    )


def called_as_members(
    names: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Name the holders of rows of ``described_offices`` as all papers of the season do.

    Args:
        names: as ``member_names`` returns them; who is no member keeps its own.
    """
    return [{**one, "name": names.get(one["agency"], one["name"])} for one in rows]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, as a record keeps it: in which state, and how it came by it."""

    name: str
    state: str
    label: str
    way: str

    @property
    def is_open(self) -> bool:
        return self.state == OfficeState.PROPOSED


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """An office in this year and the next; None where nobody holds it."""

    title: str
    old: Holder | None
    new: Holder | None


def office_changes(season: Season, rows: Iterable[Mapping[str, Any]]) -> list[OfficeChange]:
    """Return who held each office and who holds it next, from rows of ``described_offices``."""
    held_by: dict[tuple[str, str], Holder] = {}
    gone = OfficeState.HANDED_OVER
    for row in sorted(rows, key=lambda one: one["state"] != gone):  # who holds it now comes last
        held_by[row["term"], row["role"]] = _holder(row)
    return [
        OfficeChange(
            office_title(season, role),
            *(held_by.get((term.value, role.value)) for term in (Term.CURRENT, Term.NEXT)),
        )
        for role in OfficeRole
    ]


def _holder(row: Mapping[str, Any]) -> Holder:
    way = dict(SELECTION_METHODS)[row["selected_by"]]
    day = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    dated = f"{way}, ngày {date_text(day)}" if day else way
    told = f"{dated}. {row['basis']}" if row["basis"] else dated
    return Holder(row["name"], row["state"], dict(OFFICE_STATES)[row["state"]], told)


def handover_of(season: Season) -> Handover | None:
    """Return the season's handover with its names, if it was handed over. One query."""
    rows = Handover.objects.select_related(
        "from_agency", "to_agency", "following__cycle", "following__bloc", "performed_by", "receipt"
    )
    return rows.filter(season=season).first()


def taken_over_for(season: Season) -> Handover | None:
    """Return the handover by which the season was opened, if one did it. One query."""
    rows = Handover.objects.select_related("season__cycle", "season__bloc", "receipt")
    return rows.filter(following=season).first()


def sees_handover(standing: Standing, season: Season, offices: Iterable[Office]) -> bool:
    """Say whether the person sees every file of evidence that goes over.

    Those who lead this season or the next one do, also after their office has ended, and who
    oversees the bloc.
    """
    if standing.watches.covers(season.bloc):
        return True
    named = {
        one.agency_id
        for one in offices
        if one.term == Term.CURRENT or one.state != OfficeState.PROPOSED
    }
    return bool(named & standing.agency_ids)


def _starts_in(label: str) -> int | None:
    """Return the year in which the following cycle begins, if its label says so."""
    starts = Cycle.objects.filter(label=label).values_list("starts_on", flat=True).first()
    if starts is not None:
        return starts.year
    period = period_of(label)
    return period.starts_on.year if period else None


def _hindrance(
    season: Season,
    names: Mapping[str, str],
    years: int,
    head: Office | None,
    next_head: Office | None,
) -> str:
    title = season.bloc.head_title
    if head is None or head.state == OfficeState.PROPOSED:
        return f"Năm này chưa có {title} được xác nhận nên không có bên bàn giao."
    if next_head is None:
        return f"Chưa có {title} năm sau."
    if next_head.state == OfficeState.PROPOSED:
        coming = member_name(names, next_head.agency)
        return (
            f"{title} năm sau ({coming}) mới được đề xuất, chờ cơ quan thi đua, khen thưởng tỉnh "
            "xác nhận."
        )
    if years <= 0:
        return f"Năm thi đua sau năm {season.cycle.label} chưa được mở và không suy ra được."
    return ""


def _conflict(following: Season | None, names: Mapping[str, str], *coming: Office | None) -> str:
    """Say which officer the following season names already, where it is another. One query."""
    if following is None:
        return ""
    living = following.offices.exclude(state=OfficeState.HANDED_OVER.value)
    named = {one.role: one.agency for one in living.select_related("agency")}
    for office in coming:
        own = named.get(office.role) if office else None
        if own is not None and office is not None and own.pk != office.agency_id:
            title, year = office_title(following, OfficeRole(office.role)), following.cycle.label
            there, here = member_name(names, own), member_name(names, office.agency)
            return f"Năm {year} đã ghi {title} là {there}, không phải {here}."
    return ""
