"""Tell what each row of a file of awards means, and how it differs from what is on record."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from awards.models import AwardLabel, AwardRecord, AwardType
from awards.permissions import can_keep_history
from awards.rules.records import record_fault
from awards.selectors.words import award_name
from awards.spreadsheets import columns
from awards.spreadsheets.reading import WrittenRow
from blocs.models import Agency, AgencyName, Cycle
from blocs.rules.cycles import period_named
from blocs.rules.writing import date_text
from blocs.standing import Standing
from blocs.states import CycleKind
from scoring.rules.text import tidy_line
from scoring.spreadsheets.tables import Findings

NO_YEAR = "không rõ năm “{}”; ghi bốn chữ số như 2024, năm học ghi như 2024-2025."


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
    def key(self) -> tuple[str, ...]:
        """What no two records share."""
        return (self.agency, self.award, self.cycle, self.basis, self.decision_number)

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
    """Return the rows that can be taken; what cannot is noted by its cell.

    Reads the registry once, and what is on record of the agencies once.
    """
    lists = _Lists(standing)
    read = [(one, _row(one, lists, findings, today)) for one in written]
    ready = [(one, row) for one, row in read if row is not None]
    held = on_record([row.agency for _, row in ready])
    seen: dict[tuple[str, ...], int] = {}
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
    return found


def on_record(agency_codes: Sequence[str]) -> Mapping[tuple[str, ...], AwardRecord]:
    """Return what the agencies hold, by what no two records share. One query."""
    rows = AwardRecord.objects.filter(agency__code__in=set(agency_codes))
    return {
        (
            row.agency.code,
            row.award_type.code,
            row.cycle.label,
            row.basis,
            row.decision_number,
        ): row
        for row in rows.select_related("agency", "award_type", "cycle")
    }


def _agrees(one: WrittenRow, row: AwardRow, record: AwardRecord, findings: Findings) -> bool:
    """Say whether the row says what is on record; a blank cell contradicts nothing."""
    before = len(findings.faults)
    if record.revoked_on is not None:
        day = date_text(record.revoked_on)
        findings.add(one.place(columns.AWARD), f"thành tích này đã bị thu hồi, hủy bỏ {day}.")
    if row.day is not None and row.day != record.decided_on:
        kept = date_text(record.decided_on) if record.decided_on else "để trống"
        text = f"khác bản ghi đang có ({kept}); sửa bản ghi ở trang thành tích của đơn vị."
        findings.add(one.place(columns.DECIDED_ON), text)
    if row.issuer and row.issuer != record.issuer:
        kept = record.issuer or "để trống"
        text = f"khác bản ghi đang có ({kept}); sửa bản ghi ở trang thành tích của đơn vị."
        findings.add(one.place(columns.ISSUER), text)
    return len(findings.faults) == before


def _row(one: WrittenRow, lists: "_Lists", findings: Findings, today: date) -> AwardRow | None:
    before = len(findings.faults)
    agency = lists.agency(one.agency, one.place(columns.AGENCY), findings)
    award = lists.award(one.award, agency, one.place(columns.AWARD), findings)
    starts_on = lists.starts_on(one.cycle)
    if one.cycle and starts_on is None:
        findings.add(one.place(columns.CYCLE), NO_YEAR.format(one.cycle[:60]))
    if starts_on is not None:
        early = year_fault(starts_on=starts_on, today=today)
        if early:
            findings.add(one.place(columns.CYCLE), early)
        fault = record_fault(
            decision_number=one.decision_number,
            decided_on=one.decided_on,
            cycle_starts_on=starts_on,
            today=today,
        )
        if fault:
            findings.add(one.place(columns.DECIDED_ON), fault)
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


@dataclass(slots=True)
class _Lists:
    """The registry, read once: by code, and by every name in any case."""

    standing: Standing
    agencies: dict[str, Agency] = field(default_factory=dict)
    awards: dict[str, AwardType] = field(default_factory=dict)
    names: dict[int | None, dict[int, str]] = field(default_factory=dict)
    _named: dict[str, set[str]] = field(default_factory=dict)
    _called: dict[str, set[str]] = field(default_factory=dict)
    _local: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    _years: dict[str, date] = field(default_factory=dict)
    _school: date | None = None
    _may: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.agencies = {one.code: one for one in Agency.objects.all()}
        for code, one in self.agencies.items():
            self._named.setdefault(folded(one.name), set()).add(code)
        for code, name in AgencyName.objects.values_list("agency__code", "name"):
            self._named.setdefault(folded(name), set()).add(code)
        self.awards = {one.code: one for one in AwardType.objects.all()}
        for code, award in self.awards.items():
            self._called.setdefault(folded(award.name), set()).add(code)
        for label in AwardLabel.objects.exclude(label="").select_related("award_type"):
            self.names.setdefault(label.province_id, {})[label.award_type_id] = label.label
            place = (label.province_id, folded(label.label))
            self._local.setdefault(place, set()).add(label.award_type.code)
        for cycle in Cycle.objects.order_by("starts_on"):
            self._years[cycle.label] = cycle.starts_on
            if cycle.kind == CycleKind.SCHOOL_YEAR:
                self._school = cycle.starts_on

    def agency(self, said: str, cell: str, findings: Findings) -> Agency | None:
        if not said:
            return None
        codes = {said} if said in self.agencies else self._named.get(folded(said), set())
        if len(codes) != 1:
            findings.add(cell, _not_one("đơn vị", said, codes))
            return None
        agency = self.agencies[next(iter(codes))]
        if agency.code not in self._may:
            self._may[agency.code] = can_keep_history(self.standing, agency).reason
        if self._may[agency.code]:
            findings.add(cell, self._may[agency.code])
            return None
        return agency

    def award(
        self, said: str, agency: Agency | None, cell: str, findings: Findings
    ) -> AwardType | None:
        if not said or agency is None:
            return None
        codes = {said} if said in self.awards else set(self._called.get(folded(said), ()))
        if agency.province_id is not None:
            codes |= self._local.get((agency.province_id, folded(said)), set())
        known = {code for code in codes if self._is_for(self.awards[code], agency)}
        if len(known) != 1:
            findings.add(cell, _not_one("danh hiệu, hình thức", said, known))
            return None
        return self.awards[next(iter(known))]

    def starts_on(self, label: str) -> date | None:
        if label in self._years:
            return self._years[label]
        period = period_named(label, school_year_begins=self._school)
        return period.starts_on if period else None

    @staticmethod
    def _is_for(award: AwardType, agency: Agency) -> bool:
        return award.province_id is None or award.province_id == agency.province_id


def folded(name: str) -> str:
    """Return a name as it is compared: NFC, single blanks, in any case."""
    return unicodedata.normalize("NFC", tidy_line(name)).casefold()


def _not_one(what: str, said: str, codes: Iterable[str]) -> str:
    listed = ", ".join(sorted(codes))
    if listed:
        return f"có nhiều {what} tên “{said[:60]}”; đề nghị ghi mã: {listed}."
    return f"không có {what} “{said[:60]}”; đề nghị ghi đúng tên hoặc mã trong danh mục."
