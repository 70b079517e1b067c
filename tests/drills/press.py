"""A process of its own that prints every kind of paper and tells what came of it, as JSON.

Arguments: a folder for the files, the address of a server that counts, the address of a canary
file, and how many days from now it is.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path
from typing import Any

import django
import time_machine

ATTEMPTS: list[str] = []
REACHING = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}


def watch(event: str, _: tuple[Any, ...]) -> None:
    """Note whatever tries to reach another machine or process."""
    if event in REACHING:
        ATTEMPTS.append(event)


def with_texts(part: Any, words: Iterator[str]) -> Any:
    """Return the same part of a paper with more words behind each of its texts."""
    if type(part) is str:
        return f"{part} {next(words)}" if part else part
    if isinstance(part, tuple):
        return tuple(with_texts(item, words) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        names = [field.name for field in fields(part) if field.init]
        return replace(part, **{name: with_texts(getattr(part, name), words) for name in names})
    return part


def as_typed(table: Any, known: Any) -> Any:
    """Keep of an attacked table of scores what people can type: names, and codes of their length.

    The rest are numbers and words of ours, and a row of them that is higher than a page cannot
    be set; tests/reports/test_layout_heads.py has the highest heads that can be typed.
    """
    from scoring.rules.naming import MOST_CODE  # noqa: PLC0415 -- Django must be set up

    groups = tuple(
        replace(group, name=other.name, code=other.code[-MOST_CODE:])
        for group, other in zip(known.groups, table.groups, strict=True)
    )
    rows = tuple(
        replace(row, agency=other.agency) for row, other in zip(known.rows, table.rows, strict=True)
    )
    return replace(known, groups=groups, rows=rows, note=table.note)


def main(folder: Path, site: str, canary: str) -> None:
    """Print each kind as it is, with marks in every text, and with an attack in every text."""
    from reports.papers import SummaryReport  # noqa: PLC0415 -- Django must be set up
    from reports.render.docx import docx_bytes  # noqa: PLC0415
    from reports.render.pdf import pdf_bytes  # noqa: PLC0415
    from tests.reports.layout_cases import CASES  # noqa: PLC0415
    from tests.reports.payloads import attacks  # noqa: PLC0415

    sums = {}
    sys.addaudithook(watch)
    for kind, case in CASES.items():
        paper = case.small()
        clean = {"pdf": pdf_bytes(paper), "docx": docx_bytes(paper)}
        sums[kind] = {end: hashlib.sha256(data).hexdigest() for end, data in clean.items()}
        (folder / f"{kind}.pdf").write_bytes(clean["pdf"])
        if not site:
            continue
        marks = (f"<u>m{number}q</u>" for number in count())
        marked = with_texts(paper, marks)
        (folder / f"{kind}.marked.pdf").write_bytes(pdf_bytes(marked))
        (folder / f"{kind}.marked.docx").write_bytes(docx_bytes(marked))
        attacked = with_texts(paper, cycle(attacks(site, canary).values()))
        if isinstance(attacked, SummaryReport):
            attacked = replace(attacked, scores=as_typed(attacked.scores, paper.scores))
        (folder / f"{kind}.attacked.pdf").write_bytes(pdf_bytes(attacked))
        (folder / f"{kind}.attacked.docx").write_bytes(docx_bytes(attacked))
    sys.stdout.write(json.dumps({"sums": sums, "attempts": ATTEMPTS}))


if __name__ == "__main__":
    django.setup()
    with time_machine.travel(timedelta(days=int(sys.argv[4])), tick=True):
        main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
