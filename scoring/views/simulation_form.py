"""The form of a simulation: new maxima, and other rules. It is read, and never saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from blocs.rules.writing import lower_first, number_text
from scoring.models.labels import RANK_BYS, ROUNDINGS, STRATEGIES
from scoring.rules.json_fields import SettingsError
from scoring.rules.points import PointsError, parse_points
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import WEIGHTED_LAYERS, read_rules, written_rules
from scoring.rules.tree import Node

YES, NO = "true", "false"
CHOICES: Mapping[str, tuple[str, list[tuple[str, str]]]] = {
    "strategy": ("Cách tính điểm cuối", STRATEGIES),
    "rank_by": ("Xếp hạng theo", RANK_BYS),
    "rounding": ("Cách làm tròn", ROUNDINGS),
    "bonus_may_pass_scale": (
        "Điểm thưởng được vượt thang điểm",
        [(YES, "Có"), (NO, "Không")],
    ),
}
CAPS: Mapping[str, str] = {
    "bonus_cap": "Điểm thưởng nhiều nhất",
    "penalty_cap": "Điểm trừ nhiều nhất",
}
LAYER_LABELS: Mapping[str, str] = {
    "self": "Tự chấm (%)",
    "appraised": "Thẩm định (%)",
    "sector": "Chuyên ngành (%)",
    "cross": "Chấm chéo (%)",
    "province": "Tỉnh chấm (%)",
    "vote": "Phiếu bầu (%)",
}
HUNDRED = Decimal(100)
WEIGHTS_OFF = "các trọng số phải cộng lại đúng bằng 100%"  # as they are typed here


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its name, label, what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class NodeField:
    """The input of one criterion's maximum."""

    node: Node
    depth: int
    field: Field


class SimulationForm:
    """What was typed, over what the table says; an empty box leaves it as it is.

    Args:
        data: the posted form; None when nothing was sent yet.
    """

    def __init__(self, data: QueryDict | None, nodes: Iterable[Node], rules: TableRules) -> None:
        self._data = data
        self._rules = rules
        self.faults: dict[str, str] = {}
        self.maxima: dict[str, Decimal] = {}
        self.nodes = [self._node_field(node) for node in nodes]
        self.rules = self._read_rules()
        self.choices = [
            self._field(name, label, self._held()[name], tuple(choices))
            for name, (label, choices) in CHOICES.items()
        ]
        self.caps = [self._field(name, label, self._held()[name]) for name, label in CAPS.items()]
        self.weights = [
            self._field(f"w-{layer}", LAYER_LABELS[layer], self._weight_text(layer))
            for layer in WEIGHTED_LAYERS
        ]

    @property
    def named_faults(self) -> list[str]:
        """Return what is wrong, each behind the label of its box."""
        labels = {one.field.name: one.field.label for one in self.nodes}
        labels |= {one.name: one.label for one in (*self.choices, *self.caps, *self.weights)}
        labels["weights"] = "Trọng số các lớp điểm"
        return [
            f"{labels[name]}: {lower_first(fault)}" if name in labels else fault
            for name, fault in self.faults.items()
        ]

    @property
    def groups(self) -> list[list[NodeField]]:
        """The inputs, each top group with all that it holds."""
        found: list[list[NodeField]] = []
        for one in self.nodes:
            if one.depth == 0:
                found.append([])
            found[-1].append(one)
        return found

    def _field(
        self, name: str, label: str, held: str, choices: tuple[tuple[str, str], ...] = ()
    ) -> Field:
        return Field(name, label, self._typed(name, held), choices, self.faults.get(name, ""))

    def _typed(self, name: str, held: str = "") -> str:
        """Return what was typed; what the table says while nothing was sent."""
        return held if self._data is None else str(self._data.get(name, held)).strip()

    def _held(self) -> Mapping[str, str]:
        """Return the table's own rules as they stand in the inputs."""
        rules = self._rules
        caps = {name: getattr(rules, name) for name in CAPS}
        return {
            "strategy": rules.strategy.value,
            "rank_by": rules.rank_by.value,
            "rounding": rules.rounding.value,
            "bonus_may_pass_scale": YES if rules.bonus_may_pass_scale else NO,
            **{name: "" if cap is None else number_text(cap) for name, cap in caps.items()},
        }

    def _weight_text(self, layer: str) -> str:
        weight = dict(self._rules.weights).get(layer)
        return "" if weight is None else number_text(weight * HUNDRED)

    def _node_field(self, node: Node) -> NodeField:
        name, held = f"m-{node.key}", number_text(max(node.max_points, -node.min_points))
        depth = node.key.count(".")
        typed = self._typed(name, held)
        if typed and typed != held:
            value = self._number(name, typed)
            if value is not None:
                self.maxima[node.key] = value
        label = f"Điểm tối đa của {node.key}"
        return NodeField(node, depth, Field(name, label, typed, (), self.faults.get(name, "")))

    def _number(self, name: str, typed: str) -> Decimal | None:
        try:
            return parse_points(typed)
        except PointsError as error:
            self.faults[name] = str(error)
            return None

    def _read_rules(self) -> TableRules:
        if self._data is None:
            return self._rules
        written: dict[str, Any] = {**written_rules(self._rules)}
        for name in CHOICES:
            written[name] = self._typed(name, self._held()[name])
        written["bonus_may_pass_scale"] = written["bonus_may_pass_scale"] == YES
        for name in CAPS:
            written[name] = self._written_number(name)
        written["weights"] = self._written_weights() if written["strategy"] == "weighted" else {}
        if self.faults:
            return self._rules
        try:
            return read_rules(written)
        except SettingsError as error:
            fault = WEIGHTS_OFF if error.path == "weights" else error.fault
            self.faults[error.path] = f"{fault[:1].upper()}{fault[1:]}."
            return self._rules

    def _written_number(self, name: str) -> str | None:
        typed = self._typed(name)
        value = self._number(name, typed) if typed else None
        return None if value is None else f"{value:f}"

    def _written_weights(self) -> dict[str, str]:
        found = {}
        for layer in WEIGHTED_LAYERS:
            typed = self._typed(f"w-{layer}")
            value = self._number(f"w-{layer}", typed) if typed else None
            if value:
                found[layer] = f"{value / HUNDRED:f}"
        return found
