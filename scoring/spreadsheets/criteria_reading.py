"""A whole criteria workbook as a table's content, or every fault in it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from blocs.rules.writing import lower_first
from scoring.rules.faults import Fault, Field
from scoring.rules.formulas import node_faults
from scoring.rules.tree import Node, tree_faults
from scoring.spreadsheets import columns
from scoring.spreadsheets.columns import CRITERIA, DATA_SHEETS, Column
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.criteria_rows import CriteriaRows, Sector, Title, read_criteria_rows
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.opening import open_book
from scoring.spreadsheets.parameters import ARROW, ELSEWHERE, PARAMETERS
from scoring.spreadsheets.settings_reading import SettingsRows, read_settings
from scoring.spreadsheets.tables import Findings
from scoring.uploads import Readable

_COLUMNS: Mapping[Field, Column] = MappingProxyType(
    {
        Field.CODE: columns.KEY,
        Field.LABEL: columns.LABEL,
        Field.MOST: columns.MOST,
        Field.LEAST: columns.LEAST,
        Field.STEP: columns.STEP,
        Field.UNIT: columns.UNIT,
        Field.DIRECTION: columns.DIRECTION,
        Field.SCORED_BY: columns.SCORED_BY,
        Field.SECTOR: columns.SECTOR,
        Field.RULE: columns.FORMULA,
    }
)
# The lines of a cell that are no named parameters.
_LINES = {"elsewhere": f"{ELSEWHERE} {ARROW} điểm", "titles": f"danh hiệu {ARROW} điểm"}
# How the rules name a parameter: “cap”, or with what it means: “cap” (tỷ lệ cao nhất được tính).
_NAMED = re.compile(r"(?:tham số )?“(\w+)”(?: \([^)]*\))?", re.ASCII | re.IGNORECASE)


def read_criteria_book(
    upload: Readable,
    name: str,
    sectors: Sequence[Sector],
    titles: Sequence[Title] | None = None,
) -> TableContent:
    """Return what a criteria workbook says.

    Args:
        upload: read once, to one byte past the limit at most.
        name: as the sender's computer calls the file.
        sectors: every agency that may score a criterion of its field.
        titles: every award that may bring a bonus; None where nobody knows them.

    Raises:
        WorkbookFaults: the file cannot be taken; every fault is named by its cell.
    """
    book = open_book(upload, name, DATA_SHEETS)
    findings = Findings(CRITERIA)
    found = read_criteria_rows(book, sectors, titles, findings)
    settings = read_settings(book, found.nodes if found.nodes and not findings.faults else None)
    _note_tree_faults(found, settings, findings)
    if faults := [*findings.faults, *settings.faults]:
        raise WorkbookFaults(sorted(dict.fromkeys(faults), key=_reading_order))
    return TableContent(nodes=found.nodes, rules=settings.rules, **settings.head)


def _reading_order(fault: CellFault) -> tuple[object, ...]:
    """Return the place in the book: it is mended from top to bottom."""
    return DATA_SHEETS.index(fault.sheet), *fault.place


def _note_tree_faults(found: CriteriaRows, settings: SettingsRows, findings: Findings) -> None:
    """Note what the rules say: of the whole tree, or of each row while some cannot be read."""
    decimals = settings.rules.decimals
    scale: Decimal | None = settings.head.get("scale")
    if findings.faults or scale is None:
        for node in found.nodes:
            for fault in node_faults(node, decimals=decimals):
                _note(found, node, fault, findings)
        return
    nodes = {node.key: node for node in found.nodes}
    for told in tree_faults(found.nodes, scale, decimals=decimals):
        if told.key:
            _note(found, nodes[told.key], Fault(told.text, told.field), findings)
        elif found.nodes:
            settings.note_scale(lower_first(told.text))
        else:
            findings.add("", lower_first(told.text))


def _note(found: CriteriaRows, node: Node, fault: Fault, findings: Findings) -> None:
    """Note a fault at its cell; of a formula that could not be read all is said already."""
    if fault.field is Field.RULE and node.key in found.unread:
        return
    cell = found.rows[node.key][_COLUMNS[fault.field].title]
    findings.add(cell.place, lower_first(_in_cell_words(fault.text, node)))


def _in_cell_words(text: str, node: Node) -> str:
    """Call the parameters as the cells call them."""
    labels = {row.name: row.label for row in PARAMETERS.get(node.kind, ())} | _LINES

    def named(found: re.Match[str]) -> str:
        return f"“{labels[found[1]]}”" if found[1] in labels else found[0]

    return _NAMED.sub(named, text)
