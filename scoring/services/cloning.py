"""Make a new draft from a table: for another cycle, or to amend it."""

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import Cycle, Province
from blocs.services import open_cycle
from blocs.services.rows import checked
from blocs.standing import standing_of
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_tables_of
from scoring.rules.text import tidy_line
from scoring.selectors.nodes import as_nodes, criteria_of
from scoring.services.planting import plant
from scoring.services.tables import demand_own_code, home_province
from scoring.states import TableState


@transaction.atomic
def clone_table(
    *,
    table: CriteriaTable,
    code: str,
    number: int = 1,
    title: str,
    cycle: str = "",
    province: Province | None = None,
    actor: User | None,
) -> CriteriaTable:
    """Draft a table for another cycle with the tree and rules of an earlier one.

    What was decided about the earlier table says nothing about the new one: it is a draft,
    unpublished, without issuer or decision, used by no season. Each criterion knows which one
    it continues, so that results can be followed over the years.

    Args:
        code: with ``number``, the name of the new table.
        cycle: label of the cycle that the new table is made for, empty for none; a year may be
            new (``open_cycle``).
        province: whose table it is; None for the actor's own (see ``home_province``).

    Raises:
        NotAllowed: not by this person.
        Invalid: code, title or cycle cannot be used, or the code is another province's.
        Refused: the table is a draft, or there is a table of this code and number.
    """
    standing = standing_of(actor)
    owner = province or (table.province if standing.is_system else home_province(standing))
    can_manage_tables_of(standing, owner.pk if owner else None).demand()
    demand_own_code(code.strip(), owner)
    copy = CriteriaTable(
        code=code.strip(),
        number=number,
        title=tidy_line(title),
        cycle=_cycle_of(cycle, actor),
        province=owner,
        cloned_from=table,
        is_sample=table.is_sample,
    )
    return _copied(table, copy, action="table.clone", actor=actor)


def _copied(
    source: CriteriaTable, copy: CriteriaTable, *, action: str, actor: User | None
) -> CriteriaTable:
    """Save the copy with the source's tree and rules, each criterion linked to its own."""
    if source.state == TableState.DRAFT:
        raise Refused("Bảng tiêu chí này còn là dự thảo; quý vị sửa ngay trên dự thảo.")
    copy.scale, copy.rules = source.scale, source.rules
    try:
        with transaction.atomic():
            checked(copy).save()
    except IntegrityError as error:
        raise Invalid(
            f"Đã có bảng tiêu chí mang mã {copy.code}, bản {copy.number}.", field="code"
        ) from error
    criteria = criteria_of(source)
    plant(copy, as_nodes(criteria), {row.key: row.pk for row in criteria})
    audit.record(
        actor=actor,
        action=action,
        subject=copy,
        before={},
        after={
            "code": copy.code,
            "number": copy.number,
            "title": copy.title,
            "cycle": copy.cycle.label if copy.cycle else None,
            "from": f"{source.code} ({source.number})",
            "criteria": len(criteria),
        },
    )
    return copy


def _cycle_of(label: str, actor: User | None) -> Cycle | None:
    return open_cycle(label=label, actor=actor) if label else None


@transaction.atomic
def draft_amendment(*, table: CriteriaTable, cycle: str = "", actor: User | None) -> CriteriaTable:
    """Draft the next version of a published table, to be corrected and published in its turn.

    Args:
        cycle: label of the cycle that the draft is made for where its table names none.

    Raises:
        NotAllowed: not by this person.
        Invalid: the label names no year.
        Refused: the table is not in use, was amended already, or is being amended.
    """
    held = CriteriaTable.objects.select_for_update(of=("self",), no_key=True).get(pk=table.pk)
    can_manage_tables_of(standing_of(actor), held.province_id).demand()
    if held.state == TableState.CLOSED:
        raise Refused("Bảng tiêu chí này đã hết áp dụng nên không sửa đổi được.")
    later = held.amendments.order_by("-number").first()
    if later is not None:
        raise Refused(
            f"Bảng tiêu chí này đã có bản sửa đổi (bản {later.number}); quý vị sửa đổi tiếp từ "
            "bản đó."
        )
    last = CriteriaTable.objects.filter(code=held.code).order_by("-number").first()
    copy = CriteriaTable(
        code=held.code,
        number=(last or held).number + 1,
        title=held.title,
        cycle=held.cycle or _cycle_of(cycle, actor),
        province=held.province,
        amends=held,
        is_sample=held.is_sample,
    )
    return _copied(held, copy, action="table.draft_amendment", actor=actor)
