"""The report on what one agency achieved, prefilled from the year's results and its history."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from awards.models import AwardType, Proposal
from awards.models.labels import COMPLETION_LEVELS
from awards.rules.history import Held, History
from awards.selectors import award_text, labels_of
from awards.selectors.history import founding_days, histories
from awards.states import AwardKind
from blocs.models import Season
from blocs.rules.writing import count_text, date_text, points_text
from blocs.states import CycleKind, NarrativeSection, Term
from reports.gather.facts import Roster, agency_letterhead, read_roster
from reports.gather.indicators import agency_indicator_texts
from reports.gather.measured import reached_text, target_text
from reports.gather.ranking import published, read_frozen
from reports.gather.texts import DASH, movement_text
from reports.papers.achievement import Achievement, HeldAward
from reports.papers.base import SignatureBlock
from reports.papers.minutes import FactLine
from reports.papers.results import tells
from reports.rules.list_lines import says_something, unended
from reports.rules.numbers import LEFT_OPEN
from reports.wording import joined, with_remark, year_label
from scoring.rules.entries import uses_target
from scoring.selectors import sheet_grid
from scoring.selectors.results import result_of
from scoring.selectors.samples import is_sample as has_samples
from scoring.states import Layer, SheetState

_LEVELS = dict(COMPLETION_LEVELS)
_SEAT = "Địa điểm trụ sở chính; điện thoại; trang tin điện tử"
_PEOPLE = (
    "Cơ cấu tổ chức; số lượng, chất lượng cán bộ, công chức, viên chức, người lao động",
    "Tổ chức đảng, đoàn thể",
)
_CONDITIONS = (
    ("Thuận lợi", NarrativeSection.ADVANTAGES),
    ("Khó khăn", NarrativeSection.DIFFICULTIES),
)
_OWN_WORDS = {
    "profile": NarrativeSection.ACHIEVEMENT_PROFILE,
    "duties": NarrativeSection.ACHIEVEMENT_DUTIES,
    "means": NarrativeSection.ACHIEVEMENT_MEANS,
    "conduct": NarrativeSection.ACHIEVEMENT_CONDUCT,
}
_CLASSES = (
    FactLine("Xếp loại tổ chức đảng", ""),
    FactLine("Xếp loại công đoàn, đoàn thanh niên và đoàn thể khác", ""),
)
# It breaks where it reads well, and stays in its half of the page.
_SUPERIOR = "Thủ trưởng cấp\u00a0trên\u00a0trực\u00a0tiếp nhận\u00a0xét, xác\u00a0nhận"
# The result that counts is the one that the latest layer holds.
_LAYERS = (Layer.PROVINCE, Layer.APPRAISED, Layer.SELF)


def gather_achievement(season: Season, key: str) -> Achievement:
    """Read the report's facts; the number of queries does not grow with the history."""
    proposals = season.proposals.select_related("agency__province", "award_type")
    proposal = proposals.prefetch_related("options").get(pk=key)
    roster = read_roster(season)
    agency, name = proposal.agency, roster.name_of(proposal.agency)
    labels = labels_of(season.bloc.province_id)
    history = histories([agency.pk], labels)[agency.pk]
    titles, commendations = _held(history)
    said, measured = _statements(season, agency.pk), tuple(_measured(season, agency.pk))
    review = _review(roster, agency.pk)
    return Achievement(
        sample=season.is_made_up or (bool(review or measured) and has_samples(season)),
        letterhead=agency_letterhead(agency, name, symbol=f"BC-{LEFT_OPEN}"),
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        agency=name,
        award=award_text(proposal, labels),
        identity=tuple(_identity(founding_days([agency.pk])[agency.pk], said)),
        results=(*_results(roster, proposal, said[NarrativeSection.POLITICAL_TASKS]), *measured),
        review=review,
        ratings=tuple(_ratings(history)),
        movements=tuple(_movements(season)),
        party=tuple(said[NarrativeSection.PARTY_BUILDING]),
        classes=_CLASSES,
        titles=titles,
        commendations=commendations,
        superior=SignatureBlock(position=_SUPERIOR),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
        submitter=SignatureBlock(position="Xác nhận của cấp trình khen thưởng"),
        **{field: tuple(said[section]) for field, section in _OWN_WORDS.items()},
    )


def _statements(season: Season, agency_id: int) -> Mapping[str, list[str]]:
    """Read what the year's records say in words of this agency alone. One query."""
    said: dict[str, list[str]] = defaultdict(list)
    for row in season.statements.filter(agency=agency_id).order_by("position"):
        lines = (line.removeprefix(DASH) for line in row.lines)
        said[row.section] += [unended(line) for line in lines if says_something(line)]
    return said


def _identity(founded_on: date | None, said: Mapping[str, list[str]]) -> list[FactLine]:
    """Return what is known; lines to write on only where the agency says nothing itself."""
    lines = [
        FactLine(_SEAT, ""),
        FactLine("Ngày thành lập", date_text(founded_on) if founded_on else ""),
        *(FactLine(label, "") for label in _PEOPLE),
        *(
            FactLine(label, joined(line.rstrip(" .;") for line in said[section]))
            for label, section in _CONDITIONS
        ),
    ]
    is_told = bool(said[NarrativeSection.ACHIEVEMENT_PROFILE])
    return [line for line in lines if line.text or not is_told]


def _results(roster: Roster, proposal: Proposal, lines: list[str]) -> Iterator[str]:
    for one in agency_indicator_texts(roster, proposal.agency_id):
        if not tells(lines, *one.figures):
            yield f"{one.sentence}."
    yield from lines
    if proposal.achievement:
        yield proposal.achievement


def _measured(season: Season, agency_id: int) -> Iterator[str]:
    """Write the results that the sheet was scored by, once its appraisal is finished."""
    sheets = season.sheets.filter(agency=agency_id, state=SheetState.APPRAISED.value)
    sheet = sheets.select_related("agency").first()
    if sheet is None:
        return
    sheet.season = season
    for row in sheet_grid(sheet).rows:
        node, line = row.node, row.line
        if line is None or not line.is_assigned or not node.is_calculated:
            continue
        if not uses_target(node.kind, node.rule) or line.target is None:
            continue
        layer = next((one for one in _LAYERS if result_of(line, one).actual is not None), None)
        if layer is not None:
            reached = reached_text(line, node, layer)
            yield f"{node.label}: {reached} so với chỉ tiêu {target_text(line, node)}."


def _movements(season: Season) -> Iterator[str]:
    for row in season.movements.filter(term=Term.CURRENT.value).order_by("position"):
        yield f"{movement_text(row).sentence}."


def _review(roster: Roster, agency_id: int) -> str:
    """Write the place of the frozen ranking, as far as the bloc publishes it."""
    _, rows = read_frozen(roster)
    row = next((one for one in published(roster, rows) if one.agency_id == agency_id), None)
    if row is None:
        return ""
    points = points_text(row.final_total)
    place = f"xếp thứ {row.rank} trong {count_text(len(roster.members))} đơn vị"
    return f"{joined((place, f'{points} điểm' if points else ''), ', ')}."


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
