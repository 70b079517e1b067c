"""What becomes of a season that scores already when its table is amended."""

from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import (
    AmendedLine,
    Amendment,
    LayerScore,
    LineReturn,
    ScoreLine,
    SeasonTable,
    SheetReturn,
)
from scoring.selectors.rounds import rounds_left
from scoring.states import CriterionKind, LinePolicy, SheetState
from tests.factories import (
    NOON,
    line_of,
    make_agency,
    make_bloc,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_officer,
    make_province,
    make_ranking,
    make_sheet,
    make_table,
    publish,
    score,
)
from tests.scoring.amending import amended, apply, scoring_season

pytestmark = pytest.mark.django_db
KEEP, CLAMP, ASK_AGAIN = LinePolicy
FULL = {"I.1": "38", "I.2": "20", "II.1": "40", "III": "3"}
LOWER = {"I.1": {"max_points": 30, "label": "Tiêu chí I.1"}, "I": {"max_points": 50}}


def finished(state=SheetState.APPRAISED, **fields):
    """Return a season with one sheet that is scored and appraised to the end."""
    season, (_, _, member), officer = scoring_season(stage=Stage.APPRAISAL, **fields)
    sheet = make_sheet(season, member, state=state, points=FULL)
    score(sheet, FULL, layer="appraised")
    return season, sheet, officer


def reloaded(sheet):
    sheet.refresh_from_db()
    return sheet


def record(key):
    return AmendedLine.objects.get(key=key)


def test_lines_follow_their_criteria_and_nothing_else_changes():
    season, sheet, officer = finished()
    before = list(sheet.lines.order_by("pk").values_list("pk", "self_points", "version"))
    table = amended(season.season_table.table, changes={"I": {"label": "Nhóm một"}})

    amendment = apply(season, table, officer)

    assert SeasonTable.objects.get(season=season).table == table
    assert list(sheet.lines.order_by("pk").values_list("pk", "self_points", "version")) == before
    assert set(sheet.lines.values_list("criterion__table", flat=True)) == {table.pk}
    assert (reloaded(sheet).state, sheet.version) == (SheetState.APPRAISED, 1)
    assert not amendment.lines.exists()
    event = AuditEvent.objects.filter(action="season.apply_amendment").get()
    assert (event.before, event.reason) == (
        {"table": amendment.from_table_id},
        "Bổ sung theo Quyết định số 9",
    )
    assert event.after["lines"] == {"changed": 0, "added": 0, "removed": 0}


def test_a_lower_maximum_cuts_the_points_of_every_layer_and_the_record_keeps_them():
    season, sheet, officer = finished()
    score(sheet, {"I.1": "39"}, layer="province")

    apply(season, amended(season.season_table.table, changes=LOWER), officer)

    line = line_of(sheet, "I.1")
    assert (line.self_points, line.appraised_points, line.province_points) == (30, 30, 30)
    assert (line.max_points, line.version) == (30, 2)
    kept = record("I.1")
    assert (kept.policy, kept.change) == ("clamp", "changed")
    assert (kept.before["self_points"], kept.before["province_points"]) == ("38.00", "39.00")
    assert (kept.after["self_points"], kept.after["max_points"]) == ("30.00", "30.00")
    assert (reloaded(sheet).state, sheet.version) == (SheetState.APPRAISED, 2)
    assert not SheetReturn.objects.exists()


def test_points_that_do_not_fit_are_not_kept_and_nothing_is_done():
    season, sheet, officer = finished()
    table = amended(season.season_table.table, changes=LOWER)

    with pytest.raises(Invalid, match=r"I\.1 của .* \(38,00 điểm\): điểm phải từ 0 đến 30\.$"):
        apply(season, table, officer, choices={"I.1": KEEP})

    assert line_of(sheet, "I.1").self_points == 38
    assert SeasonTable.objects.get().table != table
    assert not Amendment.objects.exists()
    assert not AuditEvent.objects.filter(action="season.apply_amendment").exists()


def test_points_that_fit_are_kept_where_that_is_wanted():
    season, sheet, officer = finished()
    raised = {"I.1": {"max_points": 45}, "I": {"max_points": 65}}

    apply(
        season, amended(season.season_table.table, changes=raised), officer, choices={"I.1": KEEP}
    )

    line = line_of(sheet, "I.1")
    assert (line.self_points, line.appraised_points, line.max_points) == (38, 38, 45)
    assert reloaded(sheet).state == SheetState.APPRAISED


def test_asking_again_clears_the_line_and_sends_the_sheet_back_with_the_reason():
    season, sheet, officer = finished()
    ScoreLine.objects.filter(sheet=sheet).update(explanation="Theo báo cáo số 3")
    make_evidence(line_of(sheet, "I.1"))
    raised = {"I.1": {"max_points": 45}, "I": {"max_points": 65}}

    apply(season, amended(season.season_table.table, changes=raised), officer)

    line = line_of(sheet, "I.1")
    assert (line.self_points, line.appraised_points, line.appraisal_reason) == (None, None, "")
    assert (line.explanation, line.evidence.count()) == ("Theo báo cáo số 3", 1)
    assert line_of(sheet, "I.2").self_points == 20
    assert (reloaded(sheet).state, sheet.version, sheet.rounds) == (SheetState.RETURNED, 2, 1)
    back = LineReturn.objects.get()
    assert (back.line, back.self_points, back.appraised_points) == (line, 38, 38)
    assert "điểm tối đa: 40 → 45" in back.reason
    assert back.sheet_return.reason.startswith("Bảng tiêu chí được sửa đổi: Bổ sung")
    assert rounds_left(sheet).used == 0


@pytest.mark.parametrize(
    ("state", "sent", "after", "told"),
    [
        (SheetState.DRAFT, None, SheetState.DRAFT, 0),
        (SheetState.AWAITING, None, SheetState.DRAFT, 1),
        (SheetState.AWAITING, NOON, SheetState.RETURNED, 1),
        (SheetState.RETURNED, NOON, SheetState.RETURNED, 0),
        (SheetState.SUBMITTED, NOON, SheetState.RETURNED, 1),
        (SheetState.APPRAISED, NOON, SheetState.RETURNED, 1),
    ],
)
def test_a_new_criterion_brings_each_sheet_to_where_its_agency_can_score_it(
    state, sent, after, told
):
    season, (_, _, member), officer = scoring_season()
    sheet = make_sheet(season, member, state=state, points=FULL, submitted_at=sent)
    added = [("II.2", CriterionKind.MANUAL, "10")]

    apply(season, amended(season.season_table.table, added=added), officer)

    line = line_of(sheet, "II.2")
    assert (line.self_points, line.max_points, line.is_assigned) == (None, 10, True)
    assert (reloaded(sheet).state, sheet.version) == (after, 2)
    assert SheetReturn.objects.count() == told
    assert (record("II.2").change, record("II.2").before) == ("added", {})


def test_what_only_the_secretariat_scores_opens_the_appraisal_and_not_the_claim():
    season, sheet, officer = finished()
    table = season.season_table.table
    changes = {"II.1": {"scored_by": "secretariat"}}

    apply(season, amended(table, changes=changes), officer)

    assert reloaded(sheet).state == SheetState.SUBMITTED
    assert SheetReturn.objects.get().is_reopening
    assert line_of(sheet, "II.1").appraised_points is None


def test_of_a_criterion_that_was_taken_out_the_record_keeps_everything():
    season, sheet, officer = finished()
    line = line_of(sheet, "I.2")
    file = make_evidence_file(sheet.agency)
    make_evidence(line, title="Quyết định số 5", file=file)
    LayerScore.objects.create(
        line=line,
        layer="cross",
        scorer=make_agency(code="so-ban"),
        points=20,
        min_points=0,
        max_points=20,
        given_at=NOON,
    )
    returned = SheetReturn.objects.create(sheet=sheet, reason="Sửa", returned_at=NOON)
    LineReturn.objects.create(sheet_return=returned, line=line, reason="Thiếu", self_points=10)
    table = amended(season.season_table.table, changes={"I": {"max_points": 40}}, without=["I.2"])

    apply(season, table, officer)

    assert not sheet.lines.filter(pk=line.pk).exists()
    kept = record("I.2")
    assert kept.change == "removed"
    assert kept.before["self_points"] == "20.00"
    assert kept.before["evidence"][0]["title"] == "Quyết định số 5"
    assert kept.before["evidence"][0]["file"] == str(file.uuid)
    assert kept.before["given"][0]["scorer"] == "so-ban"
    assert kept.before["returns"][0]["reason"] == "Thiếu"
    assert type(file).objects.filter(pk=file.pk).exists()
    assert reloaded(sheet).state == SheetState.APPRAISED


def test_a_line_that_moves_up_into_a_freed_code_keeps_its_own_points():
    season, sheet, officer = finished()
    table = season.season_table.table
    moved = {"I.2": {"key": "I.1", "code": "1"}, "I": {"max_points": 20}}
    before = line_of(sheet, "I.2")

    apply(season, amended(table, changes=moved, without=["I.1"]), officer)

    after = line_of(sheet, "I.1")
    assert (after.pk, after.self_points, after.max_points) == (before.pk, 20, 20)
    assert (record("I.1").change, record("I.1").before["self_points"]) == ("removed", "38.00")


def test_points_by_results_are_calculated_anew_for_every_member():
    nodes = [
        ("I", CriterionKind.GROUP, "100"),
        ("I.1", CriterionKind.LEADER_RELATIVE, "100"),
    ]
    table = make_table(nodes, changes={"I.1": {"rule": {"on_target_share": "0.5"}}})
    season, agencies, officer = scoring_season(stage=Stage.APPRAISAL, table=table)
    actuals = {"110": Decimal("75.00"), "120": Decimal(100), "50": Decimal(25)}
    for agency, actual in zip(agencies, actuals, strict=True):
        sheet = make_sheet(season, agency, state=SheetState.SUBMITTED)
        sheet.lines.update(self_actual=actual, target=100, self_points=1)
    changed = {"I.1": {"rule": {"on_target_share": "0.8"}}}

    apply(season, amended(table, changes=changed), officer)

    found = ScoreLine.objects.order_by("self_actual").values_list("self_points", flat=True)
    assert list(found) == [40, 90, 100]
    assert AmendedLine.objects.filter(policy="keep").count() == 3
    assert not SheetReturn.objects.exists()


def test_other_rounding_brings_up_calculated_points_and_leaves_judged_ones():
    nodes = [
        ("I", CriterionKind.GROUP, "20"),
        ("I.1", CriterionKind.PROPORTIONAL, "10"),
        ("I.2", CriterionKind.MANUAL, "10"),
    ]
    table = make_table(nodes)
    season, (member, *_), officer = scoring_season(stage=Stage.APPRAISAL, table=table)
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED, points={"I.2": "7.25"})
    sheet.lines.filter(criterion__key="I.1").update(
        self_actual=Decimal("66.66"), target=100, self_points=Decimal("6.67")
    )

    apply(season, amended(table, rules={"decimals": 1}), officer)

    assert line_of(sheet, "I.1").self_points == Decimal("6.7")
    assert line_of(sheet, "I.2").self_points == Decimal("7.25")
    assert (record("I.1").before["self_points"], record("I.1").after["self_points"]) == (
        "6.67",
        "6.70",
    )
    assert line_of(sheet, "I.2").version == 1


def test_points_that_others_gave_follow_the_same_choice():
    season, sheet, officer = finished()
    given = [
        LayerScore.objects.create(
            line=line_of(sheet, key),
            layer="cross",
            scorer=make_agency(),
            points=points,
            min_points=0,
            max_points=40,
            given_at=NOON,
        )
        for key, points in (("I.1", 38), ("II.1", 40))
    ]
    changes = LOWER | {"II.1": {"max_points": 45}, "II": {"max_points": 45}}

    apply(season, amended(season.season_table.table, changes=changes), officer)

    left = LayerScore.objects.get()
    assert (left.pk, left.points, left.max_points, left.version) == (given[0].pk, 30, 30, 2)
    assert record("II.1").before["given"][0]["points"] == "40.00"


def test_another_kind_leaves_no_choice():
    season, _, officer = finished()
    changes = {"I.2": {"kind": CriterionKind.MANUAL.value}}
    table = amended(season.season_table.table, changes=changes)

    with pytest.raises(Invalid) as refusal:
        apply(season, table, officer, choices={"I.2": KEEP})

    assert refusal.value.field == "I.2"


def test_applying_twice_is_applying_once():
    season, sheet, officer = finished()
    earlier = season.season_table.table_id
    table = amended(season.season_table.table, changes=LOWER)

    first = apply(season, table, officer)
    again = apply(season, table, officer, seen_table=earlier)

    assert first == again
    assert line_of(sheet, "I.1").version == 2
    assert AuditEvent.objects.filter(action="season.apply_amendment").count() == 1


def test_a_version_after_the_next_one_and_a_late_clone_may_be_applied():
    season, sheet, officer = finished()
    second = amended(season.season_table.table, changes=LOWER)
    third = amended(second, changes={"I.1": {"label": "Viết lại"}})

    apply(season, third, officer)

    assert line_of(sheet, "I.1").self_points == 30
    clone = services.clone_table(table=third, code="nam-sau", title="Năm sau", actor=None)
    late = publish(clone)
    season.refresh_from_db()
    apply(season, late, officer, seen_table=third.pk)
    assert line_of(sheet, "I.1").criterion.table == late


def test_a_table_that_does_not_continue_the_season_s_is_not_applied():
    season, sheet, officer = finished()
    first = season.season_table.table
    draft = services.draft_amendment(table=first, actor=None)

    with pytest.raises(Refused, match="không phải là bản sửa đổi"):
        apply(season, make_table(), officer)
    with pytest.raises(Refused, match="đã ban hành"):
        apply(season, draft, officer)
    with pytest.raises(Refused, match="của tỉnh khác"):
        apply(season, make_table(province=make_province()), officer)
    with pytest.raises(Stale):
        apply(season, draft, officer, seen_table=draft.pk)
    with pytest.raises(Invalid, match="nêu lý do"):
        apply(season, draft, officer, reason="  ")

    assert sheet.lines.filter(criterion__table=first).count() == 5


def test_the_province_alone_applies_amendments():
    season, _, _ = finished()
    table = amended(season.season_table.table, changes=LOWER)
    head = season.offices.get(role="head").agency

    for actor in (make_editor(head), make_officer(make_bloc())):
        with pytest.raises(NotAllowed):
            apply(season, table, actor)

    assert not Amendment.objects.exists()


def test_after_the_appraisal_a_season_has_to_be_taken_back_first():
    season, sheet, officer = finished()
    make_ranking(season)
    table = amended(season.season_table.table, changes=LOWER)
    type(season).objects.update(stage=Stage.BLOC_REVIEW.value)

    with pytest.raises(NotAllowed, match="trở lại bước thẩm định"):
        apply(season, table, officer)
    type(season).objects.update(stage=Stage.APPRAISAL.value)
    apply(season, table, officer)

    assert line_of(sheet, "I.1").max_points == 30


def test_a_form_that_was_open_before_the_amendment_does_not_overwrite_it():
    season, (_, _, member), officer = scoring_season()
    sheet = make_sheet(season, member, points=FULL)
    line = line_of(sheet, "I.1")
    apply(season, amended(season.season_table.table, changes=LOWER), officer)

    with pytest.raises(Stale):
        services.save_line(
            line_id=line.pk,
            seen_version=1,
            points=Decimal(40),
            explanation="",
            actor=make_editor(member),
        )

    assert line_of(sheet, "I.1").self_points == 30
