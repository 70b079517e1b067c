"""The minutes of handover: from the record, or before there is one a draft from today's facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from blocs.models import Handover, Season
from blocs.models.labels import STEP_KINDS
from blocs.rules.carrying import CarriedStep
from blocs.rules.deadlines import deadline_text
from blocs.rules.writing import count_text, date_long, date_text, lower_first
from blocs.selectors import described_offices, lateness_text
from blocs.states import OfficeRole, OfficeState, Term
from reports.gather.facts import Roster, minutes_letterhead, read_roster
from reports.papers.base import LegalBasis, Recipients
from reports.papers.handover import (
    Contents,
    EvidenceRow,
    FileRow,
    HandoverMinutes,
    MatterText,
    Party,
    StepText,
)
from reports.selectors.handover import called_as_members, handover_of, handover_plan
from reports.selectors.members import member_names
from reports.selectors.open_matters import Matter, read_matters
from reports.selectors.season_archive import (
    FileEntry,
    evidence_among,
    papers_among,
    read_files,
)
from reports.wording import PROVINCE_OFFICE, SELECTION_WORDS, joined, with_remark, year_label

_SHA_GROUP = 16
_PROVINCE = lower_first(PROVINCE_OFFICE)
_COPIES = (
    "Biên bản này được lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, 01 bản gửi "
    f"{_PROVINCE}; đã đọc lại cho các bên cùng nghe, thống nhất và ký tên."
)
_STEPS = dict(STEP_KINDS)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the minutes tell, from the record or from the plan."""

    label: str
    offices: Sequence[Row]
    steps: Sequence[CarriedStep]
    matters: Sequence[Matter]
    files: Sequence[FileEntry]
    on: date | None = None
    place: str = ""
    note: str = ""
    draft: bool = False

    def holder(self, term: Term, role: OfficeRole) -> Row | None:
        """Return who holds an office, or held it last."""
        held = [one for one in self.offices if (one["term"], one["role"]) == (term, role)]
        held.sort(key=lambda one: one["state"] == OfficeState.HANDED_OVER)
        return held[0] if held else None


def gather_handover(season: Season) -> HandoverMinutes:
    """Read the minutes' facts, once; the number of queries does not grow with the season.

    Before the handover the paper is a draft of what would be handed over today.
    """
    roster = read_roster(season)
    handover = handover_of(season)
    facts = _of_plan(season) if handover is None else _of_record(handover)
    # Signatures are told apart by these names.
    facts = replace(facts, offices=called_as_members(member_names(season), facts.offices))
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    title, cycle = roster.words.head, year_label(season.cycle.label, season.cycle.kind)
    following = year_label(facts.label, season.cycle.kind)
    leaving, coming = (facts.holder(term, OfficeRole.HEAD) for term in Term)
    held_on = date_long(facts.on) if facts.on else ""
    return HandoverMinutes(
        sample=season.is_made_up,
        draft=facts.draft,
        letterhead=minutes_letterhead(roster, head),
        bloc=season.bloc.name,
        cycle=cycle,
        next_cycle=following,
        head=title,
        held_on=held_on,
        place=facts.place,
        basis=LegalBasis(tuple(_grounds(facts))),
        giver=_party(leaving, f"{title} năm {cycle}"),
        receiver=_party(coming, f"{title} năm {following}"),
        witness=f"Đại diện {_PROVINCE}",
        contents=_contents(facts, roster, cycle, following),
        duties=_duties(title, cycle, following),
        copies=_COPIES,
        recipients=Recipients(lines=(PROVINCE_OFFICE, "Các đơn vị thành viên"), archive="Lưu: VT"),
    )


def _contents(facts: _Facts, roster: Roster, cycle: str, following: str) -> Contents:
    return Contents(
        offices=tuple(_offices(facts, roster, cycle, following)),
        files=tuple(_file(one) for one in papers_among(facts.files)),
        evidence=tuple(
            EvidenceRow(
                agency=one.agency, count=count_text(len(one.files)), size=filesizeformat(one.size)
            )
            for one in evidence_among(facts.files)
        ),
        matters=tuple(
            MatterText(
                label=with_remark(one.label, one.doer),
                count=count_text(one.count),
                items=joined(one.items),
            )
            for one in facts.matters
        ),
        steps=tuple(_step(one) for one in facts.steps),
        note=facts.note,
    )


def _of_record(handover: Handover) -> _Facts:
    return _Facts(
        label=handover.following.cycle.label,
        offices=handover.offices["before"],
        steps=[CarriedStep.from_content(one) for one in handover.steps],
        matters=read_matters(handover.matters),
        files=read_files(handover.files),
        on=handover.handed_over_on,
        place=handover.place,
        note=handover.note,
    )


def _of_plan(season: Season) -> _Facts:
    plan = handover_plan(season)
    return _Facts(
        label=plan.label,
        offices=described_offices(plan.offices),
        steps=plan.steps,
        matters=plan.matters,
        files=plan.files,
        draft=True,
    )


def _party(office: Row | None, title: str) -> Party:
    if office is None:
        return Party(office=title)
    return Party(agency=office["name"], office=title, person_title=office["person_title"])


def _grounds(facts: _Facts) -> list[str]:
    """Say on what ground the new officers came by their offices; each ground once."""
    named = [facts.holder(Term.NEXT, role) for role in OfficeRole]
    return list(dict.fromkeys(f"Căn cứ {one['basis']}" for one in named if one and one["basis"]))


def _offices(facts: _Facts, roster: Roster, cycle: str, following: str) -> Iterator[str]:
    """Name who holds each office in both years and how it came by it, also that nobody does."""
    for term, year in ((Term.CURRENT, cycle), (Term.NEXT, following)):
        for role in OfficeRole:
            office = facts.holder(term, role)
            title = f"{roster.words.office(role)} năm {year}"
            if office is None:
                yield f"{title}: chưa ghi nhận"
            else:
                yield f"{title}: {with_remark(office['name'], _came_by(office))}"


def _came_by(office: Row) -> str:
    day = date.fromisoformat(office["decided_on"]) if office["decided_on"] else None
    return joined(
        (
            "đề xuất, chờ xác nhận" if office["state"] == OfficeState.PROPOSED else "",
            SELECTION_WORDS[office["selected_by"]] or "cách chọn không ghi rõ",
            f"ngày {date_text(day)}" if day else "",
        ),
        ", ",
    )


def _file(one: FileEntry) -> FileRow:
    groups = range(0, len(one.sha256), _SHA_GROUP)
    return FileRow(
        name=one.name,
        day=date_text(one.day),
        size=filesizeformat(one.size),
        sha256=" ".join(one.sha256[start : start + _SHA_GROUP] for start in groups),
    )


def _step(one: CarriedStep) -> StepText:
    return StepText(
        label=_STEPS.get(one.kind, one.kind),
        old=deadline_text(timezone.localtime(one.due_at)),
        new=deadline_text(timezone.localtime(one.new_due_at)),
        late=lateness_text(one),
    )


def _duties(title: str, cycle: str, following: str) -> tuple[str, ...]:
    return (
        (
            f"Kể từ khi ký biên bản, bên nhận thực hiện nhiệm vụ {title} năm {following} và tiếp "
            f"tục các công việc chưa hoàn thành của năm {cycle}."
        ),
        (
            f"Bên giao được tra cứu hồ sơ năm {cycle} trên phần mềm, không cập nhật với tư cách "
            f"{title}; có trách nhiệm giải thích khi bên nhận đề nghị."
        ),
    )
