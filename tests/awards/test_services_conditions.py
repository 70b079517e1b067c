"""Written conditions are added, replaced, retired and checked; nothing else changes them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards.models import AwardCondition, ConditionCheck
from awards.rules.eligibility.conditions import living
from awards.selectors.conditions import all_conditions
from awards.services import (
    ConditionSpec,
    add_condition,
    check_condition,
    replace_condition,
    retire_condition,
)
from awards.states import EligibilityKind
from tests.awards.eligibility_rows import award
from tests.factories import make_agency, make_editor, make_officer, make_province

pytestmark = pytest.mark.django_db
SPEC = ConditionSpec(
    kind=EligibilityKind.RANK_AT_MOST,
    params={"rank": 3},
    wording="Xếp hạng từ 3 trở lên.",
    law="Quyết định số 01/2026/QĐ-UBND",
    article="Điều 5",
    source="Bản giấy, lưu tại Phòng Thi đua, khen thưởng",
    valid_from=date(2026, 1, 1),
)


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def officer(province):
    return make_officer(province=province)


def add(actor=None, province_id=None, **fields):
    spec = replace(SPEC, award_type_id=award("co-tinh").pk, **fields)
    return add_condition(spec=spec, province_id=province_id, reason="Quy định mới", actor=actor)


def spec_of(row, **fields):
    held = {name: getattr(row, name) for name in SPEC.__dataclass_fields__}
    return ConditionSpec(**{**held, "kind": EligibilityKind(row.kind), **fields})


def ids(province_id, *, among):
    numbers = {row.pk for row in among}
    return [row.id for row in living(all_conditions(province_id), province_id) if row.id in numbers]


def counts():
    return (
        AwardCondition.objects.count(),
        ConditionCheck.objects.count(),
        AuditEvent.objects.count(),
    )


def test_a_condition_is_written_with_its_author_and_the_audit_keeps_all_of_it(officer, province):
    row = add(officer, province.pk, wording="  Xếp hạng\ttừ 3 trở lên. ")

    assert (row.wording, row.written_by, row.province) == (SPEC.wording, officer, province)
    assert read_back(row) == {"rank": 3}
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.after["params"], event.reason) == (
        "condition.add",
        {"rank": 3},
        "Quy định mới",
    )
    assert not ConditionCheck.objects.exists()


def test_a_kind_that_says_all_by_itself_needs_no_numbers(officer, province):
    row = add(officer, province.pk, kind=EligibilityKind.LED_BLOC, params={})

    assert read_back(row) == {}


def test_sets_in_another_order_are_no_change():
    codes = ["co-tinh", "bang-khen-tinh"]
    row = add(kind=EligibilityKind.HAS_AWARD, params={"codes": codes})
    turned = spec_of(row, params={"codes": codes[::-1], "bases": ["sudden", "merit", "thematic"]})

    with pytest.raises(Refused, match="chưa có gì thay đổi"):
        replace_condition(
            condition_id=row.pk, spec=turned, province_id=None, reason="Sửa", actor=None
        )


def read_back(row):
    return AwardCondition.objects.get(pk=row.pk).params


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"wording": " "}, "wording"),
        ({"law": ""}, "law"),
        ({"source": ""}, "source"),
        ({"wording": "x" * 501}, "wording"),
        ({"params": {"rank": 0}}, "rank"),
        ({"valid_to": date(2026, 1, 1)}, "valid_to"),
        ({"kind": EligibilityKind.HAS_AWARD, "params": {"codes": ["khong-co"]}}, ""),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(fields, field):
    before = counts()
    with pytest.raises(Invalid) as refusal:
        add(**fields)

    assert (refusal.value.field, counts()) == (field, before)


def test_only_the_province_writes_and_only_for_itself(officer, province):
    other = make_province()
    row = add(province_id=other.pk)
    before = counts()
    for actor in (officer, make_editor(make_agency())):
        for province_id in (None, other.pk):
            with pytest.raises(NotAllowed):
                add(actor, province_id)
        with pytest.raises(NotAllowed):
            retire_condition(condition_id=row.pk, province_id=other.pk, reason="x", actor=actor)
        with pytest.raises(NotAllowed):
            replace_condition(
                condition_id=row.pk,
                spec=spec_of(row, wording="Khác"),
                province_id=other.pk,
                reason="x",
                actor=actor,
            )
        with pytest.raises(NotAllowed):
            check_condition(
                condition_id=row.pk, province_id=other.pk, verified=True, note="x", actor=actor
            )

    assert counts() == before


def test_an_edit_is_a_new_row_in_the_place_of_the_old_one(officer, province):
    old = add(officer, province.pk)
    new = replace_condition(
        condition_id=old.pk,
        spec=spec_of(old, params={"rank": 2}),
        province_id=province.pk,
        reason="Quyết định sửa đổi",
        actor=officer,
    )

    assert AwardCondition.objects.get(pk=old.pk).params == {"rank": 3}
    assert (new.params, new.replaces) == ({"rank": 2}, old)
    assert ids(province.pk, among=[old, new]) == [new.pk]
    event = AuditEvent.objects.latest("id")
    assert (event.before["params"], event.after["params"]) == ({"rank": 3}, {"rank": 2})


def test_a_province_replaces_the_law_for_itself(officer, province):
    law = add()
    own = replace_condition(
        condition_id=law.pk,
        spec=spec_of(law, params={"rank": 1}),
        province_id=province.pk,
        reason="Quy định riêng",
        actor=officer,
    )

    assert ids(province.pk, among=[law, own]) == [own.pk]
    assert ids(make_province().pk, among=[law, own]) == [law.pk]


def test_an_edit_that_changes_nothing_says_so_and_one_without_a_reason_too(officer, province):
    row = add(officer, province.pk)
    before = counts()
    shared = {"condition_id": row.pk, "province_id": province.pk, "actor": officer}
    with pytest.raises(Refused, match="chưa có gì thay đổi"):
        replace_condition(spec=spec_of(row), reason="Sửa", **shared)
    with pytest.raises(Invalid) as refusal:
        replace_condition(spec=spec_of(row, wording="Khác"), reason=" ", **shared)
    with pytest.raises(Invalid, match="thêm mới"):
        replace_condition(
            spec=spec_of(row, kind=EligibilityKind.LED_BLOC, params={}), reason="Sửa", **shared
        )

    assert (refusal.value.field, counts()) == ("reason", before)


def test_what_was_replaced_or_retired_is_stale(officer, province):
    row = add(officer, province.pk)
    shared = {"province_id": province.pk, "actor": officer, "reason": "Sửa"}
    new = replace_condition(condition_id=row.pk, spec=spec_of(row, wording="Khác"), **shared)
    with pytest.raises(Stale):
        replace_condition(condition_id=row.pk, spec=spec_of(row, wording="Khác nữa"), **shared)
    with pytest.raises(Stale):
        retire_condition(condition_id=row.pk, **shared)
    retire_condition(condition_id=new.pk, **shared)
    with pytest.raises(Stale):
        check_condition(
            condition_id=new.pk,
            province_id=province.pk,
            verified=True,
            note="Đã xem",
            actor=officer,
        )

    assert ids(province.pk, among=[row, new]) == []


def test_a_province_may_end_a_condition_of_the_law_for_itself(officer, province):
    law = add()
    ended = retire_condition(
        condition_id=law.pk, province_id=province.pk, reason="Không áp dụng", actor=officer
    )

    assert (ended.replaces, ended.province, ended.wording) == (law, province, law.wording)
    assert AwardCondition.objects.get(pk=law.pk).retired_at is None
    assert ids(province.pk, among=[law, ended]) == []
    assert ids(None, among=[law, ended]) == [law.pk]


def test_a_provinces_own_row_is_not_replaced_for_all():
    row = add(province_id=make_province().pk)

    with pytest.raises(Invalid):
        retire_condition(condition_id=row.pk, province_id=None, reason="x", actor=None)


def test_retiring_asks_for_a_reason(officer, province):
    row = add(officer, province.pk)
    with pytest.raises(Invalid) as refusal:
        retire_condition(condition_id=row.pk, province_id=province.pk, reason=" ", actor=officer)

    assert refusal.value.field == "reason"
    assert ids(province.pk, among=[row]) == [row.pk]


def test_a_check_names_who_and_what_it_was_compared_with(officer, province):
    law = add()
    check = check_condition(
        condition_id=law.pk,
        province_id=province.pk,
        verified=True,
        note="Công báo số 12",
        actor=officer,
    )

    assert (check.province, check.checked_by, check.note) == (province, officer, "Công báo số 12")
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.after["verified"]) == ("condition.check", True)
    with pytest.raises(Invalid) as refusal:
        check_condition(
            condition_id=law.pk, province_id=province.pk, verified=False, note="", actor=officer
        )
    assert refusal.value.field == "note"


def test_a_new_row_has_to_be_verified_anew(officer, province):
    old = add(officer, province.pk)
    shared = {"province_id": province.pk, "actor": officer}
    check_condition(condition_id=old.pk, verified=True, note="Công báo", **shared)
    new = replace_condition(
        condition_id=old.pk, spec=spec_of(old, wording="Khác"), reason="Sửa", **shared
    )

    assert list(new.checks.all()) == []
    assert old.checks.count() == 1


def test_a_condition_that_is_not_there_is_gone():
    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        retire_condition(condition_id=900_001, province_id=None, reason="x", actor=None)


@pytest.mark.django_db(transaction=True)
def test_two_who_edit_the_same_row_at_once_leave_one_new_row():
    row = add()
    officers = [make_officer() for _ in range(4)]

    def edit(actor):
        try:
            replace_condition(
                condition_id=row.pk,
                spec=spec_of(row, wording=f"Bản của {actor.username}"),
                province_id=None,
                reason="Sửa",
                actor=actor,
            )
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(edit, officers))

    assert outcomes == ["Stale"] * 3 + ["done"]
    assert AwardCondition.objects.filter(replaces=row).count() == 1
    assert AuditEvent.objects.filter(action="condition.replace").count() == 1
