"""Tell what each row of a file of awards means, and how it differs from what is on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from awards.models import AwardRecord
from awards.selectors.words import award_name
from awards.spreadsheets import columns
from awards.spreadsheets.reading import WrittenRow
from awards.spreadsheets.registry import Registry, check_ground
from awards.spreadsheets.rows import FileRow, Key, meant_by, without_faults
from blocs.rules.writing import date_text
from blocs.standing import Standing
from scoring.spreadsheets.tables import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow(FileRow):
    """One award of a file."""

    award: str
    basis: str

    @property
    def key(self) -> Key:
        """What no two records share."""
        return (self.agency, self.award, self.cycle, self.basis, self.decision_number)

    @property
    def bare(self) -> Key:
        """The key of the same award written without its number."""
        return (*self.key[:-1], "")


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row with the names it stands for; ``is_new`` when it is not on record yet."""

    number: int
    row: AwardRow
    agency_name: str
    award_name: str
    basis_name: str
    is_new: bool


def matched(
    written: Iterable[WrittenRow], findings: Findings, standing: Standing, *, today: date
) -> list[MatchedRow]:
    """Return the rows that can be taken; what cannot is noted by its cell, row by row.

    Reads the registry once, and what is on record of the agencies once.
    """
    lists = Registry(standing)
    ready = without_faults(written, lambda one: _row(one, lists, findings, today), findings)
    held = on_record([row.agency for _, row in ready])
    seen = {row.bare: one.row.number for one, row in reversed(ready) if row.decision_number}
    found = []
    for one, row in ready:
        first = seen.setdefault(row.key, one.row.number)
        if first != one.row.number:
            text = f"dòng này lặp lại dòng {first}; đề nghị chỉ giữ một dòng."
            findings.add(one.place(columns.AGENCY), text)
            continue
        record = held.get(row.key)
        if record is None or _agrees(one, row, record, findings):
            agency, basis = lists.agencies[row.agency], columns.BASES[row.basis]
            name = award_name(lists.awards[row.award], lists.names.get(agency.province_id, {}))
            found.append(MatchedRow(one.row.number, row, agency.name, name, basis, record is None))
    findings.sort()
    return found


def on_record(agency_codes: Sequence[str]) -> Mapping[Key, AwardRecord]:
    """Return what the agencies hold, by what no two records share. One query.

    An award with a number stands under none too, where no record does: a file may leave the
    number out. A living one stands before a revoked one.
    """
    rows = AwardRecord.objects.filter(agency__code__in=set(agency_codes)).order_by("pk")
    held = list(rows.select_related("agency", "award_type", "cycle"))
    held.sort(key=lambda row: row.revoked_on is not None)
    found: dict[Key, AwardRecord] = {}
    for row in held:
        found.setdefault((*_without_number(row), row.decision_number), row)
    for row in held:
        found.setdefault((*_without_number(row), ""), row)
    return found


def _without_number(row: AwardRecord) -> Key:
    return (row.agency.code, row.award_type.code, row.cycle.label, row.basis)


def _agrees(one: WrittenRow, row: AwardRow, record: AwardRecord, findings: Findings) -> bool:
    """Say whether the row says what is on record; a blank cell contradicts nothing."""
    before = len(findings.faults)
    if record.revoked_on is not None:
        day = date_text(record.revoked_on)
        findings.add(one.place(columns.AWARD), f"thành tích này đã bị thu hồi, hủy bỏ {day}.")
    check_ground(one, record, findings)
    return len(findings.faults) == before


def _row(one: WrittenRow, lists: Registry, findings: Findings, today: date) -> AwardRow | None:
    agency = lists.place(one, columns.CYCLE, findings, today)
    award = lists.award(one.award, agency, one.place(columns.AWARD), findings)
    if agency is None or award is None:
        return None
    return AwardRow(**meant_by(one, agency), award=award.code, basis=one.basis)
