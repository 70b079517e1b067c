"""The words of the covenant: people's own, or what it says without them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from blocs.models import Season, Statement
from blocs.rules.figures import escaped
from blocs.rules.narrative import Paragraph
from blocs.rules.stages import has_reached
from blocs.states import MeetingKind, NarrativeSection, Stage, Term
from reports.gather.facts import Roster, season_before
from reports.gather.texts import OwnWords
from reports.rules import standard_words


def covenant_words(own: OwnWords, roster: Roster, conference: Season | None) -> Mapping[str, Any]:
    """Return the fields of the paper that hold its words. Two queries at most."""
    duties = standard_words.covenant_duties(roster.words.head)
    pledge = (standard_words.covenant_pledge(),)
    copies = own(NarrativeSection.COVENANT_COPIES) or _copies(len(roster.members))
    return {
        "aims": own(NarrativeSection.COVENANT_AIMS) or _directions(conference),
        "political": own(NarrativeSection.COVENANT_TASKS),
        "party_government": own(NarrativeSection.COVENANT_BUILDING),
        "movements_intro": own(NarrativeSection.COVENANT_MOVEMENTS),
        "emulation": _tasks(conference),
        "organisation": own(NarrativeSection.COVENANT_DUTIES) or duties,
        "commitment": "\n".join(own(NarrativeSection.COVENANT_PLEDGE) or pledge),
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


def agreed_aims(season: Season) -> list[Paragraph]:
    """Return the aims that the covenant prints where it has none of its own. Five queries at most.

    Figures of another season's words are left as they were printed.
    """
    conference = season if is_ahead(season) else season_before(season)
    if conference is None:
        return []
    is_own = conference.pk == season.pk
    return [Paragraph(row.text if is_own else escaped(row.printed)) for row in _aims(conference)]


def _directions(conference: Season | None) -> tuple[str, ...]:
    if conference is None:
        return ()
    return tuple(line for row in _aims(conference) for line in row.lines)


def _aims(conference: Season) -> QuerySet[Statement]:
    rows = conference.statements.filter(section=NarrativeSection.NEXT_YEAR.value)
    return rows.order_by("position")


def _tasks(conference: Season | None) -> tuple[str, ...]:
    if conference is None:
        return ()
    return tuple(conference.next_tasks.order_by("position").values_list("text", flat=True))


def _copies(members: int) -> tuple[str, ...]:
    if not members:
        return ()
    return (standard_words.covenant_copies(standard_words.covenant_copies_of(members)),)
