"""Lists of the council's sittings and of decisions: columns, order and filter."""

import django_filters
import django_tables2 as tables
from django.utils.safestring import SafeString

from accounts.lists import NUMBER, ListTable, QueryFilter, state_mark
from awards.models import CouncilSession, Decision
from awards.models.labels import DECISION_STATES
from blocs.models import Cycle
from blocs.rules.writing import date_text


class SessionTable(ListTable):
    """Rows are sittings with the numbers of their votes."""

    name = tables.Column("Phiên họp")
    held_on = tables.Column("Ngày họp")
    cycle = tables.Column("Năm thi đua", accessor="cycle__label")
    province = tables.Column("Tỉnh", accessor="province__name")
    passed = tables.Column("Thông qua", attrs=NUMBER)
    failed = tables.Column("Không thông qua", attrs=NUMBER)

    class Meta(ListTable.Meta):
        empty_text = "Chưa có phiên họp nào của Hội đồng."
        order_by = ()

    def render_name(self, record: CouncilSession, value: str) -> SafeString:
        return self.link(record.get_absolute_url(), value)

    def render_held_on(self, record: CouncilSession) -> str:
        return date_text(record.held_on)


class SessionFilter(QueryFilter):
    """Keep the sittings of one year."""

    nam = django_filters.ModelChoiceFilter(
        field_name="cycle",
        queryset=Cycle.objects.order_by("-starts_on"),
        label="Năm thi đua",
        empty_label="Tất cả",
    )


class DecisionTable(ListTable):
    """Rows are decisions with the number of their lines."""

    number = tables.Column("Số quyết định")
    issued_on = tables.Column("Ngày ban hành")
    issuer = tables.Column("Người, cơ quan quyết định")
    cycle = tables.Column("Năm thi đua", accessor="cycle__label")
    granted = tables.Column("Số đề nghị", attrs=NUMBER)
    state = tables.Column("Trạng thái")

    class Meta(ListTable.Meta):
        empty_text = "Chưa có quyết định khen thưởng nào."
        order_by = ()

    def render_number(self, record: Decision, value: str) -> SafeString:
        return self.link(record.get_absolute_url(), value)

    def render_issued_on(self, record: Decision) -> str:
        return date_text(record.issued_on)

    def render_state(self, record: Decision) -> SafeString:
        return state_mark(record.state, record.get_state_display())


class DecisionFilter(QueryFilter):
    """Keep the decisions of one year, by part of the number, or in one state."""

    so = django_filters.CharFilter("number", "icontains", label="Số quyết định")
    nam = django_filters.ModelChoiceFilter(
        field_name="cycle",
        queryset=Cycle.objects.order_by("-starts_on"),
        label="Năm thi đua",
        empty_label="Tất cả",
    )
    trang_thai = django_filters.ChoiceFilter(
        field_name="state", choices=DECISION_STATES, label="Trạng thái", empty_label="Tất cả"
    )
