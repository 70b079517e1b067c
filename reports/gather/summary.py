"""The year-end summary report of a season, read from the database. Nothing is invented."""

from collections.abc import Iterator, Mapping

from awards.selectors import award_name, labels_of
from blocs.models import Office, Season, Statement
from blocs.rules.writing import count_text, date_text
from blocs.states import NarrativeSection, OfficeRole, OfficeState, Term
from reports.gather.facts import (
    Roster,
    head_signature,
    letterhead_of,
    office_remark,
    read_meetings,
    read_roster,
    years_of,
)
from reports.gather.indicators import indicator_texts
from reports.gather.meetings import meeting_texts
from reports.gather.ranking import proposal_texts, ranking_text, read_frozen
from reports.gather.scores import score_table
from reports.gather.texts import document_title, movement_text, statement_lines
from reports.papers.annexes import LegalDocument, ReferenceLists, SourceText
from reports.papers.base import MovementText, Recipients
from reports.papers.results import AwardCount, Member, OfficeChoice
from reports.papers.summary import (
    Highlight,
    NextYear,
    Results,
    Review,
    Shortcomings,
    Situation,
    SummaryReport,
)
from reports.wording import (
    COUNCIL,
    SELECTION_WORDS,
    STATUS_WORDS,
    joined,
    with_remark,
)
from scoring.models import Ranking, RankingRow

_SUBJECT = "Tổng kết công tác thi đua, khen thưởng năm {}; phương hướng, nhiệm vụ năm {}"
# Sections whose paragraphs the paper itself begins with a dash.
_DASHED = frozenset(
    {
        NarrativeSection.ADVANTAGES,
        NarrativeSection.DIFFICULTIES,
        NarrativeSection.LIMITATIONS,
        NarrativeSection.RECOMMENDATIONS,
    }
)
_RECIPIENTS = ("Như trên", "Các đơn vị thành viên")

Statements = Mapping[str, list[Statement]]


def gather_summary(season: Season) -> SummaryReport:
    """Read the report's facts, once; the number of queries does not grow with the season."""
    return summed_up(read_roster(season))


def summed_up(roster: Roster) -> SummaryReport:
    """Read the report's facts of a season whose members and officers are known."""
    season = roster.season
    said = _statements(season)
    movements = _movements(season)
    frozen, rows = read_frozen(roster)
    scores = score_table(roster, frozen, rows)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    years = years_of(season)
    this_year, next_year = years[Term.CURRENT], years[Term.NEXT]
    return SummaryReport(
        sample=season.is_made_up or scores.sample or _is_sample(frozen),
        letterhead=letterhead_of(roster, head, symbol=f"BC-{roster.words.code}"),
        bloc=season.bloc.name,
        cycle=this_year,
        next_cycle=next_year,
        subject=_SUBJECT.format(this_year, next_year),
        addressees=(COUNCIL,),
        situation=_situation(roster, said),
        results=_results(roster, said, movements[Term.CURRENT], years),
        shortcomings=Shortcomings(shortcomings=_texts(roster, said, NarrativeSection.LIMITATIONS)),
        next_year=_next_year(roster, said, movements[Term.NEXT]),
        review=_review(roster, said, frozen, rows),
        petitions=_texts(roster, said, NarrativeSection.RECOMMENDATIONS),
        signature=head_signature(roster, head),
        recipients=Recipients(lines=_RECIPIENTS, archive="Lưu: VT"),
        scores=scores,
        references=_references(season),
    )


def _is_sample(frozen: Ranking | None) -> bool:
    return frozen is not None and frozen.is_sample


def _statements(season: Season) -> Statements:
    said: dict[str, list[Statement]] = {section.value: [] for section in NarrativeSection}
    for row in season.statements.select_related("agency").order_by("position"):
        said[row.section].append(row)
    return said


def _texts(roster: Roster, said: Statements, section: NarrativeSection) -> tuple[str, ...]:
    dashed = section in _DASHED
    rows = said[section.value]
    return tuple(line for row in rows for line in statement_lines(roster, row, dashed=dashed))


def _highlights(roster: Roster, row: Statement) -> Iterator[Highlight]:
    """Write what one agency achieved; only the first of several paragraphs names it."""
    if row.agency and row.lines:
        yield Highlight(text=row.lines[0], agency=roster.name_of(row.agency))
        yield from (Highlight(text=line) for line in row.lines[1:])


def _movements(season: Season) -> Mapping[str, tuple[MovementText, ...]]:
    rows = list(season.movements.order_by("position"))
    return {
        term: tuple(movement_text(row) for row in rows if row.term == term.value) for term in Term
    }


def _situation(roster: Roster, said: Statements) -> Situation:
    current = [office for office in roster.offices if office.term == Term.CURRENT]
    members = {member.agency_id for member in roster.members}
    count = len(roster.members)
    return Situation(
        intro=(
            *_texts(roster, said, NarrativeSection.SITUATION),
            # Where the members are not known, the officers are still worth a line.
            *(
                f"{_office(roster, office)}: {office.agency.name}."
                for office in current
                if office.agency_id not in members
            ),
        ),
        members=tuple(
            Member(
                agency=member.name,
                office=joined(
                    _office(roster, office)
                    for office in current
                    if office.agency_id == member.agency_id
                ),
                note="" if member.flag_eligible else "không thuộc diện xét tặng Cờ thi đua",
            )
            for member in roster.members
        ),
        member_count=count_text(count) if count else "",
        advantages=_texts(roster, said, NarrativeSection.ADVANTAGES),
        difficulties=_texts(roster, said, NarrativeSection.DIFFICULTIES),
    )


def _office(roster: Roster, office: Office) -> str:
    """Write an office with what is known of it: ``Trưởng khối (được bầu)``."""
    words = [SELECTION_WORDS[office.selected_by]]
    if office.state != OfficeState.CONFIRMED:
        words.append(STATUS_WORDS[office.state])
    if office.handed_over_on:
        words[-1] = f"bàn giao ngày {date_text(office.handed_over_on)}"
    return with_remark(roster.words.office(office.role), office_remark(office, *words))


def _results(
    roster: Roster,
    said: Statements,
    movements: tuple[MovementText, ...],
    years: Mapping[str, str],
) -> Results:
    political = said[NarrativeSection.POLITICAL_TASKS.value]
    counts = roster.season.award_counts.select_related("award_type")
    labels = labels_of(roster.season.bloc.province_id)
    return Results(
        political_intro=tuple(
            line for row in political if row.agency is None for line in row.lines
        ),
        highlights=tuple(line for row in political for line in _highlights(roster, row)),
        indicators=indicator_texts(roster),
        party_government=_texts(roster, said, NarrativeSection.PARTY_BUILDING),
        movements_intro=_texts(roster, said, NarrativeSection.MOVEMENTS),
        movements=movements,
        awards_intro=_texts(roster, said, NarrativeSection.COMMENDATION),
        awards=tuple(
            AwardCount(
                award=award_name(row.award_type, labels),
                count_text=with_remark(f"{count_text(row.agencies)} đơn vị", row.note),
            )
            for row in counts.order_by("award_type__position")
        ),
        activity=_texts(roster, said, NarrativeSection.BLOC_ACTIVITIES),
        meetings=meeting_texts(roster, read_meetings(roster.season), years),
    )


def _next_year(roster: Roster, said: Statements, movements: tuple[MovementText, ...]) -> NextYear:
    tasks = roster.season.next_tasks.order_by("position")
    return NextYear(
        intro=_texts(roster, said, NarrativeSection.NEXT_YEAR),
        tasks=tuple(tasks.values_list("text", flat=True)),
        movements=movements,
    )


def _review(
    roster: Roster, said: Statements, frozen: Ranking | None, rows: list[RankingRow]
) -> Review:
    return Review(
        process=_texts(roster, said, NarrativeSection.REVIEW),
        ranking=ranking_text(roster, frozen, rows),
        proposals=proposal_texts(roster, rows),
        offices=next_offices(roster),
    )


def next_offices(roster: Roster) -> tuple[OfficeChoice, ...]:
    """Write who leads the bloc in the next cycle, as far as it is known."""
    return tuple(
        OfficeChoice(
            role=roster.words.office(office.role),
            agency=with_remark(roster.name_of(office.agency), office.person_title),
            status=STATUS_WORDS[office.state],
            selection=SELECTION_WORDS[office.selected_by],
        )
        for office in roster.offices
        if office.term == Term.NEXT
    )


def _references(season: Season) -> ReferenceLists:
    documents = season.legal_documents.order_by("position")
    return ReferenceLists(
        documents=tuple(
            LegalDocument(
                title=document_title(row),
                date=date_text(row.issued_on) if row.issued_on else "",
                issuer=row.issuer,
                subject=row.subject,
            )
            for row in documents
        ),
        sources=tuple(
            SourceText(
                title=row.title,
                publisher=row.publisher,
                date=date_text(row.published_on) if row.published_on else "",
            )
            for row in season.sources.order_by("position")
        ),
    )
