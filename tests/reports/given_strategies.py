"""Scoring sections as Hypothesis makes them up, in which many give points and decide."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from blocs.rules.stages import has_reached
from blocs.states import Stage
from scoring.rules.workflow import SENT
from scoring.states import SheetState
from tests.reports.given_season import PAIRS, given_scoring
from tests.reports.small_season import small_season

CODES = ["so-a", "so-b", "so-c"]
REASONS = st.sampled_from(["", "Còn chậm", "2022", "a: b\n- c"])
LINES = st.sampled_from(["Biên bản số 1", "2022-12-31", "no"])
QUARTERS = st.integers(0, 40).map(lambda number: str(number * Decimal("0.25")))
RESULTS = st.decimals(0, 200, places=4)
INDEXES = st.decimals(0, 100, places=4)  # beyond its scale an index needs a word
FACT = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(CODES),
        "condition": st.sampled_from(["ky-luat", "khieu-nai"]),
        "fact": st.sampled_from(["Có đơn", "Bị nhắc nhở\nhai lần"]),
    },
    optional={"document": LINES},
)
DECIDED = st.fixed_dictionaries(
    {"state": st.sampled_from(["confirmed", "dismissed"]), "decision_reason": LINES}
)


@st.composite
def seasons_by_many(draw: st.DrawFn, *, is_frozen: bool = False) -> dict[str, Any]:
    """Return a season that scores, with points, votes and decisions of many.

    Its ranking is frozen where the caller wants one, and seldom where not.
    """
    stages = [Stage.SELF_SCORING, Stage.APPRAISAL, Stage.BLOC_REVIEW]
    stage = Stage.BLOC_REVIEW if is_frozen else draw(st.sampled_from(stages))
    counted = draw(votes()) if has_reached(stage, Stage.APPRAISAL) else []
    scoring = draw(scoring_by_many(stage, is_frozen=is_frozen))
    return small_season(stage=stage.value, sample=False, scoring=scoring, votes=counted)


@st.composite
def votes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the votes on some members."""
    counted = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True)):
        voters = draw(st.integers(1, 10_000))
        counted.append({"agency": code, "votes": draw(st.integers(0, voters)), "voters": voters})
    return counted


@st.composite
def scoring_by_many(draw: st.DrawFn, stage: Stage, *, is_frozen: bool = False) -> dict[str, Any]:
    """Return a section with whatever others may have given at the stage.

    A ranking is frozen only where every member has all points.
    """
    facts = [draw(FACT) | draw(st.just({}) | DECIDED) for _ in range(draw(st.integers(0, 3)))]
    if not has_reached(stage, Stage.SELF_SCORING):
        return given_scoring(frozen=False, sheets=[], cross=[], tie_decisions=[], facts=facts)
    is_whole = is_frozen or (has_reached(stage, Stage.BLOC_REVIEW) and draw(st.booleans()))
    sheets = [draw(_sheet(code, stage, is_whole=is_whole)) for code in CODES]
    return given_scoring(
        sheets=sheets,
        cross=draw(_cross({sheet["agency"]: sheet for sheet in sheets}, is_whole=is_whole)),
        tie_decisions=draw(_decisions()) if has_reached(stage, Stage.APPRAISAL) else [],
        facts=facts,
        frozen=is_frozen or (is_whole and draw(st.booleans())),
        sample=draw(st.booleans()),
    )


@st.composite
def _decisions(draw: st.DrawFn) -> list[dict[str, Any]]:
    codes = draw(st.just([]) | st.lists(st.sampled_from(CODES), unique=True, min_size=2))
    return [
        {"agency": code, "place": draw(st.integers(1, 3)), "reason": draw(LINES)} for code in codes
    ]


@st.composite
def _sheet(draw: st.DrawFn, agency: str, stage: Stage, *, is_whole: bool) -> dict[str, Any]:
    is_over = has_reached(stage, Stage.BLOC_REVIEW)
    states = [one for one in SheetState if not (is_over and one is SheetState.SUBMITTED)]
    state = SheetState.APPRAISED if is_whole else draw(st.sampled_from(states))
    least = 1 if state is SheetState.RETURNED else 0
    most = 0 if state is SheetState.DRAFT else 2
    returns = draw(st.lists(LINES, min_size=least, max_size=most))
    was_sent = state in SENT or bool(returns)
    claimed = [{"key": "I.1", "self": draw(QUARTERS)}, {"key": "I.2", "self": 20}]
    if state is SheetState.APPRAISED or (was_sent and draw(st.booleans())):
        claimed = [line | {"appraised": line["self"]} for line in claimed]
    lines = [*claimed, *draw(_sector_lines(agency, is_whole=is_whole))]
    if agency == "so-c" and was_sent and has_reached(stage, Stage.APPRAISAL):
        reason = {"province_reason": "Tỉnh chấm"}
        lines.append({"key": "S.3", "province": draw(QUARTERS), **reason})
    sheet = {"agency": agency, "state": state.value, "returns": returns, "lines": lines}
    return sheet | ({"days_late": draw(st.integers(0, 40))} if was_sent else {})


@st.composite
def _sector_lines(draw: st.DrawFn, agency: str, *, is_whole: bool) -> list[dict[str, Any]]:
    lines = [
        {"key": "S.1", "sector_actual": draw(INDEXES), "sector_reason": draw(REASONS)},
        {"key": "S.2", "target": draw(st.integers(1, 200)), "sector_actual": draw(RESULTS)},
    ]
    if agency != "so-c":
        lines.append({"key": "S.3", "sector": draw(QUARTERS), "sector_reason": draw(REASONS)})
    return lines if is_whole else draw(st.lists(st.sampled_from(lines), unique_by=_key))


def _key(row: dict[str, Any]) -> str:
    return row["key"]


@st.composite
def _cross(
    draw: st.DrawFn, sheets: dict[str, dict[str, Any]], *, is_whole: bool
) -> list[dict[str, Any]]:
    pairs = draw(st.sampled_from([PAIRS, [pair[::-1] for pair in PAIRS]]))
    if not is_whole:
        pairs = draw(st.lists(st.sampled_from(pairs), unique=True))
    return [draw(_pair(pair, sheets[pair[1]], is_whole=is_whole)) for pair in pairs]


@st.composite
def _pair(
    draw: st.DrawFn, pair: tuple[str, str], sheet: dict[str, Any], *, is_whole: bool
) -> dict[str, Any]:
    is_sent = SheetState(sheet["state"]) in SENT
    scores = [
        {"key": "I.1", "points": draw(QUARTERS), "reason": draw(REASONS)},
        {"key": "I.2", "points": draw(st.sampled_from([0, 20]))},
    ]
    finished = is_whole or (is_sent and draw(st.booleans()))
    if not is_sent and not sheet["returns"]:
        scores = []
    elif not finished:
        scores = draw(st.lists(st.sampled_from(scores), unique_by=_key))
    return {"scorer": pair[0], "subject": pair[1], "finished": finished, "scores": scores}
