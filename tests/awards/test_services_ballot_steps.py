"""A ballot is opened, its voting ends, or it is declared void."""

from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, Ballot, BallotBox, BallotResult, SeasonRuleDay
from awards.states import BallotMethod, BallotState
from blocs.models import Season
from blocs.states import Stage
from tests.awards.balloting import (
    close,
    count_by,
    end,
    hand_out,
    make_voting_year,
    set_open,
    set_up,
    vote,
)
from tests.factories import NOON, make_approver, make_award_type, make_editor, make_officer

pytestmark = pytest.mark.django_db


def open_it(ballot, actor=None, seen=1):
    return services.open_ballot(ballot_id=ballot.pk, seen_version=seen, actor=actor)


def void(ballot, reason="Nhầm danh sách", actor=None):
    seen = Ballot.objects.get(pk=ballot.pk).version
    return services.void_ballot(ballot_id=ballot.pk, seen_version=seen, reason=reason, actor=actor)


def state_of(ballot):
    return Ballot.objects.get(pk=ballot.pk).state


def test_the_head_opens_a_ballot_also_where_it_stands_itself():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2])

    opened = open_it(ballot, make_editor(members[0]))

    assert (opened.state, opened.version) == (BallotState.OPEN, 2)
    assert opened.opened_at is not None
    assert BallotBox.objects.get(ballot=ballot).sealed
    event = AuditEvent.objects.last()
    assert (event.action, event.after["voters"]) == ("ballot.open", 5)


@pytest.mark.parametrize(("size", "is_open"), [(2, False), (3, True)])
def test_a_secret_ballot_is_not_opened_below_its_safe_number(size, is_open):
    season, members = make_voting_year(size)
    ballot = set_up(season, members[:2])

    if is_open:
        open_it(ballot)
    else:
        with pytest.raises(Refused, match="chỉ có 2 đơn vị, bỏ phiếu kín cần ít nhất 3"):
            open_it(ballot)

    assert state_of(ballot) == ("open" if is_open else "draft")


@pytest.mark.parametrize(
    ("size", "standing", "match"),
    [(3, 3, "bỏ phiếu kín cần ít nhất 4"), (5, 2, "chỉ có thể chọn đơn vị kia")],
)
def test_a_secret_ballot_that_a_nominee_cannot_keep_secret_is_not_opened(size, standing, match):
    season, members = make_voting_year(size)
    ballot = set_up(season, members[:standing], self_vote=False)
    lines = AuditEvent.objects.count()

    with pytest.raises(Refused, match=match):
        open_it(ballot)

    assert (state_of(ballot), AuditEvent.objects.count()) == ("draft", lines)


def test_two_may_vote_openly():
    season, members = make_voting_year(2)
    ballot = set_up(season, members, is_secret=False, least_voters=1)

    assert open_it(ballot).state == BallotState.OPEN


def test_a_nominee_that_left_the_bloc_stops_the_opening():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2])
    season.memberships.filter(agency=members[1]).delete()

    with pytest.raises(Refused, match="không còn là thành viên"):
        open_it(ballot)

    assert state_of(ballot) == "draft"


def test_a_form_that_ended_after_the_ballot_was_set_up_stops_the_opening():
    season, members = make_voting_year()
    award = make_award_type()
    ballot, head = set_up(season, members[:2], award=award), make_editor(members[0])
    AwardType.objects.filter(pk=award.pk).update(valid_to=date(2000, 1, 1))
    events = AuditEvent.objects.count()

    with pytest.raises(Refused, match="ấn định ngày xét; nếu không thì quý vị hủy") as refusal:
        open_it(ballot, head)

    assert award.name in str(refusal.value)
    assert (state_of(ballot), AuditEvent.objects.count()) == (BallotState.DRAFT, events)
    SeasonRuleDay.objects.create(
        season=season, day=date(1999, 12, 31), reason="Xét theo quy định cũ", set_at=NOON
    )
    assert open_it(ballot, head).state == BallotState.OPEN


def test_stale_pages_and_other_people_open_nothing():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2])
    lines = AuditEvent.objects.count()

    with pytest.raises(Stale):
        open_it(ballot, seen=7)
    for person in (make_approver(members[1]), make_approver(members[2])):
        with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
            open_it(ballot, person)
    open_it(ballot)
    with pytest.raises(NotAllowed, match="đang bỏ phiếu"):
        open_it(ballot, seen=2)

    assert AuditEvent.objects.count() == lines + 1


def test_voting_ends_with_a_reason_while_somebody_has_not_voted():
    season, members = make_voting_year(4)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    for member in members[:3]:
        vote(ballot, member, 1)

    with pytest.raises(Invalid, match="Còn 1 đơn vị chưa bỏ phiếu") as refusal:
        end(ballot, reason=" ")
    ended = end(ballot, reason="Đơn vị báo không tham gia")

    assert refusal.value.field == "reason"
    assert (ended.state, ended.ended_at is None) == (BallotState.COUNTING, False)
    assert AuditEvent.objects.last().reason == "Đơn vị báo không tham gia"


def test_nobody_is_missing_when_all_voted_or_hold_their_paper():
    season, members = make_voting_year(6)
    mixed = set_open(season, members[:2], method=BallotMethod.MIXED)
    for member in members[:3]:
        vote(mixed, member, 1)
    hand_out(mixed, members[3:])
    online = set_open(season, members[:2])
    for member in members:
        vote(online, member, 1)

    assert end(mixed, reason="").state == BallotState.COUNTING
    assert close(online, reason="").state == BallotState.CLOSED


def test_the_absent_are_not_missing_where_slips_are_on_paper():
    season, members = make_voting_year(4)
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    away = services.RollLine(is_present=False, on_paper=False)
    services.mark_roll(ballot_id=ballot.pk, seen={}, wanted={members[3].pk: away}, actor=None)
    hand_out(ballot, members[:3])

    assert end(ballot, reason="").state == BallotState.COUNTING


@pytest.mark.parametrize(("online", "paper"), [(4, 2), (2, 4), (1, 5), (5, 1)])
def test_few_slips_of_one_kind_are_not_counted_apart(online, paper):
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    for member in members[:online]:
        vote(ballot, member, 1)
    hand_out(ballot, members[online:])

    with pytest.raises(Refused, match=f"Chỉ có {min(online, paper)} phiếu"):
        end(ballot)

    assert state_of(ballot) == "open"


@pytest.mark.parametrize("online", [0, 3, 6])
def test_none_or_enough_of_each_kind_may_be_counted(online):
    season, members = make_voting_year(6)
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    for member in members[:online]:
        vote(ballot, member, 1)
    hand_out(ballot, members[online:])

    assert end(ballot).state == BallotState.COUNTING


def test_only_what_people_count_has_an_end_before_its_close():
    season, members = make_voting_year()
    online = set_open(season, members[:2])
    paper = set_open(season, members[:2], method=BallotMethod.PAPER)

    with pytest.raises(NotAllowed):
        end(online)
    with pytest.raises(NotAllowed):
        close(paper)


@pytest.mark.parametrize("is_open", [False, True])
def test_the_head_declares_a_ballot_void_before_anybody_counts(is_open):
    season, members = make_voting_year()
    ballot = (set_open if is_open else set_up)(season, members[:2])
    if is_open:
        vote(ballot, members[2], 1)
    head = make_editor(members[0])
    with pytest.raises(Invalid, match="nêu lý do"):
        void(ballot, reason=" ", actor=head)

    gone = void(ballot, actor=head)

    assert (gone.state, gone.void_reason) == (BallotState.VOID, "Nhầm danh sách")
    assert BallotBox.objects.get(ballot=ballot).sealed == ""
    assert AuditEvent.objects.last().reason == "Nhầm danh sách"
    assert not BallotResult.objects.exists()


def test_once_people_count_only_the_province_declares_a_ballot_void():
    season, members = make_voting_year()
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    end(ballot)
    tellers = make_editor(members[3]), make_editor(members[4])
    count_by(ballot, *tellers, valid=5, votes={1: 1, 2: 4})

    with pytest.raises(NotAllowed, match="Chỉ cơ quan thi đua, khen thưởng tỉnh"):
        void(ballot, actor=make_editor(members[0]))
    void(ballot, actor=make_officer(season.bloc))

    assert state_of(ballot) == "void"


def test_a_result_is_never_declared_void():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2])
    for member in members:
        vote(ballot, member, 1)
    close(ballot)

    with pytest.raises(NotAllowed, match="đã có kết quả"):
        void(ballot)

    assert state_of(ballot) == "closed"


def test_a_ballot_that_was_opened_in_its_stage_comes_to_its_end_in_a_later_one():
    season, members = make_voting_year(5)
    first, second = set_open(season, members[:2]), set_open(season, members[:2])
    draft = set_up(season, members[:2])
    head = make_editor(members[0])
    Season.objects.filter(pk=season.pk).update(stage=Stage.SUBMITTED.value)

    for member in members:
        vote(first, member, 1)
    close(first, actor=head)
    void(second, actor=head)
    void(draft, actor=head)

    assert [state_of(one) for one in (first, second, draft)] == ["closed", "void", "void"]


def test_the_end_of_the_year_ends_every_ballot_as_it_stands():
    season, members = make_voting_year(5)
    ballot, draft = set_open(season, members[:2]), set_up(season, members[:2])
    Season.objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)

    with pytest.raises(NotAllowed, match="đã kết thúc nên không nhận phiếu"):
        vote(ballot, members[2], 1)
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        close(ballot, reason="Hết năm", actor=make_editor(members[0]))
    with pytest.raises(NotAllowed, match="chỉ thực hiện ở bước"):
        open_it(draft)

    assert [state_of(one) for one in (ballot, draft)] == ["open", "draft"]
