from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.errors import LineConflict, LinesRefused
from scoring.models import ScoreLine, ScoreSheet
from scoring.services import LineEdit
from scoring.states import CriterionKind, Layer, Scorer, SheetAction, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_table,
)
from tests.scoring.calculated import aim, make_calculated_year, points_on, report, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_calculated_year(3)


def appraise(sheet, key, head, layer=Layer.APPRAISED, reason="Theo số liệu thống kê", **given):
    line = line_of(sheet, key)
    given = {name: None if value is None else Decimal(value) for name, value in given.items()}
    return services.save_appraisal(
        line_id=line.pk,
        seen_version=line.version,
        reason=reason,
        layer=layer,
        actor=head,
        **{"points": None, **given},
    )


def test_opened_lines_repeat_the_floor_and_the_top_of_their_formula(year):
    season, agencies, sheets = year
    sheets[2].delete()

    services.open_sheets(season_id=season.pk, actor=None)

    limits = {
        line.criterion.key: (line.min_points, line.max_points)
        for line in ScoreLine.objects.filter(sheet__agency=agencies[2]).select_related("criterion")
    }
    assert limits["I.2"] == (0, 24)
    assert limits["V"] == (-5, 5)
    assert limits["VI"] == (0, 15)


def test_points_follow_from_the_result_and_the_audit_holds_both(year):
    _, _, sheets = year
    aim(sheets, "I.2", "100", "100", "100")
    editor = make_editor(sheets[2].agency)

    saved = report(sheets[2], "I.2", "90", editor)

    assert (saved.self_actual, saved.self_points) == (90, 18)
    event = AuditEvent.objects.get()
    assert (event.action, event.before["self_points"]) == ("line.save", None)
    assert (event.after["self_actual"], event.after["self_points"]) == ("90.00", "18.00")


def test_a_result_taken_back_takes_the_points_with_it_and_zero_is_a_result(year):
    _, _, sheets = year
    aim(sheets, "I.2", "100", "100", "100")

    report(sheets[2], "I.2", "0")
    assert points_on(sheets, "I.2") == [None, None, "0.00"]
    report(sheets[2], "I.2", None)

    assert points_on(sheets, "I.2") == [None, None, None]


def test_a_result_without_a_target_is_kept_and_has_no_points(year):
    _, _, sheets = year

    saved = report(sheets[2], "I.2", "90")

    assert (saved.self_actual, saved.self_points) == (90, None)


def test_events_that_take_points_off_give_points_below_zero(year):
    _, _, sheets = year

    report(sheets[2], "V", "1", minus="4")

    assert points_on(sheets, "V") == [None, None, "-1.00"]


def test_a_save_brings_the_points_of_all_members_up_to_the_new_leader(year):
    _, _, sheets = year
    aim(sheets, "I.1", "100", "100", "100")
    report(sheets[0], "I.1", "110")
    report(sheets[1], "I.1", "100")
    assert points_on(sheets, "I.1") == ["40.00", "20.00", None]
    versions = [line_of(sheet, "I.1").version for sheet in sheets]

    report(sheets[2], "I.1", "120")

    assert points_on(sheets, "I.1") == ["30.00", "20.00", "40.00"]
    assert [line_of(sheet, "I.1").version for sheet in sheets] == [
        versions[0] + 1,
        versions[1],
        versions[2] + 1,
    ]
    event = AuditEvent.objects.order_by("-id").first()
    assert AuditEvent.objects.count() == 3
    assert told(event.before, "I.1", sheets[0]) == {"self_points": "40.00"}
    assert told(event.after, "I.1", sheets[0]) == {"self_points": "30.00"}
    assert list(event.after["peers"]["I.1"]) == [sheets[0].agency.code]


@pytest.mark.parametrize("state", [SheetState.SUBMITTED, SheetState.APPRAISED])
def test_a_sheet_that_was_sent_or_appraised_follows_the_others_too(state):
    _, _, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    report(sheets[0], "I.1", "110")
    ScoreSheet.objects.filter(pk=sheets[0].pk).update(state=state.value, submitted_at=NOON)

    report(sheets[2], "I.1", "120")

    assert points_on(sheets, "I.1") == ["30.00", None, "40.00"]


def test_members_of_another_season_are_not_compared(year):
    _, _, sheets = year
    _, _, others = make_calculated_year(2)
    aim(sheets, "I.1", "100", "100", "100")
    aim(others, "I.1", "100", "100")
    report(others[0], "I.1", "110")

    report(sheets[2], "I.1", "150")

    assert points_on(others, "I.1") == ["40.00", None]


def test_a_line_that_is_not_assigned_is_no_leader_and_takes_no_result(year):
    _, _, sheets = year
    aim(sheets, "I.1", "100", "100", "100")
    line = line_of(sheets[0], "I.1")
    ScoreLine.objects.filter(pk=line.pk).update(
        is_assigned=False, unassigned_reason="Không có nhiệm vụ", self_actual=500
    )

    report(sheets[2], "I.1", "110")

    assert points_on(sheets, "I.1") == [None, None, "40.00"]
    with pytest.raises(Invalid, match="không được giao tiêu chí này"):
        report(sheets[0], "I.1", "90")


def test_who_types_what_is_held_by_the_service(year):
    _, _, sheets = year
    sheet = sheets[2]

    def refused(key, **given):
        line = line_of(sheet, key)
        with pytest.raises(Invalid) as refusal:
            services.save_line(
                line_id=line.pk,
                seen_version=line.version,
                explanation="",
                actor=None,
                **{"points": None, **given},
            )
        return str(refusal.value)

    assert refused("I.1", points=Decimal(5)) == (
        "Tiêu chí I.1: điểm được tính từ kết quả, không nhập trực tiếp."
    )
    assert refused("I.1", actual=Decimal(1), minus=Decimal(1)) == (
        "Tiêu chí I.1: tiêu chí này không có số lần trừ điểm."
    )
    head_title = sheet.season.bloc.head_title
    assert refused("II", points=Decimal(5)) == (
        f"Tiêu chí II: do {head_title} chấm, đơn vị không tự chấm."
    )
    assert "chấm, đơn vị không tự chấm." in refused("III", points=Decimal(5))
    assert refused("VI", actual=Decimal(1)) == "Tiêu chí VI: tiêu chí này không nhập kết quả."
    assert refused("V", actual=Decimal("0.5")) == (
        "Tiêu chí V: số lần phải là số nguyên, không âm."
    )
    assert not AuditEvent.objects.exists()


def test_a_conflict_names_both_results(year):
    _, _, sheets = year
    line = report(sheets[2], "I.2", "90.5")

    with pytest.raises(LineConflict, match="kết quả đang lưu 90,5, kết quả quý vị nhập 80"):
        services.save_line(
            line_id=line.pk,
            seen_version=1,
            points=None,
            explanation="",
            actual=Decimal(80),
            actor=None,
        )


def test_a_whole_form_saves_results_and_the_others_follow_in_one_event(year):
    _, _, sheets = year
    aim(sheets, "I.1", "100", "100", "100")
    aim(sheets, "I.2", "100", "100", "100")
    report(sheets[0], "I.1", "110")
    lines = {key: line_of(sheets[2], key) for key in ("I.1", "I.2", "V")}

    count = services.save_lines(
        sheet_id=sheets[2].pk,
        edits=[
            LineEdit(lines["I.1"].pk, 1, None, "", actual=Decimal(150)),
            LineEdit(lines["I.2"].pk, 1, None, "Vượt", actual=Decimal(200)),
            LineEdit(lines["V"].pk, 1, None, "", actual=Decimal(2), minus=Decimal(0)),
        ],
        actor=None,
    )

    assert count == 3
    assert points_on(sheets, "I.1") == ["24.00", None, "40.00"]
    assert points_on(sheets[2:], "I.2") == ["24.00"]
    assert points_on(sheets[2:], "V") == ["2.00"]
    event = AuditEvent.objects.order_by("-id").first()
    assert event.after["I.2"]["self_points"] == "24.00"
    assert told(event.after, "I.1", sheets[0]) == {"self_points": "24.00"}


def test_a_whole_form_with_points_for_a_calculated_line_saves_nothing(year):
    _, _, sheets = year
    edits = [LineEdit(line_of(sheets[2], "I.1").pk, 1, Decimal(3), "")]

    with pytest.raises(LinesRefused, match="không nhập trực tiếp"):
        services.save_lines(sheet_id=sheets[2].pk, edits=edits, actor=None)


def test_the_appraised_layer_is_compared_within_itself():
    _, agencies, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    for sheet, actual in zip(sheets, ("110", "120", "140"), strict=True):
        report(sheet, "I.1", actual)
    for sheet in sheets:
        send(sheet)
    head = make_editor(agencies[0])

    appraise(sheets[1], "I.1", head, actual="120")
    assert points_on(sheets, "I.1", "appraised") == [None, "40.00", None]
    appraise(sheets[2], "I.1", head, actual="130")

    assert points_on(sheets, "I.1", "appraised") == [None, "33.33", "40.00"]
    assert points_on(sheets, "I.1") == ["25.00", "30.00", "40.00"]


def send(sheet):
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        state=SheetState.SUBMITTED.value, submitted_at=NOON
    )
    sheet.refresh_from_db()


def test_accepting_takes_results_over_and_compares_them():
    _, agencies, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    report(sheets[1], "I.1", "120")
    report(sheets[2], "I.1", "110")
    report(sheets[2], "V", "0", minus="2")
    for sheet in sheets:
        send(sheet)
    head = make_editor(agencies[0])
    appraise(sheets[1], "I.1", head, actual="120", reason="")

    count = services.accept_self_points(
        sheet_id=sheets[2].pk, seen_version=sheets[2].version, actor=head
    )

    assert count == 2
    line = line_of(sheets[2], "I.1")
    assert (line.appraised_actual, line.appraised_points) == (110, 30)
    assert points_on(sheets[2:], "V", "appraised") == ["-1.00"]
    assert AuditEvent.objects.order_by("-id").first().after == {"I.1": "30.00", "V": "-1.00"}


def test_the_secretariat_scores_its_lines_and_leaves_those_of_others_alone():
    _, agencies, sheets = make_calculated_year(3, state=SheetState.SUBMITTED)
    head = make_editor(agencies[0])

    saved = appraise(sheets[2], "II", head, points="15", reason="")

    assert saved.appraised_points == 15
    for key in ("III", "IV"):
        with pytest.raises(Invalid, match=f"Tiêu chí {key}: do .* chấm"):
            appraise(sheets[2], key, head, points="5")


def test_the_province_overrules_with_points_and_gives_results_where_it_scores():
    _, _, sheets = make_calculated_year(3, state=SheetState.SUBMITTED, stage=Stage.APPRAISAL)
    officer = make_officer(sheets[0].season.bloc)

    index = appraise(sheets[2], "IV", officer, Layer.PROVINCE, actual="87.5")
    below_zero = appraise(sheets[2], "V", officer, Layer.PROVINCE, points="-2.5")

    assert (index.province_actual, index.province_points) == (Decimal("87.5"), Decimal("8.75"))
    assert below_zero.province_points == Decimal("-2.5")
    with pytest.raises(Invalid, match="điểm phải từ −5 đến 5"):
        appraise(sheets[2], "V", officer, Layer.PROVINCE, points="-5.5")
    with pytest.raises(Invalid, match="cần nêu lý do"):
        appraise(sheets[1], "IV", officer, Layer.PROVINCE, reason=" ", actual="1")


def test_an_index_beyond_its_scale_needs_the_appraiser_s_reason():
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    index = {"scored_by": Scorer.SECRETARIAT.value, "rule": {"from": "0", "to": "100"}}
    assign(season, make_table([("I", CriterionKind.EXTERNAL, "10")], changes={"I": index}))
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED)
    head = make_editor(agencies[0])

    with pytest.raises(Invalid, match="Tiêu chí I: kết quả 845 nằm ngoài thang gốc"):
        appraise(sheet, "I", head, actual="845", reason="")
    assert line_of(sheet, "I").appraised_actual is None

    saved = appraise(sheet, "I", head, actual="845", reason="Đúng là 845 theo công bố")
    assert saved.appraised_points == 10


def test_the_province_s_own_reason_does_not_let_an_index_beyond_its_scale_pass_unasked():
    _, _, sheets = make_calculated_year(3, state=SheetState.SUBMITTED, stage=Stage.APPRAISAL)
    officer = make_officer(sheets[0].season.bloc)

    with pytest.raises(Invalid, match="ghi lý do có nhắc lại kết quả 845"):
        appraise(sheets[2], "IV", officer, Layer.PROVINCE, actual="845", reason="Theo công bố")

    line = line_of(sheets[2], "IV")
    assert (line.province_actual, line.province_reason, line.version) == (None, "", 1)
    assert not AuditEvent.objects.filter(action="line.appraise_for_province").exists()
    said = "Đã đối chiếu: 845 là đúng"
    saved = appraise(sheets[2], "IV", officer, Layer.PROVINCE, actual="845", reason=said)
    assert (saved.province_actual, saved.province_reason) == (845, said)


def test_a_claim_that_changes_after_the_return_takes_the_appraised_result_with_it():
    _, agencies, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    for sheet, actual in zip(sheets, ("110", "120", "140"), strict=True):
        report(sheet, "I.1", actual)
        send(sheet)
    head = make_editor(agencies[0])
    appraise(sheets[1], "I.1", head, actual="120", reason="")
    appraise(sheets[2], "I.1", head, actual="140", reason="")
    assert points_on(sheets, "I.1", "appraised") == [None, "30.00", "40.00"]
    services.take(
        SheetAction.RETURN, sheet_id=sheets[2].pk, seen_version=1, actor=head, reason="Sửa"
    )

    report(sheets[2], "I.1", "130", make_editor(agencies[2]))

    line = line_of(sheets[2], "I.1")
    assert (line.appraised_actual, line.appraised_points, line.appraisal_reason) == (None, None, "")
    assert points_on(sheets, "I.1", "appraised") == [None, "40.00", None]


def test_nobody_else_writes_an_agencys_results(year):
    _, agencies, sheets = year

    with pytest.raises(NotAllowed):
        report(sheets[2], "I.1", "90", make_editor(agencies[1]))
