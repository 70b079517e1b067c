"""What an agency's report on its achievements says: in its own words, and from the data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.urls import reverse

from awards.models import Proposal
from awards.permissions import can_complete
from awards.selectors import award_text, labels_of
from awards.states import ProposalState
from blocs.models import Agency, Membership, Season
from blocs.permissions import Seats, can_run_season, can_write_own_words, sees_whole_calendar
from blocs.rules.figures import lines_of
from blocs.standing import Standing
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.gather.achievement import gather_achievement
from reports.models import Document
from reports.papers.achievement import Achievement, HeldAward
from reports.rules.paper_sections import PRINTS, place_of_words
from reports.selectors.word_lists import ListPlace, list_places
from reports.states import PrintedList
from reports.wording import joined

_SECTIONS = [one.value for one in AGENCY_SECTIONS]


@dataclass(frozen=True, slots=True)
class Place:
    """A page by what it is called there."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the report takes from the data: its lines, where and by whom changed."""

    label: str
    lines: tuple[str, ...]
    places: tuple[ListPlace, ...]


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The proposals that the report is made for, maybe none, and what it takes from the data."""

    proposals: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()


def may_read_own_words(standing: Standing, season: Season, seats: Seats, agency_id: int) -> bool:
    """Say whether the person reads an agency's words beside its data, as its achievements."""
    return agency_id in standing.agency_ids or sees_whole_calendar(standing, season, seats)


def own_words_url(season: Season, agency: Agency) -> str:
    """Return the address of the page on which an agency's own words are written."""
    return _url(season, "reports:own-words", agency.code)


def words_url(document: Document) -> str:
    """Return the address of the words of a paper, an agency's own apart; empty without any."""
    season, words = document.season, place_of_words(document.kind)
    if document.agency is not None and PRINTS.get(document.kind, frozenset()) & {*AGENCY_SECTIONS}:
        return own_words_url(season, document.agency)
    return f"{_url(season, 'reports:narrative')}#{words}" if words else ""


def own_words_of(season: Season, agency: Agency) -> Mapping[NarrativeSection, list[str]]:
    """Return the agency's lines as they are stored, by section. One query."""
    found: dict[NarrativeSection, list[str]] = {one: [] for one in AGENCY_SECTIONS}
    rows = season.statements.filter(agency=agency, section__in=_SECTIONS).order_by("position")
    for section, text in rows.values_list("section", "text"):
        found[NarrativeSection(section)] += lines_of(text)
    return found


def own_places(standing: Standing, season: Season) -> list[Place]:
    """Return the pages on which the person writes for members that have proposals. One query."""
    if not standing.agency_ids:
        return []
    living = _living(season).filter(agency__in=standing.agency_ids)
    members = season.memberships.filter(agency__in=living.values("agency"))
    return [_place(season, one) for one in members.select_related("agency").order_by("position")]


def wordless_places(standing: Standing, season: Season, seats: Seats) -> list[Place]:
    """Return where the person has yet to write what a report put forward says. One query."""
    if not standing.agency_ids:
        return []
    told = season.statements.filter(section__in=_SECTIONS, agency__isnull=False)
    pending = _living(season).exclude(state=ProposalState.REFUSED.value)
    living = pending.filter(agency__in=standing.agency_ids)
    members = season.memberships.filter(agency__in=living.values("agency"))
    silent = members.exclude(agency__in=told.values("agency")).select_related("agency")
    return [
        _place(season, one)
        for one in silent.order_by("position")
        if can_write_own_words(standing, season, seats, one.agency_id)
    ]


def read_own_report(standing: Standing, season: Season, seats: Seats, agency: Agency) -> OwnReport:
    """Return what the report takes from the data; as many queries for one proposal as for many."""
    rows = _living(season).filter(agency=agency).select_related("agency", "award_type")
    proposals = list(rows.prefetch_related("options").order_by("pk"))
    if not proposals:
        return OwnReport()
    labels = labels_of(season.bloc.province_id)
    named = [(award_text(one, labels), one) for one in proposals]
    paper = gather_achievement(season, str(proposals[0].pk))
    # Each proposal has its own summary, which stands among the results of its report alone.
    results = tuple(one for one in paper.results if one != proposals[0].achievement)
    places = _PlacesOf(standing, season, seats, agency)
    return OwnReport(
        proposals=tuple(Place(name, one.get_absolute_url()) for name, one in named),
        facts=tuple(_facts(places, replace(paper, results=results), named)),
    )


def _living(season: Season) -> QuerySet[Proposal]:
    return season.proposals.exclude(state=ProposalState.WITHDRAWN.value)


def _place(season: Season, member: Membership) -> Place:
    return Place(member.agency.short_name, own_words_url(season, member.agency))


def _url(season: Season, name: str, *more: str) -> str:
    return reverse(name, args=[season.bloc.code, season.cycle.label, *more])


@dataclass(frozen=True, slots=True)
class _PlacesOf:
    """The pages on which the parts of an agency's report are changed, for a person."""

    standing: Standing
    season: Season
    seats: Seats
    agency: Agency

    def of_list(self, one: PrintedList) -> ListPlace:
        (place,) = list_places([one], self.standing, self.season, self.seats, self.agency)
        return place

    def of_words(self, section: NarrativeSection) -> ListPlace:
        url = f"{_url(self.season, 'reports:narrative')}#{section.value}"
        may = can_run_season(self.standing, self.season, self.seats)
        return ListPlace(section.value, "Nội dung văn bản", url, may)

    def of_proposal(self, name: str, proposal: Proposal) -> ListPlace:
        proposal.season = self.season
        may = can_complete(self.standing, proposal, self.seats)
        return ListPlace(name, "Đề nghị khen thưởng", proposal.get_absolute_url(), may)


def _facts(
    places: _PlacesOf, paper: Achievement, named: Iterable[tuple[str, Proposal]]
) -> Iterator[Fact]:
    past = (places.of_list(PrintedList.RECORDS),)
    figures, sheets = places.of_list(PrintedList.INDICATORS), places.of_list(PrintedList.SHEETS)
    ranking = (places.of_list(PrintedList.RANKING),)
    movements = (places.of_list(PrintedList.MOVEMENTS),)
    conditions = places.of_words(NarrativeSection.ADVANTAGES)
    tasks = places.of_words(NarrativeSection.POLITICAL_TASKS)
    party = (places.of_words(NarrativeSection.PARTY_BUILDING),)
    known = tuple(f"{one.label}: {one.text}." for one in paper.identity if one.text)
    review = (paper.review,) if paper.review else ()
    titles, commendations = tuple(_awards(paper.titles)), tuple(_awards(paper.commendations))
    yield Fact("I.1. Ngày thành lập, thuận lợi, khó khăn", known, (*past, conditions))
    yield Fact("II.1. Kết quả thực hiện nhiệm vụ", paper.results, (figures, sheets, tasks))
    yield from (_summary(places, name, one) for name, one in named)
    yield Fact("II.1. Kết quả bình xét", review, ranking)
    yield Fact("II.1. Mức độ hoàn thành nhiệm vụ", paper.ratings, past)
    yield Fact("II.3. Phong trào thi đua", paper.movements, movements)
    yield Fact("II.5. Tổ chức đảng, đoàn thể", paper.party, party)
    yield Fact("III.1. Danh hiệu thi đua", titles, past)
    yield Fact("III.2. Hình thức khen thưởng", commendations, past)


def _summary(places: _PlacesOf, name: str, proposal: Proposal) -> Fact:
    lines = (proposal.achievement,) if proposal.achievement else ()
    place = places.of_proposal(name, proposal)
    return Fact(f"II.1. Tóm tắt thành tích trong đề nghị {name}", lines, (place,))


def _awards(held: Sequence[HeldAward]) -> Iterator[str]:
    for one in held:
        yield f"Năm {one.year}: {joined((one.award, one.decision), ', ')}"
