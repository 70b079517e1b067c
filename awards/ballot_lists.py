"""The list of a season's ballots: its columns, order and filter."""

import django_tables2 as tables
from django import forms
from django.utils.safestring import SafeString

from accounts.lists import NAME, NUMBER, ListTable, RowFilter, state_mark
from awards.models.labels import BALLOT_PURPOSES, BALLOT_STATES
from awards.selectors.ballot_pages import BallotRow


class BallotTable(ListTable):
    """Rows are ``BallotRow``."""

    title = tables.Column("Cuộc bỏ phiếu", accessor="ballot", attrs=NAME)
    matter = tables.Column("Nội dung")
    method = tables.Column("Cách bỏ phiếu", accessor="ballot__get_method_display")
    voted = tables.Column("Đã bỏ phiếu", attrs=NUMBER)
    state = tables.Column("Trạng thái", accessor="ballot__state")
    outcome = tables.Column("Kết quả", empty_values=("",))

    class Meta(ListTable.Meta):
        empty_text = "Năm thi đua này chưa có cuộc bỏ phiếu nào."
        order_by = ()

    def render_title(self, record: BallotRow) -> SafeString:
        return self.link(record.ballot.get_absolute_url(), str(record.ballot))

    def render_voted(self, record: BallotRow) -> str:
        is_roll = record.ballot.method != "hands"
        return f"{record.voted}/{record.voters}" if is_roll else "–"

    def render_state(self, record: BallotRow, value: str) -> SafeString:
        return state_mark(value, record.ballot.get_state_display())


class BallotFilter(RowFilter[BallotRow]):
    """Keep the ballots about awards or offices, or those in one state."""

    ve = forms.ChoiceField(label="Nội dung", choices=[("", "Tất cả"), *BALLOT_PURPOSES])
    trang_thai = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *BALLOT_STATES])

    def keeps(self, row: BallotRow) -> bool:
        ballot = row.ballot
        return self.chose("ve", ballot.purpose) and self.chose("trang_thai", ballot.state)
