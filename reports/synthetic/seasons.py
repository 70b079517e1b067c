"""One season of a synthetic province as the content of a season file."""

from collections.abc import Sequence
from typing import Any

from blocs.states import OfficeRole, SelectionMethod, Stage, Term
from reports.synthetic import year_content
from reports.synthetic.criteria import SCALE
from reports.synthetic.names import theme_of
from reports.synthetic.plan import ProvincePlan
from reports.synthetic.scores import Scorer, final_totals
from reports.synthetic.year_content import Year
from scoring.rules.tree import Node
from scoring.states import SheetState

Row = dict[str, Any]
PROVINCE_NAME = "Tỉnh Mẫu"
# What a season in progress looks like: every other bloc still scores, the others appraise.
_RUNNING = (
    (
        Stage.SELF_SCORING,
        (SheetState.SUBMITTED, SheetState.DRAFT, SheetState.AWAITING, SheetState.RETURNED),
    ),
    (
        Stage.APPRAISAL,
        (SheetState.APPRAISED, SheetState.SUBMITTED, SheetState.RETURNED, SheetState.APPRAISED),
    ),
)


def season_content(
    plan: ProvincePlan, *, bloc: int, year: int, criteria: Sequence[Row], nodes: Sequence[Node]
) -> Row:
    """Return everything about one bloc in one year.

    Args:
        bloc: the bloc's number, from 1.
        criteria: the score table as ``criteria_of`` returns it.
        nodes: the same table in reading order.
    """
    members = [_member(plan, bloc, number) for number in plan.agency_numbers(bloc)]
    codes = [member["code"] for member in members]
    is_closed = year < plan.last_cycle
    stage, states = (
        (Stage.CLOSED, (SheetState.APPRAISED,)) if is_closed else _RUNNING[(bloc - 1) % 2]
    )
    sheets = _sheets(plan, year, codes, states, nodes)
    told = Year(year=year, agencies=tuple(codes), chance=plan.chance("năm", bloc, year))
    return {
        "schema": 1,
        "bloc": _bloc(plan, bloc),
        "cycle": year_content.cycle(year),
        "sample": True,
        "stage": stage.value,
        "members": members,
        "offices": _offices(plan, codes, year),
        **year_content.sections(told, is_closed=is_closed),
        "scoring": {
            "sample": True,
            "table": _table(plan, criteria),
            "frozen": is_closed,
            "sheets": sheets,
        },
        "proposals": year_content.proposals(told, _by_points(nodes, sheets)) if is_closed else [],
    }


def _bloc(plan: ProvincePlan, number: int) -> Row:
    theme = theme_of(number)
    return {
        "code": plan.bloc_code(number),
        "kind": theme.kind.value,
        "name": f"{theme.name} (mẫu {number:03d})",
        "province": {
            "code": plan.province_code,
            "name": PROVINCE_NAME,
            "letterhead": "ỦY BAN NHÂN DÂN TỈNH MẪU",
            "place": "Tỉnh Mẫu",
        },
    }


def _member(plan: ProvincePlan, bloc: int, number: int) -> Row:
    theme = theme_of(bloc)
    office = theme.offices[(number - 1) % plan.members % len(theme.offices)]
    name = f"{office} (mẫu {number:04d})"
    return {
        "code": plan.agency_code(number),
        "name": name,
        "short_name": name,
        "level": theme.level.value,
    }


def _offices(plan: ProvincePlan, codes: Sequence[str], year: int) -> list[Row]:
    """Let the head go round: the deputy of a year heads the bloc in the next."""
    turn = year - plan.years.start
    holders = (
        (Term.CURRENT, OfficeRole.HEAD, turn),
        (Term.CURRENT, OfficeRole.DEPUTY, turn + 1),
        (Term.NEXT, OfficeRole.HEAD, turn + 1),
        (Term.NEXT, OfficeRole.DEPUTY, turn + 2),
    )
    decided = Term if year < plan.last_cycle else (Term.CURRENT,)
    return [
        {
            "term": term.value,
            "role": role.value,
            "agency": codes[place % len(codes)],
            "state": "confirmed",
            "selected_by": SelectionMethod.ROTATION.value,
        }
        for term, role, place in holders
        if term in decided
    ]


def _table(plan: ProvincePlan, criteria: Sequence[Row]) -> Row:
    return {
        "code": f"{plan.prefix}-bang-{plan.criteria}-tieu-chi",
        "number": 1,
        "title": f"Bảng tiêu chí {plan.criteria} tiêu chí (mẫu)",
        "scale": SCALE,
        "issued_by": "Ủy ban nhân dân Tỉnh Mẫu",
        "sample": True,
        "criteria": list(criteria),
    }


def _sheets(
    plan: ProvincePlan,
    year: int,
    codes: Sequence[str],
    states: Sequence[SheetState],
    nodes: Sequence[Node],
) -> list[Row]:
    """Return each member's sheet."""
    found = []
    for place, code in enumerate(codes):
        skill = plan.chance("đơn vị", code).randint(800, 950)
        scorer = Scorer(agency=code, skill=skill, nodes=nodes)
        state = states[place % len(states)]
        found.append(scorer.sheet(state, plan.chance("phiếu", code, year)))
    return found


def _by_points(nodes: Sequence[Node], sheets: Sequence[Row]) -> list[str]:
    """Return the members' codes from the most points to the fewest."""
    totals = final_totals(nodes, sheets)
    return sorted(totals, key=lambda agency: -totals[agency])
