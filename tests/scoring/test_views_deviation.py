"""The deviation desk from the database: selector, page, and what needs a reason."""

from decimal import Decimal

import pytest

from accounts.errors import Refused
from blocs.states import Stage
from scoring import services
from scoring.selectors.deviation import deviation_desk, keys_to_explain
from scoring.states import CriterionKind, SheetAction, SheetState
from tests.factories import (
    NODES,
    assign,
    line_of,
    make_agency,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_season,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.pages import season_page, sign_in, text_of

pytestmark = pytest.mark.django_db
FLAGGED = {"reason_for": "flagged"}


def bloc_year(own, appraised, *, size=6, rules=None, state=SheetState.SUBMITTED, **fields):
    """Return a season in which I.1 was claimed and appraised as told, member by member."""
    season, agencies = make_bloc_year(size, stage=Stage.APPRAISAL, **fields)
    assign(season, make_table(rules=rules or {}))
    sheets = []
    for agency, claim, found in zip(agencies, own, appraised, strict=True):
        sheet = make_sheet(season, agency, state=state, points={"I.1": claim})
        score(sheet, {"I.1": found}, layer="appraised")
        sheets.append(sheet)
    return season, agencies, sheets


def quiet_year(**fields):
    """Return a bloc in which only the last member's claim was cut, below the table's share."""
    return bloc_year(["30"] * 6, ["30"] * 5 + ["25"], **fields)


def past_year(agency, own, appraised, *, table, label):
    season = make_season(members=[agency], cycle=make_cycle(label=label))
    assign(season, table)
    sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points={"I.1": own})
    score(sheet, {"I.1": appraised}, layer="appraised")


def test_the_desk_lists_the_anomaly_first_with_what_it_is_compared_with():
    season, agencies, sheets = quiet_year()
    score(sheets[0], {"II.1": "10"})
    score(sheets[0], {"II.1": "10"}, layer="appraised")

    desk = deviation_desk(season)

    first = desk.rows[0]
    assert (first.name, first.deviation.claim.key) == (agencies[5].name, "I.1")
    assert first.line_id == line_of(sheets[5], "I.1").pk
    assert first.deviation.is_out_of_line
    assert not first.deviation.is_large
    assert (first.deviation.bloc.middle, first.deviation.bloc.count) == (0, 6)
    assert [row.deviation.is_flagged for row in desk.rows] == [True, *[False] * 6]
    assert not desk.is_too_small


def test_a_season_without_a_table_has_no_desk():
    assert deviation_desk(make_season(members=2)) is None


def test_lines_that_others_score_or_that_are_not_assigned_are_not_compared():
    nodes = [*NODES, ("V", CriterionKind.MANUAL, "10")]
    table = make_table(nodes, scale=110, changes={"V": {"scored_by": "secretariat"}})
    season, agencies = make_bloc_year(1, stage=Stage.APPRAISAL)
    assign(season, table)
    sheet = make_sheet(season, agencies[0], state=SheetState.SUBMITTED, points={"I.1": "10"})
    score(sheet, {"V": "9", "II.1": "5"}, layer="appraised")

    assert deviation_desk(season).rows == ()


def test_a_result_that_was_accepted_is_no_difference_even_where_others_moved_its_points():
    nodes = [("I", CriterionKind.GROUP, "40"), ("I.1", CriterionKind.LEADER_RELATIVE, "40")]
    season, agencies = make_bloc_year(1, stage=Stage.APPRAISAL)
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[0], state=SheetState.SUBMITTED, points={"I.1": "40"})
    score(sheet, {"I.1": "20"}, layer="appraised")
    sheet.lines.update(self_actual=5, appraised_actual=5)
    same = deviation_desk(season).rows
    sheet.lines.update(appraised_actual=4)

    assert same == ()
    assert [row.deviation.claim.difference for row in deviation_desk(season).rows] == [20]


def test_the_past_follows_a_criterion_through_copies_and_versions_of_its_table():
    oldest, copied = make_table(), make_table()
    season, agencies = make_bloc_year(1, stage=Stage.APPRAISAL, cycle=make_cycle(label="2024"))
    today = make_table(published=False, number=2, code=copied.code)
    mine = today.criteria.get(key="I.1")
    copied_leaf = oldest.criteria.get(key="I.1")
    mine.origin = copied_leaf
    mine.save(update_fields=["origin"])
    assign(season, today)
    sheet = make_sheet(season, agencies[0], state=SheetState.SUBMITTED, points={"I.1": "30"})
    score(sheet, {"I.1": "30"}, layer="appraised")
    past_year(agencies[0], "40", "36", table=oldest, label="2021")
    past_year(agencies[0], "40", "32", table=copied, label="2022")
    past_year(agencies[0], "40", "20", table=make_table(), label="2023")
    past_year(make_agency(), "40", "0", table=copied, label="2020")

    (row,) = deviation_desk(season).rows

    assert row.deviation.claim.past == (Decimal("0.1"), Decimal("0.2"))
    assert row.deviation.own_past.middle == Decimal("0.15")


@pytest.mark.parametrize(("rules", "is_refused"), [({}, True), (FLAGGED, False)])
def test_a_small_difference_needs_a_reason_only_where_the_table_asks_for_every_one(
    rules, is_refused
):
    _, _, sheets = bloc_year(["30"], ["29"], size=1, rules=rules)
    sheet = sheets[0]

    def finish():
        services.take(
            SheetAction.APPRAISE, sheet_id=sheet.pk, seen_version=1, actor=None, reason=""
        )

    if is_refused:
        with pytest.raises(Refused, match=r"Cần nêu lý do ở các tiêu chí .*: I\.1\."):
            finish()
    else:
        finish()
        sheet.refresh_from_db()
        assert sheet.state == SheetState.APPRAISED


def test_a_flagged_difference_needs_a_reason_under_every_table():
    _, _, sheets = quiet_year(rules=FLAGGED)

    assert keys_to_explain(sheets[5]) == {"I.1"}
    assert keys_to_explain(sheets[0]) == set()
    with pytest.raises(Refused, match="Cần nêu lý do"):
        services.take(
            SheetAction.APPRAISE, sheet_id=sheets[5].pk, seen_version=1, actor=None, reason=""
        )
    sheets[5].refresh_from_db()
    assert sheets[5].state == SheetState.SUBMITTED


def test_the_secretariat_sees_the_flagged_lines_and_where_to_appraise_them(client):
    season, agencies, sheets = quiet_year()
    sign_in(client, make_editor(agencies[0]))

    answer = client.get(season_page("deviation", season))

    page = text_of(answer)
    assert answer.status_code == 200
    assert "5 dòng đã có cả điểm tự chấm và điểm thẩm định; 1 dòng chênh lệch bất thường." in page
    assert "+5,00 +12,5%" in page
    assert "Khác hẳn các đơn vị trong khối" in page
    assert "Chưa nêu lý do" in page
    assert f"/phieu/{sheets[5].pk}/tham-dinh/" in answer.content.decode()
    assert "Chưa đủ đơn vị để so sánh" not in page


def test_the_page_says_that_there_are_too_few_to_judge(client):
    season, _, _ = bloc_year(["30"] * 3, ["30", "30", "25"], size=3)
    sign_in(client, make_officer())

    page = text_of(client.get(season_page("deviation", season)))

    assert "Chưa đủ đơn vị để so sánh trong khối." in page
    assert "Cần ít nhất 5 đơn vị có cả hai điểm ở cùng một tiêu chí, hiện nhiều nhất là 3." in page
    assert "0 dòng chênh lệch bất thường" in page


def test_the_head_does_not_see_how_its_own_sheet_is_appraised_before_that_is_done(client):
    season, agencies, _ = bloc_year(["40"] + ["30"] * 5, ["20"] + ["30"] * 5)
    address = f"{season_page('deviation', season)}?hien=tat-ca"
    sign_in(client, make_editor(agencies[0]))
    own = text_of(client.get(address))
    sign_in(client, make_editor(agencies[1]))
    deputys = text_of(client.get(address))

    assert "+20,00" not in own
    assert "+20,00" in deputys


def test_the_page_filters_by_agency_and_shows_every_difference_on_demand(client):
    season, agencies, _ = bloc_year(["30"] * 6, ["29", "30", "30", "30", "30", "10"])
    sign_in(client, make_officer())
    address = season_page("deviation", season)

    flagged = text_of(client.get(address))
    every = text_of(client.get(f"{address}?hien=tat-ca"))
    one = text_of(client.get(f"{address}?hien=tat-ca&don-vi={agencies[0].code}"))

    assert ("+20,00" in flagged, "+1,00" in flagged) == (True, False)
    assert ("+20,00" in every, "+1,00" in every) == (True, True)
    assert ("+20,00" in one, "+1,00" in one) == (False, True)


def test_a_member_is_told_that_the_desk_is_not_theirs_and_a_stranger_nothing(client):
    season, agencies, _ = quiet_year()
    sign_in(client, make_editor(agencies[4]))
    member = client.get(season_page("deviation", season))
    sign_in(client, make_editor(make_agency()))
    stranger = client.get(season_page("deviation", season))

    assert "Chỉ đơn vị" in text_of(member)
    assert "+5,00" not in text_of(member)
    assert stranger.status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_takes_as_many_queries_for_many_members_as_for_one(
    client, size, django_assert_num_queries
):
    season, _, _ = bloc_year(["40"] * size, ["20"] * size, size=size)
    sign_in(client, make_officer())

    with django_assert_num_queries(13):
        client.get(season_page("deviation", season))
