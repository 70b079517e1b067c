"""The alternatives of "so many awards" as a table of fields: a row each, two groups in a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from awards.models import AwardType
from awards.rules.eligibility.reading import (
    MOST_ALTERNATIVES,
    MOST_CODES,
    MOST_GROUPS,
    MOST_WITHOUT_FLAGS,
)

# Name in the parameters, how many rows, what the row is called.
PARTS = (
    ("any_of", MOST_ALTERNATIVES, "Phương án"),
    ("not_flag_eligible", MOST_WITHOUT_FLAGS, "Không thuộc đối tượng tặng cờ, phương án"),
)
_SHORT = {"any_of": "pa", "not_flag_eligible": "kc"}


@dataclass(frozen=True, slots=True)
class GridRow:
    """One alternative as the page shows it: for each group a count and the awards."""

    label: str
    groups: list[list[forms.BoundField]]


def grid_fields() -> dict[str, forms.Field]:
    """Return the fields of all alternatives, none of which has to be filled in."""
    fields: dict[str, forms.Field] = {}
    for part, place, group in _places():
        said = f"{_label(part, place)}, nhóm {group + 1}"
        fields[_name(part, place, group, "so")] = forms.IntegerField(
            label=f"{said}, số lần",
            required=False,
            min_value=1,
            max_value=99,
            widget=forms.NumberInput(attrs={"class": "form-control form-control-sm num"}),
        )
        for code in range(MOST_CODES):
            fields[_name(part, place, group, f"ht{code + 1}")] = forms.ChoiceField(
                label=f"{said}, hình thức {code + 1}",
                required=False,
                choices=_awards,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )
    return fields


def grid_initial(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields show for the stored alternatives."""
    shown: dict[str, Any] = {}
    for part, _, _ in PARTS:
        for place, alternative in enumerate(raw.get(part, ())):
            for group, one in enumerate(alternative["groups"]):
                shown[_name(part, place, group, "so")] = one["count"]
                for at, code in enumerate(one["codes"], start=1):
                    shown[_name(part, place, group, f"ht{at}")] = code
    return shown


def grid_params(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the alternatives as they are stored; empty rows and groups are left out."""
    found = {}
    for part, rows, _ in PARTS:
        alternatives = [_alternative(data, part, place) for place in range(rows)]
        found[part] = [{"groups": groups} for groups in alternatives if groups]
    return found if found["not_flag_eligible"] else {"any_of": found["any_of"]}


def grid_faults(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what is half filled in, by the name of the field that lacks something."""
    faults = {}
    for part, place, group in _places():
        count, codes = _group(data, part, place, group)
        if count and not codes:
            faults[_name(part, place, group, "ht1")] = "Quý vị chọn hình thức khen thưởng."
        if codes and not count:
            faults[_name(part, place, group, "so")] = "Quý vị ghi số lần."
    return faults


def grid_rows(form: forms.Form) -> list[GridRow]:
    """Return the fields of a form in the rows of the table."""
    rows = []
    for part, number, _ in PARTS:
        for place in range(number):
            groups = [
                [form[_name(part, place, group, what)] for what in _columns()]
                for group in range(MOST_GROUPS)
            ]
            rows.append(GridRow(_label(part, place), groups))
    return rows


def _alternative(data: Mapping[str, Any], part: str, place: int) -> list[dict[str, Any]]:
    groups = [_group(data, part, place, group) for group in range(MOST_GROUPS)]
    return [{"codes": codes, "count": count} for count, codes in groups if count or codes]


def _group(
    data: Mapping[str, Any], part: str, place: int, group: int
) -> tuple[int | None, list[str]]:
    chosen = [data.get(_name(part, place, group, f"ht{at + 1}")) for at in range(MOST_CODES)]
    codes = list(dict.fromkeys(code for code in chosen if code))
    return data.get(_name(part, place, group, "so")), codes


def _places() -> Iterator[tuple[str, int, int]]:
    for part, rows, _ in PARTS:
        for place in range(rows):
            for group in range(MOST_GROUPS):
                yield part, place, group


def _columns() -> list[str]:
    return ["so", *(f"ht{at + 1}" for at in range(MOST_CODES))]


def _name(part: str, place: int, group: int, what: str) -> str:
    return f"{_SHORT[part]}-{place + 1}-{group + 1}-{what}"


def _label(part: str, place: int) -> str:
    return f"{next(label for name, _, label in PARTS if name == part)} {place + 1}"


def _awards() -> list[tuple[str, str]]:
    rows = AwardType.objects.order_by("position").values_list("code", "name")
    return [("", "–"), *rows]
