"""The register as a list: columns, order and filter."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.lists import UNBROKEN, ListTable, QueryFilter, state_mark, with_sample_badge
from blocs.models import Agency
from blocs.rules.writing import date_text
from blocs.standing import Standing
from reports.models import DOCUMENT_KINDS, ISSUE_STATES, CarriedPaper, Issue
from reports.selectors.register import issuers_of_register, years_of_register

WORDS = {"td": {"class": "register-words"}}
NAME = {"td": {"class": "register-name"}}
CODE = {"td": {"class": "register-code"}}
FILE = {"td": {"class": "register-file"}}


class RegisterTable(ListTable):
    """Rows are those of ``selectors.register.register_of`` for one year, which the page names."""

    number = tables.Column(
        "Số, ký hiệu", empty_values=(), order_by=("year", "number"), attrs=UNBROKEN
    )
    issued_on = tables.Column("Ngày ban hành")
    excerpt = tables.Column("Loại, trích yếu", order_by=("document__kind", "excerpt"), attrs=WORDS)
    issuer = tables.Column(
        "Cơ quan ban hành", accessor="issuer_name", order_by="agency__name", attrs=NAME
    )
    state = tables.Column("Trạng thái")
    issued_by = tables.Column("Người vào sổ", order_by="issued_by__full_name")
    file = tables.Column("Tệp, chữ ký", accessor="document", orderable=False, attrs=FILE)

    class Meta(ListTable.Meta):
        empty_text = "Chưa có văn bản nào được ban hành."
        prefix = "so-"

    def render_number(self, record: Issue) -> SafeString | str:
        return self.link(record.get_absolute_url(), record.full_number or "Không có số")

    def render_issued_on(self, value: date) -> str:
        return date_text(value)

    def render_excerpt(self, record: Issue, value: str) -> SafeString:
        kind = record.document.get_kind_display()
        text = format_html('{}<span class="officer-ground">{}</span>', kind, value)
        return with_sample_badge(text) if record.document.is_sample else text

    def render_state(self, record: Issue) -> SafeString:
        mark = state_mark(record.state, record.get_state_display())
        later = getattr(record, "replaced_by", None)
        if later is None:
            return mark
        link = self.link(later.get_absolute_url(), f"bởi {later.reference}")
        return format_html("{}<br>{}", mark, link)

    def render_file(self, record: Issue) -> SafeString:
        return format_html(
            '{}<span class="officer-ground">{}</span>', self._file(record), self._signing(record)
        )

    def _file(self, record: Issue) -> SafeString | str:
        document = record.document
        if not document.file:
            return str(document.get_state_display())
        url = reverse("reports:document-download", args=[document.uuid])
        return format_html('<a class="text-nowrap" href="{}" download>Tải về</a>', url)

    def _signing(self, record: Issue) -> SafeString | str:
        kept = [f"{record.signature_count} chữ ký số"] if record.signature_count else []  # type: ignore[attr-defined]
        kept += ["bản đóng dấu"] if record.has_scan else []  # type: ignore[attr-defined]
        return self.link(record.get_signing_url(), ", ".join(kept)) if kept else "Chưa lưu bản ký"


class WholeRegisterTable(RegisterTable):
    """The same of all blocs and years: each line says whose it is."""

    issuer = tables.Column(
        "Cơ quan ban hành; khối, cụm",
        accessor="issuer_name",
        order_by=("agency__name", "document__season__bloc__name"),
        attrs=NAME,
    )

    def render_issuer(self, record: Issue, value: str) -> SafeString:
        season = record.document.season
        link = self.link(season.get_absolute_url(), str(season))
        return format_html('{}<span class="officer-ground">{}</span>', value, link)


class CarriedTable(ListTable):
    """Rows are those of ``selectors.register.carried_of``: lines without a file."""

    number = tables.Column(
        "Số, ký hiệu", empty_values=(), order_by=("year", "number"), attrs=UNBROKEN
    )
    issued_on = tables.Column("Ngày ban hành")
    excerpt = tables.Column("Loại, trích yếu", order_by=("kind", "excerpt"), attrs=WORDS)
    issuer = tables.Column(
        "Cơ quan ban hành", accessor="issuer_name", order_by="issuer__name", attrs=NAME
    )
    state = tables.Column("Trạng thái")
    code = tables.Column("Mã xác minh", accessor="spoken_code", order_by="code", attrs=CODE)

    class Meta(ListTable.Meta):
        prefix = "cu-"

    def render_number(self, record: CarriedPaper) -> str:
        return record.full_number or "Không có số"

    def render_issued_on(self, value: date) -> str:
        return date_text(value)

    def render_excerpt(self, record: CarriedPaper, value: str) -> SafeString:
        text = format_html('{}<span class="officer-ground">{}</span>', record.title, value)
        return with_sample_badge(text) if record.is_sample else text

    def render_state(self, record: CarriedPaper) -> SafeString:
        mark = state_mark(record.state, record.get_state_display())
        later = getattr(record, "replaced_by", None)
        said = f"bởi {later.reference}" if later else record.reason
        return format_html("{}<br>{}", mark, said) if said else mark


class RegisterFilter(QueryFilter):
    """Keep the papers of a year, an issuer, a kind or a state."""

    nam = django_filters.ChoiceFilter(
        label="Năm ban hành", field_name="year", empty_label="Tất cả các năm"
    )
    co_quan = django_filters.ModelChoiceFilter(
        label="Cơ quan ban hành",
        field_name="agency",
        queryset=Agency.objects.none(),
        to_field_name="code",
        empty_label="Mọi cơ quan",
    )
    loai = django_filters.ChoiceFilter(
        label="Loại văn bản",
        field_name="document__kind",
        choices=DOCUMENT_KINDS,
        empty_label="Mọi loại",
    )
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái", field_name="state", choices=ISSUE_STATES, empty_label="Mọi trạng thái"
    )

    class Meta(QueryFilter.Meta):
        model = Issue

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in years_of_register(standing)]
        self.filters["nam"].extra["choices"] = years
        self.filters["co_quan"].queryset = issuers_of_register(standing)
