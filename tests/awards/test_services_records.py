"""What agencies hold: entered, corrected, revoked on record, and counted at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards.models import AwardRecord, AwardType, CompletionRating
from awards.services.keeping import Ground
from awards.services.ratings import amend_rating, rate_agency, revoke_rating
from awards.services.records import amend_award, record_award, revoke_award
from awards.states import AwardBasis, CompletionLevel, RecordOrigin
from blocs.states import Role, Stage
from tests.factories import (
    appoint,
    assign,
    line_of,
    make_agency,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_sheet,
)
from tests.scoring.calculated import make_calculated_table

pytestmark = pytest.mark.django_db

GROUND = Ground(decision_number="15/QĐ-UBND", decided_on=date(2023, 2, 5), issuer="UBND tỉnh")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def officer(province):
    return make_officer(province=province)


@pytest.fixture
def year():
    return make_cycle(label="2022")


def enter(agency, year, officer, **changes):
    values = {"award_type": make_award_type(), "ground": GROUND, **changes}
    return record_award(agency=agency, cycle=year, actor=officer, **values)


def test_an_award_is_entered_with_its_audit_line(province, officer, year):
    agency = make_agency(province=province)

    record = enter(agency, year, officer, ground=Ground("  15/QĐ-UBND ", date(2023, 2, 5)))

    assert (record.decision_number, record.origin) == ("15/QĐ-UBND", RecordOrigin.ENTERED)
    event = AuditEvent.objects.get(action="award.record")
    assert (event.actor, event.after["agency"]) == (officer, agency.code)


def test_the_same_award_under_the_same_decision_is_entered_once(province, officer, year):
    agency, flag = make_agency(province=province), make_award_type()
    enter(agency, year, officer, award_type=flag)

    with pytest.raises(Invalid, match="đã được ghi với cùng số quyết định"):
        enter(agency, year, officer, award_type=flag)

    assert AwardRecord.objects.count() == AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("ground", "sentence"),
    [
        (Ground(decided_on=date(2023, 2, 5)), "cần ghi cả số quyết định"),
        (Ground("1/QĐ", date(2021, 12, 31)), "không được trước khi năm thi đua bắt đầu"),
        (Ground("1/QĐ", date(2999, 1, 1)), "không được sau ngày hôm nay"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(province, officer, year, ground, sentence):
    with pytest.raises(Invalid, match=sentence) as refusal:
        enter(make_agency(province=province), year, officer, ground=ground)

    assert refusal.value.field == "decided_on"
    assert AwardRecord.objects.count() == AuditEvent.objects.count() == 0


def test_only_the_agencys_province_keeps_its_history(province, year):
    agency = make_agency(province=province)
    for stranger in (make_officer(province=make_province()), make_editor(agency)):
        with pytest.raises(NotAllowed):
            enter(agency, year, stranger)

    assert AuditEvent.objects.count() == 0


def test_an_officer_of_named_blocs_keeps_the_history_of_their_members(year):
    season, members = make_bloc_year(2)
    officer = make_officer(season.bloc)

    enter(members[0], year, officer)
    with pytest.raises(NotAllowed):
        enter(make_agency(), year, officer)


def amend(record, officer, **changes):
    values = {
        "award_type": record.award_type,
        "cycle": record.cycle,
        "basis": AwardBasis.MERIT,
        "ground": GROUND,
        "seen_version": record.version,
        "reason": "Ghi nhầm số",
        **changes,
    }
    return amend_award(record_id=record.pk, actor=officer, **values)


def test_a_correction_keeps_what_stood_before(province, officer, year):
    record = enter(make_agency(province=province), year, officer)

    amend(record, officer, ground=Ground("16/QĐ-UBND", date(2023, 2, 6)))

    record.refresh_from_db()
    event = AuditEvent.objects.get(action="award.amend")
    assert (record.decision_number, record.version) == ("16/QĐ-UBND", 2)
    assert event.before["decision_number"] == "15/QĐ-UBND"
    assert event.reason == "Ghi nhầm số"


def test_a_correction_needs_a_reason_and_the_latest_version(province, officer, year):
    record = enter(make_agency(province=province), year, officer)

    with pytest.raises(Invalid, match="lý do"):
        amend(record, officer, reason="  ")
    with pytest.raises(Stale):
        amend(record, officer, seen_version=2)

    record.refresh_from_db()
    assert (record.version, AuditEvent.objects.count()) == (1, 1)


def test_what_the_province_decided_is_revoked_and_never_corrected(province, officer, year):
    agency = make_agency(province=province)
    record = enter(agency, year, officer, origin=RecordOrigin.DECIDED)

    with pytest.raises(Refused, match="chỉ thu hồi được"):
        amend(record, officer)


def revoke(record, officer, day=date(2024, 3, 1), **changes):
    values = {"reason": "Kê khai sai", "seen_version": record.version, **changes}
    return revoke_award(record_id=record.pk, revoked_on=day, actor=officer, **values)


def test_a_revoked_award_stays_on_record_and_changes_no_more(province, officer, year):
    record = revoke(enter(make_agency(province=province), year, officer), officer)

    with pytest.raises(Refused, match="đã bị thu hồi"):
        revoke(record, officer)
    with pytest.raises(Refused, match="đã bị thu hồi"):
        amend(record, officer)

    record.refresh_from_db()
    assert (record.revoked_on, record.revocation_reason) == (date(2024, 3, 1), "Kê khai sai")


@pytest.mark.parametrize("days", [-1, 1])
def test_a_revocation_lies_between_the_decision_and_today(province, officer, year, days):
    record = enter(make_agency(province=province), year, officer)
    limit = GROUND.decided_on if days < 0 else timezone.localdate()

    with pytest.raises(Invalid) as refusal:
        revoke(record, officer, limit + timedelta(days=days))

    assert refusal.value.field == "revoked_on"
    revoke(record, officer, limit)


def test_bonuses_follow_a_record_from_entry_to_revocation(year):
    season, members = make_bloc_year(2, stage=Stage.SELF_SCORING, cycle=make_cycle(label="2023"))
    assign(season, make_calculated_table())
    sheet, officer = make_sheet(season, members[0]), make_officer(season.bloc)
    government, provincial = (
        AwardType.objects.get(code=code) for code in ("co-chinh-phu", "co-tinh")
    )

    record = enter(members[0], year, officer, award_type=government)
    first = line_of(sheet, "VI").self_points
    amend(record, officer, award_type=provincial)
    second = line_of(sheet, "VI").self_points
    record.refresh_from_db()
    revoke(record, officer)

    assert first > second > line_of(sheet, "VI").self_points == 0


def rate(agency, year, officer, **changes):
    values = {"level": CompletionLevel.EXCELLENT, "ground": GROUND, **changes}
    return rate_agency(agency=agency, cycle=year, actor=officer, **values)


def test_a_year_is_rated_once_until_the_rating_is_annulled(province, officer, year):
    agency = make_agency(province=province)
    rating = rate(agency, year, officer)

    with pytest.raises(Invalid, match="đã có mức xếp loại"):
        rate(agency, year, officer, level=CompletionLevel.GOOD)
    revoke_rating(
        rating_id=rating.pk,
        revoked_on=date(2024, 1, 5),
        reason="Chấm sai",
        seen_version=1,
        actor=officer,
    )
    rate(agency, year, officer, level=CompletionLevel.GOOD)

    assert CompletionRating.objects.filter(revoked_on__isnull=True).get().level == "good"
    assert AuditEvent.objects.filter(action__startswith="rating.").count() == 3


def test_a_rating_is_corrected_with_its_reason(province, officer, year):
    rating = rate(make_agency(province=province), year, officer)
    values = {"rating_id": rating.pk, "level": CompletionLevel.GOOD, "ground": GROUND}

    with pytest.raises(Invalid, match="lý do"):
        amend_rating(**values, seen_version=1, reason="", actor=officer)
    amend_rating(**values, seen_version=1, reason="Nhầm dòng", actor=officer)

    assert AuditEvent.objects.get(action="rating.amend").before["level"] == "excellent"


def test_nobody_keeps_the_history_of_an_agency_they_act_for(province, year):
    agency = make_agency(province=province)
    party = make_officer(province=province)
    appoint(party, Role.EDITOR, agency=agency)

    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        enter(agency, year, party)

    assert not AwardRecord.objects.exists()
    assert not AuditEvent.objects.exists()


def test_nothing_is_achieved_in_a_year_that_has_not_begun(province, officer):
    agency = make_agency(province=province)
    coming = make_cycle(label=str(timezone.localdate().year + 1))

    with pytest.raises(Invalid, match="chưa bắt đầu") as refusal:
        enter(agency, coming, officer, ground=Ground())
    assert refusal.value.field == "cycle"
    with pytest.raises(Invalid, match="chưa bắt đầu"):
        rate_agency(
            agency=agency,
            cycle=coming,
            level=CompletionLevel.GOOD,
            ground=Ground(),
            actor=officer,
        )
