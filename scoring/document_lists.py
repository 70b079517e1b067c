"""The register of documents: its columns, order and filter."""

from collections.abc import Sequence

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django_tables2 import RequestConfig

from accounts.navigation import BACK
from blocs.rules.writing import date_text
from scoring.rules.text import tidy_line
from scoring.selectors.evidence import DocumentRow

_PER_PAGE = 30
_UNUSED, _USED, _FLAGGED = "chua-dung", "dang-dung", "ngoai-nam"


class DocumentFilter(forms.Form):
    """Keep the documents by words, by the year they are used for, by what is odd about them."""

    tim = forms.CharField(
        label="Tên, số hoặc cơ quan ban hành",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    nam = forms.ChoiceField(
        label="Dùng cho năm", required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    loc = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Tất cả"),
            (_USED, "Đang dùng"),
            (_UNUSED, "Chưa dùng"),
            (_FLAGGED, "Ngày ngoài năm thi đua"),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: QueryDict | None, *, rows: Sequence[DocumentRow]) -> None:
        super().__init__(data)
        self.rows = rows
        years = sorted({use.cycle for row in rows for use in row.uses}, reverse=True)
        choices = [("", "Tất cả các năm"), *((year, year) for year in years)]
        self.fields["nam"].choices = choices  # type: ignore[attr-defined]

    @property
    def kept(self) -> list[DocumentRow]:
        """Return the rows that the filter keeps; all of them where it says nothing."""
        if not self.is_valid():
            return list(self.rows)
        words = tidy_line(self.cleaned_data["tim"]).casefold()
        year, state = self.cleaned_data["nam"], self.cleaned_data["loc"]
        return [
            row
            for row in self.rows
            if _says(row, words)
            and (not year or any(use.cycle == year for use in row.uses))
            and _is_in(row, state)
        ]


class DocumentTable(tables.Table):
    """Rows are ``DocumentRow``."""

    title = tables.Column(
        "Văn bản, tài liệu", accessor="document__title", attrs={"td": {"class": "name-column"}}
    )
    number = tables.Column("Số, ký hiệu", accessor="document__number")
    issued_on = tables.Column("Ngày", accessor="document__issued_on")
    issuer = tables.Column("Cơ quan ban hành", accessor="document__issuer")
    file = tables.Column("Tệp", accessor="document__file", orderable=False)
    uses = tables.Column("Dùng cho", orderable=False, empty_values=())

    class Meta:
        attrs = {"class": "table table-dense table-sticky"}
        empty_text = "Không có tài liệu nào khớp với điều kiện lọc."
        default = "–"

    def __init__(self, data: list[DocumentRow], *, back: str) -> None:
        super().__init__(data)
        self.back = back

    def render_title(self, record: DocumentRow, value: str) -> SafeString:
        url = reverse("scoring:document-edit", args=[record.document.pk])
        return format_html('<a href="{}?{}">{}</a>', url, urlencode({BACK: self.back}), value)

    def render_issued_on(self, record: DocumentRow) -> SafeString | str:
        day = record.document.issued_on
        told = date_text(day) if day else ""
        if not record.flags:
            return told
        return format_html(
            '{} <span class="evidence-flag" title="{}">ngoài năm</span>', told, record.flags[0]
        )

    def render_file(self, record: DocumentRow) -> SafeString | str:
        file = record.document.file
        if file is None:
            return ""
        url = reverse("scoring:evidence-file", args=[file.uuid])
        return format_html('<a href="{}">{}</a>', url, file.name)

    def render_uses(self, record: DocumentRow) -> SafeString | str:
        if not record.uses:
            return "Chưa dùng"
        return format_html_join(
            "; ",
            '<a href="{}#dong-{}">{}, mục {}</a>',
            (
                (
                    use.line.sheet.get_absolute_url(),
                    use.line.pk,
                    use.cycle,
                    use.line.criterion.key,
                )
                for use in record.uses
            ),
        )

    def paginate_from(self, request: HttpRequest) -> None:
        """Sort and page as the address says."""
        RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(self)


def _says(row: DocumentRow, words: str) -> bool:
    document = row.document
    told = f"{document.title} {document.number} {document.issuer}".casefold()
    return words in told


def _is_in(row: DocumentRow, state: str) -> bool:
    if state == _UNUSED:
        return not row.uses
    if state == _USED:
        return bool(row.uses)
    return state != _FLAGGED or bool(row.flags)
