"""The kept states of a section, and two states of it beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from blocs.models import Agency, Season, SectionRevision
from blocs.rules.figures import printed
from blocs.rules.narrative import ChangedParagraph, Paragraph, section_changes
from blocs.states import NarrativeSection


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A paragraph of a comparison, with the agencies by name."""

    change: ChangedParagraph
    whose: str
    was_whose: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a section beside each other, as papers print them.

    ``only_keys`` says that they print alike and differ in what their figures refer to.
    """

    rows: tuple[ChangeRow, ...]
    only_keys: bool


def changes_between(
    season: Season, old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> Comparison:
    """Compare two states of a section for the page. Two queries."""
    names = _names(season, {one.agency for one in (*old, *new) if one.agency})
    before, after = _printed(old), _printed(new)
    return Comparison(
        rows=tuple(
            ChangeRow(one, names.get(one.agency, ""), names.get(one.was_agency or "", ""))
            for one in section_changes(before, after)
        ),
        only_keys=before == after and list(old) != list(new),
    )


def _printed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [Paragraph(printed(one.text), one.agency) for one in paragraphs]


def agencies_named(season: Season, held: Iterable[str]) -> list[tuple[str, str]]:
    """Return code and name of whom a paragraph may speak of: members, and whom it does now.

    Args:
        held: codes of the agencies that the section speaks of.
    """
    return list(_names(season, {code for code in held if code}).items())


def revisions_of(season: Season, section: NarrativeSection) -> QuerySet[SectionRevision]:
    """Return the kept states of a section, the last one first."""
    rows = SectionRevision.objects.filter(season=season, section=section.value)
    return rows.select_related("made_by").order_by("-number")


def _names(season: Season, codes: set[str]) -> Mapping[str, str]:
    members = season.memberships.order_by("position")
    names = dict(members.values_list("agency__code", "name"))
    if others := codes - names.keys():
        names |= dict(Agency.objects.filter(code__in=others).values_list("code", "name"))
    return names
