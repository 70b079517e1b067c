"""Take the content of a workbook over as a version of a criteria table."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction

from accounts.errors import Stale
from accounts.models import User
from blocs.models import Cycle, Province
from blocs.services import open_cycle
from blocs.standing import standing_of
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_table, can_manage_tables, can_manage_tables_of
from scoring.rules.settings_json import written_rules
from scoring.selectors.versions import first_of, next_number, version_for
from scoring.services.cloning import draft_amendment
from scoring.services.tables import create_table, replace_draft
from scoring.spreadsheets.content import TableContent, content_of, says_the_same
from scoring.states import TableState

_CHANGED = (
    "Bảng tiêu chí vừa được người khác thay đổi sau khi quý vị kiểm tra tệp; đề nghị kiểm tra "
    "lại tệp."
)


class Outcome(StrEnum):
    """What an import did."""

    SAME = "same"
    ALREADY = "already"
    NEW = "new"
    REPLACED = "replaced"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Imported:
    """The version that says what the workbook says, and how it came to."""

    table: CriteriaTable
    outcome: Outcome


@transaction.atomic
def import_table(
    *,
    code: str,
    cycle: str,
    content: TableContent,
    seen: str | None = None,
    province: Province | None = None,
    actor: User | None,
) -> Imported:
    """Bring a table to what a workbook says; an equal version stays as it is.

    A draft is replaced; of a published version a draft is made that amends it, beside one that
    is closed a new one; what is published never changes.

    Args:
        cycle: label of the cycle that the table is for; a year may be new (``open_cycle``).
        seen: the ``mark_of`` the version that the differences were shown against; None where
            nobody looked.
        province: whose table a new one is; None for whose the code is already, where that is
            theirs to manage, else for the actor's own.

    Raises:
        NotAllowed: not by this person.
        Stale: the version changed, or a newer one was made, after the differences were shown,
            and it does not say what the workbook says (a second click finds that it does).
        Invalid: the cycle is unknown, the code is another province's, or tree or rules do not
            hold together.
        Refused: the published version is being amended for another cycle.
    """
    can_manage_tables(standing_of(actor)).demand()
    latest = _held(code, cycle)
    if seen is not None and seen != mark_of(latest):
        return _already(latest, content, actor)
    if latest is not None:
        can_manage_table(standing_of(actor), latest).demand()
        if says_the_same(content_of(latest), content):
            return Imported(latest, Outcome.SAME)
        if latest.state == TableState.DRAFT:
            return Imported(_replaced(latest, content, actor), Outcome.REPLACED)
        if latest.state == TableState.PUBLISHED:
            return Imported(_amended(latest, cycle, content, actor), Outcome.AMENDED)
        province = latest.province
    elif province is None:
        province = _owner_of(code, actor)
    opened = open_cycle(label=cycle, actor=actor)
    made = _created(code, opened, content, province=province, actor=actor)
    return Imported(made, Outcome.NEW)


def mark_of(table: CriteriaTable | None) -> str:
    """Return what names a version in its present state; empty for none."""
    return "" if table is None else f"{table.pk}.{table.version}.{table.state}"


def _already(latest: CriteriaTable | None, content: TableContent, actor: User | None) -> Imported:
    """Say that the version holds what was confirmed; any other change is somebody else's."""
    if latest is None or not says_the_same(content_of(latest), content):
        raise Stale(_CHANGED)
    can_manage_table(standing_of(actor), latest).demand()
    return Imported(latest, Outcome.ALREADY)


def _held(code: str, cycle: str) -> CriteriaTable | None:
    """Return the version that code and cycle name, held against other imports."""
    found = version_for(code, cycle)
    if found is None:
        return None
    rows = CriteriaTable.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("cycle", "province").get(pk=found.pk)


def _owner_of(code: str, actor: User | None) -> Province | None:
    """Return whose the code is, when the actor makes tables for them too."""
    first = first_of(code)
    if first is None or not can_manage_tables_of(standing_of(actor), first.province_id):
        return None
    return first.province


def _replaced(draft: CriteriaTable, content: TableContent, actor: User | None) -> CriteriaTable:
    return replace_draft(
        table=draft,
        title=content.title,
        scale=content.scale,
        nodes=content.nodes,
        issued_by=content.issued_by,
        decision=content.decision,
        is_sample=content.is_sample,
        rules=written_rules(content.rules),
        seen_version=draft.version,
        actor=actor,
    )


def _amended(
    published: CriteriaTable, cycle: str, content: TableContent, actor: User | None
) -> CriteriaTable:
    """Draft the next version with its links to the published one, then say what it says."""
    # A draft without a cycle would let the cycle go on to mean the published version.
    draft = draft_amendment(table=published, cycle=cycle, actor=actor)
    return _replaced(draft, content, actor)


def _created(
    code: str,
    cycle: Cycle,
    content: TableContent,
    *,
    province: Province | None,
    actor: User | None,
) -> CriteriaTable:
    try:
        with transaction.atomic():
            return create_table(
                code=code,
                number=next_number(code),
                cycle=cycle,
                province=province,
                title=content.title,
                scale=content.scale,
                nodes=content.nodes,
                issued_by=content.issued_by,
                decision=content.decision,
                is_sample=content.is_sample,
                rules=written_rules(content.rules),
                actor=actor,
            )
    except IntegrityError as error:  # somebody took the number at the same moment
        raise Stale(_CHANGED) from error
