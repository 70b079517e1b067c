"""A sector agency that is a member is scored in its own field by the province, and all say so."""

from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed
from blocs.models import Season
from blocs.states import Role, Stage
from scoring.models import LayerScore, ScoreLine, ScoreSheet
from scoring.rules.settings import TableRules
from scoring.selectors import ranking_content
from scoring.selectors.gates import given_gates
from scoring.selectors.province import awaiting_in
from scoring.services.appraisal import save_appraisal
from scoring.services.given import save_sector_points
from scoring.states import CriterionKind, Layer, Scorer, SheetState
from tests.factories import (
    NOON,
    appoint,
    assign,
    join,
    line_of,
    make_agency,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
)
from tests.scoring.given import edit
from tests.scoring.pages import cells, season_page, sheet_page, sign_in, text_of

pytestmark = pytest.mark.django_db
NODES = [
    ("I", CriterionKind.MANUAL, "40"),
    ("V", CriterionKind.GROUP, "60"),
    ("V.1", CriterionKind.MANUAL, "20"),
    ("V.2", CriterionKind.LEADER_RELATIVE, "40"),
    ("X", CriterionKind.BONUS, "5"),
]
STATEMENT = "Sở Ngành là cơ quan chuyên ngành, không chấm cho chính mình; dòng này do tỉnh chấm."


def field_year(*, stage=Stage.APPRAISAL, state=SheetState.SUBMITTED, others=False):
    """Return a season, its first two members, the sector agency that is the third, its sheets.

    Args:
        others: a fourth member scores V.2 for its own sector.
    """
    season, agencies = make_bloc_year(2, stage=stage)
    sector = make_agency(name="Sở Ngành của tỉnh", short_name="Sở Ngành")
    fields = [sector, make_agency(short_name="Sở Khác")][: 1 + others]
    for agency in fields:
        join(season, agency)
    named = {"scored_by": Scorer.SECTOR.value, "sector": sector}
    compared = {"rule": {"on_target_share": "0.5", "excess": "over_target"}}
    changes = {"V.1": named, "V.2": {**named, **compared, "sector": fields[-1]}, "X": named}
    assign(season, make_table(NODES, changes=changes))
    sheets = [
        make_sheet(season, agency, state=state, points={"I": "35"})
        for agency in (*agencies, *fields)
    ]
    return season, agencies, sector, sheets


def fill(sheet, points):
    for key, value in points.items():
        line = line_of(sheet, key)
        save_appraisal(
            line_id=line.pk,
            seen_version=line.version,
            points=Decimal(value),
            reason="Tỉnh chấm",
            layer=Layer.PROVINCE,
            actor=None,
        )


def test_the_sector_s_page_says_so_and_offers_no_cell_for_its_own_row(client):
    season, agencies, sector, sheets = field_year()
    sign_in(client, make_editor(sector))

    page = client.get(season_page("sector", season))
    said = text_of(page)

    assert "Không ai chấm cho chính mình: Sở Ngành của tỉnh cũng là thành viên" in said
    own = "Sở Ngành của tỉnh Đơn vị không chấm cho chính mình; dòng này do tỉnh chấm."
    assert said.count(own) == 3
    assert f"{line_of(sheets[2], 'V.1').pk}-points" not in page.content.decode()
    assert f"{line_of(sheets[0], 'V.1').pk}-points" in page.content.decode()
    assert len(agencies) == 2


def test_a_sector_s_page_says_nothing_of_it_where_the_agency_is_no_member_or_has_no_such_line(
    client,
):
    season, _, sector, sheets = field_year()
    sheets[2].lines.update(is_assigned=False, unassigned_reason="Không giao", self_points=None)
    sign_in(client, make_editor(sector))

    assert "chính mình" not in text_of(client.get(season_page("sector", season)))


def test_its_own_sheet_says_who_scores_the_line(client):
    _, _, sector, sheets = field_year(stage=Stage.SELF_SCORING, state=SheetState.DRAFT)
    sign_in(client, make_editor(sector))

    said = text_of(client.get(sheet_page("sheet-detail", sheets[2])))

    assert said.count(STATEMENT) == 3
    assert "Tiêu chí V.1 Tỉnh chấm" in said
    assert "Sở Ngành chấm" not in said
    assert "Tỉnh chưa chấm" not in said


def test_another_member_s_sheet_names_the_sector_as_before(client):
    _, agencies, _, sheets = field_year(stage=Stage.SELF_SCORING, state=SheetState.DRAFT)
    sign_in(client, make_editor(agencies[1]))

    said = text_of(client.get(sheet_page("sheet-detail", sheets[1])))

    assert "Sở Ngành chấm" in said
    assert "chính mình" not in said


def test_the_bloc_s_appraiser_reads_whose_line_it_is_and_whether_it_has_points(client):
    _, agencies, _, sheets = field_year()
    sign_in(client, make_editor(agencies[0]))

    before = text_of(client.get(sheet_page("appraisal", sheets[2])))
    fill(sheets[2], {"V.1": 18})
    after = text_of(client.get(sheet_page("appraisal", sheets[2])))

    assert before.count(f"{STATEMENT} Tỉnh chưa chấm.") == 3
    assert after.count(f"{STATEMENT} Tỉnh chưa chấm.") == 2
    assert f"{STATEMENT} Tỉnh đã chấm 18,00 ." in after


def test_neither_the_sector_nor_the_bloc_may_give_points_and_both_are_told_who_does():
    _, agencies, sector, sheets = field_year()
    line = line_of(sheets[2], "V.1")

    with pytest.raises(NotAllowed, match="không chấm điểm cho chính mình; dòng này do tỉnh chấm"):
        save_sector_points(edit=edit(line, "5"), actor=make_editor(sector))
    with pytest.raises(Invalid, match="do tỉnh chấm"):
        save_appraisal(
            line_id=line.pk,
            seen_version=line.version,
            points=5,
            reason="x",
            actor=make_editor(agencies[0]),
        )

    assert not LayerScore.objects.exists()
    assert ScoreLine.objects.get(pk=line.pk).appraised_points is None


def test_the_province_finds_the_lines_it_has_to_score_and_scores_them(client):
    season, _, _, sheets = field_year()
    sign_in(client, make_officer(season.bloc))

    home = client.get("/")
    address = f"{sheet_page('appraisal', sheets[2])}?lop=tinh&loc=can"
    assert "Còn 2 dòng do tỉnh chấm chưa có điểm: Sở Ngành (V.1, V.2)." in text_of(home)
    assert f'href="{address.replace("&", "&amp;")}"' in home.content.decode()

    page = client.get(address)
    kept = [one.row.node.key for one in page.context["rows"] if one.row.line]
    assert kept == ["V.1", "V.2"]
    assert "Tỉnh cần chấm (2)" in text_of(page)
    assert "Còn 2 dòng tỉnh cần chấm" in text_of(page)
    form = {}
    for key, points in (("V.1", "18"), ("V.2", "33,5")):
        form |= cells(line_of(sheets[2], key), points, "Biên bản", layer=Layer.PROVINCE)
    answer = client.post(page.context["save_url"], form, follow=True)

    assert "Đã lưu 2 dòng." in text_of(answer)
    assert "Tỉnh cần chấm (0)" in text_of(answer)
    assert "dòng tỉnh cần chấm" not in text_of(answer)
    assert "do tỉnh chấm chưa có điểm" not in text_of(client.get("/"))


def test_the_season_s_page_tells_the_province_too(client):
    season, _, _, _ = field_year()
    sign_in(client, make_officer(season.bloc))

    said = text_of(client.get(season.get_absolute_url()))

    assert "Còn 2 dòng do tỉnh chấm chưa có điểm: Sở Ngành (V.1, V.2)." in said


def test_lines_on_several_sheets_lead_to_the_gates_that_name_each(client):
    season, _, _, sheets = field_year(others=True)
    sign_in(client, make_officer(season.bloc))
    told = "Còn 2 dòng do tỉnh chấm chưa có điểm: Sở Khác (V.2); Sở Ngành (V.1)."

    home = client.get("/")
    gates = client.get(season_page("ranking", season))

    assert told in text_of(home)
    assert f'href="{season_page("ranking", season)}"' in home.content.decode()
    assert "0/2 dòng do tỉnh chấm đã có điểm. Còn: Sở Khác (V.2) ; Sở Ngành (V.1) ." in text_of(
        gates
    )
    for sheet in sheets[2:]:
        address = f"{sheet_page('appraisal', sheet)}?lop=tinh&amp;loc=can"
        assert f'href="{address}"' in gates.content.decode()
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_who_cannot_score_for_the_province_is_led_to_the_sheet(client):
    season, agencies, _, sheets = field_year()
    sign_in(client, make_editor(agencies[0]))

    page = client.get(season_page("ranking", season))

    assert f'<a href="{sheet_page("sheet-detail", sheets[2])}">Sở Ngành (V.1, V.2)</a>' in (
        page.content.decode()
    )
    assert client.get(sheet_page("sheet-detail", sheets[2])).status_code == 200
    assert "do tỉnh chấm chưa có điểm" not in text_of(client.get("/"))


def test_the_gate_opens_when_the_province_has_scored_every_line():
    season, _, _, sheets = field_year()
    ScoreSheet.objects.filter(pk=sheets[2].pk).update(
        state=SheetState.DRAFT.value, submitted_at=None
    )
    (gate,) = given_gates(season, TableRules(), 3)[1:]
    assert (gate.is_open, gate.text) == (False, "0/2 dòng do tỉnh chấm đã có điểm.")
    assert [(wait.text, wait.is_sent) for wait in gate.waits] == [("Sở Ngành (V.1, V.2)", False)]
    ScoreSheet.objects.update(state=SheetState.SUBMITTED.value, submitted_at=NOON)

    fill(sheets[2], {"V.1": 18, "V.2": "33.5"})

    (gate,) = given_gates(season, TableRules(), 3)[1:]
    assert (gate.is_open, gate.text, gate.waits) == (True, "2/2 dòng do tỉnh chấm đã có điểm.", ())


def test_the_agency_is_ranked_when_the_province_has_scored_its_lines():
    season, _, _, sheets = field_year(stage=Stage.BLOC_REVIEW, state=SheetState.APPRAISED)
    waiting = ranking_content(season)["unranked"]
    assert waiting[-1]["reason"] == "Chưa có đủ điểm để tính điểm cuối: tiêu chí V.1, V.2."

    fill(sheets[2], {"V.1": 18, "V.2": "33.5"})

    (row,) = ranking_content(season)["rows"]
    assert (row["agency"], row["final"]) == (sheets[2].agency.code, "86.50")


def test_lines_that_the_table_leaves_to_the_province_are_named_with_them(client):
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    changes = {"V.1": {"scored_by": Scorer.PROVINCE.value}}
    assign(season, make_table(NODES[:3], changes=changes, scale=100))
    sheets = [make_sheet(season, agency, state=SheetState.SUBMITTED) for agency in agencies]
    sign_in(client, make_officer(season.bloc))

    assert "Còn 3 dòng do tỉnh chấm chưa có điểm" in text_of(client.get("/"))
    page = client.get(f"{sheet_page('appraisal', sheets[1])}?lop=tinh&loc=can")
    assert [one.row.node.key for one in page.context["rows"] if one.row.line] == ["V.1"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"stage": Stage.SELF_SCORING.value}, SheetState.SUBMITTED),
        ({"stage": Stage.SUBMITTED.value}, SheetState.APPRAISED),
        ({}, SheetState.RETURNED),
    ],
)
def test_the_province_is_not_asked_before_or_after_it_can_score(client, changes, state):
    season, _, _, _ = field_year(state=state)
    Season.objects.update(**changes)
    sign_in(client, make_officer(season.bloc))

    assert "do tỉnh chấm chưa có điểm" not in text_of(client.get("/"))


def test_an_official_is_not_asked_about_an_agency_they_act_for(client):
    season, _, sector, _ = field_year()
    person = make_officer(season.bloc)
    appoint(person, Role.EDITOR, agency=sector)
    sign_in(client, person)

    assert "do tỉnh chấm chưa có điểm" not in text_of(client.get("/"))


@pytest.mark.parametrize(
    ("state", "waits"),
    [(SheetState.SUBMITTED, True), (SheetState.APPRAISED, True), (SheetState.RETURNED, False)],
)
def test_only_sent_sheets_wait_for_the_province(state, waits):
    season, _, _, sheets = field_year(state=state)

    found = [(wait.sheet, wait.keys) for wait in awaiting_in([season])]

    assert found == ([(sheets[2].pk, ("V.1", "V.2"))] if waits else [])


@pytest.mark.parametrize("seasons", [1, 3])
def test_the_home_page_asks_as_often_for_many_seasons(client, seasons, django_assert_num_queries):
    for _ in range(seasons):
        field_year(others=True)
    sign_in(client, make_officer())

    # session, user, appointments; papers; seasons, their eight facts, lines of the province,
    # ballots, offices to confirm, covenants being signed, meetings
    with django_assert_num_queries(18):
        page = client.get("/")

    assert text_of(page).count("do tỉnh chấm chưa có điểm") == seasons
