"""The report on what one agency achieved, prefilled from the year's results and its history."""

from collections.abc import Iterator
from datetime import date

from awards.models import AwardType, Proposal
from awards.models.labels import COMPLETION_LEVELS
from awards.rules.history import Held, History
from awards.selectors import award_text, labels_of
from awards.selectors.history import founding_days, histories
from awards.states import AwardKind
from blocs.models import Season
from blocs.rules.writing import date_text
from blocs.states import CycleKind, ReportSection, Term
from reports.gather.facts import Roster, agency_letterhead, read_roster
from reports.gather.indicators import agency_indicator_texts
from reports.gather.texts import movement_text
from reports.papers.achievement import Achievement, HeldAward
from reports.papers.base import SignatureBlock
from reports.papers.minutes import FactLine
from reports.papers.results import tells
from reports.rules.numbers import LEFT_OPEN
from reports.wording import joined, with_remark, year_label

_LEVELS = dict(COMPLETION_LEVELS)
_TO_WRITE = (
    "Địa điểm trụ sở chính; điện thoại; trang tin điện tử",
    "Cơ cấu tổ chức; tổng số cán bộ, công chức, viên chức, người lao động",
    "Tổ chức đảng, đoàn thể",
)


def gather_achievement(season: Season, key: str) -> Achievement:
    """Read the report's facts; the number of queries does not grow with the history."""
    proposals = season.proposals.select_related("agency__province", "award_type")
    proposal = proposals.prefetch_related("options").get(pk=key)
    roster = read_roster(season)
    agency, name = proposal.agency, roster.name_of(proposal.agency)
    labels = labels_of(season.bloc.province_id)
    history = histories([agency.pk], labels)[agency.pk]
    titles, commendations = _held(history)
    return Achievement(
        sample=season.is_made_up,
        letterhead=agency_letterhead(agency, name, symbol=f"BC-{LEFT_OPEN}"),
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        agency=name,
        award=award_text(proposal, labels),
        identity=tuple(_identity(founding_days([agency.pk])[agency.pk])),
        results=tuple(_results(roster, proposal)),
        ratings=tuple(_ratings(history)),
        movements=tuple(
            f"{movement_text(row).sentence}."
            for row in season.movements.filter(term=Term.CURRENT.value).order_by("position")
        ),
        titles=titles,
        commendations=commendations,
        superior=SignatureBlock(position="Xác nhận của cấp trình khen thưởng"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
    )


def _identity(founded_on: date | None) -> Iterator[FactLine]:
    where, *others = _TO_WRITE
    yield FactLine(where, "")
    yield FactLine("Ngày thành lập", date_text(founded_on) if founded_on else "")
    for label in others:
        yield FactLine(label, "")


def _results(roster: Roster, proposal: Proposal) -> Iterator[str]:
    """Write what the year's records say of this agency alone."""
    agency_id = proposal.agency_id
    said = roster.season.statements.filter(
        section=ReportSection.POLITICAL_TASKS.value, agency=agency_id
    ).order_by("position")
    lines = [line for row in said for line in row.lines]
    for one in agency_indicator_texts(roster, agency_id):
        if not tells(lines, *one.figures):
            yield f"{one.sentence}."
    yield from lines
    if proposal.achievement:
        yield proposal.achievement


def _ratings(history: History) -> Iterator[str]:
    for one in history.ratings:
        said = joined((one.decision, one.inherited_from), ", ")
        yield f"Năm {_year(one.year, one.cycle_kind)}: {with_remark(_LEVELS[one.level], said)}."


def _held(history: History) -> tuple[tuple[HeldAward, ...], tuple[HeldAward, ...]]:
    """Return titles and commendations that were not revoked. One query."""
    kept = [one for one in history.awards if one.revoked_on is None]
    codes = {one.code for one in kept}
    titles = AwardType.objects.filter(code__in=codes, kind=AwardKind.TITLE.value).order_by()
    known = set(titles.values_list("code", flat=True))
    return (
        tuple(_award(one) for one in kept if one.code in known),
        tuple(_award(one) for one in kept if one.code not in known),
    )


def _award(one: Held) -> HeldAward:
    day = f"ngày {date_text(one.decided_on)}" if one.decided_on else ""
    issuer = f"của {one.issuer}" if one.issuer else ""
    return HeldAward(
        year=_year(one.year, one.cycle_kind),
        award=with_remark(one.name, one.inherited_from),
        decision=joined(
            (f"Quyết định số {one.decision}" if one.decision else "", day, issuer), " "
        ),
    )


def _year(year: int, kind: CycleKind) -> str:
    return f"{year}-{year + 1}" if kind is CycleKind.SCHOOL_YEAR else str(year)
