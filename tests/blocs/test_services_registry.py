from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Agency, AgencyName, Bloc, Cycle, Province
from blocs.states import AgencyLevel, BlocKind, CycleKind
from tests.factories import (
    make_agency,
    make_approver,
    make_cycle,
    make_officer,
    make_province,
    make_season,
)

pytestmark = pytest.mark.django_db

PROVINCE = {"code": "tay-ninh", "name": "Tây Ninh", "letterhead": "UBND TỈNH", "place": "Tây Ninh"}
CYCLE = {
    "label": "2025-2026",
    "kind": CycleKind.SCHOOL_YEAR,
    "starts_on": date(2025, 9, 1),
    "ends_on": date(2026, 8, 31),
}


def agency_values(**changes):
    values = {
        "code": "cuc-thue",
        "name": "Cục Thuế",
        "short_name": "Thuế",
        "level": AgencyLevel.CENTRAL,
        "province": None,
    }
    return {**values, **changes}


def bloc_values(**changes):
    values = {"code": "khoi-1", "kind": BlocKind.KHOI, "name": "Khối 1", "province": None}
    return {**values, "aliases": ["Khối A", "Khối B"], **changes}


def test_a_province_said_twice_is_one_province_and_one_line():
    first = services.ensure_province(**PROVINCE, actor=None)
    second = services.ensure_province(**PROVINCE, actor=None)

    assert first == second
    assert Province.objects.count() == 1
    line = AuditEvent.objects.get()
    assert (line.action, line.before) == ("province.add", {})
    assert line.after == {
        "name": "Tây Ninh",
        "letterhead": "UBND TỈNH",
        "letterhead_by": "head_agency",
        "place": "Tây Ninh",
    }


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("name", "tên"),
        ("letterhead", "tên cơ quan chủ quản ở đầu văn bản"),
        ("place", "địa danh"),
        ("letterhead_by", "văn bản mang tên đơn vị trưởng hay tên khối, cụm"),
    ],
)
def test_a_province_that_differs_is_refused_with_the_field_named(field, named):
    services.ensure_province(**PROVINCE, actor=None)

    with pytest.raises(Refused, match=f"khác về {named}: "):
        services.ensure_province(**{**PROVINCE, field: "bloc"}, actor=None)

    assert Province.objects.filter(**PROVINCE).count() == 1
    assert AuditEvent.objects.count() == 1


def test_an_agency_said_twice_is_one_agency():
    province = make_province()

    first = services.ensure_agency(**agency_values(province=province), actor=None)
    second = services.ensure_agency(**agency_values(province=province), actor=None)

    assert first == second == Agency.objects.get()
    assert AuditEvent.objects.get().after["province"] == province.code


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": "Sở Thuế"}, "tên"),
        ({"short_name": "CT"}, "tên ngắn"),
        ({"level": AgencyLevel.PROVINCIAL}, "cấp"),
    ],
)
def test_an_agency_that_differs_is_refused(change, named):
    services.ensure_agency(**agency_values(), actor=None)

    with pytest.raises(Refused, match=f"khác về {named}: "):
        services.ensure_agency(**agency_values(**change), actor=None)

    assert AuditEvent.objects.count() == 1


def test_an_agency_of_another_province_is_refused():
    services.ensure_agency(**agency_values(), actor=None)

    with pytest.raises(Refused, match="khác về tỉnh: đang ghi để trống, không phải “Tỉnh 7”"):
        services.ensure_agency(**agency_values(province=make_province(name="Tỉnh 7")), actor=None)


def test_a_name_the_agency_bore_before_is_its_own_name():
    agency = make_agency(code="cuc-thue", short_name="Thuế", level="central")
    AgencyName.objects.create(agency=agency, name="Cục Thuế", valid_to=date(2025, 3, 1))

    assert services.ensure_agency(**agency_values(), actor=None) == agency


def test_a_bloc_keeps_its_other_names_in_order():
    bloc = services.ensure_bloc(**bloc_values(), actor=None)

    assert services.ensure_bloc(**bloc_values(), actor=None) == bloc == Bloc.objects.get()
    assert [alias.name for alias in bloc.aliases.all()] == ["Khối A", "Khối B"]
    assert AuditEvent.objects.get().after["aliases"] == ["Khối A", "Khối B"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": "Khối 2"}, "tên"),
        ({"kind": BlocKind.CUM}, "loại"),
        ({"aliases": ["Khối B"]}, "các tên gọi khác"),
        ({"is_sample": True}, "dấu dữ liệu mẫu"),
    ],
)
def test_a_bloc_that_differs_is_refused(change, named):
    services.ensure_bloc(**bloc_values(), actor=None)

    with pytest.raises(Refused, match=f"khác về {named}: "):
        services.ensure_bloc(**bloc_values(**change), actor=None)


def test_a_school_year_is_a_cycle():
    cycle = services.ensure_cycle(**CYCLE, actor=None)

    assert services.ensure_cycle(**CYCLE, actor=None) == cycle == Cycle.objects.get()
    assert AuditEvent.objects.get().after["starts_on"] == "2025-09-01"


@pytest.mark.parametrize(
    "label", ["2025/2026", "2022/..", "..", "2021?x", "2021#a", "%2e", "-2022", "2022\n", "năm", ""]
)
def test_a_label_that_no_address_carries_opens_no_cycle(label):
    with pytest.raises(Invalid) as refusal:
        services.ensure_cycle(**{**CYCLE, "label": label}, actor=None)

    assert refusal.value.field == "label"
    assert not Cycle.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("label", ["2022", "2025-2026", "2026-HK1"])
def test_the_season_of_a_cycle_has_an_address(label):
    cycle = services.ensure_cycle(**{**CYCLE, "label": label}, actor=None)

    assert label in make_season(cycle=cycle).get_absolute_url()


def test_a_year_that_nobody_opened_is_opened_in_the_name_of_who_needs_it():
    officer = make_officer(province=make_province())

    cycle = services.open_cycle(label="2027", actor=officer)

    assert (cycle.starts_on, cycle.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.subject_label) == ("cycle.add", officer, "2027")
    assert event.after["kind"] == "calendar_year"


def test_a_year_that_is_open_is_returned_to_anyone_without_a_line_in_the_audit():
    cycle = make_cycle(label="2027", starts_on=date(2027, 2, 1))

    assert services.open_cycle(label="2027", actor=make_approver(make_agency())) == cycle
    assert not AuditEvent.objects.exists()


def test_a_new_school_year_begins_on_the_day_of_the_latest_one():
    services.ensure_cycle(**{**CYCLE, "starts_on": date(2025, 8, 15)}, actor=None)

    cycle = services.open_cycle(label="2026-2027", actor=None)

    assert (cycle.kind, cycle.starts_on) == (CycleKind.SCHOOL_YEAR, date(2026, 8, 15))
    assert cycle.ends_on == date(2027, 8, 14)


def test_what_names_no_year_is_not_opened():
    with pytest.raises(Invalid, match="Chưa có năm thi đua “2026-2028”") as refusal:
        services.open_cycle(label="2026-2028", actor=None)

    assert refusal.value.field == "cycle"
    assert not Cycle.objects.exists()


def test_members_open_no_years():
    with pytest.raises(NotAllowed, match="được mở năm thi đua"):
        services.open_cycle(label="2027", actor=make_approver(make_agency()))

    assert not Cycle.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ends_on": date(2025, 9, 1)}, "phải trước"),
        ({"ends_on": date(2026, 8, 30)}, "khác về ngày kết thúc"),
        ({"kind": CycleKind.CALENDAR_YEAR}, "khác về loại"),
    ],
)
def test_a_cycle_that_is_empty_or_differs_is_refused(change, reason):
    services.ensure_cycle(**CYCLE, actor=None)

    with pytest.raises(Refused, match=reason):
        services.ensure_cycle(**{**CYCLE, **change}, actor=None)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"code": "Không dấu"}, "code"), ({"name": "x" * 251}, "name"), ({"name": ""}, "name")],
)
def test_a_value_that_no_column_holds_is_refused(change, field):
    with pytest.raises(Invalid) as refusal:
        services.ensure_bloc(**bloc_values(**change), actor=None)

    assert refusal.value.field == field
    assert not Bloc.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_lists_are_kept_by_the_whole_province_only():
    everything, of_one_province = make_officer(), make_officer(province=make_province())

    services.ensure_cycle(**CYCLE, actor=everything)

    for person in (of_one_province, make_approver(make_agency())):
        with pytest.raises(NotAllowed):
            services.ensure_bloc(**bloc_values(), actor=person)
    assert not Bloc.objects.exists()
