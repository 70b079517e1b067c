"""The province's pages of criteria tables: list, one table, and the steps of its life."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring.models import CriteriaTable
from scoring.states import CriterionKind, TableState
from tests.factories import (
    assign,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_season,
    make_table,
)
from tests.scoring.amending import amended
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("scoring:table-list")


def page_of(table, name="detail"):
    return reverse(f"scoring:table-{name}", args=[table.pk])


def titles(page):
    return [row.record.title for row in page.context["table"].page.object_list]


@pytest.fixture
def province():
    return make_province(name="Tây Ninh")


@pytest.fixture
def officer(client, province):
    user = make_officer(province=province)
    sign_in(client, user)
    return user


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_table_and_for_three(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        assign(make_season(), make_table(province=make_province(), cycle=make_cycle()))
    sign_in(client, make_officer())

    # session, user, appointments, how many, the rows; the filter's cycles
    with django_assert_num_queries(6):
        page = client.get(LIST)

    assert len(titles(page)) == count
    assert page.context["table"].page.object_list[0].record.leaf_count == 5
    assert page.context["table"].page.object_list[0].record.season_count == 1


def test_a_manager_sees_the_tables_of_the_province_and_published_shared_ones(
    client, officer, province
):
    make_table(title="Của tỉnh", province=province, published=False)
    make_table(title="Dùng chung")
    make_table(title="Dùng chung, dự thảo", published=False)
    foreign = make_table(title="Tỉnh khác", province=make_province())

    page = client.get(LIST)

    assert sorted(titles(page)) == ["Của tỉnh", "Dùng chung"]
    assert client.get(page_of(foreign)).status_code == 404


def test_the_list_is_filtered_sorted_and_found_again(client, officer, province):
    for name, state in (("Bảng B", "closed"), ("Bảng A", "published"), ("Khác", "published")):
        table = make_table(title=name, province=province)
        CriteriaTable.objects.filter(pk=table.pk).update(state=state)

    page = client.get(LIST, {"ten": "bảng", "sort": "title"})
    closed = client.get(LIST, {"trang_thai": "closed"})

    assert titles(page) == ["Bảng A", "Bảng B"]
    assert titles(closed) == ["Bảng B"]
    assert "tro-ve=%2Fbang-tieu-chi%2F%3Ften%3D" in page.content.decode()


def test_members_have_no_list_and_no_pages(client):
    season, agencies = make_bloc_year(2)
    table = assign(season).table
    sign_in(client, make_editor(agencies[0]))

    assert titles(client.get(LIST)) == []
    for name in ("detail", "edit", "publish", "close", "delete", "amend", "clone"):
        assert client.get(page_of(table, name)).status_code == 404


@pytest.mark.parametrize("leaves", [1, 3])
def test_one_table_costs_the_same_for_one_criterion_and_for_three(
    client, django_assert_num_queries, leaves
):
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    table = make_table(nodes)
    sign_in(client, make_officer())

    # session, user, appointments, table; tree, versions, clones, seasons; seasons without one
    with django_assert_num_queries(9):
        page = client.get(page_of(table))

    assert len(page.context["facts"].rows) == leaves


def test_a_table_tells_its_formulas_and_rules_in_words(client, officer, province):
    nodes = [("I", CriterionKind.GROUP, "10"), ("I.1", CriterionKind.COUNT, "10")]
    table = make_table(
        nodes,
        province=province,
        changes={"I.1": {"rule": {"points_each": "0.5"}, "unit": "mô hình"}},
        rules={
            "rank_by": "share",
            "ties": [{"kind": "higher_group", "key": "I"}],
            "bands": [{"code": "a", "label": "Xuất sắc", "total_share": "0.9"}],
            "conditions": [
                {
                    "code": "k",
                    "label": "Có vi phạm",
                    "kind": "declared",
                    "effect": "deduct",
                    "points": "2.5",
                    "source": "Điều 5",
                }
            ],
        },
    )

    text = text_of(client.get(page_of(table)))

    assert "0,5 điểm" in text
    assert "Khi bằng điểm thì xét lần lượt" in text
    assert "Xuất sắc từ 90% trở lên" in text
    assert "Đề nghị xem lại trước khi ban hành bản sửa đổi: " in text
    assert "kết quả dưới 90% không thuộc loại nào" in text
    assert "Có vi phạm" in text
    assert "Trừ điểm 2,5 Điều 5" in text


def test_a_version_tells_what_it_changes_and_which_seasons_wait_for_it(client, officer, province):
    bloc = make_bloc(province=province)
    season = make_season(bloc=bloc)
    first = assign(season, make_table(province=province)).table
    second = amended(first, changes={"I.1": {"label": "Viết lại"}})

    text = text_of(client.get(page_of(second)))
    page = client.get(page_of(first))

    assert "Viết lại" in text
    assert f"Áp dụng bản {second.number}" in text_of(page)
    assert "Lập bản sửa đổi" not in text_of(page)


def test_a_draft_is_corrected(client, officer, province):
    table = make_table(province=province, published=False)
    sent = {"title": "Tên mới", "issued_by": "UBND", "decision": "Số 1", "seen_version": 1}

    page = client.post(page_of(table, "edit"), sent)
    stale = client.post(page_of(table, "edit"), sent | {"title": "Khác"})
    empty = client.post(page_of(table, "edit"), sent | {"title": ""})

    assert page.url == page_of(table)
    assert (stale.status_code, empty.status_code) == (409, 422)
    assert "vừa được người khác sửa" in text_of(stale)
    assert CriteriaTable.objects.get().title == "Tên mới"


def test_a_draft_is_published_by_the_word(client, officer, province):
    table = make_table(province=province, published=False)

    asked = client.get(page_of(table, "publish"))
    wrong = client.post(page_of(table, "publish"), {"seen_version": 1, "confirmation": "OK"})
    done = client.post(page_of(table, "publish"), {"seen_version": 1, "confirmation": "ban hành"})

    assert "5 tiêu chí chấm điểm, thang 100 điểm" in text_of(asked)
    assert wrong.status_code == 422
    assert done.url == page_of(table)
    assert CriteriaTable.objects.get().state == TableState.PUBLISHED


def test_a_draft_with_faults_cannot_be_published_and_the_page_names_them(client, officer, province):
    table = make_table(province=province, published=False)
    table.criteria.filter(key="I.1").update(max_points=41)

    page = client.get(page_of(table, "publish"))

    assert "Nhóm I tối đa 60 điểm" in text_of(page)
    assert "disabled" in page.content.decode()


def test_a_published_table_is_closed_and_its_seasons_are_counted(client, officer, province):
    table = make_table(province=province)
    assign(make_season(), table)

    asked = client.get(page_of(table, "close"))
    client.post(page_of(table, "close"), {"seen_version": 1, "confirmation": "KẾT THÚC"})

    assert "1 năm thi đua đang dùng bảng này" in text_of(asked)
    assert CriteriaTable.objects.get().state == TableState.CLOSED


def test_a_draft_is_deleted_by_the_word(client, officer, province):
    table = make_table(province=province, published=False)

    done = client.post(page_of(table, "delete"), {"seen_version": 1, "confirmation": "XÓA"})

    assert done.url == LIST
    assert not CriteriaTable.objects.exists()


def test_a_published_table_is_not_deleted(client, officer, province):
    table = make_table(province=province)

    page = client.post(page_of(table, "delete"), {"seen_version": 1, "confirmation": "XÓA"})

    assert page.status_code == 422
    assert "không còn là dự thảo" in text_of(page)
    assert CriteriaTable.objects.exists()


def test_an_amendment_is_drafted_from_the_page(client, officer, province):
    table = make_table(province=province)

    done = client.post(page_of(table, "amend"), {"seen_version": 1})
    again = client.post(page_of(table, "amend"), {"seen_version": 1})

    draft = CriteriaTable.objects.get(amends=table)
    assert done.url == page_of(draft)
    assert again.status_code == 422
    assert "đã có bản sửa đổi" in text_of(again)


def test_a_table_is_cloned_from_the_page(client, officer, province):
    table = make_table()
    sent = {"title": "Năm sau", "code": "nam-sau", "cycle": "2026-2027"}

    done = client.post(page_of(table, "clone"), sent)
    again = client.post(page_of(table, "clone"), sent)

    copy = CriteriaTable.objects.get(cloned_from=table)
    assert done.url == page_of(copy)
    assert (copy.cycle.label, copy.province) == ("2026-2027", province)
    assert AuditEvent.objects.get(action="cycle.add").actor == officer
    assert again.status_code == 422
    assert "Đã có bảng tiêu chí mang mã nam-sau" in text_of(again)


def test_a_clone_for_a_year_that_is_none_is_refused_at_its_field(client, officer):
    table = make_table()

    sent = {"title": "Năm sau", "code": "nam-sau", "cycle": "2026-2028"}
    page = client.post(page_of(table, "clone"), sent)

    assert page.status_code == 422
    assert "Chưa có năm thi đua “2026-2028”" in text_of(page)
    assert 'value="2026-2028"' in page.content.decode()
    assert CriteriaTable.objects.count() == 1


def test_a_shared_table_is_read_and_cloned_but_not_decided_about(client, officer):
    table = make_table()

    page = client.get(page_of(table))
    refused = client.post(page_of(table, "close"), {"seen_version": 1, "confirmation": "KẾT THÚC"})

    assert "dùng chung chỉ do người quản lý toàn hệ thống" in text_of(page)
    assert "Nhân bản cho năm khác" in text_of(page)
    assert "Kết thúc áp dụng" not in text_of(page)
    assert refused.status_code == 403
    assert not AuditEvent.objects.filter(action="table.close").exists()


def test_the_page_of_a_table_leads_to_the_seasons_that_have_none(client, officer, province):
    bloc = make_bloc(province=province, name="Khối Tổng hợp")
    make_season(bloc=bloc)
    make_season(bloc=bloc, stage=Stage.CLOSED)
    make_season(bloc=make_bloc(province=make_province()))
    table = make_table(province=province)

    waiting = client.get(page_of(table)).context["waiting"]

    assert [season.bloc for season in waiting] == [bloc]


def test_everybody_finds_the_tables_in_the_menu_of_every_page(client, officer, province):
    link = f'href="{LIST}"'
    pages = [reverse("reports:home"), reverse("reports:overview"), LIST, reverse("awards:front")]

    assert all(link in client.get(page).content.decode() for page in pages)
    sign_in(client, make_editor(make_bloc_year()[1][0]))
    assert all(link in client.get(page).content.decode() for page in pages)
