from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Appointment
from blocs.standing import standing_of
from blocs.states import Role
from tests.factories import (
    make_agency,
    make_approver,
    make_bloc,
    make_officer,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 1, 1)


def test_a_person_acts_for_an_agency_from_the_day_on():
    person, agency = make_user(), make_agency()

    services.appoint(user=person, role=Role.EDITOR, agency=agency, starts_on=DAY, actor=None)

    assert standing_of(person, today=DAY).editor_of == {agency.pk}
    assert standing_of(person, today=date(2021, 12, 31)).editor_of == frozenset()
    line = AuditEvent.objects.get()
    assert line.action == "appointment.add"
    assert (line.after["user"], line.after["agency"]) == (person.username, agency.code)


def test_a_province_role_may_be_limited_to_blocs():
    person, bloc = make_user(), make_bloc()

    services.appoint(user=person, role=Role.OFFICER, blocs=[bloc], starts_on=DAY, actor=None)

    standing = standing_of(person)
    assert standing.manages.bloc_ids == {bloc.pk}
    assert not standing.manages.everything


@pytest.mark.parametrize(
    ("role", "scope", "field"),
    [
        (Role.EDITOR, {}, "agency"),
        (Role.APPROVER, {"agency": make_agency, "province": make_province}, "province"),
        (Role.OFFICER, {"agency": make_agency}, "agency"),
    ],
)
def test_a_scope_that_does_not_fit_the_role_is_refused(role, scope, field):
    made = {name: make() for name, make in scope.items()}

    with pytest.raises(Invalid) as refusal:
        services.appoint(user=make_user(), role=role, starts_on=DAY, actor=None, **made)

    assert refusal.value.field == field
    assert not Appointment.objects.exists()


def test_a_person_is_appointed_once_and_not_backwards():
    person, agency = make_user(), make_agency()
    values = {"user": person, "role": Role.EDITOR, "agency": agency, "starts_on": DAY}
    services.appoint(**values, actor=None)

    with pytest.raises(Invalid, match="hiện đã được giao"):
        services.appoint(**values, actor=None)
    with pytest.raises(Invalid, match="trước ngày bắt đầu"):
        services.appoint(**values, ends_on=date(2021, 1, 1), actor=None)

    assert AuditEvent.objects.count() == 1


def test_an_appointment_ends_on_its_day():
    person, agency = make_user(), make_agency()
    appointment = services.appoint(
        user=person, role=Role.EDITOR, agency=agency, starts_on=DAY, actor=None
    )

    services.end_appointment(appointment_id=appointment.pk, on=date(2022, 7, 1), actor=None)

    assert standing_of(person, today=date(2022, 6, 30)).agency_ids == {agency.pk}
    assert standing_of(person, today=date(2022, 7, 1)).agency_ids == frozenset()
    assert AuditEvent.objects.last().action == "appointment.end"
    for day in (date(2022, 8, 1), date(2021, 1, 1)):
        with pytest.raises(Refused):
            services.end_appointment(appointment_id=appointment.pk, on=day, actor=None)


def test_nobody_below_the_whole_province_appoints():
    agency = make_agency()

    for person in (make_approver(agency), make_officer(make_bloc())):
        with pytest.raises(NotAllowed):
            services.appoint(
                user=make_user(), role=Role.EDITOR, agency=agency, starts_on=DAY, actor=person
            )


def test_the_command_appoints():
    person, bloc, out = make_user(username="can-bo"), make_bloc(), StringIO()

    call_command(
        "appoint", "Can-Bo", "officer", "--bloc", bloc.code, "--from", "2022-01-01", stdout=out
    )

    appointment = Appointment.objects.get()
    assert (appointment.user, appointment.starts_on) == (person, DAY)
    assert list(appointment.blocs.all()) == [bloc]
    assert out.getvalue().startswith(f"Đã phân công số {appointment.pk}: ")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ai-do", "editor", "--agency", "so"], "Không có người dùng ai-do"),
        (["can-bo", "editor", "--agency", "so"], "Không có đơn vị mang mã so"),
        (["can-bo", "officer", "--province", "tinh"], "Không có tỉnh mang mã tinh"),
        (["can-bo", "officer", "--bloc", "khoi"], "Không có khối, cụm mang mã khoi"),
        (["can-bo", "editor"], "Quý vị cần chọn đơn vị"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, reason):
    make_user(username="can-bo")

    with pytest.raises(CommandError, match=reason):
        call_command("appoint", *arguments)

    assert not Appointment.objects.exists()


def test_the_command_ends_an_appointment(capsys):
    person, agency = make_user(), make_agency()
    appointment = services.appoint(
        user=person, role=Role.EDITOR, agency=agency, starts_on=DAY, actor=None
    )

    call_command("end_appointment", str(appointment.pk), "--on", "2022-07-01")

    assert standing_of(person, today=date(2022, 6, 30)).agency_ids == {agency.pk}
    assert standing_of(person, today=date(2022, 7, 1)).agency_ids == frozenset()
    assert AuditEvent.objects.last().action == "appointment.end"
    assert "từ ngày 01/07/2022" in capsys.readouterr().out


def test_the_command_that_ends_says_what_is_wrong():
    appointment = services.appoint(
        user=make_user(), role=Role.EDITOR, agency=make_agency(), starts_on=DAY, actor=None
    )

    with pytest.raises(CommandError, match="trước ngày bắt đầu"):
        call_command("end_appointment", str(appointment.pk), "--on", "2021-12-31")
    with pytest.raises(CommandError, match="Không có phân công số 987654"):
        call_command("end_appointment", "987654", "--on", "2022-07-01")

    appointment.refresh_from_db()
    assert appointment.ends_on is None
