"""The catalogue of awards: its columns, order and filter."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.lists import NAME, ListTable, RowFilter, state_mark
from awards.models.labels import AWARD_KINDS, AWARD_LEVELS
from awards.selectors.catalogue import CatalogueRow
from blocs.models import Province

_WIDE = {"td": {"class": "quota-state"}}
_ACTS = {"td": {"class": "quota-acts"}}
_GIVEN = [("", "Tất cả"), ("con", "Đang áp dụng"), ("thoi", "Không áp dụng")]


class CatalogueTable(ListTable):
    """Rows are ``CatalogueRow``.

    Args:
        province: whose names are shown; None for nobody's.
        keeps_names: whether the person may name its awards.
        may_end: the numbers of the forms that the person may end.
    """

    name = tables.Column("Tên trong danh mục", accessor="award__name", attrs=NAME)
    label = tables.Column("Tên gọi, hiện vật tại tỉnh", empty_values=())
    kind = tables.Column("Loại, cấp", accessor="award__get_kind_display", attrs=_WIDE)
    decided_by = tables.Column("Thẩm quyền, căn cứ", accessor="award__decided_by")
    validity = tables.Column("Áp dụng", accessor="award__valid_to", empty_values=())
    acts = tables.Column("Việc", empty_values=(), orderable=False, attrs=_ACTS)

    class Meta(ListTable.Meta):
        empty_text = "Không có hình thức nào khớp với điều kiện lọc."
        order_by = ()

    def __init__(
        self,
        *args: Any,
        province: Province | None,
        keeps_names: bool,
        may_end: set[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.province, self.keeps_names, self.may_end = province, keeps_names, may_end

    def render_name(self, record: CatalogueRow, value: str) -> SafeString:
        where = record.award.province
        own = f"Riêng của {where.name}; mã " if where else "Mã "
        also = f"; được tính như {record.counts_as}" if record.counts_as else ""
        said = f"{own}{record.award.code}{also}"
        return format_html('{}<span class="prompt">{}</span>', value, said)

    def render_decided_by(self, record: CatalogueRow, value: str) -> SafeString:
        return format_html('{}<span class="prompt">{}</span>', value, record.award.source)

    def render_label(self, record: CatalogueRow) -> SafeString:
        item = f"Hiện vật: {record.item}" if record.item else ""
        return format_html('{}<span class="prompt">{}</span>', record.label or "–", item)

    def render_kind(self, record: CatalogueRow, value: str) -> SafeString:
        return format_html('{}<span class="prompt">{}</span>', value, record.rank)

    def render_validity(self, record: CatalogueRow) -> SafeString:
        given = record.is_given
        word = "Đang áp dụng" if given else "Không áp dụng"
        mark = state_mark("verified" if given else "closed", word)
        return format_html('{}<span class="prompt">{}</span>', mark, record.validity)

    def render_acts(self, record: CatalogueRow) -> SafeString | str:
        acts = []
        if self.province is not None and self.keeps_names:
            page = reverse("awards:award-name", args=[self.province.code, record.award.code])
            acts.append((self.link(page, "Tên gọi"),))
        if record.award.pk in self.may_end:
            ended = record.award.valid_to is not None
            step, word = ("resume", "Áp dụng lại") if ended else ("end", "Thôi áp dụng")
            page = reverse(f"awards:award-type-{step}", args=[record.award.code])
            acts.append((self.link(page, word),))
        return format_html_join(" · ", "{}", acts) if acts else "–"


class CatalogueFilter(RowFilter[CatalogueRow]):
    """Keep the forms of a name, kind, level, given today or not.

    ``tinh`` is read before the rows are: whose names and own forms.
    """

    tinh = forms.ModelChoiceField(
        Province.objects.none(), label="Danh mục của", empty_label="Quy định chung và mọi tỉnh"
    )
    ten = forms.CharField(label="Tên, mã", max_length=100)
    loai = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *AWARD_KINDS])
    cap = forms.ChoiceField(label="Cấp", choices=[("", "Tất cả"), *AWARD_LEVELS])
    ap_dung = forms.ChoiceField(label="Áp dụng", choices=_GIVEN)

    def __init__(
        self, data: QueryDict, *, rows: Iterable[CatalogueRow], provinces: Sequence[Province] = ()
    ) -> None:
        super().__init__(data, rows=rows)
        where: forms.ModelChoiceField = self.fields["tinh"]  # type: ignore[assignment]
        where.queryset = Province.objects.filter(pk__in=[one.pk for one in provinces])
        if len(provinces) < 2:  # noqa: PLR2004 -- nothing to choose between
            del self.fields["tinh"]

    def keeps(self, row: CatalogueRow) -> bool:
        given = "con" if row.is_given else "thoi"
        return (
            self.holds("ten", row.award.name, row.label, row.award.code)
            and self.chose("loai", row.award.kind)
            and self.chose("cap", row.award.level)
            and self.chose("ap_dung", given)
        )
