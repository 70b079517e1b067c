"""The examples of the guide to ballots are what the software says."""

import re
from pathlib import Path

import pytest

from awards.rules.ballot_words import arithmetic_text, threshold_text
from awards.rules.ballots import Threshold, reaches
from awards.states import ShareBase

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "vi" / "bo-phieu.md"
ROW = re.compile(
    r"\| (\d+) trên (\d+) ([^|]+) \| (từ|trên) (\d+)/(\d+) ([^|]+) \| ([^|]+) \| (\S+) \|"
)
BASES = {
    "thành viên": ShareBase.MEMBERS,
    "có mặt": ShareBase.PRESENT,
    "hợp lệ": ShareBase.VALID,
}
EXAMPLES = ROW.findall(GUIDE.read_text("utf-8"))


@pytest.mark.parametrize("row", EXAMPLES)
def test_an_example_of_the_guide_holds(row):
    votes, base, of, word, part, whole, rest, arithmetic, reached = row
    threshold = Threshold(int(part), int(whole), strict=word == "trên")

    assert f"{word} {part}/{whole} {rest}" == threshold_text(threshold, BASES[of])
    assert arithmetic == arithmetic_text(int(votes), int(base), threshold, BASES[of])
    assert reaches(int(votes), int(base), threshold) is (reached == "đạt")


def test_the_guide_has_its_examples():
    assert len(EXAMPLES) == 5
