"""The list of proposals: columns, order and filter."""

from typing import Any

import django_tables2 as tables
from django import forms
from django.utils.safestring import SafeString

from accounts.lists import NUMBER, ListTable, RowFilter, state_mark
from awards.models.labels import PROPOSAL_STATES
from awards.selectors import ProposalRow
from blocs.rules.writing import points_text


class ProposalTable(ListTable):
    """Rows are ``ProposalRow``; sorting by rank puts the unranked last."""

    agency_name = tables.Column("Đơn vị")
    award = tables.Column("Hình thức đề nghị")
    rank = tables.Column("Hạng", attrs=NUMBER)
    final_total = tables.Column("Điểm cuối", attrs=NUMBER)
    state = tables.Column("Trạng thái", accessor="proposal__state")

    class Meta(ListTable.Meta):
        empty_text = "Chưa có đề nghị khen thưởng nào."
        order_by = ()

    def render_agency_name(self, record: ProposalRow, value: str) -> SafeString:
        return self.link(record.proposal.get_absolute_url(), value)

    def render_final_total(self, value: Any) -> str:
        return points_text(value)

    def render_state(self, record: ProposalRow, value: str) -> SafeString:
        return state_mark(value, record.proposal.get_state_display())


class ProposalFilter(RowFilter[ProposalRow]):
    """Keep the proposals in one state, or of one agency by part of its name."""

    ten = forms.CharField(label="Đơn vị", max_length=100)
    trang_thai = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *PROPOSAL_STATES])

    def keeps(self, row: ProposalRow) -> bool:
        return self.holds("ten", row.agency_name) and self.chose("trang_thai", row.proposal.state)
