"""People settle what the data leaves open, and the province sets by which day's rules."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards.models import ConditionConfirmation, SeasonRuleDay
from awards.services import confirm_condition, set_rule_day
from awards.states import Answer, EligibilityKind
from blocs.states import Role, Stage
from tests.awards.eligibility_rows import TODAY, judgement_of, make_judged_year, rank_by_points
from tests.factories import (
    appoint,
    make_agency,
    make_condition,
    make_editor,
    make_officer,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db
MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR


def settle(season, agency, award, condition, *, actor=None, **fields):
    values = {"met": True, "note": "Đã xem báo cáo", "document": "", "seen_confirmations": 0}
    return confirm_condition(
        season_id=season.pk,
        agency_id=agency.pk,
        condition_id=condition.pk,
        award_type_id=award.pk,
        today=TODAY,
        actor=actor,
        **{**values, **fields},
    )


@pytest.fixture
def year():
    return make_judged_year(kind=EligibilityKind.CONFIRMED)


@pytest.mark.parametrize(("met", "answer"), [(True, MET), (False, NOT_MET)])
def test_a_confirmation_settles_the_answer_on_record(year, met, answer):
    season, members, award, rule = year
    secretary = make_editor(members[0])
    row = settle(
        season, members[1], award, rule, actor=secretary, met=met, document="Báo cáo số 5/BC"
    )

    assert (row.confirmed_by, row.note, row.document) == (
        secretary,
        "Đã xem báo cáo",
        "Báo cáo số 5/BC",
    )
    assert judgement_of(season, members[1], award).answer is answer
    assert judgement_of(season, members[2], award).answer is UNCLEAR
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.after["met"]) == ("condition.confirm", met)


def actors(year):
    """Return people by what they are in the season."""
    season, members, *_ = year
    bloc = season.bloc
    return {
        "secretariat": make_editor(members[0]),
        "deputy": make_editor(members[1]),
        "member": make_editor(members[2]),
        "province": make_officer(province=bloc.province),
        "officer of the bloc": make_officer(bloc),
        "another province": make_officer(province=make_province()),
        "council": appoint(make_user(), Role.COUNCIL_MEMBER, province=bloc.province).user,
        "stranger": make_editor(make_agency()),
    }


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        (0, {"deputy", "province", "officer of the bloc"}),  # about the head
        (1, {"secretariat", "province", "officer of the bloc"}),  # about the deputy
        (2, {"secretariat", "province", "officer of the bloc"}),  # about a member
    ],
)
def test_nobody_settles_anything_about_an_agency_of_their_own(year, place, allowed):
    season, members, award, rule = year
    done, seen = set(), 0
    for name, actor in actors(year).items():
        try:
            settle(season, members[place], award, rule, actor=actor, seen_confirmations=seen)
        except NotAllowed:
            continue
        done.add(name)
        seen += 1

    assert done == allowed


def test_an_officer_who_acted_for_the_agency_this_year_is_a_party(year):
    season, members, award, rule = year
    officer = make_officer(province=season.bloc.province)
    appoint(officer, Role.EDITOR, agency=members[2], ends_on=date(2025, 6, 1))

    with pytest.raises(NotAllowed, match="Trong năm thi đua này quý vị đã làm việc"):
        settle(season, members[2], award, rule, actor=officer)
    settle(season, members[1], award, rule, actor=officer)


def test_a_closed_season_is_settled(year):
    season, members, award, rule = year
    type(season).objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        settle(season, members[1], award, rule, actor=make_officer())


def test_what_the_data_says_is_not_confirmed_by_hand():
    season, members, award, led = make_judged_year(kind=EligibilityKind.LED_BLOC)
    with pytest.raises(NotAllowed, match="không xác nhận tay"):
        settle(season, members[1], award, led)  # a ranking is still to be frozen
    rank_by_points(season, members, ["40", "30", "20"])
    with pytest.raises(NotAllowed, match="không xác nhận tay"):
        settle(season, members[1], award, led)

    assert not ConditionConfirmation.objects.exists()


def test_a_later_confirmation_counts_and_the_earlier_one_stays(year):
    season, members, award, rule = year
    settle(season, members[1], award, rule)
    with pytest.raises(Stale):
        settle(season, members[1], award, rule, met=False)
    settle(season, members[1], award, rule, met=False, seen_confirmations=1)

    assert judgement_of(season, members[1], award).answer is NOT_MET
    assert [row.met for row in ConditionConfirmation.objects.all()] == [True, False]
    assert AuditEvent.objects.latest("id").before["met"] is True


def test_what_does_not_apply_is_not_confirmed(year):
    season, members, award, rule = year
    ended = make_condition(award_type=award, valid_to=date(2025, 1, 1))
    before = AuditEvent.objects.count()

    with pytest.raises(Refused, match="không áp dụng"):
        settle(season, members[1], award, ended)
    with pytest.raises(Refused, match="không có trong năm thi đua"):
        settle(season, make_agency(), award, rule)
    with pytest.raises(Invalid) as refusal:
        settle(season, members[1], award, rule, note=" ")

    assert refusal.value.field == "note"
    assert (ConditionConfirmation.objects.count(), AuditEvent.objects.count()) == (0, before)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_the_second_looks_again():
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    officers = [make_officer() for _ in range(4)]

    def act(actor):
        try:
            settle(season, members[1], award, rule, actor=actor)
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(act, officers))

    assert outcomes == ["Stale"] * 3 + ["done"]
    assert ConditionConfirmation.objects.count() == 1


DAY = date(2025, 6, 30)


def set_day(season, day=DAY, *, actor=None, seen=None, reason="Hồ sơ nhận trước 01/7"):
    return set_rule_day(season_id=season.pk, day=day, reason=reason, seen_day=seen, actor=actor)


def test_the_province_sets_and_takes_back_the_day(year):
    season, *_ = year
    officer = make_officer(province=season.bloc.province)
    setting = set_day(season, actor=officer)
    assert (setting.day, setting.set_by) == (DAY, officer)
    set_day(season, date(2025, 7, 2), actor=officer, seen=DAY)
    assert SeasonRuleDay.objects.get().day == date(2025, 7, 2)
    set_day(season, None, actor=officer, seen=date(2025, 7, 2), reason="Theo thứ tự chung")

    assert not SeasonRuleDay.objects.exists()
    events = AuditEvent.objects.filter(action="season.rule_day").order_by("id")
    assert [(one.before["day"], one.after["day"]) for one in events] == [
        (None, "2025-06-30"),
        ("2025-06-30", "2025-07-02"),
        ("2025-07-02", None),
    ]


def test_only_the_province_sets_the_day(year):
    season, *_ = year
    done = set()
    for name, actor in actors(year).items():
        try:
            set_day(season, actor=actor, seen=DAY if done else None, reason=name)
        except NotAllowed:
            continue
        except Refused:  # the same day again: it was allowed
            pass
        done.add(name)

    assert done == {"province", "officer of the bloc"}


def test_a_day_is_set_with_a_reason_once_and_on_what_was_seen(year):
    season, *_ = year
    with pytest.raises(Invalid):
        set_day(season, reason=" ")
    set_day(season)
    with pytest.raises(Stale):
        set_day(season, date(2025, 7, 2))
    with pytest.raises(Refused, match="không thay đổi"):
        set_day(season, seen=DAY)

    assert SeasonRuleDay.objects.get().day == DAY
    assert AuditEvent.objects.filter(action="season.rule_day").count() == 1


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2024, 12, 31), date(2027, 1, 1)])
def test_a_person_sets_no_day_far_from_the_season_s_year(year, day):
    season, *_ = year
    officer = make_officer(province=season.bloc.province)

    with pytest.raises(Invalid, match=r"từ 01/01/2025, .* đến 31/12/2026") as refusal:
        set_day(season, day, actor=officer)

    assert (refusal.value.field, SeasonRuleDay.objects.exists()) == ("day", False)
    set_day(season, date(2026, 12, 31), actor=officer)
    set_day(season, date(2025, 1, 1), actor=officer, seen=date(2026, 12, 31))


def test_the_day_of_a_closed_season_stays(year):
    season, *_ = year
    type(season).objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)

    with pytest.raises(NotAllowed):
        set_day(season, actor=make_officer())
