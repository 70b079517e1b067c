"""The list of limits: its columns, order and filter."""

import django_tables2 as tables
from django import forms
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.form_parts import DayField
from accounts.lists import NAME, ListTable, RowFilter, state_mark
from awards.models import Quota
from awards.selectors.quotas import rule_of
from awards.states import QuotaMode
from blocs.rules.writing import date_text, number_text

_CHECKED = [("", "Tất cả"), ("roi", "Đã đối chiếu"), ("chua", "Chưa đối chiếu")]


class QuotaTable(ListTable):
    """Rows are ``Quota`` with award, province and brackets loaded."""

    award = tables.Column("Hình thức", accessor="award_type__name")
    scope = tables.Column("Phạm vi")
    says = tables.Column("Hạn mức", empty_values=(), orderable=False, attrs=NAME)
    strictness = tables.Column("Khi vượt")
    valid_from = tables.Column("Hiệu lực")
    source = tables.Column("Căn cứ", attrs=NAME)
    verified = tables.Column("Đối chiếu")
    acts = tables.Column("Việc", empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        empty_text = "Không có hạn mức nào khớp với điều kiện lọc."
        order_by = ()

    def __init__(self, *args: object, may_change: set[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.may_change = may_change

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
    """Keep the limits of an award, in force on a day, verified or not."""

    hinh_thuc = forms.CharField(label="Hình thức", max_length=100)
    ngay = DayField("Có hiệu lực ngày")
    doi_chieu = forms.ChoiceField(label="Đối chiếu", choices=_CHECKED)

    def keeps(self, row: Quota) -> bool:
        day = self.cleaned_data["ngay"]
        return (
            (day is None or row.is_in_force(day))
            and self.holds("hinh_thuc", row.award_type.name)
            and self.chose("doi_chieu", "roi" if row.verified else "chua")
        )


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
