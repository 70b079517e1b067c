import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import Season
from blocs.states import Stage
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import CriterionKind, Layer, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_evidence,
    make_officer,
    make_sheet,
    make_table,
    score,
)
from tests.scoring.calculated import make_calculated_year, report
from tests.scoring.pages import (
    cells,
    held,
    piece,
    sheet_page,
    sign_in,
    text_of,
    value_of,
    whole_form,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=POINTS)


@pytest.fixture
def secretary(year, client):
    _, agencies = year
    user = make_editor(agencies[0])
    client.force_login(user)
    return user


@pytest.mark.parametrize("leaves", [1, 3])
def test_the_appraisal_costs_the_same_for_one_line_and_for_many(
    client, django_assert_num_queries, leaves
):
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    nodes = [(f"{place}", CriterionKind.MANUAL, "10") for place in range(1, leaves + 1)]
    assign(season, make_table(nodes))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED)
    for line in sheet.lines.all():
        make_evidence(line)
        make_evidence(line)
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, sheet, seats, calendar, table, criteria, lines, evidence,
    # sample, amendments
    with django_assert_num_queries(12):
        page = client.get(sheet_page("appraisal", sheet))

    assert page.content.decode().count('data-col="points"') == leaves


def test_both_points_stand_side_by_side_with_their_difference(client, secretary, sheet):
    line = line_of(sheet, "I.1")
    score(sheet, {"I.1": "36"}, layer="appraised")
    ScoreLine.objects.filter(pk=line.pk).update(
        explanation="Đạt 96%", appraisal_reason="Thiếu một báo cáo"
    )

    page = client.get(sheet_page("appraisal", sheet))

    assert "38,50 Đạt 96%" in text_of(page)
    assert value_of(page, f"{line.pk}-points") == "36,00"
    assert value_of(page, f"{line.pk}-words") == "Thiếu một báo cáo"
    assert piece(page, f"x{line.pk}") == "−2,50"
    assert piece(page, "total") == "36,00"
    assert "Còn 2 dòng chưa thẩm định" in piece(page, "left")


@pytest.mark.parametrize(("wanted", "keys"), [("khac", ["I.1"]), ("trong", ["II.1", "III", "IV"])])
def test_the_filters_keep_the_lines_and_the_groups_above_them(
    client, secretary, sheet, wanted, keys
):
    score(sheet, {"I.1": "36", "I.2": "20"}, layer="appraised")

    page = client.get(sheet_page("appraisal", sheet), {"loc": wanted})

    shown = page.context["rows"]
    assert [one.row.node.key for one in shown if one.row.line] == keys
    assert [one.row.node.key for one in shown if one.row.is_group] == [keys[0].split(".")[0]]
    assert piece(page, "s1") == "56,00"


def test_remaining_claims_are_accepted_after_a_page_that_counts_them(client, secretary, sheet):
    score(sheet, {"I.1": "36"}, layer="appraised")
    address = sheet_page("appraisal-accept", sheet)

    asked = client.get(address)
    answer = client.post(address, {"seen_version": 1}, follow=True)

    assert "2 dòng đơn vị đã tự chấm" in text_of(asked)
    assert "Đã chấp nhận điểm tự chấm cho 2 dòng." in text_of(answer)
    assert held(line_of(sheet, "I.1"), Layer.APPRAISED)[0] == "36.00"
    assert held(line_of(sheet, "II.1"), Layer.APPRAISED)[0] == "28.75"


def test_the_page_counts_the_claims_that_accepting_takes_over_and_no_other_line(client):
    """Lines that the secretariat scores and titles, which are counted, are no claims."""
    season, agencies, sheets = make_calculated_year(3)
    report(sheets[2], "I.1", "110")
    Season.objects.filter(pk=season.pk).update(stage=Stage.APPRAISAL.value)
    titles = line_of(sheets[2], "VI")
    titles.self_points = titles.self_actual = 0
    titles.save()
    sent = {"state": SheetState.SUBMITTED.value, "submitted_at": NOON}
    ScoreSheet.objects.filter(pk=sheets[2].pk).update(**sent)
    client.force_login(make_editor(agencies[0]))
    address = sheet_page("appraisal-accept", sheets[2])

    asked = client.get(address)
    version = value_of(asked, "seen_version")
    answer = client.post(address, {"seen_version": version}, follow=True)

    assert "Chấp nhận 1 dòng" in text_of(asked)
    assert "Đã chấp nhận điểm tự chấm cho 1 dòng." in text_of(answer)


def test_accepting_from_a_stale_page_is_refused(client, secretary, sheet):
    ScoreSheet.objects.filter(pk=sheet.pk).update(version=3)

    answer = client.post(sheet_page("appraisal-accept", sheet), {"seen_version": 2}, follow=True)
    without = client.post(sheet_page("appraisal-accept", sheet), {})

    assert "Phiếu vừa được người khác xử lý." in text_of(answer)
    assert without.status_code == 422
    assert held(line_of(sheet, "I.1"), Layer.APPRAISED)[0] == ""


def test_a_member_may_not_look_at_its_own_appraisal_page_and_reads_why(client, sheet):
    client.force_login(make_editor(sheet.agency))

    page = client.get(sheet_page("appraisal", sheet))
    saved = client.post(sheet_page("appraisal-save", sheet), whole_form(sheet))

    assert page.status_code == saved.status_code == 403
    assert "không thẩm định phiếu của đơn vị mình" in text_of(page)


def test_the_deputy_appraises_the_heads_own_sheet(client, year):
    season, agencies = year
    own = make_sheet(season, agencies[0], state=SheetState.SUBMITTED, points=POINTS)

    client.force_login(make_editor(agencies[0]))
    refused = client.get(sheet_page("appraisal", own))
    client.force_login(make_editor(agencies[1]))
    page = client.get(sheet_page("appraisal", own))

    assert refused.status_code == 403
    assert page.content.decode().count('data-col="points"') == 5


def test_an_appraisal_page_of_another_bloc_does_not_exist(client, sheet):
    _, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    for name in ("appraisal", "appraisal-accept"):
        assert client.get(sheet_page(name, sheet)).status_code == 404
    assert client.post(sheet_page("appraisal-save", sheet), {}).status_code == 404


def test_a_sheet_that_was_not_sent_shows_why_there_is_nothing_to_appraise(client, year, secretary):
    season, agencies = year
    sheet = make_sheet(season, agencies[2], points=POINTS, state=SheetState.RETURNED)

    page = client.get(sheet_page("appraisal", sheet))

    assert "Đơn vị chưa gửi phiếu nên chưa thẩm định được." in text_of(page)
    assert 'data-col="points"' not in page.content.decode()


def test_without_scripts_good_lines_are_saved_and_bad_ones_keep_what_was_typed(
    client, secretary, sheet
):
    good, bad = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    form = whole_form(sheet, Layer.APPRAISED)
    form |= cells(good, "36", "Thiếu", layer=Layer.APPRAISED)
    form |= cells(bad, "99", "Quá cao", layer=Layer.APPRAISED)

    answer = client.post(sheet_page("appraisal-save", sheet), form)

    assert answer.status_code == 422
    assert "Đã lưu 1 dòng." in text_of(answer)
    assert piece(answer, f"m{bad.pk}") == "Tiêu chí II.1: điểm phải từ 0 đến 40."
    assert value_of(answer, f"{bad.pk}-points") == "99"
    assert value_of(answer, f"{bad.pk}-words") == "Quá cao"
    assert held(good, Layer.APPRAISED) == ("36.00", "Thiếu")
    assert held(bad, Layer.APPRAISED) == ("", "")


@pytest.mark.parametrize("by_script", [True, False])
def test_points_that_differ_wait_for_their_reason_with_and_without_scripts(
    client, secretary, sheet, by_script
):
    line = line_of(sheet, "I.1")
    typed = cells(line, "36", layer=Layer.APPRAISED)
    name = "appraisal-line-save" if by_script else "appraisal-save"
    pk = line.pk if by_script else sheet.pk

    answer = client.post(reverse(f"scoring:{name}", args=[pk]), typed)

    assert answer.status_code == 422
    assert "điểm khác với điểm tự chấm, đề nghị ghi lý do." in piece(answer, f"m{line.pk}")
    assert "Đã lưu" not in text_of(answer)
    assert held(line, Layer.APPRAISED) == ("", "")
    assert not AuditEvent.objects.exists()
    if not by_script:
        assert value_of(answer, f"{line.pk}-points") == "36"


def test_points_that_agree_need_no_reason(client, secretary, sheet):
    line = line_of(sheet, "I.1")

    client.post(sheet_page("appraisal-save", sheet), cells(line, "38,5", layer=Layer.APPRAISED))

    assert held(line, Layer.APPRAISED) == ("38.50", "")


def test_the_appraisal_cannot_be_finished_while_a_reason_is_missing_and_the_button_says_so(
    client, secretary, sheet
):
    score(sheet, {**POINTS, "I.1": "36"}, layer="appraised")
    address = sheet_page("sheet-take", sheet, "appraise")
    why = "Cần nêu lý do ở các tiêu chí có điểm thẩm định khác điểm tự chấm: I.1."

    asked = client.get(address)
    tried = client.post(address, {"seen_version": sheet.version})
    ScoreLine.objects.filter(pk=line_of(sheet, "I.1").pk).update(appraisal_reason="Thiếu")
    ready = client.get(address)

    assert why in text_of(asked)
    assert asked.context["ask"].hindrance == why
    assert (tried.status_code, why in text_of(tried)) == (422, True)
    assert ready.context["ask"].hindrance == ""


def test_without_scripts_a_conflict_shows_both_values(client, secretary, sheet):
    line = line_of(sheet, "I.1")
    form = whole_form(sheet, Layer.APPRAISED)
    form |= cells(line, "36", "Thiếu", layer=Layer.APPRAISED)
    score(sheet, {"I.1": "30"}, layer="appraised")
    sheet.lines.filter(pk=line.pk).update(version=2)

    answer = client.post(sheet_page("appraisal-save", sheet), form)

    assert answer.status_code == 409
    assert "vừa ghi 30,00 ; quý vị nhập 36 ." in piece(answer, f"m{line.pk}")
    assert held(line, Layer.APPRAISED)[0] == "30.00"


def test_the_province_writes_its_own_layer_beside_the_blocs(client, year, sheet):
    season, _ = year
    score(sheet, {"I.1": "36"}, layer="appraised")
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.APPRAISED.value)
    client.force_login(make_officer(season.bloc))
    line = line_of(sheet, "I.1")

    page = client.get(sheet_page("appraisal", sheet))
    form = cells(line, "34", "Kết luận", layer=Layer.PROVINCE)
    answer = client.post(page.context["save_url"], form, follow=True)

    assert page.context["is_province"]
    assert f'hx-post="/phieu/dong/{line.pk}/tham-dinh/?lop=tinh"' in page.content.decode()
    assert held(line, Layer.PROVINCE) == ("34.00", "Kết luận")
    assert held(line, Layer.APPRAISED)[0] == "36.00"
    assert piece(answer, f"x{line.pk}") == "−2,00"


def test_the_province_appraises_for_a_bloc_whose_head_has_no_deputy_and_may_change_layers(client):
    season, agencies = make_bloc_year(1, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, agencies[0], state=SheetState.SUBMITTED, points=POINTS)
    client.force_login(make_officer(season.bloc))

    page = client.get(sheet_page("appraisal", sheet))
    other = client.get(page.context["other_layer"][1])

    assert not page.context["is_province"]
    assert other.context["is_province"]
