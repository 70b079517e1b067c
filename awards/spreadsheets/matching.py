"""Tell what each row of a file of awards means, and how it differs from what is on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from awards.models import AwardRecord
from awards.selectors.words import award_name
from awards.spreadsheets import columns
from awards.spreadsheets.reading import WrittenRow
from awards.spreadsheets.registry import Registry, check_ground
from blocs.rules.writing import date_text
from blocs.standing import Standing
from scoring.spreadsheets.tables import Findings

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award of a file, by codes; ``decided_on`` as ISO text, empty for none."""

    agency: str
    award: str
    cycle: str
    basis: str
    decision_number: str
    decided_on: str
    issuer: str

    @property
    def key(self) -> Key:
        """What no two records share."""
        return (self.agency, self.award, self.cycle, self.basis, self.decision_number)

    @property
    def bare(self) -> Key:
        """The key of the same award written without its number."""
        return (*self.key[:-1], "")

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.decided_on) if self.decided_on else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


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

    A row with a fault says nothing that could repeat another or be on record. Reads the
    registry once, and what is on record of the agencies once.
    """
    lists = Registry(standing)
    read = [(one, _row(one, lists, findings, today)) for one in written]
    wrong = findings.rows
    ready = [(one, row) for one, row in read if row and one.row.number not in wrong]
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
    number out. A living one stands there before a revoked one.
    """
    rows = AwardRecord.objects.filter(agency__code__in=set(agency_codes)).order_by("pk")
    held = list(rows.select_related("agency", "award_type", "cycle"))
    found = {(*_without_number(row), row.decision_number): row for row in held}
    for row in sorted(held, key=lambda row: row.revoked_on is not None):
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
    before = len(findings.faults)
    agency = lists.place(one, columns.CYCLE, findings, today)
    award = lists.award(one.award, agency, one.place(columns.AWARD), findings)
    if agency is None or award is None or len(findings.faults) > before:
        return None
    return AwardRow(
        agency=agency.code,
        award=award.code,
        cycle=one.cycle,
        basis=one.basis,
        decision_number=one.decision_number,
        decided_on=one.decided_on.isoformat() if one.decided_on else "",
        issuer=one.issuer,
    )
