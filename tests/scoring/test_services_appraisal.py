from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.errors import LineConflict
from scoring.states import Layer, SheetState
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    score,
)

pytestmark = pytest.mark.django_db

CLAIMS = {"I.1": "40", "I.2": "20", "II.1": "0"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], state=SheetState.SUBMITTED, points=CLAIMS)


@pytest.fixture
def appraiser(year):
    return make_editor(year[1][0])


def appraise(line, actor, points, reason="", *, seen=None, layer=Layer.APPRAISED):
    return services.save_appraisal(
        line_id=line.pk,
        seen_version=line.version if seen is None else seen,
        points=None if points is None else Decimal(points),
        reason=reason,
        layer=layer,
        actor=actor,
    )


def test_the_appraiser_s_points_stand_beside_the_claim_and_erase_nothing(sheet, appraiser):
    appraise(line_of(sheet, "I.1"), appraiser, "37.5", "Chậm báo cáo")

    held = line_of(sheet, "I.1")
    assert (held.self_points, held.appraised_points) == (40, Decimal("37.50"))
    assert (held.appraisal_reason, held.version) == ("Chậm báo cáo", 2)
    event = AuditEvent.objects.get()
    assert (event.action, event.reason, event.actor) == (
        "line.appraise",
        "Chậm báo cáo",
        appraiser,
    )
    assert event.after == {"appraised_points": "37.50", "appraisal_reason": "Chậm báo cáo"}


def test_points_may_be_saved_before_their_reason_and_taken_back(sheet, appraiser):
    line = appraise(line_of(sheet, "I.1"), appraiser, "30")
    line = appraise(line, appraiser, "30", "Theo hồ sơ")

    appraise(line, appraiser, None)

    held = line_of(sheet, "I.1")
    assert (held.appraised_points, held.appraisal_reason, held.version) == (None, "", 4)


def test_the_same_appraisal_sent_twice_is_one(sheet, appraiser):
    line = appraise(line_of(sheet, "I.1"), appraiser, "30", "Theo hồ sơ")

    appraise(line, appraiser, "30", "Theo hồ sơ")
    with pytest.raises(LineConflict, match="đúng nội dung này"):
        appraise(line, appraiser, "30", "Theo hồ sơ", seen=1)

    assert AuditEvent.objects.count() == 1


def test_two_appraisers_do_not_overwrite_each_other(sheet, appraiser, year):
    line = line_of(sheet, "I.1")
    appraise(line, make_approver(year[1][0]), "30", "Thiếu văn bản")

    with pytest.raises(LineConflict) as refusal:
        appraise(line, appraiser, "35", "Khác", seen=1)

    assert refusal.value.current.appraised_points == 30
    for shown in ("I.1", "30,00", "35,00", "Thiếu văn bản"):
        assert shown in str(refusal.value)
    assert line_of(sheet, "I.1").appraised_points == 30


@pytest.mark.parametrize(
    ("key", "points", "layer"),
    [
        ("I.1", "40.25", Layer.APPRAISED),
        ("I.2", "5", Layer.APPRAISED),
        ("I.1", "0.1", Layer.PROVINCE),
    ],
)
def test_the_table_binds_every_layer(sheet, key, points, layer):
    line = line_of(sheet, key)

    with pytest.raises(Invalid) as refusal:
        appraise(line, None, points, "Lý do", layer=layer)

    assert str(refusal.value).startswith(f"Tiêu chí {key}: ")
    assert line_of(sheet, key).version == 1
    assert not AuditEvent.objects.exists()


def test_people_who_do_not_appraise_this_sheet_change_nothing(sheet, year):
    _, (_, deputy, member) = year
    line = line_of(sheet, "I.1")

    for actor in (make_editor(deputy), make_approver(member), make_officer()):
        with pytest.raises(NotAllowed):
            appraise(line, actor, "30", "Lý do")
        with pytest.raises(NotAllowed):
            services.accept_self_points(sheet_id=sheet.pk, seen_version=1, actor=actor)

    assert line_of(sheet, "I.1").version == 1
    assert not AuditEvent.objects.exists()


def test_the_province_gives_points_only_with_a_reason(sheet, year):
    season, _ = year
    officer = make_officer(season.bloc)
    line = line_of(sheet, "I.1")

    with pytest.raises(Invalid) as refusal:
        appraise(line, officer, "25", "  ", layer=Layer.PROVINCE)
    appraise(line, officer, "25", "Kết luận kiểm tra", layer=Layer.PROVINCE)

    assert refusal.value.field == "reason"
    held = line_of(sheet, "I.1")
    assert (held.self_points, held.appraised_points, held.province_points) == (40, None, 25)
    assert AuditEvent.objects.get().action == "line.appraise_for_province"


def test_the_head_does_not_write_the_province_s_layer(sheet, appraiser):
    with pytest.raises(NotAllowed, match="cơ quan thi đua, khen thưởng tỉnh"):
        appraise(line_of(sheet, "I.1"), appraiser, "25", "Lý do", layer=Layer.PROVINCE)


def test_the_agency_s_own_layer_is_no_appraisal(sheet, appraiser):
    with pytest.raises(ValueError, match="not a layer of an appraisal"):
        appraise(line_of(sheet, "I.1"), appraiser, "25", layer=Layer.SELF)


def test_accepting_takes_over_what_is_claimed_and_not_yet_appraised(sheet, appraiser):
    score(sheet, {"I.1": "35"}, layer="appraised")

    count = services.accept_self_points(sheet_id=sheet.pk, seen_version=1, actor=appraiser)

    shown = {
        line.criterion.key: (line.appraised_points, line.version)
        for line in sheet.lines.select_related("criterion")
    }
    assert count == 2
    assert shown == {
        "I.1": (35, 1),
        "I.2": (20, 2),
        "II.1": (0, 2),
        "III": (None, 1),
        "IV": (None, 1),
    }
    event = AuditEvent.objects.get()
    assert event.after == {"I.2": "20.00", "II.1": "0.00"}


def test_accepting_again_changes_and_records_nothing(sheet, appraiser):
    services.accept_self_points(sheet_id=sheet.pk, seen_version=1, actor=appraiser)

    again = services.accept_self_points(sheet_id=sheet.pk, seen_version=1, actor=appraiser)

    assert again == 0
    assert AuditEvent.objects.count() == 1


def test_accepting_on_an_old_page_is_stale(sheet, appraiser):
    with pytest.raises(Stale):
        services.accept_self_points(sheet_id=sheet.pk, seen_version=0, actor=appraiser)

    assert not AuditEvent.objects.exists()
