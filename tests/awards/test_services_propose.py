import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, Proposal
from awards.states import ProposalAction
from blocs.models import Season
from blocs.states import Role, Stage
from tests.awards.deciding import make_waiting_year
from tests.factories import (
    appoint,
    make_approver,
    make_award_type,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
)

pytestmark = pytest.mark.django_db


def review() -> tuple[Season, list]:
    return make_bloc_year(3, stage=Stage.BLOC_REVIEW)


def test_the_secretariat_proposes_a_member_for_an_award():
    season, (head, _, member) = review()
    flag = AwardType.objects.get(code="co-tinh")

    proposal = services.propose_award(
        season_id=season.pk,
        agency_id=member.pk,
        award_type_id=flag.pk,
        local_label=" cờ dẫn đầu ",
        actor=make_approver(head),
    )

    assert (proposal.state, proposal.local_label) == ("draft", "cờ dẫn đầu")
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_id) == ("proposal.add", str(proposal.pk))


def test_the_award_may_be_undecided_with_options_and_settled_later():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag, certificate = make_award_type(), make_award_type()

    proposal = services.propose_award(
        season_id=season.pk,
        agency_id=member.pk,
        award_type_id=None,
        option_ids=[flag.pk, certificate.pk],
        actor=secretary,
    )
    settled = services.choose_award(
        proposal_id=proposal.pk, award_type_id=flag.pk, seen_version=1, actor=secretary
    )

    assert set(proposal.options.all()) == {flag, certificate}
    assert (settled.award_type_id, settled.version) == (flag.pk, 2)


def test_an_undecided_proposal_without_options_is_refused():
    season, (head, _, member) = review()

    with pytest.raises(Invalid) as refusal:
        services.propose_award(
            season_id=season.pk, agency_id=member.pk, award_type_id=None, actor=make_editor(head)
        )

    assert refusal.value.field == "award_type"
    assert (Proposal.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_an_agency_that_is_no_member_is_refused():
    season, (head, *_) = review()
    _, (stranger, *_) = review()

    with pytest.raises(Invalid, match="không phải thành viên"):
        services.propose_award(
            season_id=season.pk,
            agency_id=stranger.pk,
            award_type_id=make_award_type().pk,
            actor=make_editor(head),
        )


def test_one_agency_may_hold_two_proposals_but_not_two_for_the_same_award():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag, certificate = make_award_type(), make_award_type()
    wanted = {"season_id": season.pk, "agency_id": member.pk, "actor": secretary}
    services.propose_award(award_type_id=flag.pk, **wanted)
    services.propose_award(award_type_id=certificate.pk, **wanted)

    with pytest.raises(Invalid, match="đã được đề nghị"):
        services.propose_award(award_type_id=flag.pk, **wanted)

    assert Proposal.objects.count() == 2


def test_a_withdrawn_proposal_may_be_made_again():
    season, (head, _, member) = review()
    secretary = make_editor(head)
    flag = make_award_type()
    first = make_proposal(season, member, award_type=flag)
    services.take(
        ProposalAction.WITHDRAW,
        proposal_id=first.pk,
        seen_version=1,
        actor=secretary,
        reason="Ghi nhầm",
    )

    services.propose_award(
        season_id=season.pk, agency_id=member.pk, award_type_id=flag.pk, actor=secretary
    )

    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "withdrawn"]


@pytest.mark.parametrize("who", ["member", "deputy", "stranger"])
def test_nobody_but_the_secretariat_and_the_province_proposes(who):
    season, (_, deputy, member) = review()
    _, (stranger, *_) = review()
    actor = make_approver({"member": member, "deputy": deputy, "stranger": stranger}[who])

    with pytest.raises(NotAllowed, match="Trưởng khối"):
        services.propose_award(
            season_id=season.pk,
            agency_id=member.pk,
            award_type_id=make_award_type().pk,
            actor=actor,
        )


@pytest.mark.parametrize(
    "wrong", [{"award_type_id": 0}, {"option_ids": [0]}, {"local_label": "x" * 201}]
)
def test_a_proposal_with_an_unknown_award_or_too_long_a_name_is_refused(wrong):
    season, (head, _, member) = review()
    award = None if "option_ids" in wrong else make_award_type().pk
    given = {"award_type_id": award, "agency_id": member.pk, "season_id": season.pk} | wrong

    with pytest.raises(Invalid):
        services.propose_award(**given, actor=make_editor(head))

    assert Proposal.objects.count() == 0


def test_nobody_settles_the_award_of_an_agency_they_act_for():
    season, proposals, officer = make_waiting_year(1)
    award = make_award_type()
    party = make_officer(province=season.bloc.province)
    appoint(party, Role.EDITOR, agency=proposals[0].agency)
    Proposal.objects.update(award_type=None)

    def choose(actor):
        return services.choose_award(
            proposal_id=proposals[0].pk, award_type_id=award.pk, seen_version=1, actor=actor
        )

    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        choose(party)
    assert choose(officer).award_type == award


def test_a_second_undecided_proposal_of_an_agency_is_refused_in_its_own_words():
    season, (head, _, member) = review()
    award, secretary = make_award_type(), make_editor(head)

    def undecided():
        return services.propose_award(
            season_id=season.pk,
            agency_id=member.pk,
            award_type_id=None,
            option_ids=[award.pk],
            actor=secretary,
        )

    undecided()
    with pytest.raises(Invalid, match="chưa xác định hình thức"):
        undecided()
