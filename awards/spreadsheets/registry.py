"""The registry that rows of a file are matched with: agencies, awards and years by their names."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from awards.models import AwardLabel, AwardRecord, AwardType, CompletionRating
from awards.permissions import can_keep_history
from awards.rules.records import record_fault, year_fault
from awards.spreadsheets import columns
from awards.spreadsheets.reading import Written
from blocs.models import Agency, AgencyName, Cycle
from blocs.rules.cycles import period_named
from blocs.rules.writing import date_text
from blocs.standing import Standing
from blocs.states import CycleKind
from scoring.rules.text import tidy_line
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.tables import Findings

NO_YEAR = "không rõ năm “{}”; ghi bốn chữ số như 2024, năm học ghi như 2024-2025."
_DIFFERS = "khác bản ghi đang có ({}); sửa bản ghi ở trang thành tích của đơn vị."


@dataclass(slots=True)
class Registry:
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

    def place(self, one: Written, cycle: Column, findings: Findings, today: date) -> Agency | None:
        """Return whose row it is, if the person keeps it; a wrong year or day is noted too."""
        agency = self.agency(one.agency, one.place(columns.AGENCY), findings)
        starts_on = self.starts_on(one.cycle)
        if one.cycle and starts_on is None:
            findings.add(one.place(cycle), NO_YEAR.format(one.cycle[:60]))
        if starts_on is not None:
            early = year_fault(starts_on=starts_on, today=today)
            if early:
                findings.add(one.place(cycle), early)
            fault = record_fault(
                decision_number=one.decision_number,
                decided_on=one.decided_on,
                cycle_starts_on=starts_on,
                today=today,
            )
            if fault:
                findings.add(one.place(columns.DECIDED_ON), fault)
        return agency

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


def check_ground(one: Written, record: AwardRecord | CompletionRating, findings: Findings) -> None:
    """Note where a row says another day or issuer than the record; a blank contradicts nothing."""
    if one.decided_on is not None and one.decided_on != record.decided_on:
        kept = date_text(record.decided_on) if record.decided_on else "để trống"
        findings.add(one.place(columns.DECIDED_ON), _DIFFERS.format(kept))
    if one.issuer and one.issuer != record.issuer:
        findings.add(one.place(columns.ISSUER), _DIFFERS.format(record.issuer or "để trống"))


def differs(kept: str) -> str:
    """Return the sentence for a cell that says another thing than the record."""
    return _DIFFERS.format(kept or "để trống")


def folded(name: str) -> str:
    """Return a name as it is compared: NFC, single blanks, in any case."""
    return unicodedata.normalize("NFC", tidy_line(name)).casefold()


def _not_one(what: str, said: str, codes: Iterable[str]) -> str:
    listed = ", ".join(sorted(codes))
    if listed:
        return f"có nhiều {what} tên “{said[:60]}”; đề nghị ghi mã: {listed}."
    return f"không có {what} “{said[:60]}”; đề nghị ghi đúng tên hoặc mã trong danh mục."
