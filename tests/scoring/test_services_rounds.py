import importlib
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection

from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import LineReturn, ScoreSheet, SheetReturn
from scoring.selectors.rounds import rounds_left
from scoring.states import SheetAction, SheetState
from tests.factories import (
    assign,
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_table,
    score,
)

pytestmark = pytest.mark.django_db

S, A = SheetState, SheetAction
FULL = {"I.1": "35", "I.2": "20", "II.1": "0"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


@pytest.fixture
def sheet(year):
    return make_sheet(year[0], year[1][2], state=S.SUBMITTED, points=FULL)


def take(action, sheet, *, reason="Thiếu minh chứng", lines=None):
    version = ScoreSheet.objects.get(pk=sheet.pk).version
    return services.take(
        action,
        sheet_id=sheet.pk,
        seen_version=version,
        actor=None,
        reason=reason,
        line_reasons={line_of(sheet, key).pk: text for key, text in (lines or {}).items()},
    )


def save(sheet, key, points, words=""):
    line = line_of(sheet, key)
    return services.save_line(
        line_id=line.pk,
        seen_version=line.version,
        points=None if points is None else Decimal(points),
        explanation=words,
        actor=None,
    )


def kept(key):
    fields = "self_points", "explanation", "appraised_points", "appraisal_reason", "reason"
    rows = LineReturn.objects.filter(line__criterion__key=key).order_by("pk")
    return [
        tuple(str(value) if isinstance(value, Decimal) else value for value in row)
        for row in rows.values_list(*fields)
    ]


def test_what_goes_back_is_kept_with_both_layers_and_never_overwritten(sheet):
    sheet.lines.filter(criterion__key="I.1").update(
        explanation="Đạt", appraisal_reason="Không đủ", appraised_points="30"
    )
    take(A.RETURN, sheet, lines={"I.1": "  Thiếu quyết định "})

    save(sheet, "I.1", "32", "Đã bổ sung")
    take(A.SUBMIT, sheet)
    score(sheet, {"I.1": "31"}, layer="appraised")
    take(A.RETURN, sheet, lines={"I.1": "Vẫn thiếu"})

    assert kept("I.1") == [
        ("35.00", "Đạt", "30.00", "Không đủ", "Thiếu quyết định"),
        ("32.00", "Đã bổ sung", "31.00", "", "Vẫn thiếu"),
    ]
    assert kept("I.2") == [("20.00", "", None, "", "")] * 2
    event = AuditEvent.objects.last()
    assert (event.action, event.after["returned"]) == ("sheet.return", {"I.1": "Vẫn thiếu"})


def test_an_appraisal_that_is_opened_again_is_kept_too(sheet):
    score(sheet, FULL, layer="appraised")
    take(A.APPRAISE, sheet)

    take(A.REOPEN, sheet, reason="Chấm nhầm")

    assert SheetReturn.objects.get().is_reopening is True
    assert kept("I.1") == [("35.00", "", "35.00", "", "")]


def test_what_the_own_head_sends_back_is_not_kept_line_by_line(year):
    sheet = make_sheet(year[0], year[1][2], state=S.AWAITING, points=FULL, submitted_at=None)
    year[0].stage = Stage.SELF_SCORING.value
    year[0].save()

    take(A.SEND_BACK, sheet)

    back = SheetReturn.objects.get()
    assert (back.by_own_head, back.is_reopening, back.lines.count()) == (True, False, 0)


def test_a_line_of_another_sheet_is_refused_with_the_whole_return(year, sheet):
    other = make_sheet(year[0], year[1][0], state=S.SUBMITTED, points=FULL)

    with pytest.raises(Refused, match="không thuộc phiếu này"):
        services.take(
            A.RETURN,
            sheet_id=sheet.pk,
            seen_version=1,
            actor=None,
            reason="x",
            line_reasons={line_of(other, "I.1").pk: "x"},
        )
    with pytest.raises(Invalid, match=r"I\.1: lý do dài quá"):
        take(A.RETURN, sheet, lines={"I.1": "x" * 5_001})

    assert ScoreSheet.objects.get(pk=sheet.pk).state == S.SUBMITTED
    assert not SheetReturn.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_sheet_goes_back_as_often_as_the_table_allows(year):
    season, agencies = year
    assign(season, make_table(rules={"max_rounds": 2}))
    sheet = make_sheet(season, agencies[2], state=S.SUBMITTED, points=FULL)
    take(A.RETURN, sheet)
    take(A.ASK_APPROVAL, sheet)
    take(A.SEND_BACK, sheet)  # the own head's: no round
    take(A.SUBMIT, sheet)
    services.accept_self_points(
        sheet_id=sheet.pk, seen_version=ScoreSheet.objects.get().version, actor=None
    )
    take(A.APPRAISE, sheet)
    take(A.REOPEN, sheet)  # the appraiser's own: no round
    assert rounds_left(sheet).used == 1
    take(A.RETURN, sheet)
    take(A.SUBMIT, sheet)
    before = AuditEvent.objects.count()

    with pytest.raises(Refused, match="tối đa 2 lần; phiếu này đã được trả lại 2 lần"):
        take(A.RETURN, sheet)

    assert ScoreSheet.objects.get().state == S.SUBMITTED
    assert (SheetReturn.objects.count(), AuditEvent.objects.count()) == (4, before)


@pytest.mark.parametrize("action", [A.SUBMIT, A.ASK_APPROVAL])
def test_a_returned_line_is_changed_or_explained_before_the_sheet_goes_again(year, sheet, action):
    actor = (make_approver if action is A.SUBMIT else make_editor)(year[1][2])
    take(A.RETURN, sheet, lines={"I.1": "Thiếu minh chứng", "II.1": "Chưa rõ"})
    save(sheet, "I.1", "30")

    with pytest.raises(Refused, match=r"chưa sửa, cũng chưa giải trình: II\.1\.$"):
        services.take(action, sheet_id=sheet.pk, seen_version=2, actor=actor)
    LineReturn.objects.filter(line__criterion__key="II.1").update(answer="Không phát sinh")
    services.take(action, sheet_id=sheet.pk, seen_version=2, actor=actor)

    assert ScoreSheet.objects.get(pk=sheet.pk).state != S.RETURNED


def test_the_migration_tells_reopenings_by_the_audit(sheet):
    score(sheet, FULL, layer="appraised")
    take(A.RETURN, sheet, reason="Sửa")
    take(A.SUBMIT, sheet)
    take(A.APPRAISE, sheet)
    take(A.REOPEN, sheet, reason="Sửa")  # the same words
    SheetReturn.objects.update(is_reopening=False)
    SheetReturn.objects.create(sheet=sheet, reason="Không rõ", returned_at=sheet.submitted_at)
    migration = importlib.import_module("scoring.migrations.0007_tell_reopening_from_return")

    migration.find_reopenings(apps, connection.schema_editor())

    found = SheetReturn.objects.order_by("pk").values_list("reason", "is_reopening")
    assert list(found) == [("Sửa", False), ("Sửa", True), ("Không rõ", False)]
