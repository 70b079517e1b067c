"""The list of criteria tables: its columns, order and filter."""

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from accounts.navigation import BACK
from blocs.models import Cycle
from blocs.rules.writing import number_text
from scoring.models import CriteriaTable
from scoring.models.labels import TABLE_STATES

_NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
_PER_PAGE = 30
_SAMPLE = "DỮ LIỆU MẪU"


class CriteriaTableFilter(django_filters.FilterSet):
    """Keep the tables by part of their title, in one state, or of one cycle."""

    ten = django_filters.CharFilter(
        label="Tên bảng",
        field_name="title",
        lookup_expr="icontains",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái",
        field_name="state",
        choices=TABLE_STATES,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    nam = django_filters.ModelChoiceFilter(
        label="Năm",
        field_name="cycle",
        queryset=Cycle.objects.all(),
        to_field_name="label",
        empty_label="Tất cả các năm",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = CriteriaTable
        fields: list[str] = []


class CriteriaTableList(tables.Table):
    """Rows are those of ``selectors.table_pages.table_list``."""

    title = tables.Column(
        "Tên bảng", order_by=("title", "-number"), attrs={"td": {"class": "name-column"}}
    )
    code = tables.Column("Mã", order_by=("code", "-number"))
    number = tables.Column("Bản", attrs=_NUM)
    cycle = tables.Column("Năm", order_by=("cycle__starts_on", "title"))
    state = tables.Column("Trạng thái")
    scale = tables.Column("Thang điểm", attrs=_NUM)
    leaf_count = tables.Column("Tiêu chí chấm", attrs=_NUM)
    season_count = tables.Column("Năm thi đua dùng", attrs=_NUM)
    province = tables.Column("Tỉnh", order_by=("province__name", "title"))

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        empty_text = "Không có bảng tiêu chí nào khớp với điều kiện lọc."
        default = "–"

    def __init__(self, data: QuerySet[CriteriaTable], *, back: str) -> None:
        super().__init__(data)
        self.back = back

    def render_title(self, record: CriteriaTable) -> SafeString:
        url = f"{reverse('scoring:table-detail', args=[record.pk])}?{urlencode({BACK: self.back})}"
        link = format_html('<a href="{}">{}</a>', url, record.title)
        if not record.is_sample:
            return link
        return format_html('{} <span class="sample-badge">{}</span>', link, _SAMPLE)

    def render_state(self, record: CriteriaTable) -> SafeString:
        return format_html(
            '<span class="state-{}">{}</span>', record.state, record.get_state_display()
        )

    def render_scale(self, record: CriteriaTable) -> str:
        return number_text(record.scale)

    def paginate_from(self, request: HttpRequest) -> None:
        """Sort and page as the address says."""
        RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(self)
