"""The audit: one line for each change, written with it, chained so that nothing can vanish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from accounts import context
from accounts.chain import event_hash, plain, storable
from accounts.models import GENESIS, AuditEvent, User

SYSTEM = "hệ thống"
# One number for the whole table; any constant does, as long as nothing else uses it.
CHAIN_LOCK = 7_240_119_001
# The triggers of migration 0002 and how each database names those that are awake.
GUARDS = {
    "sqlite": {"no_update", "no_delete", "next_only"},
    "postgresql": {"no_change", "next_only"},
}
AWAKE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an intact chain: how many lines it has and the last line's fingerprint."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The first place where the chain is broken, and how."""

    position: int
    reason: str


def record(
    *,
    actor: User | None,
    action: str,
    subject: models.Model,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str = "",
) -> AuditEvent:
    """Write one audit line, in the same transaction as the change it describes.

    Call it after every row lock of the service: on PostgreSQL it holds the end of the chain
    until the transaction ends, and whoever waits for a row while holding it can deadlock.

    Args:
        actor: who did it; None for work that the system does by itself.
        action: a word such as ``sheet.submit``.

    Raises:
        RuntimeError: called outside a transaction, where the change and its line could be
            parted by a crash.
        TypeError, ValueError: a value that the line cannot hold exactly, or a secret.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Record the event inside the transaction that makes the change.")
    if subject.pk is None:
        raise ValueError("Save the subject before it is recorded.")
    here = context.current()
    event = AuditEvent(
        actor=actor,
        actor_label=_actor_label(actor),
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django documents _meta
        subject_id=str(subject.pk),
        subject_label=storable(str(subject))[:250],
        before=plain(before),
        after=plain(after),
        reason=storable(reason),
        address=here.address[:45],
        request_id=here.request_id[:36],
    )
    return _append(event)


def _append(event: AuditEvent) -> AuditEvent:
    """Give the line its place behind the last one and save it."""
    _hold_the_end()
    last = AuditEvent.objects.order_by("-id").values_list("id", "hash").first()
    last_id, last_hash = last or (0, GENESIS)
    event.id = last_id + 1
    event.at = timezone.now()
    event.previous_hash = last_hash
    event.hash = event_hash(last_hash, body_of(event))
    event.save(force_insert=True)
    return event


def _hold_the_end() -> None:
    """Keep every other writer from the end of the chain until this transaction ends.

    SQLite has one writer at a time by itself. On PostgreSQL the place must be taken after the
    lock: a sequence or a trigger takes it before and breaks links (docs/sources.md#audit-chain).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _actor_label(actor: User | None) -> str:
    return SYSTEM if actor is None else storable(f"{actor.full_name} ({actor.username})")


def body_of(event: AuditEvent) -> dict[str, object]:
    """Return everything the fingerprint covers: all columns but the two fingerprints."""
    return {
        "id": event.id,
        "at": event.at,
        "actor": event.actor_id,
        "actor_label": event.actor_label,
        "action": event.action,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "subject_label": event.subject_label,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "address": event.address,
        "request_id": event.request_id,
    }


def verify_chain(since: int = 1) -> Head | Finding:
    """Walk the chain and return its end, or the first place where it is broken.

    A line is read at a time, so a long chain costs time but no memory.

    Args:
        since: the first position to check; the line before it is taken as it stands.
    """
    trusted = AuditEvent.objects.filter(id=since - 1).values_list("hash", flat=True).first()
    if since > 1 and trusted is None:
        return Finding(since - 1, "không còn dòng này trong nhật ký")
    events = AuditEvent.objects.filter(id__gte=since).order_by("id")
    return _walk(events.iterator(chunk_size=1000), Head(since - 1, trusted or GENESIS))


def _walk(events: Iterable[AuditEvent], head: Head) -> Head | Finding:
    for event in events:
        if event.id != head.count + 1:
            return Finding(head.count + 1, "không còn dòng này trong nhật ký")
        if event.previous_hash != head.hash:
            return Finding(event.id, "không nối với dòng đứng trước")
        if event.hash != _proof(event):
            return Finding(event.id, "nội dung đã bị sửa")
        head = Head(event.id, event.hash)
    return head


def _proof(event: AuditEvent) -> str:
    """Return the fingerprint the line should carry; empty where nobody could have made it."""
    try:
        return event_hash(event.previous_hash, body_of(event))
    except (TypeError, ValueError):
        return ""


def check_anchor(head: Head, *, expected_hash: str = "", expected_count: int = 0) -> Finding | None:
    """Compare an intact chain with an end that was noted outside the database.

    The chain may have grown since. It may not be shorter, and the noted line must still be
    the same: this finds a cut tail and a chain that was computed anew after a change.

    Args:
        expected_hash: the noted fingerprint; empty when only the count was noted.
        expected_count: the noted number of lines; zero when only the fingerprint was noted.
    """
    if expected_count > head.count:
        return Finding(head.count + 1, f"nhật ký đã có {expected_count} dòng, nay bị cắt bớt")
    if not expected_hash:
        return None
    noted = AuditEvent.objects.filter(hash=expected_hash)
    if expected_count:
        noted = noted.filter(id=expected_count)
    if noted.exists():
        return None
    return Finding(
        expected_count or head.count, "không khớp với mã đã ghi lại: nhật ký đã bị lập lại"
    )


def missing_guards() -> list[str]:
    """Return the names of the database triggers that should protect the chain and do not."""
    with connection.cursor() as cursor:
        cursor.execute(AWAKE[connection.vendor])
        awake = {name for (name,) in cursor.fetchall()}
    wanted = {f"accounts_auditevent_{guard}" for guard in GUARDS[connection.vendor]}
    return sorted(wanted - awake)
