"""Forms about eligibility; they parse and explain, services decide."""

from typing import Any

from django import forms

from accounts.form_parts import DATE_FORMATS, DayField, PageForm, ReasonField
from accounts.lists import FilterForm
from awards.models.labels import AWARD_LEVELS

_ANSWERS = [("dat", "Đạt điều kiện"), ("khong-dat", "Không đạt điều kiện")]


class LevelFilter(FilterForm):
    """Which awards the table shows: of one level, or all."""

    cap = forms.ChoiceField(
        label="Cấp khen thưởng", choices=[("", "Tất cả các cấp"), *AWARD_LEVELS]
    )

    @property
    def form(self) -> "LevelFilter":
        """The fields, as the filter bar shows them."""
        return self

    @property
    def level(self) -> str:
        """The chosen level; empty for all, also where the address says nonsense."""
        return str(self.cleaned_data["cap"]) if self.is_bound and self.is_valid() else ""


class SettleForm(PageForm):
    """What somebody says of a condition that the data leaves open.

    ``seen_confirmations`` is how many there were when the page was shown.
    """

    seen_confirmations = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    met = forms.ChoiceField(
        label="Kết luận",
        choices=_ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Quý vị cần chọn kết luận."},
    )
    reason = ReasonField(
        "Đã xem xét những gì",
        missing="Quý vị cần ghi đã xem xét những gì.",
        help_text="Ví dụ: báo cáo kết quả thực hiện nhiệm vụ năm, biên bản họp khối.",
    )
    document = forms.CharField(
        label="Văn bản làm căn cứ",
        max_length=300,
        required=False,
        help_text="Số, ngày, cơ quan ban hành, nếu có.",
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "met": data["met"] == "dat",
            "note": data["reason"],
            "document": data["document"],
            "seen_confirmations": data["seen_confirmations"],
        }


class RuleDayForm(PageForm):
    """The day whose rules judge the season, empty for the usual order."""

    day = DayField(
        "Xét theo quy định có hiệu lực ngày",
        required=False,
        help_text="Bỏ trống để trở lại thứ tự chung của phần mềm.",
    )
    reason = ReasonField()
    seen_day = forms.DateField(required=False, input_formats=DATE_FORMATS, widget=forms.HiddenInput)
