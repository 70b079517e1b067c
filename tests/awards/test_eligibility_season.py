"""Conditions on the season: rank, points, facts, registration, covenant, votes."""

from datetime import date
from decimal import Decimal

import pytest

from awards.rules.ballots import Vote
from awards.rules.eligibility.case import (
    BarringFact,
    Covenant,
    GroupPoints,
    Place,
    Registered,
)
from awards.states import Answer
from blocs.states import Stage
from scoring.states import Effect
from tests.awards.cases import RANKING, case, finding

MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR


@pytest.mark.parametrize(
    ("place", "answer", "missing"),
    [
        (Place(1), MET, ""),
        (Place(2), NOT_MET, "Đơn vị không dẫn đầu khối, cụm."),
        (Place(1, shared=True), UNCLEAR, "Có đơn vị khác đồng hạng nhất, cần xác nhận"),
        (Place(None, reason="Bị kỷ luật"), NOT_MET, "Đơn vị không được xếp hạng."),
        (None, UNCLEAR, f"Đơn vị không có trong {RANKING}."),
    ],
)
def test_only_the_member_alone_on_the_first_rank_led_the_bloc(place, answer, missing):
    found = finding("led_bloc", {}, case(place=place))

    assert found.answer is answer
    assert found.missing.startswith(missing)


def test_the_rank_is_named_with_the_ranking_it_comes_from():
    found = finding("led_bloc", {}, case(place=Place(2, shared=True)))

    assert found.used == (f"Hạng 2/7, đồng hạng, theo {RANKING}.",)
    assert found.earliest == 2026


def test_a_source_that_gives_no_rank_leaves_it_open():
    unranked = Place(None, reason="Không được công bố")
    found = finding("led_bloc", {}, case(place=unranked, season={"is_reported": True}))

    assert (found.answer, found.asks_people) == (UNCLEAR, True)
    assert found.used == (f"Không xếp hạng trong {RANKING}: Không được công bố",)


@pytest.mark.parametrize("kind", ["led_bloc", "rank_at_most", "points_at_least", "criterion_floor"])
@pytest.mark.parametrize(
    ("season", "missing"),
    [
        ({"ranking": ""}, "Chưa chốt xếp hạng của năm thi đua."),
        ({"hidden": "Chưa công khai."}, "Chưa công khai."),
    ],
)
def test_without_a_ranking_to_look_at_people_are_not_asked(kind, season, missing):
    params = {
        "rank_at_most": {"rank": 3},
        "points_at_least": {"total": "900"},
        "criterion_floor": {"share": "17/20"},
    }
    found = finding(kind, params.get(kind, {}), case(place=Place(1), season=season))

    assert (found.answer, found.missing, found.asks_people) == (UNCLEAR, missing, False)
    assert found.used == ()


@pytest.mark.parametrize(
    ("rank", "shared", "answer"), [(3, False, MET), (3, True, MET), (4, False, NOT_MET)]
)
def test_the_last_rank_that_is_enough_is_enough(rank, shared, answer):
    found = finding("rank_at_most", {"rank": 3}, case(place=Place(rank, shared=shared)))

    assert found.answer is answer


@pytest.mark.parametrize(
    ("total", "answer", "missing"),
    [
        ("900.00", MET, ""),
        ("899.99", NOT_MET, "Cần từ 900 điểm, còn thiếu 0,01 điểm."),
    ],
)
def test_a_total_counts_from_its_limit_on(total, answer, missing):
    place = Place(1, total=Decimal(total), maximum=Decimal(1000))
    found = finding("points_at_least", {"total": "900"}, case(place=place))

    assert (found.answer, found.missing) == (answer, missing)


@pytest.mark.parametrize(
    ("total", "maximum", "answer"),
    [
        # two thirds of 950 are 633,333… points: no decimal says it
        ("633.34", "950", MET),
        ("633.33", "950", NOT_MET),
        ("600.00", "900", MET),
    ],
)
def test_a_share_of_points_is_exact(total, maximum, answer):
    place = Place(1, total=Decimal(total), maximum=Decimal(maximum))

    assert finding("points_at_least", {"share": "2/3"}, case(place=place)).answer is answer


def test_a_share_of_points_says_the_sum():
    place = Place(1, total=Decimal("894.50"), maximum=Decimal(950))
    found = finding("points_at_least", {"share": "19/20"}, case(place=place))

    assert found.used == ("Tổng điểm cuối 894,50 điểm trên 950 điểm được giao, đạt 94,15%.",)
    assert found.missing == "Cần đạt từ 95% điểm tối đa."


@pytest.mark.parametrize("place", [Place(1), Place(1, total=Decimal(900))])
def test_a_ranking_without_points_leaves_points_open(place):
    assert finding("points_at_least", {"share": "1/2"}, case(place=place)).answer is UNCLEAR


GROUPS = (
    GroupPoints("I", "Nhiệm vụ chính trị", Decimal("510"), Decimal(600)),
    GroupPoints("II", "Xây dựng Đảng", Decimal("169.99"), Decimal(200)),
)


@pytest.mark.parametrize(
    ("keys", "answer", "missing"),
    [
        ([], NOT_MET, "Nhóm II dưới 85% điểm tối đa."),
        (["I"], MET, ""),
        (["I", "II"], NOT_MET, "Nhóm II dưới 85% điểm tối đa."),
        (["IX"], UNCLEAR, "Bảng tiêu chí không có nhóm IX."),
    ],
)
def test_every_named_group_must_reach_its_floor(keys, answer, missing):
    found = finding(
        "criterion_floor", {"share": "17/20", "keys": keys}, case(place=Place(1, groups=GROUPS))
    )

    assert (found.answer, found.missing) == (answer, missing)


def test_a_floor_says_the_points_of_each_group():
    found = finding("criterion_floor", {"share": "17/20"}, case(place=Place(1, groups=GROUPS)))

    assert found.used == (
        "I. Nhiệm vụ chính trị: 510,00/600 điểm (85%)",
        "II. Xây dựng Đảng: 169,99/200 điểm (84,99%)",
    )


@pytest.mark.parametrize("groups", [None, ()])
def test_a_ranking_without_groups_leaves_floors_open(groups):
    place = Place(1, groups=groups)

    assert finding("criterion_floor", {"share": "1/2"}, case(place=place)).answer is UNCLEAR


@pytest.mark.parametrize(
    ("fact", "answer", "asks_people"),
    [
        (BarringFact("Bị khởi tố", Effect.BAR_ALL), NOT_MET, False),
        (BarringFact("Mất đoàn kết", Effect.BAR_FLAG), MET, False),
        (BarringFact("Bị trừ điểm", Effect.DEDUCT), MET, False),
        (BarringFact("Đang thanh tra", Effect.BAR_ALL, is_open=True), UNCLEAR, False),
        (BarringFact("Điều kiện cũ", None), UNCLEAR, False),
    ],
)
def test_facts_bar_by_their_effect_and_only_when_decided(fact, answer, asks_people):
    found = finding("no_barring_fact", {"effects": ["bar_all"]}, case(bars=(fact,)))

    assert (found.answer, found.asks_people) == (answer, asks_people)
    if answer is not MET:
        assert found.used == (fact.text,)


def test_flags_are_barred_by_what_bars_flags():
    fact = BarringFact("Mất đoàn kết", Effect.BAR_FLAG)
    found = finding("no_barring_fact", {"effects": ["bar_all", "bar_flag"]}, case(bars=(fact,)))

    assert found.answer is NOT_MET


def test_a_decided_fact_weighs_more_than_an_open_one():
    facts = (
        BarringFact("Đang thanh tra", Effect.BAR_ALL, is_open=True),
        BarringFact("Bị khởi tố", Effect.BAR_ALL),
    )
    found = finding("no_barring_fact", {"effects": ["bar_all"]}, case(bars=facts))

    assert (found.answer, found.used) == (NOT_MET, ("Bị khởi tố",))


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Cờ thi đua của Ủy ban nhân dân tỉnh", MET),
        ("cờ thi đua UBND tỉnh", MET),
        ("Cờ thi đua của Uỷ ban nhân dân tỉnh; Bằng khen", MET),
        ("Cờ dẫn đầu Khối thi đua", MET),
        ("Cờ thi đua của Chính phủ", UNCLEAR),
        ("Cờ", UNCLEAR),
    ],
)
def test_a_registration_counts_when_it_names_the_award(title, answer):
    registered = Registered((title,), date(2025, 3, 1))
    found = finding(
        "registered_title", {}, case(registered=registered, called=("cờ dẫn đầu Khối thi đua",))
    )

    assert found.answer is answer
    assert found.used == (f"Đã đăng ký “{title}”, ngày 01/3/2025.",)


@pytest.mark.parametrize(
    ("registered", "answer"), [(Registered(("Cờ",)), MET), (Registered(), MET), (None, NOT_MET)]
)
def test_having_registered_at_all_may_be_enough(registered, answer):
    found = finding("registered_title", {"any_title": True}, case(registered=registered))

    assert found.answer is answer


def test_without_a_registration_the_award_was_not_registered():
    assert finding("registered_title", {}, case()).answer is NOT_MET
    empty = case(registered=Registered())
    assert finding("registered_title", {}, empty).answer is NOT_MET


def test_before_the_registration_is_over_nobody_is_late():
    found = finding("registered_title", {}, case(season={"stage": Stage.REGISTRATION}))

    assert (found.answer, found.asks_people) == (UNCLEAR, False)


SIGNING = "Hội nghị ký kết giao ước"


@pytest.mark.parametrize(
    ("covenants", "answer"),
    [
        ((), UNCLEAR),
        ((Covenant(SIGNING, date(2025, 2, 24), present=True),), MET),
        ((Covenant(SIGNING, None, present=False),), UNCLEAR),
        ((Covenant(SIGNING, None, None), Covenant(SIGNING, None, present=True)), MET),
    ],
)
def test_who_was_at_the_signing_signed(covenants, answer):
    assert finding("signed_covenant", {}, case(covenants=covenants)).answer is answer


def test_an_absent_member_is_asked_about():
    found = finding(
        "signed_covenant", {}, case(covenants=(Covenant(SIGNING, date(2025, 2, 24), False),))
    )

    assert found.used == (f"{SIGNING}, ngày 24/02/2025: vắng mặt.",)


@pytest.mark.parametrize(
    ("params", "votes", "answer", "missing"),
    [
        ({"share": "2/3", "of": "members"}, 6, MET, ""),
        (
            {"share": "2/3", "of": "members"},
            5,
            NOT_MET,
            "Cần từ 2/3 tổng số đơn vị thành viên, tức là 6 phiếu.",
        ),
        ({"share": "1/2", "of": "present"}, 4, MET, ""),
        (
            {"share": "1/2", "of": "present", "strict": True},
            4,
            NOT_MET,
            "Cần quá 50% số đơn vị có mặt, tức là 5 phiếu.",
        ),
        ({"share": "1/2", "of": "present", "strict": True}, 5, MET, ""),
        # 90 % of 7 are 6,3 votes
        (
            {"share": "9/10", "of": "valid"},
            6,
            NOT_MET,
            "Cần từ 90% số phiếu hợp lệ, tức là 7 phiếu.",
        ),
        ({"share": "9/10", "of": "valid"}, 7, MET, ""),
    ],
)
def test_a_share_of_votes_is_exact_at_its_limit(params, votes, answer, missing):
    vote = Vote(votes=votes, members=9, present=8, valid=7)
    found = finding("vote_share", params, case(vote=vote))

    assert (found.answer, found.missing) == (answer, missing)


def test_votes_without_a_quorum_do_not_meet_a_share():
    vote = Vote(votes=3, members=7, present=3, valid=3, has_quorum=False)
    found = finding("vote_share", {"share": "8/10", "of": "valid"}, case(vote=vote))

    assert found.answer is UNCLEAR
    assert found.missing.startswith("Cuộc bỏ phiếu không đủ số đơn vị tham dự")


def test_a_vote_says_its_base():
    vote = Vote(votes=7, members=9, present=8, valid=8)
    found = finding("vote_share", {"share": "2/3", "of": "members"}, case(vote=vote))

    assert found.used == ("7/9 phiếu đồng ý (77,78%), tính trên tổng số đơn vị thành viên.",)


@pytest.mark.parametrize("vote", [None, Vote(5, 9, None, 8)])
def test_without_a_vote_or_its_base_nothing_is_known(vote):
    found = finding("vote_share", {"share": "1/2", "of": "present"}, case(vote=vote))

    assert (found.answer, found.asks_people) == (UNCLEAR, True)
