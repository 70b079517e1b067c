"""The words of a paragraph: runs of letters that look alike, with spaces as HTML counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from reports.render.word.looks import (
    Border,
    Looks,
    Style,
    TextLook,
    UnknownMarkupError,
    border,
    text_look,
)
from reports.render.word.measures import length, text_width

_SPACES = re.compile(r"[ \t\n\r\f]+")
_INLINE = frozenset({"b", "em", "i", "span", "strong"})
_BLANK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike; ``kept`` ones are no spaces to squeeze."""

    text: str
    look: TextLook
    kept: bool = False


class Inline:
    """Collects what stands in one line after another until a block comes."""

    def __init__(self, looks: Looks, folder: Path) -> None:
        self.looks = looks
        self._folder = folder
        self.runs: list[Run] = []
        self.underline: Border | None = None

    def text(self, text: str | None, style: Style) -> None:
        """Take text that stands straight in an element of that style."""
        if text:
            self.runs.append(Run(text, text_look(style)))

    def element(self, element: Element) -> None:
        """Take an element inside the line, and all it holds.

        Raises:
            UnknownMarkupError: it is no element that a line of a paper has.
        """
        style = self.looks.of(element)
        if element.tag == "br":
            self.runs.append(Run("\n", text_look(style), kept=True))
            return
        if element.tag not in _INLINE:
            raise UnknownMarkupError(f"<{element.tag}> in a line")
        if style["display"] == ("inline", "flow-root"):
            self._box(element, style)
        self.text(element.text, style)
        for child in element:
            self.element(child)
            self.text(child.tail, style)

    def _box(self, element: Element, style: Style) -> None:
        """Take a box in the line: a blank to write on, or words with a rule under them."""
        if border(style, "bottom"):
            self.underline = border(style, "bottom")
        elif not (element.text or "").strip() and not len(element):
            self.runs.append(self._blank(style))
        else:
            raise UnknownMarkupError(f"<{element.tag} class={element.get('class')!r}> in a line")

    def _blank(self, style: Style) -> Run:
        look = text_look(style)
        one = self.width_of([Run(_BLANK, look)])
        return Run(_BLANK * max(1, round(length(style["width"], 0) / one)), look, kept=True)

    def width_of(self, runs: list[Run]) -> int:
        """Return how long the runs are on one line, in twips."""
        return sum(
            text_width(
                run.text,
                half_points=run.look.half_points,
                bold=run.look.bold,
                italic=run.look.italic,
                folder=self._folder,
            )
            for run in runs
        )

    def taken(self) -> list[Run]:
        """Return the runs with single spaces, none at the ends, and begin anew."""
        runs, self.runs = list(_squeezed(self.runs)), []
        while runs and not runs[-1].kept and not runs[-1].text.rstrip(" "):
            runs.pop()
        if runs and not runs[-1].kept:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
        return _joined(runs)


def _squeezed(runs: list[Run]) -> Iterator[Run]:
    at_gap = True
    for run in runs:
        if run.kept:
            at_gap = run.text == "\n"
            yield run
            continue
        text = _SPACES.sub(" ", run.text)
        text = text.removeprefix(" ") if at_gap else text
        if text:
            at_gap = text.endswith(" ")
            yield Run(text, run.look)


def _joined(runs: list[Run]) -> list[Run]:
    """Make one run of neighbours that look alike."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].look == run.look:
            joined[-1] = Run(joined[-1].text + run.text, run.look, kept=True)
        else:
            joined.append(run)
    return joined
