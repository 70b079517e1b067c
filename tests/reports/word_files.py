"""Read a Word file as python-docx sees it, and compare its words with those of a PDF."""

import io
import re
import subprocess
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

SAMPLE_MARK = "DỮLIỆUMẪU"
NUMBER = re.compile(r"\d[\d.,:/%]*")


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def form(*lines: str, header: str = "") -> bytes:
    """Return a province's form with those paragraphs."""
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def unspaced(text: str) -> str:
    """Return the text as it compares where lines were broken anywhere."""
    return re.sub(r"\s+", "", text)


def text_in(element: Any) -> str:
    """Return the words of an element in the order of the file, a space between paragraphs."""
    lines = ("".join(_pieces(paragraph)) for paragraph in element.iter(qn("w:p")))
    return re.sub(r"\s+", " ", " ".join(lines)).strip()


def _pieces(paragraph: Any) -> Iterator[str]:
    for item in paragraph.iter(qn("w:t"), qn("w:br")):
        yield (item.text or "") if item.tag == qn("w:t") else " "


def body_text(data: bytes) -> str:
    return text_in(opened(data).element.body)


def heads(data: bytes) -> set[str]:
    """Return what the repeated rows at the top of the tables say, unspaced."""
    found = set()
    for table in opened(data).element.body.iter(qn("w:tbl")):
        rows = [
            row
            for row in table.findall(qn("w:tr"))
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        ]
        found.add(unspaced(" ".join(text_in(row) for row in rows)))
    return found - {""}


def printed_pages(pdf: bytes) -> list[str]:
    """Return the words of each page, unspaced, without its number and the mark of a sample."""
    command = ["pdftotext", "-raw", "-", "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return [_without_margins(page) for page in run.stdout.decode().split("\f")[:-1]]


def _without_margins(text: str) -> str:
    lines = text.strip().split("\n")
    if unspaced(lines[-1]) == SAMPLE_MARK:
        lines.pop()
    if lines and re.fullmatch(r"\d{1,2}", lines[-1]):
        lines.pop()
    return unspaced(" ".join(lines))


def difference(word: bytes, pdf: bytes) -> str:
    """Return where the words of the two files part, or nothing.

    A PDF repeats the head of a table on each of its pages; a Word file holds it once.
    """
    rest, repeated = unspaced(body_text(word)), heads(word)
    for number, page in enumerate(printed_pages(pdf), start=1):
        bare = next((page[len(head) :] for head in repeated if page.startswith(head)), page)
        left = next((text for text in (page, bare) if rest.startswith(text)), None)
        if left is None:
            same = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(page, rest, strict=False))
            )
            end = same + 60
            return f"page {number}: PDF {page[same:end]!r}, Word {rest[same:end]!r}"
        rest = rest[len(left) :]
    return f"only in Word: {rest[:60]!r}" if rest else ""


def numbers(text: str) -> list[str]:
    return NUMBER.findall(text)
