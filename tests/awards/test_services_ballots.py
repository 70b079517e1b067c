"""Setting up a ballot, changing it, and keeping its roll."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from awards import services
from awards.ballot_forms import BallotForm
from awards.models import Ballot, BallotVoter
from awards.rules.ballots import Threshold
from awards.services.ballots import spec_of
from awards.states import BallotMethod, ShareBase
from blocs.models import Attendance
from blocs.states import OfficeRole, Stage
from tests.awards.balloting import close, hand_out, make_voting_year, set_open, set_up, spec, vote
from tests.factories import (
    join,
    make_agency,
    make_award_type,
    make_editor,
    make_meeting,
    make_officer,
)

pytestmark = pytest.mark.django_db
HANDS = {"method": BallotMethod.HANDS, "is_secret": False}


def change(ballot, actor=None, seen=None, **fields):
    return services.change_ballot(
        ballot_id=ballot.pk,
        spec=replace(spec_of(ballot), **fields),
        seen_version=seen or ballot.version,
        actor=actor,
    )


def roll(ballot):
    rows = BallotVoter.objects.filter(ballot=ballot).order_by("pk")
    return [(row.agency, row.is_present) for row in rows]


def test_the_head_sets_up_a_ballot_and_every_member_is_on_its_roll():
    season, members = make_voting_year()
    head = make_editor(members[0])

    ballot = services.create_ballot(
        season_id=season.pk, spec=spec([members[3], members[1]], max_choices=2), actor=head
    )

    assert [one.agency for one in ballot.nominees.order_by("position")] == [members[3], members[1]]
    assert roll(ballot) == [(member, False) for member in members]
    assert (ballot.state, ballot.box.sealed) == ("draft", "")
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.after["nominees"]) == (
        "ballot.create",
        head,
        [members[3].code, members[1].code],
    )


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"title": "  "}, "title", "không được|trống|phải"),
        ({"nominees": []}, "nominees", "ít nhất một đơn vị"),
        ({"nominees": [0]}, "nominees", "không phải thành viên"),
        ({"seats": 4, "max_choices": 4}, "seats", "từ 1 đến 3"),
        ({"seats": 0}, "seats", "từ 1 đến 3"),
        ({"max_choices": 4}, "max_choices", "từ 1 đến 3"),
        ({"threshold": Threshold(0, 3)}, "threshold", "phân số"),
        ({"threshold": Threshold(4, 3)}, "threshold", "phân số"),
        ({"threshold": Threshold(1, 101)}, "threshold", "không quá 100"),
        ({"threshold": Threshold(1, 1, strict=True)}, "threshold", "trên toàn bộ"),
        ({"quorum": (0, 1)}, "quorum", "phân số"),
        ({"quorum": (1, 101)}, "quorum", "không quá 100"),
        ({"share_of": ShareBase.VALID, "self_vote": False}, "self_vote", "tổng số thành viên"),
        ({"least_voters": 2}, "least_voters", "ít nhất 3 phiếu"),
        ({"is_secret": False, "least_voters": 0}, "least_voters", "từ 1"),
        ({"method": BallotMethod.HANDS, "is_secret": True}, "is_secret", "công khai"),
        ({"award": None}, "matter", "một nội dung"),
        ({"role": OfficeRole.HEAD}, "matter", "một nội dung"),
        ({"award": None, "role": OfficeRole.HEAD, "seats": 2}, "seats", "một đơn vị đảm nhiệm"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_and_its_field_named(fields, field, said):
    season, members = make_voting_year()
    wanted = replace(spec(members[:3]), **fields)

    with pytest.raises(Invalid, match=said) as refusal:
        services.create_ballot(season_id=season.pk, spec=wanted, actor=None)

    assert refusal.value.field == field
    assert (Ballot.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_the_safe_number_is_the_sites_own(settings):
    settings.BALLOT_LEAST_VOTERS = 5
    season, members = make_voting_year()

    with pytest.raises(Invalid, match="ít nhất 5 phiếu"):
        set_up(season, members[:2], least_voters=4)


def test_a_prepared_ballot_on_a_form_that_ended_is_still_corrected():
    season, members = make_voting_year()
    award = make_award_type()
    ballot = services.create_ballot(
        season_id=season.pk, spec=spec(members[:2], award=award), actor=make_editor(members[0])
    )
    type(award).objects.filter(pk=award.pk).update(valid_to=date(2000, 1, 1))

    changed = change(ballot, make_editor(members[0]), title="Bỏ phiếu lần sau")

    assert changed.title == "Bỏ phiếu lần sau"


def test_a_form_that_ended_is_neither_offered_nor_voted_on():
    season, members = make_voting_year()
    ended = make_award_type(valid_to=date(2000, 1, 1))
    asked = spec(members[:2], award=ended)
    head = make_editor(members[0])

    with pytest.raises(Invalid, match="không có trong danh mục") as refusal:
        services.create_ballot(season_id=season.pk, spec=asked, actor=head)

    assert refusal.value.field == "matter"
    assert not Ballot.objects.exists()
    form = BallotForm(season=season)
    assert f"award:{ended.code}" not in str(form["matter"])


def test_a_meeting_of_another_season_and_a_nominee_named_twice_are_refused():
    season, members = make_voting_year()
    other, _ = make_voting_year()

    with pytest.raises(Invalid, match="không thuộc năm thi đua"):
        set_up(season, members[:2], meeting=make_meeting(other))
    with pytest.raises(Invalid, match="hai lần"):
        set_up(season, [members[0], members[0]])


@pytest.mark.parametrize(
    ("stage", "award", "office"),
    [
        (Stage.SELF_SCORING, False, False),
        (Stage.APPRAISAL, True, False),
        (Stage.BLOC_REVIEW, True, True),
        (Stage.DECIDED, False, True),
        (Stage.CLOSED, False, False),
    ],
)
def test_awards_and_offices_are_voted_on_in_their_stages(stage, award, office):
    season, members = make_voting_year(stage=stage)

    for is_open, fields in ((award, {}), (office, {"role": OfficeRole.HEAD})):
        if is_open:
            set_up(season, members[:2], **fields)
        else:
            with pytest.raises(NotAllowed, match="chỉ thực hiện ở bước"):
                set_up(season, members[:2], **fields)


def test_only_who_runs_the_season_sets_up_and_changes_ballots():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2])
    lines = AuditEvent.objects.count()

    for person in (make_editor(members[1]), make_editor(make_agency()), make_officer()):
        allowed = person.appointments.filter(role="officer").exists()
        if allowed:
            change(ballot, person, title="Tên khác")
            continue
        with pytest.raises(NotAllowed):
            services.create_ballot(season_id=season.pk, spec=spec(members[:2]), actor=person)
        with pytest.raises(NotAllowed):
            change(ballot, person, title="Tên khác")

    assert (Ballot.objects.count(), AuditEvent.objects.count()) == (1, lines + 1)


def test_one_ballot_lives_for_each_award_and_each_office():
    season, members = make_voting_year()
    award = make_award_type()
    first = set_up(season, members[:2], award=award)
    set_up(season, members[:2], role=OfficeRole.HEAD)
    set_up(season, members[:2], role=OfficeRole.DEPUTY)

    with pytest.raises(Invalid, match="Đã có cuộc bỏ phiếu"):
        set_up(season, members[:2], award=award)
    with pytest.raises(Invalid, match="Đã có cuộc bỏ phiếu"):
        set_up(season, members[:2], role=OfficeRole.HEAD)
    other = set_up(season, members[:2])
    with pytest.raises(Invalid, match="Đã có cuộc bỏ phiếu"):
        change(other, award=award)
    services.void_ballot(ballot_id=first.pk, seen_version=first.version, reason="Nhầm", actor=None)

    assert set_up(season, members[:2], award=award).round_number == 1


def test_a_ballot_is_changed_until_it_is_opened():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2])
    agencies = [members[2].pk, members[0].pk]

    changed = change(ballot, nominees=agencies, title="Tên khác", threshold=Threshold(1, 2))

    assert list(changed.nominees.values_list("agency", flat=True)) == agencies
    assert (changed.title, changed.threshold, changed.version) == ("Tên khác", Threshold(1, 2), 2)
    event = AuditEvent.objects.last()
    assert (event.before["title"], event.after["title"]) == (ballot.title, "Tên khác")
    with pytest.raises(Stale):
        change(ballot, seen=1, title="Muộn")
    services.open_ballot(ballot_id=ballot.pk, seen_version=2, actor=None)
    changed.refresh_from_db()
    with pytest.raises(NotAllowed, match="đã mở"):
        change(changed, title="Muộn")


def test_presence_comes_from_the_meeting_or_else_from_the_method():
    season, members = make_voting_year(4)
    meeting = make_meeting(season)
    for member in members[:2]:
        Attendance.objects.create(meeting=meeting, agency=member)
    Attendance.objects.create(meeting=meeting, agency=members[2], present=False)

    at_meeting = set_up(season, members[:2], meeting=meeting, method=BallotMethod.PAPER)
    online, paper = set_up(season, members[:2]), set_up(season, members[:2], **HANDS)

    assert [there for _, there in roll(at_meeting)] == [True, True, False, False]
    assert [there for _, there in roll(online)] == [False] * 4
    assert [there for _, there in roll(paper)] == [True] * 4
    assert [there for _, there in roll(change(online, **HANDS))] == [True] * 4


def test_the_roll_follows_the_members_until_the_opening():
    season, members = make_voting_year(4)
    ballot = set_up(season, members[:2], method=BallotMethod.PAPER)
    line = services.RollLine(is_present=False, on_paper=False)
    services.mark_roll(ballot_id=ballot.pk, seen={}, wanted={members[1].pk: line}, actor=None)
    season.memberships.filter(agency=members[3]).delete()
    late = make_agency()
    join(season, late, position=9)

    services.open_ballot(ballot_id=ballot.pk, seen_version=1, actor=None)

    assert roll(ballot) == [
        (members[0], True),
        (members[1], False),
        (members[2], True),
        (late, True),
    ]


@pytest.mark.parametrize(
    ("here", "paper", "said"),
    [(True, True, "đã bỏ phiếu trực tuyến"), (False, False, "đã bỏ phiếu trực tuyến")],
)
def test_who_voted_online_is_there_and_gets_no_paper(here, paper, said):
    season, members = make_voting_year()
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    vote(ballot, members[2], 1)
    wanted = {members[2].pk: services.RollLine(is_present=here, on_paper=paper)}

    with pytest.raises(Invalid, match=said) as refusal:
        services.mark_roll(ballot_id=ballot.pk, seen={}, wanted=wanted, actor=None)

    assert refusal.value.field == members[2].code


def test_paper_is_handed_out_and_taken_back_while_the_ballot_is_open():
    season, members = make_voting_year()
    ballot = set_up(season, members[:2], method=BallotMethod.PAPER)
    with pytest.raises(NotAllowed, match="khi cuộc bỏ phiếu đã mở"):
        hand_out(ballot, members[:1])
    services.open_ballot(ballot_id=ballot.pk, seen_version=1, actor=None)

    hand_out(ballot, members[:3])
    line = services.RollLine(is_present=True, on_paper=False)
    changed = services.mark_roll(
        ballot_id=ballot.pk, seen={}, wanted={members[0].pk: line}, actor=None
    )

    assert changed == 1
    held = BallotVoter.objects.filter(ballot=ballot, channel="paper", voted=True)
    assert {voter.agency for voter in held} == {members[1], members[2]}
    assert AuditEvent.objects.last().before == {
        members[0].code: {"present": True, "channel": "paper"}
    }


def test_no_paper_for_who_is_absent_nor_where_all_vote_online():
    season, members = make_voting_year()
    paper = set_open(season, members[:2], method=BallotMethod.PAPER)
    online = set_open(season, members[:2])
    absent = {members[0].pk: services.RollLine(is_present=False, on_paper=True)}

    with pytest.raises(Invalid, match="không có mặt"):
        services.mark_roll(ballot_id=paper.pk, seen={}, wanted=absent, actor=None)
    with pytest.raises(Invalid, match="không dùng phiếu giấy"):
        hand_out(online, members[:1])
    stranger = {make_agency().pk: services.RollLine(is_present=True, on_paper=False)}
    with pytest.raises(Invalid, match="không có trong danh sách"):
        services.mark_roll(ballot_id=online.pk, seen={}, wanted=stranger, actor=None)


def test_the_roll_page_changes_only_what_the_person_changed():
    season, members = make_voting_year()
    ballot = set_open(season, members[:2])
    absent = services.RollLine(is_present=False, on_paper=False)
    there = services.RollLine(is_present=True, on_paper=False)
    seen = {member.pk: absent for member in members}
    vote(ballot, members[2], 1)  # after the page was opened

    changed = services.mark_roll(
        ballot_id=ballot.pk, seen=seen, wanted=seen | {members[3].pk: there}, actor=None
    )

    present = BallotVoter.objects.filter(ballot=ballot, is_present=True)
    assert changed == 1
    assert {voter.agency for voter in present} == {members[2], members[3]}


def test_the_roll_is_kept_by_who_runs_the_season_until_voting_ends():
    season, members = make_voting_year(3)
    ballot = set_open(season, members[:2])
    wanted = {members[2].pk: services.RollLine(is_present=True, on_paper=False)}

    with pytest.raises(NotAllowed):
        services.mark_roll(
            ballot_id=ballot.pk, seen={}, wanted=wanted, actor=make_editor(members[1])
        )
    for member in members:
        vote(ballot, member, 1)
    close(ballot)
    with pytest.raises(NotAllowed, match="không sửa được nữa"):
        services.mark_roll(ballot_id=ballot.pk, seen={}, wanted=wanted, actor=None)
