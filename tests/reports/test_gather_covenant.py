from decimal import Decimal

import pytest

from blocs.models import (
    Attendance,
    GuestDuty,
    NextTask,
    Office,
    Registration,
    RegistrationItem,
    Season,
)
from blocs.states import OfficeRole, OfficeState, Stage, Term
from reports.gather import gather_covenant
from reports.papers import Covenant
from tests.factories import (
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_office,
    make_season,
)
from tests.reports.whole_season import fresh, make_whole_season

pytestmark = pytest.mark.django_db


def covenant(season: Season) -> Covenant:
    return gather_covenant(fresh(season))


def test_the_covenant_is_for_the_year_that_follows_the_conference():
    paper = covenant(make_whole_season())

    assert (paper.cycle, paper.signed_on) == ("2023", "ngày 24 tháng 02 năm 2023")
    assert paper.letterhead.date == paper.signed_on
    assert (paper.venue, paper.member_count) == ("Hội trường tỉnh", "03")
    assert paper.aims == ("Nội dung next_year 1.",)
    assert paper.emulation == ("Nhiệm vụ 1.",)
    assert [line.name for line in paper.movements] == ["Phong trào năm sau 1"]
    assert paper.copies.startswith("Giao ước này được lập thành 04 bản")


def test_the_grounds_are_written_in_full():
    paper = covenant(make_whole_season())

    (ground,) = paper.basis.lines
    assert ground == (
        "Căn cứ Chỉ thị số 01/CT-UBND ngày 03/01/2023 của Chủ tịch UBND tỉnh "
        "về việc phát động phong trào thi đua"
    )


def test_a_paper_that_is_no_ground_is_left_out():
    season = make_whole_season()
    season.legal_documents.update(covenant_basis=False)

    assert covenant(season).basis.lines == ()


def test_next_year_s_head_signs_first_and_nobody_signs_twice():
    season = make_whole_season()

    grid = [cell for row in covenant(season).grid for cell in row]

    # The deputy became the head and no deputy is known: the second place stays open.
    assert [(cell.agency, cell.office) for cell in grid] == [
        ("Sở Nội vụ", "Trưởng khối"),
        ("Cục Thuế", ""),
        ("Kho bạc Nhà nước", ""),
    ]


def test_an_office_that_is_only_proposed_is_not_printed_as_held():
    season = make_whole_season()
    season.offices.filter(term=Term.NEXT.value).update(state=OfficeState.PROPOSED.value)

    paper = covenant(season)

    assert (paper.letterhead.variant, paper.letterhead.issuing_org) == ("B", season.bloc.name)
    assert [(cell.agency, cell.office) for cell in paper.grid[0]] == [
        ("Sở Nội vụ", "đề xuất Trưởng khối"),
        ("Cục Thuế", ""),
    ]


def test_next_year_s_deputy_signs_second():
    season = make_whole_season()
    third = season.memberships.get(position=3).agency
    make_office(season, OfficeRole.DEPUTY, third, term=Term.NEXT.value)

    grid = [cell.agency for row in covenant(season).grid for cell in row]

    assert grid == ["Sở Nội vụ", "Kho bạc Nhà nước", "Cục Thuế"]


def test_the_officers_of_the_old_year_sign_where_no_others_are_known():
    season = make_whole_season()
    Office.objects.filter(term=Term.NEXT.value).delete()

    grid = [(cell.agency, cell.office) for row in covenant(season).grid for cell in row]

    assert grid == [
        ("Cục Thuế", "Trưởng khối năm 2022"),
        ("Sở Nội vụ", "Phó Trưởng khối năm 2022"),
        ("Kho bạc Nhà nước", ""),
    ]


def test_a_member_that_was_away_keeps_its_cell():
    cells = {cell.agency: cell for cell in covenant(make_whole_season()).cells}

    assert cells["Kho bạc Nhà nước"].absent_note == "Vắng mặt (đi công tác)"
    assert cells["Cục Thuế"].absent_note == ""


def test_who_came_for_a_member_signs_in_the_capacity_of_the_own_office():
    season = make_whole_season()
    third = season.memberships.get(position=3).agency
    rows = Attendance.objects.filter(meeting__season=season)
    rows.filter(agency=third).update(
        present=True, absence_reason="", representative="Phó Giám đốc Kho bạc Nhà nước"
    )
    rows.exclude(agency=third).update(representative="Cục trưởng")

    cells = {cell.agency: cell.block for cell in covenant(season).cells}

    assert cells["Kho bạc Nhà nước"].capacity == "KT. Giám đốc"
    assert cells["Kho bạc Nhà nước"].position == "Phó Giám đốc"
    assert (cells["Cục Thuế"].capacity, cells["Cục Thuế"].position) == ("", "Cục trưởng")


def test_a_deputy_who_came_signs_for_the_head_of_the_bloc_too():
    season = make_whole_season()
    head = season.offices.get(term=Term.NEXT.value).agency
    season.offices.filter(term=Term.NEXT.value).update(
        person_title="Giám đốc", person_name="Họ Tên"
    )
    meeting = season.meetings.get()
    Attendance.objects.create(meeting=meeting, agency=head, representative="Phó Giám đốc")

    cell = covenant(season).grid[0][0]

    assert (cell.office, cell.block.capacity) == ("Trưởng khối", "KT. Giám đốc")
    assert (cell.block.position, cell.block.name) == ("Phó Giám đốc", "")


def test_only_guests_who_witnessed_sign_as_witnesses():
    season = make_whole_season()

    assert [cell.agency for cell in covenant(season).witnesses] == ["Chủ tịch Liên đoàn Lao động"]

    GuestDuty.objects.filter(role="witnesses").delete()
    assert covenant(season).witnesses == ()


def test_an_unknown_signing_day_is_left_to_be_written_by_hand():
    season = make_whole_season()
    season.meetings.update(held_on=None, place="")

    paper = covenant(season)

    assert (paper.signed_on, paper.letterhead.date, paper.venue) == ("", "", "")


def test_targets_come_from_the_season_of_the_year_itself():
    season = make_whole_season()
    agencies = [member.agency for member in season.memberships.order_by("position")]
    following = make_season(bloc=season.bloc, cycle=make_cycle(label="2023"), members=agencies)
    registration = Registration.objects.create(season=following, agency=agencies[1])
    RegistrationItem.objects.create(
        registration=registration,
        position=1,
        kind="target",
        content="Thu ngân sách",
        unit="tỷ đồng",
        planned_value=Decimal("9000.5"),
    )
    RegistrationItem.objects.create(
        registration=registration, position=2, kind="title", content="Cờ thi đua của tỉnh"
    )
    RegistrationItem.objects.create(
        registration=registration, position=3, kind="building", content="Đảng bộ trong sạch"
    )

    (row,) = covenant(season).targets.rows

    assert (row.agency, row.target, row.title) == (
        "Sở Nội vụ",
        "Thu ngân sách: 9.000,5 tỷ đồng; Đảng bộ trong sạch",
        "Cờ thi đua của tỉnh",
    )


def test_targets_of_the_old_year_are_not_promised_again():
    season = make_whole_season()
    agency = season.memberships.get(position=1).agency
    registration = Registration.objects.create(season=season, agency=agency)
    RegistrationItem.objects.create(
        registration=registration, position=1, kind="target", content="Chỉ tiêu năm cũ"
    )

    assert covenant(season).targets.rows == ()


def test_a_season_that_was_only_opened_prints_its_own_year():
    conference = make_whole_season(label="2022")
    agencies = [member.agency for member in conference.memberships.order_by("position")]
    season = make_season(
        bloc=conference.bloc,
        cycle=make_cycle(label="2023"),
        members=agencies,
        head=agencies[1],
        stage=Stage.COVENANT,
    )
    Registration.objects.create(season=season, agency=agencies[0])

    paper = covenant(season)

    assert paper.cycle == "2023"
    assert paper.emulation == ("Nhiệm vụ 1.",)
    assert paper.grid[0][0].agency == "Sở Nội vụ"
    assert [row.agency for row in paper.targets.rows] == ["Cục Thuế"]


def test_a_conference_of_samples_or_of_another_year_does_not_speak():
    agencies = make_bloc_year(2)[1]
    bloc = make_bloc()
    for label, is_sample in (("2021", False), ("2022", True)):
        season = make_season(
            bloc=bloc, cycle=make_cycle(label=label), members=agencies, is_sample=is_sample
        )
        NextTask.objects.create(season=season, position=1, text=f"Nêu năm {label}.")
    season = make_season(bloc=bloc, cycle=make_cycle(label="2023"), members=agencies)

    assert covenant(season).emulation == ()


def test_of_earlier_conferences_the_last_one_speaks():
    agencies = make_bloc_year(2)[1]
    bloc = make_bloc()
    for label in ("2020", "2021", "2022"):
        season = make_season(bloc=bloc, cycle=make_cycle(label=label), members=agencies)
        NextTask.objects.create(season=season, position=1, text=f"Nêu năm {label}.")
    season = make_season(bloc=bloc, cycle=make_cycle(label="2023"), members=agencies)

    assert covenant(season).emulation == ("Nêu năm 2022.",)
