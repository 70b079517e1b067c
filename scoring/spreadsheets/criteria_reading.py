"""A whole criteria workbook as a table's content, or every fault in it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scoring.rules.formulas import rule_faults
from scoring.rules.tree import Node, check_tree
from scoring.spreadsheets import columns
from scoring.spreadsheets.columns import CRITERIA, DATA_SHEETS, Column
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.criteria_rows import CriteriaRows, Sector, Title, read_criteria_rows
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.formulas import PARAMETERS
from scoring.spreadsheets.opening import open_book
from scoring.spreadsheets.settings_reading import SettingsRows, read_settings
from scoring.spreadsheets.tables import Findings
from scoring.uploads import Readable

# Where a sentence of the rules belongs: the first whose words stand in it.
_COLUMNS_OF_WORDS: tuple[tuple[str, Column], ...] = (
    ("tham số", columns.FORMULA),
    ("cơ quan chuyên ngành", columns.SECTOR),
    ("người chấm", columns.SCORED_BY),
    ("điểm sàn", columns.LEAST),
    ("bước điểm", columns.STEP),
    ("điểm tối đa", columns.MOST),
)


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
        raise WorkbookFaults(list(dict.fromkeys(faults)))
    return TableContent(nodes=found.nodes, rules=settings.rules, **settings.head)


def _note_tree_faults(found: CriteriaRows, settings: SettingsRows, findings: Findings) -> None:
    """Note what the rules say: of the whole tree, or of each row while some cannot be read."""
    decimals = settings.rules.decimals
    scale: Decimal | None = settings.head.get("scale")
    if findings.faults or scale is None:
        for node in found.nodes:
            _note(found, node, rule_faults(node, decimals=decimals), findings)
        return
    for sentence in check_tree(found.nodes, scale, decimals=decimals):
        meant, fault = _parted(sentence, found.rows, found.nodes)
        if meant is None:
            findings.add("", sentence)
        else:
            _note(found, meant, [fault], findings)


def _note(found: CriteriaRows, node: Node, faults: Iterable[str], findings: Findings) -> None:
    for fault in faults:
        cell = found.rows[node.key][_column_of(fault, node).title]
        findings.add(cell.place, _in_cell_words(fault, node))


def _parted(
    sentence: str, rows: Mapping[str, object], nodes: Sequence[Node]
) -> tuple[Node | None, str]:
    """Return the criterion that a sentence of the rules begins with, and the rest of it."""
    by_key = {node.key: node for node in nodes}
    subject, key, *rest = [*sentence.removeprefix("Tiêu chí").split(" ", 2), ""]
    if sentence.startswith("Tiêu chí ") and key.rstrip(":") in rows:
        return by_key[key.rstrip(":")], " ".join(rest).strip()
    if subject == "Nhóm" and key in rows:
        return by_key[key], sentence
    return None, sentence


def _column_of(fault: str, node: Node) -> Column:
    lowered = fault.casefold()
    if lowered.startswith("nhóm"):
        return columns.SCORED_BY if "người chấm" in lowered else columns.MOST
    for words, column in _COLUMNS_OF_WORDS:
        if words in lowered:
            return column
    return columns.FORMULA if PARAMETERS.get(node.kind) else columns.KIND


def _in_cell_words(fault: str, node: Node) -> str:
    """Call the parameters as the cells call them."""
    for parameter in PARAMETERS.get(node.kind, ()):
        fault = fault.replace(f"“{parameter.name}”", f"“{parameter.label}”")
    return fault[:1].lower() + fault[1:]
