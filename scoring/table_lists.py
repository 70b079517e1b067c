"""The list of criteria tables: its columns, order and filter."""

import django_filters
import django_tables2 as tables
from django.utils.safestring import SafeString

from accounts.lists import NAME, NUMBER, ListTable, QueryFilter, state_mark, with_sample_badge
from blocs.models import Cycle
from blocs.rules.writing import number_text
from scoring.models import CriteriaTable
from scoring.models.labels import TABLE_STATES


class CriteriaTableFilter(QueryFilter):
    """Keep the tables by part of their title, in one state, or of one cycle."""

    ten = django_filters.CharFilter(
        label="Tên bảng",
        field_name="title",
        lookup_expr="icontains",
    )
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái",
        field_name="state",
        choices=TABLE_STATES,
        empty_label="Tất cả",
    )
    nam = django_filters.ModelChoiceFilter(
        label="Năm",
        field_name="cycle",
        queryset=Cycle.objects.all(),
        to_field_name="label",
        empty_label="Tất cả các năm",
    )

    class Meta(QueryFilter.Meta):
        model = CriteriaTable


class CriteriaTableList(ListTable):
    """Rows are those of ``selectors.table_pages.table_list``."""

    title = tables.Column("Tên bảng", order_by=("title", "-number"), attrs=NAME)
    code = tables.Column("Mã", order_by=("code", "-number"))
    number = tables.Column("Bản", attrs=NUMBER)
    cycle = tables.Column("Năm", order_by=("cycle__starts_on", "title"))
    state = tables.Column("Trạng thái")
    scale = tables.Column("Thang điểm", attrs=NUMBER)
    leaf_count = tables.Column("Tiêu chí chấm", attrs=NUMBER)
    season_count = tables.Column("Năm thi đua dùng", attrs=NUMBER)
    province = tables.Column("Tỉnh", order_by=("province__name", "title"))

    class Meta(ListTable.Meta):
        empty_text = "Không có bảng tiêu chí nào khớp với điều kiện lọc."

    def render_title(self, record: CriteriaTable) -> SafeString:
        link = self.link(record.get_absolute_url(), record.title)
        return with_sample_badge(link) if record.is_sample else link

    def render_state(self, record: CriteriaTable) -> SafeString:
        return state_mark(record.state, record.get_state_display())

    def render_scale(self, record: CriteriaTable) -> str:
        return number_text(record.scale)
