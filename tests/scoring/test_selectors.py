from decimal import Decimal

import pytest

from blocs.states import Stage
from scoring.selectors import (
    LayerPoints,
    nodes_of,
    ranking_table,
    season_scores,
    sheet_grid,
)
from scoring.services import freeze_ranking
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    NODES,
    assign,
    line_of,
    make_bloc_year,
    make_evidence,
    make_evidence_file,
    make_season,
    make_sheet,
    make_table,
    score,
)

pytestmark = pytest.mark.django_db
SHORT = [("I", CriterionKind.GROUP, "40"), ("I.1", CriterionKind.MANUAL, "40")]


def layers(own, appraised=None, province=None, final=None):
    given = (own, appraised, province, final)
    return LayerPoints(*(None if value is None else Decimal(value) for value in given))


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(
        season,
        agencies[2],
        state=SheetState.SUBMITTED,
        points={"I.1": "35", "II.1": "40", "IV": "2"},
    )
    score(sheet, {"I.1": "30", "II.1": "40"}, layer="appraised")
    score(sheet, {"I.1": "28"}, layer="province")
    return sheet


def test_the_grid_shows_the_tree_in_order_with_lines_sums_and_the_whole(sheet):
    grid = sheet_grid(sheet)

    assert [(row.node.key, row.depth, row.is_group) for row in grid.rows] == [
        ("I", 0, True),
        ("I.1", 1, False),
        ("I.2", 1, False),
        ("II", 0, True),
        ("II.1", 1, False),
        ("III", 0, False),
        ("IV", 0, False),
    ]
    points = {row.node.key: row.points for row in grid.rows}
    assert points == {
        "I": layers("35", "30", "28", "28"),
        "I.1": layers("35", "30", "28", "28"),
        "I.2": layers(None),
        "II": layers("40", "40", None, "40"),
        "II.1": layers("40", "40", None, "40"),
        "III": layers(None),
        "IV": layers("2", None, None, "2"),
    }
    assert grid.total == layers("73", "70", "28", "66")
    assert (grid.scale, grid.missing) == (100, ("I.2",))
    assert {row.node.key: row.line for row in grid.rows}["I.1"] == line_of(sheet, "I.1")
    assert {row.node.key: row.line for row in grid.rows}["I"] is None


def test_the_grid_says_where_the_appraiser_differs(sheet):
    rows = {row.node.key: row for row in sheet_grid(sheet).rows}

    assert [key for key, row in rows.items() if row.points.differs and not row.is_group] == ["I.1"]
    assert [key for key, row in rows.items() if row.is_missing] == ["I.2"]


def test_evidence_stands_beside_its_line(sheet):
    file = make_evidence_file(sheet.agency)
    line = line_of(sheet, "I.1")
    first = make_evidence(line, title="Quyết định", number="12/QĐ", file=file)
    second = make_evidence(line, title="Công văn")

    rows = {row.node.key: row for row in sheet_grid(sheet).rows}

    shown = [
        (item.pk, item.title, item.number, item.file_uuid, item.file_name, item.size)
        for item in rows["I.1"].evidence
    ]
    assert shown == [
        (first.pk, "Quyết định", "12/QĐ", file.uuid, file.name, file.size),
        (second.pk, "Công văn", "", None, "", 0),
    ]
    assert rows["II.1"].evidence == ()


def test_an_empty_sheet_has_no_sums_at_all():
    season = make_season(members=1)
    sheet = make_sheet(season, season.memberships.get().agency)

    grid = sheet_grid(sheet)

    assert grid.total == layers(None)
    assert {row.points for row in grid.rows} == {layers(None)}
    assert grid.missing == ("I.1", "I.2", "II.1")


@pytest.mark.parametrize("leaves", [1, 50])
def test_a_grid_costs_four_queries_however_long_the_table(django_assert_num_queries, leaves):
    season = make_season(members=1)
    assign(season, make_table([(f"{n}", CriterionKind.MANUAL, "10") for n in range(leaves)]))
    sheet = make_sheet(season, season.memberships.get().agency)
    for line in sheet.lines.all():
        make_evidence(line, file=make_evidence_file(sheet.agency))

    with django_assert_num_queries(4):  # table, criteria, lines, evidence with files
        grid = sheet_grid(sheet)
        names = [(row.line.sheet.state, row.line.criterion.key) for row in grid.rows if row.line]

    assert len(names) == leaves


def test_a_season_s_scores_show_each_member_beside_the_others(sheet):
    season = sheet.season
    make_sheet(season, season.memberships.get(position=1).agency, points={"III": "5"})

    scores = season_scores(season)

    assert [node.key for node in scores.columns] == ["I", "II", "III", "IV"]
    first, second, third = scores.members
    assert (first.position, first.groups[2], first.total) == (
        1,
        layers("5", None, None, "5"),
        layers("5", None, None, "5"),
    )
    assert (second.sheet, second.total) == (None, layers(None))
    assert third.sheet == sheet
    assert third.groups == (
        layers("35", "30", "28", "28"),
        layers("40", "40", None, "40"),
        layers(None),
        layers("2", None, None, "2"),
    )
    assert third.total == layers("73", "70", "28", "66")


@pytest.mark.parametrize("members", [1, 4])
def test_a_season_s_scores_cost_the_same_for_few_and_many(django_assert_num_queries, members):
    season = make_season(members=members)
    for member in season.memberships.all():
        make_sheet(season, member.agency, points={"I.1": "10"})

    with django_assert_num_queries(5):  # table, criteria, sheets, lines, members with agency
        assert len(season_scores(season).members) == members


def test_a_season_without_a_table_has_members_and_no_columns():
    scores = season_scores(make_season(members=2))

    assert scores.columns == ()
    assert [member.total for member in scores.members] == [layers(None)] * 2


def test_the_nodes_of_a_table_are_the_rules_own(django_assert_num_queries):
    table = make_table()

    with django_assert_num_queries(1):
        nodes = nodes_of(table)

    assert [(node.key, node.kind, node.max_points) for node in nodes] == [
        (key, kind, Decimal(top)) for key, kind, top in NODES
    ]
    assert [node.parent_key for node in nodes] == [None, "I", "I", None, "II", None, None]


def ranked_season():
    season, agencies = make_bloc_year(3, stage=Stage.BLOC_REVIEW)
    assign(season, make_table(SHORT))
    for agency, points in zip(agencies[:2], ("30", "35"), strict=True):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points={"I.1": points})
        score(sheet, {"I.1": points}, layer="appraised")
    return season, agencies


def shown(table):
    return [(line.rank, line.agency_code, line.final_total) for line in table.rows]


def test_before_freezing_the_ranking_is_what_holds_now_and_after_it_stays():
    season, agencies = ranked_season()
    expected = [(1, agencies[1].code, 35), (2, agencies[0].code, 30)]

    preview = ranking_table(season)
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    score(season.sheets.get(agency=agencies[0]), {"I.1": "40"}, layer="appraised")
    frozen = ranking_table(season)

    assert (preview.is_frozen, frozen.is_frozen) == (False, True)
    assert shown(preview) == shown(frozen) == expected
    assert [(line.name, line.reason) for line in frozen.unranked] == [
        (agencies[2].name, "Đơn vị chưa có phiếu chấm điểm.")
    ]
    assert preview.unranked == frozen.unranked


def test_a_frozen_ranking_costs_three_queries(django_assert_num_queries):
    season, _ = ranked_season()
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)

    with django_assert_num_queries(3):  # ranking, names, rows with agencies
        assert len(ranking_table(season).rows) == 2


def test_a_season_without_a_table_ranks_nobody_and_says_why():
    table = ranking_table(make_season(members=2))

    assert table.rows == ()
    assert {line.reason for line in table.unranked} == {
        "Năm thi đua chưa có bảng tiêu chí chấm điểm."
    }
