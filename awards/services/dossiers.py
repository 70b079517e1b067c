"""The dossier of a proposal: what the bloc refers to, what the province finds, who was asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from awards.models import DossierItem, Opinion, Proposal
from awards.models.labels import DOSSIER_KINDS
from awards.permissions import can_check_dossier, can_refer_dossier
from awards.services.moving import locked_proposal, touch
from awards.states import DossierKind, DossierState, OpinionAnswer
from blocs.models import Agency
from blocs.permissions import seats_of
from blocs.services.rows import checked
from blocs.standing import standing_of
from scoring.models import EvidenceDocument

_NAMES = dict(DOSSIER_KINDS)


@dataclass(frozen=True, slots=True)
class ItemReference:
    """Where a paper of the dossier is found: its number and day, or a document on the register."""

    kind: DossierKind
    reference: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """What the province found about a paper of the dossier."""

    kind: DossierKind
    state: DossierState
    reference: str = ""
    note: str = ""


@transaction.atomic
def refer_dossier(
    *, proposal_id: int, seen_version: int, items: Sequence[ItemReference], actor: User | None
) -> Proposal:
    """Say where each paper of the dossier is found; what changed is to be checked again.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: the province has the proposal, or not by this person.
        Invalid: a document is not the member's own.

    Source: Luật 06/2022/QH15, Điều 84.
    """
    proposal = locked_proposal(proposal_id, seen_version)
    can_refer_dossier(standing_of(actor), proposal, seats_of(proposal.season)).demand()
    _check_documents(proposal, items)
    held = _items_of(proposal)
    before = _described(held.values())
    for one in items:
        item = held.setdefault(one.kind, DossierItem(proposal=proposal, kind=one.kind.value))
        reference = " ".join(one.reference.split())
        if (reference, one.document_id) != (item.reference, item.document_id):
            item.reference, item.document_id = reference, one.document_id
            item.state, item.note = DossierState.MISSING.value, ""
            item.checked_by, item.checked_at = None, None
            checked(item).save()
    return _note(proposal, "proposal.refer_dossier", before, actor)


@transaction.atomic
def check_dossier(
    *, proposal_id: int, seen_version: int, items: Sequence[ItemCheck], actor: User | None
) -> Proposal:
    """Write down which papers of the dossier are there, and which are not needed and why.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: the province has not got the proposal, or not by this person.
        Invalid: a paper that is there is nowhere referred to, or no reason why it is not needed.

    Source: Luật 06/2022/QH15, Điều 84.
    """
    proposal = locked_proposal(proposal_id, seen_version)
    can_check_dossier(standing_of(actor), proposal).demand()
    held = _items_of(proposal)
    before = _described(held.values())
    for one in items:
        item = held.setdefault(one.kind, DossierItem(proposal=proposal, kind=one.kind.value))
        _write_check(item, one, actor)
    return _note(proposal, "proposal.check_dossier", before, actor)


@transaction.atomic
def ask_opinion(
    *,
    proposal_id: int,
    seen_version: int,
    agency: Agency | None,
    agency_name: str,
    asked_on: date,
    due_on: date | None,
    actor: User | None,
) -> Opinion:
    """Note that another agency was asked what it says of a proposal.

    Args:
        agency: where it is on the list of agencies; else it is only named.
        due_on: until when it may answer; without a day its answer is awaited.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: the province has not got the proposal, or not by this person.
        Invalid: no name, the nominee itself, asked already, or the days are not in order.
    """
    proposal = locked_proposal(proposal_id, seen_version)
    can_check_dossier(standing_of(actor), proposal).demand()
    name = agency.name if agency else " ".join(agency_name.split())
    _check_asked(proposal, name)
    if asked_on > timezone.localdate():
        raise Invalid("Ngày lấy ý kiến không được sau ngày hôm nay.", field="asked_on")
    if asked_on < proposal.season.cycle.starts_on:
        raise Invalid("Ngày lấy ý kiến không được trước năm thi đua.", field="asked_on")
    if due_on is not None and due_on < asked_on:
        raise Invalid("Hạn trả lời không được trước ngày lấy ý kiến.", field="due_on")
    opinion = checked(
        Opinion(
            proposal=proposal, agency=agency, agency_name=name, asked_on=asked_on, due_on=due_on
        )
    )
    opinion.save(force_insert=True)
    touch(proposal)
    after = {"agency": name, "asked_on": asked_on, "due_on": due_on}
    audit.record(
        actor=actor, action="proposal.ask_opinion", subject=proposal, before={}, after=after
    )
    return opinion


@transaction.atomic
def answer_opinion(
    *,
    opinion_id: int,
    seen_version: int,
    answer: OpinionAnswer,
    answered_on: date,
    text: str,
    document: str,
    actor: User | None,
) -> Opinion:
    """Write down what an agency answered; a later answer takes the place of an earlier one.

    Args:
        seen_version: of the proposal.
        document: number and day of the letter.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: the province has not got the proposal, or not by this person.
        Invalid: the day does not hold, or it disagrees without saying why.
    """
    proposal_id = Opinion.objects.values_list("proposal_id", flat=True).get(pk=opinion_id)
    proposal = locked_proposal(proposal_id, seen_version)
    can_check_dossier(standing_of(actor), proposal).demand()
    opinion = Opinion.objects.select_for_update(no_key=True, of=("self",)).get(pk=opinion_id)
    if answered_on < opinion.asked_on or answered_on > timezone.localdate():
        raise Invalid(
            "Ngày trả lời không được trước ngày lấy ý kiến, không được sau ngày hôm nay.",
            field="answered_on",
        )
    said = text.strip()
    if answer is OpinionAnswer.DISAGREES and not said:
        raise Invalid("Quý vị cần ghi lý do cơ quan này không đồng ý.", field="text")
    before = {"agency": opinion.agency_name, "answer": opinion.answer, "text": opinion.text}
    opinion.answer, opinion.answered_on = answer.value, answered_on
    opinion.text, opinion.document = said, document.strip()
    checked(opinion).save(update_fields=["answer", "answered_on", "text", "document"])
    touch(proposal)
    after = {"agency": opinion.agency_name, "answer": answer.value, "text": said}
    audit.record(
        actor=actor, action="proposal.answer_opinion", subject=proposal, before=before, after=after
    )
    return opinion


def _check_asked(proposal: Proposal, name: str) -> None:
    """Refuse a question to nobody, to the nominee itself, or one that was put already."""
    if not name:
        raise Invalid("Quý vị cần chọn hoặc ghi tên cơ quan được lấy ý kiến.", field="agency_name")
    nominee = proposal.agency
    if name.casefold() in {nominee.name.casefold(), nominee.short_name.casefold()}:
        raise Invalid(
            f"{name} là chính đơn vị được đề nghị nên không lấy ý kiến về đề nghị này.",
            field="agency_name",
        )
    if proposal.opinions.filter(agency_name=name).exists():
        raise Invalid(f"Đã lấy ý kiến của {name} về đề nghị này.", field="agency_name")


def _items_of(proposal: Proposal) -> dict[DossierKind, DossierItem]:
    return {DossierKind(item.kind): item for item in proposal.dossier.all()}


def _check_documents(proposal: Proposal, items: Sequence[ItemReference]) -> None:
    ids = {one.document_id for one in items if one.document_id is not None}
    own = EvidenceDocument.objects.filter(agency=proposal.agency_id, pk__in=ids)
    if own.count() != len(ids):
        raise Invalid("Tài liệu này không có trong kho tài liệu của đơn vị.")


def _write_check(item: DossierItem, check: ItemCheck, actor: User | None) -> None:
    """Write a finding on an item, unless it says what is written there already."""
    reference = " ".join(check.reference.split()) or item.reference
    note = " ".join(check.note.split())
    name = _NAMES[check.kind.value]
    if check.state is DossierState.PRESENT and not reference and item.document_id is None:
        raise Invalid(f"{name}: đã có thì cần ghi số, ngày hoặc nơi lưu.")
    if check.state is DossierState.NOT_NEEDED and not note:
        raise Invalid(f"{name}: không yêu cầu thì cần ghi lý do.")
    if (check.state.value, reference, note) == (item.state, item.reference, item.note):
        return
    item.state, item.reference, item.note = check.state.value, reference, note
    item.checked_by, item.checked_at = actor, timezone.now()
    checked(item).save()


def _described(items: Iterable[DossierItem]) -> dict[str, object]:
    return {row.kind: [row.state, row.reference, row.document_id, row.note] for row in items}


def _note(
    proposal: Proposal, action: str, before: Mapping[str, object], actor: User | None
) -> Proposal:
    touch(proposal)
    audit.record(
        actor=actor,
        action=action,
        subject=proposal,
        before=before,
        after=_described(_items_of(proposal).values()),
    )
    return proposal
