"""The pages on which members register their targets and titles."""

from datetime import date
from decimal import Decimal

import pytest

from blocs.models import Registration
from blocs.states import Stage
from tests.factories import make_bloc_year, make_cycle, make_editor, make_officer
from tests.reports.pages import of_registration, settle_in, told
from tests.reports.registering import REVENUE, kept, register
from tests.reports.year_pages import faults, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    cycle = make_cycle(label="2022")
    season, members = make_bloc_year(3, stage=Stage.REGISTRATION, cycle=cycle)
    return season, members


def test_a_member_registers_in_the_browser_and_changes_it(client, year):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))
    row = {"kind_1": "building", "content_1": " Đảng bộ  trong sạch ", "note_1": "cả năm"}
    sent = filled(
        client.get(of_registration(season, own)),
        registered_on="05/02/2022",
        content_0="Thu ngân sách",
        unit_0="tỷ đồng",
        planned_value_0="1.234,5",
        **row,
        kind_3="title",
        content_3="Cờ thi đua của tỉnh",
        order_3="1",
    )

    saved = client.post(of_registration(season, own), sent)

    assert told(saved) == f"Đã lưu bản đăng ký thi đua của {own.name}."
    assert kept(own) == [
        ("title", "Cờ thi đua của tỉnh", "", None, ""),
        ("target", "Thu ngân sách", "tỷ đồng", Decimal("1234.5"), ""),
        ("building", "Đảng bộ trong sạch", "", None, "cả năm"),
    ]
    assert Registration.objects.get().registered_on == date(2022, 2, 5)
    again = client.get(of_registration(season, own))
    assert again.context["form"]["planned_value_1"].value() == "1234,5"
    gone = filled(again, content_0="", planned_value_1="")
    assert client.post(of_registration(season, own), gone).status_code == 302
    assert [content for _, content, *_ in kept(own)] == ["Thu ngân sách", "Đảng bộ trong sạch"]
    assert Registration.objects.get().version == 2


def test_the_list_says_who_registered_how_much_and_when(client, year):
    season, (head, other, own) = year
    register(season, head)
    settle_in(client, make_editor(own))

    shown = client.get(of_registration(season))

    page = shown.content.decode()
    assert "Đã đăng ký: 1/3 đơn vị." in page
    assert "01/02/2022" in page
    rows = [(row.name, row.count, bool(row.verdict)) for row in shown.context["rows"]]
    assert rows == [(head.name, 2, False), (other.name, 0, False), (own.name, 0, True)]
    assert f'href="{of_registration(season, head)}">Xem<' in page
    assert f'href="{of_registration(season, own)}">Đăng ký<' in page
    assert f'href="{of_registration(season, other)}"' not in page


def test_who_comes_second_is_told_and_keeps_what_was_typed(client, year):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))
    sent = filled(client.get(of_registration(season, own)), content_0="Của tôi")
    register(season, own)

    refused = client.post(of_registration(season, own), sent)

    assert refused.status_code == 409
    page = refused.content.decode()
    assert "vừa được thay đổi" in page
    assert "<td>Thu ngân sách</td>" in page  # what the other saved, beside what is typed
    assert f'href="{of_registration(season, own)}" target="_blank"' in page
    assert "Của tôi" in page
    assert [content for _, content, *_ in kept(own)] == ["Thu ngân sách", "Đảng bộ trong sạch"]


@pytest.mark.parametrize(
    ("changes", "box", "said"),
    [
        ({"planned_value_0": "8.841"}, "planned_value_0", "phải là số"),
        ({"note_0": "cả năm"}, "content_0", "cần ghi nội dung"),
        ({"content_0": "x" * 501}, "content_0", "dài quá 500"),
        ({"content_0": "x", "kind_0": "wish"}, "kind_0", "không có trong danh sách"),
        ({"registered_on": "hôm qua"}, "registered_on", "ngày/tháng/năm"),
        ({"registered_on": "31/12/2020", "content_0": "x"}, "registered_on", "01/01/2021, một năm"),
        ({"registered_on": "28/12/2199", "content_0": "x"}, "registered_on", "sau ngày hôm nay"),
        ({}, "__all__", "ít nhất một nội dung"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_saved(client, year, changes, box, said):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))

    refused = client.post(
        of_registration(season, own), filled(client.get(of_registration(season, own)), **changes)
    )

    assert refused.status_code == 422
    assert said in faults(refused)[box][0]
    assert said in refused.content.decode()
    assert refused.content.decode().count("is-invalid") == sum(
        name.endswith("_0") for name in faults(refused)
    )
    assert not Registration.objects.exists()


def test_others_read_and_do_not_write(client, year):
    season, (head, _, own) = year
    register(season, own)
    for user in (make_editor(head), make_officer(season.bloc)):
        settle_in(client, user)
        seen = client.get(of_registration(season, own))
        assert "Chỉ người của đơn vị" in seen.content.decode()
        assert "<td>Thu ngân sách</td>" in seen.content.decode()
        assert "Ngày đăng ký: 01/02/2022" in seen.content.decode()
        assert "<textarea" not in seen.content.decode()
        refused = client.post(of_registration(season, own), filled(seen, content_0="Khác"))
        assert refused.status_code == 403
        assert "<fieldset disabled>" in refused.content.decode()  # what was typed can be copied
        assert "Lưu bản đăng ký" not in refused.content.decode()
    assert "Chỉ người của đơn vị" in client.get(of_registration(season)).content.decode()
    assert [content for _, content, *_ in kept(own)] == ["Thu ngân sách", "Đảng bộ trong sạch"]


def test_out_of_its_time_a_registration_is_read_only(client, year):
    season, (_, _, own) = year
    register(season, own)
    settle_in(client, make_editor(own))
    sent = filled(client.get(of_registration(season, own)), content_0="Khác")
    type(season).objects.update(stage=Stage.RUNNING)

    for page in (of_registration(season), of_registration(season, own)):
        assert "Chỉ đăng ký thi đua ở bước" in client.get(page).content.decode()
    assert client.post(of_registration(season, own), sent).status_code == 403
    assert kept(own)[0][1] == "Thu ngân sách"


def test_what_i_may_not_see_does_not_exist(client, year):
    season, (_, _, own) = year
    _, (stranger, *_) = make_bloc_year(3)
    settle_in(client, make_editor(own))
    assert client.get(of_registration(season, stranger)).status_code == 404
    settle_in(client, make_editor(stranger))
    assert client.get(of_registration(season, own)).status_code == 404
    assert client.get(of_registration(season)).status_code == 404


def test_the_page_of_the_season_and_its_record_lead_there(client, year):
    season, (_, _, own) = year
    settle_in(client, make_editor(own))

    for address in (season.get_absolute_url(), f"{season.get_absolute_url()}ho-so/"):
        assert f'href="{of_registration(season)}"' in client.get(address).content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_many_members_and_items_cost_no_more(client, django_assert_num_queries, size):
    cycle = make_cycle(label="2022")
    season, members = make_bloc_year(size, stage=Stage.REGISTRATION, cycle=cycle)
    for member in members:
        register(season, member, *[REVENUE] * size)
    settle_in(client, make_editor(members[0]))

    # session, user, appointments, season, members, registrations
    with django_assert_num_queries(6):
        client.get(of_registration(season))
    # session, user, appointments, season, member, registration, items, the paper in force
    with django_assert_num_queries(8):
        client.get(of_registration(season, members[0]))
