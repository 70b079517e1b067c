"""The whole answer: routes, warnings, verified or not, confirmations, rules in force on a day."""

from datetime import date

import pytest

from awards.rules.eligibility.case import Place
from awards.rules.eligibility.conditions import in_force, living
from awards.rules.eligibility.judging import Check, Confirmation, judge
from awards.states import Answer
from tests.awards.cases import case, condition, held, rated

MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR
WHEN = date(2026, 1, 10)
VERIFIED = Check(verified=True, who="Chuyên viên A", on=WHEN)
FIRST, SECOND = Place(1), Place(2)


def judged(*conditions, of=None, verified=(), confirmed=None):
    checks = dict.fromkeys(verified, VERIFIED)
    return judge(conditions, of or case(), checks=checks, confirmations=confirmed or {})


def said(*, is_met):
    return Confirmation(met=is_met, who="Chuyên viên B", on=WHEN, note="Đã xem báo cáo")


@pytest.mark.parametrize(
    ("place", "answer"), [(FIRST, MET), (SECOND, NOT_MET), (Place(1, shared=True), UNCLEAR)]
)
def test_one_condition_answers_by_itself(place, answer):
    assert judged(condition(1, "led_bloc"), of=case(place=place)).answer is answer


def test_what_is_not_met_outweighs_what_is_unclear():
    conditions = condition(1, "led_bloc"), condition(2, "confirmed")

    assert judged(*conditions, of=case(place=SECOND)).answer is NOT_MET
    assert judged(*conditions, of=case(place=FIRST)).answer is UNCLEAR


def test_conditions_of_other_awards_are_not_asked():
    other = condition(1, "led_bloc", award="bang-khen-tinh")
    found = judged(other, condition(2, "flag_eligible"), of=case(place=SECOND))

    assert [line.condition.id for line in found.best.lines] == [2]


def test_without_a_rule_in_force_nobody_is_told_they_are_eligible():
    found = judged()

    sentence = "Phần mềm chưa có điều kiện riêng nào của hình thức này đang có hiệu lực vào ngày"
    assert (found.answer, found.blocks) == (UNCLEAR, "")
    assert found.missing == (f"{sentence} 15/01/2026.",)


def test_conditions_of_every_award_exclude_and_make_nobody_eligible():
    common = condition(1, "led_bloc", award=None)
    led, followed = case(place=FIRST), case(place=SECOND)

    found = judged(common, of=led)
    assert (found.answer, found.missing) == (UNCLEAR, judged().missing)
    assert judged(common, of=followed).answer is NOT_MET
    assert judged(common, condition(2, "led_bloc"), of=led).answer is MET


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("flag_eligible", {}),
        ("not_dissolved", {}),
        ("no_barring_fact", {"effects": ["bar_flag"]}),
        ("not_rewarded_twice", {"codes": ["co-tinh"]}),
    ],
)
def test_not_being_excluded_is_not_deserving(kind, raw):
    assert judged(condition(1, kind, raw)).answer is UNCLEAR


def test_warnings_alone_make_nobody_eligible():
    assert judged(condition(1, "flag_eligible", is_warning=True)).answer is UNCLEAR


def test_a_warning_changes_no_answer_and_is_told():
    warning = condition(2, "not_rewarded_twice", {"codes": ["bang-khen-tinh"]}, is_warning=True)
    found = judged(
        condition(1, "has_award", {"codes": ["bang-khen-tinh"]}),
        warning,
        of=case(held("bang-khen-tinh", 2025)),
        verified=(1, 2),
    )

    assert (found.answer, found.blocks) == (MET, "")
    assert [line.condition.id for line in found.warnings] == [2]


ROUTES = (
    condition(1, "flag_eligible"),
    condition(2, "led_bloc", route="khoản 1"),
    condition(3, "confirmed", route="khoản 2"),
    condition(4, "has_award", {"codes": ["co-tinh"]}, route="khoản 3"),
    condition(5, "has_award", {"codes": ["co-chinh-phu"]}, route="khoản 3"),
)


@pytest.mark.parametrize(
    ("place", "records", "best", "answer"),
    [
        (FIRST, [], "khoản 1", MET),
        (SECOND, [], "khoản 2", UNCLEAR),
        (SECOND, ["co-tinh"], "khoản 2", UNCLEAR),
        (SECOND, ["co-tinh", "co-chinh-phu"], "khoản 3", MET),
    ],
)
def test_the_best_route_wins_and_comes_first(place, records, best, answer):
    history = [held(code, 2023) for code in records]
    found = judged(*ROUTES, of=case(*history, place=place))

    assert (found.best.name, found.answer) == (best, answer)
    assert {route.name for route in found.routes} == {"khoản 1", "khoản 2", "khoản 3"}


def test_common_conditions_belong_to_every_route():
    found = judged(*ROUTES, of=case(place=FIRST, flag_eligible=False))

    assert found.answer is NOT_MET
    assert all(route.lines[0].condition.id == 1 for route in found.routes)


def test_of_routes_that_fail_the_nearest_comes_first():
    far = condition(1, "has_award", {"codes": ["a"]}, route="xa")
    farther = condition(2, "has_award", {"codes": ["b"]}, route="xa")
    near = condition(3, "has_award", {"codes": ["a"]}, route="gần")

    assert judged(far, farther, near).best.name == "gần"


def test_a_usual_route_that_fails_comes_before_an_exceptional_one():
    rare = condition(1, "confirmed", {"exception": True}, route="hiếm")
    usual = [condition(pk, "has_award", {"codes": ["a"]}, route="thường") for pk in (2, 3)]

    assert [route.name for route in judged(rare, *usual).routes] == ["thường", "hiếm"]


def test_an_unverified_condition_never_blocks():
    rule = condition(1, "led_bloc")

    assert judged(rule, of=case(place=SECOND)).blocks == ""
    taken_back = {1: Check(verified=False, who="A", on=WHEN)}
    found = judge([rule], case(place=SECOND), checks=taken_back, confirmations={})
    assert (found.answer, found.blocks, found.unverified) == (NOT_MET, "", 1)


def test_a_verified_condition_blocks_with_its_clause_and_what_is_missing():
    rule = condition(1, "led_bloc", wording="Dẫn đầu khối.", clause="khoản 1")
    found = judged(rule, of=case(place=SECOND), verified=[1])

    assert found.blocks == (
        "Cục Hải quan chưa đủ điều kiện Cờ thi đua của Ủy ban nhân dân tỉnh: Dẫn đầu khối "
        "(khoản 1 Điều 1, Luật X): Đơn vị không dẫn đầu khối, cụm."
    )
    assert found.unverified == 0


@pytest.mark.parametrize(
    ("clause", "article", "cited"),
    [
        ("khoản 4 điểm e", "Điều 73", "điểm e khoản 4 Điều 73, Luật X"),
        ("khoản 4 điểm đ", "", "điểm đ khoản 4, Luật X"),
        ("khoản 1", "Điều 73", "khoản 1 Điều 73, Luật X"),
        ("", "Điều 73", "Điều 73, Luật X"),
        ("điểm e khoản 4", "Điều 73", "điểm e khoản 4 Điều 73, Luật X"),
        ("khoản 1 điểm a và khoản 2", "Điều 5", "khoản 1 điểm a và khoản 2 Điều 5, Luật X"),
    ],
)
def test_a_clause_is_cited_from_the_smallest_part(clause, article, cited):
    assert condition(1, "led_bloc", clause=clause, article=article).citation == cited


def test_what_is_unclear_never_blocks():
    assert judged(condition(1, "confirmed"), verified=[1]).blocks == ""


def test_every_route_must_be_shut_by_a_verified_condition():
    one, two = condition(1, "led_bloc", route="a"), condition(2, "led_bloc", route="b")

    assert judged(one, two, of=case(place=SECOND), verified=[1]).blocks == ""
    assert judged(one, two, of=case(place=SECOND), verified=[1, 2]).blocks != ""


def test_a_verified_warning_never_blocks():
    rule = condition(1, "led_bloc", is_warning=True)

    assert judged(rule, of=case(place=SECOND), verified=[1]).blocks == ""


@pytest.mark.parametrize(("is_met", "answer"), [(True, MET), (False, NOT_MET)])
def test_a_confirmation_settles_what_is_unclear(is_met, answer):
    found = judged(condition(1, "confirmed"), verified=[1], confirmed={1: said(is_met=is_met)})

    assert found.answer is answer
    assert bool(found.blocks) is not is_met
    assert found.best.lines[0].confirmation == said(is_met=is_met)


def test_a_confirmation_gives_way_once_the_data_speaks():
    rule = condition(1, "consecutive_years", {"years": 2, "levels": ["excellent"]})
    yes = {1: said(is_met=True)}

    assert judged(rule, of=case(rated(2024)), confirmed=yes).answer is MET
    found = judged(rule, of=case(rated(2024), rated(2025, "completed")), confirmed=yes)
    assert found.answer is NOT_MET
    assert (found.best.lines[0].confirmation, found.best.lines[0].set_aside) == (None, yes[1])


def test_an_exceptional_case_is_nobodys_until_it_is_confirmed():
    usual = condition(1, "led_bloc", route="khoản 1")
    rare = condition(2, "confirmed", {"exception": True}, route="khoản 2")

    found = judged(usual, rare, of=case(place=SECOND), verified=[1, 2])
    assert (found.best.name, found.answer) == ("khoản 1", NOT_MET)
    assert found.blocks != ""
    yes = {2: said(is_met=True)}
    found = judged(usual, rare, of=case(place=SECOND), verified=[1, 2], confirmed=yes)
    assert (found.best.name, found.answer, found.blocks) == ("khoản 2", MET, "")


def test_nobody_confirms_what_another_step_settles():
    found = judged(
        condition(1, "led_bloc"), of=case(season={"ranking": ""}), confirmed={1: said(is_met=True)}
    )

    assert found.answer is UNCLEAR


def test_the_earliest_year_is_that_of_the_last_condition_to_hold():
    run = condition(1, "consecutive_years", {"years": 5, "levels": ["excellent"]})
    award = condition(2, "has_award", {"codes": ["co-tinh"]})
    found = judged(run, award, of=case(rated(2025), rated(2024)))

    assert found.earliest == "năm 2028"


def test_no_year_is_promised_where_one_condition_cannot_know():
    found = judged(
        condition(1, "has_award", {"codes": ["co-tinh"]}),
        condition(2, "flag_eligible"),
        of=case(flag_eligible=False),
    )

    assert (found.answer, found.earliest) == (NOT_MET, "")


def test_the_content_keeps_everything_that_was_used():
    rule = condition(7, "has_award", {"codes": ["co-tinh"]}, source="https://vbpl.vn", route="a")
    found = judged(rule, of=case(held("co-tinh", 2023, decision="12/QĐ")), verified=[7])

    assert found.as_content() == {
        "schema": "thi-dua/eligibility/1",
        "award": "co-tinh",
        "award_name": "Cờ thi đua của Ủy ban nhân dân tỉnh",
        "agency_name": "Cục Hải quan",
        "day": "2026-01-15",
        "answer": "met",
        "blocks": "",
        "missing": [],
        "earliest": "",
        "routes": [
            {
                "route": "a",
                "answer": "met",
                "lines": [
                    {
                        "condition": 7,
                        "kind": "has_award",
                        "wording": "Điều kiện 7",
                        "citation": "Điều 1, Luật X",
                        "source": "https://vbpl.vn",
                        "is_warning": False,
                        "verified": True,
                        "checked": {
                            "verified": True,
                            "who": "Chuyên viên A",
                            "on": "2026-01-10",
                            "note": "",
                        },
                        "answer": "met",
                        "used": [
                            "Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2023 (Quyết định số 12/QĐ)"
                        ],
                        "apart": [],
                        "missing": "",
                        "earliest": None,
                        "confirmed": None,
                    }
                ],
            }
        ],
    }


FROM, TO = date(2024, 1, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_a_rule_holds_from_its_first_day_until_before_its_last(day, holds):
    rule = condition(1, valid_from=FROM, valid_to=TO)

    assert bool(in_force([rule], None, day)) is holds


def test_a_rule_without_days_always_holds():
    assert in_force([condition(1)], None, date(1999, 1, 1))
    assert condition(1).validity == "không ghi thời hạn"
    assert condition(1, valid_from=FROM, valid_to=TO).validity == (
        "từ ngày 01/01/2024 đến trước ngày 01/7/2025"
    )


def ids(rows, province):
    return [row.id for row in living(rows, province)]


def test_a_row_stands_in_the_place_of_what_it_replaces():
    rows = [condition(1), condition(2, replaces=1), condition(3, replaces=2)]

    assert ids(rows, None) == [3]


def test_a_province_replaces_the_law_for_itself_alone():
    rows = [condition(1), condition(2, replaces=1, province=5)]

    assert (ids(rows, 5), ids(rows, 6), ids(rows, None)) == ([2], [1], [1])


def test_a_provinces_own_row_outlives_changes_of_the_law():
    rows = [condition(1), condition(2, replaces=1, province=5), condition(3, replaces=1)]

    assert (ids(rows, 5), ids(rows, 6)) == ([2], [3])


def test_a_retired_row_stands_nowhere_and_nothing_comes_back_in_its_place():
    rows = [condition(1), condition(2, replaces=1, province=5, is_retired=True)]

    assert (ids(rows, 5), ids(rows, 6)) == ([], [1])
    assert ids([condition(1), condition(2, replaces=1, is_retired=True)], None) == []


def test_rules_of_another_province_stand_for_it_alone():
    assert ids([condition(1, province=5)], 6) == []
