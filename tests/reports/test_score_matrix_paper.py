"""The matrix of scores on paper: from the frozen ranking, only what is public, never too wide."""

from dataclasses import replace

import pytest

from blocs.states import Stage
from reports.gather import gather_score_matrix
from reports.papers.matrix import MatrixCell, ScoreMatrixPaper
from reports.render.pdf import pdf_bytes
from scoring.models import ScoreSheet, SeasonTable
from scoring.services import freeze_ranking, record_reported_ranking
from scoring.states import SheetState
from tests.factories import (
    NODES,
    assign,
    make_award_type,
    make_bloc_year,
    make_proposal,
    make_sheet,
    score,
)
from tests.reports import layout
from tests.reports.matrix_papers import matrix, paper_of
from tests.scoring.ruled_season import declare, make_ruled_year

OWN = {"I.1": "36", "I.2": "20", "II.1": "30"}
FOUND = {**OWN, "I.1": "31.5"}


def ranked_year(size=3, *, frozen=True, **fields):
    season, agencies = make_bloc_year(size, stage=Stage.BLOC_REVIEW, **fields)
    assign(season)
    for number, agency in enumerate(agencies):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=OWN)
        score(sheet, {**FOUND, "II.1": str(30 - number)}, layer="appraised")
    if frozen:
        freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    return season, agencies


def foot_of(paper):
    return {row.label: row.texts for row in paper.matrix.foot}


@pytest.mark.parametrize(
    ("members", "wide", "sizes"),
    [
        (1, False, [1]),
        (5, False, [5]),
        (6, True, [6]),
        (9, True, [5, 4]),
        (15, True, [8, 7]),
        (17, True, [6, 6, 5]),
        (0, False, []),
    ],
)
def test_members_are_shared_out_over_as_few_tables_as_fit(members, wide, sizes):
    found = matrix(members, 2)

    assert found.is_wide is wide
    assert [len(block.heads) for block in found.blocks] == sizes
    assert [head for block in found.blocks for head in block.heads] == list(found.heads)
    assert all(len(block.totals) == len(block.heads) for block in found.blocks)


@pytest.mark.parametrize(
    ("members", "criteria", "rows"), [(0, 9, 0), (1, 1, 1), (8, 10, 30), (15, 216, 1215)]
)
def test_the_wide_rows_of_the_matrix_count_for_several(members, criteria, rows):
    assert matrix(members, criteria).table_rows == rows


def test_every_line_has_a_cell_for_each_member():
    with pytest.raises(ValueError, match="one cell for each member"):
        replace(matrix(2, 1), totals=())


@pytest.mark.parametrize(("members", "paper_mm"), [(5, (297, 210)), (8, (420, 297))])
def test_nothing_is_wider_than_the_paper_and_the_heads_stand_on_every_page(members, paper_mm):
    """A peer prints its report wider than the paper; more members are in test_layout_large.py."""
    pages = layout.word_pages(pdf_bytes(paper_of(matrix(members, 60))))

    assert len(pages) > 2
    for page in pages:
        text = " ".join(page.texts)
        assert page.size_mm == paper_mm
        assert max(word.right for word in page.words) <= paper_mm[0] - 10 + layout.HALF_MM
        assert min(word.left for word in page.words) >= 15 - layout.HALF_MM
        assert "DỮ LIỆU MẪU" in text
        assert "Tiêu chí" in text or "NGƯỜI" in text.upper() or "Dấu ×" in text
    for page in pages[1:-1]:
        assert "Tiêu chí" in " ".join(page.texts)


@pytest.mark.django_db
def test_the_paper_holds_the_frozen_points_and_not_todays():
    season, agencies = ranked_year()
    score(season.sheets.get(agency=agencies[0]), {"I.1": "10"}, layer="appraised")

    paper = gather_score_matrix(season)

    found = paper.matrix
    lines = {line.code: line for line in found.lines}
    assert [line.code for line in found.lines] == [key for key, _, _ in NODES]
    assert lines["I.1"].cells[0] == MatrixCell("36,00", "31,50", "31,50")
    assert lines["I"].cells[0] == MatrixCell("56,00", "51,50", "51,50")
    assert lines["III"].cells[0] == MatrixCell()
    assert found.totals[0] == MatrixCell("86,00", "81,50", "81,50")
    assert [head.name for head in found.heads] == [agency.name for agency in agencies]
    assert foot_of(paper) == {
        "Điểm xếp hạng (sau bỏ phiếu, các khoản trừ nếu có)": ("81,50", "80,50", "79,50"),
        "Xếp hạng": ("1", "2", "3"),
    }
    assert found.remarks == ()
    assert [row.agency for row in paper.ranking.rows] == [agency.name for agency in agencies]
    assert paper.seal.startswith("Xếp hạng chốt lần 1, mã kiểm tra ")
    assert paper.note == ""
    assert not paper.sample


@pytest.mark.django_db
def test_what_members_are_put_forward_for_stands_below_their_points():
    season, agencies = ranked_year()
    award = make_award_type(name="Bằng khen")
    make_proposal(season, agencies[1], award_type=award)
    make_proposal(season, agencies[2], award_type=award, state="withdrawn")

    assert foot_of(gather_score_matrix(season))["Đề nghị khen thưởng"] == ("", "Bằng khen", "")


@pytest.mark.django_db
def test_what_a_penalty_takes_off_stands_below_zero_as_the_total_counts_it():
    season, _ = ranked_year(1, frozen=False)
    score(season.sheets.get(), {"IV": "5"}, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)

    found = gather_score_matrix(season).matrix

    lines = {line.code: line for line in found.lines}
    assert lines["IV"].cells[0] == MatrixCell("", "−5,00", "−5,00")
    assert found.totals[0] == MatrixCell("86,00", "76,50", "76,50")


STRICT = [
    {"code": "xuat-sac", "label": "Xuất sắc", "total_share": "0.5", "criterion_share": "0.7"},
    {"code": "khong", "label": "Không hoàn thành", "total_share": "0"},
]


def ruled_year(**fields):
    """Return a frozen season with votes, classes, a late sheet, and one member not ranked."""
    season, agencies = make_ruled_year(3, bands=STRICT, **fields)
    ScoreSheet.objects.filter(season=season, agency=agencies[1]).update(
        submitted_late=True, days_late=2
    )
    declare(season, agencies[1], "vang-hop", "Vắng ngày 5/3")
    declare(season, agencies[2], "ky-luat", "Quyết định 12")
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)
    return season, agencies


@pytest.mark.django_db
def test_every_step_from_the_points_to_the_rank_and_the_class_is_printed():
    season, agencies = ruled_year()

    paper = gather_score_matrix(season)

    assert [head.name for head in paper.matrix.heads] == [agency.name for agency in agencies]
    assert list(foot_of(paper).items()) == [
        ("Điểm các tiêu chí, tính 80%", ("55,40", "55,40", "55,40")),
        ("Điểm bỏ phiếu, tính 20%", ("16,00", "16,00", "16,00")),
        ("Các khoản trừ", ("", "1,50", "")),
        ("Điểm xếp hạng (sau bỏ phiếu, các khoản trừ nếu có)", ("71,40", "69,90", "71,40")),
        ("Xếp hạng", ("1", "2", "không xếp")),
        ("Xếp loại", ("Không hoàn thành", "Không hoàn thành", "")),
    ]
    missed = "Chưa được xếp loại “Xuất sắc”: nhóm II đạt 50% (20,00 trên 40 điểm), chưa đạt 70%."
    late = "Trừ 0,50 điểm: Gửi phiếu chậm 2 ngày."
    assert paper.matrix.remarks == (
        f"{agencies[0].name}: {missed}",
        f"{agencies[1].name}: {late} Trừ 1,00 điểm: Vắng họp khối (Vắng ngày 5/3). {missed}",
        f"{agencies[2].name}: Không xét xếp hạng: Bị kỷ luật (Quyết định 12).",
    )
    assert ScoreMatrixPaper.from_content(paper.as_content()) == paper


@pytest.mark.django_db
def test_a_member_without_a_rank_has_no_column_where_only_first_places_are_published():
    season, agencies = ruled_year()
    season.published_ranks = 1

    assert [head.name for head in gather_score_matrix(season).matrix.heads] == [agencies[0].name]


@pytest.mark.django_db
def test_only_the_ranks_that_are_published_have_a_column():
    season, agencies = ranked_year(published_ranks=1)

    paper = gather_score_matrix(season)

    assert [head.name for head in paper.matrix.heads] == [agencies[0].name]
    assert all(len(line.cells) == 1 for line in paper.matrix.lines)


@pytest.mark.django_db
def test_before_the_freezing_no_points_are_printed():
    season, _ = ranked_year(frozen=False)

    paper = gather_score_matrix(season)

    assert not paper.matrix
    assert paper.note == "Chưa chốt xếp hạng nên chưa có điểm để tổng hợp."


@pytest.mark.django_db
def test_a_ranking_that_a_source_reported_has_ranks_and_no_points():
    season, agencies = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    record_reported_ranking(
        season_id=season.pk,
        ranks=[(agencies[0], 1)],
        unranked_reason="Nguồn không nêu.",
        actor=None,
    )

    paper = gather_score_matrix(season)

    assert not paper.matrix
    assert "không có điểm" in paper.note
    assert [row.agency for row in paper.ranking.rows] == [agencies[0].name]


@pytest.mark.django_db
def test_points_of_criteria_wait_for_the_stage_that_opens_them_to_the_members():
    season, _ = ranked_year()
    SeasonTable.objects.filter(season=season).update(lines_from=Stage.DECIDED.value)
    early = gather_score_matrix(season)
    season.stage = Stage.DECIDED.value

    assert not early.matrix
    assert "được công khai từ bước" in early.note
    assert gather_score_matrix(season).matrix


@pytest.mark.django_db
def test_sample_scores_mark_the_paper():
    season, agencies = make_bloc_year(1, stage=Stage.BLOC_REVIEW)
    assign(season, scores_are_sample=True)
    sheet = make_sheet(season, agencies[0], state=SheetState.APPRAISED, points=OWN)
    score(sheet, FOUND, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)

    assert gather_score_matrix(season).sample


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_the_paper_costs_the_same_for_one_member_and_for_many(size, django_assert_num_queries):
    season, _ = ranked_year(size)

    # members, offices, ranking and its rows, the table's setting, short names, proposals
    with django_assert_num_queries(7):
        gather_score_matrix(season)
