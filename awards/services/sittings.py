"""Sittings of the province's council: written down, corrected, removed; votes come after."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import User
from awards.models import CouncilSession
from awards.permissions import can_decide_for
from awards.rules.ballots import Threshold
from awards.services.reasons import demand_reason
from awards.states import ShareBase
from blocs.models import Cycle, Province
from blocs.services.rows import GONE, checked
from blocs.standing import standing_of
from scoring.rules.text import tidy_line

HAS_VOTES = "Phiên họp đã có kết quả biểu quyết nên không sửa, không xóa được."


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSpec:
    """A sitting as a person writes it: who sat, and the rule that votes are counted by.

    Args:
        source: where the rule is written.
    """

    name: str
    held_on: date
    members: int
    present: int
    base: ShareBase
    threshold: Threshold
    source: str


@transaction.atomic
def open_session(
    *, province: Province, cycle: Cycle, spec: SessionSpec, actor: User | None
) -> CouncilSession:
    """Write down that the council sat.

    Raises:
        NotAllowed: not by this person.
        Invalid: the day or the numbers do not hold, or the sitting is on record already.
    """
    list(Province.objects.select_for_update(no_key=True).filter(pk=province.pk))  # one at a time
    can_decide_for(standing_of(actor), province.pk).demand()
    session = CouncilSession(province=province, cycle=cycle)
    _write(session, spec)
    _check_once(session)
    session.save(force_insert=True)
    audit.record(
        actor=actor,
        action="council.open",
        subject=session,
        before={},
        after=_described(session),
    )
    return session


@transaction.atomic
def amend_session(
    *, session_id: int, seen_version: int, spec: SessionSpec, actor: User | None
) -> CouncilSession:
    """Correct a sitting before anything was voted on; votes were counted by what it says.

    Raises:
        Stale: the sitting changed after the page was opened.
        NotAllowed: there are votes already, or not by this person.
        Invalid: the day or the numbers do not hold.
    """
    session = held_session(session_id, seen_version, actor)
    if session.votes.exists():
        raise NotAllowed(HAS_VOTES)
    before = _described(session)
    _write(session, spec)
    _check_once(session)
    session.version += 1
    session.save()
    audit.record(
        actor=actor,
        action="council.amend",
        subject=session,
        before=before,
        after=_described(session),
    )
    return session


@transaction.atomic
def remove_session(*, session_id: int, seen_version: int, reason: str, actor: User | None) -> None:
    """Delete a sitting that was written down by mistake, before anything was voted on.

    Args:
        reason: why, kept in the audit beside what the sitting said.

    Raises:
        Stale: the sitting changed after the page was opened.
        NotAllowed: there are votes already, or not by this person.
        Invalid: without a reason.
        Refused: there is no such sitting any more.
    """
    session = held_session(session_id, seen_version, actor)
    if session.votes.exists():
        raise NotAllowed(HAS_VOTES)
    said = demand_reason(reason, missing="Quý vị cần nêu lý do xóa phiên họp.")
    CouncilSession.objects.filter(pk=session.pk).delete()
    audit.record(
        actor=actor,
        action="council.remove",
        subject=session,
        before=_described(session),
        after={},
        reason=said,
    )


def held_session(session_id: int, seen_version: int, actor: User | None) -> CouncilSession:
    """Return the sitting, held until the transaction ends, for who keeps it.

    Raises:
        Refused: there is no such sitting.
        Stale: it changed after the page was opened.
        NotAllowed: not by this person.
    """
    rows = CouncilSession.objects.select_for_update(of=("self",), no_key=True)
    session = rows.filter(pk=session_id).first()
    if session is None:
        raise Refused(GONE)
    if session.version != seen_version:
        raise Stale("Phiên họp này vừa được người khác thay đổi. Đề nghị xem lại.")
    can_decide_for(standing_of(actor), session.province_id).demand()
    return session


def _write(session: CouncilSession, spec: SessionSpec) -> None:
    if spec.held_on > timezone.localdate():
        raise Invalid("Ngày họp không được sau ngày hôm nay.", field="held_on")
    if spec.held_on < session.cycle.starts_on:
        raise Invalid("Ngày họp không được trước khi năm thi đua bắt đầu.", field="held_on")
    if not 1 <= spec.present <= spec.members:
        raise Invalid("Số có mặt phải từ 1 đến tổng số thành viên.", field="present")
    if not 1 <= spec.threshold.numerator <= spec.threshold.denominator:
        raise Invalid("Tỷ lệ cần đạt phải lớn hơn 0, không quá 1.", field="threshold_numerator")
    if spec.threshold.strict and spec.threshold.numerator == spec.threshold.denominator:
        raise Invalid("Không thể cần trên toàn bộ số phiếu.", field="threshold_strict")
    session.name, session.source = tidy_line(spec.name), tidy_line(spec.source)
    session.held_on, session.base = spec.held_on, spec.base.value
    session.members, session.present = spec.members, spec.present
    session.threshold_numerator = spec.threshold.numerator
    session.threshold_denominator = spec.threshold.denominator
    session.threshold_strict = spec.threshold.strict
    checked(session)


def _check_once(session: CouncilSession) -> None:
    """Refuse what a second click sends: a sitting of the same name, year and day."""
    same = CouncilSession.objects.filter(
        province=session.province,
        cycle=session.cycle,
        name=session.name,
        held_on=session.held_on,
    )
    if same.exclude(pk=session.pk).exists():
        raise Invalid("Phiên họp cùng tên, cùng ngày này đã được ghi.", field="name")


def _described(session: CouncilSession) -> dict[str, object]:
    names = ("name", "held_on", "members", "present", "base", "source", "threshold_strict")
    share = f"{session.threshold_numerator}/{session.threshold_denominator}"
    return {name: getattr(session, name) for name in names} | {"threshold": share}
