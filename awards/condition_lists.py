"""The list of written conditions: its columns, order and filter."""

from collections.abc import Iterable, Sequence

import django_tables2 as tables
from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from accounts.form_parts import DayField
from accounts.lists import NAME, ListTable, RowFilter, state_mark
from awards.selectors.condition_pages import EVERY_AWARD, ConditionRow
from blocs.models import Province

_CHECKED = [("", "Tất cả"), ("roi", "Đã đối chiếu"), ("chua", "Chưa đối chiếu")]
_SCOPE = {True: "Chung", False: "Riêng của tỉnh"}


class ConditionTable(ListTable):
    """Rows are ``ConditionRow``."""

    award = tables.Column("Hình thức", order_by=("row__award_type__position", "row__route"))
    route = tables.Column("Trường hợp xét", accessor="row__route")
    wording = tables.Column("Điều kiện", accessor="row__wording", attrs=NAME)
    citation = tables.Column("Căn cứ", accessor="condition__citation")
    validity = tables.Column(
        "Hiệu lực", accessor="condition__validity", order_by=("row__valid_from",)
    )
    scope = tables.Column("Phạm vi", accessor="row__province", empty_values=())
    verified = tables.Column("Đối chiếu", accessor="is_verified")

    class Meta(ListTable.Meta):
        empty_text = "Không có điều kiện nào khớp với điều kiện lọc."
        order_by = ()

    def render_wording(self, record: ConditionRow, value: str) -> SafeString:
        return self.link(record.row.get_absolute_url(), value)

    def render_scope(self, record: ConditionRow) -> str:
        return _SCOPE[record.row.province_id is None]

    def render_verified(self, record: ConditionRow, value: bool) -> SafeString:
        if not record.is_living:
            return state_mark("closed", "Không dùng nữa")
        if value:
            return state_mark("verified", "Đã đối chiếu")
        return state_mark("unverified", "Chưa đối chiếu")


class ConditionFilter(RowFilter[ConditionRow]):
    """Keep the conditions of an award, of a law, in force on a day, verified or not.

    ``tinh`` and ``cu`` are read before the rows are: whose conditions, and former ones too.
    """

    tinh = forms.ModelChoiceField(
        Province.objects.none(), label="Áp dụng tại", empty_label="Quy định chung"
    )
    hinh_thuc = forms.ChoiceField(label="Hình thức")
    van_ban = forms.CharField(label="Văn bản", max_length=100)
    ngay = DayField("Có hiệu lực ngày")
    doi_chieu = forms.ChoiceField(label="Đối chiếu", choices=_CHECKED)
    cu = forms.ChoiceField(label="Bản đã thay thế", choices=[("", "Không hiện"), ("co", "Hiện cả")])

    def __init__(
        self, data: QueryDict, *, rows: Iterable[ConditionRow], provinces: Sequence[Province] = ()
    ) -> None:
        super().__init__(data, rows=rows)
        names = dict.fromkeys((EVERY_AWARD, *(row.award for row in self.rows)))
        choice: forms.ChoiceField = self.fields["hinh_thuc"]  # type: ignore[assignment]
        choice.choices = [("", "Tất cả"), *((name, name) for name in names)]
        where: forms.ModelChoiceField = self.fields["tinh"]  # type: ignore[assignment]
        where.queryset = Province.objects.filter(pk__in=[one.pk for one in provinces])
        if len(provinces) < 2:  # noqa: PLR2004 -- nothing to choose between
            del self.fields["tinh"]

    def keeps(self, row: ConditionRow) -> bool:
        day = self.cleaned_data["ngay"]
        return (
            self.chose("hinh_thuc", row.award)
            and self.holds("van_ban", row.condition.citation)
            and (day is None or row.condition.is_in_force(day))
            and self.chose("doi_chieu", "roi" if row.is_verified else "chua")
        )
