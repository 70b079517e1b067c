"""Other weights, rules or another table on frozen rankings; nothing is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from accounts.http import SignedInRequest
from accounts.pages import require_form
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.rules.writing import number_text, points_text
from blocs.standing import Standing, standing_of
from scoring.models import CriteriaTable
from scoring.permissions.desk import can_simulate
from scoring.rules.facts import SeasonFacts
from scoring.rules.formulas import FormulaError
from scoring.rules.frozen_facts import frozen_facts
from scoring.rules.frozen_text import FrozenError
from scoring.rules.settings import TableRules
from scoring.rules.simulation import Change, Firmness, MemberChange, Simulation, simulate
from scoring.rules.tree import Node
from scoring.selectors.nodes import nodes_of
from scoring.selectors.results import rules_of
from scoring.selectors.samples import is_sample
from scoring.selectors.simulation import (
    FrozenChoice,
    change_to,
    frozen_choices,
    other_tables,
    table_of_ranking,
)
from scoring.states import RankBy
from scoring.views.simulation_form import SimulationForm

YEAR, TABLE = "nam", "bang"
MOST_SEASONS = 5  # each is computed anew many times to say how firm its first place is


@dataclass(frozen=True, slots=True)
class ShownSimulation:
    """One season's two rankings; ``trouble`` says why there are none."""

    choice: FrozenChoice
    result: Simulation | None = None
    firmness: str = ""
    trouble: str = ""

    @property
    def climbers(self) -> list[MemberChange]:
        return [one for one in self._moved if (one.climbed or 0) > 0]

    @property
    def losers(self) -> list[MemberChange]:
        return [one for one in self._moved if (one.climbed or 0) < 0]

    @property
    def _moved(self) -> Sequence[MemberChange]:
        return self.result.members if self.result else ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What the address chose: the seasons, the table to try, and what the form starts from."""

    chosen: list[FrozenChoice]
    tables: list[CriteriaTable]
    table: CriteriaTable | None
    nodes: tuple[Node, ...]
    rules: TableRules


@require_form
@login_required
def simulation(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the rankings as frozen on GET, and as they would be on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    can_see = can_simulate(standing, season, seats_of(season))
    choices = frozen_choices(standing, season) if can_see else []
    context = {
        "season": season,
        "can_see": can_see,
        "choices": choices,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Mô phỏng xếp hạng"),
    }
    if not choices:
        return render(request, "scoring/simulation.html", context)
    basis = _basis(standing, season, choices, request.GET)
    data = request.POST if request.method == "POST" else None
    form = SimulationForm(data, basis.nodes, basis.rules)
    context |= {
        "basis": basis,
        "form": form,
        "query": request.GET.urlencode(),
        "shown": [_tried(one, basis, form) for one in basis.chosen],
        "was_tried": data is not None,
    }
    return render(request, "scoring/simulation.html", context, status=422 if form.faults else 200)


def firmness_text(firmness: Firmness, rules: TableRules) -> str:
    """Say how firm the first place is, in one or two sentences."""
    if firmness.margin is None:
        return "Không có đơn vị xếp sau để so sánh."
    by_share = rules.rank_by is RankBy.SHARE
    margin = (
        f"{number_text(firmness.margin)}%" if by_share else f"{points_text(firmness.margin)} điểm"
    )
    text = f"Đơn vị dẫn đầu hơn đơn vị kế tiếp {margin}."
    if firmness.percent is None:
        return (
            f"{text} Đổi trọng số của riêng một nhóm, từ 0 đến gấp đôi, không làm thay đổi đơn vị "
            "dẫn đầu."
        )
    way = "tăng" if firmness.percent > 0 else "giảm"
    size = number_text(abs(firmness.percent))
    return f"{text} Chỉ cần {way} {size}% trọng số nhóm {firmness.key} thì đơn vị dẫn đầu thay đổi."


def _basis(
    standing: Standing, season: Season, choices: list[FrozenChoice], query: QueryDict
) -> Basis:
    wanted = query.getlist(YEAR) or [season.cycle.label]
    chosen = [one for one in choices if one.label in wanted][:MOST_SEASONS] or choices[:1]
    scored = table_of_ranking(chosen[0].ranking)
    with_drafts = bool(standing.manages.covers(season.bloc))
    tables = other_tables(scored, season, with_drafts=with_drafts) if scored else []
    table = next((one for one in tables if str(one.pk) == query.get(TABLE)), None)
    if table is not None:
        return Basis(chosen, tables, table, tuple(nodes_of(table)), rules_of(table))
    facts = _facts(chosen[0])
    nodes, rules = (facts.nodes, facts.rules) if facts else ((), TableRules())
    return Basis(chosen, tables, None, nodes, rules)


def _facts(choice: FrozenChoice) -> SeasonFacts | None:
    try:
        return frozen_facts(choice.ranking.content)
    except FrozenError:
        return None


def _tried(choice: FrozenChoice, basis: Basis, form: SimulationForm) -> ShownSimulation:
    facts = _facts(choice)
    if facts is None:
        return ShownSimulation(choice, trouble="Bản chốt của năm này không đọc được.")
    try:
        found = simulate(facts, _change(choice, basis, form))
    except FormulaError as error:
        return ShownSimulation(choice, trouble=str(error))
    return ShownSimulation(
        choice, found, firmness=firmness_text(found.firmness, found.new.facts.rules)
    )


def _change(choice: FrozenChoice, basis: Basis, form: SimulationForm) -> Change:
    """Return the change for one season; rules that were not touched stay that season's own."""
    rules = None if form.rules == basis.rules else form.rules
    if basis.table is None:
        return Change(maxima=form.maxima, rules=rules)
    scored = table_of_ranking(choice.ranking)
    if scored is None:
        return Change(maxima=form.maxima, rules=form.rules)
    return replace(change_to(scored, basis.table), maxima=form.maxima, rules=form.rules)
