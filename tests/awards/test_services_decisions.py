from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord, Decision
from awards.rules.workflow import TRANSITIONS
from awards.services.keeping import Ground
from awards.services.records import record_award, revoke_award
from awards.states import ProposalAction, ProposalState, RecordOrigin
from tests.awards.decided import make_decision
from tests.awards.deciding import make_waiting_year
from tests.constraints import change
from tests.factories import make_officer, make_province, make_record
from tests.threads import at_once

pytestmark = pytest.mark.django_db
PASSED = ProposalState.PASSED
SPEC = services.DecisionSpec(
    number="15/QĐ-UBND", issued_on=date(2026, 3, 5), issuer="Chủ tịch UBND tỉnh"
)


def fill(decision, actor, *proposals):
    return services.set_lines(
        decision_id=decision.pk,
        seen_version=decision.version,
        proposal_ids=[one.pk for one in proposals],
        actor=actor,
    )


def publish(decision, actor):
    return services.publish_decision(
        decision_id=decision.pk, seen_version=decision.version, actor=actor
    )


def drafted(size=3, *, named=2):
    """Return a draft that names some adopted proposals, the proposals, and the officer."""
    season, proposals, officer = make_waiting_year(size, state=PASSED)
    decision = services.draft_decision(
        province=season.bloc.province, cycle=season.cycle, spec=SPEC, actor=officer
    )
    return fill(decision, officer, *proposals[:named]), proposals, officer


def withdraw(decision, actor, reason="Nhầm năm thi đua", seen=None):
    services.withdraw_draft(
        decision_id=decision.pk, seen_version=seen or decision.version, reason=reason, actor=actor
    )


def test_a_draft_is_withdrawn_with_its_reason_and_its_proposals_wait_for_another():
    decision, proposals, officer = drafted()

    withdraw(decision, officer, " Nhầm   năm ")

    assert not Decision.objects.exists()
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.action, event.actor, event.reason) == (
        "decision.withdraw_draft",
        officer,
        "Nhầm năm",
    )
    assert event.before["number"] == "15/QĐ-UBND"
    assert event.before["proposals"] == [one.pk for one in proposals[:2]]
    proposals[0].refresh_from_db()
    again = services.draft_decision(
        province=proposals[0].season.bloc.province,
        cycle=proposals[0].season.cycle,
        spec=SPEC,
        actor=officer,
    )
    assert (proposals[0].state, fill(again, officer, *proposals).lines.count()) == ("passed", 3)


def test_a_draft_is_not_withdrawn_without_a_reason_by_others_late_or_twice():
    decision, proposals, officer = drafted()
    events = AuditEvent.objects.count()

    for actor, more, said in (
        (officer, {"reason": "  "}, Invalid),
        (officer, {"seen": 1}, Stale),
        (make_officer(proposals[0].season.bloc), {}, NotAllowed),
        (make_officer(province=make_province()), {}, NotAllowed),
    ):
        with pytest.raises(said):
            withdraw(decision, actor, **more)
    assert (Decision.objects.count(), AuditEvent.objects.count()) == (1, events)
    withdraw(decision, officer)
    for act in (withdraw, publish, fill):
        with pytest.raises(Refused, match="không còn"):
            act(decision, officer)


def test_a_published_decision_is_not_withdrawn():
    decision, _, officer = drafted()
    published = publish(decision, officer)

    with pytest.raises(NotAllowed, match="đã công bố"):
        withdraw(published, officer)
    assert Decision.objects.get().lines.count() == 2


def test_a_published_decision_grants_its_proposals_and_enters_the_history():
    decision, proposals, officer = drafted()
    published = publish(decision, officer)

    for proposal in proposals:
        proposal.refresh_from_db()
    assert [one.state for one in proposals] == ["granted", "granted", "passed"]
    assert (proposals[0].decision_number, proposals[0].decided_on) == (
        "15/QĐ-UBND",
        date(2026, 3, 5),
    )
    records = list(AwardRecord.objects.order_by("pk"))
    assert [row.agency_id for row in records] == [one.agency_id for one in proposals[:2]]
    assert {(row.origin, row.issuer) for row in records} == {
        (RecordOrigin.DECIDED, "Chủ tịch UBND tỉnh")
    }
    assert (published.state, published.published_by) == ("published", officer)
    assert AuditEvent.objects.filter(action="proposal.grant").count() == 2


def test_what_is_published_is_not_changed_or_published_again():
    decision, proposals, officer = drafted()
    published = publish(decision, officer)

    for act in (
        lambda: publish(published, officer),
        lambda: fill(published, officer, proposals[2]),
        lambda: services.amend_decision(
            decision_id=decision.pk, seen_version=published.version, spec=SPEC, actor=officer
        ),
    ):
        with pytest.raises(NotAllowed, match="đã công bố"):
            act()


def test_only_what_the_council_adopted_stands_in_a_decision_and_in_one():
    _decision, proposals, officer = drafted()
    season = proposals[0].season
    other = make_decision(season)
    proposals[2].state = "sent"
    proposals[2].save()

    with pytest.raises(NotAllowed, match="một quyết định khác"):
        fill(other, officer, proposals[0])
    with pytest.raises(NotAllowed, match="Đã gửi tỉnh"):
        fill(other, officer, proposals[2])
    with pytest.raises(NotAllowed, match="không thuộc tỉnh"):
        fill(make_decision(), None, proposals[1])


def test_a_line_that_is_taken_out_may_stand_in_another_decision():
    decision, proposals, officer = drafted()
    fill(decision, officer, proposals[1])
    other = fill(make_decision(proposals[0].season), officer, proposals[0])

    assert list(other.lines.values_list("proposal", flat=True)) == [proposals[0].pk]
    assert list(decision.lines.values_list("proposal", flat=True)) == [proposals[1].pk]


def test_each_province_numbers_its_own_decisions():
    _, _, officer = drafted()
    season, proposals, other = make_waiting_year(1, state=PASSED)
    again = {"cycle": season.cycle, "spec": SPEC}

    decision = services.draft_decision(province=season.bloc.province, actor=other, **again)
    fill(decision, other, *proposals)
    publish(Decision.objects.get(pk=decision.pk), other)
    with pytest.raises(Invalid, match="cùng số"):
        services.draft_decision(province=season.bloc.province, actor=other, **again)

    assert Decision.objects.filter(number="15/QĐ-UBND").count() == 2
    season, _, third = make_waiting_year(1, state=PASSED)  # now that the other is published
    again = {"cycle": season.cycle, "spec": SPEC}
    assert services.draft_decision(province=season.bloc.province, actor=third, **again).pk
    assert (
        publish(Decision.objects.filter(state="draft").earliest("pk"), officer).state == "published"
    )


def unchanged(decision):
    decision = Decision.objects.get(pk=decision.pk)
    return (decision.state, AwardRecord.objects.filter(origin="decided").count()) == ("draft", 0)


def test_an_empty_or_future_decision_is_not_published(time_machine):
    decision, _, officer = drafted(named=0)
    with pytest.raises(Refused, match="chưa có đề nghị"):
        publish(decision, officer)
    time_machine.move_to(date(2026, 3, 4))
    with pytest.raises(Refused, match="sau ngày hôm nay"):
        publish(decision, officer)
    assert unchanged(decision)


def test_one_line_that_fails_publishes_nothing():
    decision, proposals, officer = drafted()
    last = proposals[1]
    make_record(last.agency, last.award_type, last.season.cycle, decision_number=SPEC.number)
    lines = AuditEvent.objects.count()

    with pytest.raises(Invalid, match=last.agency.name):
        publish(decision, officer)

    assert unchanged(decision)
    assert AuditEvent.objects.count() == lines


def test_a_proposal_that_left_the_list_stops_the_publication():
    decision, proposals, officer = drafted()
    services.take(
        ProposalAction.REFUSE,
        proposal_id=proposals[0].pk,
        seen_version=1,
        actor=officer,
        reason="Có đơn tố cáo",
    )

    with pytest.raises(NotAllowed, match="Không được chấp thuận"):
        publish(decision, officer)
    assert unchanged(decision)


def test_nobody_grants_by_hand_what_the_council_adopted():
    _, proposals, officer = make_waiting_year(1, state=PASSED)

    with pytest.raises(NotAllowed, match="công bố quyết định"):
        services.take(
            ProposalAction.GRANT,
            proposal_id=proposals[0].pk,
            seen_version=1,
            actor=officer,
            decision=services.DecisionNote("1", date(2026, 1, 1)),
        )


def test_a_number_is_used_once_a_year_and_strangers_publish_nothing():
    decision, proposals, officer = drafted()
    season = proposals[0].season
    with pytest.raises(Invalid, match="cùng số"):
        services.draft_decision(
            province=season.bloc.province, cycle=season.cycle, spec=SPEC, actor=officer
        )
    for stranger in (make_officer(province=make_province()), make_officer(season.bloc)):
        with pytest.raises(NotAllowed, match="phụ trách cả tỉnh"):
            publish(decision, stranger)
    assert unchanged(decision)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_publish_once():
    decision, _proposals, officer = drafted()

    def click(_: int) -> str:
        try:
            publish(decision, officer)
        except Stale:
            return "stale"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(click, range(4)))

    assert outcomes == ["done", "stale", "stale", "stale"]
    assert AwardRecord.objects.filter(origin="decided").count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("action", [ProposalAction.REFUSE, ProposalAction.WITHDRAW])
def test_a_publication_and_a_change_of_its_proposal_at_once_and_one_wins(action):
    decision, (first, *_), officer = drafted()

    answers = at_once(
        lambda: publish(decision, officer),
        lambda: services.take(
            action, proposal_id=first.pk, seen_version=1, actor=officer, reason="Có đơn"
        ),
    )

    first.refresh_from_db()
    decision.refresh_from_db()
    found = (first.state, decision.state, AwardRecord.objects.filter(origin="decided").count())
    if answers == ["done", "Stale"]:
        assert found == ("granted", "published", 2)
    else:
        assert answers == ["NotAllowed", "done"]
        assert found == (TRANSITIONS[PASSED, action].value, "draft", 0)


def test_no_decision_is_dated_before_its_year():
    decision, _, officer = drafted()
    early = replace(SPEC, number="16/QĐ-UBND", issued_on=date(1990, 1, 5))

    with pytest.raises(Invalid, match="trước khi năm thi đua bắt đầu"):
        services.draft_decision(
            province=decision.province, cycle=decision.cycle, spec=early, actor=officer
        )
    with pytest.raises(Invalid, match="trước khi năm thi đua bắt đầu"):
        services.amend_decision(
            decision_id=decision.pk, seen_version=decision.version, spec=early, actor=officer
        )
    Decision.objects.update(issued_on=date(1990, 1, 5))  # drafted before the rule was kept
    with pytest.raises(Refused, match="trước khi năm thi đua bắt đầu"):
        publish(decision, officer)
    assert unchanged(decision)


def test_a_revoked_record_of_a_decision_frees_its_number():
    decision, (first, *_), officer = drafted()
    change(first.agency, province=decision.province)
    first.agency.refresh_from_db()
    publish(decision, officer)
    record = first.agency.award_records.get()
    revoke_award(
        record_id=record.pk,
        revoked_on=date(2026, 3, 6),
        reason="Ghi nhầm ngày",
        seen_version=1,
        actor=officer,
    )

    def enter():
        return record_award(
            agency=first.agency,
            award_type=record.award_type,
            cycle=record.cycle,
            ground=Ground(record.decision_number, date(2026, 3, 5)),
            actor=officer,
        )

    assert enter().revoked_on is None
    with pytest.raises(Invalid, match="cùng số quyết định"):
        enter()
