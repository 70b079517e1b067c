"""What one member registered for the year, as a paper."""

import re
from datetime import date
from decimal import Decimal

import pytest

from blocs.models import Movement, Registration, RegistrationItem, Season
from blocs.states import AgencyLevel
from reports.gather import gather_enrolment
from reports.papers import fingerprint
from reports.render.pdf import paper_html
from reports.states import DocumentKind
from reports.subjects import subjects_of
from tests.factories import make_bloc, make_bloc_year, make_cycle, make_province, make_season
from tests.reports.issuing import issue, ready_draft, season_of_2022

pytestmark = pytest.mark.django_db


def registered(season, agency, **fields) -> Registration:
    row = Registration.objects.create(season=season, agency=agency, **fields)
    items = [
        {"kind": "target", "content": "Thu ngân sách", "unit": "tỷ đồng", "planned_value": "10500"},
        {"kind": "target", "content": "Không có đơn thư vượt cấp", "note": "cả năm"},
        {"kind": "title", "content": "Cờ thi đua của tỉnh"},
    ]
    for position, item in enumerate(items, start=1):
        value = Decimal(item.pop("planned_value")) if "planned_value" in item else None
        RegistrationItem.objects.create(
            registration=row, position=position, planned_value=value, **item
        )
    return row


def paper_of(season, agency):
    return gather_enrolment(Season.objects.with_names().get(pk=season.pk), agency.code)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("tập thể", "2", ("2", "", "")),
        ("cá nhân", "15", ("", "15", "")),
        ("lượt", "3", ("", "", "3 lượt")),
        ("", None, ("", "", "")),
    ],
)
def test_a_title_says_for_how_many_collectives_or_persons(unit, value, shown):
    season, members = make_bloc_year(2)
    row = Registration.objects.create(season=season, agency=members[1])
    RegistrationItem.objects.create(
        registration=row,
        position=1,
        kind="title",
        content="Bằng khen",
        unit=unit,
        planned_value=Decimal(value) if value else None,
    )

    (title,) = paper_of(season, members[1]).titles

    assert (title.collectives, title.persons, title.note) == shown


def add_movement(season, name, term="current", position=1):
    Movement.objects.create(
        season=season, position=position, term=term, name=name, launched_by="province"
    )


def test_the_paper_holds_targets_with_unit_and_plan_and_the_titles():
    season, members = make_bloc_year(3)
    registered(season, members[2], registered_on=date(2022, 3, 5))
    add_movement(season, "“Cả nước chung sức vì người nghèo”")

    paper = paper_of(season, members[2])

    (group,) = paper.targets
    assert (group.heading, group.before) == ("", 0)
    assert [(one.content, one.unit, one.plan, one.note) for one in group.rows] == [
        ("Thu ngân sách", "tỷ đồng", "10.500", ""),
        ("Không có đơn thư vượt cấp", "", "", "cả năm"),
    ]
    assert [one.title for one in paper.titles] == ["Cờ thi đua của tỉnh"]
    assert [(one.name, one.launched_by) for one in paper.movements] == [
        ("“Cả nước chung sức vì người nghèo”", "tỉnh")
    ]
    assert paper.letterhead.date == "ngày 05 tháng 3 năm 2022"
    assert paper.agency == paper.letterhead.issuing_org == members[2].name
    assert paper.addressees[0] == f"Đơn vị Trưởng khối ({season.bloc.name})"


def test_targets_of_the_tasks_and_of_building_the_party_are_told_apart():
    season, members = make_bloc_year(2)
    row = registered(season, members[1])
    RegistrationItem.objects.create(
        registration=row, position=4, kind="building", content="Đảng bộ trong sạch"
    )

    paper = paper_of(season, members[1])

    assert [(one.heading, one.before) for one in paper.targets] == [
        ("1. Chỉ tiêu thực hiện nhiệm vụ chính trị", 0),
        ("2. Chỉ tiêu xây dựng Đảng, chính quyền, đoàn thể", 2),
    ]
    assert [[target.content for target in one.rows] for one in paper.targets] == [
        ["Thu ngân sách", "Không có đơn thư vượt cấp"],
        ["Đảng bộ trong sạch"],
    ]
    assert paper.table_rows == 6
    html = paper_html(paper)
    for number, content in enumerate(("Thu", "Không có", "Đảng bộ"), start=1):
        assert re.search(rf'<td class="centre">{number}</td>\s*<td>{content}', html)
    assert html.count("1. Chỉ tiêu thực hiện nhiệm vụ chính trị</th>") == 1


def test_one_kind_of_targets_alone_has_no_heading():
    season, members = make_bloc_year(2)
    row = Registration.objects.create(season=season, agency=members[1])
    RegistrationItem.objects.create(
        registration=row, position=1, kind="building", content="Đảng bộ trong sạch"
    )

    paper = paper_of(season, members[1])

    assert [(one.heading, one.before) for one in paper.targets] == [("", 0)]
    assert "promised-kind" not in paper_html(paper)


def test_before_the_season_has_movements_those_agreed_on_the_year_before_count():
    bloc = make_bloc()
    earlier = make_season(bloc=bloc, cycle=make_cycle(label="2021"))
    season, members = make_bloc_year(2, bloc=bloc, cycle=make_cycle(label="2022"))
    registered(season, members[1])
    add_movement(earlier, "Của năm 2021")
    add_movement(earlier, "Cho năm 2022", term="next", position=2)

    assert [one.name for one in paper_of(season, members[1]).movements] == ["Cho năm 2022"]


@pytest.mark.parametrize("other", [{"label": "2020"}, {"label": "2021", "is_sample": True}])
def test_movements_of_another_year_or_of_a_sample_are_not_promised(other):
    bloc = make_bloc()
    cycle = make_cycle(label=other["label"])
    earlier = make_season(bloc=bloc, cycle=cycle, is_sample=other.get("is_sample", False))
    season, members = make_bloc_year(2, bloc=bloc, cycle=make_cycle(label="2022"))
    registered(season, members[1])
    add_movement(earlier, "Cho năm sau", term="next")

    assert paper_of(season, members[1]).movements == ()


def test_a_day_that_nobody_noted_stays_blank():
    season, members = make_bloc_year(2)
    registered(season, members[1])

    paper = paper_of(season, members[1])

    assert (paper.letterhead.date, paper.movements) == ("", ())
    assert dict(paper.numbers) == {"targets": "I", "titles": "II"}


@pytest.mark.parametrize(
    ("level", "parent"),
    [(AgencyLevel.PROVINCIAL, "ỦY BAN NHÂN DÂN TỈNH"), (AgencyLevel.CENTRAL, "")],
)
def test_the_body_above_is_printed_where_it_is_known(level, parent):
    season, members = make_bloc_year(2)
    members[1].level = level.value
    members[1].province = make_province(letterhead="ỦY BAN NHÂN DÂN TỈNH", place="Huế")
    members[1].save()
    registered(season, members[1])

    head = paper_of(season, members[1]).letterhead

    assert (head.parent_org, head.place) == (parent, "Huế")


def test_a_member_has_its_paper_once_it_has_registered():
    season, members = make_bloc_year(3)
    registered(season, members[2])

    found = subjects_of(season, DocumentKind.ENROLMENT.value)

    assert [(one.agency_id, one.ready.reason) for one in found] == [
        (members[0].pk, "đơn vị chưa đăng ký thi đua"),
        (members[1].pk, "đơn vị chưa đăng ký thi đua"),
        (members[2].pk, ""),
    ]


def test_the_same_registration_gives_the_same_paper():
    season, members = make_bloc_year(2)
    registered(season, members[1])
    paper = paper_of(season, members[1])

    assert fingerprint(paper_of(season, members[1])) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("size", [1, 3])
def test_a_long_registration_costs_no_more_queries(size, django_assert_num_queries):
    season, members = make_bloc_year(2)
    row = registered(season, members[1])
    for number in range(size):
        add_movement(season, f"Phong trào {number}", position=number + 1)
        RegistrationItem.objects.create(
            registration=row, position=10 + number, kind="target", content="Chỉ tiêu"
        )
    season = Season.objects.with_names().get(pk=season.pk)

    RegistrationItem.objects.create(
        registration=row, position=99, kind="building", content="Chỉ tiêu"
    )
    # registration with its agency, member's name, items, movements
    with django_assert_num_queries(4):
        gather_enrolment(season, members[1].code)


def test_a_registration_of_the_year_before_is_issued_on_the_day_that_it_tells():
    season, (_, member) = season_of_2022()
    registered(season, member, registered_on=date(2021, 12, 28))
    draft = ready_draft(season, DocumentKind.ENROLMENT, member.code)

    line = issue(draft, number=None, symbol="", issued_on=date(2021, 12, 28))

    assert (line.year, line.reference) == (2021, "ngày 28/12/2021")
