"""The lists of seasons and of papers: columns and order."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.lists import NAME, NUMBER, UNBROKEN, ListTable, state_mark, with_sample_badge
from blocs.models import Season, SectionRevision
from blocs.rules.deadlines import deadline_text
from blocs.rules.writing import date_text, moment_text
from blocs.states import NarrativeSection
from reports.models import Document


class SeasonTable(ListTable):
    """Rows are those of ``selectors.overview_rows``."""

    bloc = tables.Column(
        "Khối, cụm",
        order_by=("bloc__name", "-cycle__starts_on"),
        attrs=NAME,
    )
    cycle = tables.Column("Năm", order_by=("cycle__starts_on", "bloc__name"))
    stage = tables.Column("Bước")
    head_name = tables.Column("Trưởng khối, cụm")
    member_count = tables.Column("Đơn vị", attrs=NUMBER)
    sent_count = tables.Column("Phiếu đã gửi", attrs=NUMBER)
    appraised_count = tables.Column("Đã thẩm định", attrs=NUMBER)
    is_ranked = tables.Column("Xếp hạng")
    paper_count = tables.Column("Văn bản", attrs=NUMBER)
    next_due_at = tables.Column("Hạn tới")

    class Meta(ListTable.Meta):
        empty_text = "Không có khối, cụm nào khớp với điều kiện lọc."

    def render_bloc(self, record: Season) -> SafeString:
        link = self.link(record.get_absolute_url(), record.bloc.name)
        is_sample = getattr(record, "shows_sample", False)  # annotated by the selector
        return with_sample_badge(link) if is_sample else link

    def render_stage(self, record: Season) -> SafeString:
        return state_mark(record.stage, record.get_stage_display())

    def render_sent_count(self, value: int, record: Season) -> str:
        total = getattr(record, "sheet_count", 0)  # annotated by the selector
        return f"{value}/{total}" if total else "–"

    def render_appraised_count(self, value: int, record: Season) -> str:
        return self.render_sent_count(value, record)

    def render_is_ranked(self, value: bool) -> SafeString | str:
        return state_mark("done", "Đã chốt") if value else "–"

    def render_next_due_at(self, value: datetime) -> str:
        return deadline_text(timezone.localtime(value))


class DocumentTable(ListTable):
    """The drafts of a season, the newest first."""

    kind = tables.Column("Bản dự thảo")
    requested_at = tables.Column("Yêu cầu lúc", attrs=UNBROKEN)
    requested_by = tables.Column("Người yêu cầu", order_by="requested_by__full_name")
    state = tables.Column("Trạng thái")
    size = tables.Column("Dung lượng", attrs=NUMBER)
    uuid = tables.Column("Tệp", orderable=False, attrs=UNBROKEN)

    class Meta(ListTable.Meta):
        empty_text = "Chưa có bản dự thảo nào."

    def render_kind(self, record: Document) -> SafeString:
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.title)
        return with_sample_badge(link) if record.is_sample else link

    def render_requested_at(self, value: datetime) -> str:
        local = timezone.localtime(value)
        return f"{local:%H:%M} {date_text(local.date())}"

    def render_state(self, record: Document) -> SafeString:
        return state_mark(record.state, record.get_state_display())

    def render_size(self, value: int) -> str:
        return filesizeformat(value)

    def render_uuid(self, record: Document) -> SafeString | str:
        if not record.file:
            return "–"
        url = reverse("reports:document-download", args=[record.uuid])
        return format_html('<a href="{}" download>Tải về</a>', url)


class RevisionTable(ListTable):
    """The kept states of a section of the report, the last one first."""

    number = tables.Column("Bản", attrs=NUMBER)
    made_at = tables.Column("Lưu lúc")
    made_by = tables.Column("Người lưu", order_by="made_by__full_name", empty_values=())
    cause = tables.Column("Việc đã làm")
    act = tables.Column("Việc", empty_values=(), orderable=False)

    def __init__(
        self, *args: Any, season: Season, section: NarrativeSection, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.where = [season.bloc.code, season.cycle.label, section]

    class Meta(ListTable.Meta):
        empty_text = "Mục này chưa được sửa lần nào."

    def render_made_at(self, value: datetime) -> str:
        return moment_text(timezone.localtime(value))

    def render_made_by(self, record: SectionRevision) -> str:
        return record.made_by.full_name if record.made_by else "Hệ thống"

    def render_cause(self, record: SectionRevision) -> str:
        return str(record.get_cause_display())

    def render_act(self, record: SectionRevision) -> SafeString:
        page = reverse("reports:narrative-history", args=self.where)
        restore = reverse("reports:narrative-restore", args=[*self.where, record.number])
        return format_html(
            '<a href="{}?cu={}#so-sanh">So với bản hiện nay</a> · <a href="{}">Khôi phục</a>',
            page,
            record.number,
            restore,
        )
