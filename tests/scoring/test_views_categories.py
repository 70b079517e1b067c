"""The categories of the members on their page, and the classes that follow on the others."""

import io

import pytest
from openpyxl import load_workbook

from blocs.models import Membership
from blocs.states import Stage
from scoring.services import freeze_ranking
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import season_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
BANDS = [
    {"code": "dat", "label": "Đạt", "total_points": "80"},
    {"code": "khong", "label": "Không đạt", "total_points": "0"},
    {"code": "dat", "label": "Đạt", "total_points": "60", "category": "Xã miền núi"},
    {"code": "khong", "label": "Không đạt", "total_points": "0", "category": "Xã miền núi"},
]
POINTS = {"I.1": "30", "I.2": "20", "II.1": "20"}


def year(size=3, bands=BANDS, **fields):
    season, agencies = make_bloc_year(size, stage=Stage.BLOC_REVIEW, **fields)
    assign(season, make_table(rules={"bands": bands}))
    for agency in agencies:
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=POINTS)
        score(sheet, POINTS, layer="appraised")
    return season, agencies


def rows_of(season):
    return list(season.memberships.order_by("position"))


def categorise(season, *categories):
    for row, category in zip(rows_of(season), categories, strict=False):
        Membership.objects.filter(pk=row.pk).update(category=category)


def sent(rows, *typed):
    said = zip(rows, typed, strict=False)
    return {
        name: value
        for row, text in said
        for name, value in ((f"{row.pk}-text", text), (f"{row.pk}-seen", row.category))
    }


def test_the_province_saves_all_categories_at_once(client):
    season, _ = year()
    rows = rows_of(season)
    sign_in(client, make_officer(season.bloc))

    answer = client.post(
        season_page("categories", season), sent(rows, "Xã miền núi", "Phường", ""), follow=True
    )

    assert "Đã lưu nhóm của 2 đơn vị." in text_of(answer)
    assert [row.category for row in rows_of(season)] == ["Xã miền núi", "Phường", ""]
    assert value_of(answer, f"{rows[1].pk}-text") == "Phường"
    assert "không có mức riêng cho nhóm “Phường”" in text_of(answer)


def test_a_text_that_is_too_long_names_its_row_and_loses_nothing(client):
    season, _ = year()
    rows = rows_of(season)
    sign_in(client, make_officer(season.bloc))

    answer = client.post(season_page("categories", season), sent(rows, "Phường", "x" * 61))

    assert answer.status_code == 422
    assert "Dài quá 60 ký tự (đang có 61); đề nghị rút gọn." in text_of(answer)
    assert [value_of(answer, f"{row.pk}-text") for row in rows[:2]] == ["Phường", "x" * 61]
    assert [row.category for row in rows_of(season)] == ["", "", ""]


def test_what_another_person_saved_first_is_told_and_the_second_try_knows_it(client):
    season, _ = year()
    rows = rows_of(season)
    categorise(season, "Phường", "Phường", "Xã đảo")
    sign_in(client, make_officer(season.bloc))

    answer = client.post(season_page("categories", season), sent(rows, "Xã miền núi", "Xã", ""))

    assert answer.status_code == 409
    for row in rows[:2]:
        assert f"{row.name}: nhóm đơn vị vừa được người khác ghi là “Phường”" in text_of(answer)
    assert value_of(answer, f"{rows[2].pk}-text") == "Xã đảo"
    assert value_of(answer, f"{rows[0].pk}-text") == "Xã miền núi"
    assert value_of(answer, f"{rows[0].pk}-seen") == "Phường"


def test_a_member_reads_and_is_told_why_it_may_not_write(client):
    season, (head, *_) = year()
    categorise(season, "Xã miền núi")
    sign_in(client, make_approver(head))

    page = client.get(season_page("categories", season))
    refused = client.post(season_page("categories", season), sent(rows_of(season), "Phường"))

    assert "Xã miền núi" in text_of(page)
    assert "Lưu nhóm đơn vị" not in text_of(page)
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(page)
    assert refused.status_code == 403
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text_of(refused)
    assert rows_of(season)[0].category == "Xã miền núi"


def test_the_page_of_another_bloc_does_not_exist_for_me(client):
    season, _ = year()
    sign_in(client, make_officer(make_bloc()))

    assert client.get(season_page("categories", season)).status_code == 404
    assert client.post(season_page("categories", season), {}).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_for_three(
    client, django_assert_num_queries, size
):
    season, _ = year(size)
    sign_in(client, make_officer(season.bloc))

    with django_assert_num_queries(7):  # session, user, standing, season, members, table, sample
        client.get(season_page("categories", season))


def test_classes_by_category_are_told_with_the_category_wherever_they_stand(client):
    season, agencies = year()
    categorise(season, "xã miền núi")
    sign_in(client, make_officer(season.bloc))

    live = text_of(client.get(season_page("ranking", season)))
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    frozen = text_of(client.get(season_page("ranking", season)))
    book = client.get(season_page("matrix-xlsx", season))
    cells = [
        [cell.value for cell in row]
        for row in load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows()
    ]

    for shown in (live, frozen):
        assert "Đạt Theo mức của nhóm đơn vị “Xã miền núi”" in shown
        assert f"{agencies[1].name} Chưa được xếp loại “Đạt”: tổng điểm đạt 70,00 điểm" in shown
    said = {row[1]: [one for one in row if one is not None] for row in cells}
    assert said["Mức xếp loại của nhóm đơn vị"][-3:] == ["Xã miền núi", "mức chung", "mức chung"]


def test_a_changed_category_makes_a_frozen_ranking_outdated(client):
    season, agencies = year()
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    categorise(season, "Xã miền núi")
    sign_in(client, make_editor(agencies[0]))

    assert "không còn khớp với điểm hiện nay" in text_of(client.get(season_page("ranking", season)))


def test_categories_that_do_not_meet_are_told_before_the_ranking_is_frozen(client):
    season, _ = year()
    sign_in(client, make_officer(season.bloc))

    before = text_of(client.get(season_page("ranking", season)))
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    after = text_of(client.get(season_page("ranking", season)))

    assert "Đề nghị xem lại trước khi chốt: Xếp loại: không đơn vị nào thuộc nhóm" in before
    assert "không đơn vị nào thuộc nhóm" not in after


def test_the_table_shows_the_classes_of_each_category_together(client):
    season, _ = year()
    table = season.season_table.table
    sign_in(client, make_officer())

    shown = text_of(client.get(table.get_absolute_url()))

    assert "Các đơn vị còn lại Đạt từ 80 điểm trở lên – Các đơn vị còn lại Không đạt" in shown
    assert "Xã miền núi Đạt từ 60 điểm trở lên – Xã miền núi Không đạt dưới 60 điểm" in shown
