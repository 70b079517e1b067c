"""Reading a frozen ranking back into the facts it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.rules.facts import ConfirmedFact, LineFacts, Member, SeasonFacts
from scoring.rules.frozen import SCHEMAS, Heading, as_known_to
from scoring.rules.frozen_first import FIRST_SCHEMA
from scoring.rules.frozen_text import (
    Content,
    FrozenError,
    demand_known_keys,
    read_points,
    read_result,
    read_text,
    read_whole,
    read_yes_no,
)
from scoring.rules.results import Result
from scoring.rules.settings_json import read_rules
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Direction, RankingOrigin, Scorer


@dataclass(frozen=True, slots=True)
class FrozenSeason:
    """What a content of the second schema or a later one says, read and checked."""

    schema: str
    heading: Heading
    facts: SeasonFacts


def demand_computed(content: object) -> Content:
    """Return the content when it is a ranking that was computed here, of any schema.

    Raises:
        FrozenError: it is something else, or reported by a source without points.
    """
    known = sorted([FIRST_SCHEMA, *SCHEMAS])
    if not isinstance(content, Mapping) or content.get("schema") not in known:
        raise FrozenError(
            f"Tệp không phải là bảng xếp hạng đã chốt theo cấu trúc {' hoặc '.join(known)}."
        )
    if content.get("origin") == RankingOrigin.REPORTED:
        raise FrozenError("Xếp hạng này ghi nhận theo nguồn, không có điểm để tính lại.")
    return content


def read_frozen(content: Content) -> FrozenSeason:
    """Read a content of the second schema or a later one.

    Raises:
        FrozenError: malformed.
    """
    try:
        season = FrozenSeason(
            schema=content["schema"],
            heading=_heading(content),
            facts=as_known_to(content["schema"], _facts(content)),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise FrozenError(f"Tệp thiếu hoặc sai mục: {error}.") from error
    lines_of = {member.agency: member.lines for member in season.facts.members}
    if len(lines_of) != len(season.facts.members):
        raise FrozenError("Tệp có đơn vị bị trùng.")
    demand_known_keys(season.facts.nodes, lines_of)
    return season


def _facts(content: Content) -> SeasonFacts:
    return SeasonFacts(
        nodes=tuple(_node(row) for row in content["table"]["nodes"]),
        rules=read_rules(content["rules"]),
        members=tuple(_member(row) for row in content["members"]),
    )


def _heading(content: Content) -> Heading:
    table = content["table"]
    return Heading(
        bloc=read_text(content["bloc"]),
        bloc_name=read_text(content["bloc_name"]),
        cycle=read_text(content["cycle"]),
        is_sample=read_yes_no(content["is_sample"]),
        table_code=None if table["code"] is None else read_text(table["code"]),
        table_number=None if table["number"] is None else read_whole(table["number"]),
        table_title=None if table["title"] is None else read_text(table["title"]),
        scale=None if table["scale"] is None else read_points(table["scale"]),
    )


def _node(row: Content) -> Node:
    rule = row["rule"]
    if not isinstance(rule, Mapping):
        raise TypeError("quy tắc của tiêu chí không phải là đối tượng")
    return Node(
        key=read_text(row["key"]),
        parent_key=None if row["parent"] is None else read_text(row["parent"]),
        code=read_text(row["code"]),
        label=read_text(row["label"]),
        kind=CriterionKind(row["kind"]),
        max_points=read_points(row["max"]),
        min_points=read_points(row["min"], signed=True),
        step=read_points(row["step"]),
        unit=read_text(row["unit"]),
        direction=Direction(row["direction"]),
        scored_by=Scorer(row["scored_by"]),
        sector=read_text(row["sector"]),
        rule=rule,
    )


def _member(row: Content) -> Member:
    lines = {read_text(line["key"]): _line(line) for line in row["lines"]}
    if len(lines) != len(row["lines"]):
        raise ValueError(f"tiêu chí trùng ở đơn vị {row['agency']}")
    return Member(
        agency=read_text(row["agency"]),
        name=read_text(row["name"]),
        position=read_whole(row["position"]),
        lines=lines,
        reason=read_text(row["reason"]),
        days_late=read_whole(row["days_late"]),
        facts=tuple(
            ConfirmedFact(read_text(fact["condition"]), read_text(fact["text"]))
            for fact in row["facts"]
        ),
        vote=_vote(row["vote"]),
        place=None if row["place"] is None else read_whole(row["place"], least=1),
        category=read_text(row.get("category", "")),
    )


def _vote(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    votes, voters = read_whole(value[0]), read_whole(value[1], least=1)
    if len(value) != len(("votes", "voters")) or votes > voters:
        raise ValueError(f"kết quả bỏ phiếu {value!r} không hợp lệ")
    return votes, voters


def _line(row: Content) -> LineFacts:
    target = _result(row.get("target"))
    titles = tuple(read_text(title) for title in row.get("titles", []))

    def result(prefix: str) -> Result:
        actual, minus = row.get(f"{prefix}_actual"), row.get(f"{prefix}_minus")
        return Result(_result(actual), _result(minus), target, titles)

    return LineFacts(
        assigned=read_yes_no(row.get("assigned", True)),
        result_self=result("self"),
        result_appraised=result("appraised"),
        result_province=result("province"),
        own=_points(row["self"]),
        appraised=_points(row["appraised"]),
        province=_points(row["province"]),
        sector=_each_points(row, "sector"),
        cross=_each_points(row, "cross"),
        sector_actual=_each_result(row, "sector_actual"),
        cross_actual=_each_result(row, "cross_actual"),
        why_not_assigned=read_text(row.get("why_not_assigned", "")),
    )


def _points(value: object) -> Decimal | None:
    return None if value is None else read_points(value, signed=True)


def _result(value: object) -> Decimal | None:
    return None if value is None else read_result(value)


def _each_points(row: Content, name: str) -> dict[str, Decimal]:
    return {
        read_text(scorer): read_points(value, signed=True)
        for scorer, value in row.get(name, {}).items()
    }


def _each_result(row: Content, name: str) -> dict[str, Decimal]:
    return {read_text(scorer): read_result(value) for scorer, value in row.get(name, {}).items()}
