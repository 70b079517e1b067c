"""The words of the covenant: people's own, or what it says without them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from blocs.models import Season
from blocs.rules.figures import escaped, lines_of, printed
from blocs.rules.narrative import Paragraph
from blocs.rules.stages import has_reached
from blocs.states import MeetingKind, NarrativeSection, Stage, Term
from reports.gather.facts import Roster, season_before
from reports.gather.texts import OwnWords
from reports.rules import standard_words
from reports.rules.list_lines import says_something, unended
from reports.rules.paper_sections import OWN_SECTIONS
from reports.states import DocumentKind
from reports.wording import following_label, year_label


def covenant_words(own: OwnWords, roster: Roster, conference: Season | None) -> Mapping[str, Any]:
    """Return the fields of the paper that hold its words. Two queries at most."""
    agreed = agreed_words(roster.season, conference)

    def said(section: NarrativeSection, *standard: str) -> tuple[str, ...]:
        lines = (lines_of(printed(one.text)) for one in agreed.get(section, ()))
        return own(section) or tuple(chain.from_iterable(lines)) or standard

    pledge = said(NarrativeSection.COVENANT_PLEDGE, standard_words.covenant_pledge())
    copies = said(NarrativeSection.COVENANT_COPIES, *_copies(len(roster.members)))
    duties = standard_words.covenant_duties(roster.words.head)
    return {
        "aims": said(NarrativeSection.COVENANT_AIMS),
        "political": said(NarrativeSection.COVENANT_TASKS),
        "party_government": said(NarrativeSection.COVENANT_BUILDING),
        "movements_intro": said(NarrativeSection.COVENANT_MOVEMENTS),
        "emulation": _tasks(conference),
        "targets_intro": said(NarrativeSection.COVENANT_TARGETS),
        "organisation": said(NarrativeSection.COVENANT_DUTIES, *duties),
        "commitment": "\n".join(pledge),
        "copies": "\n".join(copies),
    }


def is_ahead(season: Season) -> bool:
    """Say whether the season has agreed, or soon will, on the year after. Three queries at most."""
    if has_reached(Stage(season.stage), Stage.SELF_SCORING):
        return True
    term = Term.NEXT.value
    signings = season.meetings.kept().filter(
        purposes__kind=MeetingKind.COVENANT_SIGNING.value, purposes__term=term
    )
    rows = (season.movements.filter(term=term), season.offices.filter(term=term), signings)
    return any(one.exists() for one in rows)


def conference_of(season: Season) -> Season | None:
    """Return the season whose conference agrees on the covenant. Four queries at most."""
    return season if is_ahead(season) else season_before(season)


def covenant_year(season: Season, conference: Season | None) -> str:
    """Return the year that the covenant is for, as it stands behind the word "năm"."""
    label, is_ours = season.cycle.label, conference is not None and conference.pk == season.pk
    return year_label(following_label(label) if is_ours else label, season.cycle.kind)


def agreed_words(
    season: Season, conference: Season | None
) -> Mapping[NarrativeSection, list[Paragraph]]:
    """Return what the covenant says where the season has no words of its own. One query.

    At the season's own conference that is the aims: the report's directions. Later it is whatever
    the year before agreed on; figures of another season's words stand as they were printed.
    """
    if conference is None:
        return {}
    is_ours = conference.pk == season.pk
    wanted = (NarrativeSection.NEXT_YEAR, *(() if is_ours else OWN_SECTIONS[DocumentKind.COVENANT]))
    rows = conference.statements.filter(section__in=[one.value for one in wanted])
    found: defaultdict[NarrativeSection, list[Paragraph]] = defaultdict(list)
    for row in rows.order_by("position"):
        text = row.text if is_ours else escaped(_told(row.lines))
        if text:
            found[NarrativeSection(row.section)].append(Paragraph(text))
    directions = found.pop(NarrativeSection.NEXT_YEAR, [])
    return {NarrativeSection.COVENANT_AIMS: directions, **found}


def _told(lines: Iterable[str]) -> str:
    """Return a text as the year before printed it: without lines of signs and a paper's end."""
    return "\n".join(unended(line) for line in lines if says_something(line))


def _tasks(conference: Season | None) -> tuple[str, ...]:
    if conference is None:
        return ()
    return tuple(conference.next_tasks.order_by("position").values_list("text", flat=True))


def _copies(members: int) -> tuple[str, ...]:
    if not members:
        return ()
    return (standard_words.covenant_copies(standard_words.covenant_copies_of(members)),)
