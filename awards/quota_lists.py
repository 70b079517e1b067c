"""The lists of limits, and of a province's blocs beside them: columns, order and filter."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.form_parts import DayField
from accounts.lists import NAME, NUMBER, ListTable, RowFilter, state_mark
from awards.models import Quota
from awards.selectors.province_quotas import BlocLine
from awards.selectors.quotas import rule_of
from awards.selectors.words import award_name
from awards.states import QuotaMode
from blocs.rules.writing import date_text, number_text

_STANDINGS = [
    ("", "Tất cả"),
    ("vuot", "Vượt hạn mức, sai đối tượng"),
    ("trong", "Trong hạn mức"),
    ("khong", "Chưa có hạn mức"),
]
_CHECKED = [("", "Tất cả"), ("roi", "Đã đối chiếu"), ("chua", "Chưa đối chiếu")]


def _cell(name: str) -> dict[str, dict[str, str]]:
    """Return the class that sets a column's width in awards.css."""
    return {"td": {"class": f"quota-{name}"}}


class QuotaTable(ListTable):
    """Rows are ``Quota`` with award, province and brackets loaded.

    Args:
        may_change: the numbers of the rows that the person may change.
        names: what each province calls awards, from ``labels_by_province``.
    """

    award = tables.Column("Hình thức", accessor="award_type__name", attrs=_cell("award"))
    scope = tables.Column("Phạm vi", attrs=_cell("scope"))
    says = tables.Column("Hạn mức", empty_values=(), orderable=False, attrs=_cell("text"))
    strictness = tables.Column("Khi vượt", attrs=_cell("when"))
    valid_from = tables.Column("Hiệu lực")
    source = tables.Column("Căn cứ", attrs=_cell("text"))
    verified = tables.Column("Đối chiếu")
    acts = tables.Column("Việc", empty_values=(), orderable=False, attrs=_cell("acts"))

    class Meta(ListTable.Meta):
        empty_text = "Không có hạn mức nào khớp với điều kiện lọc."
        order_by = ()

    def __init__(
        self,
        *args: Any,
        may_change: set[int],
        names: Mapping[int, Mapping[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may_change, self.names = may_change, names

    def render_award(self, record: Quota) -> str:
        return award_name(record.award_type, self.names.get(record.province_id or 0, {}))

    def render_scope(self, record: Quota) -> str:
        kind = f", {record.get_bloc_kind_display().lower()}" if record.bloc_kind else ""
        return f"{record.get_scope_display()}{kind}"

    def render_says(self, record: Quota) -> SafeString:
        return format_html_join("", "<div>{}</div>", ((line,) for line in said(record)))

    def render_strictness(self, record: Quota) -> str:
        return str(record.get_strictness_display())

    def render_valid_from(self, record: Quota) -> str:
        begun = f"từ {date_text(record.valid_from)}"
        return f"{begun} đến trước {date_text(record.valid_to)}" if record.valid_to else begun

    def render_verified(self, value: bool) -> SafeString:
        word = "verified" if value else "unverified"
        return state_mark(word, "Đã đối chiếu" if value else "Chưa đối chiếu")

    def render_acts(self, record: Quota) -> SafeString | str:
        if record.pk not in self.may_change:
            return "Áp dụng chung" if record.province_id is None else "–"
        acts = [("awards:quota-replace", "Thay"), ("awards:quota-end", "Kết thúc")]
        links = ((self.link(reverse(act, args=[record.pk]), label),) for act, label in acts)
        return format_html_join(" ", "{}", links)


class QuotaFilter(RowFilter[Quota]):
    """Keep the limits of an award, in force on a day, verified or not.

    Args:
        names: what each province calls awards; its own name finds a limit too.
    """

    hinh_thuc = forms.CharField(label="Hình thức", max_length=100)
    ngay = DayField("Có hiệu lực ngày")
    doi_chieu = forms.ChoiceField(label="Đối chiếu", choices=_CHECKED)

    def __init__(
        self,
        data: QueryDict,
        *,
        rows: Iterable[Quota],
        names: Mapping[int, Mapping[int, str]] | None = None,
    ) -> None:
        super().__init__(data, rows=rows)
        self.names = names or {}

    def keeps(self, row: Quota) -> bool:
        day = self.cleaned_data["ngay"]
        return (
            (day is None or row.is_in_force(day))
            and self.holds("hinh_thuc", row.award_type.name, self._own_name(row))
            and self.chose("doi_chieu", "roi" if row.verified else "chua")
        )

    def _own_name(self, row: Quota) -> str:
        return award_name(row.award_type, self.names.get(row.province_id or 0, {}))


class BlocLineTable(ListTable):
    """Rows are ``BlocLine``: one award in one bloc beside its limit."""

    bloc = tables.Column("Khối, cụm", accessor="season__bloc__name", attrs=NAME)
    award = tables.Column("Hình thức", accessor="held__name", attrs=NAME)
    proposed = tables.Column("Đề nghị", accessor="held__tally__proposed", attrs=NUMBER)
    sent = tables.Column("Đã gửi", accessor="held__tally__sent", attrs=NUMBER)
    granted = tables.Column("Được khen", accessor="held__tally__granted", attrs=NUMBER)
    refused = tables.Column("Không được", accessor="held__tally__refused", attrs=NUMBER)
    limit = tables.Column("Tối đa", accessor="held__limit", attrs=NUMBER)
    state = tables.Column(
        "So với hạn mức",
        accessor="held__over",
        empty_values=(),
        attrs={"td": {"class": "quota-state"}},
    )

    class Meta(ListTable.Meta):
        empty_text = "Không có khối, cụm nào khớp với điều kiện lọc."
        order_by = ()

    def render_bloc(self, record: BlocLine, value: str) -> SafeString:
        season = record.season
        page = reverse("awards:proposal-list", args=[season.bloc.code, season.cycle.label])
        return self.link(page, value)

    def render_award(self, record: BlocLine, value: str) -> str:
        return f"trong đó {value}" if record.held.is_part else value

    def render_granted(self, record: BlocLine, value: int) -> str:
        return granted_text(value, record.held.unnamed)

    def render_state(self, record: BlocLine) -> SafeString | str:
        held = record.held
        if held.quota is None or held.answer is None:
            return "Chưa có hạn mức"
        context = {"answer": held.answer, "verified": held.quota.verified, "how": True}
        return render_to_string("awards/_quota_answer.html", context)


class BlocLineFilter(RowFilter[BlocLine]):
    """Keep the lines of a bloc, of an award, or those over their limit."""

    khoi = forms.CharField(label="Khối, cụm", max_length=100)
    hinh_thuc = forms.CharField(label="Hình thức", max_length=100)
    tinh_trang = forms.ChoiceField(label="Tình trạng", choices=_STANDINGS)

    def keeps(self, row: BlocLine) -> bool:
        word = "vuot" if row.held.is_passed else "trong" if row.held.quota else "khong"
        return (
            self.holds("khoi", row.season.bloc.name)
            and self.holds("hinh_thuc", row.held.name)
            and self.chose("tinh_trang", word)
        )


def granted_text(granted: int, unnamed: int) -> str:
    """Write how many received an award, and how many more a source counts without names."""
    return f"{granted} (và {unnamed} không nêu tên)" if unnamed else str(granted)


def said(quota: Quota) -> list[str]:
    """Return what a limit says, a line for each bracket."""
    rule = rule_of(quota)
    base = quota.get_base_display().lower()
    if rule.mode is QuotaMode.PERCENT and rule.percent is not None:
        lines = [f"{number_text(rule.percent)}% {base}; {quota.get_rounding_display().lower()}"]
    else:
        lines = [f"{one.words}: tối đa {one.limit}" for one in rule.brackets]
        lines = [f"Theo {base}:", *lines]
    return [*lines, "chỉ đơn vị dẫn đầu"] if rule.only_leaders else lines
