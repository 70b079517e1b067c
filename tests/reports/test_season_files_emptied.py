"""A sheet that went back, of which the agency emptied what it had claimed, comes back as it is."""

import pytest
from django.db import transaction

from accounts.errors import Refused
from accounts.models import AuditEvent
from blocs.models import Season
from reports.season_files.loading import dump_season
from reports.season_files.yaml_text import read_yaml
from scoring.models import ScoreLine, ScoreSheet, SheetReturn
from scoring.services.claims import save_lines
from scoring.services.lines import LineEdit
from scoring.services.sheets import take
from scoring.states import SheetAction
from tests.factories import make_officer
from tests.reports.season_loading import held, load, refused
from tests.reports.small_season import small_scoring, small_season

pytestmark = pytest.mark.django_db
NAME = ("khoi-thu", "2022")
KEY = "I.1"


def returned_season(**changes):
    """Return a season whose first sheet was appraised, went back and lacks a required line."""
    scoring = small_scoring(frozen=False)
    sheet = scoring["sheets"][0] | {"state": "returned", "returns": ["Thiếu minh chứng"], **changes}
    line = next(line for line in sheet["lines"] if line["key"] == KEY)
    del line["self"]
    scoring["sheets"][0] = sheet
    return small_season(stage="appraisal", scoring=scoring)


def empty_the_claim(sheet):
    """Send the first sheet back, and take its agency's points of one line away."""
    take(
        SheetAction.RETURN,
        sheet_id=sheet.pk,
        seen_version=sheet.version,
        reason="Thiếu minh chứng",
        actor=None,
    )
    line = sheet.lines.get(criterion__key=KEY)
    edit = LineEdit(line.pk, line.version, None, "Chờ số liệu")
    save_lines(sheet_id=sheet.pk, edits=[edit], actor=None)


def dump_of_an_emptied_sheet(tmp_path):
    """Return the dump of a season where it happened; the season itself is gone again."""
    scoring = small_scoring(frozen=False)
    scoring["sheets"][0]["state"] = "submitted"
    with transaction.atomic():
        load(tmp_path, small_season(stage="appraisal", scoring=scoring))
        empty_the_claim(ScoreSheet.objects.get(agency__code="so-a"))
        text = dump_season(*NAME)
        transaction.set_rollback(True)
    assert not Season.objects.exists()
    return text


def test_a_dump_of_a_sheet_that_lacks_points_since_it_went_back_is_loaded(tmp_path):
    text = dump_of_an_emptied_sheet(tmp_path)

    load(tmp_path, text)

    line = ScoreLine.objects.get(sheet__agency__code="so-a", criterion__key=KEY)
    assert (line.sheet.state, line.self_points, line.explanation) == (
        "returned",
        None,
        "Chờ số liệu",
    )
    assert held() == read_yaml(text)
    assert load(tmp_path, text)[0].sections == ()


def test_several_rounds_are_walked_and_what_was_lacking_is_on_record(tmp_path):
    load(tmp_path, returned_season(returns=["Thiếu minh chứng", "Vẫn thiếu"]))

    assert SheetReturn.objects.count() == 2
    sent = AuditEvent.objects.filter(action="sheet.submit", subject_id=first().pk)
    assert [event.after["lacking"] for event in sent] == [[KEY], [KEY]]


def test_the_agency_cannot_send_it_before_it_has_filled_it(tmp_path):
    load(tmp_path, returned_season())
    sheet = first()

    with pytest.raises(Refused, match=rf"còn tiêu chí chưa chấm điểm: {KEY}\."):
        take(SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=sheet.version, actor=None)


@pytest.mark.parametrize("state", ["awaiting", "submitted", "appraised"])
def test_every_other_state_still_needs_all_points(tmp_path, state):
    (found, *_) = refused(tmp_path, returned_season(state=state))

    assert found.endswith(f"scoring.sheets[0].lines: còn tiêu chí chưa chấm điểm: {KEY}")


def test_no_person_sends_a_sheet_that_lacks_points_so(tmp_path):
    load(tmp_path, returned_season())
    sheet = first()

    with pytest.raises(ValueError, match="only the operator's command"):
        take(
            SheetAction.SUBMIT,
            sheet_id=sheet.pk,
            seen_version=sheet.version,
            may_lack=[KEY],
            actor=make_officer(),
        )

    assert first().state == "returned"


def first():
    return ScoreSheet.objects.get(agency__code="so-a")
