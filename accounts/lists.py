"""Lists: a table with columns, a filter above it, and nothing else to write.

A list page is a table class, a filter, a selector and a view of a few lines::

    class NoticeTable(ListTable):
        title = tables.Column("Thông báo")
        state = tables.Column("Trạng thái")

        class Meta(ListTable.Meta):
            empty_text = "Chưa có thông báo nào."

        def render_title(self, record: NoticeRow, value: str) -> SafeString:
            return self.link(record.notice.get_absolute_url(), value)

    class NoticeFilter(RowFilter[NoticeRow]):
        ten = forms.CharField(label="Tên thông báo", max_length=100)

        def keeps(self, row: NoticeRow) -> bool:
            return self.holds("ten", row.title)

    def notice_list(request):
        found = NoticeFilter(request.GET, rows=notice_rows(standing_of(request.user)))
        table = NoticeTable(found.kept, request=request)
        return render(request, "…/notice_list.html", {"table": table, "filter": found})

Where the rows are a query, the filter is a ``QueryFilter`` and the table takes ``found.qs``.
The template includes ``_parts/_filter_bar.html`` and renders the table with ``_parts/table.html``.
"""

from collections.abc import Collection, Iterable
from typing import Any, Generic, TypeVar

import django_filters
import django_tables2 as tables
from django import forms
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from accounts.navigation import BACK
from accounts.spoken_forms import SpokenForm

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}
NAME = {"td": {"class": "name-column"}}
UNBROKEN = {"td": {"class": "text-nowrap"}}
Row = TypeVar("Row")


class ListTable(tables.Table):
    """A table that sorts and pages as the address says.

    How many rows a page has is the table's own affair: taken from the address, as the library
    does, a negative number would be an error and a large one would end the paging.
    """

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        default = "–"
        per_page = 30

    def __init__(self, data: Any, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.back = request.get_full_path()
        RequestConfig(request, paginate=False).configure(self)
        self.paginate()
        self.page = self.paginator.get_page(request.GET.get(self.prefixed_page_field))

    def link(self, url: str, text: str) -> SafeString:
        """Return a link that leads back to the list as it stands."""
        return format_html('<a href="{}?{}">{}</a>', url, urlencode({BACK: self.back}), text)


def state_mark(word: str, label: str) -> SafeString:
    """Return a state as a word with its colour and sign."""
    return format_html('<span class="state-{}">{}</span>', word, label)


def with_sample_badge(text: str) -> SafeString:
    """Return the text with the badge that stands wherever sample data is shown."""
    return format_html("{} {}", text, render_to_string("_parts/_sample_badge.html"))


class FilterForm(SpokenForm):
    """The fields of a filter bar: none of them must be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class QueryFilter(django_filters.FilterSet):
    """Keeps the rows of a query: ``QueryFilter(request.GET, queryset=…).qs``."""

    class Meta:
        form = FilterForm
        fields: Collection[str] = ()


class RowFilter(FilterForm, Generic[Row]):
    """Keeps rows that a selector has read; ``keeps`` says which, by the fields of the class.

    Args:
        data: the query of the address; a malformed one filters nothing.
    """

    def __init__(self, data: QueryDict, *, rows: Iterable[Row]) -> None:
        super().__init__(data or None)
        self.rows = list(rows)

    @property
    def form(self) -> "RowFilter[Row]":
        """The fields, as a ``QueryFilter`` shows its own."""
        return self

    @property
    def kept(self) -> list[Row]:
        """Return the rows that the query asks for; all of them where it says nothing."""
        return [row for row in self.rows if self.keeps(row)] if self.is_valid() else self.rows

    def keeps(self, row: Row) -> bool:
        """Say whether a row is kept; asked only when the query is in order."""
        raise NotImplementedError

    def holds(self, name: str, *texts: str) -> bool:
        """Say whether what was typed into a field stands in one of the texts, in any case."""
        words = " ".join(self.cleaned_data[name].split()).casefold()
        return words in " ".join(texts).casefold()

    def chose(self, name: str, *values: object) -> bool:
        """Say whether a field was left open, or one of the values was chosen in it."""
        return self.cleaned_data[name] in {"", *values}
