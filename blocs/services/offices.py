"""Head and deputy of a season: proposed, confirmed, handed over."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Handover, Membership, Office, Season
from blocs.permissions import (
    can_manage_season,
    can_name_officers,
    can_withdraw_office,
    seats_of,
)
from blocs.services.rows import checked, insert, locked_season, season_to_write
from blocs.standing import standing_of
from blocs.states import OfficeRole, OfficeState, SelectionMethod, Term

WITHDRAWN = "office.withdraw"


@transaction.atomic
def set_office(
    *,
    season_id: int,
    term: Term,
    role: OfficeRole,
    agency: Agency,
    selected_by: SelectionMethod = SelectionMethod.UNKNOWN,
    person_title: str = "",
    basis: str = "",
    decided_on: date | None = None,
    actor: User | None,
) -> Office:
    """Propose a member for an office; an earlier proposal for it is replaced.

    Args:
        person_title: the office of the person who will chair and sign, never a name.
        basis: on what ground, such as the decision's number; demanded of an appointment.
        decided_on: the day of the decision or of the conference, when known.

    Raises:
        NotAllowed: not by this person; only the province appoints.
        Refused: the office is held already, or the season was handed over.
        Invalid: the agency is no member, has the other office, the basis is missing, or the day
            lies in the future.
    """
    season = locked_season(season_id)
    can_name_officers(standing_of(actor), season, seats_of(season)).demand()
    demand_not_handed_over(season)
    _check_day(decided_on, "decided_on")
    _check_appointment(season, selected_by, basis, actor)
    if not Membership.objects.filter(season=season, agency=agency).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")
    office = _open_office(season, term, role)
    before = _snapshot(office) if office.pk else {}
    office.agency = agency
    office.selected_by = selected_by.value
    office.person_title = person_title
    office.basis, office.decided_on = basis, decided_on
    _check_other_office(office)
    if office.pk:
        checked(office).save(
            update_fields=["agency", "selected_by", "person_title", "basis", "decided_on"]
        )
    else:
        (office,) = insert(Office, [office], refusal="Chức danh này đã có đơn vị đảm nhiệm.")
    audit.record(
        actor=actor, action="office.set", subject=office, before=before, after=_snapshot(office)
    )
    return office


@transaction.atomic
def confirm_office(
    *, office_id: int, actor: User | None, on: date | None = None, seen_agency: str | None = None
) -> Office:
    """Confirm a proposed office: from now on its agency has the rights that go with it.

    Args:
        on: the day of the confirmation; None, and the day of an election, keep what was noted
            before.
        seen_agency: code of the agency that the page was showing; None to confirm any.

    Raises:
        Stale: another agency was proposed after the page was opened.
        NotAllowed: not by this person.
        Refused: the office is not merely proposed, or the season was handed over.
        Invalid: the day lies in the future.
    """
    office = _locked_office(office_id)
    if seen_agency is not None and seen_agency != office.agency.code:
        raise Stale("Đề xuất này vừa được đổi. Đề nghị xem lại trước khi xác nhận.")
    can_manage_season(standing_of(actor), office.season).demand()
    demand_not_handed_over(office.season)
    _check_day(on, "on")
    if office.state != OfficeState.PROPOSED:
        raise Refused("Chỉ xác nhận được chức danh đang ở trạng thái đề xuất.")
    before = _snapshot(office)
    office.state = OfficeState.CONFIRMED.value
    was_elected = office.selected_by == SelectionMethod.ELECTED and office.decided_on
    office.decided_on = was_elected or on or office.decided_on
    office.save(update_fields=["state", "decided_on"])
    audit.record(
        actor=actor, action="office.confirm", subject=office, before=before, after=_snapshot(office)
    )
    return office


@transaction.atomic
def hand_over_office(*, office_id: int, on: date | None, actor: User | None) -> Office:
    """Note that the agency handed its office over; its rights in the season end with it.

    Args:
        on: the day of the handover; None when a source tells of it without a day.

    Raises:
        NotAllowed: not by this person.
        Refused: the office was never confirmed, or the handover lies before the decision.
    """
    season_id = Office.objects.values_list("season_id", flat=True).get(pk=office_id)
    season_to_write(season_id, actor)
    return end_office(_locked_office(office_id), on=on, actor=actor)


@transaction.atomic
def withdraw_office(
    *, office_id: int, reason: str, actor: User | None, seen: str | None = None
) -> None:
    """Take back who is named for an office; the office is free again, the audit keeps it.

    Args:
        reason: why; the audit line of the season keeps it with all that was on the office.
        seen: ``office_mark`` of what the page was showing; None to withdraw any.

    Raises:
        Stale: the office changed after the page was opened.
        NotAllowed: not by this person, or this office cannot be taken back.
        Refused: no reason is given, the season was handed over, or the year that follows has
            this officer already.
    """
    office = _locked_office(office_id)
    season = office.season
    if seen is not None and seen != office_mark(office):
        raise Stale("Chức danh này vừa được đổi. Đề nghị xem lại trước khi rút, thu hồi.")
    can_withdraw_office(standing_of(actor), office, seats_of(season)).demand()
    demand_not_handed_over(season)
    _check_not_carried(office)
    if not reason.strip():
        raise Refused("Quý vị cần nêu lý do.")
    before = _snapshot(office)
    office.delete()
    audit.record(
        actor=actor,
        action=WITHDRAWN,
        subject=season,
        before=before,
        after={},
        reason=reason.strip(),
    )


def office_mark(office: Office) -> str:
    """Return what a page shows of an office, to know whether it changed since."""
    return f"{office.pk}-{office.state}-{office.agency.code}"


def end_office(office: Office, *, on: date | None, actor: User | None) -> Office:
    """Note the handover of an office; whoever calls this has asked for the rights.

    Args:
        office: locked, as the season is.

    Raises:
        Refused: the office was never confirmed, or the handover lies before the decision.
    """
    if office.state != OfficeState.CONFIRMED:
        raise Refused("Chỉ bàn giao được chức danh đã xác nhận.")
    if on and office.decided_on and on < office.decided_on:
        raise Refused("Ngày bàn giao không được trước ngày quyết định.")
    before = _snapshot(office)
    office.state = OfficeState.HANDED_OVER.value
    office.handed_over_on = on
    office.save(update_fields=["state", "handed_over_on"])
    audit.record(
        actor=actor,
        action="office.hand_over",
        subject=office,
        before=before,
        after=_snapshot(office),
    )
    return office


def demand_not_handed_over(season: Season) -> None:
    """Refuse to change the officers of a season, or the next ones, once they have taken over."""
    if Handover.objects.filter(season=season).exists():
        raise Refused(
            "Năm thi đua này đã bàn giao nên không ghi Trưởng, Phó nữa; Trưởng, Phó của năm sau "
            "được ghi ở năm thi đua sau."
        )


def _check_not_carried(office: Office) -> None:
    """Refuse to take back who holds the office in the following season already."""
    if office.term != Term.NEXT:
        return
    later = Office.objects.current_term().filter(
        season__bloc=office.season.bloc_id,
        season__cycle__starts_on__gt=office.season.cycle.starts_on,
        role=office.role,
        agency=office.agency,
    )
    held = later.exclude(state=OfficeState.HANDED_OVER.value).select_related("season__cycle")
    one = held.first()
    if one is not None:
        raise Refused(
            f"Năm {one.season.cycle.label} đã được mở với đơn vị này giữ chức danh nên không thu "
            "hồi ở năm này được."
        )


def _check_day(day: date | None, field: str) -> None:
    if day is not None and day > timezone.localdate():
        raise Invalid("Ngày này không được sau hôm nay.", field=field)


def _check_appointment(
    season: Season, selected_by: SelectionMethod, basis: str, actor: User | None
) -> None:
    if selected_by is not SelectionMethod.APPOINTED or actor is None:
        return
    can_manage_season(standing_of(actor), season).demand()
    if not basis.strip():
        raise Invalid("Quý vị cần ghi số, ngày của văn bản chỉ định.", field="basis")


def _open_office(season: Season, term: Term, role: OfficeRole) -> Office:
    """Return the proposal that may still change, or a new office."""
    held = Office.objects.exclude(state=OfficeState.HANDED_OVER.value)
    office = held.filter(season=season, term=term.value, role=role.value).first()
    if office is None:
        return Office(season=season, term=term.value, role=role.value)
    if office.state == OfficeState.CONFIRMED:
        raise Refused("Chức danh này đã có đơn vị đảm nhiệm, cần bàn giao trước khi đổi.")
    return office


def _check_other_office(office: Office) -> None:
    others = Office.objects.filter(season=office.season, term=office.term, agency=office.agency)
    if others.exclude(pk=office.pk).exclude(state=OfficeState.HANDED_OVER.value).exists():
        raise Invalid("Đơn vị này đã được nêu cho chức danh còn lại.", field="agency")


def _locked_office(office_id: int) -> Office:
    """Return the office, held until the transaction ends: season first, then itself."""
    season_id = Office.objects.values_list("season_id", flat=True).get(pk=office_id)
    season = locked_season(season_id)
    rows = Office.objects.select_related("agency")
    office = rows.select_for_update(of=("self",), no_key=True).get(pk=office_id)
    office.season = season
    return office


def _snapshot(office: Office) -> dict[str, object]:
    return {
        "term": office.term,
        "role": office.role,
        "agency": office.agency.code,
        "state": office.state,
        "selected_by": office.selected_by,
        "person_title": office.person_title,
        "basis": office.basis,
        "decided_on": office.decided_on,
        "handed_over_on": office.handed_over_on,
    }
