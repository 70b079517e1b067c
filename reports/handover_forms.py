"""Forms about officers and handovers; they parse and explain, services decide."""

from typing import Any

from crispy_forms.layout import Column, Layout, Row
from django import forms

from accounts.form_parts import ConfirmWordField, DayField, PageForm, ReasonField, SeenMarkField
from blocs.models import Agency, Season
from blocs.models.labels import SELECTION_METHODS
from blocs.states import SelectionMethod

WORD = "BÀN GIAO"
_NOBODY = [("", "Quý vị chọn đơn vị")]


class OfficerForm(PageForm):
    """Which member is named for an office, in which way and on what ground."""

    agency = forms.ChoiceField(label="Đơn vị", error_messages={"required": "Quý vị chọn đơn vị."})
    selected_by = forms.ChoiceField(
        label="Cách chọn",
        choices=[
            (value, label)
            for value, label in SELECTION_METHODS
            if value != SelectionMethod.UNKNOWN.value
        ],
        initial=SelectionMethod.ROTATION.value,
    )
    person_title = forms.CharField(
        label="Chức vụ người đứng đầu đơn vị",
        max_length=200,
        required=False,
        help_text="Ví dụ: Giám đốc Sở. Không ghi họ tên.",
    )
    decided_on = DayField("Ngày quyết định hoặc hội nghị", required=False)
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        required=False,
        help_text="Số, ngày của văn bản hoặc biên bản; bắt buộc khi bầu hoặc chỉ định.",
    )

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = season.memberships.order_by("position").values_list("agency__code", "name")
        self.fields["agency"].choices = [*_NOBODY, *members]  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            Row(Column("agency", css_class="col-md-7"), Column("selected_by")),
            Row(Column("person_title", css_class="col-md-7"), Column("decided_on")),
            "basis",
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            **data,
            "agency": Agency.objects.get(code=data["agency"]),
            "selected_by": SelectionMethod(data["selected_by"]),
        }


class OfficerConfirmForm(PageForm):
    """The agency that the page was showing, and the day of the confirmation."""

    seen_agency = forms.CharField(max_length=60, widget=forms.HiddenInput)
    on = DayField("Ngày xác nhận", required=False)


class OfficerWithdrawForm(PageForm):
    """What the page was showing of the office, and why it is taken back."""

    seen = SeenMarkField(max_length=120)
    reason = ReasonField()


class HandoverForm(PageForm):
    """When and where the agencies met, what else they agreed, and the word that does it."""

    seen = SeenMarkField()
    on = DayField("Ngày bàn giao")
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    note = forms.CharField(
        label="Nội dung khác",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Việc khác hai bên thống nhất; được in trong biên bản.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmation"] = ConfirmWordField(WORD)
        self.helper.layout = Layout(
            "seen",
            Row(Column("on", css_class="col-md-4"), Column("place")),
            "note",
            "confirmation",
        )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: everything but the word."""
        return {name: self.cleaned_data[name] for name in ("seen", "on", "place", "note")}


class ReceiptForm(PageForm):
    """What the new head adds when it takes over."""

    note = forms.CharField(
        label="Ý kiến của bên nhận",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
