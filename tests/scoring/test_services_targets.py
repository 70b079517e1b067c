from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import LayerScore, ScoreLine
from scoring.services import TargetEdit
from scoring.states import SheetAction
from tests.factories import NOON, line_of, make_agency, make_editor, make_officer
from tests.scoring.calculated import aim, make_calculated_year, points_on, report, told

pytestmark = pytest.mark.django_db
WHY = "Theo Quyết định giao chỉ tiêu số 12/QĐ-UBND"


def edit(sheet, key, target, *, seen=None):
    wanted = None if target is None else Decimal(target)
    return TargetEdit(line_of(sheet, key).pk, None if seen is None else Decimal(seen), wanted)


def set_targets(season, *edits, actor=None, reason=WHY):
    return services.set_targets(season_id=season.pk, edits=edits, actor=actor, reason=reason)


def assign_line(line, is_assigned, *, actor=None, reason=WHY, seen=None):
    return services.set_assigned(
        line_id=line.pk,
        seen=line.is_assigned if seen is None else seen,
        is_assigned=is_assigned,
        reason=reason,
        actor=actor,
    )


@pytest.fixture
def year():
    return make_calculated_year(3)


def test_targets_bring_points_to_results_that_waited_for_them(year):
    season, _, sheets = year
    report(sheets[1], "I.2", "90")
    report(sheets[2], "I.1", "110")
    officer = make_officer(season.bloc)

    count = set_targets(
        season, edit(sheets[1], "I.2", "100"), edit(sheets[2], "I.1", "100"), actor=officer
    )

    assert count == 2
    assert points_on(sheets, "I.2") == [None, "18.00", None]
    assert points_on(sheets, "I.1") == [None, None, "40.00"]
    event = AuditEvent.objects.order_by("-id").first()
    agency = sheets[1].agency.code
    assert (event.action, event.reason) == ("season.set_targets", WHY)
    assert event.before["I.2"] == {agency: {"target": None, "self_points": None}}
    assert event.after["I.2"] == {agency: {"target": "100.00", "self_points": "18.00"}}


def test_a_target_moves_the_points_of_the_others_that_are_compared(year):
    season, _, sheets = year
    aim(sheets, "I.1", "100", "100", "100")
    report(sheets[1], "I.1", "110")
    report(sheets[2], "I.1", "120")
    assert points_on(sheets[1:], "I.1") == ["30.00", "40.00"]

    set_targets(season, edit(sheets[2], "I.1", "120", seen="100"))

    assert points_on(sheets[1:], "I.1") == ["40.00", "20.00"]
    event = AuditEvent.objects.order_by("-id").first()
    assert told(event.after, "I.1", sheets[1]) == {"self_points": "40.00"}


def test_the_same_targets_again_change_and_record_nothing(year):
    season, _, sheets = year
    set_targets(season, edit(sheets[2], "I.1", "100"))

    assert set_targets(season, edit(sheets[2], "I.1", "100"), reason="") == 0
    assert AuditEvent.objects.count() == 1


def test_a_target_that_somebody_set_first_is_not_overwritten(year):
    season, _, sheets = year
    aim(sheets, "I.1", "100", "100", "100")

    with pytest.raises(Stale, match="chỉ tiêu vừa được người khác sửa thành 100"):
        set_targets(season, edit(sheets[2], "I.1", "90", seen="80"), edit(sheets[1], "I.1", "95"))

    assert {str(line_of(sheet, "I.1").target) for sheet in sheets} == {"100.0000"}


def test_a_reason_is_needed_once_members_score():
    season, _, sheets = make_calculated_year(3, stage=Stage.COVENANT)

    assert set_targets(season, edit(sheets[2], "I.1", "100"), reason="") == 1
    season.stage = Stage.SELF_SCORING.value
    season.save(update_fields=["stage"])
    with pytest.raises(Invalid, match="cần nêu lý do"):
        set_targets(season, edit(sheets[1], "I.1", "100"), reason="  ")


def test_only_who_runs_the_season_sets_targets_and_not_their_own_once_members_score(year):
    season, agencies, sheets = year
    head = make_editor(agencies[0])

    with pytest.raises(NotAllowed):
        set_targets(season, edit(sheets[1], "I.1", "100"), actor=make_editor(agencies[2]))
    with pytest.raises(NotAllowed, match="thuộc chính đơn vị này"):
        set_targets(season, edit(sheets[0], "I.1", "100"), actor=head)
    assert set_targets(season, edit(sheets[2], "I.1", "100"), actor=head) == 1

    season.stage = Stage.COVENANT.value
    season.save(update_fields=["stage"])
    assert set_targets(season, edit(sheets[0], "I.1", "100"), actor=head) == 1
    season.stage = Stage.BLOC_REVIEW.value
    season.save(update_fields=["stage"])
    with pytest.raises(NotAllowed, match="Đã qua bước thẩm định"):
        set_targets(season, edit(sheets[1], "I.1", "100"))


def test_targets_stand_only_where_they_are_measured_and_only_in_their_season(year):
    season, _, sheets = year
    _, _, others = make_calculated_year(2)

    with pytest.raises(Invalid, match="tiêu chí II: cách tính điểm của tiêu chí này không dùng"):
        set_targets(season, edit(sheets[2], "II", "1"))
    with pytest.raises(Invalid, match="chỉ tiêu có tối đa 14 chữ số"):
        set_targets(season, edit(sheets[2], "I.1", "1.23456"))
    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        set_targets(season, edit(others[0], "I.1", "1"))


def test_a_line_that_is_taken_away_loses_all_points_and_the_others_follow(year):
    _, agencies, sheets = year
    aim(sheets, "I.1", "100", "100", "100")
    report(sheets[1], "I.1", "110")
    report(sheets[2], "I.1", "120")
    given = LayerScore.objects.create(
        line=line_of(sheets[2], "I.1"),
        layer="cross",
        scorer=make_agency(),
        min_points=0,
        max_points=40,
        points=7,
        given_at=NOON,
    )

    assert assign_line(line_of(sheets[2], "I.1"), False, actor=make_editor(agencies[0]))

    taken = line_of(sheets[2], "I.1")
    assert (taken.is_assigned, taken.unassigned_reason) == (False, WHY)
    assert (taken.self_actual, taken.self_points) == (None, None)
    assert points_on(sheets, "I.1") == [None, "40.00", None]
    given.refresh_from_db()
    assert (given.points, given.version) == (None, 2)
    event = AuditEvent.objects.order_by("-id").first()
    assert (event.action, event.before["self_points"], event.reason) == (
        "line.set_assigned",
        "40.00",
        WHY,
    )
    assert event.before["given"][0]["points"] == "7.00"
    assert told(event.after, "I.1", sheets[1]) == {"self_points": "40.00"}


def test_a_line_comes_back_empty_and_takes_results_again(year):
    _, _, sheets = year
    assign_line(line_of(sheets[2], "I.2"), False)

    assert assign_line(line_of(sheets[2], "I.2"), True, reason="Giao bổ sung")

    back = line_of(sheets[2], "I.2")
    assert (back.is_assigned, back.unassigned_reason, back.self_actual) == (True, "", None)
    aim(sheets, "I.2", "100", "100", "100")
    assert report(sheets[2], "I.2", "100").self_points == 20


def test_nobody_takes_a_line_from_their_own_agency(year):
    season, agencies, sheets = year
    line = line_of(sheets[0], "II")

    for person in (make_editor(agencies[0]), make_editor(agencies[2])):
        with pytest.raises(NotAllowed):
            assign_line(line, False, actor=person)
    assert assign_line(line, False, actor=make_officer(season.bloc))
    assert not line_of(sheets[0], "II").is_assigned
    assert AuditEvent.objects.count() == 1


def test_taking_a_line_away_needs_a_reason_and_a_fresh_page(year):
    _, _, sheets = year
    line = line_of(sheets[2], "II")

    with pytest.raises(Invalid, match="cần nêu lý do"):
        assign_line(line, False, reason=" ")
    with pytest.raises(Invalid, match="dài quá 300 ký tự"):
        assign_line(line, False, reason="x" * 301)
    with pytest.raises(Stale):
        assign_line(line, False, seen=False)
    assert ScoreLine.objects.get(pk=line.pk).is_assigned
    assert not AuditEvent.objects.exists()


def test_a_sheet_is_sent_without_the_lines_that_are_not_its_own(year):
    _, _, sheets = year
    aim(sheets, "I.2", "100", "100", "100")
    report(sheets[2], "I.2", "0")
    report(sheets[2], "I.1", "0")
    sheet = sheets[2]

    sent = services.take(
        SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=sheet.version, actor=None
    )

    assert sent.submitted_at is not None


def test_an_empty_result_holds_the_sheet_back_and_a_nought_does_not(year):
    _, _, sheets = year
    sheet = sheets[2]
    report(sheet, "I.2", "0")

    with pytest.raises(Refused, match=r"chưa chấm điểm: I\.1\.$"):
        services.take(SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=sheet.version, actor=None)
    assign_line(line_of(sheet, "I.1"), False)
    services.take(SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=sheet.version, actor=None)
