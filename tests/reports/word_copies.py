"""The Word copy of a report in the hands of somebody who edits it."""

import io
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.selectors.word_forms import word_of
from tests.reports.word_files import opened


class Copy:
    """A Word copy; what is done to it is what Word does to the file."""

    def __init__(self, document: Any) -> None:
        self._word = opened(word_of(document))

    def paragraph(self, words: str) -> Any:
        """Return the first paragraph with those words."""
        found = [one for one in self._word.element.body.iter(qn("w:p")) if words in words_of(one)]
        assert found, words
        return found[0]

    def add(self, text: str, *, after: str = "", before: str = "") -> None:
        """Type a new paragraph behind or before the one with those words."""
        beside = self.paragraph(after or before)
        (beside.addnext if after else beside.addprevious)(typed(text))

    def retype(self, words: str, text: str) -> None:
        """Type other words in the place of a paragraph's."""
        retype(self.paragraph(words), text)

    @property
    def cells(self) -> list[Any]:
        """The paragraphs that stand in tables."""
        return list(self._word.element.body.iterfind(f".//{qn('w:tbl')}//{qn('w:p')}"))

    def delete(self, words: str) -> Any:
        """Delete a paragraph with its mark; return it."""
        one = self.paragraph(words)
        one.getparent().remove(one)
        return one

    def move(self, words: str, *, after: str) -> None:
        """Cut a paragraph out and paste it elsewhere, with its mark."""
        self.paragraph(after).addnext(self.delete(words))

    def join(self, words: str, with_next: str) -> None:
        """Delete the end of a paragraph, so that the next one goes on behind it."""
        first, second = self.paragraph(words), self.delete(with_next)
        first.append(_run(" "))
        for item in list(second)[1:]:
            first.append(item)

    def tear(self, words: str, at: str) -> None:
        """Press Enter before those words of a paragraph."""
        one = self.paragraph(words)
        head, tail = words_of(one).split(at)
        one.addnext(typed(at + tail))
        self.retype(words, head.strip())

    @property
    def data(self) -> bytes:
        """The file as it is now."""
        made = io.BytesIO()
        self._word.save(made)
        return made.getvalue()


def retype(paragraph: Any, text: str) -> None:
    """Type other words in the place of a paragraph's."""
    first, *others = list(paragraph.iter(qn("w:t")))
    first.text = text
    for other in others:
        other.text = ""


def words_of(paragraph: Any) -> str:
    return "".join(item.text or "" for item in paragraph.iter(qn("w:t")))


def typed(text: str) -> Any:
    """Return a paragraph that nobody knows."""
    made = OxmlElement("w:p")
    made.append(_run(text))
    return made


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    run.append(words)
    return run
