"""Signature fields as they lie on the pages, and in whose place a signature lies."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

MOST_OF_PAGE = 0.1
_SLACK = 2  # points; token software rounds the box that somebody drew
_MOST_PARENTS = 8

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """A signature field where it is shown: page from 0; left, bottom, right and top in points."""

    name: str
    label: str
    page: int
    box: Box
    page_area: float

    @property
    def covers_much(self) -> bool:
        """Whether what is drawn in it could hide more than a signature takes."""
        left, bottom, right, top = self.box
        return abs((right - left) * (top - bottom)) > MOST_OF_PAGE * self.page_area

    def holds(self, other: "Field") -> bool:
        """Say whether the middle of another field lies in this one."""
        x, y = (other.box[0] + other.box[2]) / 2, (other.box[1] + other.box[3]) / 2
        left, bottom, right, top = self.box
        is_drawn = other.box[0] != other.box[2] and other.box[1] != other.box[3]
        return is_drawn and self.page == other.page and left <= x <= right and bottom <= y <= top

    def lies_over(self, other: "Field") -> bool:
        """Say whether what is drawn in this field would cover some of another one."""
        left, bottom, right, top = _upright(self.box)
        its_left, its_bottom, its_right, its_top = _upright(other.box)
        across = min(right, its_right) - max(left, its_left)
        down = min(top, its_top) - max(bottom, its_bottom)
        return self.page == other.page and across > _SLACK and down > _SLACK


def _upright(box: Box) -> Box:
    """Return the box with its corners in order: a file may name any two opposite ones."""
    x, y, other_x, other_y = box
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def covered_place(field: Field, prepared: Sequence[Field]) -> Field | None:
    """Return the place that a drawn field lies over, its own apart, if there is one."""
    covered = (one for one in prepared if field.lies_over(one) and not one.holds(field))
    return next(covered, None)


def fields_in(data: bytes) -> list[Field]:
    """Return the signature fields that the pages of a file show."""
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        return [field for number, page in enumerate(pdf.pages) for field in _on_page(number, page)]


def place_of(name: str, prepared: Sequence[Field], shown: Sequence[Field]) -> str:
    """Return for whom the field of a signature stands; empty where it lies in nobody's place.

    Args:
        prepared: the fields of the issued file; no later file says what they are for.
        shown: the fields of the signed file.
    """
    own = next((one for one in prepared if one.name == name), None)
    if own is not None:
        return own.label
    drawn = [one for one in shown if one.name == name]
    if len(drawn) != 1:
        return ""
    return next((one.label for one in prepared if one.holds(drawn[0])), "")


def _on_page(number: int, page: pikepdf.Page) -> Iterator[Field]:
    left, bottom, right, top = (float(one) for one in page.mediabox)
    for widget in page.obj.get("/Annots", []):
        name, kind, label = _described(widget)
        if kind == "/Sig" and "/Rect" in widget:
            box = tuple(float(one) for one in widget["/Rect"])
            area = (right - left) * (top - bottom)
            yield Field(name, label, number, box, area)  # type: ignore[arg-type]


def _described(widget: pikepdf.Object) -> tuple[str, str, str]:
    """Return the full name, the type and the label of a field; its parents say what it does not."""
    names: list[str] = []
    kind = label = ""
    held: pikepdf.Object | None = widget
    for _ in range(_MOST_PARENTS):
        if held is None:
            break
        names += [str(held["/T"])] if "/T" in held else []
        kind = kind or str(held.get("/FT", ""))
        label = label or str(held.get("/TU", ""))
        held = held.get("/Parent")
    return ".".join(reversed(names)), kind, label
