"""References of the year's words follow a result whose key changed, as after a new name.

What moved where is in the audit, so that a text of before can follow later: one that somebody was
writing meanwhile, or a kept state that is restored.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from accounts import audit
from accounts.models import AuditEvent, User
from blocs.models import Season, SectionRevision, Statement
from blocs.rules.figures import figures_in, moved, moved_key
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services.revisions import keep, keep_as_found, paragraphs_of
from blocs.states import NarrativeSection, RevisionCause

_ACTION = "season.references"


@dataclass(frozen=True, slots=True)
class Begun:
    """A text of a section that somebody is writing, and what it was begun from.

    Args:
        seen: the mark of the section.
        since: the last move of keys that the text knows of (``last_move``); None: it is of now.
    """

    paragraphs: Sequence[Paragraph]
    seen: str
    since: int | None


def move_references(season: Season, moves: Mapping[str, str], actor: User | None) -> int:
    """Give figures in the words their new keys; return how many paragraphs hold such figures.

    Printed words stay as they are. Whoever calls this holds the season and has asked for the
    rights: who may rename a result moves its references with it.

    Args:
        moves: as ``blocs.rules.figures.moved_key`` takes them.
    """
    if not moves:
        return 0
    found = _held_with(season, moves)
    marks = {}
    for section, rows in found.items():
        before = paragraphs_of(season, section)
        keep_as_found(season, section, before)
        for row in rows:
            row.text = moved(row.text, moves)
        Statement.objects.bulk_update(rows, ["text"], batch_size=100)
        marks[section.value] = [mark_of(before), mark_of(paragraphs_of(season, section))]
    _record(season, moves, marks, actor)
    for section in found:
        keep(season, section, paragraphs_of(season, section), RevisionCause.FIGURES, actor)
    return sum(len(rows) for rows in found.values())


def last_move(season: Season) -> int:
    """Return the number of the season's last move of keys; 0 where none moved yet. One query."""
    return _moves_of(season.pk).aggregate(last=Max("pk"))["last"] or 0


def followed_from(season: Season, section: NarrativeSection, begun: Begun) -> Begun:
    """Return a text with today's keys, and the mark of what it would have been begun from today.

    That mark is not the section's where more than keys changed meanwhile. One query.
    """
    if begun.since is None:
        return begun
    paragraphs, seen, since = begun.paragraphs, begun.seen, begun.since
    for number, told in _events(season.pk, since):
        was, became = told["marks"].get(section.value, (seen, seen))
        seen = became if was == seen else seen
        paragraphs, since = _followed(paragraphs, told["moves"]), number
    return Begun(paragraphs, seen, since)


def followed_since(revision: SectionRevision) -> list[Paragraph]:
    """Return a kept state with today's keys. One query."""
    paragraphs = list(revision.paragraphs)
    for _, told in _events(revision.season_id):
        if revision.number <= told["kept"].get(revision.section, 0):
            paragraphs = _followed(paragraphs, told["moves"])
    return paragraphs


def _held_with(
    season: Season, moves: Mapping[str, str]
) -> Mapping[NarrativeSection, list[Statement]]:
    found: defaultdict[NarrativeSection, list[Statement]] = defaultdict(list)
    for row in season.statements.filter(text__contains="|").order_by("position"):
        if any(moved_key(one.key, moves) != one.key for one in figures_in(row.text)):
            found[NarrativeSection(row.section)].append(row)
    return found


def _followed(paragraphs: Sequence[Paragraph], moves: Mapping[str, str]) -> list[Paragraph]:
    return [Paragraph(moved(one.text, moves), one.agency) for one in paragraphs]


def _record(
    season: Season,
    moves: Mapping[str, str],
    marks: Mapping[str, Sequence[str]],
    actor: User | None,
) -> None:
    """Tell the audit what moved, also where no text speaks of it: one may be being written."""
    kept = SectionRevision.objects.filter(season=season).order_by().values_list("section")
    audit.record(
        actor=actor,
        action=_ACTION,
        subject=season,
        before={},
        after={
            "moves": dict(moves),
            "marks": dict(marks),
            "kept": dict(kept.annotate(last=Max("number"))),
        },
    )


def _moves_of(season_id: int) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        subject_type="blocs.season", subject_id=str(season_id), action=_ACTION
    )


def _events(season_id: int, since: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = _moves_of(season_id).filter(pk__gt=since)
    yield from rows.order_by("pk").values_list("pk", "after")
