"""The lists of packs and of the papers in one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from accounts.lists import NUMBER, ListTable, state_mark, with_sample_badge
from blocs.rules.writing import moment_text
from reports.models import Pack, PackItem
from reports.models.packs import ACTIVE
from reports.selectors.pack_changes import Change
from reports.states import PackItemState, PackState


class PackTable(ListTable):
    """Rows are those of ``selectors.packs``; the latest first.

    ``changes`` is what the packs that were compared with today's facts would read otherwise.
    """

    changes: Mapping[int, Sequence[Change]] = MappingProxyType({})

    code = tables.Column("Bộ văn bản", accessor="title", order_by=("requested_at",))
    requested_at = tables.Column("Yêu cầu lúc")
    requested_by = tables.Column("Người yêu cầu", order_by="requested_by__full_name")
    state = tables.Column("Trạng thái")
    bound_pages = tables.Column("Số trang", attrs=NUMBER)

    class Meta(ListTable.Meta):
        empty_text = "Chưa lập bộ văn bản nào."
        prefix = "bo-"

    def render_code(self, record: Pack, value: str) -> SafeString:
        link = self.link(record.get_absolute_url(), value)
        return with_sample_badge(link) if record.is_sample else link

    def render_requested_at(self, value: datetime) -> str:
        return moment_text(timezone.localtime(value))

    def render_requested_by(self, record: Pack) -> str:
        return record.requested_by.full_name if record.requested_by else "Hệ thống"

    def render_state(self, record: Pack) -> SafeString:
        """Return the state in an element by which it is put in place once it is compared."""
        return format_html('<span id="bo-{}">{}</span>', record.pk, self._state(record))

    def comparable(self) -> list[Pack]:
        """Return the packs on this page of the list of which it matters whether they are old."""
        told = {PackState.READY, *ACTIVE}
        return [row.record for row in self.paginated_rows if row.record.state in told]

    def states(self) -> list[tuple[int, SafeString]]:
        """Return the number and the state of each pack that was compared."""
        shown = [row.record for row in self.paginated_rows if row.record.pk in self.changes]
        return [(one.pk, self._state(one)) for one in shown]

    def _state(self, record: Pack) -> SafeString:
        mark = state_mark(record.state, record.get_state_display())
        count = len(self.changes.get(record.pk, ()))
        if not count:
            return mark
        old = state_mark("replaced", f"Bộ cũ: {count} văn bản thay đổi")
        return format_html("{} {}", mark, old)


class ProvincePackTable(PackTable):
    """The same without what only a bound pack has."""

    class Meta(PackTable.Meta):
        exclude = ("bound_pages",)
        empty_text = "Chưa lập văn bản của nhiều khối, cụm lần nào."


class PackItemTable(ListTable):
    """Rows are those of ``selectors.packs.items_of``."""

    position = tables.Column("STT", attrs=NUMBER)
    season = tables.Column("Khối, cụm", order_by="season__bloc__name")
    paper = tables.Column("Văn bản", accessor="title", order_by=("kind", "subject_name"))
    state = tables.Column("Kết quả", orderable=False)
    reason = tables.Column("Lý do", accessor="error", empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        empty_text = "Bộ văn bản không có văn bản nào."
        prefix = "vb-"

    def __init__(self, data: Any, *, pack: Pack, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.is_conference = pack.is_conference
        self.is_cancelled = pack.is_cancelled
        if pack.is_conference:
            self.columns.hide("season")

    def render_season(self, record: PackItem) -> SafeString:
        return self.link(record.season.get_absolute_url(), record.season.bloc.name)

    def render_paper(self, record: PackItem, value: str) -> SafeString | str:
        document = record.document
        if document is None:
            return value
        return self.link(document.get_absolute_url(), document.title)

    def render_state(self, record: PackItem) -> SafeString:
        """Return the result in an element by which it is put in place while the pack is made."""
        return format_html('<span id="kq-{}">{}</span>', record.pk, self._result(record))

    def results(self) -> list[tuple[int, SafeString]]:
        """Return the number and the result of each paper on this page of the list."""
        return [(row.record.pk, self._result(row.record)) for row in self.paginated_rows]

    def _result(self, record: PackItem) -> SafeString:
        if record.state == PackItemState.ASKED and record.document is not None:
            return state_mark(record.document.state, record.document.get_state_display())
        if record.state == PackItemState.WAITING and self.is_cancelled:
            return state_mark("cancelled", "Không lập")
        word = "awaiting"
        if record.state == PackItemState.LEFT_OUT:
            word = "todo" if self.is_conference else "failed"
        return state_mark(word, record.get_state_display())

    def render_reason(self, record: PackItem) -> str:
        reason = record.error or (record.document.error if record.document else "")
        return capfirst(reason) or "–"
