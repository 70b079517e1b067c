"""The form of a row of a list of the year; that of a result, with what it is compared with."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.db.models import Model

from accounts.form_parts import BoxCountField, PageForm, SeenMarkField, boxes_sent
from blocs.models import Agency, Indicator, IndicatorBaseline, Season
from blocs.models.labels import BASELINE_KINDS, QUALIFIERS
from blocs.rules.numbers import (
    IF_TOO_LONG,
    MOST_DIGITS,
    NumberError,
    has_room,
    read_number,
    typed_number,
)
from blocs.rules.text import tidy_line
from blocs.rules.year_lists import BaselineFault, baseline_faults
from blocs.services import BaselineSpec, IndicatorSpec
from blocs.states import BaselineKind, Qualifier
from reports.narrative_forms import ParagraphField

Spec = TypeVar("Spec")
_ABOUT_THE_PAGE = frozenset({"seen", "boxes"})
SPARE, MOST_BASELINES = 2, 30
_TEXTS, _NUMBERS = ("issuer", "label", "qualifier_text"), ("value", "ratio", "change")
_WORDS = ("kind", "qualifier")
_SENTENCES = {
    BaselineFault.NO_ISSUER: (
        "issuer",
        "Quý vị cần ghi “{label}”: kế hoạch, dự toán do cơ quan nào giao.",
    ),
    BaselineFault.SAYS_NOTHING: (
        "value",
        "Quý vị cần ghi “{label}”, tỷ lệ hoặc mức tăng, giảm; không so sánh thì xóa cả mức này.",
    ),
}
_NO_NUMBER = (
    "“{label}” phải là số, không kèm đơn vị tính, ví dụ 95,5 hoặc 1.234,5; tối đa bốn chữ số sau "
    "dấu phẩy. Số tròn nghìn ghi liền như 8841, vì 8.841 có thể hiểu hai cách."
)
_NO_ROOM = "“{label}” có nhiều nhất {whole} chữ số trước và {places} chữ số sau dấu phẩy"
_NOT_EXACT = f", cả thảy {MOST_DIGITS} chữ số; {IF_TOO_LONG}, ví dụ tỷ đồng thay cho đồng"


class LineField(ParagraphField):
    """Words on one line, tidied before they are counted, in signs that papers can print."""

    def to_python(self, value: Any) -> str:
        return tidy_line(super().to_python(value))


class NumberField(forms.Field):
    """A number as people here type it: ``1.234,5``; nothing where it is not known.

    Args:
        whole: how many digits there may be before the comma, ``places`` behind it.
    """

    def __init__(self, label: str, *, whole: int, places: int, **kwargs: Any) -> None:
        self.whole, self.places = whole, places
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, required=False, widget=box, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return typed_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        try:
            number = read_number(value or "")
        except NumberError as error:
            raise forms.ValidationError(_NO_NUMBER.format(label=self.label)) from error
        if number is not None and not has_room(number, whole=self.whole, places=self.places):
            room = _NO_ROOM.format(label=self.label, whole=self.whole, places=self.places)
            long = self.whole + self.places > MOST_DIGITS
            raise forms.ValidationError(f"{room}{_NOT_EXACT if long else ''}.")
        return number


class YearRowForm(PageForm, Generic[Spec]):
    """One row of a list of the year: its boxes hold what is stored, and give what is wanted.

    Args:
        row: the stored row; None for a new one.
    """

    makes: type[Spec]
    columns: Mapping[str, str] = MappingProxyType({})  # of boxes called otherwise than their column

    seen = SeenMarkField(required=False)

    def __init__(self, *args: Any, season: Season, row: Model | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row is not None:
            for name in self._told:
                self.initial[name] = row.serializable_value(self.columns.get(name, name))

    @property
    def _told(self) -> list[str]:
        """The boxes for the columns of the row."""
        return [name for name in self.base_fields if name not in _ABOUT_THE_PAGE]

    @property
    def spec(self) -> Spec:
        """What the service takes."""
        return self.makes(**{name: self.cleaned_data[name] for name in self._told})


class IndicatorForm(YearRowForm[IndicatorSpec]):
    """A result in numbers, whose it is, and boxes for what it is compared with.

    Args:
        whose: the members that the person may write for; None for all and for no member's.
    """

    agency = forms.ModelChoiceField(
        label="Của đơn vị",
        required=False,
        queryset=Agency.objects.none(),
        empty_label="Không của riêng đơn vị nào",
    )
    subject = LineField(
        label="Hoặc phạm vi khác",
        required=False,
        max_length=200,
        help_text="Chỉ ghi khi không của đơn vị thành viên nào, ví dụ: toàn tỉnh.",
    )
    name = LineField(
        label="Tên chỉ tiêu", max_length=300, help_text="Ví dụ: Thu ngân sách nhà nước."
    )
    value = NumberField("Kết quả", whole=14, places=4, help_text="Ví dụ: 8841 hoặc 1.234,5.")
    unit = LineField(
        label="Đơn vị tính", required=False, max_length=60, help_text="Ví dụ: tỷ đồng, %, xã."
    )
    qualifier = forms.ChoiceField(label="Mức chắc chắn", choices=QUALIFIERS)
    qualifier_text = LineField(
        label="Từ của nguồn",
        required=False,
        max_length=30,
        help_text="In trước số, ví dụ: hơn.",
    )
    note = LineField(label="Ghi chú", required=False, max_length=500)
    boxes = BoxCountField()

    def __init__(
        self,
        *args: Any,
        season: Season,
        row: Indicator | None,
        whose: Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, season=season, row=row, **kwargs)
        self._offer(season, row, whose)
        held = list(row.baselines.order_by("position")) if row is not None else []
        # A season file may have brought more than the page offers: they stay.
        most = max(MOST_BASELINES, len(held))
        offered = min(len(held) + SPARE, most)
        self.count = boxes_sent(self.data, most) if self.is_bound else offered
        self.initial["boxes"] = self.count
        for place in range(self.count):
            self._add_box(place, held[place] if place < len(held) else None)
        self.helper.layout = self._layout()

    def _offer(self, season: Season, row: Indicator | None, whose: Sequence[int] | None) -> None:
        for_all = whose is None or (row is not None and row.agency is None)
        field: Any = self.fields["agency"]
        names = dict(season.memberships.order_by("position").values_list("agency", "name"))
        if whose is not None:
            names = {pk: name for pk, name in names.items() if pk in whose}
        if row is not None and row.agency is not None:
            names.setdefault(row.agency.pk, row.agency.name)
        field.queryset = Agency.objects.filter(pk__in=names)
        field.choices = [("", field.empty_label)] * for_all + list(names.items())
        if not for_all:
            field.required = True
            del self.fields["subject"]

    def _add_box(self, place: int, held: IndicatorBaseline | None) -> None:
        made: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(label="So sánh với", choices=BASELINE_KINDS),
            "issuer": LineField(label="Cơ quan giao", required=False, max_length=200),
            "label": LineField(label="Tên gọi (để trống: kế hoạch)", required=False, max_length=60),
            "value": NumberField("Mức giao, số năm trước", whole=14, places=4),
            "ratio": NumberField("Tỷ lệ đạt (%)", whole=7, places=2),
            "change": NumberField("Tăng, giảm (%)", whole=7, places=2),
            "qualifier": forms.ChoiceField(label="Mức chắc chắn", choices=QUALIFIERS),
            "qualifier_text": LineField(label="Từ của nguồn", required=False, max_length=30),
        }
        for name, field in made.items():
            if held is not None:
                field.initial = getattr(held, name)
            self.fields[_box(place, name)] = field
            if name in _WORDS:
                field.required = False

    def _layout(self) -> Layout:
        subject = ["subject"] if "subject" in self.fields else []
        boxes = [
            Fieldset(
                f"Mức so sánh {place + 1}",
                _four(place, "kind", "issuer", "label", "value"),
                _four(place, "ratio", "change", "qualifier", "qualifier_text"),
                css_class="compared",
            )
            for place in range(self.count)
        ]
        return Layout(
            Div("agency", *subject, css_class="row-pair"),
            "name",
            Div("value", "unit", "qualifier", "qualifier_text", css_class="row-four"),
            "note",
            HTML(
                '<p class="form-text">Mức so sánh để trống thì không in. Bỏ một mức: xóa hết các '
                "ô của mức ấy. Lưu xong có thêm ô trống.</p>"
            ),
            *boxes,
            "seen",
            "boxes",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("agency") and data.get("subject"):
            self.add_error(
                "subject", "Quý vị đã chọn đơn vị nên để trống ô này, hoặc bỏ chọn đơn vị."
            )
        for place in self._filled():
            told = ("kind", "issuer", *_NUMBERS)
            said: list[Any] = [data.get(_box(place, name)) for name in told]
            if set(self.errors) & {_box(place, name) for name in _NUMBERS}:
                continue
            for fault in baseline_faults(*said):
                name, sentence = _SENTENCES[fault]
                label = self.fields[_box(place, name)].label
                self.add_error(_box(place, name), sentence.format(label=label))
        return data

    def _filled(self) -> Iterator[int]:
        for place in range(self.count):
            told = (self.cleaned_data.get(_box(place, name)) for name in (*_TEXTS, *_NUMBERS))
            if any(one not in ("", None) for one in told):
                yield place

    @property
    def spec(self) -> IndicatorSpec:
        """What the service takes; boxes with nothing in them are left out."""
        data = self.cleaned_data
        return IndicatorSpec(
            name=data["name"],
            agency=data["agency"],
            subject=data.get("subject", ""),
            unit=data["unit"],
            value=data["value"],
            qualifier=Qualifier(data["qualifier"]),
            qualifier_text=data["qualifier_text"],
            note=data["note"],
            baselines=tuple(self._baseline(place) for place in self._filled()),
        )

    def _baseline(self, place: int) -> BaselineSpec:
        told = {
            name: self.cleaned_data[_box(place, name)] for name in (*_TEXTS, *_NUMBERS, *_WORDS)
        }
        kind = BaselineKind(told.pop("kind") or BaselineKind.PLAN)
        return BaselineSpec(
            **told | {"kind": kind, "qualifier": Qualifier(told["qualifier"] or Qualifier.EXACT)}
        )


def _box(place: int, name: str) -> str:
    return f"compared_{place}_{name}"


def _four(place: int, *names: str) -> Div:
    return Div(*(_box(place, name) for name in names), css_class="row-four")
