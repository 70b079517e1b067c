"""Styles: what nobody said is looked up at once, and pages of which it is alike share theirs."""

from collections.abc import Iterable
from typing import Any

from weasyprint import css
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import page as pages

from reports.render.quick.swaps import instead_of

_their_value = ComputedStyle.__missing__
_their_flow = Box.is_in_normal_flow
_their_pages = pages.set_page_type_computed_styles
_their_sheets = css.find_stylesheets


def _is_simple(name: str) -> bool:
    """Whether a property that nobody said is just inherited or just its initial value."""
    is_special = name in {"position", "float", "display", "page"}
    return not is_special and not name.startswith("text_decoration_")


_INHERITED = frozenset(filter(_is_simple, INHERITED))
_INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_simple(name) and name not in INHERITED and name not in INITIAL_NOT_COMPUTED
}
# By which other name a property may have been said, in text from left to right.
_OTHER_NAMES = {name: find(block="ttb", inline="ltr") for name, find in PHYSICAL_FUNCTIONS.items()}


@instead_of(ComputedStyle, "__missing__")
def value_of(self: Any, name: str) -> Any:
    """Return the value of a property that is asked for the first time."""
    if name in self.cascaded or not _is_unsaid(self, name):
        return _their_value(self, name)
    if name in _INITIAL:
        value = self[name] = _INITIAL[name]
    elif name in _INHERITED and self.parent_style is not None:
        value = self[name] = self.parent_style[name]
    else:
        value = _their_value(self, name)
    return value


def _is_unsaid(style: Any, name: str) -> bool:
    other = _OTHER_NAMES.get(name)
    return other is None or (style["direction"] == "ltr" and other not in style.cascaded)


@instead_of(pages, "set_page_type_computed_styles")
def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Give a page and its margins their styles, those of a page of which the same was said.

    What WeasyPrint writes into them, of counters and overflow, is the same when written again.
    """
    style_for.add_page_declarations(page_type)
    said = style_for.get_cascaded_styles()
    key = tuple([(part, _identity(style)) for (_, part), style in said.items()])
    known = vars(style_for).setdefault("_quick_pages", {})
    computed = style_for.get_computed_styles()
    if key not in known:
        _their_pages(page_type, html, style_for)
        parts = {None, *(part for _, part in said)}
        known[key] = {part: computed[page_type, part] for part in parts}
    computed.update({(page_type, part): style for part, style in known[key].items()})
    said.clear()  # it is asked for this page only


def _identity(said: dict[str, tuple[Any, Any]]) -> tuple[Any, ...]:
    return tuple(
        [
            (name, id(value), precedence, layer, *specificity)
            for name, (value, (precedence, layer, specificity)) in said.items()
        ]
    )


@instead_of(css, "find_stylesheets")
def find_stylesheets(wrapper_element: Any, *how: Any) -> Iterable[Any]:
    """Return the sheets that a paper names, which has none as a rule."""
    names = {str(element.tag) for element in wrapper_element.etree_element.iter()}
    if any(name.endswith(("style", "link")) for name in map(str.lower, names)):
        found: Iterable[Any] = _their_sheets(wrapper_element, *how)
        return found
    return ()


@instead_of(Box, "is_in_normal_flow")
def is_in_normal_flow(self: Any) -> bool:
    """Whether a box is where the text is."""
    style = self.style
    if style["float"] == "none" and style["position"] in {"static", "relative"}:
        return True
    found: bool = _their_flow(self)
    return found
