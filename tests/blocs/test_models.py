from datetime import date, time, timedelta
from functools import partial

import pytest
from django.db import connection

from blocs.models import AgencyName
from blocs.states import Role
from tests.blocs import rows
from tests.constraints import Cases, assert_refused, change, constraints_of, flat, repeat
from tests.factories import (
    LONG_AGO,
    NOON,
    appoint,
    make_agency,
    make_bloc,
    make_cycle,
    make_meeting,
    make_province,
    make_season,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def editor():
    return appoint(make_user(), Role.EDITOR, agency=make_agency())


def officer(**fields):
    return appoint(make_user(), Role.OFFICER, **fields)


def relabel(label):
    change(make_cycle(), label=label)


def undated_name():
    return rows.agency_name(valid_from=None)


def unguarded(row):
    """Return the row; on SQLite the guard of its table would speak before the constraint."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {row._meta.db_table}_no_replace")
    return row


AGENCIES: Cases = {
    "Province.code": lambda: repeat(make_province()),
    "Agency.code": lambda: repeat(make_agency()),
    "agency_level_valid": lambda: change(make_agency(), level="village"),
    "agency_dates_in_order": lambda: change(
        make_agency(), founded_on=LONG_AGO, dissolved_on=LONG_AGO
    ),
    "agencyname_once_per_start": lambda: repeat(rows.agency_name()),
    "agencyname_once_without_start": lambda: repeat(undated_name()),
    "agencyname_dates_in_order": [
        lambda: change(rows.agency_name(), valid_to=date(1999, 1, 1)),
        lambda: change(rows.agency_name(), valid_to=date(2000, 1, 1)),
    ],
    "succession_kind_valid": lambda: change(rows.succession(), kind="eaten"),
    "succession_once_per_pair": lambda: repeat(rows.succession()),
    "succession_dissolved_once": lambda: repeat(rows.succession(dissolved=True)),
    "succession_not_to_itself": lambda: (
        (it := rows.succession()) and change(it, successor=it.predecessor)
    ),
    "succession_without_successor_iff_dissolved": [
        lambda: change(rows.succession(), successor=None),
        lambda: change(rows.succession(), kind="dissolved"),
        lambda: change(rows.succession(dissolved=True), kind="merged"),
    ],
}
SEASONS: Cases = {
    "Bloc.code": lambda: repeat(make_bloc()),
    "bloc_kind_valid": lambda: change(make_bloc(), kind="x"),
    "bloc_not_its_own_parent": lambda: (it := make_bloc()) and change(it, parent=it),
    "blocalias_once_per_bloc": lambda: repeat(rows.alias()),
    "Cycle.label": lambda: repeat(make_cycle()),
    "cycle_label_valid": [
        partial(relabel, label)
        for label in ("", "2025/2026", "..", "2021?x", "2021#a", "%2e", "2022 ", "năm")
    ],
    "cycle_kind_valid": lambda: change(make_cycle(), kind="month"),
    "cycle_dates_in_order": lambda: (it := make_cycle()) and change(it, ends_on=it.starts_on),
    "season_stage_valid": lambda: change(make_season(), stage="lost"),
    "season_one_per_bloc_and_cycle": lambda: repeat(make_season()),
    "membership_once_per_agency": lambda: repeat(rows.member(), position=2),
    "membership_own_position": lambda: repeat(rows.member(), agency=make_agency()),
    "membership_position_from_one": lambda: change(rows.member(), position=0),
    "step_kind_valid": lambda: change(rows.step(), kind="x"),
    "step_closing_valid": lambda: change(rows.step(), closing="x"),
    "step_once_per_kind": lambda: repeat(rows.step()),
    "step_dates_in_order": lambda: change(rows.step(), opens_at=NOON),
    "step_grace_at_most_90": lambda: change(rows.step(), grace_days=91),
    "extension_one_per_agency_and_step": lambda: repeat(rows.extension()),
    "extension_has_a_reason": lambda: change(rows.extension(), reason=""),
}
PEOPLE: Cases = {
    "appointment_role_valid": lambda: change(editor(), role="x"),
    "appointment_agency_iff_agency_role": [
        lambda: change(editor(), role="officer"),
        lambda: change(editor(), agency=None),
        lambda: change(editor(), province=make_province()),
        lambda: change(officer(), role="editor"),
        lambda: change(officer(), agency=make_agency()),
    ],
    "appointment_dates_in_order": lambda: change(editor(), ends_on=LONG_AGO - DAY),
    "appointment_open_once_per_agency": lambda: repeat(editor()),
    "appointment_open_once_per_province": lambda: repeat(officer(province=make_province())),
    "appointment_open_once_everywhere": lambda: repeat(officer()),
    "office_term_valid": lambda: change(rows.office(), term="last"),
    "office_role_valid": lambda: change(rows.office(), role="x"),
    "programme_own_position": lambda: repeat(rows.programme_item()),
    "programme_says_something": lambda: change(rows.programme_item(), text=""),
    "province_letterhead_valid": lambda: change(make_province(), letterhead_by="x"),
    "office_state_valid": lambda: change(rows.office(), state="x"),
    "office_selection_valid": lambda: change(rows.office(), selected_by="dice"),
    "office_one_holder_per_role": lambda: repeat(rows.office(), agency=make_agency()),
    "office_one_role_per_agency": lambda: repeat(rows.office(), role="deputy"),
    "office_dates_in_order": lambda: change(
        rows.office(state="handed_over", decided_on=LONG_AGO), handed_over_on=LONG_AGO - DAY
    ),
    "office_handover_day_only_when_handed_over": lambda: change(
        rows.office(), handed_over_on=LONG_AGO
    ),
    "registration_one_per_agency": lambda: repeat(rows.registration()),
    "registrationitem_kind_valid": lambda: change(rows.item(), kind="x"),
    "registrationitem_own_position": lambda: repeat(rows.item()),
    "registrationitem_says_something": lambda: change(rows.item(), content=""),
}
CONTENT: Cases = {
    "movement_term_valid": lambda: change(rows.movement(), term="x"),
    "movement_kind_valid": lambda: change(rows.movement(), kind="x"),
    "movement_launcher_valid": lambda: change(rows.movement(), launched_by="x"),
    "movement_own_position": lambda: repeat(rows.movement(), name="Khác"),
    "movement_once_per_term": lambda: repeat(rows.movement(), position=2),
    "indicator_qualifier_valid": lambda: change(rows.indicator(), qualifier="x"),
    "indicator_own_position": lambda: repeat(rows.indicator()),
    "baseline_kind_valid": lambda: change(rows.baseline(), kind="x"),
    "baseline_qualifier_valid": lambda: change(rows.baseline(), qualifier="x"),
    "baseline_own_position": lambda: repeat(rows.baseline()),
    "baseline_plan_has_an_issuer": lambda: change(rows.baseline(), issuer=""),
    "baseline_says_something": lambda: change(rows.baseline(), ratio=None),
    "statement_section_valid": lambda: change(rows.statement(), section="x"),
    "statement_own_position": lambda: repeat(rows.statement()),
    "task_own_position": lambda: repeat(rows.task()),
    "legal_own_position": lambda: repeat(rows.legal_document(), number="07"),
    "legal_once_per_season": lambda: repeat(rows.legal_document(), position=2),
    "source_own_position": lambda: repeat(rows.source()),
}
MEETINGS: Cases = {
    "meeting_day_part_valid": lambda: change(rows.meeting_of_a_season(), day_part="night"),
    "meeting_hour_within_its_part": lambda: change(
        rows.meeting_of_a_season(), day_part="morning", starts_at=time(12)
    ),
    "meeting_own_position": lambda: repeat(rows.meeting_of_a_season()),
    "purpose_kind_valid": lambda: change(rows.purpose(), kind="x"),
    "purpose_term_valid": lambda: change(rows.purpose(), term="x"),
    "purpose_once_per_meeting": lambda: repeat(rows.purpose()),
    "attendance_role_valid": lambda: change(rows.attendance(), role="x"),
    "attendance_once": lambda: repeat(rows.attendance()),
    "attendance_absence_reason_only_when_absent": lambda: change(
        rows.attendance(), absence_reason="Đi công tác"
    ),
    "guest_own_position": lambda: repeat(rows.guest()),
    "duty_role_valid": lambda: change(rows.duty(), role="x"),
    "duty_once_per_guest": lambda: repeat(rows.duty()),
    "conclusion_own_position": lambda: repeat(rows.conclusion()),
}
HANDOVERS: Cases = {
    "Handover.season": lambda: repeat(unguarded(rows.handover()), following=make_season()),
    "Handover.following": lambda: repeat(unguarded(rows.handover()), season=make_season()),
    "HandoverReceipt.handover": lambda: repeat(unguarded(rows.receipt())),
    "handover_to_another_season": lambda: (
        (it := make_season()) and repeat(unguarded(rows.handover()), season=it, following=it)
    ),
}
REVISIONS: Cases = {
    "revision_section_valid": lambda: repeat(rows.revision(), section="foreword"),
    "revision_cause_valid": lambda: repeat(rows.revision(), number=2, cause="dreamt"),
    "revision_own_number": lambda: repeat(unguarded(rows.revision())),
    "revision_number_from_one": lambda: repeat(rows.revision(), number=0),
}
CASES: Cases = {**AGENCIES, **SEASONS, **PEOPLE, **CONTENT, **MEETINGS, **HANDOVERS, **REVISIONS}


@pytest.mark.parametrize(("name", "case"), flat(CASES))
def test_the_database_refuses_what_must_never_be(name, case):
    assert_refused("blocs", name, case)


def test_every_constraint_has_its_case():
    assert set(CASES) == set(constraints_of("blocs"))


def test_what_the_constraints_allow_is_allowed():
    held = rows.office(decided_on=LONG_AGO)
    change(held, state="handed_over", handed_over_on=LONG_AGO)
    repeat(held, state="confirmed", handed_over_on=None)  # taken up again after a handover
    repeat(held, term="next", state="proposed", handed_over_on=None)
    ended = editor()
    change(ended, ends_on=LONG_AGO + DAY)
    repeat(ended)
    change(rows.step(), grace_days=90)
    change(rows.attendance(), present=False, absence_reason="Đi công tác")
    change(rows.baseline(), kind="last_year", issuer="")
    make_meeting(make_meeting(make_season()).season)

    assert held.season.offices.count() == 3
    assert ended.user.appointments.count() == 2


def test_an_old_name_is_in_force_from_its_first_day_to_the_day_before_its_last():
    name = rows.agency_name(valid_to=date(2010, 1, 1))
    always = undated_name()

    assert set(AgencyName.objects.on(date(2000, 1, 1))) == {name, always}
    assert set(AgencyName.objects.on(date(2009, 12, 31))) == {name, always}
    assert set(AgencyName.objects.on(date(2010, 1, 1))) == {always}
    assert set(AgencyName.objects.on(date(1999, 12, 31))) == {always}


def test_the_head_is_called_after_the_kind_of_the_bloc():
    titles = {
        kind: (bloc.head_title, bloc.deputy_title)
        for kind in ("khoi", "cum")
        for bloc in [make_bloc(kind=kind)]
    }

    assert titles == {
        "khoi": ("Trưởng khối", "Phó Trưởng khối"),
        "cum": ("Trưởng cụm", "Phó Trưởng cụm"),
    }
