"""The list of score sheets: its rows, columns and order."""

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal

import django_tables2 as tables
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.lists import NUMBER, ListTable, RowFilter, state_mark
from blocs.models import Season
from blocs.permissions import Seats, has_led
from blocs.rules.writing import points_text
from blocs.standing import Standing
from scoring.models import ScoreSheet
from scoring.models.labels import SHEET_STATES
from scoring.people import next_person, sees_appraisal
from scoring.rules.awaited import SETTLED, Awaited, awaited_words
from scoring.selectors import SeasonScores
from scoring.selectors.scores import MemberScores
from scoring.templatetags.sheets import provisional

_STATE_LABELS = dict(SHEET_STATES)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One member with its sheet as the reader may see it; totals in points.

    ``awaited`` says which totals are provisional.
    """

    position: int
    name: str
    sheet: ScoreSheet | None
    state: str
    self_total: Decimal | None
    appraised_total: Decimal | None
    is_late: bool
    next_person: str
    awaited: Awaited = SETTLED


def sheet_rows(
    season: Season,
    scores: SeasonScores,
    visible: Set[int],
    standing: Standing,
    seats: Seats,
) -> list[SheetRow]:
    """Return a row for each sheet; who leads or oversees the bloc also sees those not sent.

    Of a sheet that the reader may not see, only its state is told, never its points.

    Args:
        visible: the sheets that the reader may see, by number.
    """
    sees_all = has_led(standing, seats) or standing.watches.covers(season.bloc)
    rows = []
    for member in scores.members:
        sheet = member.sheet
        if sheet is not None:
            sheet.season = season
        if sheet is not None and sheet.pk in visible:
            rows.append(_visible_row(member, sheet, standing, seats))
        elif sees_all:
            rows.append(_closed_row(member, seats))
    return rows


def _visible_row(
    member: MemberScores, sheet: ScoreSheet, standing: Standing, seats: Seats
) -> SheetRow:
    shown = sees_appraisal(standing, sheet, seats)
    return SheetRow(
        position=member.position,
        name=member.name,
        sheet=sheet,
        state=sheet.state,
        self_total=member.total.own,
        awaited=member.total.awaited if shown else Awaited(own=member.total.awaited.own),
        appraised_total=member.total.appraised if shown else None,
        is_late=sheet.submitted_late,
        next_person=next_person(sheet, seats),
    )


def _closed_row(member: MemberScores, seats: Seats) -> SheetRow:
    """Return what may be told of a member without a sheet, or with one that was not sent."""
    sheet = member.sheet
    return SheetRow(
        position=member.position,
        name=member.name,
        sheet=None,
        state=sheet.state if sheet else "",
        self_total=None,
        appraised_total=None,
        is_late=False,
        next_person=next_person(sheet, seats) if sheet else "",
    )


def _total(points: Decimal, why_provisional: str) -> SafeString:
    return format_html("{}{}", points_text(points), provisional(why_provisional))


class SheetTable(ListTable):
    """Rows are ``SheetRow``."""

    position = tables.Column("STT", attrs=NUMBER)
    name = tables.Column("Đơn vị")
    state = tables.Column("Trạng thái", empty_values=())
    self_total = tables.Column("Tự chấm", attrs=NUMBER)
    appraised_total = tables.Column("Thẩm định", attrs=NUMBER)
    is_late = tables.Column("Thời hạn")
    next_person = tables.Column("Việc tiếp theo của")

    class Meta(ListTable.Meta):
        empty_text = "Không có phiếu chấm điểm nào."
        order_by = ()
        per_page = 50

    def render_name(self, record: SheetRow, value: str) -> str | SafeString:
        if record.sheet is None:
            return value
        return self.link(record.sheet.get_absolute_url(), value)

    def render_state(self, record: SheetRow) -> SafeString:
        if not record.state:
            return state_mark("none", "Chưa mở phiếu")
        return state_mark(record.state, _STATE_LABELS[record.state])

    def render_self_total(self, record: SheetRow, value: Decimal) -> SafeString:
        return _total(value, awaited_words(record.awaited, "own", is_sum=True))

    def render_appraised_total(self, record: SheetRow, value: Decimal) -> SafeString:
        return _total(value, awaited_words(record.awaited, "appraised", is_sum=True))

    def render_is_late(self, record: SheetRow, value: bool) -> str | SafeString:
        if value:
            return state_mark("late", "Gửi muộn")
        return "Đúng hạn" if record.sheet and record.sheet.submitted_at else ""


class SheetFilter(RowFilter[SheetRow]):
    """Keep the sheets in one state."""

    trang_thai = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *SHEET_STATES])

    def keeps(self, row: SheetRow) -> bool:
        return self.chose("trang_thai", row.state)
