"""The score matrix: who sees which columns, on the screen and in the workbook."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from blocs.states import Stage
from scoring.models import SeasonTable
from scoring.rules.layer_points import LayerPoints
from scoring.selectors.score_matrix import frozen_score_matrix, live_score_matrix
from scoring.services import freeze_ranking
from scoring.spreadsheets.score_matrix import matrix_book
from scoring.states import SheetState
from tests.factories import (
    NODES,
    assign,
    make_agency,
    make_bloc_year,
    make_editor,
    make_officer,
    make_ranking,
    make_season,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import season_page, sign_in, text_of
from tests.scoring.ruled_season import declare, make_ruled_year

pytestmark = pytest.mark.django_db
OWN = {"I.1": "36", "I.2": "20", "II.1": "30", "III": "2", "IV": "1"}
FOUND = {**OWN, "I.1": "31.5"}


def scored_year(*, size=3, stage=Stage.BLOC_REVIEW, state=SheetState.APPRAISED, **fields):
    season, agencies = make_bloc_year(size, stage=stage, **fields)
    assign(season)
    for agency in agencies:
        sheet = make_sheet(season, agency, state=state, points=OWN)
        score(sheet, FOUND, layer="appraised")
    return season, agencies


def freeze(season):
    return freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)


def columns(answer):
    return [one.agency_code for one in answer.context["matrix"].members]


def book_of(answer):
    return load_workbook(io.BytesIO(answer.content)).worksheets[0]


def test_frozen_and_live_points_are_told_criterion_by_criterion_with_sums_and_totals():
    season, agencies = scored_year()
    live = live_score_matrix(season)
    frozen = frozen_score_matrix(freeze(season))

    for found in (live, frozen):
        assert [node.key for node in found.nodes] == [key for key, _, _ in NODES]
        assert [one.agency_code for one in found.members] == [one.code for one in agencies]
        first = found.members[0]
        assert first.points["I.1"] == LayerPoints(
            Decimal(36), Decimal("31.5"), None, Decimal("31.5")
        )
        assert (first.points["I"].own, first.points["I"].final) == (56, Decimal("51.5"))
        assert (first.total.own, first.total.final) == (87, Decimal("82.5"))
    assert [one.rank for one in live.members] == [None] * 3
    assert [(one.rank, one.shared, one.final) for one in frozen.members] == [
        (1, True, Decimal("82.50"))
    ] * 3


@pytest.mark.parametrize("stage", [Stage.BLOC_REVIEW, Stage.DECIDED])
def test_ranks_and_lines_open_to_a_member_from_the_stages_that_are_set(client, stage):
    season, agencies = scored_year()
    freeze(season)
    SeasonTable.objects.update(totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    type(season).objects.update(stage=stage.value)
    sign_in(client, make_editor(agencies[2]))

    answer = client.get(season_page("matrix", season))

    opened = stage is Stage.DECIDED
    assert columns(answer) == [one.code for one in (agencies if opened else agencies[2:])]
    ranks = {one.rank for one in answer.context["matrix"].members}
    assert ranks == ({1} if opened else {None})


def test_a_season_without_a_table_and_a_reported_ranking_have_no_matrix():
    season = make_season(members=1)
    reported = make_ranking(season, origin="reported", content={"origin": "reported"})

    assert live_score_matrix(season).nodes == ()
    assert frozen_score_matrix(reported).nodes == ()


def test_the_province_sees_every_column_with_both_layers(client):
    season, agencies = scored_year()
    sign_in(client, make_officer())

    answer = client.get(season_page("matrix", season))

    page = text_of(answer)
    assert columns(answer) == [one.code for one in agencies]
    assert "31,50 tc 36,00" in page
    assert "82,50 tc 87,00" in page
    assert "Điểm hiện có" in page


@pytest.mark.parametrize("is_frozen", [False, True])
def test_what_a_penalty_takes_off_stands_below_zero_on_the_pages_and_in_the_workbook(
    client, is_frozen
):
    season, _ = scored_year(size=1)
    score(season.sheets.get(), {"IV": "5"}, layer="appraised")
    if is_frozen:
        freeze(season)
    sign_in(client, make_officer())

    page = text_of(client.get(season_page("matrix", season)))
    ranking = text_of(client.get(season_page("ranking", season)))
    sheet = book_of(client.get(season_page("matrix-xlsx", season)))

    assert "IV Tiêu chí IV (−10) −5,00 tc −1,00" in page
    assert "−5,00 −1,00" in ranking
    assert [cell.value for cell in sheet[12]][:6] == ["IV", "Tiêu chí IV", 10, -1, -5, -5]
    assert sheet[12][5].number_format == '#,##0.00;"−"#,##0.00'


def test_a_frozen_ranking_is_shown_with_its_ranks_and_todays_points_on_demand(client):
    season, agencies = scored_year()
    freeze(season)
    score(season.sheets.get(agency=agencies[0]), {"I.1": "10"}, layer="appraised")
    sign_in(client, make_officer())

    frozen = text_of(client.get(season_page("matrix", season)))
    now = text_of(client.get(f"{season_page('matrix', season)}?diem=hien-nay"))

    assert ("Xếp hạng 1" in frozen, "10,00 tc 36,00" in frozen) == (True, False)
    assert ("Xếp hạng 1" in now, "10,00 tc 36,00" in now) == (False, True)


def test_a_member_sees_its_own_column_before_and_all_after_the_freezing(client):
    season, agencies = scored_year()
    sign_in(client, make_editor(agencies[2]))

    before = client.get(season_page("matrix", season))
    freeze(season)
    after = client.get(season_page("matrix", season))

    assert columns(before) == [agencies[2].code]
    assert columns(after) == [one.code for one in agencies]


def test_a_ranking_published_in_part_leaves_a_member_its_own_column(client):
    season, agencies = scored_year(published_ranks=1)
    freeze(season)
    sign_in(client, make_editor(agencies[2]))

    answer = client.get(season_page("matrix", season))

    assert columns(answer) == [agencies[2].code]


def test_the_appraisal_stays_closed_to_its_agency_until_it_is_done(client):
    season, agencies = scored_year(stage=Stage.APPRAISAL, state=SheetState.SUBMITTED)
    sign_in(client, make_editor(agencies[2]))
    member = text_of(client.get(season_page("matrix", season)))
    sign_in(client, make_editor(agencies[0]))
    heads = client.get(season_page("matrix", season))

    assert ("tc 36,00" in member, "31,50" in member) == (True, False)
    own, others = heads.context["matrix"].members[0], heads.context["matrix"].members[1:]
    assert own.points["I.1"] == LayerPoints(own=Decimal(36))
    assert [one.points["I.1"].appraised for one in others] == [Decimal("31.5")] * 2


def test_strangers_see_no_matrix(client):
    season, _ = scored_year()
    sign_in(client, make_editor(make_agency()))

    assert client.get(season_page("matrix", season)).status_code == 404
    assert client.get(season_page("matrix-xlsx", season)).status_code == 404


def test_the_page_goes_down_to_the_level_that_is_asked(client):
    season, _ = scored_year()
    sign_in(client, make_officer())

    tops = client.get(f"{season_page('matrix', season)}?cap=1").context["rows"]
    every = client.get(f"{season_page('matrix', season)}?cap=99").context["rows"]

    assert [row.node.key for row in tops] == ["I", "II", "III", "IV"]
    assert len(every) == len(NODES)


def test_a_criterion_that_is_not_assigned_is_marked_and_no_nought(client):
    season, _ = scored_year(size=1)
    sheet = season.sheets.get()
    sheet.lines.filter(criterion__key="II.1").update(
        self_points=None, appraised_points=None, is_assigned=False, unassigned_reason="x"
    )
    sign_in(client, make_officer())

    page = client.get(season_page("matrix", season))
    sheet = book_of(client.get(season_page("matrix-xlsx", season)))

    assert "×" in text_of(page)
    assert [sheet.cell(10, column).value for column in (1, 4, 5, 6)] == [
        "II.1",
        "không giao",
        None,
        None,
    ]


def test_the_workbook_holds_numbers_under_heads_that_stay_and_print(client):
    season, agencies = scored_year()
    freeze(season)
    sign_in(client, make_officer())

    answer = client.get(season_page("matrix-xlsx", season))

    sheet = book_of(answer)
    assert answer["Content-Disposition"].endswith(f'{season.cycle.label}.xlsx"')
    assert [cell.value for cell in sheet[4]][:4] == [
        "Mã",
        "Tiêu chí",
        "Điểm tối đa",
        agencies[0].name,
    ]
    assert [cell.value for cell in sheet[5]][3:6] == ["Tự chấm", "Thẩm định", "Điểm cuối"]
    assert [cell.value for cell in sheet[7]][:6] == ["I.1", "Tiêu chí I.1", 40, 36, 31.5, 31.5]
    assert [cell.value for cell in sheet[13]][3:6] == [87, 82.5, 82.5]
    assert [cell.value for cell in sheet[14]][1:6] == [
        "Điểm xếp hạng (sau bỏ phiếu, các khoản trừ nếu có)",
        None,
        None,
        None,
        82.5,
    ]
    assert sheet[15][5].value == "1 (đồng hạng)"
    assert sheet.freeze_panes == "D6"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == "$4:$5"
    assert sheet["A2"].value.startswith("Điểm đã chốt lần 1")


def test_no_text_of_the_workbook_becomes_a_formula():
    season, agencies = make_bloc_year(1)
    nodes = [("I", NODES[1][1], "10")]
    assign(season, make_table(nodes, changes={"I": {"label": "=HYPERLINK(1)"}}))
    make_sheet(season, agencies[0])

    sheet = load_workbook(
        io.BytesIO(matrix_book(live_score_matrix(season), title="=1+1", note="DỮ LIỆU MẪU."))
    ).worksheets[0]

    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", "=1+1")
    assert (sheet["B6"].data_type, sheet["B6"].value) == ("s", "=HYPERLINK(1)")
    assert sheet["A2"].value == "DỮ LIỆU MẪU."


@pytest.mark.parametrize("is_frozen", [False, True])
@pytest.mark.parametrize("size", [1, 3])
def test_the_page_takes_as_many_queries_for_many_members_as_for_one(
    client, size, is_frozen, django_assert_num_queries
):
    season, _ = scored_year(size=size)
    if is_frozen:
        freeze(season)
    sign_in(client, make_officer())

    with django_assert_num_queries(9 if is_frozen else 13):
        client.get(season_page("matrix", season))


def test_the_workbook_tells_every_step_from_the_points_to_the_class_and_why(client):
    strict = [
        {"code": "a", "label": "Xuất sắc", "total_share": "0.5", "criterion_share": "0.7"},
        {"code": "b", "label": "Không hoàn thành nhiệm vụ", "total_share": "0"},
    ]
    season, agencies = make_ruled_year(2, bands=strict)
    declare(season, agencies[1], "vang-hop", "Vắng ngày 5/3")
    freeze(season)
    sign_in(client, make_officer())

    sheet = book_of(client.get(season_page("matrix-xlsx", season)))

    foot = {row[1].value: [cell.value for cell in row[3:9]] for row in sheet.iter_rows(min_row=6)}
    assert foot["Điểm các tiêu chí, tính 80%"] == [None, None, 55.4, None, None, 55.4]
    assert foot["Điểm bỏ phiếu, tính 20%"] == [None, None, 16, None, None, 16]
    assert foot["Các khoản trừ"] == [None, None, None, None, None, 1]
    assert foot["Xếp hạng"] == [None, None, 1, None, None, 2]
    assert foot["Xếp loại"] == ["Không hoàn thành nhiệm vụ", None, None] * 2
    missed = "Chưa được xếp loại “Xuất sắc”: nhóm II đạt 50% (20,00 trên 40 điểm), chưa đạt 70%."
    deducted = "Trừ 1,00 điểm: Vắng họp khối (Vắng ngày 5/3)."
    assert foot["Ghi chú"] == [missed, None, None, f"{deducted}\n{missed}", None, None]
