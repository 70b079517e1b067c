"""Forms of the year's words; they parse and explain, services decide."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from accounts.form_parts import BoxCountField, PageForm, SeenMarkField, boxes_sent
from accounts.spoken_forms import OLD_PAGE, SpokenForm
from blocs.rules.narrative import MOST_PARAGRAPHS, MOST_SIGNS, Paragraph, signs_of
from blocs.rules.text import tidy
from blocs.states import NarrativeSection
from reports.render.fonts import font_folder, not_drawn

SPARE = 2  # empty boxes behind the last paragraph
_MOST_BOXES = MOST_PARAGRAPHS + SPARE
_WHOLE, _CHOOSE = ("", "Toàn khối, cụm"), ("", "– Chọn đơn vị –")
_STRANGE = (
    "“{label}” có ký tự mà phông chữ của văn bản không in được: {signs}. Đề nghị quý vị bỏ hoặc "
    "thay bằng ký tự khác, ví dụ dòng bắt đầu bằng “- ”."
)
_LONG = (
    f"“{{label}}” dài quá {MOST_SIGNS} ký tự (đang có {{signs}}); đề nghị quý vị tách thành nhiều "
    "đoạn."
)
_WHOSE = (
    "Đoạn {number} chưa chọn đơn vị ở ô “Nói về”; đề nghị quý vị chọn, vì báo cáo thành tích của "
    "đơn vị nào chỉ in đoạn của đơn vị ấy."
)
_LEAST_ROWS, _MOST_ROWS, _SIGNS_IN_A_ROW = 2, 12, 80


class ParagraphField(forms.CharField):
    """A paragraph, tidied before it is counted: what cannot be seen is not stored."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse signs that no paper could print."""
        super().validate(value)
        strange = not_drawn(value, font_folder(settings.PDF_FONT_DIR)) if value else ""
        if strange:
            raise forms.ValidationError(_STRANGE.format(label=self.label, signs=" ".join(strange)))


class _SectionParagraphField(ParagraphField):
    """A paragraph of which only what is printed counts."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if (signs := signs_of(value)) > MOST_SIGNS:
            raise forms.ValidationError(_LONG.format(label=self.label, signs=signs))


class SectionForm(SpokenForm):
    """Every paragraph of a section with its place and agency, and empty boxes for new ones.

    Args:
        paragraphs: what the section holds now.
        agencies: code and name of whom a paragraph may speak of.
        needs_agency: whether each paragraph must say whose it is.
    """

    seen = SeenMarkField()
    since = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
    boxes = BoxCountField(max_value=_MOST_BOXES)

    def __init__(
        self,
        *args: Any,
        paragraphs: Sequence[Paragraph] = (),
        agencies: Sequence[tuple[str, str]] = (),
        needs_agency: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._needs_agency = needs_agency
        boxes = min(len(paragraphs) + SPARE, _MOST_BOXES)
        self.count = boxes_sent(self.data, _MOST_BOXES) if self.is_bound else boxes
        self.fields["boxes"].initial = boxes
        for place in range(self.count):
            held = paragraphs[place] if not self.is_bound and place < len(paragraphs) else None
            self._add_box(place, held, agencies)

    def _add_box(
        self, place: int, held: Paragraph | None, agencies: Sequence[tuple[str, str]]
    ) -> None:
        text, number = held.text if held else "", place + 1
        needed = sum(len(line) // _SIGNS_IN_A_ROW + 1 for line in text.splitlines())
        rows = min(max(needed, _LEAST_ROWS), _MOST_ROWS)
        box = forms.Textarea(attrs={"rows": rows, "class": "form-control", "data-figures": ""})
        self.fields[f"text_{place}"] = _SectionParagraphField(
            label=f"Đoạn {number}", required=False, widget=box, initial=text
        )
        self.fields[f"agency_{place}"] = forms.ChoiceField(
            label=f"Đoạn {number} nói về",
            required=False,
            choices=[_CHOOSE if self._needs_agency else _WHOLE, *agencies],
            initial=held.agency if held else "",
            widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
        )
        self.fields[f"order_{place}"] = forms.IntegerField(
            label=f"Thứ tự của đoạn {number}",
            required=False,
            min_value=0,
            max_value=9999,
            initial=number,
            widget=forms.NumberInput(attrs={"class": "form-control form-control-sm num"}),
        )
        self.fields[f"gone_{place}"] = forms.BooleanField(label=f"Bỏ đoạn {number}", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in range(self.count if self._needs_agency else 0):
            kept = data.get(f"text_{place}") and not data.get(f"gone_{place}")
            if kept and not data.get(f"agency_{place}", ""):
                self.add_error(f"agency_{place}", _WHOSE.format(number=place + 1))
        return data

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The boxes as the page shows them."""
        for place in range(self.count):
            names = ("text", "agency", "order", "gone")
            yield {"number": place + 1, **{name: self[f"{name}_{place}"] for name in names}}

    @property
    def paragraphs(self) -> list[Paragraph]:
        """What the person wants, in the order asked for; empty boxes and removed ones left out."""
        data, kept = self.cleaned_data, []
        for place in range(self.count):
            text = data.get(f"text_{place}", "")
            if text and not data.get(f"gone_{place}"):
                order = data.get(f"order_{place}")
                wanted = place + 1 if order is None else order
                kept.append((wanted, place, Paragraph(text, data.get(f"agency_{place}", ""))))
        return [one for _, _, one in sorted(kept, key=lambda row: row[:2])]

    @property
    def texts_sent(self) -> list[str]:
        """What the boxes hold as they were sent."""
        return [str(self.data.get(f"text_{place}", "")) for place in range(self.count)]

    @property
    def has_faults(self) -> bool:
        """Whether a box holds something that cannot be saved; a refusal is no such fault."""
        return bool(set(self.errors) - {NON_FIELD_ERRORS})


class DraftForm(PageForm):
    """Whether a draft goes behind what is there, or takes its place."""

    seen = SeenMarkField()
    way = forms.ChoiceField(
        label="Cách dùng bản nháp",
        choices=[
            ("them", "Thêm các đoạn chưa có vào cuối mục, giữ nguyên nội dung hiện nay"),
            ("thay", "Thay toàn bộ nội dung hiện nay bằng bản nháp"),
        ],
        initial="them",
        widget=forms.RadioSelect,
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {"seen": data["seen"], "replace": data["way"] == "thay"}


class FiguresForm(SpokenForm):
    """Which figures to bring up to date: of everything, of one section or of one paragraph."""

    seen = SeenMarkField()
    section = forms.ChoiceField(
        required=False,
        choices=[("", ""), *((one.value, one.value) for one in NarrativeSection)],
        widget=forms.HiddenInput,
    )
    place = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_PARAGRAPHS, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("place") is not None and not data.get("section"):
            raise forms.ValidationError(OLD_PAGE)
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        section = NarrativeSection(data["section"]) if data["section"] else None
        return {"seen": data["seen"], "section": section, "place": data["place"]}


class RestoreForm(PageForm):
    """The state of the section that the page showed."""

    seen = SeenMarkField()


class CompareForm(SpokenForm):
    """Which two states of a section to compare; the later one may be what is there now.

    Args:
        numbers: of the kept states, the last one first.
    """

    cu = forms.TypedChoiceField(label="Bản cũ", coerce=int)
    moi = forms.TypedChoiceField(
        label="Bản mới", coerce=int, required=False, empty_value=None, initial=""
    )

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(str(number), f"Bản {number}") for number in numbers]
        self.fields["cu"].choices = kept  # type: ignore[attr-defined]
        self.fields["cu"].initial = numbers[min(1, len(numbers) - 1)] if numbers else None
        self.fields["moi"].choices = [("", "Bản hiện nay"), *kept]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def chosen(self) -> tuple[int, int | None]:
        """The two numbers; None is what is there now."""
        return self.cleaned_data["cu"], self.cleaned_data["moi"]


def show_again(form: forms.BaseForm, seen: str, **boxes: str) -> None:
    """Let the form, and what was sent with it, speak of the state that the page shows now."""
    form.initial["seen"] = seen
    if isinstance(form.data, QueryDict):
        form.data = form.data.copy()
        form.data.update({"seen": seen} | boxes)
