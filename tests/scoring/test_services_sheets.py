from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.errors import LineConflict
from scoring.models import ScoreLine, ScoreSheet
from scoring.states import SheetState
from tests.factories import (
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_sheet,
    score,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2])


@pytest.fixture
def editor(sheet):
    return make_editor(sheet.agency)


def save(line, editor, points, *, seen=None, explanation=""):
    return services.save_line(
        line_id=line.pk,
        seen_version=line.version if seen is None else seen,
        points=None if points is None else Decimal(points),
        explanation=explanation,
        actor=editor,
    )


def unchanged(line):
    held = ScoreLine.objects.get(pk=line.pk)
    return held.version == line.version and held.self_points == line.self_points


def test_every_member_gets_a_sheet_with_a_line_for_each_leaf(year):
    season, agencies = year
    assign(season)

    opened = services.open_sheets(season_id=season.pk, actor=make_editor(agencies[0]))

    assert [sheet.agency for sheet in opened] == agencies
    for sheet in ScoreSheet.objects.filter(season=season):
        keys = [line.criterion.key for line in sheet.lines.select_related("criterion")]
        assert keys == ["I.1", "I.2", "II.1", "III", "IV"]
        assert {line.self_points for line in sheet.lines.all()} == {None}
    event = AuditEvent.objects.get()
    assert event.action == "season.open_sheets"
    assert event.after == {"agencies": [agency.code for agency in agencies]}


def test_opening_again_opens_only_what_is_missing_and_records_nothing_else(year):
    season, agencies = year
    first = make_sheet(season, agencies[1])

    opened = services.open_sheets(season_id=season.pk, actor=None)
    again = services.open_sheets(season_id=season.pk, actor=None)

    assert [sheet.agency for sheet in opened] == [agencies[0], agencies[2]]
    assert again == []
    assert ScoreSheet.objects.get(agency=agencies[1]) == first
    assert AuditEvent.objects.count() == 1


def test_sheets_need_a_table_and_somebody_who_runs_the_season(year):
    season, agencies = year

    with pytest.raises(Refused, match="chưa được giao bảng tiêu chí"):
        services.open_sheets(season_id=season.pk, actor=None)
    assign(season)
    with pytest.raises(NotAllowed):
        services.open_sheets(season_id=season.pk, actor=make_editor(agencies[2]))
    assert not ScoreSheet.objects.exists()
    assert not AuditEvent.objects.exists()


def test_points_and_explanation_are_saved_with_one_audit_event(sheet, editor):
    line = line_of(sheet, "I.1")

    saved = save(line, editor, "37.5", explanation="  Vượt chỉ tiêu\u202e ")

    held = line_of(sheet, "I.1")
    assert (held.self_points, held.explanation) == (Decimal("37.50"), "Vượt chỉ tiêu")
    assert saved.version == held.version == line.version + 1
    event = AuditEvent.objects.get()
    assert (event.action, event.actor) == ("line.save", editor)
    assert event.before == {"self_points": None, "explanation": ""}
    assert event.after == {"self_points": "37.50", "explanation": "Vượt chỉ tiêu"}


def test_an_emptied_score_is_null_again_and_zero_is_zero(sheet, editor):
    line = save(line_of(sheet, "I.1"), editor, "0")
    assert line_of(sheet, "I.1").self_points == Decimal(0)

    save(line, editor, None)

    assert line_of(sheet, "I.1").self_points is None


def test_a_request_that_is_sent_twice_is_one_save_and_says_so(sheet, editor):
    line = line_of(sheet, "I.1")
    save(line, editor, "30", explanation="Đạt")

    with pytest.raises(LineConflict, match="vừa được lưu với đúng nội dung này"):
        save(line, editor, "30.00", explanation=" Đạt ", seen=line.version)

    assert line_of(sheet, "I.1").version == line.version + 1
    assert AuditEvent.objects.count() == 1


def test_a_save_that_changes_nothing_records_nothing(sheet, editor):
    line = save(line_of(sheet, "I.1"), editor, "30", explanation="Đạt")

    again = save(line, editor, "30.00", explanation=" Đạt ")

    assert again.version == line.version
    assert AuditEvent.objects.count() == 1


def test_a_line_changed_by_someone_else_shows_both_values_and_keeps_the_first(sheet, editor):
    line = line_of(sheet, "I.1")
    save(line, make_editor(sheet.agency), "30", explanation="Của tôi")

    with pytest.raises(LineConflict) as refusal:
        save(line, editor, "31.25", explanation="Khác", seen=line.version)

    assert isinstance(refusal.value, Stale)
    assert refusal.value.current.self_points == Decimal(30)
    for shown in ("I.1", "30,00", "31,25", "Của tôi"):
        assert shown in str(refusal.value)
    assert line_of(sheet, "I.1").self_points == Decimal(30)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "points", "sentence"),
    [
        ("I.1", "40.25", "Tiêu chí I.1: điểm phải từ 0 đến 40."),
        ("I.1", "-1", "Tiêu chí I.1: điểm phải từ 0 đến 40."),
        ("I.1", "NaN", "Tiêu chí I.1: điểm phải từ 0 đến 40."),
        ("I.1", "1.1", "Tiêu chí I.1: điểm chấm theo bước 0,25 điểm."),
        ("I.2", "10", "Tiêu chí I.2: chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)."),
        ("IV", "11", "Tiêu chí IV: điểm phải từ 0 đến 10."),
    ],
)
def test_points_that_the_table_does_not_allow_are_refused(sheet, editor, key, points, sentence):
    line = line_of(sheet, key)

    with pytest.raises(Invalid) as refusal:
        save(line, editor, points)

    assert (str(refusal.value), refusal.value.field) == (sentence, "points")
    assert unchanged(line)
    assert not AuditEvent.objects.exists()


def test_an_explanation_has_a_limit(sheet, editor):
    line = line_of(sheet, "I.1")

    with pytest.raises(Invalid, match=r"quá 5\.000 ký tự"):
        save(line, editor, "1", explanation="x" * 5_001)

    assert unchanged(line)


@pytest.mark.parametrize("state", [SheetState.AWAITING, SheetState.SUBMITTED, SheetState.APPRAISED])
def test_a_line_is_closed_while_the_sheet_is_with_someone_else(year, state):
    season, agencies = year
    sheet = make_sheet(season, agencies[1], state=state)
    line = line_of(sheet, "I.1")

    with pytest.raises(NotAllowed):
        save(line, make_editor(agencies[1]), "1")
    with pytest.raises(NotAllowed):
        save(line, None, "1")  # the operator is bound by the state too
    assert unchanged(line)


def test_a_line_of_another_agency_is_refused(sheet, year):
    _, agencies = year
    line = line_of(sheet, "I.1")

    with pytest.raises(NotAllowed, match="người được phân công của đơn vị"):
        save(line, make_editor(agencies[0]), "1")

    assert unchanged(line)


def test_a_line_that_is_gone_is_refused_politely(editor):
    with pytest.raises(Refused, match="tải lại trang"):
        services.save_line(line_id=999, seen_version=1, points=None, explanation="", actor=editor)


def test_a_claim_changed_after_a_return_loses_the_appraisal_of_the_old_claim(year):
    season, agencies = year
    sheet = make_sheet(
        season, agencies[2], state=SheetState.RETURNED, points={"I.1": "40", "II.1": "40"}
    )
    score(sheet, {"I.1": "35", "II.1": "30"}, layer="appraised")
    sheet.lines.update(appraisal_reason="Thiếu minh chứng")
    editor = make_editor(agencies[2])

    save(line_of(sheet, "I.1"), editor, "36")
    save(line_of(sheet, "II.1"), editor, "40", explanation="Bổ sung minh chứng")

    changed, explained = line_of(sheet, "I.1"), line_of(sheet, "II.1")
    assert (changed.appraised_points, changed.appraisal_reason) == (None, "")
    assert (explained.appraised_points, explained.appraisal_reason) == (30, "Thiếu minh chứng")
    first = AuditEvent.objects.order_by("id").first()
    assert first.before["appraised_points"] == "35.00"
