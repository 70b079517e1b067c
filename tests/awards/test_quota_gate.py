"""Limits seen from a season: what is counted, what warns, and what refuses a proposal."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.errors import Refused
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, Proposal, Quota
from awards.selectors.quotas import quota_answers
from awards.states import ProposalAction
from blocs.states import Stage
from tests.awards.limiting import flag, limit, propose, ranked, review, state
from tests.factories import (
    make_approver,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_proposal,
    make_province,
    make_quota,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_shipped_limit():
    Quota.objects.all().delete()


def test_one_proposal_too_many_is_refused_with_the_arithmetic_and_nothing_changes():
    season, (_, first, second) = review()
    limit(season)
    propose(season, first)

    with pytest.raises(Refused) as refusal:
        propose(season, second)

    assert "đề nghị 2, vượt 1" in str(refusal.value)
    assert "Có 3 đơn vị thành viên, thuộc mức từ 1 trở lên: tối đa 1." in str(refusal.value)
    assert "Căn cứ: Quyết định thử nghiệm." in str(refusal.value)
    assert Proposal.objects.count() == 1
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("loose", [{"strictness": "soft"}, {"verified": False}])
def test_a_soft_or_unverified_limit_lets_it_through_and_writes_the_warning_down(loose):
    season, (_, first, second) = review()
    limit(season, **loose)
    propose(season, first)

    propose(season, second)

    assert "vượt 1" in AuditEvent.objects.latest("id").after["over_quota"]
    (line,) = state(season)
    assert (line.answer.used, line.answer.over, line.answer.refuses) == (2, 1, "")
    assert line.answer.warns


def test_settling_an_undecided_award_counts_as_one_more():
    season, (head, first, second) = review()
    limit(season)
    propose(season, first)
    undecided = make_proposal(season, second)

    with pytest.raises(Refused, match="vượt 1"):
        services.choose_award(
            proposal_id=undecided.pk,
            award_type_id=flag().pk,
            seen_version=1,
            actor=make_approver(head),
        )

    undecided.refresh_from_db()
    assert (undecided.award_type_id, undecided.version) == (None, 1)


@pytest.mark.parametrize(
    ("action", "before"), [(ProposalAction.AGREE, "draft"), (ProposalAction.SEND, "agreed")]
)
def test_agreeing_and_sending_wait_until_the_limit_is_kept_again(action, before):
    season, (head, first, second) = review()
    one, two = (make_proposal(season, who, award_type=flag()) for who in (first, second))
    Proposal.objects.update(state=before)
    limit(season)  # decided after the bloc wrote its drafts
    actor = make_approver(head)

    with pytest.raises(Refused, match="vượt 1"):
        services.take(action, proposal_id=one.pk, seen_version=1, actor=actor)
    services.take(
        ProposalAction.WITHDRAW, proposal_id=two.pk, seen_version=1, actor=actor, reason="Quá mức"
    )
    services.take(action, proposal_id=one.pk, seen_version=1, actor=actor)

    one.refresh_from_db()
    assert one.version == 2


def test_withdrawn_refused_and_undecided_proposals_take_no_place():
    season, members = review()
    limit(season)
    for agency, gone in zip(members, ("withdrawn", "refused"), strict=False):
        make_proposal(season, agency, award_type=flag(), state=gone, answer="Thôi")
    make_proposal(season, members[2])

    assert state(season)[0].answer.used == 0


def test_a_graded_flag_of_the_province_counts_as_the_flag_it_is():
    season, (_, first, second) = review()
    grade = make_award_type(province=season.bloc.province, counts_as=flag(), grade=1)
    limit(season)
    propose(season, first, grade)

    with pytest.raises(Refused, match="vượt 1"):
        propose(season, second, grade)


def test_a_limit_of_the_province_counts_all_of_its_blocs_in_the_same_cycle():
    season, (_, first, _) = review()
    other, (_, theirs, _) = review(season.bloc.province, cycle=season.cycle)
    foreign, (_, abroad, _) = review(cycle=season.cycle)
    limit(season, scope="province")
    for where, agency in ((other, theirs), (foreign, abroad)):
        make_proposal(where, agency, award_type=flag())

    with pytest.raises(Refused) as refusal:
        propose(season, first)

    assert "Có 6 đơn vị thành viên" in str(refusal.value)


def test_the_province_s_own_limit_stands_before_one_that_holds_everywhere():
    season, _ = review()
    limit(season, (1, None, 9), province=None)
    assert state(season)[0].answer.limit.number == 9

    limit(season, (1, None, 2))
    assert [line.answer.limit.number for line in state(season)] == [2]

    limit(season, (1, None, 3), bloc_kind=season.bloc.kind)
    assert [line.answer.limit.number for line in state(season)] == [3]


def test_a_limit_of_another_province_kind_or_time_says_nothing():
    season, (_, first, _) = review()
    other_kind = "cum" if season.bloc.kind == "khoi" else "khoi"
    limit(season, (1, None, 0), province=make_province())
    limit(season, (1, None, 0), bloc_kind=other_kind)
    limit(season, (1, None, 0), valid_to=date(2021, 1, 1))

    propose(season, first)

    assert state(season) == ()
    asked = {"agency_ids": [first.pk], "adding": 1, "today": timezone.localdate()}
    assert quota_answers(season, flag(), **asked) == []


def test_a_share_is_taken_of_the_flags_proposed_and_says_how_it_comes():
    season, members = review()
    government = AwardType.objects.get(code="co-chinh-phu")
    make_quota(award_type=government, scope="province", base="flag_standard")
    for agency in members:
        make_proposal(season, agency, award_type=flag())
    make_proposal(season, members[0], award_type=government)

    (line,) = state(season)

    assert line.answer.limit.text == (
        "20% của 3 tập thể được đề nghị hoặc được tặng cờ thi đua là 0,6, bỏ phần lẻ: tối đa 0."
    )
    assert (line.answer.used, line.answer.over) == (1, 1)


@pytest.mark.parametrize("scope", ["bloc", "province"])
def test_a_share_of_the_flags_counts_the_one_that_is_asked_for(scope):
    season, members = review()
    government = AwardType.objects.get(code="co-chinh-phu")
    half = {"percent": 50, "strictness": "hard", "verified": True}
    make_quota(award_type=government, scope=scope, base="flag_standard", **half)
    make_proposal(season, members[0], award_type=flag())

    propose(season, members[1], government)  # one of two
    with pytest.raises(Refused) as refusal:
        propose(season, members[2], government)  # two of three

    assert "50% của 3 tập thể" in str(refusal.value)
    assert "đề nghị 2, vượt 1" in str(refusal.value)
    with pytest.raises(Refused, match="50% của 2 tập thể"):
        propose(season, members[0], government)  # counts once, whatever it is proposed for


def test_what_counts_as_a_flag_counts_among_the_flags_when_it_is_asked_for():
    season, members = review()
    own = make_award_type(counts_as=flag(), province=season.bloc.province)
    half = {"percent": 50, "strictness": "hard", "verified": True}
    make_quota(award_type=own, scope="bloc", base="flag_standard", **half)
    make_proposal(season, members[0], award_type=flag())

    assert propose(season, members[1], own).award_type == own


def test_where_only_leaders_may_be_proposed_the_others_are_named():
    season, members = review()
    limit(season, (1, None, 3), base="ranked", only_leaders=True)
    ranked(season, *members)
    for agency in members[:2]:
        make_proposal(season, agency, award_type=flag())

    (line,) = state(season)

    name = season.memberships.get(agency=members[1]).name
    assert line.answer.not_led == f"Chưa dẫn đầu theo bảng xếp hạng: {name}."
    assert line.answer.limit.text.startswith("Có 3 đơn vị được xếp hạng")


def test_a_bloc_of_no_province_keeps_the_limits_of_blocs_only():
    season, members = make_bloc_year(3, bloc=make_bloc(province=None), stage=Stage.BLOC_REVIEW)
    limit(season, (1, None, 0), scope="province")
    limit(season, (1, None, 2))
    make_bloc_year(3, bloc=make_bloc(province=None), cycle=season.cycle)
    make_proposal(season, members[1], award_type=flag())

    (line,) = state(season)

    assert line.answer.limit.text.startswith("Có 3 đơn vị thành viên")
    assert line.answer.used == 1


def test_the_limits_take_no_more_queries_for_many_members_than_for_one(
    django_assert_max_num_queries,
):
    season, members = review()
    for award in (flag(), make_award_type(), make_award_type()):
        limit(season, award_type=award)
        for agency in members:
            make_proposal(season, agency, award_type=award)

    with django_assert_max_num_queries(10):
        lines = state(season)

    assert len(lines) == 3


def test_the_page_of_proposals_shows_each_limit_with_what_is_used_of_it(client):
    season, (head, first, second) = review()
    limit(season, strictness="soft")
    for agency in (first, second):
        make_proposal(season, agency, award_type=flag())
    client.force_login(make_approver(head))
    address = f"/khoi/{season.bloc.code}/{season.cycle.label}/de-nghi-khen-thuong/"

    page = client.get(address).content.decode()

    assert "Hạn mức đề nghị" in page
    assert "Có 3 đơn vị thành viên, thuộc mức từ 1 trở lên: tối đa 1." in page
    assert "Vượt 1" in page
    assert "Chỉ cảnh báo; vẫn gửi được, có ghi lại." in page


def test_a_refused_proposal_is_shown_with_the_arithmetic_on_the_page(client):
    season, (head, first, second) = review()
    limit(season)
    make_proposal(season, first, award_type=flag())
    client.force_login(make_approver(head))
    address = f"/khoi/{season.bloc.code}/{season.cycle.label}/de-nghi-khen-thuong/them/"
    member = season.memberships.get(agency=second)

    answer = client.post(address, {"agency": member.pk, "award_type": flag().pk})

    assert answer.status_code == 422
    assert "vượt 1 so với hạn mức" in answer.content.decode()
    assert Proposal.objects.count() == 1
