"""Points that follow from results: of the line that changed, and of those compared with it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from blocs.models import Season
from scoring.models import ScoreLine
from scoring.rules.entries import Entry
from scoring.rules.formulas import calculated_points
from scoring.selectors.entries import entry_at
from scoring.selectors.nodes import as_node
from scoring.selectors.results import result_of, results_of, rules_of
from scoring.services.lines import COLUMNS
from scoring.services.locks import LOADED
from scoring.states import CriterionKind, Layer

# The awards that count on a line, and their names, by the line's number; and who looks them up.
Titles = Mapping[int, tuple[Sequence[str], str]]
TitleLookup = Callable[[Season, Sequence[ScoreLine]], Titles]
POINTS = tuple(points for points, _ in COLUMNS.values())


@dataclass(slots=True)
class Followed:
    """What changed because points follow from results, by line; ``peers`` are other members'."""

    own: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    peers: dict[str, dict[str, dict[str, tuple[Any, Any]]]] = field(default_factory=dict)

    def before(self, line: ScoreLine) -> dict[str, Any]:
        """Return the line's own points as they were."""
        return {name: old for name, (old, _) in self.own.get(line.pk, {}).items()}

    def after(self, line: ScoreLine) -> dict[str, Any]:
        """Return the line's own points as they are."""
        return {name: new for name, (_, new) in self.own.get(line.pk, {}).items()}

    def peers_words(self, side: int) -> dict[str, Any]:
        """Return the other members' points for the audit: side 0 is before, 1 after."""
        if not self.peers:
            return {}
        told = {
            key: {
                agency: {name: pair[side] for name, pair in columns.items()}
                for agency, columns in members.items()
            }
            for key, members in self.peers.items()
        }
        return {"peers": told}


def follow(changed: Sequence[ScoreLine], layers: Collection[Layer]) -> Followed:
    """Bring the points of held lines up to their results, and those of the lines compared.

    The changed lines are left to the caller to save; the other members' lines of a criterion
    that is scored against the leader are held, written and given a new version here. Their
    sheets' states do not matter (decision 0006).

    Args:
        changed: lines with criterion, table, sector, sheet, agency and season loaded.
        layers: in which a result, a target or an assignment changed.
    """
    followed = Followed()
    lines = [line for line in changed if _is_calculated(line)]
    if not lines:
        return followed
    peers = _peers_of(lines)
    touched: list[ScoreLine] = []
    for criterion_id, own in _by_criterion(lines).items():
        others = peers.get(criterion_id, [])
        for layer in layers:
            _bring(followed, own, others, layer)
        told = followed.peers.get(own[0].criterion.key, {})
        touched += [line for line in others if line.sheet.agency.code in told]
    for line in touched:
        line.version += 1
    if touched:
        ScoreLine.objects.bulk_update(touched, [*POINTS, "version"])
    return followed


def titles_held(_season: Season, lines: Iterable[ScoreLine]) -> Titles:
    """Return the awards that the lines counted already; nobody looks at the records again."""
    return {
        line.pk: (line.titles, line.titles_words) for line in lines if line.self_actual is not None
    }


def count_titles(line: ScoreLine, titles: Sequence[str], words: str) -> dict[str, Any]:
    """Put the awards that count into a held line, unsaved; return the columns it writes.

    The agency's points follow; those of the appraisal too, where it was finished already.
    Holding none is a result as well: the records were looked at.
    """
    line.titles, line.titles_words = list(titles), words
    line.self_actual = Decimal(len(titles))
    points = _points_by_titles(line)
    after: dict[str, Any] = {
        "titles": line.titles,
        "titles_words": words,
        "self_actual": line.self_actual,
        "self_points": points,
    }
    if line.appraised_points is not None:
        after |= {"appraised_actual": line.self_actual, "appraised_points": points}
    for name, value in after.items():
        setattr(line, name, value)
    return after


def _points_by_titles(line: ScoreLine) -> Decimal | None:
    code = line.sheet.agency.code
    results = {code: result_of(line, Layer.SELF)}
    rules = rules_of(line.criterion.table)
    return calculated_points(as_node(line.criterion), results, rules)[code]


def _is_calculated(line: ScoreLine) -> bool:
    node = as_node(line.criterion)
    return node.is_calculated and node.kind is not CriterionKind.AWARD_BONUS


def _by_criterion(lines: Iterable[ScoreLine]) -> dict[int, list[ScoreLine]]:
    found: dict[int, list[ScoreLine]] = {}
    for line in lines:
        found.setdefault(line.criterion_id, []).append(line)
    return found


def _peers_of(lines: Sequence[ScoreLine]) -> Mapping[int, list[ScoreLine]]:
    """Return the other members' lines of the criteria that compare members, held."""
    compared = {
        line.criterion_id
        for line in lines
        if line.criterion.kind == CriterionKind.LEADER_RELATIVE.value
    }
    if not compared:
        return {}
    season = lines[0].sheet.season_id
    rows = ScoreLine.objects.filter(sheet__season=season, criterion__in=compared)
    rows = rows.exclude(pk__in=[line.pk for line in lines]).order_by("pk")
    rows = rows.select_related(*LOADED, "sheet__agency")
    return _by_criterion(rows.select_for_update(of=("self",), no_key=True))


def _bring(
    followed: Followed, own: Sequence[ScoreLine], others: Sequence[ScoreLine], layer: Layer
) -> None:
    """Set one layer's points of all lines of one criterion, and note what changed."""
    lines = [line for line in (*own, *others) if entry_at(line, layer) is Entry.RESULT]
    if not lines:
        return
    criterion = own[0].criterion
    results = results_of(lines, layer)
    points = calculated_points(as_node(criterion), results, rules_of(criterion.table))
    column, mine = COLUMNS[layer][0], {line.pk for line in own}
    for line in lines:
        old, new = getattr(line, column), points[line.sheet.agency.code]
        if old == new:
            continue
        setattr(line, column, new)
        if line.pk in mine:
            noted = followed.own.setdefault(line.pk, {})
        else:
            members = followed.peers.setdefault(criterion.key, {})
            noted = members.setdefault(line.sheet.agency.code, {})
        noted[column] = (old, new)
