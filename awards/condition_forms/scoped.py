"""Forms that act for one province, or for all: the person chooses where there is a choice."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.form_parts import PageForm, ReasonField

Scope = tuple[int | None, str]
_CHECKED = [
    ("roi", "Đã đối chiếu, đúng với văn bản"),
    ("chua", "Chưa đúng với văn bản, hoặc chưa đối chiếu được"),
]


class ScopedForm(PageForm):
    """``scopes`` are the provinces, or all of them (None), that the person may act for."""

    scope = forms.ChoiceField(label="Áp dụng cho")

    def __init__(self, *args: Any, scopes: Sequence[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scopes = {str(pk or ""): pk for pk, _ in scopes}
        choice: Any = self.fields["scope"]
        choice.choices = [(str(pk or ""), name) for pk, name in scopes]
        choice.required = "" not in self.scopes
        if len(scopes) <= 1:
            del self.fields["scope"]

    @property
    def province_id(self) -> int | None:
        """The chosen province, None for all; the only one where there was no choice."""
        if "scope" in self.fields:
            return self.scopes[self.cleaned_data["scope"]]
        return next(iter(self.scopes.values()), None)


class CheckForm(ScopedForm):
    """Whether the condition says what the law says, and what it was compared with."""

    verified = forms.ChoiceField(
        label="Kết quả đối chiếu",
        choices=_CHECKED,
        widget=forms.RadioSelect,
        error_messages={"required": "Quý vị cần chọn kết quả đối chiếu."},
    )
    reason = ReasonField(
        "Đã đối chiếu với",
        missing="Quý vị cần ghi đã đối chiếu với văn bản nào.",
        help_text="Ví dụ: Công báo số…, văn bản trên vbpl.vn, bản giấy lưu tại đơn vị; ngày xem.",
    )

    field_order = ["verified", "reason", "scope"]

    @property
    def is_verified(self) -> bool:
        return bool(self.cleaned_data["verified"] == "roi")


class RetireForm(ScopedForm):
    """Why a condition is not used any more."""

    reason = ReasonField("Lý do thôi áp dụng")
