"""Facts that bar a member or cost it points: declared by one person, decided by another."""

from collections.abc import Mapping

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.services.rows import GONE, locked_season
from blocs.standing import standing_of
from scoring.models import DeclaredFact
from scoring.permissions.facts import can_decide_fact, can_declare_fact
from scoring.rules.settings import MOST_CONDITION_CODE
from scoring.rules.text import tidy
from scoring.selectors.declared import conditions_of, declarable
from scoring.services.documents import fitting_line
from scoring.services.evidence import NamedFile, stored_file
from scoring.states import FactState
from scoring.uploads import CheckedUpload, check_upload

MOST_DOCUMENT, MOST_REASON = 300, 500
_ACTIONS: Mapping[FactState, str] = {
    FactState.CONFIRMED: "fact.confirm",
    FactState.DISMISSED: "fact.dismiss",
}


def declare_fact(
    *,
    season_id: int,
    agency: Agency,
    condition: str,
    fact: str,
    document: str = "",
    upload: NamedFile | None = None,
    actor: User | None,
) -> DeclaredFact:
    """Declare a fact about a member under a condition of the season's table.

    It counts for nothing until another person has confirmed it. The file is kept with the
    member's own, and checked before anything is locked.

    Args:
        condition: the code of a condition of the kind that is declared.
        document: number, date and issuer of what proves the fact; may be empty.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: no member, no such condition, nothing said, or a file that cannot be taken.
    """
    checked = None if upload is None else check_upload(upload, upload.name or "")
    written: list[str] = []
    try:
        return _declare(
            season_id,
            DeclaredFact(
                agency=agency,
                condition=condition,
                fact=_said(fact),
                document=fitting_line(document, MOST_DOCUMENT, "document"),
            ),
            checked,
            actor,
            written,
        )
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise


@transaction.atomic
def decide_fact(
    *, fact_id: int, to: FactState, seen_version: int, reason: str, actor: User | None
) -> DeclaredFact:
    """Confirm a fact or dismiss it; what was decided may be decided anew, and stays on record.

    Args:
        to: confirmed or dismissed.
        reason: what the decision rests on.

    Raises:
        ValueError: the state is not one that is decided.
        NotAllowed: the season is closed, or not by this person.
        Stale: someone else decided after the page was opened.
        Invalid: without a reason.
        Refused: it was decided so already.
    """
    if to not in _ACTIONS:
        raise ValueError(f"{to} is not a decision")
    fact = _locked(fact_id)
    if fact.version != seen_version:
        raise Stale("Sự việc này vừa được người khác xử lý. Quý vị xem lại trước khi làm tiếp.")
    can_decide_fact(standing_of(actor), fact).demand()
    if fact.state == to:
        raise Refused(f"Sự việc này đang ở trạng thái “{fact.get_state_display().lower()}”.")
    said = fitting_line(reason, MOST_REASON, "reason")
    if not said:
        raise Invalid("Quý vị cần nêu căn cứ của quyết định này.", field="reason")
    before = _described(fact)
    fact.state = to.value
    fact.decided_by, fact.decided_at, fact.decision_reason = actor, timezone.now(), said
    fact.version += 1
    fact.save(update_fields=["state", "decided_by", "decided_at", "decision_reason", "version"])
    audit.record(
        actor=actor,
        action=_ACTIONS[to],
        subject=fact,
        before=before,
        after=_described(fact),
        reason=said,
    )
    return fact


@transaction.atomic
def _declare(
    season_id: int,
    fact: DeclaredFact,
    checked: CheckedUpload | None,
    actor: User | None,
    written: list[str],
) -> DeclaredFact:
    season = locked_season(season_id)
    standing = standing_of(actor)
    can_declare_fact(standing, season, seats_of(season), fact.agency_id).demand()
    _demand_member(season, fact.agency)
    _demand_condition(season, fact.condition)
    fact.season = season
    fact.file = None if checked is None else stored_file(fact.agency, checked, actor, written)
    fact.declared_by, fact.declared_at = actor, timezone.now()
    fact.save()
    audit.record(
        actor=actor, action="fact.declare", subject=fact, before={}, after=_described(fact)
    )
    return fact


def _demand_member(season: Season, agency: Agency) -> None:
    if not season.memberships.filter(agency=agency).exists():
        raise Invalid(
            f"{agency.name} không phải là thành viên của năm thi đua này.", field="agency"
        )


def _demand_condition(season: Season, code: str) -> None:
    known = {one.code for one in declarable(conditions_of(season))}
    if code not in known:
        raise Invalid("Bảng tiêu chí của năm thi đua không có điều kiện này.", field="condition")
    if len(code) > MOST_CONDITION_CODE:  # of a table that was there before the limit was kept
        raise Invalid(
            f"Mã điều kiện “{code[:60]}” dài hơn {MOST_CONDITION_CODE} ký tự nên chưa ghi được sự "
            "việc; đề nghị tỉnh rút gọn mã ấy bằng bản sửa đổi của bảng tiêu chí.",
            field="condition",
        )


def _locked(fact_id: int) -> DeclaredFact:
    """Return the fact of a held season, held too."""
    season_id = DeclaredFact.objects.filter(pk=fact_id).values_list("season", flat=True).first()
    if season_id is None:
        raise Refused(GONE)
    season = locked_season(season_id)
    facts = DeclaredFact.objects.select_related("agency", "file")
    fact = facts.select_for_update(of=("self",), no_key=True).get(pk=fact_id)
    fact.season = season
    return fact


def _said(text: str) -> str:
    said = tidy(text)
    if not said:
        raise Invalid("Quý vị cần ghi nội dung sự việc.", field="fact")
    return said


def _described(fact: DeclaredFact) -> dict[str, object]:
    return {
        "agency": fact.agency.code,
        "condition": fact.condition,
        "fact": fact.fact,
        "document": fact.document,
        "file": fact.file.name if fact.file else None,
        "sha256": fact.file.sha256 if fact.file else None,
        "state": fact.state,
        "decision_reason": fact.decision_reason,
    }
