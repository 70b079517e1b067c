"""The lists of seasons and of papers: columns and order."""

from datetime import datetime

import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from accounts.navigation import BACK
from blocs.models import Season
from blocs.rules.writing import date_text
from reports.models import Document

_NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
_PER_PAGE = 30


class SeasonTable(tables.Table):
    """Rows are those of ``selectors.overview_rows``."""

    bloc = tables.Column(
        "Khối, cụm",
        order_by=("bloc__name", "-cycle__starts_on"),
        attrs={"td": {"class": "name-column"}},
    )
    cycle = tables.Column("Năm", order_by=("cycle__starts_on", "bloc__name"))
    stage = tables.Column("Bước")
    head_name = tables.Column("Trưởng khối, cụm")
    member_count = tables.Column("Đơn vị", attrs=_NUM)
    sent_count = tables.Column("Phiếu đã gửi", attrs=_NUM)
    appraised_count = tables.Column("Đã thẩm định", attrs=_NUM)
    is_ranked = tables.Column("Xếp hạng")
    paper_count = tables.Column("Văn bản", attrs=_NUM)
    next_due_at = tables.Column("Hạn tới")

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        empty_text = "Không có khối, cụm nào khớp với điều kiện lọc."
        default = "–"

    def __init__(self, data: QuerySet[Season], *, back: str) -> None:
        super().__init__(data)
        self.back = back

    def render_bloc(self, record: Season) -> SafeString:
        url = f"{record.get_absolute_url()}?{urlencode({BACK: self.back})}"
        link = format_html('<a href="{}">{}</a>', url, record.bloc.name)
        is_sample = getattr(record, "shows_sample", False)  # annotated by the selector
        return _marked(link) if is_sample else link

    def render_stage(self, record: Season) -> SafeString:
        return _state(record.stage, record.get_stage_display())

    def render_sent_count(self, value: int, record: Season) -> str:
        total = getattr(record, "sheet_count", 0)  # annotated by the selector
        return f"{value}/{total}" if total else "–"

    def render_appraised_count(self, value: int, record: Season) -> str:
        return self.render_sent_count(value, record)

    def render_is_ranked(self, value: bool) -> SafeString | str:
        return _state("done", "Đã chốt") if value else "–"

    def render_next_due_at(self, value: datetime) -> str:
        return date_text(timezone.localdate(value))

    def paginate_from(self, request: HttpRequest) -> None:
        """Sort and page as the address says."""
        RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(self)


class DocumentTable(tables.Table):
    """The papers of a season, the newest first."""

    kind = tables.Column("Văn bản")
    requested_at = tables.Column("Yêu cầu lúc")
    requested_by = tables.Column("Người yêu cầu", order_by="requested_by__full_name")
    state = tables.Column("Trạng thái")
    size = tables.Column("Dung lượng", attrs=_NUM)
    uuid = tables.Column("Tệp", orderable=False)

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        empty_text = "Chưa có văn bản nào được lập."
        default = "–"

    def render_kind(self, record: Document) -> SafeString:
        link = format_html(
            '<a href="{}">{}</a>', record.get_absolute_url(), record.get_kind_display()
        )
        return _marked(link) if record.is_sample else link

    def render_requested_at(self, value: datetime) -> str:
        local = timezone.localtime(value)
        return f"{local:%H:%M} {date_text(local.date())}"

    def render_state(self, record: Document) -> SafeString:
        return _state(record.state, record.get_state_display())

    def render_size(self, value: int) -> str:
        return filesizeformat(value)

    def render_uuid(self, record: Document) -> SafeString | str:
        if not record.file:
            return "–"
        url = reverse("reports:document-download", args=[record.uuid])
        return format_html('<a href="{}" download>Tải về</a>', url)

    def paginate_from(self, request: HttpRequest) -> None:
        """Sort and page as the address says."""
        RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(self)


def _marked(link: SafeString) -> SafeString:
    return format_html("{} {}", link, render_to_string("_parts/_sample_badge.html"))


def _state(word: str, label: str) -> SafeString:
    return format_html('<span class="state-{}">{}</span>', word, label)
