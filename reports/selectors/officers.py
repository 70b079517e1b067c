"""Who leads a season, who comes next, and by which ways somebody may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import AuditEvent
from accounts.verdicts import Verdict
from awards.selectors.ballot_offices import OfficeBallot, office_ballots, office_named
from awards.selectors.ballot_pages import office_title
from awards.selectors.ballots import results_of
from awards.states import BallotState
from blocs.models import Agency, Handover, Membership, Office, Season
from blocs.models.labels import OFFICE_STATES
from blocs.permissions import (
    Seats,
    can_manage_season,
    can_name_officers,
    seats_from,
)
from blocs.rules.rotation import Successors, next_in_order, successors
from blocs.services.offices import WITHDRAWN
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Term


@dataclass(frozen=True, slots=True)
class Way:
    """One way to come by an office: whom it gives, and the button that takes it."""

    name: str
    label: str
    said: str
    button: str = ""
    url: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office: who holds it this year, who next, and by which ways somebody may."""

    role: OfficeRole
    title: str
    current: Office | None
    coming: Office | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An office that somebody was named for and that was taken back, as the audit tells it."""

    at: datetime
    by: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Officers:
    """Both offices of a season; ``closed`` says why the next ones are settled."""

    lines: tuple[OfficeLine, ...]
    withdrawn: tuple[Withdrawal, ...]
    confirm: Verdict
    name: Verdict
    closed: str
    has_members: bool


def officers_of(standing: Standing, season: Season) -> Officers:
    """Read who leads the season and who comes next; about ten queries, however many members.

    Args:
        season: with its bloc and cycle loaded.
    """
    offices = list(season.offices.select_related("agency").order_by("pk"))
    members = list(season.memberships.select_related("agency").order_by("position"))
    seats = seats_from(offices)
    handed_over = Handover.objects.filter(season=season).exists()
    name = can_name_officers(standing, season, seats)
    ballots = office_ballots(season)
    reader = _Reader(standing, season, seats, offices, members, ballots, name)
    return Officers(
        lines=tuple(reader.line(role) for role in OfficeRole),
        withdrawn=tuple(_withdrawn(season)),
        confirm=can_manage_season(standing, season),
        name=name,
        closed="Năm thi đua này đã bàn giao." if handed_over else "",
        has_members=bool(members),
    )


def _withdrawn(season: Season) -> Iterator[Withdrawal]:
    """Yield what was taken back, the last first. One query, and one for names if there is any."""
    events = AuditEvent.objects.filter(
        subject_type="blocs.season", subject_id=str(season.pk), action=WITHDRAWN
    )
    rows = list(events.select_related("actor").order_by("-id"))
    codes = {row.before["agency"] for row in rows}
    names = dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    states = dict(OFFICE_STATES)
    for row in rows:
        was = row.before
        year = "năm sau" if was["term"] == Term.NEXT else "năm nay"
        title = office_title(season, OfficeRole(was["role"]))
        agency, state = names.get(was["agency"], was["agency"]), states[was["state"]].lower()
        yield Withdrawal(row.at, row.by, f"{title} {year}: {agency} ({state})", row.reason)


def held(offices: Sequence[Office], term: Term, role: OfficeRole) -> Office | None:
    """Return who holds the office, or held it last."""
    rows = [one for one in offices if (one.term, one.role) == (term.value, role.value)]
    rows.sort(key=lambda one: (one.state == OfficeState.HANDED_OVER, -one.pk))
    return rows[0] if rows else None


@dataclass(frozen=True, slots=True)
class _Reader:
    standing: Standing
    season: Season
    seats: Seats
    offices: Sequence[Office]
    members: Sequence[Membership]
    ballots: Mapping[str, OfficeBallot]
    name: Verdict

    def line(self, role: OfficeRole) -> OfficeLine:
        return OfficeLine(
            role=role,
            title=office_title(self.season, role),
            current=held(self.offices, Term.CURRENT, role),
            coming=held(self.offices, Term.NEXT, role),
            ways=tuple(self._ways(role)),
        )

    def _ways(self, role: OfficeRole) -> list[Way]:
        turns = [self._after_next_head()]
        if role is OfficeRole.HEAD or held(self.offices, Term.NEXT, OfficeRole.HEAD) is None:
            turns = [self._turn(role, deputy_succeeds=False)]
            if self._deputy() is not None:
                turns.append(self._turn(role, deputy_succeeds=True))
        said = "Cơ quan thi đua, khen thưởng tỉnh chỉ định theo văn bản."
        appoints = can_manage_season(self.standing, self.season)
        url = self._form(role, SelectionMethod.APPOINTED)
        appointed = Way("appointed", "Chỉ định", said, "Chỉ định", url, appoints)
        return [self._election(role), *turns, appointed]

    def _election(self, role: OfficeRole) -> Way:
        going = self.ballots.get(role.value)
        label, name = "Bầu", "elected"
        if going is None:
            url = reverse("awards:ballot-list", args=[*_path(self.season)])
            said = "Chưa có cuộc bỏ phiếu; hoặc ghi kết quả bầu ngoài phần mềm kèm biên bản."
            return Way(name, label, said, "Xem các cuộc bỏ phiếu", url)
        ballot, url = going.ballot, going.ballot.get_absolute_url()
        state = ballot.get_state_display().lower()
        if going.named is None:
            return Way(name, label, f"{ballot}: {state}.", "Xem cuộc bỏ phiếu", url)
        said = f"{ballot}: {self._called(going.named.agency.pk)}."
        if ballot.state != BallotState.CLOSED:
            return Way(name, label, said, "Xem cuộc bỏ phiếu", url)
        _, verdict = office_named(self.standing, ballot, self.seats, results_of(ballot))
        url = reverse("awards:ballot-fill-office", args=[ballot.pk])
        return Way(name, label, said, "Ghi theo kết quả", url, verdict)

    def _turn(self, role: OfficeRole, *, deputy_succeeds: bool) -> Way:
        found = self._successors(deputy_succeeds=deputy_succeeds)
        agency = found.head if role is OfficeRole.HEAD else found.deputy
        head, deputy = self.season.bloc.head_title, self.season.bloc.deputy_title
        name, label, by = (
            SelectionMethod.ROTATION,
            "Luân phiên",
            f"đứng sau {head} năm nay trong danh sách",
        )
        if deputy_succeeds:
            name, label, by = (
                SelectionMethod.SUCCESSION,
                "Phó kế nhiệm",
                f"{deputy} năm nay lên thay",
            )
        if role is OfficeRole.DEPUTY:
            name = SelectionMethod.ROTATION
            by = f"đứng sau {head} mới, nếu {head} được luân phiên"
            if deputy_succeeds:
                label, by = f"Khi {deputy} kế nhiệm", f"đứng sau {deputy} năm nay trong danh sách"
        return self._suggested(name, label, role, agency, by)

    def _after_next_head(self) -> Way:
        """Offer as deputy the member after the next head, once that is named."""
        head = held(self.offices, Term.NEXT, OfficeRole.HEAD)
        order = [one.agency_id for one in self.members]
        agency = next_in_order(order, head.agency_id if head else None, passing=self._gone())
        by = f"đứng sau {self.season.bloc.head_title} năm sau trong danh sách"
        return self._suggested(
            SelectionMethod.ROTATION, "Luân phiên", OfficeRole.DEPUTY, agency, by
        )

    def _suggested(
        self, name: SelectionMethod, label: str, role: OfficeRole, agency: int | None, by: str
    ) -> Way:
        if agency is None:
            return Way(name, label, "Không còn đơn vị nào theo thứ tự.")
        url = self._form(role, name, agency)
        return Way(name, label, f"{self._called(agency)} ({by}).", "Chọn", url, self.name)

    def _successors(self, *, deputy_succeeds: bool) -> Successors:
        head, deputy = held(self.offices, Term.CURRENT, OfficeRole.HEAD), self._deputy()
        if deputy_succeeds and deputy is None:
            return Successors(None, None)
        return successors(
            [one.agency_id for one in self.members],
            head=head.agency_id if head else None,
            deputy=deputy.agency_id if deputy else None,
            gone=self._gone(),
            deputy_succeeds=deputy_succeeds,
        )

    def _gone(self) -> set[int]:
        """Return the members that no longer exist when the next year begins."""
        ends_on = self.season.cycle.ends_on
        return {
            one.agency_id
            for one in self.members
            if one.agency.dissolved_on and one.agency.dissolved_on <= ends_on
        }

    def _deputy(self) -> Office | None:
        return held(self.offices, Term.CURRENT, OfficeRole.DEPUTY)

    def _called(self, agency_id: int) -> str:
        return next((one.name for one in self.members if one.agency_id == agency_id), "")

    def _form(self, role: OfficeRole, method: SelectionMethod, agency: int | None = None) -> str:
        codes = {one.agency_id: one.agency.code for one in self.members}
        start = {"cach": method.value, **({"don-vi": codes[agency]} if agency else {})}
        url = reverse("reports:officer-name", args=[*_path(self.season), Term.NEXT, role])
        return f"{url}?{urlencode(start)}"


def _path(season: Season) -> tuple[str, str]:
    return season.bloc.code, season.cycle.label
