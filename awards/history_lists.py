"""The list of all awards on record: its columns, order and filter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.lists import NAME, ListTable, QueryFilter, state_mark
from awards.models import AwardRecord, AwardType
from awards.selectors.words import award_name
from blocs.rules.writing import date_text

_STATES = [("con", "Còn giá trị"), ("thu-hoi", "Đã thu hồi, hủy bỏ")]


class RecordTable(ListTable):
    """Rows are ``AwardRecord`` with their agency, award and cycle.

    Args:
        names: what each province calls awards, from ``labels_by_province``.
        is_filtered: whether somebody asked for some of them only.
    """

    cycle = tables.Column("Năm", accessor="cycle__label", order_by=("cycle__starts_on",))
    agency = tables.Column("Đơn vị", accessor="agency__name", attrs=NAME)
    award = tables.Column(
        "Danh hiệu, hình thức",
        accessor="award_type__name",
        order_by=("award_type__position",),
        attrs=NAME,
    )
    basis = tables.Column("Căn cứ", accessor="get_basis_display", order_by=("basis",))
    decision = tables.Column("Số quyết định", accessor="decision_number")
    decided_on = tables.Column("Ngày")
    issuer = tables.Column("Cơ quan ban hành")
    state = tables.Column(
        "Tình trạng", accessor="revoked_on", order_by=("revoked_on",), empty_values=()
    )

    def __init__(
        self,
        *args: Any,
        names: Mapping[int, Mapping[int, str]],
        is_filtered: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        if not is_filtered:
            self.empty_text = "Chưa ghi thành tích nào."

    class Meta(ListTable.Meta):
        empty_text = "Không có thành tích nào khớp với điều kiện lọc."
        order_by = ()

    def render_agency(self, record: AwardRecord, value: str) -> SafeString:
        return self.link(reverse("awards:history", args=[record.agency.code]), value)

    def render_award(self, record: AwardRecord) -> str:
        return award_name(record.award_type, self.names.get(record.agency.province_id or 0, {}))

    def render_decided_on(self, value: date) -> str:
        return date_text(value)

    def render_state(self, record: AwardRecord) -> SafeString:
        if record.revoked_on is None:
            return state_mark("verified", "Còn giá trị")
        return state_mark("closed", f"Thu hồi {date_text(record.revoked_on)}")


class RecordFilter(QueryFilter):
    """Keep the records of an agency, of an award, of a year, standing or revoked.

    Args:
        names: what each province calls awards; the choice bears those of the only one.
    """

    don_vi = django_filters.CharFilter("agency__name", "icontains", label="Đơn vị")
    hinh_thuc = django_filters.ModelChoiceFilter(
        field_name="award_type",
        queryset=AwardType.objects.order_by("position"),
        to_field_name="code",
        label="Danh hiệu, hình thức",
        empty_label="Tất cả",
    )
    nam = django_filters.CharFilter("cycle__label", label="Năm")
    tinh_trang = django_filters.ChoiceFilter(
        label="Tình trạng", choices=_STATES, empty_label="Tất cả", method="by_state"
    )

    def __init__(self, *args: Any, names: Mapping[int, Mapping[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = next(iter(names.values())) if len(names) == 1 else {}
        choice: Any = self.form.fields["hinh_thuc"]
        choice.label_from_instance = lambda award: award_name(award, labels)

    @property
    def said(self) -> dict[str, Any]:
        """What somebody filters by, by field."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def by_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(revoked_on__isnull=value == "con")
