from dataclasses import replace
from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import CouncilSession, CouncilVote
from awards.rules.ballots import Threshold
from awards.rules.council import Voted
from awards.states import ProposalAction, ProposalState, ShareBase
from blocs.states import Role, Stage
from tests.awards.decided import make_session
from tests.awards.deciding import make_waiting_year
from tests.factories import appoint, make_officer, make_province
from tests.threads import at_once

pytestmark = pytest.mark.django_db
APPRAISED = ProposalState.APPRAISED
SPEC = services.SessionSpec(
    name="Phiên 1",
    held_on=date(2026, 2, 3),
    members=9,
    present=8,
    base=ShareBase.MEMBERS,
    threshold=Threshold(2, 3),
    source="Quy chế",
)


def votes(*pairs):
    return [
        services.VoteSpec(proposal.pk, proposal.version, Voted(*numbers))
        for proposal, numbers in pairs
    ]


def record(session, actor, *pairs, note="Có thành viên không bỏ phiếu"):
    return services.record_votes(
        session_id=session.pk,
        seen_version=session.version,
        votes=votes(*pairs),
        note=note,
        actor=actor,
    )


def test_the_numbers_decide_and_below_the_threshold_the_arithmetic_is_the_reason():
    season, proposals, officer = make_waiting_year(3, state=APPRAISED)
    session = services.open_session(
        province=season.bloc.province, cycle=season.cycle, spec=SPEC, actor=officer
    )
    record(session, officer, (proposals[0], (6, 2)), (proposals[1], (5, 3)))

    for proposal in proposals:
        proposal.refresh_from_db()
    assert [one.state for one in proposals] == ["passed", "refused", "appraised"]
    assert "5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng" in proposals[1].answer
    assert AuditEvent.objects.filter(action="proposal.adopt").count() == 1


@pytest.mark.parametrize("numbers", [(8, 2), (0, 0)])
def test_one_impossible_line_refuses_the_whole_form(numbers):
    season, proposals, officer = make_waiting_year(3, state=APPRAISED)
    session = make_session(season)

    with pytest.raises(Invalid, match=proposals[1].agency.short_name):
        record(session, officer, (proposals[0], (6, 2)), (proposals[1], numbers))

    states = {type(one).objects.get(pk=one.pk).state for one in proposals}
    assert (states, CouncilVote.objects.count(), AuditEvent.objects.count()) == (
        {"appraised"},
        0,
        0,
    )


def test_a_proposal_of_another_province_or_not_yet_appraised_is_not_voted_on():
    season, proposals, officer = make_waiting_year(3, state=ProposalState.SENT)
    _other, others, _ = make_waiting_year(2, state=APPRAISED)
    session = make_session(season)

    with pytest.raises(NotAllowed, match="Đã gửi tỉnh"):
        record(session, officer, (proposals[0], (8, 0)))
    with pytest.raises(NotAllowed, match="không thuộc tỉnh"):
        record(session, officer, (others[0], (8, 0)))
    with pytest.raises(Invalid, match="ít nhất một đề nghị"):
        record(session, officer)


def test_nobody_adopts_by_hand_or_for_another_province():
    season, proposals, officer = make_waiting_year(3, state=APPRAISED)
    session = make_session(season)
    with pytest.raises(NotAllowed, match="không ghi tay"):
        services.take(
            ProposalAction.ADOPT, proposal_id=proposals[0].pk, seen_version=1, actor=officer
        )
    for stranger in (make_officer(province=make_province()), make_officer(season.bloc)):
        with pytest.raises(NotAllowed, match="phụ trách cả tỉnh"):
            record(session, stranger, (proposals[0], (8, 0)))


def test_an_old_page_is_refused():
    season, proposals, officer = make_waiting_year(3, state=APPRAISED)
    session = make_session(season)
    record(session, officer, (proposals[0], (8, 0)))
    with pytest.raises(Stale):
        record(session, officer, (proposals[1], (8, 0)))
    session.refresh_from_db()
    type(proposals[1]).objects.filter(pk=proposals[1].pk).update(version=2)

    with pytest.raises(Stale, match=proposals[1].agency.short_name):
        record(session, officer, (proposals[1], (8, 0)))


def test_fewer_votes_than_members_present_are_explained_before_they_are_stored():
    season, (first, second), officer = make_waiting_year(2, state=APPRAISED)
    session = make_session(season)

    with pytest.raises(Invalid, match="6 phiếu, có mặt 9, còn 3 thành viên") as refusal:
        record(session, officer, (second, (9, 0)), (first, (6, 0)), note=" ")

    assert (refusal.value.field, CouncilVote.objects.count()) == ("note", 0)
    assert first.agency.short_name in str(refusal.value)
    assert record(session, officer, (second, (8, 0, 1)), note="")
    session.refresh_from_db()
    record(session, officer, (first, (6, 0)), note="Ba thành viên  không bỏ phiếu")
    event = AuditEvent.objects.get(action="council.vote", reason__gt="")
    assert event.reason == "Ba thành viên không bỏ phiếu"


def test_an_empty_sitting_is_removed_with_a_reason_and_stays_in_the_audit():
    season, proposals, officer = make_waiting_year(1, state=APPRAISED)
    session = make_session(season)
    for stranger in (make_officer(province=make_province()), make_officer(season.bloc)):
        with pytest.raises(NotAllowed, match="phụ trách cả tỉnh"):
            remove(session, stranger)
    with pytest.raises(Invalid, match="lý do xóa"):
        remove(session, officer, reason=" ")
    with pytest.raises(Stale):
        remove(session, officer, seen=2)
    assert CouncilSession.objects.get() == session

    remove(session, officer)

    assert not CouncilSession.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.reason) == ("council.remove", "Ghi hai lần")
    assert event.before["name"] == session.name
    with pytest.raises(Refused):
        remove(session, officer)
    voted = make_session(season)
    record(voted, officer, (proposals[0], (9, 0)))
    with pytest.raises(NotAllowed, match="đã có kết quả"):
        remove(voted, officer, seen=2)
    assert CouncilSession.objects.get() == voted


def remove(session, actor, *, reason="Ghi hai lần", seen=1):
    services.remove_session(session_id=session.pk, seen_version=seen, reason=reason, actor=actor)


def test_a_sitting_is_corrected_until_it_has_votes():
    season, proposals, officer = make_waiting_year(3, state=APPRAISED)
    session = make_session(season)
    amended = services.amend_session(
        session_id=session.pk, seen_version=1, spec=SPEC, actor=officer
    )
    assert (amended.name, amended.present) == ("Phiên 1", 8)
    other = make_session(season, name="Phiên 2")
    with pytest.raises(Invalid, match="cùng tên, cùng ngày"):
        services.amend_session(session_id=other.pk, seen_version=1, spec=SPEC, actor=officer)
    spaced = replace(SPEC, name="Phiên  1 ")
    with pytest.raises(Invalid, match="cùng tên, cùng ngày"):
        services.amend_session(session_id=other.pk, seen_version=1, spec=spaced, actor=officer)
    record(amended, officer, (proposals[0], (8, 0)))

    with pytest.raises(NotAllowed, match="đã có kết quả"):
        services.amend_session(session_id=session.pk, seen_version=3, spec=SPEC, actor=officer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", date(2126, 1, 1)),
        ("held_on", date(1990, 1, 1)),
        ("present", 10),
        ("present", 0),
        ("threshold", Threshold(4, 3)),
        ("source", ""),
    ],
)
def test_a_sitting_that_cannot_be_is_refused(field, value):
    season, _, officer = make_waiting_year(1)
    with pytest.raises(Invalid):
        services.open_session(
            province=season.bloc.province,
            cycle=season.cycle,
            spec=replace(SPEC, **{field: value}),
            actor=officer,
        )
    assert not CouncilSession.objects.exists()


def test_the_season_must_be_at_the_province():
    season, proposals, officer = make_waiting_year(3, state=APPRAISED, stage=Stage.DECIDED)

    with pytest.raises(NotAllowed, match="bước"):
        record(make_session(season), officer, (proposals[0], (8, 0)))


def test_who_acts_for_an_agency_writes_no_votes_on_it():
    season, proposals, _ = make_waiting_year(2, state=APPRAISED)
    session = make_session(season)
    party = make_officer(province=season.bloc.province)
    appoint(party, Role.EDITOR, agency=proposals[1].agency)

    with pytest.raises(NotAllowed, match=f"{proposals[1].agency.short_name}: .*chính đơn vị này"):
        record(session, party, (proposals[0], (9, 0)), (proposals[1], (9, 0)))

    assert not CouncilVote.objects.exists()
    record(session, party, (proposals[0], (9, 0)))


def test_nothing_can_need_more_than_all_votes():
    season, _, officer = make_waiting_year(1)

    with pytest.raises(Invalid, match="trên toàn bộ"):
        services.open_session(
            province=season.bloc.province,
            cycle=season.cycle,
            spec=replace(SPEC, threshold=Threshold(3, 3, strict=True)),
            actor=officer,
        )


def test_the_council_votes_on_nothing_that_was_sent_after_it_sat():
    season, proposals, officer = make_waiting_year(2, state=APPRAISED)
    session = make_session(season, held_on=date(2026, 2, 3))
    for proposal, day in zip(proposals, (date(2026, 2, 4), date(2026, 2, 3)), strict=True):
        proposal.sent_on = day
        proposal.save()

    with pytest.raises(Invalid, match="gửi ngày 04/02/2026, sau ngày họp 03/02/2026"):
        record(session, officer, (proposals[1], (9, 0)), (proposals[0], (9, 0)))
    assert not CouncilVote.objects.exists()
    assert record(session, officer, (proposals[1], (9, 0)))


@pytest.mark.django_db(transaction=True)
def test_two_clicks_write_one_sitting():
    season, _, officer = make_waiting_year(1)

    def click():
        services.open_session(
            province=season.bloc.province, cycle=season.cycle, spec=SPEC, actor=officer
        )

    assert sorted(at_once(click, click)) == ["Invalid", "done"]
    assert CouncilSession.objects.count() == 1
