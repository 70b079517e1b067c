"""Provinces, agencies, blocs and cycles: created once, never changed by saying them again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import Agency, AgencyName, Bloc, BlocAlias, Cycle, Province
from blocs.permissions import can_keep_registry, can_open_cycle
from blocs.selectors import period_of
from blocs.services.rows import checked
from blocs.standing import standing_of
from blocs.states import AgencyLevel, BlocKind, CycleKind, LetterheadBy

Row = TypeVar("Row", bound=models.Model)
NO_CYCLE = (
    "Chưa có năm thi đua “{}”; đề nghị quý vị ghi bốn chữ số như 2027, năm học ghi như 2026-2027."
)

_FIELD_LABELS = {
    "aliases": "các tên gọi khác",
    "ends_on": "ngày kết thúc",
    "is_sample": "dấu dữ liệu mẫu",
    "kind": "loại",
    "letterhead": "tên cơ quan chủ quản ở đầu văn bản",
    "letterhead_by": "văn bản mang tên đơn vị trưởng hay tên khối, cụm",
    "level": "cấp",
    "name": "tên",
    "place": "địa danh",
    "province": "tỉnh",
    "short_name": "tên ngắn",
    "starts_on": "ngày bắt đầu",
}


@transaction.atomic
def ensure_province(
    *,
    code: str,
    name: str,
    letterhead: str = "",
    letterhead_by: str = LetterheadBy.HEAD_AGENCY.value,
    place: str = "",
    actor: User | None,
) -> Province:
    """Create the province, or return the one that says the same.

    Args:
        letterhead: the upper line of its papers.
        letterhead_by: a word of ``LetterheadBy``.
        place: the place name before the date of its papers.

    Raises:
        NotAllowed: not by this person.
        Refused: the code is taken by a province that differs; the field is named.
    """
    can_keep_registry(standing_of(actor)).demand()
    wanted = {
        "name": name,
        "letterhead": letterhead,
        "letterhead_by": letterhead_by,
        "place": place,
    }
    found = Province.objects.filter(code=code).first()
    if found is None:
        return _create(Province(code=code, **wanted), wanted, actor)
    _demand_same(f"Tỉnh “{code}”", _values(found, wanted), wanted)
    return found


@transaction.atomic
def ensure_agency(
    *,
    code: str,
    name: str,
    short_name: str,
    level: AgencyLevel,
    province: Province | None,
    actor: User | None,
) -> Agency:
    """Create the agency, or return the one that says the same.

    A name that the agency bore before (``AgencyName``) is its own name too.

    Raises:
        NotAllowed: not by this person.
        Refused: the code is taken by an agency that differs; the field is named.
    """
    can_keep_registry(standing_of(actor)).demand()
    wanted: dict[str, object] = {
        "name": name,
        "short_name": short_name,
        "level": level.value,
        "province": province,
    }
    found = Agency.objects.select_related("province").filter(code=code).first()
    if found is None:
        return _create(Agency(code=code, **wanted), wanted | {"province": _code(province)}, actor)
    held = _values(found, wanted)
    if AgencyName.objects.filter(agency=found, name=name).exists():
        held["name"] = name
    _demand_same(f"Đơn vị “{code}”", held, wanted)
    return found


@transaction.atomic
def ensure_bloc(
    *,
    code: str,
    kind: BlocKind,
    name: str,
    province: Province | None,
    aliases: Sequence[str] = (),
    is_sample: bool = False,
    actor: User | None,
) -> Bloc:
    """Create the bloc with its other names, or return the one that says the same.

    Raises:
        NotAllowed: not by this person.
        Refused: the code is taken by a bloc that differs; the field is named.
    """
    can_keep_registry(standing_of(actor)).demand()
    columns = {"kind": kind.value, "name": name, "province": province, "is_sample": is_sample}
    wanted: dict[str, object] = {**columns, "aliases": list(aliases)}
    found = Bloc.objects.select_related("province").filter(code=code).first()
    if found is not None:
        held = _values(found, columns)
        held["aliases"] = [alias.name for alias in found.aliases.all()]
        _demand_same(f"Khối, cụm “{code}”", held, wanted)
        return found
    bloc = _insert(Bloc(code=code, **columns))
    BlocAlias.objects.bulk_create(checked(BlocAlias(bloc=bloc, name=alias)) for alias in aliases)
    _record_new(bloc, wanted | {"province": _code(province)}, actor)
    return bloc


@transaction.atomic
def ensure_cycle(
    *, label: str, kind: CycleKind, starts_on: date, ends_on: date, actor: User | None
) -> Cycle:
    """Create the cycle [starts_on, ends_on], or return the one that says the same.

    Raises:
        NotAllowed: not by this person.
        Refused: the period is empty, or the label is taken by a cycle that differs.
    """
    can_keep_registry(standing_of(actor)).demand()
    if starts_on >= ends_on:
        raise Refused("Ngày bắt đầu năm thi đua phải trước ngày kết thúc.")
    wanted = {"kind": kind.value, "starts_on": starts_on, "ends_on": ends_on}
    found = Cycle.objects.filter(label=label).first()
    if found is None:
        return _create(Cycle(label=label, **wanted), wanted, actor)
    _demand_same(f"Năm thi đua “{label}”", _values(found, wanted), wanted)
    return found


@transaction.atomic
def open_cycle(*, label: str, actor: User | None) -> Cycle:
    """Return the cycle of a label; a year that nobody has opened yet is opened on record.

    Args:
        label: ``2027`` for a calendar year, ``2026-2027`` for a school year, which begins on
            the day on which the latest school year on record did.

    Raises:
        NotAllowed: there is no such cycle, and this person opens none.
        Invalid: there is no such cycle, and the label names no year.
    """
    found = Cycle.objects.filter(label=label).first()
    if found is not None:
        return found
    can_open_cycle(standing_of(actor)).demand()
    return plant_cycle(label, actor)


def plant_cycle(label: str, actor: User | None) -> Cycle:
    """Write a cycle that nobody has opened yet; whoever calls this has asked for the rights.

    Raises:
        Invalid: the label names no year.
    """
    period = period_of(label)
    if period is None:
        raise Invalid(NO_CYCLE.format(label), field="cycle")
    wanted = {"kind": period.kind.value, "starts_on": period.starts_on, "ends_on": period.ends_on}
    return _create(Cycle(label=label, **wanted), wanted, actor)


def _create(row: Row, described: Mapping[str, object], actor: User | None) -> Row:
    _insert(row)
    _record_new(row, described, actor)
    return row


def _insert(row: Row) -> Row:
    """Save a new row, or say that another writer was faster."""
    checked(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("Mã này vừa được người khác đưa vào. Đề nghị thực hiện lại.") from error
    return row


def _record_new(row: models.Model, described: Mapping[str, object], actor: User | None) -> None:
    action = f"{row._meta.model_name}.add"  # noqa: SLF001 -- Django documents _meta
    audit.record(actor=actor, action=action, subject=row, before={}, after=described)


def _values(row: models.Model, names: Mapping[str, object]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _demand_same(what: str, held: Mapping[str, object], wanted: Mapping[str, object]) -> None:
    for field, value in wanted.items():
        if held[field] != value:
            raise Refused(
                f"{what} đã có nhưng khác về {_FIELD_LABELS[field]}: "
                f"đang ghi {_word(held[field])}, không phải {_word(value)}."
            )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(value) or "để trống"
    return "để trống" if value in {None, ""} else f"“{value}”"


def _code(province: Province | None) -> str | None:
    return province.code if province else None
