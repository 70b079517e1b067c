"""Every write to the written conditions of awards: rows are added and replaced, never edited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import AwardCondition, AwardType, ConditionCheck
from awards.permissions import can_keep_conditions
from awards.rules.eligibility.conditions import living
from awards.rules.eligibility.params import codes_of
from awards.rules.eligibility.reading import read_params
from awards.selectors.conditions import all_conditions
from awards.services.reasons import demand_reason
from awards.states import EligibilityKind
from blocs.services.rows import GONE, checked
from blocs.standing import standing_of
from scoring.rules.json_fields import SettingsError
from scoring.rules.text import tidy_line

_CHANGED = "Điều kiện này vừa được thay thế hoặc thôi áp dụng. Quý vị xem lại bản đang dùng."
_TEXTS = ("route", "wording", "law", "article", "clause", "source")


@dataclass(frozen=True, slots=True)
class ConditionSpec:
    """What a condition says. ``params`` are those of its kind; in force [valid_from, valid_to)."""

    kind: EligibilityKind
    wording: str
    law: str
    source: str
    award_type_id: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    route: str = ""
    position: int = 1
    article: str = ""
    clause: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_warning: bool = False


@transaction.atomic
def add_condition(
    *, spec: ConditionSpec, province_id: int | None, reason: str, actor: User | None
) -> AwardCondition:
    """Write a condition that stands beside the others; nobody has verified it yet.

    Args:
        province_id: whose it is; None for the law that holds for all.
        reason: why it is added, such as the decision that asks for it.

    Raises:
        NotAllowed: not by this person.
        Invalid: something is missing or cannot be; the field is named.
    """
    can_keep_conditions(standing_of(actor), province_id).demand()
    row = _row(spec, province_id=province_id, reason=reason, actor=actor)
    row.save(force_insert=True)
    audit.record(
        actor=actor,
        action="condition.add",
        subject=row,
        before={},
        after=described(row),
        reason=row.reason,
    )
    return row


@transaction.atomic
def replace_condition(
    *,
    condition_id: int,
    spec: ConditionSpec,
    province_id: int | None,
    reason: str,
    actor: User | None,
) -> AwardCondition:
    """Write a condition in the place of another; the old one stays on record, unused.

    The new row has to be verified anew. A province that replaces a condition of the law does
    so for itself alone.

    Args:
        province_id: for whom it is replaced; None for all.

    Raises:
        NotAllowed: not by this person.
        Stale: it was replaced or retired after the page was opened.
        Invalid: something is missing or cannot be, or another kind or award is named.
        Refused: nothing is changed.
    """
    old = _held(condition_id, province_id)
    can_keep_conditions(standing_of(actor), province_id).demand()
    if (spec.kind, spec.award_type_id) != (EligibilityKind(old.kind), old.award_type_id):
        raise Invalid("Muốn đổi loại điều kiện hoặc hình thức khen thưởng, đề nghị thêm mới.")
    row = _row(spec, province_id=province_id, reason=reason, actor=actor)
    if not row.reason:
        raise Invalid("Quý vị cần nêu lý do sửa điều kiện.", field="reason")
    if _says_the_same(row, old):
        raise Refused("Nội dung chưa có gì thay đổi so với bản đang dùng.")
    row.replaces = old
    row.save(force_insert=True)
    audit.record(
        actor=actor,
        action="condition.replace",
        subject=row,
        before=described(old),
        after=described(row),
        reason=row.reason,
    )
    return row


@transaction.atomic
def retire_condition(
    *, condition_id: int, province_id: int | None, reason: str, actor: User | None
) -> AwardCondition:
    """End the use of a condition for a province, or for all; it stays on record.

    A province that ends a condition of the law gets a row of its own that says so.

    Raises:
        NotAllowed: not by this person.
        Stale: it was replaced or retired after the page was opened.
        Invalid: without a reason.
    """
    old = _held(condition_id, province_id)
    can_keep_conditions(standing_of(actor), province_id).demand()
    said = demand_reason(reason, missing="Quý vị cần nêu lý do thôi áp dụng.")
    before = described(old)
    if old.province_id == province_id:
        old.retired_at = timezone.now()
        old.save(update_fields=["retired_at"])
        ended = old
    else:
        ended = AwardCondition(**_said(old), province_id=province_id, reason=said, replaces=old)
        ended.written_by, ended.written_at, ended.retired_at = actor, timezone.now(), timezone.now()
        checked(ended).save(force_insert=True)
    audit.record(
        actor=actor,
        action="condition.retire",
        subject=ended,
        before=before,
        after=described(ended),
        reason=said,
    )
    return ended


@transaction.atomic
def check_condition(
    *,
    condition_id: int,
    province_id: int | None,
    verified: bool,
    note: str,
    actor: User | None,
) -> ConditionCheck:
    """Record that somebody compared the condition with the text of the law, or takes it back.

    Only a verified condition can stand in the way of a proposal.

    Args:
        province_id: for whom it is compared; None for all.
        note: what it was compared with.

    Raises:
        NotAllowed: not by this person.
        Stale: the condition was replaced or retired after the page was opened.
        Invalid: without a note.
    """
    condition = _held(condition_id, province_id, own=False)
    can_keep_conditions(standing_of(actor), province_id).demand()
    said = tidy_line(note)
    if not said:
        raise Invalid("Quý vị cần ghi đã đối chiếu với văn bản nào.", field="note")
    check = ConditionCheck(
        condition=condition,
        province_id=province_id,
        verified=verified,
        note=said,
        checked_by=actor,
        checked_at=timezone.now(),
    )
    checked(check).save(force_insert=True)
    audit.record(
        actor=actor,
        action="condition.check",
        subject=condition,
        before={},
        after={"province": province_id, "verified": verified, "note": said},
    )
    return check


def described(row: AwardCondition) -> dict[str, object]:
    """Return everything a condition says, as the audit keeps it."""
    return {
        **_said(row),
        "province_id": row.province_id,
        "replaces_id": row.replaces_id,
        "retired_at": row.retired_at,
    }


def _held(condition_id: int, province_id: int | None, *, own: bool = True) -> AwardCondition:
    """Return the condition that stands for the province, held against every other writer.

    Args:
        own: it is going to be replaced or retired: a province's row only by the province.
    """
    rows = AwardCondition.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=condition_id).first()
    if row is None:
        raise Refused(GONE)
    if own and row.province_id is not None and row.province_id != province_id:
        raise Invalid("Điều kiện riêng của một tỉnh chỉ sửa được cho tỉnh đó.", field="scope")
    if condition_id not in {one.id for one in living(all_conditions(province_id), province_id)}:
        raise Stale(_CHANGED)
    return row


def _row(
    spec: ConditionSpec, *, province_id: int | None, reason: str, actor: User | None
) -> AwardCondition:
    """Return the row that the spec describes, checked and not yet saved."""
    texts = {name: tidy_line(getattr(spec, name)) for name in _TEXTS}
    for name, label in (("wording", "nội dung"), ("law", "văn bản"), ("source", "nguồn")):
        if not texts[name]:
            raise Invalid(f"Quý vị cần ghi {label} của điều kiện.", field=name)
    if spec.valid_from and spec.valid_to and spec.valid_to <= spec.valid_from:
        raise Invalid("Ngày hết hiệu lực phải sau ngày có hiệu lực.", field="valid_to")
    _check_params(spec)
    row = AwardCondition(
        kind=spec.kind.value,
        award_type_id=spec.award_type_id,
        province_id=province_id,
        params=dict(spec.params),
        position=spec.position,
        valid_from=spec.valid_from,
        valid_to=spec.valid_to,
        is_warning=spec.is_warning,
        reason=tidy_line(reason),
        written_by=actor,
        written_at=timezone.now(),
        **texts,
    )
    return checked(row)


def _check_params(spec: ConditionSpec) -> None:
    try:
        named = codes_of(read_params(spec.kind, spec.params))
    except SettingsError as error:
        raise Invalid(_fault_words(error), field=error.path) from error
    known = set(AwardType.objects.filter(code__in=named).values_list("code", flat=True))
    if named - known:
        raise Invalid("Danh mục không có một hình thức khen thưởng đã chọn.")


def _fault_words(error: SettingsError) -> str:
    """Write what is wrong as a sentence, with the alternative it is wrong in."""
    place = re.search(r"\[([0-9]+)\]", error.path)
    lead = f"Phương án {int(place[1]) + 1}: " if place else ""
    sentence = f"{lead}{error.fault}."
    return sentence[:1].upper() + sentence[1:]


def _says_the_same(one: AwardCondition, other: AwardCondition) -> bool:
    """Compare two rows of a kind; sets in another order are the same sets."""
    kind = EligibilityKind(one.kind)
    read = [{**_said(row), "params": read_params(kind, row.params)} for row in (one, other)]
    return read[0] == read[1]


def _said(row: AwardCondition) -> dict[str, Any]:
    """Return the columns in which two rows that say the same are equal."""
    names = ("award_type_id", "kind", "params", "position", "valid_from", "valid_to", "is_warning")
    return {name: getattr(row, name) for name in (*names, *_TEXTS)}
