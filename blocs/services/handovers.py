"""The secretariat goes to the head of the following season, once and on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import CalendarStep, Cycle, Handover, HandoverReceipt, Office, Season
from blocs.permissions import can_hand_over, can_receive, seats_of
from blocs.rules.writing import date_text
from blocs.selectors import carried_steps, described_offices
from blocs.services.next_season import carry_offices, plant_next_season
from blocs.services.offices import end_office
from blocs.services.registry import plant_cycle
from blocs.services.rows import checked, insert, locked_season
from blocs.standing import standing_of
from blocs.states import OfficeRole, OfficeState, Term

ONCE = "Năm thi đua này đã được bàn giao."


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSpec:
    """What is written down of a handover besides what the season itself tells.

    Args:
        on: the day on which the agencies met and signed.
        place: where; may be empty.
        matters: what is not finished, as JSON-ready rows; ``files`` likewise.
    """

    on: date
    place: str = ""
    note: str = ""
    matters: Sequence[Mapping[str, Any]] = ()
    files: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def hand_over(
    *, season_id: int, following_label: str, spec: HandoverSpec, actor: User | None
) -> Handover:
    """Hand the secretariat over, in this order and all or nothing.

    The following season is opened, or taken as it is open already, with the officers that were
    confirmed for it; steps of the calendar that it lacks come over, a year later and with
    nobody's extension; the offices of this season end; the record is written.

    Args:
        following_label: of the cycle that follows, such as ``2027``.

    Raises:
        NotAllowed: not by this person, or not at this stage.
        Refused: it is handed over already, no next head is confirmed, there is no head whose
            office ends, or the following season names other officers.
        Invalid: the day lies in the future, before the season or before the next head was
            decided on.
    """
    season = locked_season(season_id)
    can_hand_over(standing_of(actor), season, seats_of(season)).demand()
    if Handover.objects.filter(season=season).exists():
        raise Refused(ONCE)
    if spec.on > timezone.localdate():
        raise Invalid("Ngày bàn giao không được sau hôm nay.", field="on")
    if spec.on < season.cycle.starts_on:
        raise Invalid("Ngày bàn giao không được trước khi năm thi đua bắt đầu.", field="on")
    offices = list(Office.objects.filter(season=season).select_related("agency"))
    leaving, coming = _parties(season, offices)
    _check_chosen(season, coming, spec.on)
    before = described_offices(offices)
    following = _following(season, following_label, actor)
    steps = _carry_steps(season, following, actor)
    _end_offices(season, offices, spec.on, actor)
    after = following.offices.select_related("agency")
    return _write_down(
        Handover(
            season=season,
            following=following,
            from_agency=leaving.agency,
            to_agency=coming.agency,
            offices={"before": before, "after": described_offices(after)},
            steps=steps,
        ),
        spec,
        actor,
    )


@transaction.atomic
def receive_handover(*, handover_id: int, note: str = "", actor: User | None) -> HandoverReceipt:
    """Note that the new head has taken over what was handed over.

    Raises:
        NotAllowed: not by this person.
        Refused: it is noted already.
    """
    handover = Handover.objects.get(pk=handover_id)
    locked_season(handover.season_id)
    following = locked_season(handover.following_id)
    can_receive(standing_of(actor), following, seats_of(following)).demand()
    if HandoverReceipt.objects.filter(handover=handover).exists():
        raise Refused("Đã xác nhận nhận bàn giao.")
    receipt = HandoverReceipt(handover=handover, note=note.strip(), received_by=actor)
    receipt.received_at = timezone.now()
    checked(receipt).save(force_insert=True)
    audit.record(
        actor=actor,
        action="season.receive",
        subject=following,
        before={},
        after={"handover": handover.pk, "note": receipt.note},
    )
    return receipt


def _parties(season: Season, offices: Sequence[Office]) -> tuple[Office, Office]:
    """Return the head whose office ends, or has ended, and the one that follows."""
    head = season.bloc.head_title
    heads = [one for one in offices if one.role == OfficeRole.HEAD]
    own = [one for one in heads if one.term == Term.CURRENT and one.state != OfficeState.PROPOSED]
    leaving = sorted(own, key=lambda one: one.state == OfficeState.HANDED_OVER)
    if not leaving:
        raise Refused(f"Năm này chưa có {head} được xác nhận nên không có bên bàn giao.")
    coming = [one for one in heads if one.term == Term.NEXT and one.state == OfficeState.CONFIRMED]
    if not coming:
        raise Refused(f"Chưa có {head} năm sau được xác nhận nên chưa bàn giao được.")
    return leaving[0], coming[0]


def _check_chosen(season: Season, coming: Office, on: date) -> None:
    """Refuse a day before the coming head was decided on."""
    if coming.decided_on is not None and on < coming.decided_on:
        raise Invalid(
            f"Ngày bàn giao không được trước ngày {date_text(coming.decided_on)}, là ngày chọn "
            f"{season.bloc.head_title} năm sau.",
            field="on",
        )


def _following(season: Season, label: str, actor: User | None) -> Season:
    """Return the following season with its officers; it is opened where it is not yet."""
    cycle = Cycle.objects.filter(label=label).first() or plant_cycle(label, actor)
    known = Season.objects.filter(bloc=season.bloc, cycle=cycle).values_list("pk", flat=True)
    pk = known.first()
    if pk is None:
        return plant_next_season(season, cycle, actor)
    following = locked_season(pk)
    if cycle.starts_on <= season.cycle.starts_on:
        raise Refused("Năm thi đua tiếp theo phải bắt đầu sau năm thi đua này.")
    carry_offices(season, following, actor)
    return following


def _carry_steps(season: Season, following: Season, actor: User | None) -> list[dict[str, object]]:
    """Write the steps that the following season lacks, and say what they were."""
    years = following.cycle.starts_on.year - season.cycle.starts_on.year
    known = frozenset(following.steps.values_list("kind", flat=True))
    carried = carried_steps(season, years=years, known=known)
    rows = [
        CalendarStep(
            season=following,
            kind=step.kind,
            opens_at=step.new_opens_at,
            due_at=step.new_due_at,
            grace_days=step.grace_days,
            closing=step.closing,
        )
        for step in carried
    ]
    insert(CalendarStep, rows, refusal="Lịch của năm sau vừa được đặt. Đề nghị xem lại.")
    described = [step.as_content() for step in carried]
    audit.record(
        actor=actor,
        action="season.carry_steps",
        subject=following,
        before={},
        after={"from": season.pk, "steps": described},
    )
    return described


def _end_offices(season: Season, offices: Sequence[Office], on: date, actor: User | None) -> None:
    """End what is held in the season itself; what ended before stays as it was."""
    held = [
        one.pk for one in offices if one.term == Term.CURRENT and one.state == OfficeState.CONFIRMED
    ]
    rows = Office.objects.filter(pk__in=held).select_related("agency").order_by("pk")
    for office in rows.select_for_update(of=("self",), no_key=True):
        office.season = season
        end_office(office, on=on, actor=actor)


def _write_down(handover: Handover, spec: HandoverSpec, actor: User | None) -> Handover:
    handover.handed_over_on, handover.place = spec.on, spec.place.strip()
    handover.note = spec.note.strip()
    handover.matters, handover.files = list(spec.matters), list(spec.files)
    handover.performed_by, handover.performed_at = actor, timezone.now()
    try:
        with transaction.atomic():
            checked(handover).save(force_insert=True)
    except IntegrityError as error:
        raise Refused(ONCE) from error
    audit.record(
        actor=actor,
        action="season.hand_over",
        subject=handover.season,
        before={},
        after={
            "following": handover.following_id,
            "from": handover.from_agency.code,
            "to": handover.to_agency.code,
            "on": handover.handed_over_on,
            "place": handover.place,
            "note": handover.note,
            "matters": len(handover.matters),
            "files": len(handover.files),
        },
    )
    return handover
