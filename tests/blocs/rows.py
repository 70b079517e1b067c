"""One valid row of each of the season's own records, for the tests of the constraints."""

from datetime import date
from typing import Any

from django.utils import timezone

from blocs.models import (
    AgencyName,
    AgencySuccession,
    Attendance,
    BlocAlias,
    CalendarStep,
    Conclusion,
    Guest,
    GuestDuty,
    Handover,
    HandoverReceipt,
    Indicator,
    IndicatorBaseline,
    LegalDocument,
    Meeting,
    MeetingPurpose,
    Membership,
    Movement,
    NextTask,
    Office,
    ProgrammeItem,
    Registration,
    RegistrationItem,
    SectionRevision,
    Source,
    Statement,
    StepExtension,
)
from blocs.states import OfficeRole, StepKind
from tests.factories import (
    NOON,
    join,
    make_agency,
    make_bloc,
    make_meeting,
    make_office,
    make_season,
    make_step,
)


def agency_name(**fields: Any) -> AgencyName:
    fields = {"name": "Sở cũ", "valid_from": date(2000, 1, 1), **fields}
    return AgencyName.objects.create(agency=make_agency(), **fields)


def succession(*, dissolved: bool = False) -> AgencySuccession:
    return AgencySuccession.objects.create(
        predecessor=make_agency(),
        successor=None if dissolved else make_agency(),
        kind="dissolved" if dissolved else "merged",
        happened_on=date(2025, 3, 1),
    )


def alias() -> BlocAlias:
    return BlocAlias.objects.create(bloc=make_bloc(), name="Khối cũ")


def member() -> Membership:
    return join(make_season(), make_agency())


def step() -> CalendarStep:
    return make_step(make_season(), StepKind.SELF_SCORING, due_at=NOON)


def extension() -> StepExtension:
    return StepExtension.objects.create(
        step=step(),
        agency=make_agency(),
        due_at=NOON,
        reason="Sáp nhập",
        approved_at=timezone.now(),
    )


def movement() -> Movement:
    return Movement.objects.create(season=make_season(), position=1, name="Cả nước chung sức")


def indicator() -> Indicator:
    return Indicator.objects.create(season=make_season(), position=1, name="Thu ngân sách")


def baseline(**fields: Any) -> IndicatorBaseline:
    fields = {"issuer": "UBND tỉnh", "ratio": 130, **fields}
    return IndicatorBaseline.objects.create(indicator=indicator(), position=1, **fields)


def statement() -> Statement:
    return Statement.objects.create(
        season=make_season(), section="situation", position=1, text="Khối có 7 đơn vị."
    )


def task() -> NextTask:
    return NextTask.objects.create(season=make_season(), position=1, text="Ký giao ước.")


def legal_document() -> LegalDocument:
    return LegalDocument.objects.create(season=make_season(), position=1, kind="Luật", number="06")


def source() -> Source:
    return Source.objects.create(season=make_season(), position=1, title="Bài báo")


def meeting_of_a_season() -> Meeting:
    return make_meeting(make_season())


def purpose() -> MeetingPurpose:
    return meeting_of_a_season().purposes.get()


def attendance() -> Attendance:
    return Attendance.objects.create(meeting=meeting_of_a_season(), agency=make_agency())


def guest() -> Guest:
    return Guest.objects.create(meeting=meeting_of_a_season(), position=1, office="Phó Chủ tịch")


def duty() -> GuestDuty:
    return GuestDuty.objects.create(guest=guest())


def conclusion() -> Conclusion:
    return Conclusion.objects.create(meeting=meeting_of_a_season(), position=1, text="Nhất trí.")


def programme_item() -> ProgrammeItem:
    return ProgrammeItem.objects.create(meeting=meeting_of_a_season(), position=1, text="Khai mạc")


def office(**fields: Any) -> Office:
    return make_office(make_season(), OfficeRole.HEAD, make_agency(), **fields)


def registration() -> Registration:
    return Registration.objects.create(season=make_season(), agency=make_agency())


def item() -> RegistrationItem:
    return RegistrationItem.objects.create(
        registration=registration(), position=1, kind="target", content="Thu đạt dự toán"
    )


def handover() -> Handover:
    season = make_season()
    return Handover.objects.create(
        season=season,
        following=make_season(bloc=season.bloc),
        from_agency=make_agency(),
        to_agency=make_agency(),
        handed_over_on=date(2026, 1, 15),
        offices={},
        steps=[],
        matters=[],
        files=[],
        performed_at=NOON,
    )


def receipt() -> HandoverReceipt:
    return HandoverReceipt.objects.create(handover=handover(), received_at=NOON)


def revision(**fields: Any) -> SectionRevision:
    values = {"section": "review", "number": 1, "cause": "edited", "content": [], **fields}
    return SectionRevision.objects.create(season=make_season(), made_at=timezone.now(), **values)
