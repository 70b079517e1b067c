"""References of the report's words follow a result whose key changed, as after a new name.

What moved where is in the audit, so that a text of before can follow later: one that somebody was
writing meanwhile, or a kept state that is restored.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max

from accounts import audit
from accounts.models import AuditEvent, User
from blocs.models import Season, SectionRevision, Statement
from blocs.rules.figures import figures_in, moved
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services.revisions import keep, keep_as_found, paragraphs_of
from blocs.states import ReportSection, RevisionCause

_ACTION = "season.references"


def move_references(season: Season, moves: Mapping[str, str], actor: User | None) -> int:
    """Give figures in the words their new keys; return how many paragraphs hold such figures.

    Printed words stay as they are. Whoever calls this holds the season and has asked for the
    rights: who may rename a result moves its references with it.

    Args:
        moves: old key → new key, all at once.
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
        marks[section] = [mark_of(before), mark_of(paragraphs_of(season, section))]
    kept = SectionRevision.objects.filter(season=season).order_by().values_list("section")
    audit.record(
        actor=actor,
        action=_ACTION,
        subject=season,
        before={},
        after={
            "moves": dict(moves),
            "marks": {section.value: pair for section, pair in marks.items()},
            "kept": dict(kept.annotate(last=Max("number"))),
        },
    )
    for section in found:
        keep(season, section, paragraphs_of(season, section), RevisionCause.FIGURES, actor)
    return sum(len(rows) for rows in found.values())


def followed_from(
    season: Season, section: ReportSection, paragraphs: Sequence[Paragraph], seen: str, now: str
) -> list[Paragraph] | None:
    """Return a text with today's keys that was begun before keys moved.

    None: the section changed otherwise too. One query.

    Args:
        seen: the mark of the section when the text was begun, ``now`` its mark today.
    """
    for told in _events(season.pk):
        was, became = told["marks"].get(section.value, ("", ""))
        if was == seen:
            paragraphs, seen = _followed(paragraphs, told["moves"]), became
    return list(paragraphs) if seen == now else None


def followed_since(revision: SectionRevision) -> list[Paragraph]:
    """Return a kept state with today's keys. One query."""
    paragraphs = list(revision.paragraphs)
    for told in _events(revision.season_id):
        if revision.number <= told["kept"].get(revision.section, 0):
            paragraphs = _followed(paragraphs, told["moves"])
    return paragraphs


def _held_with(season: Season, moves: Mapping[str, str]) -> Mapping[ReportSection, list[Statement]]:
    found: defaultdict[ReportSection, list[Statement]] = defaultdict(list)
    for row in season.statements.filter(text__contains="|").order_by("position"):
        if any(figure.key in moves for figure in figures_in(row.text)):
            found[ReportSection(row.section)].append(row)
    return found


def _followed(paragraphs: Sequence[Paragraph], moves: Mapping[str, str]) -> list[Paragraph]:
    return [Paragraph(moved(one.text, moves), one.agency) for one in paragraphs]


def _events(season_id: int) -> Iterator[dict[str, Any]]:
    rows = AuditEvent.objects.filter(
        subject_type="blocs.season", subject_id=str(season_id), action=_ACTION
    )
    yield from rows.order_by("id").values_list("after", flat=True)
