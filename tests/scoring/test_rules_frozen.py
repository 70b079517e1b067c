import copy
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.facts import ConfirmedFact, LineFacts
from scoring.rules.frozen import Heading, frozen_content, sealed
from scoring.rules.frozen_first import FIRST_SCHEMA, in_first_schema
from scoring.rules.frozen_read import read_frozen
from scoring.rules.frozen_text import FrozenError, canonical_json, fingerprint
from scoring.rules.frozen_view import frozen_view
from scoring.rules.outcome import season_outcome
from scoring.rules.recompute import computed_rows, first_difference, fits, recomputed
from scoring.rules.results import Result
from scoring.rules.settings import Band, Condition, LateRange, TieRule
from scoring.rules.settings_json import read_rules
from scoring.states import ConditionKind, CriterionKind, Effect, Scorer, TieKind
from tests.scoring.outcomes import NODES, line, measured, member, node_of, season

HEADING = Heading("khoi-1", "Khối 1", "2026", False, "bang-1", 2, "Bảng điểm", Decimal(100))
TREE = (
    *NODES,
    node_of(CriterionKind.PROPORTIONAL, "V", "10", rule={"cap": "1.2"}),
    node_of(
        CriterionKind.EXTERNAL,
        "VI",
        "10",
        scored_by=Scorer.SECTOR,
        rule={"from": "0", "to": "100"},
    ),
    node_of(
        CriterionKind.AWARD_BONUS,
        "VII",
        "15",
        rule={"titles": {"co-chinh-phu": "15"}, "mode": "best", "years_back": 1},
    ),
    node_of(
        CriterionKind.BONUS_PENALTY,
        "VIII",
        "5",
        rule={"plus": "1", "minus": "0.5"},
        min_points=Decimal(-5),
    ),
)
RULES = {
    "ties": (TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.MORE_VOTES)),
    "late": (LateRange(1, Decimal("0.5")),),
    "bands": (Band("tot", "Tốt", Decimal("0.5")),),
    "conditions": (
        Condition("cham", "Chậm", ConditionKind.DECLARED, Effect.DEDUCT, points=Decimal(1)),
        Condition("canh-bao", "Cảnh báo", ConditionKind.DECLARED, Effect.BAR_FLAG),
    ),
}


def facts():
    titled = Result(titles=("co-chinh-phu",))
    events = Result(actual=Decimal(1), minus=Decimal(4))
    more = {
        "V": measured("105.5"),
        "VI": LineFacts(sector_actual={"so-noi-vu": Decimal("87.5")}),
        "VII": LineFacts(result_self=titled, result_appraised=titled),
        "VIII": LineFacts(result_self=events, result_appraised=events),
    }
    first = replace(
        member("thue", {"I.1": line("30", own="35", cross={"hai-quan": "31"}), "III": "2"} | more),
        days_late=2,
        facts=(ConfirmedFact("cham", "Báo cáo chậm"), ConfirmedFact("canh-bao", "Đơn thư")),
        vote=(7, 9),
    )
    second = replace(
        member("hai-quan", more | {"II.1": LineFacts(assigned=False, why_not_assigned="Không có")}),
        place=2,
    )
    third = member("kho-bac", {"I.1": line("30", province="28.5"), "I.2": None} | more)
    fourth = replace(member("moi"), lines={}, reason="Đơn vị chưa gửi phiếu.")
    return season(first, second, third, fourth, nodes=TREE, **RULES)


def frozen():
    return frozen_content(HEADING, facts())


def test_all_facts_are_written_and_read_back_with_the_calculated_points():
    read = read_frozen(json.loads(canonical_json(frozen())))

    assert read.heading == HEADING
    assert season_outcome(read.facts).rows == season_outcome(facts()).rows
    assert fingerprint(frozen_content(read.heading, read.facts)) == fingerprint(frozen())


def test_an_untouched_file_has_no_difference_after_a_round_trip():
    read = json.loads(canonical_json(frozen()))

    assert first_difference(read) is None
    assert computed_rows(read) == (frozen()["rows"], frozen()["unranked"])
    assert [row["agency"] for row in read["rows"]] == ["thue", "hai-quan"]


def test_the_rows_say_what_was_taken_off_and_the_raw_points():
    row = frozen()["rows"][0]

    assert (row["raw"], row["final"], row["band"]) == (
        "125.30",
        "123.80",
        {"code": "tot", "label": "Tốt"},
    )
    assert [(one["code"], one["points"]) for one in row["deductions"]] == [
        ("late", "0.50"),
        ("cham", "1.00"),
    ]
    assert [bar["effect"] for bar in row["bars"]] == ["bar_flag"]


def digits_in(value, path=()):
    """Yield the path of every value that holds a digit, and the value with one digit altered."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from digits_in(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from digits_in(inner, (*path, place))
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        yield path, value + 1
    else:
        for found in re.finditer(r"[0-9]", value):
            other = str((int(found.group()) + 1) % 10)
            yield path, value[: found.start()] + other + value[found.end() :]


def with_value(content, path, value):
    """Return the content with another value there; what is not on the way to it is the same."""
    if not path:
        return value
    name, *further = path
    changed = copy.copy(content)
    changed[name] = with_value(content[name], further, value) if further else value
    return changed


def test_one_altered_digit_is_found_wherever_it_stands():
    content = json.loads(canonical_json(frozen()))
    altered = [(path, with_value(content, path, value)) for path, value in digits_in(content)]

    unseen = [path for path, changed in altered if not is_found(changed)]

    assert len(altered) > 400
    assert unseen == []


def is_found(content):
    try:
        return first_difference(content) is not None
    except FrozenError:
        return True


def test_a_value_that_nothing_follows_from_is_held_by_the_seal():
    renamed = with_value(frozen(), ("members", 0, "name"), "Sở khác")

    assert first_difference(renamed) == (
        "Nội dung đã bị sửa sau khi chốt: dấu niêm phong (seal) trong tệp không khớp."
    )
    assert first_difference(sealed(renamed)) is None


def altered_line(name, value):
    content = frozen()
    lines = {held["key"]: held for held in content["members"][0]["lines"]}
    lines["V"][name] = value
    return content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            altered_line("self_actual", "90"),
            "Đơn vị thue, tiêu chí V, điểm tự chấm: tệp ghi “10.55”, tính lại được “9.00”.",
        ),
        (
            altered_line("appraised", "12.00"),
            "Đơn vị thue, tiêu chí V, điểm thẩm định: tệp ghi “12.00”, tính lại được “10.55”.",
        ),
        (
            with_value(frozen(), ("rows", 0, "raw"), "125.31"),
            "Đơn vị thue, điểm trước khi trừ: tệp ghi “125.31”, tính lại được “125.30”.",
        ),
        (
            with_value(frozen(), ("rows", 0, "parted_by"), "decision"),
            "Đơn vị thue, quy tắc khi bằng điểm: tệp ghi “decision”, tính lại được “”.",
        ),
        (
            with_value(frozen(), ("members", 1, "note"), "x"),
            "Tệp có mục lạ hoặc viết khác cách đã chốt: members[1].note.",
        ),
        (
            with_value(frozen(), ("table", "nodes", 0, "hint"), "x"),
            "Tệp có mục lạ hoặc viết khác cách đã chốt: table.nodes[0].hint.",
        ),
    ],
)
def test_the_first_difference_says_where_and_what(content, sentence):
    assert first_difference(content) == sentence


LINE = ("members", 0, "lines", 0)
MALFORMED = [
    (("rules", "decimals"), 3),
    (("rules",), []),
    (("table", "nodes"), "I"),
    (("table", "nodes", 7, "rule"), []),
    (("table", "nodes", 7, "rule"), {"cap": "abc"}),
    (("table", "nodes", 1, "parent"), "IX"),
    (("table", "nodes", 1, "kind"), "magic"),
    (("table", "nodes", 2, "key"), "I.1"),
    (("table", "nodes", 0, "max"), "-1.00"),
    (("members", 0, "vote"), [10, 9]),
    (("members", 0, "vote"), [0, 0]),
    (("members", 0, "vote"), [1, 2, 3]),
    (("members", 0, "days_late"), -1),
    (("members", 0, "days_late"), True),
    (("members", 0, "place"), 0),
    (("members", 1, "agency"), "thue"),
    (("members", 0, "facts"), [{}]),
    (("members", 0, "lines"), None),
    ((*LINE, "key"), "I"),
    ((*LINE, "self"), 30),
    ((*LINE, "self"), "NaN"),
    ((*LINE, "assigned"), "no"),
    ((*LINE, "sector"), [1]),
    ((*LINE, "target"), "1e9"),
    (("is_sample",), "yes"),
    (("bloc",), None),
]


@pytest.mark.parametrize(("path", "value"), MALFORMED)
def test_a_malformed_file_is_refused_with_a_sentence(path, value):
    with pytest.raises(FrozenError, match=r".+\.$"):
        first_difference(with_value(frozen(), path, value))


def test_the_view_shows_the_final_points_by_the_strategy():
    view = frozen_view(frozen())

    points = {one.agency: one.points for one in view.members}
    assert (points["kho-bac"]["I.1"].final, points["thue"]["I.1"].final) == (
        Decimal("28.5"),
        Decimal(30),
    )
    assert points["thue"]["VI"].sector == Decimal("8.75")
    assert points["moi"] == {}
    assert view.members[1].not_assigned == {"II.1"}


PLAIN = season(member("thue", {"I.1": "30"}), member("hai-quan"))


def test_a_ranking_of_the_first_schema_fits_while_the_same_points_give_it():
    now = frozen_content(HEADING, PLAIN)
    first = in_first_schema(now)

    moved = frozen_content(HEADING, season(member("thue", {"I.1": "31"}), member("hai-quan")))
    ruled = frozen_content(HEADING, replace(PLAIN, rules=read_rules({"decimals": 1})))

    assert first["schema"] == FIRST_SCHEMA
    assert first_difference(first) is None
    assert [fits(first, other) for other in (now, moved, ruled)] == [True, False, False]
    assert [fits(now, other) for other in (now, moved, ruled)] == [True, False, False]


def test_the_first_schema_keeps_its_rows_to_the_letter():
    rows = recomputed(in_first_schema(frozen_content(HEADING, PLAIN)))["rows"]

    assert rows == [
        {
            "rank": rank,
            "shared": False,
            "agency": agency,
            "self": points,
            "appraised": points,
            "final": points,
            "reason": "",
        }
        for rank, agency, points in [(1, "hai-quan", "100.00"), (2, "thue", "90.00")]
    ]


def test_a_file_frozen_before_a_rule_could_be_said_still_holds():
    earlier = frozen()
    del earlier["rules"]["max_rounds"]
    earlier = sealed(earlier)

    assert first_difference(earlier) is None
    assert fits(earlier, frozen())
