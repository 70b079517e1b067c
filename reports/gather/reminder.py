"""The letter to the members that owe something, each matter with its deadline."""

from django.utils import timezone

from blocs.models import Season
from blocs.rules.deadlines import deadline_text
from blocs.rules.writing import count_text
from blocs.states import NarrativeSection, OfficeRole, Term
from reports.gather.facts import head_signature, letterhead_of, read_roster
from reports.gather.texts import read_own_words
from reports.papers.base import Recipients
from reports.papers.reminder import OwedRow, Reminder
from reports.rules import standard_words
from reports.rules.list_lines import ended
from reports.states import DocumentKind
from reports.subjects.owed import Owed, owed_in
from reports.wording import PROVINCE_OFFICE, year_label


def gather_reminder(season: Season) -> Reminder:
    """Read the letter's facts: ten queries at most, however many members owe something."""
    roster = read_roster(season)
    own = read_own_words(roster, DocumentKind.REMINDER)
    owed = owed_in(season)
    names = {one.agency_id: roster.names.get(one.agency_id, "") for one in owed}
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    cycle = year_label(season.cycle.label, season.cycle.kind)
    step = season.get_stage_display()
    return Reminder(
        sample=season.is_made_up,
        letterhead=letterhead_of(roster, head, symbol=roster.words.code),
        bloc=season.bloc.name,
        matter=f"đôn đốc thực hiện công tác thi đua năm {cycle}",
        addressees=tuple(names.values()),
        opening=(
            f"đang ở bước “{step}” của năm thi đua {cycle}; hiện còn {count_text(len(names))} "
            "đơn vị thành viên chưa hoàn thành các nội dung sau:"
        ),
        rows=tuple(_row(names, one) for one in owed),
        asked=ended(
            own(NarrativeSection.REMINDER_REQUEST)
            or (standard_words.reminder_request(roster.words.head),)
        ),
        recipients=Recipients(
            lines=("Như trên", PROVINCE_OFFICE), archive=f"Lưu: VT, {roster.words.code}"
        ),
        signature=head_signature(roster, head),
    )


def _row(names: dict[int, str], one: Owed) -> OwedRow:
    due = deadline_text(timezone.localtime(one.due_at)) if one.due_at else ""
    return OwedRow(agency=names[one.agency_id], matter=one.matter, due=due)
