"""Real threads on a file of SQLite and on PostgreSQL, at limits and in imports."""

from collections import Counter
from itertools import cycle as in_turn

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardLabel, AwardRecord, AwardType, CompletionRating, Proposal
from awards.services import AwardTypeSpec, OwnName
from awards.states import AwardKind, AwardLevel, ProposalAction
from tests.awards.importing import award_row, rating_row
from tests.awards.limiting import flag, limit, review
from tests.factories import make_agency, make_approver, make_officer, make_proposal, make_province
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def proposing(season, agency, person):
    return lambda: services.propose_award(
        season_id=season.pk, agency_id=agency.pk, award_type_id=flag().pk, actor=person
    )


def test_two_proposals_at_once_at_a_limit_of_one_and_one_wins():
    season, (head, first, second) = review()
    limit(season)
    person = make_approver(head)

    answers = at_once(proposing(season, first, person), proposing(season, second, person))

    assert Counter(answers) == {"done": 1, "Refused": 1}
    assert Proposal.objects.count() == 1
    assert AuditEvent.objects.filter(action="proposal.add").count() == 1


def test_two_blocs_at_once_at_the_province_s_limit_of_one_and_one_wins():
    season, (head, first, _) = review()
    other, (chief, theirs, _) = review(season.bloc.province, cycle=season.cycle)
    limit(season, scope="province")

    answers = at_once(
        proposing(season, first, make_approver(head)),
        proposing(other, theirs, make_approver(chief)),
    )

    assert Counter(answers) == {"done": 1, "Refused": 1}
    assert Proposal.objects.count() == 1


def test_two_blocs_send_at_once_when_the_limit_leaves_room_for_none_of_them():
    season, (head, first, _) = review()
    other, (chief, theirs, _) = review(season.bloc.province, cycle=season.cycle)
    puts = [
        (make_proposal(where, who, award_type=flag(), state="agreed"), make_approver(leader))
        for where, who, leader in ((season, first, head), (other, theirs, chief))
    ]
    limit(season, scope="province")

    answers = at_once(*[sending(*put) for put in puts])

    assert Counter(answers) == {"Refused": 2}


def sending(proposal, person):
    return lambda: services.take(
        ProposalAction.SEND, proposal_id=proposal.pk, seen_version=1, actor=person
    )


def test_the_same_file_of_awards_twice_at_once_is_entered_once():
    province = make_province()
    agencies = [make_agency(province=province) for _ in range(3)]
    rows = [award_row(one.code) for one in agencies]
    officer = make_officer(province=province)

    answers = at_once(
        *[lambda: services.import_awards(rows=rows, new=3, actor=officer) for _ in range(2)]
    )

    assert Counter(answers) == {"done": 1, "Stale": 1}
    assert AwardRecord.objects.count() == 3
    assert AuditEvent.objects.filter(action="award.record").count() == 3
    assert isinstance(verify_chain(), Head)


def test_the_same_file_of_ratings_twice_at_once_is_entered_once_in_any_order():
    province = make_province()
    agencies = [make_agency(province=province) for _ in range(3)]
    rows = [rating_row(one.code) for one in agencies]
    officer = make_officer(province=province)
    orders = in_turn([rows, rows[::-1]])

    answers = at_once(*[rating(next(orders), officer) for _ in range(4)])

    assert Counter(answers) == {"done": 1, "Stale": 3}
    assert CompletionRating.objects.count() == 3
    assert AuditEvent.objects.filter(action="rating.record").count() == 3


def rating(rows, officer):
    return lambda: services.import_ratings(rows=rows, new=3, actor=officer)


def test_two_forms_added_at_once_take_two_places():
    province = make_province()
    officer = make_officer(province=province)

    answers = at_once(*[adding(f"co-{number}", province, officer) for number in range(3)])

    assert Counter(answers) == {"done": 3}
    places = [one.position for one in AwardType.objects.filter(province=province)]
    assert len(set(places)) == 3


def test_two_forms_of_one_name_added_at_once_and_one_wins():
    province = make_province()
    officer = make_officer(province=province)

    works = [adding(f"co-{number}", province, officer, name="Cờ một tên") for number in range(3)]
    answers = at_once(*works)

    assert Counter(answers) == {"done": 1, "Invalid": 2}
    assert AwardType.objects.filter(name="Cờ một tên").count() == 1


def test_a_form_and_a_name_that_are_called_the_same_at_once_and_one_wins():
    province = make_province()
    officer = make_officer(province=province)

    answers = at_once(
        adding("co-moi", province, officer, name="Cờ một tên"),
        calling("Cờ một tên", province, officer),
    )

    assert Counter(answers) == {"done": 1, "Invalid": 1}


def adding(code, province, officer, name=""):
    spec = AwardTypeSpec(
        code=code,
        name=name or f"Cờ {code}",
        kind=AwardKind.TITLE,
        level=AwardLevel.PROVINCE,
        decided_by="Chủ tịch Ủy ban nhân dân tỉnh",
        source="Quyết định 1",
    )
    return lambda: services.add_award_type(
        province_id=province.pk, spec=spec, reason="Quy chế", actor=officer
    )


def test_two_names_written_at_once_and_the_second_is_told():
    province = make_province()
    officer = make_officer(province=province)

    answers = at_once(*[calling(f"Cờ {number}", province, officer) for number in range(3)])

    assert Counter(answers) == {"done": 1, "Stale": 2}
    assert AwardLabel.objects.count() == 1


def calling(label, province, officer):
    return lambda: services.call_award(
        province=province,
        award_type_id=flag().pk,
        called=OwnName(label),
        seen=OwnName(),
        actor=officer,
    )
