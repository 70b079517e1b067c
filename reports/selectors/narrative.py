"""The year's words as their page shows them: every figure beside today's data."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from blocs.models import Season, Statement
from blocs.models.labels import NARRATIVE_SECTIONS
from blocs.rules.figures import (
    Compared,
    Figure,
    Run,
    compared,
    printed,
    refreshed,
    runs_of,
)
from blocs.rules.narrative import Paragraph, mark_of
from blocs.states import NarrativeSection
from reports.gather.covenant_words import agreed_words, conference_of, covenant_year
from reports.gather.figures import gather_figures
from reports.rules.drafts import draft_of
from reports.rules.figure_keys import Entry, book_of
from reports.rules.paper_sections import OWN_SECTIONS, STANDARD_SECTIONS
from reports.rules.year_figures import YearFigures
from reports.selectors.old_names import OldName, old_names_in, renamed_results
from reports.selectors.origins import Origin, origins_of
from reports.wording import bloc_words

_MARK_SIGNS = 16


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """One paragraph with its figures compared.

    Args:
        place: from 0, within its section.
        whose: name of the agency it speaks of; may be empty.
        origins: the pages where its figures are changed.
        old_names: what its words still call results that have another name now.
    """

    place: int
    paragraph: Paragraph
    whose: str
    pieces: tuple[Compared, ...]
    origins: tuple[Origin, ...] = ()
    old_names: tuple[OldName, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The paragraph as the page shows it."""
        return runs_of(self.pieces)

    @property
    def stale(self) -> tuple[Compared, ...]:
        """The figures that the data no longer gives."""
        return tuple(one for one in self.pieces if one.is_stale)

    @property
    def unknown(self) -> tuple[Compared, ...]:
        """The figures that the data does not know."""
        return tuple(one for one in self.pieces if one.is_unknown)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section; ``draft`` is what could be written from today's figures.

    Args:
        is_standard: nobody wrote the section, and its rows are what papers say then.
        is_closed: rows were left out which the person may not read yet.
    """

    section: NarrativeSection
    label: str
    rows: tuple[ParagraphView, ...]
    draft: tuple[Paragraph, ...]
    is_standard: bool = False
    is_closed: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The section as it is stored."""
        return [] if self.is_standard else self.printed

    @property
    def printed(self) -> list[Paragraph]:
        """The section as papers print it."""
        return [row.paragraph for row in self.rows]

    @property
    def mark(self) -> str:
        """A sign that changes with the words of the section."""
        return mark_of(self.paragraphs)

    @property
    def figures_mark(self) -> str:
        """A sign that changes with the words, and with today's value of any figure in them."""
        values = (f"{one.now}" for row in self.rows for one in row.pieces)
        return _signed([self.mark, *values])

    @property
    def draft_mark(self) -> str:
        """A sign that changes with the words, and with the draft that would replace them."""
        return _signed([self.mark, mark_of(self.draft)])

    @property
    def stale_count(self) -> int:
        return 0 if self.is_standard else sum(len(row.stale) for row in self.rows)

    @property
    def unknown_count(self) -> int:
        return 0 if self.is_standard else sum(len(row.unknown) for row in self.rows)

    @property
    def old_name_count(self) -> int:
        return 0 if self.is_standard else sum(bool(row.old_names) for row in self.rows)

    @property
    def can_draft(self) -> bool:
        """Whether a draft can be asked for; papers say the standard words without being asked."""
        return bool(self.draft) and self.section not in STANDARD_SECTIONS

    @property
    def missing(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the draft that the section does not hold yet."""
        said = {(row.paragraph.agency, printed(row.paragraph.text)) for row in self.rows}
        return tuple(one for one in self.draft if (one.agency, printed(one.text)) not in said)


@dataclass(frozen=True, slots=True)
class Narrative:
    """All sections in their order, and the figures that texts may refer to."""

    sections: tuple[SectionView, ...]
    entries: tuple[Entry, ...]
    book: Mapping[str, str]

    def section(self, which: NarrativeSection) -> SectionView:
        """Return one section."""
        return next(one for one in self.sections if one.section is which)

    @property
    def stale_count(self) -> int:
        return sum(one.stale_count for one in self.sections)

    @property
    def unknown_count(self) -> int:
        return sum(one.unknown_count for one in self.sections)

    @property
    def old_name_count(self) -> int:
        """How many paragraphs call a result by a name that it no longer has."""
        return sum(one.old_name_count for one in self.sections)

    @property
    def figures_mark(self) -> str:
        """A sign that changes with any word, and with today's value of any figure in use."""
        return _signed([one.figures_mark for one in self.sections])

    @property
    def empty_with_draft(self) -> tuple[SectionView, ...]:
        """The sections that nobody has written and that data can tell of."""
        return tuple(one for one in self.sections if one.can_draft and not one.rows)

    @property
    def papers(self) -> Mapping[str, Sequence[SectionView]]:
        """The sections by the kind of paper that they are the own words of."""
        held = {one.section: one for one in self.sections}
        return {
            kind.value: [held[section] for section in sections]
            for kind, sections in OWN_SECTIONS.items()
        }

    @property
    def groups(self) -> Mapping[str, Sequence[Entry]]:
        """The figures under the headings of the helper list."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.group, []).append(entry)
        return found


def read_narrative(season: Season) -> Narrative:
    """Read the words and every figure of the season; as many queries for one row as for many.

    Args:
        season: with its bloc, province and cycle.
    """
    year = gather_figures(season)
    names = dict(season.memberships.values_list("agency", "name"))
    book = book_of(year.entries)
    conference = conference_of(season)
    agreed = agreed_words(season, conference)
    drafts = {one.value: _draft(one, agreed, year) for one in NarrativeSection}
    rows: dict[str, list[ParagraphView]] = {one.value: [] for one in NarrativeSection}
    for row in season.statements.select_related("agency").order_by("position"):
        held = rows[row.section]
        held.append(_paragraph(row, len(held), names, book))
    standard = {one.value for one in STANDARD_SECTIONS if not rows[one]}
    for one in standard:
        rows[one] = [_standard(text, place, book) for place, text in enumerate(drafts[one])]
    told, words = _with_sources(season, rows, year), bloc_words(season.bloc.kind)
    covenant = f"Giao ước năm {covenant_year(season, conference)}:"
    return Narrative(
        sections=tuple(
            SectionView(
                NarrativeSection(value),
                words.narrowed(label).replace("Giao ước:", covenant),
                tuple(told[value]),
                drafts[value],
                is_standard=value in standard,
            )
            for value, label in NARRATIVE_SECTIONS
        ),
        entries=year.entries,
        book=book,
    )


def standard_paragraphs(season: Season, section: NarrativeSection) -> list[Paragraph]:
    """Return what papers say where nobody wrote the section; nothing where they say nothing."""
    if section not in STANDARD_SECTIONS:
        return []
    agreed = agreed_words(season, conference_of(season))
    return list(_draft(section, agreed, gather_figures(season)))


def refreshed_paragraphs(
    section: SectionView, book: Mapping[str, str], place: int | None = None
) -> list[Paragraph]:
    """Return the section with today's values, in one paragraph or in all of them."""
    return [
        Paragraph(refreshed(row.paragraph.text, book), row.paragraph.agency)
        if place in {None, row.place}
        else row.paragraph
        for row in section.rows
    ]


def _paragraph(
    row: Statement, place: int, names: Mapping[int, str], book: Mapping[str, str]
) -> ParagraphView:
    agency = row.agency
    return ParagraphView(
        place=place,
        paragraph=Paragraph(row.text, agency.code if agency else ""),
        whose=names.get(agency.pk, agency.name) if agency else "",
        pieces=compared(row.text, book),
    )


def _with_sources(
    season: Season, rows: Mapping[str, Sequence[ParagraphView]], year: YearFigures
) -> Mapping[str, list[ParagraphView]]:
    """Add where figures are changed, and which of their names are old ones."""
    pieces = (piece for held in rows.values() for view in held for piece in view.pieces)
    keys = {one.piece.key for one in pieces if isinstance(one.piece, Figure)}
    renamed = renamed_results(year.results, keys)
    return {
        section: [
            replace(
                view,
                origins=tuple(origins_of(season, view.pieces)),
                old_names=old_names_in(view.pieces, renamed),
            )
            for view in held
        ]
        for section, held in rows.items()
    }


def _draft(
    section: NarrativeSection,
    agreed: Mapping[NarrativeSection, Sequence[Paragraph]],
    year: YearFigures,
) -> tuple[Paragraph, ...]:
    return tuple(agreed.get(section, ())) or draft_of(section, year)


def _standard(paragraph: Paragraph, place: int, book: Mapping[str, str]) -> ParagraphView:
    return ParagraphView(place, paragraph, "", compared(paragraph.text, book))


def _signed(told: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_MARK_SIGNS]
