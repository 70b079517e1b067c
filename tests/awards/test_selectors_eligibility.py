"""What the conditions look at comes out of the database as it stands there."""

from datetime import date

import pytest

from accounts.errors import Refused
from awards.models import AwardType, CompletionRating
from awards.selectors.eligibility import eligibility, judged
from awards.states import Answer, EligibilityKind
from blocs.models import (
    AgencySuccession,
    Attendance,
    Cycle,
    Registration,
    RegistrationItem,
)
from blocs.states import MeetingKind, RegistrationKind, Stage, SuccessionKind, Term
from scoring.states import FactState
from tests.awards.eligibility_rows import (
    TODAY,
    confirm,
    judgement_of,
    line_of,
    make_judged_year,
    rank_by_points,
    verify,
)
from tests.factories import (
    join,
    make_agency,
    make_bloc_year,
    make_condition,
    make_cycle,
    make_meeting,
    make_province,
    make_record,
    make_user,
)
from tests.scoring.ruled_season import declare

pytestmark = pytest.mark.django_db
MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR
KIND = EligibilityKind


def filled_year(size):
    season, members, award, _ = make_judged_year(
        size, kind=KIND.CRITERION_FLOOR, params={"share": "1/2"}
    )
    for kind in (KIND.REGISTERED_TITLE, KIND.SIGNED_COVENANT, KIND.NOT_DISSOLVED, KIND.CONFIRMED):
        condition = make_condition(kind, award_type=award)
        verify(condition, checked_by=make_user())
        for member in members:
            confirm(season, member, condition, confirmed_by=make_user())
    rank_by_points(season, members, ["40", "30", "20"][:size])
    meeting = make_meeting(season, MeetingKind.COVENANT_SIGNING)
    for member in members:
        Attendance.objects.create(meeting=meeting, agency=member)
        registration = Registration.objects.create(season=season, agency=member)
        RegistrationItem.objects.create(
            registration=registration, position=1, kind=RegistrationKind.TITLE.value, content="Cờ"
        )
        declare(season, member, "ky-luat", "Bị kỷ luật", FactState.DECLARED)
        make_record(member, award, make_cycle())
    return season


@pytest.mark.parametrize("size", [1, 3])
def test_the_table_costs_the_same_for_one_member_and_for_many(django_assert_num_queries, size):
    season = filled_year(size)

    # the day as set, proposals, conditions, checks, members, ranking, its rows, table, facts,
    # registrations, their items, covenants, attendances, ends, history (4), founding days (2),
    # the catalogue, its labels, confirmations, and two of ballots
    with django_assert_num_queries(26):
        table = eligibility(season, today=TODAY)

    assert len(table.rows) == size
    assert all(len(row.judgements) == len(table.awards) for row in table.rows)


def test_ranks_points_and_floors_come_from_the_frozen_ranking():
    season, members, award, led = make_judged_year(kind=KIND.LED_BLOC)
    share = make_condition(KIND.POINTS_AT_LEAST, params={"share": "9/10"}, award_type=award)
    floor = make_condition(KIND.CRITERION_FLOOR, params={"share": "17/20"}, award_type=award)
    rank_by_points(season, members, ["40", "30.99", "20"])

    first = [line_of(season, members[0], award, one).finding for one in (led, share, floor)]
    second = [line_of(season, members[1], award, one).finding for one in (led, share, floor)]

    assert [one.answer for one in first] == [MET, MET, MET]
    assert [one.answer for one in second] == [NOT_MET, MET, NOT_MET]
    assert first[0].used[0].startswith("Hạng 1/3, theo bảng xếp hạng chốt lần 1 ngày ")
    assert second[1].used == ("Tổng điểm cuối 90,99 điểm trên 100 điểm được giao, đạt 90,99%.",)
    assert second[2].used == (
        "I. Tiêu chí I: 50,99/60 điểm (84,98%)",
        "II. Tiêu chí II: 40,00/40 điểm (100%)",
    )


def test_floors_that_the_score_table_sets_bar_as_it_says():
    season, members, award, bars = make_judged_year(
        kind=KIND.NO_BARRING_FACT, params={"effects": ["bar_flag"]}
    )
    floor = {"code": "san", "label": "Điểm sàn", "kind": "criterion_floor", "share": "0.85"}
    rank_by_points(
        season, members, ["40", "30.99", "20"], conditions=[{**floor, "effect": "bar_flag"}]
    )

    assert line_of(season, members[0], award, bars).finding.answer is MET
    found = line_of(season, members[1], award, bars).finding
    assert found.answer is NOT_MET
    assert found.used[0].startswith("Điểm sàn: Tiêu chí I đạt 50,99 điểm, dưới mức sàn 51 điểm")


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (FactState.DECLARED, UNCLEAR),
        (FactState.CONFIRMED, NOT_MET),
        (FactState.DISMISSED, MET),
    ],
)
def test_declared_facts_bar_when_they_are_confirmed(state, answer):
    season, members, award, bars = make_judged_year(
        kind=KIND.NO_BARRING_FACT, params={"effects": ["bar_all"]}
    )
    rank_by_points(
        season,
        members,
        ["40", "30", "20"],
        conditions=[
            {"code": "ky-luat", "label": "Bị kỷ luật", "kind": "declared", "effect": "bar_all"}
        ],
    )
    declare(season, members[0], "ky-luat", "Khiển trách", state)

    assert line_of(season, members[0], award, bars).finding.answer is answer
    assert line_of(season, members[1], award, bars).finding.answer is MET


def test_a_confirmed_fact_that_a_ranking_was_frozen_with_is_told_once():
    season, members, award, bars = make_judged_year(
        kind=KIND.NO_BARRING_FACT, params={"effects": ["bar_flag"]}
    )
    declare(season, members[0], "don-thu", "Có đơn thư")
    conditions = [{"code": "don-thu", "label": "Đơn thư", "kind": "declared", "effect": "bar_flag"}]
    rank_by_points(season, members, ["40", "30", "20"], conditions=conditions)

    assert line_of(season, members[0], award, bars).finding.used == (
        "Đơn thư: Có đơn thư (đã xác nhận)",
    )


def test_a_registration_and_the_awards_name_are_compared():
    season, members, award, registered = make_judged_year(kind=KIND.REGISTERED_TITLE)
    row = Registration.objects.create(
        season=season, agency=members[0], registered_on=date(2025, 3, 1)
    )
    for position, (kind, content) in enumerate(
        [(RegistrationKind.TARGET, award.name), (RegistrationKind.TITLE, award.name)], start=1
    ):
        RegistrationItem.objects.create(
            registration=row, position=position, kind=kind.value, content=content
        )

    found = line_of(season, members[0], award, registered).finding
    assert (found.answer, len(found.used)) == (MET, 1)
    assert line_of(season, members[1], award, registered).finding.answer is NOT_MET


def sign(season, *present, term=Term.CURRENT, kind=MeetingKind.COVENANT_SIGNING):
    meeting = make_meeting(season, kind)
    meeting.purposes.update(term=term.value)
    for agency in present:
        Attendance.objects.create(meeting=meeting, agency=agency)


def test_the_covenant_is_signed_in_the_season_or_at_the_end_of_the_one_before():
    season, members, award, covenant = make_judged_year(kind=KIND.SIGNED_COVENANT)
    before = make_bloc_year(1, bloc=season.bloc, cycle=make_cycle(label="2024"))[0]
    long_ago = make_bloc_year(1, bloc=season.bloc, cycle=make_cycle(label="2023"))[0]
    sign(season, members[0])
    sign(before, members[1], term=Term.NEXT)
    sign(before, members[2], term=Term.CURRENT)
    sign(long_ago, members[2], term=Term.NEXT)
    sign(season, members[2], kind=MeetingKind.SUMMARY)
    sign(season, members[2])
    season.meetings.filter(position=3).update(cancelled_because="Hoãn")

    answers = [line_of(season, one, award, covenant).finding.answer for one in members]
    assert answers == [MET, MET, UNCLEAR]


def test_an_agency_ends_when_it_is_dissolved_or_merged_and_not_when_renamed():
    season, members, award, alive = make_judged_year(4, kind=KIND.NOT_DISSOLVED)
    kinds = (SuccessionKind.MERGED, SuccessionKind.RENAMED)
    for member, kind in zip(members[:2], kinds, strict=True):
        AgencySuccession.objects.create(
            predecessor=member, successor=make_agency(), kind=kind.value, happened_on=TODAY
        )
    members[2].dissolved_on = TODAY
    members[2].save(update_fields=["dissolved_on"])

    found = [line_of(season, one, award, alive).finding for one in members]
    assert [one.answer for one in found] == [NOT_MET, MET, NOT_MET, MET]
    assert found[0].used == ("Hợp nhất, sáp nhập ngày 15/01/2026.",)


def test_earlier_awards_and_being_flag_eligible_come_from_the_records():
    season, members, award, held = make_judged_year(
        kind=KIND.HAS_AWARD, params={"codes": ["co-tinh"]}
    )
    flags = make_condition(KIND.FLAG_ELIGIBLE, award_type=award)
    season.memberships.filter(agency=members[1]).update(flag_eligible=False)
    flag = type(award).objects.get(code="co-tinh")
    make_record(members[0], flag, make_cycle(label="2023"), decision_number="12/QĐ-UBND")

    assert line_of(season, members[0], award, held).finding.used == (
        "Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2023 (Quyết định số 12/QĐ-UBND)",
    )
    assert line_of(season, members[1], award, held).finding.answer is NOT_MET
    assert line_of(season, members[0], award, flags).finding.answer is MET
    assert line_of(season, members[1], award, flags).finding.answer is NOT_MET


def test_the_age_of_an_agency_counts_from_its_founding_day_on_record():
    season, members, award, old = make_judged_year(kind=KIND.OLDER_THAN, params={"years": 10})
    for member, day in zip(members, (date(2016, 1, 15), date(2016, 1, 16)), strict=False):
        member.founded_on = day
        member.save(update_fields=["founded_on"])

    season.stage = Stage.DECIDED  # judged on the last day of 2025
    answers = [line_of(season, one, award, old).finding.answer for one in members]
    assert answers == [NOT_MET, NOT_MET, UNCLEAR]
    season.stage = Stage.BLOC_REVIEW  # judged today, 15 January 2026
    answers = [line_of(season, one, award, old).finding.answer for one in members]
    assert answers == [MET, NOT_MET, UNCLEAR]


def test_years_are_rated_and_inherited_as_they_stand_on_record():
    season, members, award, run = make_judged_year(
        kind=KIND.CONSECUTIVE_YEARS, params={"years": 2, "levels": ["excellent"]}
    )
    former = make_agency(name="Sở Kế hoạch và Đầu tư")
    AgencySuccession.objects.create(
        predecessor=former,
        successor=members[0],
        kind=SuccessionKind.MERGED.value,
        happened_on=date(2025, 3, 1),
        inherits_history=True,
    )
    for agency, year in ((former, "2024"), (members[0], "2025"), (members[1], "2025")):
        cycle = Cycle.objects.filter(label=year).first() or make_cycle(label=year)
        CompletionRating.objects.create(agency=agency, cycle=cycle, level="excellent")

    found = line_of(season, members[0], award, run).finding
    assert (found.answer, found.used) == (
        MET,
        (
            "Năm 2024: Hoàn thành xuất sắc nhiệm vụ (kế thừa từ Sở Kế hoạch và Đầu tư)",
            "Năm 2025: Hoàn thành xuất sắc nhiệm vụ",
        ),
    )
    assert line_of(season, members[1], award, run).finding.answer is NOT_MET


def test_the_latest_check_of_the_province_counts_and_else_that_for_all():
    season, members, award, rule = make_judged_year(kind=KIND.CONFIRMED)
    province = season.bloc.province

    def is_verified():
        return line_of(season, members[0], award, rule).is_verified

    assert not is_verified()
    verify(rule, province=make_province())
    assert not is_verified()
    verify(rule)
    assert is_verified()
    verify(rule, province=province, verified=False)
    assert not is_verified()
    verify(rule)  # what holds for all does not overrule the province
    assert not is_verified()
    verify(rule, province=province)
    assert is_verified()


def test_the_latest_confirmation_about_the_member_counts():
    season, members, award, rule = make_judged_year(kind=KIND.CONFIRMED)
    confirm(season, members[0], rule)
    confirm(season, members[0], rule, met=False, confirmed_by=make_user(full_name="Chuyên viên B"))
    confirm(season, members[1], rule)

    first = line_of(season, members[0], award, rule)
    assert (first.finding.answer, first.confirmation.who) == (NOT_MET, "Chuyên viên B")
    assert line_of(season, members[1], award, rule).confirmation.who == "Hệ thống"
    assert line_of(season, members[2], award, rule).finding.answer is UNCLEAR


def test_a_province_is_judged_by_its_own_row():
    season, members, award, law = make_judged_year(kind=KIND.LED_BLOC)
    own = make_condition(
        KIND.CONFIRMED,
        award_type=award,
        province=season.bloc.province,
        replaces=law,
        reason="Quy định của tỉnh",
    )
    elsewhere, others, *_ = make_judged_year(year="2024")

    def kinds(where, agency):
        lines = judgement_of(where, agency, award).best.lines
        return [line.condition.id for line in lines if line.condition.award == award.code]

    assert kinds(season, members[0]) == [own.pk]
    assert kinds(elsewhere, others[0]) == [law.pk]


def test_a_reader_below_the_published_ranks_sees_no_rank():
    season, members, award, led = make_judged_year(kind=KIND.LED_BLOC)
    rank_by_points(season, members, ["40", "30", "20"])

    def said(agency, depth):
        found = line_of(season, agency, award, led, depth=depth).finding
        return found.answer, found.missing, bool(found.used)

    assert said(members[0], 1) == (MET, "", True)
    hidden = "Thứ hạng của đơn vị không thuộc các hạng được công khai."
    assert said(members[1], 1) == (UNCLEAR, hidden, False)
    closed = "Điểm và thứ hạng chưa được công khai với đơn vị."
    assert said(members[0], 0) == (UNCLEAR, closed, False)
    assert said(members[1], None)[0] is NOT_MET


def test_only_the_members_and_awards_that_are_asked_for_are_judged():
    season, members, award, _ = make_judged_year()
    table = eligibility(season, today=TODAY, award_types=[award.pk], agency_ids=[members[1].pk])

    assert [row.membership.agency for row in table.rows] == [members[1]]
    assert table.awards == (award,)


def test_one_member_and_award_are_judged_as_in_the_table():
    season, members, award, rule = make_judged_year(kind=KIND.LED_BLOC)
    verify(rule)
    rank_by_points(season, members, ["40", "30", "20"])

    found = judged(season, members[1].pk, award.pk, today=TODAY)
    assert found == judgement_of(season, members[1], award)
    assert "Đơn vị không dẫn đầu khối, cụm" in found.blocks
    assert judged(season, members[0].pk, award.pk, today=TODAY).blocks == ""


def test_an_award_that_is_given_no_more_is_still_judged_for_who_was_put_forward():
    season, members, award, rule = make_judged_year(kind=KIND.LED_BLOC)
    verify(rule)
    rank_by_points(season, members, ["40", "30", "20"])
    AwardType.objects.filter(pk=award.pk).update(valid_to=date(2020, 1, 1))

    assert award not in eligibility(season, today=TODAY).awards
    assert judged(season, members[0].pk, award.pk, today=TODAY).blocks == ""


def test_who_is_no_member_is_not_judged():
    season, members, award, _ = make_judged_year()
    stranger = make_agency()

    with pytest.raises(Refused):
        judged(season, stranger.pk, award.pk, today=TODAY)
    with pytest.raises(Refused):
        judged(season, members[0].pk, 900_001, today=TODAY)
    join(season, stranger)
    assert judged(season, stranger.pk, award.pk, today=TODAY).agency_name == stranger.name
