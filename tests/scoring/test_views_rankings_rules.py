"""The ranking page of a table with written rules."""

import io

import pytest
from openpyxl import load_workbook

from scoring.models import ScoreSheet
from scoring.services import freeze_ranking
from tests.factories import make_editor, score
from tests.scoring.pages import season_page, sign_in, text_of
from tests.scoring.ruled_season import decide, declare, make_ruled_year

pytestmark = pytest.mark.django_db


def page_of(client, season, agency):
    client.force_login(make_editor(agency))
    return client.get(season_page("ranking", season))


def full_year():
    season, agencies = make_ruled_year(3)
    late = ScoreSheet.objects.filter(season=season, agency=agencies[1])
    late.update(submitted_late=True, days_late=2)
    declare(season, agencies[1], "vang-hop", "Vắng ngày 5/3")
    declare(season, agencies[0], "don-thu", "Đơn ngày 7/9")
    declare(season, agencies[2], "ky-luat", "Quyết định 12")
    return season, agencies


def test_the_page_tells_the_rules_the_deductions_and_the_raw_points(client):
    season, agencies = full_year()

    shown = text_of(page_of(client, season, agencies[0]))

    assert "Điểm cuối gồm 60% điểm thẩm định, 20% điểm các đơn vị chấm chéo, 20%" in shown
    assert "Xếp hạng theo tỷ lệ điểm đạt trên điểm tối đa được giao." in shown
    assert "xét lần lượt: điểm nhóm I cao hơn (Tiêu chí I); theo quyết định đã ghi nhận" in shown
    assert f"{agencies[1].name} 58,00 48,00 71,40 1,50 16,00 69,90 100,00 69,90%" in shown
    assert f"{agencies[1].name} Gửi phiếu chậm 2 ngày 0,50" in shown
    assert f"{agencies[1].name} Vắng họp khối 1,00 Vắng ngày 5/3" in shown
    assert "Hoàn thành tốt" in shown


def test_the_page_tells_bars_and_who_is_not_ranked_and_why(client):
    season, agencies = full_year()

    shown = text_of(page_of(client, season, agencies[0]))

    assert "Không đề nghị Cờ thi đua: Có đơn thư (Đơn ngày 7/9), Điều 5." in shown
    assert f"{agencies[2].name} Không xét xếp hạng: Bị kỷ luật (Quyết định 12)." in shown


def test_the_page_tells_which_rule_parted_equal_members(client):
    season, agencies = make_ruled_year(2)
    decide(season, agencies[1], 1)

    live = text_of(page_of(client, season, agencies[0]))
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    frozen = text_of(page_of(client, season, agencies[0]))

    sentence = (
        "Bằng tỷ lệ điểm đạt với đơn vị liền kề; thứ tự phân theo quy tắc “Theo quyết định đã ghi "
        "nhận”."
    )
    assert live.count(sentence) == frozen.count(sentence) == 2
    assert "không còn khớp" not in frozen


def test_where_votes_come_first_the_pages_and_the_workbook_show_them(client):
    season, agencies = make_ruled_year(
        3, strategy="vote_first", rank_by="points", weights={}, conditions=[]
    )
    votes = season.member_votes
    votes.filter(agency=agencies[2]).update(votes=5)
    score(season.sheets.get(agency=agencies[0]), {"I.1": "40"}, layer="appraised")

    live = text_of(page_of(client, season, agencies[0]))
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    frozen = text_of(page_of(client, season, agencies[0]))
    matrix = text_of(client.get(season_page("matrix", season)))
    book = load_workbook(io.BytesIO(client.get(season_page("matrix-xlsx", season)).content))
    told = {row[1].value: [cell.value for cell in row[5::3]] for row in book.worksheets[0]}

    for shown in (live, frozen):
        assert "Phiếu xếp hạng Điểm cuối" in shown
        assert "5/5 (100%)" in shown
        assert shown.count("4/5 (80%)") == 2
        assert "Bằng tỷ lệ phiếu với đơn vị liền kề; thứ tự phân theo quy tắc “Tổng điểm" in shown
    assert "Phiếu xếp hạng 4/5 (80%) 4/5 (80%) 5/5 (100%)" in matrix
    assert told["Phiếu xếp hạng"] == ["4/5 (80%)", "4/5 (80%)", "5/5 (100%)"]
    assert told["Xếp hạng"] == [2, 3, 1]


def test_a_table_without_such_rules_shows_no_empty_columns(client):
    season, agencies = make_ruled_year(2, rank_by="points", bands=[], conditions=[], late=[])

    shown = text_of(page_of(client, season, agencies[0]))

    for word in ("Xếp loại", "Ghi chú", "Trước khi trừ", "Các khoản trừ", "Tỷ lệ đạt"):
        assert word not in shown


STRICT = [
    {"code": "xuat-sac", "label": "Xuất sắc", "total_share": "0.5", "criterion_share": "0.7"},
    {"code": "kha", "label": "Khá", "total_share": "0.4", "criterion_share": "0.7"},
    {"code": "khong", "label": "Không hoàn thành", "total_share": "0"},
]
MISSED = "nhóm II đạt 50% (20,00 trên 40 điểm), chưa đạt 70%"


def test_the_page_tells_why_a_member_is_in_no_better_class_before_and_after_the_freezing(client):
    season, agencies = make_ruled_year(2, bands=STRICT, conditions=[])

    live = page_of(client, season, agencies[0])
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    frozen = page_of(client, season, agencies[0])

    for answer in (live, frozen):
        shown = text_of(answer)
        assert f"Không hoàn thành N{MISSED[1:]} " in shown
        assert shown.count(f"Chưa được xếp loại “Xuất sắc”, “Khá”: {MISSED}.") == 2
    assert "không còn khớp" not in text_of(frozen)


def test_the_best_class_is_not_explained(client):
    bands = [{"code": "tot", "label": "Hoàn thành tốt", "total_share": "0.5"}]
    season, agencies = make_ruled_year(2, bands=bands)

    shown = text_of(page_of(client, season, agencies[0]))

    assert "Hoàn thành tốt" in shown
    assert "Chưa được xếp loại" not in shown


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_for_one_member_and_for_many(
    client, django_assert_num_queries, size
):
    season, agencies = make_ruled_year(size)
    for agency in agencies:
        declare(season, agency, "vang-hop", "Vắng ngày 5/3")
    sign_in(client, make_editor(agencies[0]))

    # as of a table without rules (21), and given points twice, facts, votes and decisions, and
    # what of cross-scoring, sector lines, lines of the province and votes is missing before
    # the ranking is frozen, and which facts nobody has decided on
    with django_assert_num_queries(31):
        client.get(season_page("ranking", season))
