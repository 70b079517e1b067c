"""The list of proposals: columns, order and filter."""

from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from accounts.navigation import BACK
from awards.models.labels import PROPOSAL_STATES
from awards.selectors import ProposalRow
from blocs.rules.writing import points_text


class ProposalTable(tables.Table):
    """Rows are ``ProposalRow``; sorting by rank puts the unranked last."""

    agency_name = tables.Column("Đơn vị")
    award = tables.Column("Hình thức đề nghị")
    rank = tables.Column("Hạng", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    final_total = tables.Column("Điểm cuối", attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    state = tables.Column("Trạng thái", accessor="proposal__state")

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        empty_text = "Chưa có đề nghị khen thưởng nào."
        order_by = ()

    def __init__(self, data: list[ProposalRow], *, back: str) -> None:
        super().__init__(data)
        self.back = back

    def render_agency_name(self, record: ProposalRow, value: str) -> SafeString:
        url = reverse("awards:proposal-detail", args=[record.proposal.pk])
        return format_html('<a href="{}?{}">{}</a>', url, urlencode({BACK: self.back}), value)

    def render_final_total(self, value: Any) -> str:
        return points_text(value)

    def render_state(self, record: ProposalRow, value: str) -> SafeString:
        label = record.proposal.get_state_display()
        return format_html('<span class="badge state-{}">{}</span>', value, label)

    def paginate_from(self, request: HttpRequest) -> None:
        """Sort and page as the address says."""
        RequestConfig(request, paginate={"per_page": 30}).configure(self)


class ProposalFilter(forms.Form):
    """Keep the proposals in one state, or of one agency by part of its name."""

    ten = forms.CharField(
        label="Đơn vị",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), *PROPOSAL_STATES],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    @classmethod
    def apply(cls, rows: list[ProposalRow], query: QueryDict) -> list[ProposalRow]:
        """Return the rows that the query asks for; a malformed query filters nothing."""
        form = cls(query)
        if not form.is_valid():
            return rows
        name, state = form.cleaned_data["ten"].casefold(), form.cleaned_data["trang_thai"]
        return [
            row
            for row in rows
            if name in row.agency_name.casefold() and state in {"", row.proposal.state}
        ]
