"""Let a season that scores already go on with an amended table."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.models import AmendedLine, Amendment, CriteriaTable, SeasonTable
from scoring.permissions import can_apply_amendment
from scoring.rules.text import tidy_line
from scoring.services.amended_lines import add_lines, carry_lines, take_out_lines
from scoring.services.amendment_plan import Plan, plan_of
from scoring.services.results import TitleLookup, titles_held
from scoring.services.sending_back import open_cross_again, send_back
from scoring.states import LineChange, LinePolicy

MAX_REASON = 500


@transaction.atomic
def apply_amendment(
    *,
    season_id: int,
    to_table: CriteriaTable,
    choices: Mapping[str, LinePolicy],
    reason: str,
    seen_table: int,
    actor: User | None,
    titles_of: TitleLookup = titles_held,
) -> Amendment:
    """Move a season and all its sheets to an amended table, in one step or not at all.

    Lines follow their criterion; new criteria get lines, those taken out leave theirs in the
    record of the amendment. Sheets go back to their agencies where those have to score again,
    and members that had finished scoring a sheet score again what is asked of them anew.
    Applying what is applied already changes nothing.

    Args:
        choices: what becomes of points, by the changed criterion's key in the new table; the
            suggested policy where nothing is said.
        seen_table: the table that the season scored with when the page was opened.
        titles_of: looks up the awards that changed criteria count, where somebody knows the
            records (``reports.services.amend_season_table``).

    Raises:
        NotAllowed: after the appraisal, or not by this person.
        Stale: the season scores with another table by now.
        Invalid: the reason is missing, or points that shall be kept do not fit.
        Refused: the table is not published, or does not continue the season's.

    Source: docs/sources.md#tables-approved-late.
    """
    season = locked_season(season_id)
    can_apply_amendment(standing_of(actor), season).demand()
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    done = Amendment.objects.filter(season=season, to_table=to_table).first()
    if done is not None and assigned is not None and assigned.table_id == to_table.pk:
        return done
    said = _reason(reason)
    if assigned is None or assigned.table_id != seen_table:
        raise Stale("Năm thi đua vừa được giao bảng tiêu chí khác. Quý vị vui lòng tải lại trang.")
    plan = plan_of(season, assigned.table, to_table, choices)
    amendment = Amendment.objects.create(
        season=season,
        from_table=plan.earlier,
        to_table=plan.later,
        reason=said,
        applied_by=actor,
        applied_at=timezone.now(),
    )
    gone = take_out_lines(plan, amendment)
    carried, changed = carry_lines(plan, amendment, titles_of)
    rows = [*gone, *changed, *add_lines(plan, amendment)]
    AmendedLine.objects.bulk_create(rows, batch_size=500)
    touched = {row.sheet_id for row in rows}
    back = send_back(amendment, plan.sheets, carried, plan.changes.added, touched)
    reopened = open_cross_again(plan, carried)
    assigned.table = plan.later
    assigned.save(update_fields=["table"])
    _record(amendment, plan, rows, {"sheets": back} | reopened, actor)
    return amendment


def _reason(reason: str) -> str:
    said = tidy_line(reason)
    if not said:
        raise Invalid("Quý vị cần nêu lý do áp dụng bảng tiêu chí sửa đổi.", field="reason")
    if len(said) > MAX_REASON:
        raise Invalid("Lý do dài quá 500 ký tự, đề nghị rút gọn.", field="reason")
    return said


def _record(
    amendment: Amendment,
    plan: Plan,
    rows: Sequence[AmendedLine],
    moved: Mapping[str, object],
    actor: User | None,
) -> None:
    counts = {
        change.value: sum(row.change == change.value for row in rows) for change in LineChange
    }
    audit.record(
        actor=actor,
        action="season.apply_amendment",
        subject=amendment.season,
        before={"table": plan.earlier.pk},
        after={
            "table": plan.later.pk,
            "policies": {key: policy.value for key, policy in plan.policies.items()},
            "lines": counts,
            **moved,
        },
        reason=amendment.reason,
    )
