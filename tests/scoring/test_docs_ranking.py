"""The example of docs/vi/xep-hang.md is computed again, and its file proves itself."""

import json
from decimal import Decimal
from pathlib import Path

from blocs.rules.writing import points_text
from scoring.rules.outcome import season_outcome
from scoring.rules.recompute import computed_rows, first_difference
from tests.scoring.worked_example import FACTS, NODES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "vi"
DOCUMENT = (FOLDER / "xep-hang.md").read_text("utf-8")
FILE = json.loads((FOLDER / "xep-hang-vi-du.json").read_text("utf-8"))
OUTCOME = season_outcome(FACTS)
LINES = {member.agency: member.lines for member in OUTCOME.facts.members}


def table_under(heading):
    """Return the rows of the table that follows a line of the document, without its head."""
    rows = DOCUMENT.split(f"\n{heading}\n\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_the_final_points_of_every_criterion_are_as_written():
    rows = sorted((*OUTCOME.rows, *OUTCOME.unranked), key=lambda row: row.position)

    assert table_under("Điểm cuối của từng tiêu chí:") == [
        [row.name, *(cell(row, node) for node in NODES if not node.is_group)]
        for row in rows
        if row.points
    ]


def cell(row, node):
    line = LINES[row.agency].get(node.key)
    if line is not None and not line.assigned:
        return "không giao"
    return points_text(row.points.get(node.key))


def test_the_ranking_is_as_written():
    assert table_under("Kết quả:") == [
        [
            str(row.rank),
            row.name,
            points_text(row.raw),
            points_text(sum((one.points for one in row.deductions), start=Decimal(0))),
            points_text(row.final),
            points_text(row.maximum),
            f"{points_text(row.percent)}%",
            row.band.label,
        ]
        for row in OUTCOME.rows
    ]
    assert table_under("Không xếp hạng:") == [[row.name, row.reason] for row in OUTCOME.unranked]


def test_the_file_of_the_example_proves_itself_and_says_the_same():
    rows, unranked = computed_rows(FILE)

    assert first_difference(FILE) is None
    assert (FILE["rows"], FILE["unranked"]) == (rows, unranked)
    assert [(row["rank"], row["agency"], row["final"], row["parted_by"]) for row in rows] == [
        (row.rank, row.agency, f"{row.final:.2f}", row.parted_by) for row in OUTCOME.rows
    ]
