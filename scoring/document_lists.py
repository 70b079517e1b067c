"""The register of documents: its columns, order and filter."""

from collections.abc import Iterable

import django_tables2 as tables
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.lists import NAME, ListTable, RowFilter
from blocs.rules.writing import date_text
from scoring.selectors.evidence import DocumentRow

_UNUSED, _USED, _FLAGGED = "chua-dung", "dang-dung", "ngoai-nam"


class DocumentFilter(RowFilter[DocumentRow]):
    """Keep the documents by words, by the year they are used for, by what is odd about them."""

    tim = forms.CharField(label="Tên, số hoặc cơ quan ban hành", max_length=100)
    nam = forms.ChoiceField(label="Dùng cho năm")
    loc = forms.ChoiceField(
        label="Tình trạng",
        choices=[
            ("", "Tất cả"),
            (_USED, "Đang dùng"),
            (_UNUSED, "Chưa dùng"),
            (_FLAGGED, "Ngày ngoài năm thi đua"),
        ],
    )

    def __init__(self, data: QueryDict, *, rows: Iterable[DocumentRow]) -> None:
        super().__init__(data, rows=rows)
        years = sorted({use.cycle for row in self.rows for use in row.uses}, reverse=True)
        choices = [("", "Tất cả các năm"), *((year, year) for year in years)]
        self.fields["nam"].choices = choices  # type: ignore[attr-defined]

    def keeps(self, row: DocumentRow) -> bool:
        told = row.document
        return (
            self.holds("tim", told.title, told.number, told.issuer)
            and self.chose("nam", *(use.cycle for use in row.uses))
            and _is_in(row, self.cleaned_data["loc"])
        )


class DocumentTable(ListTable):
    """Rows are ``DocumentRow``."""

    title = tables.Column("Văn bản, tài liệu", accessor="document__title", attrs=NAME)
    number = tables.Column("Số, ký hiệu", accessor="document__number")
    issued_on = tables.Column("Ngày", accessor="document__issued_on")
    issuer = tables.Column("Cơ quan ban hành", accessor="document__issuer")
    file = tables.Column("Tệp", accessor="document__file", orderable=False)
    uses = tables.Column("Dùng cho", orderable=False, empty_values=())

    class Meta(ListTable.Meta):
        empty_text = "Không có tài liệu nào khớp với điều kiện lọc."

    def render_title(self, record: DocumentRow, value: str) -> SafeString:
        return self.link(reverse("scoring:document-edit", args=[record.document.pk]), value)

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


def _is_in(row: DocumentRow, state: str) -> bool:
    if state == _UNUSED:
        return not row.uses
    if state == _USED:
        return bool(row.uses)
    return state != _FLAGGED or bool(row.flags)
