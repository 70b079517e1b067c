"""Forms that take a workbook in; they parse and explain, services decide."""

from typing import Any

from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.db.models import QuerySet

from accounts.form_parts import PageForm
from blocs.models import Province
from blocs.models.agencies import CODE
from scoring.table_forms import CycleField


class CriteriaImportForm(PageForm):
    """Which table a workbook is for, and the workbook."""

    code = forms.CharField(
        label="Mã bảng tiêu chí",
        max_length=80,
        validators=[CODE],
        help_text="Chữ thường không dấu, số và gạch nối, ví dụ so-nganh.",
        error_messages={"required": "Quý vị ghi mã bảng tiêu chí."},
    )
    cycle = CycleField(
        help_text="Ví dụ 2026; năm học ghi 2025-2026.",
        error_messages={"required": "Quý vị ghi năm thi đua."},
    )
    province = forms.ModelChoiceField(
        label="Tỉnh ban hành",
        queryset=Province.objects.none(),
        required=False,
        empty_label="Dùng chung",
    )
    upload = forms.FileField(
        label="Tệp Excel",
        allow_empty_file=True,  # the reader says why an empty file cannot be taken
        help_text="Tệp .xlsx theo mẫu. Phần mềm kiểm tra trước, chưa lưu gì.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Quý vị chọn tệp Excel."},
    )

    def __init__(self, *args: Any, provinces: QuerySet[Province], **kwargs: Any) -> None:
        """Take the form's data.

        Args:
            provinces: those among which the person has to choose; none for whoever has one.
        """
        super().__init__(*args, **kwargs)
        chosen = []
        field = self.fields["province"]
        if isinstance(field, forms.ModelChoiceField) and provinces.exists():
            field.queryset = provinces
            chosen = ["province"]
        else:
            del self.fields["province"]
        self.helper.layout = Layout(
            Div("code", "cycle", *chosen, css_class="pair"),
            Field("upload"),
            Submit("check", "Kiểm tra tệp"),
        )


class SheetImportForm(PageForm):
    """A score sheet's workbook, filled in."""

    upload = forms.FileField(
        label="Phiếu Excel đã ghi",
        allow_empty_file=True,  # the reader says why an empty file cannot be taken
        help_text="Tệp .xlsx tải về từ phiếu này. Phần mềm kiểm tra trước, chưa lưu gì.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Quý vị chọn tệp Excel."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("upload"), Submit("check", "Kiểm tra tệp"))
