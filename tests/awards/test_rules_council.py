import pytest

from awards.rules.ballots import Threshold
from awards.rules.council import Sitting, Voted, council_outcome, missing_votes, vote_fault
from awards.states import ShareBase


def sitting(base=ShareBase.MEMBERS, *, strict=False, threshold=(2, 3)):
    return Sitting(members=9, present=8, base=base, threshold=Threshold(*threshold, strict))


@pytest.mark.parametrize(
    ("rule", "voted", "passed", "said"),
    [
        (sitting(), Voted(6, 2), True, "6/9 = 66,67% ≥ 2/3 của 9 thành viên Hội đồng"),
        (sitting(strict=True), Voted(6, 2), False, "6/9 = 66,67% ≤ 2/3 của 9 thành viên"),
        (sitting(), Voted(5, 3), False, "5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng"),
        (sitting(ShareBase.PRESENT), Voted(6, 2), True, "6/8 = 75% ≥ 2/3 của 8 thành viên có mặt"),
        (sitting(ShareBase.VALID), Voted(4, 2, 2), True, "4/6 = 66,67% ≥ 2/3 của 6 phiếu hợp lệ"),
        (sitting(ShareBase.VALID), Voted(0, 0, 3), False, "không có phiếu hợp lệ nào"),
    ],
)
def test_the_threshold_is_exact_and_said_in_words(rule, voted, passed, said):
    outcome = council_outcome(rule, voted)

    assert outcome.passed is passed
    assert outcome.arithmetic.startswith(said)


def test_who_was_there_and_is_in_no_number_is_counted():
    assert missing_votes(sitting(), Voted(5, 1)) == 2
    assert missing_votes(sitting(), Voted(5, 1, 2)) == 0


def test_more_votes_than_people_or_none_cannot_be():
    assert "nhiều hơn số thành viên có mặt (8)" in vote_fault(sitting(), Voted(7, 1, 1))
    assert vote_fault(sitting(), Voted(0, 0)) == "Chưa có phiếu nào."
    assert vote_fault(sitting(), Voted(7, 1)) == ""
