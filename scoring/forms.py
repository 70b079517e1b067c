"""Forms of scoring; they parse and explain, services decide."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.db.models import QuerySet

from accounts.form_parts import (
    ConfirmForm,
    DayField,
    PageForm,
    ReasonField,
    SeenVersionField,
)
from accounts.spoken_forms import SpokenForm
from blocs.models import Agency
from scoring.models import ScoreLine
from scoring.rules.entries import Entry, ResultError, parse_result, parse_signed_points
from scoring.rules.points import PointsError, parse_points
from scoring.rules.text import tidy
from scoring.rules.workflow import NEEDS_REASON
from scoring.selectors.entries import entry_at
from scoring.states import Layer, Scorer, SheetAction


class LineForm(SpokenForm):
    """Points or a result, and words, typed into one line; its prefix is the line's number.

    ``seen`` is the version that the page showed and, behind a point, a mark of the values it
    showed: a whole form also carries the lines that the person never touched.
    """

    points = forms.CharField(label="Điểm", required=False, max_length=20)
    actual = forms.CharField(label="Kết quả", required=False, max_length=30)
    minus = forms.CharField(label="Số lần trừ điểm", required=False, max_length=30)
    words = forms.CharField(label="Lời ghi", required=False, max_length=20_000, strip=False)
    seen = forms.RegexField(r"^[0-9]{1,9}(\.[0-9a-f]{8})?\Z")

    def __init__(self, *args: Any, line: ScoreLine, layer: Layer, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": str(line.pk)})
        self.is_signed = line.min_points < 0
        self.claim = _claim_of(line) if layer is Layer.APPRAISED else None
        entry = entry_at(line, layer)
        self.main = "actual" if entry is Entry.RESULT else "points"
        taken = {Entry.POINTS: {"points"}, Entry.RESULT: {"actual", "minus"}}.get(entry, set())
        for name in {"points", "actual", "minus"} - taken:
            del self.fields[name]

    def clean_points(self) -> Decimal | None:
        read = parse_signed_points if self.is_signed else parse_points
        try:
            return read(self.cleaned_data["points"])
        except PointsError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_actual(self) -> Decimal | None:
        return self._result("actual")

    def clean_minus(self) -> Decimal | None:
        return self._result("minus")

    def clean_words(self) -> str:
        return tidy(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the appraisal differs from the claim."""
        given = super().clean() or self.cleaned_data
        if self.claim is not None and given.get("words") == "" and self._differs(given):
            self.add_error("words", "điểm khác với điểm tự chấm, đề nghị ghi lý do.")
        return given

    def _differs(self, given: Mapping[str, Any]) -> bool:
        return any(
            given.get(name) is not None and given[name] != claimed
            for name, claimed in (self.claim or {}).items()
        )

    @property
    def seen_version(self) -> int:
        """The version that the page showed."""
        return int(self.cleaned_data["seen"].partition(".")[0])

    @property
    def seen_mark(self) -> str:
        """The mark of the values that the page showed; empty when it sent none."""
        return str(self.cleaned_data["seen"].partition(".")[2])

    @property
    def typed(self) -> tuple[str, str, str]:
        """Points or result, events that take off, and words, exactly as typed, valid or not."""
        names = (self.main, "minus", "words")
        main, minus, words = (self.data.get(self.add_prefix(name), "") for name in names)
        return main, minus, words

    def _result(self, name: str) -> Decimal | None:
        try:
            return parse_result(self.cleaned_data[name])
        except ResultError as error:
            raise forms.ValidationError(str(error)) from error


def _claim_of(line: ScoreLine) -> Mapping[str, Decimal | None] | None:
    """Return what the agency claims, by field; None where others give the first points."""
    if line.criterion.scored_by != Scorer.AGENCY:
        return None
    return {"points": line.self_points, "actual": line.self_actual, "minus": line.self_minus}


class StepForm(ConfirmForm):
    """One step of a sheet: the version that the page showed, and why."""

    def __init__(self, *args: Any, action: SheetAction, **kwargs: Any) -> None:
        reason = ReasonField(max_length=2_000, rows=4) if action in NEEDS_REASON else None
        super().__init__(*args, reason=reason, **kwargs)


class EvidenceForm(PageForm):
    """A document put forward for one line; the file itself may be missing."""

    title = forms.CharField(
        label="Tên văn bản, tài liệu",
        max_length=300,
        required=False,
        help_text="Để trống thì lấy tên tệp.",
    )
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    issued_on = DayField("Ngày ban hành", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    upload = forms.FileField(
        label="Tệp minh chứng",
        required=False,
        allow_empty_file=True,  # the service says why an empty file cannot be taken
        help_text="PDF, ảnh, Word hoặc Excel. Có thể bỏ trống nếu chỉ viện dẫn văn bản.",
    )

    def __init__(self, *args: Any, line_id: int, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_%s_{line_id}"  # several panels may stand on one page
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "title",
            Div("number", "issued_on", css_class="pair"),
            "issuer",
            Field("upload"),
            Submit("attach", "Thêm minh chứng"),
        )


class DocumentForm(PageForm):
    """The data of a document in the register, and the version that the page showed."""

    seen_version = SeenVersionField()
    title = forms.CharField(
        label="Tên văn bản, tài liệu",
        max_length=300,
        error_messages={"required": "Quý vị ghi tên tài liệu."},
    )
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    issued_on = DayField("Ngày ban hành", required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)


class FactForm(PageForm):
    """A fact about a member, under a condition of the table."""

    agency = forms.ModelChoiceField(
        label="Đơn vị", queryset=Agency.objects.none(), empty_label="Chọn đơn vị"
    )
    condition = forms.ChoiceField(label="Điều kiện của bảng tiêu chí")
    fact = forms.CharField(
        label="Nội dung sự việc",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ghi việc gì, khi nào, ai kết luận. Không ghi tên cá nhân khi không cần thiết.",
    )
    document = forms.CharField(
        label="Văn bản làm căn cứ",
        max_length=300,
        required=False,
        help_text="Số, ký hiệu, ngày, cơ quan ban hành.",
    )
    upload = forms.FileField(
        label="Tệp minh chứng",
        required=False,
        allow_empty_file=True,  # the service says why an empty file cannot be taken
        help_text="PDF, ảnh, Word hoặc Excel. Có thể bỏ trống.",
    )

    def __init__(
        self,
        *args: Any,
        agencies: QuerySet[Agency],
        conditions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["condition"].choices = [("", "Chọn điều kiện"), *conditions]  # type: ignore[attr-defined]


class DecideFactForm(ConfirmForm):
    """What a decision on a fact rests on, and the version that the page showed."""

    reason = ReasonField(
        "Căn cứ của quyết định", missing="Quý vị cần nêu căn cứ của quyết định này."
    )


class AssignForm(PageForm):
    """Why a criterion is taken from a member or given back, and what the page showed."""

    seen = forms.ChoiceField(choices=[("co", "co"), ("khong", "khong")], widget=forms.HiddenInput)
    reason = ReasonField(max_length=300)
