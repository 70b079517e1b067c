"""The examples of docs/vi/dieu-kien-khen-thuong.md are read out of it and judged again."""

import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from awards.models import AwardCondition, AwardType
from awards.models.labels import ANSWERS, AWARD_BASES, COMPLETION_LEVELS, ELIGIBILITY_KINDS
from awards.rules.ballots import Vote
from awards.rules.eligibility.case import Words
from awards.rules.eligibility.finding import year_text
from awards.rules.eligibility.judging import Check, judge
from awards.rules.eligibility.reading import read_params
from awards.rules.eligibility.saying import said
from awards.selectors.conditions import conditions_in_force
from awards.states import AwardBasis, EligibilityKind
from blocs.states import CycleKind
from tests.awards.cases import DAY, LEVELS, NAMES, case, finding, held, rated

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "vi" / "dieu-kien-khen-thuong.md"
TEXT = DOCUMENT.read_text("utf-8")
# A condition in grey, its sentences, a table of records, and what comes of it.
EXAMPLE = re.compile(
    r"### (?P<title>[^\n]+)\n\n```json\n(?P<rule>.+?)\n```\n\n> (?P<said>[^\n]+)\n\n"
    r"(?P<table>(?:\|[^\n]*\n)+)\n(?P<note>(?:Đơn vị[^\n]+\n\n)?)Kết quả: (?P<result>[^\n]+)\n"
)
CODES = {name: code for code, name in NAMES.items()}
LEVEL_WORDS = {name: word for word, name in LEVELS.items()}
ANSWER_WORDS = dict(ANSWERS)
WORDS = Words(NAMES, LEVELS, dict(AWARD_BASES))


class Example(NamedTuple):
    title: str
    rule: dict
    said: str
    rows: list
    note: str
    result: str


def as_rows(text):
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    names, _rule, *rows = [line for line in lines if line != [""]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def examples():
    return [
        Example(
            found["title"],
            json.loads(found["rule"]),
            found["said"],
            as_rows(found["table"]),
            found["note"],
            found["result"],
        )
        for found in EXAMPLE.finditer(TEXT)
    ]


def as_day(text):
    found = re.search(r"(\d+)/(\d+)/(\d+)", text)
    return date(int(found[3]), int(found[2]), int(found[1]))


def as_record(row):
    year, name, note = int(row["Năm"]), row["Hồ sơ"], row["Ghi chú"]
    fields = {}
    if note.startswith("kế thừa từ"):
        fields["inherited_from"] = note.removeprefix("kế thừa từ ")
    if name in LEVEL_WORDS:
        return rated(year, LEVEL_WORDS[name], **fields)
    if note == "chuyên đề":
        fields["basis"] = AwardBasis.THEMATIC
    if note.startswith("thu hồi"):
        fields["revoked_on"] = as_day(note)
    if note.startswith("ký ngày"):
        fields["decided_on"] = as_day(note)
    return held(CODES[name], year, **fields)


def as_case(example):
    if "Phiếu đồng ý" in example.rows[0]:
        names = ("Phiếu đồng ý", "Thành viên", "Có mặt", "Hợp lệ")
        return case(vote=Vote(*(int(example.rows[0][name]) for name in names)))
    records = [as_record(row) for row in example.rows]
    return case(*records, flag_eligible="không thuộc" not in example.note)


EXAMPLES = examples()


def test_the_document_has_the_examples_that_the_test_reads():
    assert len(EXAMPLES) == TEXT.count("```json") == 5


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.title)
def test_an_example_comes_out_as_it_is_written(example):
    rule = dict(example.rule)
    kind = rule.pop("kind")

    assert " ".join(said(read_params(EligibilityKind(kind), rule), WORDS)) == example.said
    found = finding(kind, rule, as_case(example))
    parts = [f"**{ANSWER_WORDS[found.answer.value]}**.", found.missing]
    if found.earliest is not None:
        parts.append(f"Sớm nhất: {year_text(found.earliest, CycleKind.CALENDAR_YEAR)}.")
    assert " ".join(part for part in parts if part) == example.result


def tables_under(heading):
    body = TEXT.split(f"### {heading}", 1)[1]
    return [as_rows(found[0]) for found in re.finditer(r"(?:\|[^\n]*\n)+", body)]


@pytest.mark.django_db
def test_the_shipped_conditions_come_out_as_they_are_written():
    records, lines = tables_under("Bằng khen của Thủ tướng Chính phủ, theo các điều kiện có sẵn")
    catalogue = dict(AwardType.objects.order_by("position").values_list("code", "name"))
    of = case(*(as_record(row) for row in records), award="bang-khen-thu-tuong")
    of = type(of)(of.season, of.member, of.award, Words(catalogue, LEVELS))
    rules = conditions_in_force(None, DAY)

    found = judge(rules, of, checks={}, confirmations={})

    own = [line for line in found.best.lines if line.condition.route]
    assert found.best.name == "Điều 73 khoản 4 điểm e"
    assert lines == [
        {
            "Điều kiện": line.condition.wording,
            "Kết quả": ANSWER_WORDS[line.finding.answer.value],
            "Còn thiếu": line.finding.missing,
        }
        for line in own
    ]
    assert (found.earliest, found.blocks) == ("năm 2026", "")
    verified = {
        pk: Check(verified=True, who="A", on=DAY)
        for pk in AwardCondition.objects.filter(
            award_type__code="bang-khen-thu-tuong", kind__in=["awards_in_years", "confirmed"]
        ).values_list("pk", flat=True)
    }
    assert (
        own[-1].finding.missing.rstrip(".")
        in judge(rules, of, checks=verified, confirmations={}).blocks
    )


def test_every_kind_is_explained_under_its_name():
    rows = as_rows(re.search(r"\| Loại \|.+?\n\n", TEXT, re.DOTALL)[0])

    assert [row["Loại"] for row in rows] == [name for _, name in ELIGIBILITY_KINDS]


def test_the_levels_of_the_examples_are_those_of_the_pages():
    assert dict(COMPLETION_LEVELS) == LEVELS
