"""The example of docs/vi/cham-cheo.md is drawn again, by the rules and by its own command."""

import re
import subprocess
from pathlib import Path

from scoring.rules.assignment import cross_pairs, drawn_circle

TEXT = (Path(__file__).resolve().parents[2] / "docs/vi/cham-cheo.md").read_text("utf-8")
PART = TEXT.split("### Bốc lại để kiểm tra", 1)[1].split("\n## ", 1)[0]
SEED = re.search(r"mã bốc thăm `(\w+)`", PART)[1]
ROWS = [
    [cell.strip() for cell in row.strip("|").split("|")]
    for row in re.findall(r"^\| [0-9] .*$", PART, re.MULTILINE)
]
CODES = [row[1] for row in ROWS]


def test_the_circle_and_the_pairs_are_as_written():
    circle = drawn_circle(sorted(CODES), SEED)

    assert [(code, digest[:16]) for code, digest in circle] == [(row[1], row[2]) for row in ROWS]
    assert cross_pairs(sorted(CODES), 2, SEED) == sorted(
        (row[1], subject) for row in ROWS for subject in row[3].split(", ")
    )


def test_the_command_draws_the_same():
    (command,) = re.findall(r"```\n(.*?)\n```", PART, re.DOTALL)

    answer = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, check=True, text=True
    ).stdout

    found = [line.split()[:2] for line in answer.splitlines()]
    assert [(code, digest[:16]) for code, digest in found] == [(row[1], row[2]) for row in ROWS]
