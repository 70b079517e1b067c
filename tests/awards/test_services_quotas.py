from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardType, Quota
from awards.rules.quotas import Bracket
from awards.services import QuotaSpec
from awards.states import QuotaMode, QuotaScope
from tests.factories import (
    make_agency,
    make_approver,
    make_award_type,
    make_officer,
    make_province,
    make_quota,
)

pytestmark = pytest.mark.django_db

FROM, NEXT = date(2026, 1, 1), date(2027, 1, 1)


def spec(**fields):
    values = {
        "award_type_id": AwardType.objects.get(code="co-tinh").pk,
        "mode": QuotaMode.BRACKETS,
        "brackets": (Bracket(1, 7, 1), Bracket(8, None, 2)),
        "source": "Quyết định 12/QĐ-UBND",
        "valid_from": FROM,
        **fields,
    }
    return QuotaSpec(**values)


def added(province=None, **fields):
    province = province or make_province()
    officer = make_officer(province=province)
    quota = services.add_quota(
        spec=spec(**fields), province_id=province.pk, reason="Chỉ tiêu 2026", actor=officer
    )
    return quota, officer


def replaced(quota, officer, **fields):
    return services.replace_quota(
        quota_id=quota.pk,
        seen_version=fields.pop("seen_version", 1),
        spec=spec(**{"valid_from": NEXT, **fields}),
        reason=fields.pop("reason", "Chỉ tiêu 2027"),
        actor=officer,
    )


def test_the_one_shipped_limit_warns_of_government_flags_and_nobody_has_verified_it():
    shipped = Quota.objects.get()

    assert shipped.award_type.code == "co-chinh-phu"
    assert (shipped.province, shipped.scope, shipped.base) == (None, "province", "flag_standard")
    assert (shipped.percent, shipped.strictness, shipped.verified) == (Decimal(20), "soft", False)
    assert "91/2017/NĐ-CP, Điều 11" in shipped.source


def test_the_province_adds_a_limit_with_its_brackets():
    quota, _ = added()

    rows = [(one.least, one.most, one.limit) for one in quota.brackets.all()]
    assert rows == [(1, 7, 1), (8, None, 2)]
    event = AuditEvent.objects.get()
    assert (event.action, event.reason) == ("quota.add", "Chỉ tiêu 2026")
    assert event.after["brackets"] == [[1, 7, 1], [8, None, 2]]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"source": "  "}, "source", "căn cứ"),
        ({"valid_to": FROM}, "valid_to", "phải sau ngày"),
        ({"mode": QuotaMode.PERCENT}, "percent", "từ 0 đến 100%"),
        ({"mode": QuotaMode.PERCENT, "percent": Decimal(101)}, "percent", "từ 0 đến 100%"),
        ({"scope": QuotaScope.PROVINCE, "bloc_kind": "cum"}, "bloc_kind", "không phân biệt"),
        ({"brackets": ()}, "brackets", "ít nhất một mức"),
        ({"brackets": (Bracket(1, 7, 1), Bracket(9, None, 2))}, "brackets", "Còn trống giữa 7"),
        ({"brackets": (Bracket(1, 7, 1),)}, "brackets", "để trống số cuối"),
        ({"brackets": (Bracket(1, None, 1),) * 13}, "brackets", "tối đa 12 mức"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_by_the_name_of_its_field(fields, field, sentence):
    with pytest.raises(Invalid, match=sentence) as refusal:
        added(**fields)

    assert refusal.value.field == field
    assert Quota.objects.filter(province__isnull=False).count() == 0
    assert AuditEvent.objects.count() == 0


def test_an_award_of_another_province_has_no_limit_here():
    other = make_award_type(province=make_province())

    with pytest.raises(Invalid, match="danh mục của tỉnh"):
        added(award_type_id=other.pk)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2199, 1, 1)])
def test_a_limit_does_not_begin_on_a_slip_of_the_hand(day):
    count = Quota.objects.count()

    with pytest.raises(Invalid, match="phải từ 01/01/2000 đến") as refusal:
        added(valid_from=day)

    assert (refusal.value.field, Quota.objects.count()) == ("valid_from", count)
    quota, officer = added()
    if day > FROM:
        with pytest.raises(Invalid, match="hai năm kể từ hôm nay"):
            replaced(quota, officer, valid_from=day)
        quota.refresh_from_db()
        assert (quota.version, quota.valid_to) == (1, None)


def test_two_limits_of_one_award_never_hold_on_one_day():
    province = make_province()
    added(province, valid_to=NEXT)

    with pytest.raises(Invalid, match="từ ngày 01/01/2026") as refusal:
        added(province, valid_from=date(2026, 12, 31))
    with pytest.raises(Invalid, match="Đã có hạn mức"):
        added(province, valid_from=date(2025, 1, 1))
    added(province, valid_from=date(2025, 1, 1), valid_to=FROM)
    added(province, valid_from=NEXT)
    added(province, bloc_kind="cum")
    added()  # another province

    assert refusal.value.field == "valid_from"
    assert Quota.objects.filter(province=province).count() == 4


def test_replacing_ends_the_old_limit_on_the_first_day_of_the_new():
    quota, officer = added()

    new = replaced(quota, officer, brackets=(Bracket(1, None, 3),))

    quota.refresh_from_db()
    assert (quota.valid_to, quota.version, new.valid_from) == (NEXT, 2, NEXT)
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.after["replaces"]) == ("quota.replace", quota.pk)
    assert event.before["brackets"] == [[1, 7, 1], [8, None, 2]]


def test_a_replacement_begins_after_the_old_one_and_keeps_award_and_scope():
    quota, officer = added()

    with pytest.raises(Invalid, match="phải sau ngày 01/01/2026"):
        replaced(quota, officer, valid_from=FROM)
    with pytest.raises(Invalid, match="thêm hạn mức mới"):
        replaced(quota, officer, scope=QuotaScope.PROVINCE)
    with pytest.raises(Invalid, match="Còn trống"):
        replaced(quota, officer, brackets=(Bracket(1, 2, 1), Bracket(4, None, 2)))

    quota.refresh_from_db()
    assert (quota.valid_to, quota.version) == (None, 1)


def test_ending_a_limit_needs_a_reason_and_a_day_after_its_first():
    quota, officer = added()
    asked = {"quota_id": quota.pk, "seen_version": 1, "actor": officer}

    with pytest.raises(Invalid, match="lý do"):
        services.end_quota(**asked, ends_on=NEXT, reason=" ")
    with pytest.raises(Invalid, match="phải sau ngày"):
        services.end_quota(**asked, ends_on=FROM, reason="Bãi bỏ")
    ended = services.end_quota(**asked, ends_on=NEXT, reason="Bãi bỏ")

    assert ended.valid_to == NEXT
    assert AuditEvent.objects.latest("id").action == "quota.end"
    with pytest.raises(Invalid, match="đã hết hiệu lực"):
        services.end_quota(
            **{**asked, "seen_version": 2}, ends_on=date(2028, 1, 1), reason="Bãi bỏ"
        )


def test_a_limit_changed_meanwhile_is_neither_replaced_nor_ended():
    quota, officer = added()
    Quota.objects.filter(pk=quota.pk).update(version=2)

    with pytest.raises(Stale):
        replaced(quota, officer)
    with pytest.raises(Stale):
        services.end_quota(
            quota_id=quota.pk, seen_version=1, ends_on=NEXT, reason="Bãi bỏ", actor=officer
        )


def test_only_the_province_itself_writes_its_limits():
    quota, _ = added()
    shipped = make_quota()
    strangers = [make_approver(make_agency()), make_officer(province=make_province())]

    for stranger in strangers:
        with pytest.raises(NotAllowed):
            services.add_quota(
                spec=replace(spec(), valid_from=NEXT),
                province_id=quota.province_id,
                reason="",
                actor=stranger,
            )
        for row in (quota, shipped):
            with pytest.raises(NotAllowed):
                services.end_quota(
                    quota_id=row.pk, seen_version=1, ends_on=NEXT, reason="Bãi bỏ", actor=stranger
                )
    assert AuditEvent.objects.count() == 1
