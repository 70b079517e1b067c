"""The examples of docs/vi/han-muc.md are what the software says."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import resolve, reverse

from awards.models import Quota
from awards.models.labels import SHARE_ROUNDINGS
from awards.rules.quota_totals import Tally
from awards.rules.quotas import BASE_WORDS, Bracket, QuotaRule, answered
from awards.states import QuotaMode, ShareRounding, Strictness

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "vi"
GUIDE = " ".join((FOLDER / "han-muc.md").read_text("utf-8").split())
ROW = re.compile(
    r"\| (theo mức|\d+%, [^|]+) \| (\d+) ([^|]+) \| (\d+) \| ([^|]+) \| (trong hạn mức|vượt \d+) \|"
)
EXAMPLES = ROW.findall(GUIDE)
BRACKETS = (Bracket(1, 7, 1), Bracket(8, 12, 2), Bracket(13, None, 3))
BASES = {words: base for base, words in BASE_WORDS.items()}
ROUNDINGS = {label.casefold(): ShareRounding(word) for word, label in SHARE_ROUNDINGS}


def rule_of(said, base):
    common = {"base": BASES[base], "strictness": Strictness.HARD, "verified": True}
    if said == "theo mức":
        return QuotaRule(mode=QuotaMode.BRACKETS, brackets=BRACKETS, **common)
    percent, rounding = said.split("%, ")
    return QuotaRule(
        mode=QuotaMode.PERCENT, percent=Decimal(percent), rounding=ROUNDINGS[rounding], **common
    )


@pytest.mark.parametrize("row", EXAMPLES)
def test_an_example_of_the_guide_holds(row):
    said, number, base, used, arithmetic, result = row

    answer = answered(rule_of(said, base), base=int(number), used=int(used), award="Cờ")

    assert answer.limit.text == arithmetic
    assert result == (f"vượt {answer.over}" if answer.over else "trong hạn mức")
    assert bool(answer.refuses) is bool(answer.over)


def test_the_guide_has_its_examples_and_names_the_brackets_they_use():
    assert len(EXAMPLES) == 6
    named = ", ".join(f"{one.words} tối đa {one.limit}" for one in BRACKETS)
    assert f"(các mức: {named})" in GUIDE


def test_the_cut_of_the_guide_is_written_as_the_page_writes_it():
    tally = Tally(proposed=69, sent=69, granted=40, refused=21)

    assert f"{tally.cut_text} (*{tally.words}*)" in GUIDE


@pytest.mark.django_db
def test_the_guide_tells_of_the_one_limit_that_is_shipped():
    shipped = Quota.objects.get()

    assert f"không quá {shipped.percent:.0f}%" in GUIDE
    assert "91/2017/NĐ-CP, Điều 11 khoản 1" in GUIDE
    assert "91/2017/NĐ-CP, Điều 11 khoản 1" in shipped.source
    assert not shipped.verified


@pytest.mark.parametrize(
    ("guide", "name"), [("han-muc.md", "quota-list"), ("danh-muc-khen-thuong.md", "catalogue")]
)
def test_the_address_in_a_guide_is_the_page_it_speaks_of(guide, name):
    text = (FOLDER / guide).read_text("utf-8")
    (address,) = re.findall(r"\(`(/[^`]+)`", text)

    assert address == reverse(f"awards:{name}")
    assert resolve(address).url_name == name
