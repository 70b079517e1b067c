"""Forms that say in our words what is wrong with a field, and what to do about it.

Django's own sentences name no field, and "this" says nothing in a message above the page. They
are replaced by sentences made from the field's label; what a form says itself stays.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

OLD_PAGE = "Trang này đã cũ; đề nghị quý vị tải lại trang rồi thực hiện lại."
_WRONG = "Nội dung ở “{label}” chưa đúng; đề nghị quý vị xem và ghi lại."
_GONE = "Nội dung đã chọn ở “{label}” không có trong danh sách; đề nghị quý vị chọn lại."
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "required": "Quý vị cần ghi “{label}”.",
        "max_length": "“{label}” dài quá {limit_value} ký tự (đang có {show_value}); đề nghị rút "
        "gọn.",
        "min_length": "“{label}” phải có ít nhất {limit_value} ký tự (đang có {show_value}).",
        "min_value": "“{label}” phải từ {limit_value} trở lên.",
        "max_value": "“{label}” không được quá {limit_value}.",
        "invalid_choice": _GONE,
        "invalid_list": _GONE,
        "invalid_pk_value": _GONE,
        "null_characters_not_allowed": "“{label}” có ký tự không hiển thị được; đề nghị ghi lại.",
        "missing": "Chưa nhận được tệp ở “{label}”; đề nghị quý vị chọn lại tệp.",
        "empty": "Tệp ở “{label}” không có nội dung; đề nghị quý vị chọn tệp khác.",
    }
)
# What a kind of field says otherwise; the first kind that fits, so the narrower stand first.
_OF_KIND: tuple[tuple[type[forms.Field], Mapping[str, str]], ...] = (
    (
        forms.FileField,
        {
            "required": "Quý vị cần chọn tệp ở “{label}”.",
            "invalid": _SENTENCES["missing"],
            "max_length": "Tên tệp ở “{label}” dài quá {max} ký tự; đề nghị quý vị đổi tên tệp.",
        },
    ),
    (forms.BooleanField, {"required": "Quý vị cần đánh dấu “{label}”."}),
    (forms.ChoiceField, {"required": "Quý vị cần chọn “{label}”."}),
    (forms.DecimalField, {"invalid": "“{label}” phải là số, ví dụ 12,5."}),
    (forms.IntegerField, {"invalid": "“{label}” phải là số nguyên, ghi bằng chữ số."}),
    (forms.DateField, {"invalid": "“{label}” ghi theo dạng ngày/tháng/năm, ví dụ 05/03/2026."}),
    (forms.TimeField, {"invalid": "“{label}” ghi theo dạng giờ:phút, ví dụ 17:00."}),
)


class SpokenFields(forms.BaseForm):
    """A form whose fields speak; what is wrong with a hidden one is said above the form."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Note what is wrong with a field, in our words where Django had only its own."""
        about = self.fields.get(field) if field else None
        if about is not None and isinstance(error, ValidationError):
            for one in error.error_list:
                _speak(one, about)
        if about is not None and about.widget.is_hidden:
            field = None
            if OLD_PAGE in self.non_field_errors():
                return
        super().add_error(field, error)


class SpokenForm(SpokenFields, forms.Form):
    """A form as all of ours are; see ``SpokenFields``."""


def _speak(error: ValidationError, field: forms.Field) -> None:
    """Replace Django's sentence by ours, made from the field's label.

    A field that is hidden or has no label is not the person's to fill in: when it is wrong,
    the page is old.
    """
    if not isinstance(error.message, Promise):  # Django's are translated late, ours are text
        return
    values, error.params = error.params or {}, None
    if field.label is None or field.widget.is_hidden:
        error.message = OLD_PAGE
        return
    own = next((words for kind, words in _OF_KIND if isinstance(field, kind)), {})
    code = error.code or ""
    text = own.get(code) or _SENTENCES.get(code, _WRONG)
    error.message = text.format(**{**values, "label": field.label})
