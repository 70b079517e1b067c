"""The sheet “Quy định” and its lists as a table's head and written rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.rules.settings import TableRules
from scoring.rules.settings_json import SettingsError, read_rules, written_rules, wrong_names
from scoring.rules.text import tidy_line
from scoring.rules.tree import Node
from scoring.spreadsheets import columns
from scoring.spreadsheets.cells import read_line
from scoring.spreadsheets.columns import BANDS, CONDITIONS, RULES
from scoring.spreadsheets.faults import CellFault
from scoring.spreadsheets.lists_reading import Places, read_bands, read_conditions
from scoring.spreadsheets.opening import Book
from scoring.spreadsheets.settings_rows import HEAD_SETTINGS, RULE_SETTINGS, Setting
from scoring.spreadsheets.tables import Findings, Row, rows_of, sheet_of

_LABEL = columns.SETTING_LABEL.title
_VALUE = columns.SETTING_VALUE.title
_REQUIRED = frozenset({"title", "scale"})
_LISTS = ("bands", "conditions")
# Rules that say something only beside each other.
_TOGETHER = frozenset({"strategy", "weights", "cross_scorers"})
# The program's words that the rules' sentences use, as the cells say them.
_WORDS: Mapping[str, str] = {
    "là weighted": f"là “{columns.STRATEGY_WORDS['weighted']}”",
    " (criterion_floor)": "",
    " (higher_group)": "",
    " (deduct)": "",
    "bằng 1": "bằng 100 %",
    "(0 là tất cả)": "hoặc ghi “tất cả”",
    "theo tỷ lệ hoặc theo điểm": "ở cột (%) hoặc cột (điểm)",
    "chỉ nêu": "chỉ ghi",
    "cần nêu": "cần ghi",
    "nêu mức": "ghi mức",
    "cùng ghi theo tỷ lệ, hoặc cùng": "cùng ghi ở cột (%), hoặc cùng",
    "ghi theo điểm": "ghi ở cột (điểm)",
}


@dataclass(slots=True)
class SettingsRows:
    """What the sheets say of the table itself; ``rules`` are the defaults where they fail."""

    head: dict[str, Any]
    rules: TableRules
    faults: list[CellFault] = field(default_factory=list)
    scale_place: str = ""

    def note_scale(self, text: str) -> None:
        """Note a fault at the cell of the scale."""
        self.faults.append(CellFault(text, RULES, self.scale_place))


def read_settings(book: Book, nodes: Sequence[Node] | None) -> SettingsRows:
    """Return the table's head and rules; every fault is noted with its cell.

    Args:
        nodes: the table's criteria, to which rules may refer; None while they are faulty.
    """
    findings = {title: Findings(title) for title in (RULES, BANDS, CONDITIONS)}
    places: Places = {}
    rows = _labelled(book, findings[RULES])
    head = _values(HEAD_SETTINGS, rows, findings[RULES], places)
    given = _values(RULE_SETTINGS, rows, findings[RULES], places)
    _report_unknown(rows, findings[RULES])
    given["bands"] = tuple(read_bands(book, findings[BANDS], places))
    given["conditions"] = tuple(read_conditions(book, findings[CONDITIONS], places))
    # What one sheet says wrong hinders no look at what the others say.
    rules = TableRules(
        **{name: value for name, value in given.items() if not findings[_sheet_of(name)].faults}
    )
    sentences = _contradictions(written_rules(rules))
    if nodes is not None and not sentences:
        sentences = wrong_names(rules, nodes)
    for sentence in sentences:
        _note(sentence, places, findings[RULES])
    faults = [fault for found in findings.values() for fault in found.faults]
    return SettingsRows(head, rules if not faults else TableRules(), faults, places["scale"][1])


def _sheet_of(name: str) -> str:
    """Return the sheet that says a rule."""
    return {"bands": BANDS, "conditions": CONDITIONS}.get(name, RULES)


def _labelled(book: Book, findings: Findings) -> dict[str, Row]:
    """Return the rows by their folded label."""
    sheet = sheet_of(book, RULES, findings)
    found: dict[str, Row] = {}
    for row in rows_of(sheet, columns.SETTING_COLUMNS, findings) if sheet else ():
        label = findings.read(row[_LABEL], read_line, "")
        if label.casefold() in found:
            findings.add(row[_LABEL].place, f"mục “{label[:60]}” bị ghi hai lần.")
        found[label.casefold()] = row
    return found


def _values(
    settings: Sequence[Setting], rows: dict[str, Row], findings: Findings, places: Places
) -> dict[str, Any]:
    """Return what is said, taking the rows away; what is not said is left to its default."""
    found: dict[str, Any] = {}
    for setting in settings:
        row = rows.pop(setting.label.casefold(), None)
        place = "" if row is None else row[_VALUE].place
        places[setting.name] = (findings, place)
        if row is None or row[_VALUE].is_blank:
            if setting.name in _REQUIRED:
                findings.add(place, f"chưa ghi {setting.label.lower()}.")
            continue
        value = findings.read(row[_VALUE], setting.read, None)
        if value is not None:
            found[setting.name] = value
    return found


def _report_unknown(rows: Mapping[str, Row], findings: Findings) -> None:
    """Note what no setting has asked for; a line without a value is a heading."""
    for row in rows.values():
        if not row[_VALUE].is_blank:
            label = tidy_line(str(row[_LABEL].value or ""))[:60]
            text = f"mục “{label}” không có trong mẫu; đề nghị xóa dòng này."
            findings.add(row[_LABEL].place, text)


def _contradictions(said: Mapping[str, Any]) -> list[str]:
    """Return what the rules refuse: first each by itself, then all together."""
    parts: list[tuple[Mapping[str, Any], int]] = [
        ({name: [row]}, number) for name in _LISTS for number, row in enumerate(said[name])
    ]
    parts += [({name: value}, 0) for name, value in said.items() if name not in _TOGETHER]
    parts += [({name: said[name] for name in _TOGETHER}, 0)]
    faults = [fault for part, number in parts for fault in _refused(part, number)]
    return list(dict.fromkeys(faults)) or list(_refused(said, 0))


def _refused(part: Mapping[str, Any], number: int) -> list[str]:
    """Return the sentence of a part that is refused, its row numbered as in the sheet."""
    try:
        read_rules(part)
    except SettingsError as error:
        path = error.path.replace("[0]", f"[{number}]") if number else error.path
        return [f"{path}: {error.fault}."]
    return []


def _note(sentence: str, places: Places, otherwise: Findings) -> None:
    """Note a sentence that begins with the path of its rule at the rule's cell."""
    path, _, fault = sentence.partition(": ")
    findings, cell = places.get(path) or places.get(path.partition("[")[0]) or (otherwise, "")
    for words, shown in _WORDS.items():
        fault = fault.replace(words, shown)
    findings.add(cell, fault)
