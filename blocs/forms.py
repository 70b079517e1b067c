"""Forms of the calendar; they parse and explain, services decide."""

from datetime import date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone

from accounts.form_parts import DayField, PageForm, ReasonField
from blocs.models.labels import STEP_CLOSINGS
from blocs.rules.deadlines import Window, shuts_at_once
from blocs.rules.programme import ProgrammeError, ProgrammeLine, read_programme
from blocs.services.calendar import DUE_TOO_EARLY, MAX_GRACE_DAYS, NO_REASON_TO_SHUT
from blocs.states import StepClosing

TIME_FORMATS = ["%H:%M", "%Hh%M", "%Hh"]
END_OF_DAY = time.max
MIDNIGHT = "24:00"


class MomentTimeField(forms.TimeField):
    """A time of day; 24:00 is the end of the day, as people write it."""

    def to_python(self, value: Any) -> Any:
        ends = str(value or "").strip() == MIDNIGHT
        return END_OF_DAY if ends else super().to_python(value)


def time_field(label: str) -> MomentTimeField:
    return MomentTimeField(
        label=label,
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "17:00"}),
        error_messages={
            "required": "Quý vị ghi giờ.",
            "invalid": "Quý vị ghi giờ theo dạng 17:00; hết ngày là 24:00.",
        },
    )


def moment_of(day: date, at: time) -> datetime:
    """Return the local moment of a day and a time; the end of a day is the next midnight."""
    if at == END_OF_DAY:
        day, at = day + timedelta(days=1), time()
    return timezone.make_aware(datetime.combine(day, at))


def split(moment: datetime) -> tuple[date, time]:
    """Return the local day and time of a moment."""
    local = timezone.localtime(moment)
    return local.date(), local.time()


def split_end(moment: datetime) -> tuple[date, time | str]:
    """Return the local day and time of an end; midnight is 24:00 of the day that ends."""
    day, at = split(moment)
    return (day - timedelta(days=1), MIDNIGHT) if at == time() else (day, at)


class StepForm(PageForm):
    """When a step opens, when it is due, and what happens after that."""

    opens_on = DayField("Mở từ ngày")
    opens_time = time_field("Giờ mở")
    due_on = DayField("Hạn cuối, ngày")
    due_time = time_field("Giờ hết hạn")
    grace_days = forms.IntegerField(
        label="Số ngày gia hạn chung",
        min_value=0,
        max_value=MAX_GRACE_DAYS,
        help_text="Số ngày sau hạn cuối chưa tính là muộn, áp dụng cho mọi đơn vị.",
    )
    closing = forms.ChoiceField(label="Sau khi hết hạn", choices=STEP_CLOSINGS)
    reason = ReasonField(
        "Lý do đặt lại",
        required=False,
        help_text="Bắt buộc khi hạn mới đã qua và bước bị khóa ngay.",
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, window: Window | None, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.window, self.now = window, now
        if window is None:
            self.initial.update({"opens_time": "08:00", "due_time": "17:00", "grace_days": 0})
        else:
            self.initial["opens_on"], self.initial["opens_time"] = split(window.opens_at)
            self.initial["due_on"], self.initial["due_time"] = split_end(window.due_at)
            self.initial["grace_days"] = window.grace_days
            word = StepClosing.REFUSES if window.refuses else StepClosing.MARKS_LATE
            self.initial["closing"] = word.value
        self.helper.layout = Layout(
            Div("opens_on", "opens_time", css_class="pair"),
            Div("due_on", "due_time", css_class="pair"),
            Div("grace_days", "closing", css_class="pair"),
            "reason",
            "seen",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if self._typed.opens_at >= self._typed.due_at:
            self.add_error("due_on", DUE_TOO_EARLY)
        elif self.shuts_at_once and not data["reason"]:
            self.add_error("reason", NO_REASON_TO_SHUT)
        return data

    @property
    def deadline(self) -> datetime:
        """The first moment that is late by what was typed."""
        return self._typed.deadline()

    @property
    def shuts_at_once(self) -> bool:
        """Say whether what was typed shuts the step the moment it is set."""
        return shuts_at_once(self.window, self._typed, self.now)

    @property
    def _typed(self) -> Window:
        data = self.cleaned_data
        due_at = moment_of(data["due_on"], data["due_time"])
        opens_at = moment_of(data["opens_on"], data["opens_time"])
        refuses = data["closing"] == StepClosing.REFUSES
        return Window(opens_at, due_at, data["grace_days"], refuses)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "opens_at": moment_of(data["opens_on"], data["opens_time"]),
            "due_at": moment_of(data["due_on"], data["due_time"]),
            "grace_days": data["grace_days"],
            "closing": StepClosing(data["closing"]),
            "reason": data["reason"],
            "seen": data["seen"],
        }


class ExtensionForm(PageForm):
    """Until when one agency has more time, and why."""

    due_on = DayField("Gia hạn đến ngày")
    due_time = time_field("Giờ hết hạn")
    reason = ReasonField(
        "Lý do gia hạn",
        missing="Quý vị cần nêu lý do gia hạn.",
        help_text="Ghi cả số, ngày văn bản đề nghị nếu có.",
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, window: Window, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.window = window
        self.helper.layout = Layout(Div("due_on", "due_time", css_class="pair"), "reason", "seen")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, at = data.get("due_on"), data.get("due_time")
        if day is not None and at is not None and moment_of(day, at) <= self.window.deadline():
            self.add_error("due_on", "Hạn mới phải sau thời hạn chung.")
        return data

    @property
    def due_at(self) -> datetime:
        return moment_of(self.cleaned_data["due_on"], self.cleaned_data["due_time"])


class ProgrammeForm(PageForm):
    """The programme of a meeting, one point a line; the values are the lines it holds."""

    programme = forms.CharField(
        label="Chương trình",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text="Mỗi dòng một nội dung: giờ | nội dung | người thực hiện. Giờ để trống được.",
    )
    seen = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def clean_programme(self) -> tuple[ProgrammeLine, ...]:
        try:
            return read_programme(self.cleaned_data["programme"])
        except ProgrammeError as error:
            raise forms.ValidationError(str(error)) from error
