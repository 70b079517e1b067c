"""Forms for what agencies hold: an award, a rating, their end, and the founding day."""

from typing import Any

from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.form_parts import ConfirmForm, DayField, PageForm, ReasonField, SeenVersionField
from awards.form_parts import AwardChoice, offer_awards
from awards.models import AwardRecord, AwardType, CompletionRating
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
from awards.services.keeping import Ground
from blocs.models import Agency

_CYCLE_HELP = "Ghi bốn chữ số, ví dụ 2024; năm học ghi 2024-2025."


class GroundForm(PageForm):
    """The decision behind a record; ``row`` is the record that is corrected, if any."""

    decision_number = forms.CharField(
        label="Số quyết định", max_length=60, required=False, help_text="Ví dụ: 15/QĐ-UBND."
    )
    decided_on = DayField("Ngày quyết định", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(
        self, *args: Any, row: AwardRecord | CompletionRating | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            names = ("decision_number", "decided_on", "issuer", "note")
            start = {name: getattr(row, name) for name in names}
            start |= {"seen_version": row.version, **kwargs.get("initial", {})}
            kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields["reason"] = ReasonField("Lý do sửa")
            self.fields["seen_version"] = SeenVersionField()

    @property
    def ground(self) -> Ground:
        """The decision as the services take it."""
        data = self.cleaned_data
        return Ground(data["decision_number"], data["decided_on"], data["issuer"], data["note"])


class AwardForm(GroundForm):
    """An award of one agency."""

    award_type = AwardChoice(
        AwardType.objects.none(),
        label="Danh hiệu, hình thức khen thưởng",
        empty_label="Chọn danh hiệu, hình thức",
        to_field_name="code",
        error_messages={"required": "Quý vị cần chọn danh hiệu hoặc hình thức khen thưởng."},
    )
    cycle = forms.CharField(
        label="Năm của thành tích",
        max_length=20,
        help_text=_CYCLE_HELP,
        error_messages={"required": "Quý vị cần ghi năm của thành tích."},
    )
    basis = forms.ChoiceField(label="Căn cứ khen thưởng", choices=AWARD_BASES)

    field_order = ["award_type", "cycle", "basis"]

    def __init__(
        self, *args: Any, agency: Agency, row: AwardRecord | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            kwargs["initial"] = {
                "award_type": row.award_type.code,
                "cycle": row.cycle.label,
                "basis": row.basis,
            }
        super().__init__(*args, row=row, **kwargs)
        offer_awards(self, "award_type", province=agency.province)


class RatingForm(GroundForm):
    """How well one agency completed the tasks of a year; the year of a rating stays."""

    cycle = forms.CharField(
        label="Năm xếp loại",
        max_length=20,
        help_text=_CYCLE_HELP,
        error_messages={"required": "Quý vị cần ghi năm xếp loại."},
    )
    level = forms.ChoiceField(label="Mức độ hoàn thành nhiệm vụ", choices=COMPLETION_LEVELS)

    field_order = ["cycle", "level"]

    def __init__(self, *args: Any, row: CompletionRating | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {"level": row.level}
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            del self.fields["cycle"]


class RevokeForm(ConfirmForm):
    """The day on which a decision was revoked, and why."""

    revoked_on = DayField("Ngày thu hồi, hủy bỏ", missing="Quý vị cần ghi ngày thu hồi, hủy bỏ.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, reason=ReasonField(max_length=300), **kwargs)


class FoundingForm(PageForm):
    """Since when the agency exists; empty where nobody knows."""

    founded_on = DayField(
        "Ngày thành lập", required=False, help_text="Bỏ trống nếu chưa rõ ngày thành lập."
    )
    seen = DayField("", required=False, widget=forms.HiddenInput)


class HistoryImportForm(PageForm):
    """A file of awards or ratings of earlier years."""

    upload = forms.FileField(
        label="Tệp",
        allow_empty_file=True,  # the reader says why an empty file cannot be taken
        help_text="Tệp .xlsx hoặc .csv theo mẫu. Phần mềm kiểm tra trước, chưa lưu gì.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Quý vị chọn tệp."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field("upload"), Submit("check", "Kiểm tra tệp"))
