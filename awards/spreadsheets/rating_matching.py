"""Tell what each row of a file of ratings means, and how it differs from what is on record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from awards.models import CompletionRating
from awards.spreadsheets import columns
from awards.spreadsheets.reading import WrittenRating
from awards.spreadsheets.registry import Registry, check_ground, differs
from awards.spreadsheets.rows import FileRow, Key, meant_by, without_faults
from blocs.rules.writing import date_text
from blocs.standing import Standing
from scoring.spreadsheets.tables import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow(FileRow):
    """One rating of a file."""

    level: str

    @property
    def key(self) -> Key:
        """What no two living ratings share."""
        return (self.agency, self.cycle)


@dataclass(frozen=True, slots=True)
class MatchedRating:
    """A row with the names it stands for; ``is_new`` when it is not on record yet."""

    number: int
    row: RatingRow
    agency_name: str
    level_name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """What is on record of some agencies: the living ratings, and those that were annulled."""

    living: dict[Key, CompletionRating]
    annulled: dict[Key, CompletionRating]


def matched_ratings(
    written: Iterable[WrittenRating], findings: Findings, standing: Standing, *, today: date
) -> list[MatchedRating]:
    """Return the rows that can be taken; what cannot is noted by its cell, row by row.

    Reads the registry once, and what is on record of the agencies once.
    """
    lists = Registry(standing)
    ready = without_faults(written, lambda one: _row(one, lists, findings, today), findings)
    held = rated_already([row.agency for _, row in ready])
    seen: dict[Key, int] = {}
    found = []
    for one, row in ready:
        first = seen.setdefault(row.key, one.row.number)
        if first != one.row.number:
            text = f"đơn vị và năm này đã có ở dòng {first}; đề nghị chỉ giữ một dòng."
            findings.add(one.place(columns.AGENCY), text)
        elif _agrees(one, row, held, findings):
            name, level = lists.agencies[row.agency].name, columns.LEVELS[row.level]
            is_new = row.key not in held.living
            found.append(MatchedRating(one.row.number, row, name, level, is_new))
    findings.sort()
    return found


def rated_already(agency_codes: Sequence[str]) -> Rated:
    """Return how the agencies were rated. One query."""
    rows = CompletionRating.objects.filter(agency__code__in=set(agency_codes))
    rated = Rated({}, {})
    for row in rows.select_related("agency", "cycle").order_by("pk"):
        key = (row.agency.code, row.cycle.label)
        if row.revoked_on is None:
            rated.living[key] = row
        else:
            rated.annulled[(*key, row.level, row.decision_number)] = row
    return rated


def _row(one: WrittenRating, lists: Registry, findings: Findings, today: date) -> RatingRow | None:
    agency = lists.place(one, columns.RATED_CYCLE, findings, today)
    return RatingRow(**meant_by(one, agency), level=one.level) if agency else None


def _agrees(one: WrittenRating, row: RatingRow, held: Rated, findings: Findings) -> bool:
    """Say whether the row says what is on record; a blank cell contradicts nothing.

    A rating that was annulled is not brought back by the file that once brought it.
    """
    before = len(findings.faults)
    record = held.living.get(row.key)
    annulled = held.annulled.get((*row.key, row.level, row.decision_number))
    if record is None and annulled is not None and annulled.revoked_on is not None:
        day = date_text(annulled.revoked_on)
        findings.add(one.place(columns.LEVEL), f"mức xếp loại này đã bị hủy bỏ {day}.")
    if record is not None:
        if row.level != record.level:
            findings.add(one.place(columns.LEVEL), differs(columns.LEVELS[record.level]))
        if row.decision_number and row.decision_number != record.decision_number:
            findings.add(one.place(columns.NUMBER), differs(record.decision_number))
        check_ground(one, record, findings)
    return len(findings.faults) == before
