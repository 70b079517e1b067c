"""A season that holds at least one row of every kind that papers print."""

from datetime import date
from decimal import Decimal

from awards.models import AwardCount
from blocs.models import (
    Agency,
    Attendance,
    Conclusion,
    Guest,
    GuestDuty,
    Indicator,
    IndicatorBaseline,
    LegalDocument,
    Meeting,
    MeetingPurpose,
    Movement,
    NextTask,
    Season,
    Source,
    Statement,
)
from blocs.states import NarrativeSection, OfficeRole, Stage
from reports.rules.paper_sections import OWN_SECTIONS
from reports.states import DocumentKind
from scoring.models import RankingRow
from scoring.services import freeze_ranking
from scoring.states import RankingOrigin, SheetState
from tests.factories import (
    make_agency,
    make_award_type,
    make_bloc,
    make_cycle,
    make_office,
    make_proposal,
    make_province,
    make_ranking,
    make_season,
    make_sheet,
    score,
)

NAMES = ("Cục Thuế", "Sở Nội vụ", "Kho bạc Nhà nước")
POINTS = ("90", "80", "70")


def make_whole_season(members: int = 3, *, label: str = "2022", rows: int = 1) -> Season:
    """Return the season.

    Args:
        rows: how many rows of each repeated kind (indicators, meetings, tasks …) it has.
    """
    province = make_province(
        name="Tây Ninh", letterhead="ỦY BAN NHÂN DÂN TỈNH TÂY NINH", place="Tây Ninh"
    )
    bloc = make_bloc(name="Khối thi đua Tổng hợp", province=province)
    agencies = [_agency(number) for number in range(members)]
    season = make_season(
        bloc=bloc,
        cycle=make_cycle(label=label),
        members=agencies,
        head=agencies[0],
        deputy=agencies[1] if members > 1 else None,
        stage=Stage.BLOC_REVIEW,
    )
    season.offices.filter(role="head").update(selected_by="elected", person_title="Cục trưởng")
    for number in range(1, rows + 1):
        _add_results(season, agencies[0], number)
        _add_meeting(season, agencies, number)
        _add_lists(season, number)
    _add_offices_and_awards(season, agencies)
    return season


def fresh(season: Season) -> Season:
    """Read the season anew with the names that a paper needs."""
    return Season.objects.with_names().get(pk=season.pk)


def _agency(number: int) -> Agency:
    name = NAMES[number] if number < len(NAMES) else f"Sở số {number + 1}"
    return make_agency(name=name, short_name=name)


def _add_results(season: Season, agency: Agency, number: int) -> None:
    indicator = Indicator.objects.create(
        season=season,
        position=number,
        agency=agency,
        name="Thu ngân sách",
        unit="tỷ đồng",
        value=Decimal("8841"),
        qualifier="estimate",
    )
    for position, issuer in enumerate(("Bộ Tài chính", "Hội đồng nhân dân tỉnh"), start=1):
        IndicatorBaseline.objects.create(
            indicator=indicator,
            position=position,
            issuer=issuer,
            value=Decimal("5591.8"),
            ratio=Decimal(158),
            qualifier="estimate",
        )
    IndicatorBaseline.objects.create(
        indicator=indicator, position=3, kind="last_year", change=Decimal(2)
    )
    for offset, section in enumerate(OWN_SECTIONS[DocumentKind.SUMMARY_REPORT]):
        Statement.objects.create(
            season=season,
            section=section.value,
            position=number * 100 + offset,
            agency=agency if section is NarrativeSection.POLITICAL_TASKS else None,
            text=f"Nội dung {section.value} {number}.",
        )


def _add_meeting(season: Season, agencies: list[Agency], number: int) -> None:
    meeting = Meeting.objects.create(
        season=season,
        position=number,
        name=f"Hội nghị tổng kết {number}",
        held_on=date(2023, 2, 24),
        day_part="afternoon",
        place="Hội trường tỉnh",
    )
    MeetingPurpose.objects.create(meeting=meeting, kind="summary")
    MeetingPurpose.objects.create(meeting=meeting, kind="covenant_signing", term="next")
    Attendance.objects.create(meeting=meeting, agency=agencies[0], role="chair")
    if len(agencies) > 1:
        Attendance.objects.create(
            meeting=meeting, agency=agencies[-1], present=False, absence_reason="đi công tác"
        )
    guest = Guest.objects.create(
        meeting=meeting, position=1, office="Chủ tịch Liên đoàn Lao động", in_charge_of_bloc=True
    )
    for role in ("directs", "witnesses"):
        GuestDuty.objects.create(guest=guest, role=role)
    Guest.objects.create(meeting=meeting, position=2, office="Phó Trưởng Ban")
    Conclusion.objects.create(meeting=meeting, position=1, speaker=guest, text="Ghi nhận.")


def _add_lists(season: Season, number: int) -> None:
    Movement.objects.create(
        season=season, position=2 * number, name=f"Phong trào {number}", launched_by="province"
    )
    Movement.objects.create(
        season=season,
        position=2 * number + 1,
        term="next",
        name=f"Phong trào năm sau {number}",
        kind="special",
    )
    NextTask.objects.create(season=season, position=number, text=f"Nhiệm vụ {number}.")
    LegalDocument.objects.create(
        season=season,
        position=number,
        kind="Chỉ thị",
        number=f"0{number}/CT-UBND",
        issued_on=date(2023, 1, 3),
        issuer="Chủ tịch UBND tỉnh",
        subject="phát động phong trào thi đua",
        covenant_basis=True,
    )
    Source.objects.create(
        season=season,
        position=number,
        title=f"Bài báo {number}",
        publisher="Báo Tây Ninh",
        published_on=date(2023, 2, 25),
    )
    AwardCount.objects.create(
        season=season,
        award_type=make_award_type(name=f"Bằng khen {number}"),
        agencies=3,
        note="nhiều năm",
    )


def _add_offices_and_awards(season: Season, agencies: list[Agency]) -> None:
    second = agencies[1 % len(agencies)]
    make_office(season, OfficeRole.HEAD, second, term="next", selected_by="honoured")
    if len(agencies) == 1:
        make_proposal(season, second, award_type=make_award_type(), local_label="cờ")
    undecided = make_proposal(season, agencies[0])
    undecided.options.set([make_award_type(name="Cờ thi đua"), make_award_type(name="Bằng khen")])
    make_proposal(
        season,
        agencies[-1],
        award_type=make_award_type(name="Cờ thi đua của tỉnh"),
        local_label="cờ dẫn đầu",
        state="agreed",
    )


def rank_by_points(season: Season) -> None:
    """Score every member with its own points, appraise, and freeze the ranking."""
    for member, points in zip(season.memberships.select_related("agency"), POINTS, strict=False):
        sheet = make_sheet(season, member.agency, state=SheetState.APPRAISED)
        claimed = {"I.1": "40", "I.2": "20", "II.1": str(Decimal(points) - 60)}
        score(sheet, claimed)
        score(sheet, claimed, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)


def rank_as_reported(season: Season, *ranks: int | None) -> None:
    """Record ranks without points; None is a member that the source does not rank."""
    ranking = make_ranking(season, origin=RankingOrigin.REPORTED.value)
    for position, (member, rank) in enumerate(
        zip(season.memberships.all(), ranks, strict=True), start=1
    ):
        RankingRow.objects.create(
            ranking=ranking,
            agency_id=member.agency_id,
            position=position,
            rank=rank,
            reason="" if rank else "Nguồn không nêu.",
        )
