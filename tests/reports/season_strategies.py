"""Seasons as Hypothesis makes them up: small, valid, and different in every section."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from blocs.rules.stages import has_reached
from blocs.states import (
    AGENCY_SECTIONS,
    AttendanceRole,
    DayPart,
    GuestRole,
    Launcher,
    MeetingKind,
    MovementKind,
    NarrativeSection,
    Qualifier,
    SelectionMethod,
    Stage,
    StepClosing,
    StepKind,
    Term,
)
from tests.reports.given_strategies import scoring_by_many, votes
from tests.reports.small_season import small_scoring, small_season

# Words that a careless writer of YAML would turn into something else.
WORDS = st.sampled_from(
    ["Thi đua", "2022", "2022-12-31", "null", "no", "12.50", "- gạch", "a: b", "#1", "“Nông thôn”"]
) | st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
DATES = st.dates().map(str) | st.none()
# What papers cite lies between the founding of the state and today (docs/decisions/0037).
CITED = st.dates(date(1945, 9, 2), date(2026, 1, 1)).map(str) | st.none()
AMOUNTS = st.decimals(-(10**9), 10**9, places=4) | st.none()
PERCENT = st.decimals(-1000, 1000, places=2)
CODES = ["so-a", "so-b", "so-c"]
AGENCY = st.sampled_from(CODES)


def word(words: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(item.value for item in words))


def some(row: st.SearchStrategy[Any], key: Any = None) -> st.SearchStrategy[list[Any]]:
    return st.lists(row, max_size=3, unique_by=key)


ATTENDANCE = st.fixed_dictionaries(
    {"agency": AGENCY},
    optional={"role": word(AttendanceRole), "representative": WORDS},
) | st.fixed_dictionaries({"agency": AGENCY, "present": st.just(False), "absence_reason": WORDS})
GUEST = st.fixed_dictionaries(
    {"office": WORDS},
    optional={
        "in_charge_of_bloc": st.booleans(),
        "roles": st.lists(word(GuestRole), unique=True, max_size=2),
    },
)
MEETING = st.fixed_dictionaries(
    {
        "name": WORDS,
        "purposes": st.lists(
            st.fixed_dictionaries({"kind": word(MeetingKind), "term": word(Term)}),
            min_size=1,
            max_size=2,
            unique_by=lambda row: (row["kind"], row["term"]),
        ),
    },
    optional={
        "held_on": DATES,
        "day_part": word(DayPart),
        "starts_at": st.just("07:30"),
        "chair": WORDS,
        "note": WORDS,
        "cancelled_because": WORDS,
        "place": WORDS,
        "attendance": some(ATTENDANCE, lambda row: row["agency"]),
        "guests": some(GUEST, lambda row: row["office"]),
        "conclusions": some(st.fixed_dictionaries({"text": TEXTS})),
        "programme": some(
            st.fixed_dictionaries(
                {"text": WORDS},
                optional={"starts_at": st.just("07:30"), "performer": WORDS},
            )
        ),
    },
).filter(lambda row: "starts_at" not in row or row.get("day_part") != DayPart.AFTERNOON)
BASELINE = st.fixed_dictionaries(
    {"kind": st.just("plan"), "issuer": WORDS, "ratio": PERCENT},
    optional={
        "value": AMOUNTS,
        "qualifier": word(Qualifier),
        "qualifier_text": st.just("gần"),
        "label": WORDS,
    },
) | st.fixed_dictionaries({"kind": st.just("last_year"), "change": PERCENT})
INDICATOR = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "agency": AGENCY | st.none(),
        "subject": WORDS,
        "unit": st.just("tỷ đồng"),
        "value": AMOUNTS,
        "qualifier": word(Qualifier),
        "baselines": some(BASELINE),
    },
)
MOVEMENT = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "term": word(Term),
        "kind": word(MovementKind),
        "launched_by": word(Launcher),
        "note": TEXTS,
    },
)
STATEMENT = st.fixed_dictionaries(
    {"section": word(set(NarrativeSection) - set(AGENCY_SECTIONS)), "text": TEXTS},
    optional={"agency": AGENCY | st.none()},
) | st.fixed_dictionaries({"section": word(AGENCY_SECTIONS), "text": TEXTS, "agency": AGENCY})
LEGAL = st.fixed_dictionaries(
    {"kind": WORDS, "number": WORDS},
    optional={"issued_on": CITED, "subject": TEXTS, "covenant_basis": st.booleans()},
)
STEP = st.fixed_dictionaries(
    {
        "kind": word(StepKind),
        "opens_at": st.just("2022-11-01T00:00:00+07:00"),
        "due_at": st.just("2022-12-01T17:00:00.5+00:00"),
    },
    optional={
        "grace_days": st.integers(0, 90),
        "closing": word(StepClosing),
        "extensions": some(
            st.fixed_dictionaries(
                {"agency": AGENCY, "due_at": st.just("2023-01-01T00:00:00+07:00"), "reason": WORDS}
            ),
            lambda row: row["agency"],
        ),
    },
)
OFFICE = st.fixed_dictionaries(
    {
        "term": word(Term),
        "role": st.sampled_from(["head", "deputy"]),
        "state": st.sampled_from(["proposed", "confirmed", "handed_over"]),
        "selected_by": word(SelectionMethod),
        "person_title": WORDS,
    }
)


@st.composite
def offices(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = draw(some(OFFICE, lambda row: (row["term"], row["role"])))
    holders = {"head": "so-a", "deputy": "so-b"}
    return [{**row, "agency": holders[row["role"]]} for row in rows]


@st.composite
def seasons(draw: st.DrawFn) -> dict[str, Any]:
    """Return a season file at any stage up to the review, with whatever may stand there."""
    order = list(Stage)
    stage = draw(st.sampled_from(order[: order.index(Stage.SUBMITTED)]))
    season = small_season(
        stage=stage.value,
        sample=draw(st.booleans()),
        published_ranks=draw(st.none() | st.integers(1, 3)),
        offices=draw(offices()),
        calendar=draw(some(STEP, lambda row: row["kind"])),
        meetings=draw(some(MEETING)),
        movements=draw(some(MOVEMENT, lambda row: row["name"])),
        indicators=draw(some(INDICATOR)),
        statements=draw(some(STATEMENT)),
        next_tasks=draw(some(TEXTS)),
        legal_documents=draw(some(LEGAL, lambda row: row["number"])),
        award_counts=draw(st.sampled_from([[], [{"award": "co-tinh", "agencies": 2}]])),
    )
    if draw(st.booleans()):
        season["scoring"] = draw(scoring(stage) | scoring_by_many(stage))
    if has_reached(stage, Stage.APPRAISAL):
        season["votes"] = draw(votes())
    if has_reached(stage, Stage.BLOC_REVIEW):
        season["proposals"] = draw(proposals())
    return season


@st.composite
def scoring(draw: st.DrawFn, stage: Stage) -> dict[str, Any]:
    if not has_reached(stage, Stage.SELF_SCORING):
        return small_scoring(frozen=False, sheets=[])
    sheets = small_scoring()["sheets"]
    for sheet in sheets:
        points = draw(st.integers(0, 280)) * Decimal("0.25")
        sheet["lines"][0] |= {"self": str(points), "appraised": str(points)}
        sheet["lines"][0]["explanation"] = draw(WORDS)
    frozen = draw(st.booleans()) and has_reached(stage, Stage.BLOC_REVIEW)
    return small_scoring(sheets=sheets, frozen=frozen, sample=draw(st.booleans()))


@st.composite
def proposals(draw: st.DrawFn) -> list[dict[str, Any]]:
    state = st.sampled_from(["draft", "agreed", "sent"])
    return [
        {"agency": code, "award": draw(st.sampled_from(["co-tinh", "bang-khen-tinh"]))}
        | {"state": draw(state), "achievement": draw(TEXTS)}
        for code in draw(st.lists(AGENCY, unique=True, max_size=2))
    ]
