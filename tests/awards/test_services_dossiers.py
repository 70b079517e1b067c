from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import DossierItem
from awards.states import DossierKind, DossierState, OpinionAnswer, ProposalAction, ProposalState
from tests.awards.deciding import fill_dossier, make_waiting_year
from tests.factories import make_approver, make_document_of, make_editor

pytestmark = pytest.mark.django_db
MINUTES, LIST = DossierKind.MINUTES, DossierKind.LIST


@pytest.fixture
def waiting():
    """Return a proposal that was sent, and the officer who checks it."""
    _, proposals, officer = make_waiting_year(3)
    return proposals[2], officer


def check(proposal, actor, *items, version=1):
    return services.check_dossier(
        proposal_id=proposal.pk, seen_version=version, items=items, actor=actor
    )


def refer(proposal, actor, *items):
    return services.refer_dossier(
        proposal_id=proposal.pk, seen_version=proposal.version, items=items, actor=actor
    )


def appraise(proposal, actor):
    proposal.refresh_from_db()
    return services.take(
        ProposalAction.APPRAISE,
        proposal_id=proposal.pk,
        seen_version=proposal.version,
        actor=actor,
    )


def ask(proposal, actor, **fields):
    proposal.refresh_from_db()
    fields = {
        "agency": None,
        "agency_name": "Thuế tỉnh",
        "asked_on": date(2026, 1, 5),
        "due_on": date(2026, 1, 20),
        **fields,
    }
    return services.ask_opinion(
        proposal_id=proposal.pk, seen_version=proposal.version, actor=actor, **fields
    )


def answer(opinion, actor, said, day=date(2026, 1, 10), text=""):
    opinion.proposal.refresh_from_db()
    return services.answer_opinion(
        opinion_id=opinion.pk,
        seen_version=opinion.proposal.version,
        answer=said,
        answered_on=day,
        text=text,
        document="12/CT",
        actor=actor,
    )


def test_a_complete_dossier_is_appraised(waiting):
    proposal, officer = waiting
    fill_dossier(proposal, but={"confirmation"})
    with pytest.raises(NotAllowed, match="Chứng nhận, xác nhận"):
        appraise(proposal, officer)
    kind = DossierKind.CONFIRMATION
    check(
        proposal,
        officer,
        services.ItemCheck(kind, DossierState.NOT_NEEDED, note="Miễn"),
    )

    assert appraise(proposal, officer).state == ProposalState.APPRAISED
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions == ["proposal.check_dossier", "proposal.appraise"]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (services.ItemCheck(MINUTES, DossierState.PRESENT), "ghi số, ngày hoặc nơi lưu"),
        (services.ItemCheck(MINUTES, DossierState.NOT_NEEDED), "cần ghi lý do"),
    ],
)
def test_a_finding_that_says_nothing_is_refused_and_changes_nothing(waiting, item, said):
    proposal, officer = waiting

    with pytest.raises(Invalid, match=said):
        check(proposal, officer, item)

    proposal.refresh_from_db()
    assert (proposal.version, DossierItem.objects.count(), AuditEvent.objects.count()) == (1, 0, 0)


def test_an_old_page_cannot_check_the_dossier(waiting):
    proposal, officer = waiting
    item = services.ItemCheck(MINUTES, DossierState.PRESENT, "Số 5")
    check(proposal, officer, item)

    with pytest.raises(Stale):
        check(proposal, officer, item)


def test_what_the_bloc_changes_after_a_return_is_checked_again():
    _season, proposals, officer = make_waiting_year(3)
    proposal, head = proposals[2], proposals[0].agency
    fill_dossier(proposal)
    services.take(
        ProposalAction.RETURN, proposal_id=proposal.pk, seen_version=1, actor=officer, reason="Sai"
    )
    proposal.refresh_from_db()
    refer(
        proposal,
        make_editor(head),
        services.ItemReference(MINUTES, "Số 9"),
        services.ItemReference(LIST, "Số 5"),
    )

    states = dict(proposal.dossier.values_list("kind", "state"))
    assert (states["minutes"], states["list"]) == ("missing", "present")


def test_only_the_members_own_documents_stand_in_the_dossier():
    _, proposals, _ = make_waiting_year(3, state=ProposalState.AGREED)
    proposal, secretary = proposals[2], make_editor(proposals[0].agency)
    own, other = (make_document_of(one.agency) for one in (proposal, proposals[1]))
    refer(proposal, secretary, services.ItemReference(MINUTES, document_id=own.pk))
    proposal.refresh_from_db()

    with pytest.raises(Invalid, match="kho tài liệu"):
        refer(proposal, secretary, services.ItemReference(LIST, document_id=other.pk))


def test_the_bloc_does_not_touch_what_the_province_has_and_nor_does_a_party(waiting):
    proposal, _officer = waiting
    with pytest.raises(NotAllowed, match="trước khi gửi"):
        refer(proposal, make_approver(proposal.agency), services.ItemReference(MINUTES, "Số 5"))
    with pytest.raises(NotAllowed, match="tỉnh được thực hiện"):
        check(proposal, make_editor(proposal.agency))


def test_an_opinion_is_awaited_until_its_day(waiting, time_machine):
    proposal, officer = waiting
    fill_dossier(proposal)
    time_machine.move_to(date(2026, 1, 20))
    ask(proposal, officer)
    with pytest.raises(NotAllowed, match=r"Thuế tỉnh \(hạn 20/01/2026\)"):
        appraise(proposal, officer)
    time_machine.move_to(date(2026, 1, 21))

    assert appraise(proposal, officer).state == ProposalState.APPRAISED


def test_an_answer_ends_the_waiting_and_a_refusal_says_why(waiting):
    proposal, officer = waiting
    fill_dossier(proposal)
    opinion = ask(proposal, officer, due_on=None)
    with pytest.raises(NotAllowed, match="không ghi hạn"):
        appraise(proposal, officer)
    with pytest.raises(Invalid, match="lý do"):
        answer(opinion, officer, OpinionAnswer.DISAGREES)
    with pytest.raises(Invalid, match="Ngày trả lời"):
        answer(opinion, officer, OpinionAnswer.AGREES, date(2026, 1, 4))
    answer(opinion, officer, OpinionAnswer.DISAGREES, text="Còn nợ thuế")

    assert appraise(proposal, officer).state == ProposalState.APPRAISED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"agency_name": " "}, "tên cơ quan"),
        ({"due_on": date(2026, 1, 4)}, "Hạn trả lời"),
        ({"asked_on": date(2126, 1, 4), "due_on": None}, "không được sau"),
    ],
)
def test_a_question_that_does_not_hold_is_refused(waiting, fields, said):
    with pytest.raises(Invalid, match=said):
        ask(*waiting, **fields)


def test_the_nominee_is_not_asked_about_itself(waiting):
    proposal, officer = waiting
    nominee = proposal.agency

    for fields in (
        {"agency": nominee},
        {"agency_name": f" {nominee.name.upper()} "},
        {"agency_name": nominee.short_name},
    ):
        with pytest.raises(Invalid, match="chính đơn vị được đề nghị"):
            ask(proposal, officer, **fields)

    assert not proposal.opinions.exists()


def test_an_agency_is_asked_once(waiting):
    ask(*waiting)

    with pytest.raises(Invalid, match="Đã lấy ý kiến"):
        ask(*waiting)


def test_nobody_was_asked_before_the_year_began():
    _, (proposal, *_), officer = make_waiting_year()

    with pytest.raises(Invalid, match="trước năm thi đua"):
        services.ask_opinion(
            proposal_id=proposal.pk,
            seen_version=1,
            agency=None,
            agency_name="Công an tỉnh",
            asked_on=date(1990, 1, 1),
            due_on=date(1991, 1, 1),
            actor=officer,
        )
    assert not proposal.opinions.exists()
