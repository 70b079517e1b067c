"""The form of what one member registers; it parses and explains, the service decides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from accounts.form_parts import BoxCountField, DayField, SeenVersionField, boxes_sent
from accounts.spoken_forms import SpokenForm
from blocs.models import RegistrationItem
from blocs.models.labels import REGISTRATION_KINDS
from blocs.rules.year_lists import Wish, in_order
from blocs.services import ItemSpec
from blocs.states import RegistrationKind
from reports.indicator_forms import LineField, NumberField

SPARE, MOST_ITEMS = 4, 200
_TOLD = ("content", "unit", "planned_value", "note")
_NAMES = ("kind", *_TOLD)
_NO_CONTENT = "Quý vị cần ghi nội dung; không đăng ký nội dung này thì xóa hết các ô của dòng."


class RegistrationForm(SpokenForm):
    """Every item of a registration with its place, and empty rows for new ones.

    Args:
        items: what the member has registered, in its order.
    """

    registered_on = DayField("Ngày đăng ký", required=False)
    seen_version = SeenVersionField(min_value=0)

    def __init__(self, *args: Any, items: Sequence[RegistrationItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A season file may have brought more than the page offers: they stay.
        most = max(MOST_ITEMS, len(items))
        offered = min(len(items) + SPARE, most)
        self.count = boxes_sent(self.data, most) if self.is_bound else offered
        self.initial["boxes"] = self.count
        self.fields["registered_on"].widget.attrs["class"] = "form-control form-control-sm"
        self.fields["boxes"] = BoxCountField(max_value=most)
        for place in range(self.count):
            self._add_row(place, items[place] if place < len(items) else None)

    def _add_row(self, place: int, held: RegistrationItem | None) -> None:
        made = _fields(place + 1)
        for name, field in made.items():
            if held is not None and name != "order":
                field.initial = getattr(held, name)
            self.fields[_box(place, name)] = field
        self.fields[_box(place, "order")].initial = place + 1
        for name in (*_NAMES, "order"):
            field = self.fields[_box(place, name)]
            style = "form-select" if name == "kind" else "form-control"
            field.widget.attrs |= {"class": f"{style} {style}-sm", "aria-label": field.label}

    @property
    def rows(self) -> Iterator[Mapping[str, Any]]:
        """The boxes as the page shows them."""
        for place in range(self.count):
            boxes = {name: self[_box(place, name)] for name in (*_NAMES, "order")}
            for box in boxes.values():
                if box.errors:
                    box.field.widget.attrs["class"] += " is-invalid"
            yield {**boxes, "errors": [one for box in boxes.values() for one in box.errors]}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in self._filled():
            content = _box(place, "content")
            if not data.get(content) and content not in self.errors:
                self.add_error(content, _NO_CONTENT)
        return data

    def _filled(self) -> list[int]:
        def says(place: int) -> bool:
            boxes = [_box(place, name) for name in _TOLD]
            told = any(self.cleaned_data.get(box) not in ("", None) for box in boxes)
            return told or any(box in self.errors for box in boxes)

        return [place for place in range(self.count) if says(place)]

    @property
    def items(self) -> list[ItemSpec]:
        """What the service takes, in the order asked for; empty rows are left out."""
        data = self.cleaned_data
        wishes = [Wish(place, data[_box(place, "order")]) for place in range(self.count)]
        filled = set(self._filled())
        return [self._item(place) for place in in_order(wishes) if place in filled]

    def _item(self, place: int) -> ItemSpec:
        told = {name: self.cleaned_data[_box(place, name)] for name in _NAMES}
        kind = told.pop("kind") or RegistrationKind.TARGET
        return ItemSpec(kind=RegistrationKind(kind), **told)


def _box(place: int, name: str) -> str:
    return f"{name}_{place}"


def _fields(number: int) -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(
            label=f"Loại của dòng {number}", choices=REGISTRATION_KINDS, required=False
        ),
        "content": LineField(
            label=f"Nội dung của dòng {number}",
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "unit": LineField(label=f"Đơn vị tính của dòng {number}", required=False, max_length=60),
        "planned_value": NumberField(f"Kế hoạch năm của dòng {number}", whole=14, places=4),
        "note": LineField(label=f"Ghi chú của dòng {number}", required=False, max_length=300),
        "order": forms.IntegerField(
            label=f"Thứ tự của dòng {number}", required=False, min_value=0, max_value=9999
        ),
    }
