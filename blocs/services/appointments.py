"""Who acts for an agency or for the province, from which day to which."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import Agency, Appointment, Bloc, Province
from blocs.permissions import can_keep_registry
from blocs.services.rows import insert
from blocs.standing import standing_of
from blocs.states import AGENCY_ROLES, Role


@transaction.atomic
def appoint(
    *,
    user: User,
    role: Role,
    agency: Agency | None = None,
    province: Province | None = None,
    blocs: Sequence[Bloc] = (),
    starts_on: date,
    ends_on: date | None = None,
    actor: User | None,
) -> Appointment:
    """Let a person act for an agency, or for the province within a scope.

    Args:
        blocs: the blocs a province role is limited to; none means the whole province.
        ends_on: the first day on which the appointment no longer counts.

    Raises:
        NotAllowed: not by this person.
        Invalid: the scope does not fit the role, the days are in the wrong order, or the
            person is appointed so already.
    """
    can_keep_registry(standing_of(actor)).demand()
    _check_scope(role, agency, province, blocs)
    if ends_on is not None and ends_on < starts_on:
        raise Invalid("Ngày kết thúc không được trước ngày bắt đầu.", field="ends_on")
    row = Appointment(
        user=user,
        role=role.value,
        agency=agency,
        province=province,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    (appointment,) = insert(Appointment, [row], refusal="Người này hiện đã được giao vai trò đó.")
    appointment.blocs.set(blocs)
    audit.record(
        actor=actor,
        action="appointment.add",
        subject=appointment,
        before={},
        after={
            "user": user.username,
            "role": role,
            "agency": agency.code if agency else None,
            "province": province.code if province else None,
            "blocs": [bloc.code for bloc in blocs],
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    return appointment


@transaction.atomic
def end_appointment(*, appointment_id: int, on: date, actor: User | None) -> Appointment:
    """End an appointment; on that day it no longer counts.

    Raises:
        NotAllowed: not by this person.
        Refused: the appointment ended before, or would end before it began.
    """
    can_keep_registry(standing_of(actor)).demand()
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True)
    appointment = rows.get(pk=appointment_id)
    if appointment.ends_on is not None and appointment.ends_on <= on:
        raise Refused("Phân công này đã kết thúc trước ngày đó.")
    if on < appointment.starts_on:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    before = appointment.ends_on
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    audit.record(
        actor=actor,
        action="appointment.end",
        subject=appointment,
        before={"ends_on": before},
        after={"ends_on": on},
    )
    return appointment


def _check_scope(
    role: Role, agency: Agency | None, province: Province | None, blocs: Sequence[Bloc]
) -> None:
    if role not in AGENCY_ROLES:
        if agency is not None:
            raise Invalid("Vai trò cấp tỉnh không gắn với một đơn vị.", field="agency")
        return
    if agency is None:
        raise Invalid("Quý vị cần chọn đơn vị mà người này đại diện.", field="agency")
    if province is not None or blocs:
        raise Invalid("Vai trò của đơn vị không gắn với tỉnh hoặc khối, cụm.", field="province")
