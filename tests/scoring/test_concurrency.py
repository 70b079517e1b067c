"""Real threads on a file of SQLite and on PostgreSQL; every test fails without its lock."""

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from threading import Semaphore

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from blocs.models import Season
from blocs.services import move_season
from blocs.states import Stage
from scoring import services
from scoring.errors import LineConflict
from scoring.models import EvidenceFile, Ranking, ScoreLine, ScoreSheet, SheetReturn
from scoring.states import SheetAction, SheetState
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    score,
)
from tests.scoring import hostile
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)

FULL = {"I.1": "35", "I.2": "20", "II.1": "40"}


def save(line_id, points, editor, *, seen=1):
    saved = services.save_line(
        line_id=line_id,
        seen_version=seen,
        points=Decimal(points),
        explanation="",
        actor=editor,
    )
    return saved.self_points


def test_two_saves_of_one_line_are_one_save_and_one_conflict():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    line = line_of(make_sheet(season, member), "I.1")
    first, second = make_editor(member), make_editor(member)

    answers = together(
        lambda: save(line.pk, "10", first),
        lambda: save(line.pk, "20", second),
    )

    held = ScoreLine.objects.get(pk=line.pk)
    assert Counter(type(answer) for answer in answers) == {Decimal: 1, str: 1}
    assert "LineConflict" in answers
    assert held.self_points in answers
    assert held.version == 2
    assert AuditEvent.objects.count() == 1


def test_saves_of_different_lines_of_one_sheet_are_all_kept():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, member)
    editor = make_editor(member)
    wanted = {"I.1": "10.25", "I.2": "20", "II.1": "30", "III": "4", "IV": "1"}
    lines = {key: line_of(sheet, key).pk for key in wanted}

    together(
        *(
            lambda pk=lines[key], points=points: save(pk, points, editor)
            for key, points in wanted.items()
        )
    )

    held = {line.criterion.key: str(line.self_points) for line in lines_of(sheet)}
    assert held == {key: f"{Decimal(points):.2f}" for key, points in wanted.items()}
    assert verify_chain() == Head(5, AuditEvent.objects.order_by("id").last().hash)


def lines_of(sheet):
    return sheet.lines.select_related("criterion")


def test_two_hundred_checked_edits_of_twenty_threads_are_all_kept():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    line = line_of(make_sheet(season, member), "I.1")
    editor = make_editor(member)
    ScoreLine.objects.filter(pk=line.pk).update(self_points=0)
    at_a_moment = Semaphore(4)  # of twenty that wait for one row nineteen would save in vain

    def edit_ten_times():
        done = 0
        while done < 10:
            with at_a_moment, suppress(LineConflict, OperationalError):
                seen = ScoreLine.objects.get(pk=line.pk)
                save(line.pk, seen.self_points + step(seen), editor, seen=seen.version)
                done += 1  # or look again, or wait again, as a person would
        return done

    def step(seen):
        return Decimal("0.25") if seen.version <= 100 else Decimal("-0.25")

    answers = together(*[edit_ten_times] * 20)

    held = ScoreLine.objects.get(pk=line.pk)
    assert sum(answers) == 200
    assert held.version == 201
    assert held.self_points == 0  # a hundred steps up and a hundred down
    assert verify_chain() == Head(200, AuditEvent.objects.order_by("id").last().hash)


def test_eight_clicks_at_once_submit_the_sheet_once():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, member, points=FULL)
    approver = make_approver(member)

    answers = together(*[lambda: move(SheetAction.SUBMIT, sheet, approver)] * 8)

    assert sorted(answers) == ["Stale"] * 7 + ["submitted"]
    assert ScoreSheet.objects.get().version == 2
    assert AuditEvent.objects.count() == 1


def move(action, sheet, actor, *, seen=1, reason=""):
    held = services.take(action, sheet_id=sheet.pk, seen_version=seen, actor=actor, reason=reason)
    return held.state


def test_of_appraising_and_returning_at_once_one_wins():
    season, (head, _, member) = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED, points=FULL)
    score(sheet, FULL, layer="appraised")
    first, second = make_editor(head), make_approver(head)

    answers = together(
        *[lambda: move(SheetAction.APPRAISE, sheet, first)] * 5,
        *[lambda: move(SheetAction.RETURN, sheet, second, reason="Thiếu minh chứng")] * 5,
    )

    held = ScoreSheet.objects.get()
    assert Counter(answers) == {held.state: 1, "Stale": 9}
    assert SheetReturn.objects.count() == (held.state == SheetState.RETURNED)
    assert AuditEvent.objects.count() == 1


def test_a_save_and_the_sending_of_its_sheet_never_pass_each_other():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, member, points=FULL)
    line = line_of(sheet, "I.1")
    editor, approver = make_editor(member), make_approver(member)

    saved, sent = together(
        lambda: save(line.pk, "12", editor),
        lambda: move(SheetAction.SUBMIT, sheet, approver),
    )

    # Either the save came first and was sent, or it was refused with the sheet on its way.
    assert sent == "submitted"
    expected = Decimal(12) if saved == Decimal(12) else Decimal(35)
    assert saved in {Decimal(12), "NotAllowed"}
    assert line_of(sheet, "I.1").self_points == expected
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == (["line.save"] if saved == Decimal(12) else []) + ["sheet.submit"]


def test_the_stage_does_not_move_while_a_sheet_is_being_sent():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, member, points=FULL)
    approver = make_approver(member)

    def close():
        moved = move_season(
            season_id=season.pk, to=Stage.APPRAISAL, seen_version=season.version, actor=None
        )
        return moved.stage

    sent, closed = together(lambda: move(SheetAction.SUBMIT, sheet, approver), close)

    assert closed == Stage.APPRAISAL
    assert Season.objects.get(pk=season.pk).stage == Stage.APPRAISAL
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    if sent == "submitted":
        assert actions[0] == "sheet.submit"
    else:
        assert (sent, "sheet.submit" in actions) == ("NotAllowed", False)


def test_eight_clicks_at_once_freeze_one_ranking():
    season, (head, deputy) = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    for agency in (head, deputy):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=FULL)
        score(sheet, FULL, layer="appraised")
    secretary = make_editor(head)

    answers = together(
        *[
            lambda: (
                services.freeze_ranking(
                    season_id=season.pk, seen_version=season.version, actor=secretary
                ).pk
            )
        ]
        * 8
    )

    assert set(answers) == {Ranking.objects.get().pk}
    assert AuditEvent.objects.count() == 1


def test_the_same_file_sent_at_once_for_many_lines_is_stored_once():
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheets = [make_sheet(season, member)]
    other, _ = make_bloc_year(2, stage=Stage.SELF_SCORING)
    sheets.append(make_sheet(other, member))  # the same agency in another season
    editor = make_editor(member)
    data = hostile.pdf()
    lines = [line_of(sheet, key).pk for sheet in sheets for key in ("I.1", "I.2", "II.1")]

    answers = together(
        *(
            lambda pk=pk: (
                services.attach_evidence(
                    line_id=pk, upload=SimpleUploadedFile("a.pdf", data), title="", actor=editor
                ).document.file_id
            )
            for pk in lines
        )
    )

    file = EvidenceFile.objects.get()
    assert set(answers) == {file.pk}
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [f"{file.uuid}.pdf"]
    assert AuditEvent.objects.count() == 6


def test_sheets_opened_by_two_at_once_are_one_set():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, agencies[0]).delete()
    secretary = make_editor(agencies[0])

    answers = together(
        *[lambda: len(services.open_sheets(season_id=season.pk, actor=secretary))] * 4
    )

    assert sorted(answers) == [0, 0, 0, 3]
    assert ScoreSheet.objects.count() == 3
    assert ScoreLine.objects.count() == 15
