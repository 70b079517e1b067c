"""Every write to the limits of proposals: a limit is added, replaced from a day on, or ended."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import AwardType, Quota, QuotaBracket
from awards.permissions import can_keep_quotas
from awards.rules.in_force import day_fault
from awards.rules.quotas import Bracket, bracket_faults
from awards.services.reasons import demand_reason
from awards.states import QuotaBase, QuotaMode, QuotaScope, ShareRounding, Strictness
from blocs.rules.writing import date_text
from blocs.services.rows import GONE, checked
from blocs.standing import standing_of
from scoring.rules.text import tidy_line

_CHANGED = "Hạn mức này vừa được người khác thay đổi. Quý vị xem lại trước khi làm tiếp."
_MOST_BRACKETS = 12


@dataclass(frozen=True, slots=True)
class QuotaSpec:
    """What a limit says; in force [valid_from, valid_to), ``percent`` in per cent of the base."""

    award_type_id: int
    mode: QuotaMode
    source: str
    valid_from: date
    scope: QuotaScope = QuotaScope.BLOC
    bloc_kind: str = ""
    base: QuotaBase = QuotaBase.MEMBERS
    percent: Decimal | None = None
    rounding: ShareRounding = ShareRounding.DOWN
    brackets: tuple[Bracket, ...] = ()
    strictness: Strictness = Strictness.SOFT
    only_leaders: bool = False
    valid_to: date | None = None
    verified: bool = False


@transaction.atomic
def add_quota(
    *, spec: QuotaSpec, province_id: int | None, reason: str, actor: User | None
) -> Quota:
    """Write a limit where none is in force for the same award, scope and kind of bloc.

    Args:
        province_id: whose it is; None for a limit that holds everywhere.
        reason: why it is set, such as the decision that asks for it.

    Raises:
        NotAllowed: not by this person.
        Invalid: something is missing or cannot be, or another is in force; the field is named.
    """
    _hold_award(spec.award_type_id, province_id)
    can_keep_quotas(standing_of(actor), province_id).demand()
    quota = _written(spec, province_id)
    audit.record(
        actor=actor,
        action="quota.add",
        subject=quota,
        before={},
        after=described(quota),
        reason=tidy_line(reason),
    )
    return quota


@transaction.atomic
def replace_quota(
    *, quota_id: int, seen_version: int, spec: QuotaSpec, reason: str, actor: User | None
) -> Quota:
    """End a limit on the day the new one begins; the old one stays on record.

    Raises:
        Stale: it changed after the page was opened.
        NotAllowed: not by this person.
        Invalid: something is missing or cannot be; the field is named.
    """
    old = _held(quota_id, seen_version, actor)
    said = demand_reason(reason)
    key = (spec.award_type_id, spec.scope.value, spec.bloc_kind)
    if key != (old.award_type_id, old.scope, old.bloc_kind):
        raise Invalid("Muốn đổi hình thức, phạm vi hoặc loại khối, cụm, đề nghị thêm hạn mức mới.")
    before = described(old)
    _end(old, spec.valid_from, field="valid_from")
    quota = _written(spec, old.province_id)
    audit.record(
        actor=actor,
        action="quota.replace",
        subject=quota,
        before=before,
        after=described(quota) | {"replaces": old.pk},
        reason=said,
    )
    return quota


@transaction.atomic
def end_quota(
    *, quota_id: int, seen_version: int, ends_on: date, reason: str, actor: User | None
) -> Quota:
    """End a limit: ``ends_on`` is the first day on which it is not in force any more.

    Raises:
        Stale: it changed after the page was opened.
        NotAllowed: not by this person.
        Invalid: without a reason, or the day is not after its first.
    """
    quota = _held(quota_id, seen_version, actor)
    said = demand_reason(reason)
    before = described(quota)
    _end(quota, ends_on, field="ends_on")
    audit.record(
        actor=actor,
        action="quota.end",
        subject=quota,
        before=before,
        after=described(quota),
        reason=said,
    )
    return quota


def described(quota: Quota) -> dict[str, object]:
    """Return everything a limit says, as the audit keeps it."""
    names = (
        *("province_id", "award_type_id", "scope", "bloc_kind", "mode", "base", "percent"),
        *("rounding", "strictness", "only_leaders", "valid_from", "valid_to", "source", "verified"),
    )
    brackets = quota.brackets.values_list("least", "most", "limit")
    return {name: getattr(quota, name) for name in names} | {
        "brackets": [list(one) for one in brackets]
    }


def _hold_award(award_type_id: int, province_id: int | None) -> None:
    """Hold the award, so that two limits of it are never written at the same time."""
    awards = AwardType.objects.select_for_update(no_key=True)
    award = awards.filter(pk=award_type_id).first()
    if award is None or award.province_id not in {None, province_id}:
        raise Invalid(
            "Hình thức khen thưởng này không có trong danh mục của tỉnh.", field="award_type"
        )


def _held(quota_id: int, seen_version: int, actor: User | None) -> Quota:
    """Return the limit, held after its award, when the person may change it."""
    seen = Quota.objects.filter(pk=quota_id).first()
    if seen is None:
        raise Refused(GONE)
    _hold_award(seen.award_type_id, seen.province_id)
    quota = Quota.objects.select_for_update(of=("self",), no_key=True).get(pk=quota_id)
    if quota.version != seen_version:
        raise Stale(_CHANGED)
    can_keep_quotas(standing_of(actor), quota.province_id).demand()
    return quota


def _end(quota: Quota, day: date, *, field: str) -> None:
    if day <= quota.valid_from:
        raise Invalid(
            f"Ngày này phải sau ngày {date_text(quota.valid_from)} hạn mức bắt đầu có hiệu lực.",
            field=field,
        )
    if quota.valid_to is not None and day > quota.valid_to:
        raise Invalid(f"Hạn mức đã hết hiệu lực từ ngày {date_text(quota.valid_to)}.", field=field)
    quota.valid_to = day
    quota.version += 1
    quota.save(update_fields=["valid_to", "version"])


def _written(spec: QuotaSpec, province_id: int | None) -> Quota:
    """Return the limit with its brackets, checked and saved."""
    _check(spec)
    quota = checked(
        Quota(
            province_id=province_id,
            award_type_id=spec.award_type_id,
            scope=spec.scope.value,
            bloc_kind=spec.bloc_kind,
            mode=spec.mode.value,
            base=spec.base.value,
            percent=spec.percent if spec.mode is QuotaMode.PERCENT else None,
            rounding=spec.rounding.value,
            strictness=spec.strictness.value,
            only_leaders=spec.only_leaders,
            valid_from=spec.valid_from,
            valid_to=spec.valid_to,
            source=tidy_line(spec.source),
            verified=spec.verified,
        )
    )
    _check_alone(quota)
    quota.save(force_insert=True)
    if spec.mode is QuotaMode.BRACKETS:
        rows = [
            QuotaBracket(quota=quota, least=one.least, most=one.most, limit=one.limit)
            for one in spec.brackets
        ]
        QuotaBracket.objects.bulk_create([checked(row) for row in rows])
    return quota


def _check(spec: QuotaSpec) -> None:
    if not tidy_line(spec.source):
        raise Invalid("Quý vị cần ghi căn cứ của hạn mức.", field="source")
    _check_days(spec)
    if spec.bloc_kind and spec.scope is not QuotaScope.BLOC:
        raise Invalid("Hạn mức toàn tỉnh không phân biệt khối với cụm.", field="bloc_kind")
    if spec.mode is QuotaMode.PERCENT:
        if spec.percent is None or not 0 <= spec.percent <= 100:  # noqa: PLR2004 -- per cent
            raise Invalid("Quý vị cần ghi tỷ lệ từ 0 đến 100%.", field="percent")
        return
    if len(spec.brackets) > _MOST_BRACKETS:
        raise Invalid(f"Một hạn mức có tối đa {_MOST_BRACKETS} mức.", field="brackets")
    faults = bracket_faults(spec.brackets)
    if faults:
        raise Invalid(" ".join(faults), field="brackets")


def _check_days(spec: QuotaSpec) -> None:
    if fault := day_fault(spec.valid_from, timezone.localdate()):
        raise Invalid(fault, field="valid_from")
    if spec.valid_to is not None and spec.valid_to <= spec.valid_from:
        raise Invalid("Ngày hết hiệu lực phải sau ngày có hiệu lực.", field="valid_to")


def _check_alone(quota: Quota) -> None:
    """Refuse a second limit for the same award, scope and kind of bloc on one day."""
    others = Quota.objects.filter(
        province=quota.province_id,
        award_type=quota.award_type_id,
        scope=quota.scope,
        bloc_kind=quota.bloc_kind,
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=quota.valid_from))
    if quota.valid_to is not None:
        others = others.filter(valid_from__lt=quota.valid_to)
    other = others.first()
    if other is not None:
        raise Invalid(
            "Đã có hạn mức của hình thức này cho cùng phạm vi, có hiệu lực từ ngày "
            f"{date_text(other.valid_from)}; đề nghị thay hoặc kết thúc hạn mức đó.",
            field="valid_from",
        )
