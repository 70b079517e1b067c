"""Every write to the catalogue of awards: a province's names, and its own forms."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from awards.models import AwardLabel, AwardType
from awards.permissions import can_keep_catalogue
from awards.rules.in_force import day_fault
from awards.services.reasons import demand_reason
from awards.states import AwardKind, AwardLevel
from blocs.models import Province
from blocs.rules.writing import date_text
from blocs.services.rows import checked
from blocs.standing import standing_of
from scoring.rules.text import tidy_line

_CHANGED = "Tên gọi này vừa được người khác thay đổi. Quý vị xem lại trước khi làm tiếp."


@dataclass(frozen=True, slots=True)
class OwnName:
    """What a province calls an award and hands over with it; both empty for nothing of its own."""

    label: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardTypeSpec:
    """A form of a province's own.

    Args:
        counts_as_id: the award of the law that it is; None where it is none of them.
        grade: 1 to 3; None without grades.
        source: the decision that brought it in.
        valid_from: the first day on which it can be given; None for always.
    """

    code: str
    name: str
    kind: AwardKind
    level: AwardLevel
    decided_by: str
    source: str
    counts_as_id: int | None = None
    grade: int | None = None
    item: str = ""
    valid_from: date | None = None


@transaction.atomic
def call_award(
    *, province: Province, award_type_id: int, called: OwnName, seen: OwnName, actor: User | None
) -> AwardLabel | None:
    """Say what a province calls an award and hands over with it; nothing at all takes it back.

    Args:
        seen: what the page showed.

    Raises:
        Stale: it changed after the page was opened.
        NotAllowed: not by this person.
        Invalid: the award is another province's, or another award is called the same.
    """
    _hold_names()
    award = _held(award_type_id)
    can_keep_catalogue(standing_of(actor), province.pk).demand()
    if award.province_id not in {None, province.pk}:
        raise Invalid("Hình thức này không có trong danh mục của tỉnh.", field="label")
    row = AwardLabel.objects.filter(province=province, award_type=award).first()
    before = OwnName(row.label, row.item) if row else OwnName()
    if before != seen:
        raise Stale(_CHANGED)
    after = OwnName(tidy_line(called.label), tidy_line(called.item))
    if after.label == award.name:
        after = OwnName("", after.item)
    if after == before:
        return row
    if after.label:
        _check_alone(award, after.label, province, "label")
    row = row or AwardLabel(province=province, award_type=award)
    row.label, row.item = after.label, after.item
    if after == OwnName():
        row.delete()
    else:
        checked(row).save()
    audit.record(
        actor=actor,
        action="award_type.call",
        subject=award,
        before=_described(province, before),
        after=_described(province, after),
    )
    return None if after == OwnName() else row


@transaction.atomic
def add_award_type(
    *, province_id: int | None, spec: AwardTypeSpec, reason: str, actor: User | None
) -> AwardType:
    """Add a form to the catalogue, at its end; it is never deleted, only ended.

    Args:
        province_id: whose it is; None for one that all provinces have.
        reason: why, such as the decision that asks for it.

    Raises:
        NotAllowed: not by this person.
        Invalid: something is missing, the code or name is taken, or it cannot count as that
            award; the field is named.
    """
    _hold_names()
    can_keep_catalogue(standing_of(actor), province_id).demand()
    award = AwardType(
        province_id=province_id,
        code=spec.code.strip(),
        name=tidy_line(spec.name),
        kind=spec.kind.value,
        level=spec.level.value,
        decided_by=tidy_line(spec.decided_by),
        source=tidy_line(spec.source),
        counts_as_id=spec.counts_as_id,
        grade=spec.grade,
        item=tidy_line(spec.item),
        valid_from=spec.valid_from,
        position=(AwardType.objects.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    _check_new(award)
    checked(award).save(force_insert=True)
    audit.record(
        actor=actor,
        action="award_type.add",
        subject=award,
        before={},
        after=described(award),
        reason=demand_reason(reason),
    )
    return award


@transaction.atomic
def end_award_type(
    *, award_type_id: int, ends_on: date, reason: str, actor: User | None
) -> AwardType:
    """Say from which day on a form is not given any more; what was given stays on record.

    Raises:
        NotAllowed: not by this person.
        Refused: it is ended already.
        Invalid: without a reason, or the day is not after its first, not after the last decision
            that gave it, or far from today.
    """
    award = _held(award_type_id)
    can_keep_catalogue(standing_of(actor), award.province_id).demand()
    said = demand_reason(reason)
    if award.valid_to is not None:
        raise Refused(f"Hình thức này đã ghi ngày thôi áp dụng là {date_text(award.valid_to)}.")
    if fault := _end_fault(award, ends_on):
        raise Invalid(fault, field="ends_on")
    return _set_end(award, ends_on, "award_type.end", said, actor)


@transaction.atomic
def resume_award_type(*, award_type_id: int, reason: str, actor: User | None) -> AwardType:
    """Take the end of a form back: it is given on as if it had never been ended.

    What was written meanwhile stays as it is, and a form that has ended keeps its name, so
    nothing can stand against it.

    Raises:
        NotAllowed: not by this person.
        Refused: it is not ended.
        Invalid: without a reason.
    """
    award = _held(award_type_id)
    can_keep_catalogue(standing_of(actor), award.province_id).demand()
    said = demand_reason(reason)
    if award.valid_to is None:
        raise Refused("Hình thức này chưa ghi ngày thôi áp dụng.")
    return _set_end(award, None, "award_type.resume", said, actor)


def described(award: AwardType) -> dict[str, object]:
    """Return a form as the audit keeps it."""
    names = (
        *("code", "name", "kind", "level", "decided_by", "source", "province_id", "counts_as_id"),
        *("grade", "item", "valid_from", "valid_to"),
    )
    return {name: getattr(award, name) for name in names}


def _end_fault(award: AwardType, ends_on: date) -> str:
    """Say why a form cannot end on the day; empty where it can."""
    if award.valid_from is not None and ends_on <= award.valid_from:
        begun = date_text(award.valid_from)
        return f"Ngày này phải sau ngày {begun} hình thức bắt đầu áp dụng."
    given = award.records.filter(revoked_on__isnull=True).aggregate(last=Max("decided_on"))["last"]
    if given is not None and ends_on <= given:
        return f"Hình thức này đã được tặng ngày {date_text(given)}; ngày này phải sau ngày ấy."
    return day_fault(ends_on, timezone.localdate())


def _set_end(
    award: AwardType, day: date | None, action: str, reason: str, actor: User | None
) -> AwardType:
    before = described(award)
    award.valid_to = day
    award.save(update_fields=["valid_to"])
    audit.record(
        actor=actor,
        action=action,
        subject=award,
        before=before,
        after=described(award),
        reason=reason,
    )
    return award


def _described(province: Province, called: OwnName) -> dict[str, object]:
    return {"province": province.code, "label": called.label, "item": called.item}


def _hold_names() -> None:
    """Let one change of names and places in the catalogue happen at a time."""
    list(AwardType.objects.select_for_update(no_key=True).order_by("pk")[:1])


def _held(award_type_id: int) -> AwardType:
    return AwardType.objects.select_for_update(of=("self",), no_key=True).get(pk=award_type_id)


def _check_new(award: AwardType) -> None:
    if not award.source:
        raise Invalid("Quý vị cần ghi văn bản quy định hình thức này.", field="source")
    if AwardType.objects.filter(code=award.code).exists():
        raise Invalid("Mã này đã có trong danh mục.", field="code")
    _check_alone(award, award.name, award.province, "name")
    canonical = award.counts_as
    if canonical is None:
        return
    if award.province_id is None or canonical.province_id is not None:
        raise Invalid(
            "Chỉ hình thức riêng của tỉnh được tính như hình thức trong luật.", field="counts_as"
        )
    if (canonical.kind, canonical.level) != (award.kind, award.level):
        raise Invalid(
            f"“{canonical.name}” là {canonical.get_kind_display().lower()}, "
            f"{canonical.get_level_display().lower()}; loại và cấp phải giống nhau.",
            field="counts_as",
        )


def _check_alone(award: AwardType, name: str, province: Province | None, field: str) -> None:
    """Refuse a name that another award bears, as the law or a province calls it.

    Args:
        province: in which catalogue; None for a form that all provinces have.
    """
    others, called = AwardType.objects.exclude(pk=award.pk), AwardLabel.objects.exclude(label="")
    if province is not None:
        others, called = others.of_province(province), called.filter(province=province)
    called = called.exclude(award_type=award.pk)
    names = {*others.values_list("name", flat=True), *called.values_list("label", flat=True)}
    if name.casefold() in {one.casefold() for one in names}:
        raise Invalid("Danh mục đã có hình thức khác mang tên này.", field=field)
