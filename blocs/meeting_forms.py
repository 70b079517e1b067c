"""The form of a planned meeting; it parses and explains, services decide."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from accounts.form_parts import DayField, PageForm, ReasonField
from blocs.forms import TIME_FORMATS
from blocs.models.labels import DAY_PARTS, MEETING_KINDS
from blocs.services.meeting_plans import NO_NAME, NO_PURPOSE, NO_REASON, MeetingPlan
from blocs.services.meetings import PurposeSpec
from blocs.states import DayPart, MeetingKind, Term

# What a meeting at the end of a year may be about for the next one.
_OF_NEXT_YEAR = frozenset(
    {
        MeetingKind.COVENANT_SIGNING,
        MeetingKind.LAUNCH,
        MeetingKind.ELECTION,
        MeetingKind.HANDOVER,
    }
)
_LABELS = dict(MEETING_KINDS)


class MeetingForm(PageForm):
    """Name, purposes, day and hour, place, chair and note of a meeting."""

    name = forms.CharField(
        label="Tên hội nghị",
        max_length=300,
        error_messages={"required": NO_NAME},
        help_text="Ghi như trên giấy mời, ví dụ: Hội nghị tổng kết công tác thi đua năm 2026.",
    )
    purposes = forms.MultipleChoiceField(
        label="Nội dung hội nghị",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_PURPOSE},
        help_text="Chương trình thường có theo các nội dung được chọn.",
    )
    held_on = DayField("Ngày họp", required=False, help_text="Để trống khi chưa định ngày.")
    starts_at = forms.TimeField(
        label="Giờ họp",
        required=False,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "07:30"}),
        error_messages={"invalid": "Quý vị ghi giờ theo dạng 07:30."},
    )
    day_part = forms.ChoiceField(
        label="Buổi", choices=DAY_PARTS, help_text="Ghi giờ rồi thì không cần chọn buổi."
    )
    place = forms.CharField(label="Địa điểm", max_length=250, required=False)
    chair = forms.CharField(
        label="Chủ trì",
        max_length=300,
        required=False,
        help_text="Ghi chức vụ, đơn vị; để trống thì giấy mời ghi đơn vị đứng đầu khối, cụm.",
    )
    note = forms.CharField(
        label="Ghi chú trên giấy mời",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: tài liệu gửi kèm, trang phục, nơi nghỉ.",
    )
    seen = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: MeetingPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = plan.purposes if plan else ()
        self.fields["purposes"].choices = _purposes(held)  # type: ignore[attr-defined]
        if plan is not None:
            self.initial.update(
                name=plan.name,
                purposes=[_word(one) for one in held],
                held_on=plan.held_on,
                starts_at=plan.starts_at,
                # It follows from the hour; shown, it would stand against another hour.
                day_part=(DayPart.UNKNOWN if plan.starts_at else plan.day_part).value,
                place=plan.place,
                chair=plan.chair,
                note=plan.note,
            )
        self.helper.layout = Layout(
            "name",
            "purposes",
            Div("held_on", "starts_at", "day_part", css_class="pair"),
            "place",
            "chair",
            "note",
            "seen",
        )

    @property
    def plan(self) -> MeetingPlan:
        """What the service takes."""
        data = self.cleaned_data
        return MeetingPlan(
            name=data["name"],
            purposes=tuple(_spec(word) for word in data["purposes"]),
            held_on=data["held_on"],
            day_part=DayPart(data["day_part"]),
            starts_at=data["starts_at"],
            place=data["place"],
            chair=data["chair"],
            note=data["note"],
        )


class CancelForm(PageForm):
    """Why a meeting is cancelled."""

    reason = ReasonField("Lý do hủy", missing=NO_REASON)
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)


def _purposes(held: tuple[PurposeSpec, ...]) -> list[tuple[str, str]]:
    offered = [PurposeSpec(kind) for kind in MeetingKind]
    offered += [PurposeSpec(kind, Term.NEXT) for kind in MeetingKind if kind in _OF_NEXT_YEAR]
    offered += [one for one in held if one not in offered]
    return [(_word(one), _label(one)) for one in offered]


def _label(purpose: PurposeSpec) -> str:
    label = _LABELS[purpose.kind.value]
    return label if purpose.term is Term.CURRENT else f"{label} (của năm thi đua tiếp theo)"


def _word(purpose: PurposeSpec) -> str:
    return f"{purpose.kind.value}:{purpose.term.value}"


def _spec(word: str) -> PurposeSpec:
    kind, term = word.split(":")
    return PurposeSpec(MeetingKind(kind), Term(term))
