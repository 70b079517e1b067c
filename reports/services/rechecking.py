"""Reading the certificates of kept signatures anew; the signatures themselves never change."""

import hashlib

from django.db import transaction
from django.utils import timezone

from accounts import audit
from reports.models import Signature, SignedCopy
from reports.selectors.signed_files import read_copy
from reports.selectors.signing import known_states
from reports.services.locks import locked_issue
from reports.signing.faults import LOST, SigningFault


def recheck_signatures(*, copy_id: int) -> int | None:
    """Write down what is known of a copy's certificates with today's trusted authorities.

    They are judged at the moment of the upload: the file proves that it was signed by then.

    Returns:
        how many signatures are believed otherwise than before; None where the file is not
        what was kept.

    Raises:
        SigningFault: the file is what was kept, and today's rules read it no more; what was
            known of it stays.
    """
    copy = SignedCopy.objects.select_related("issue__document").get(pk=copy_id)
    try:
        with copy.file.open("rb") as stream:
            data = stream.read()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != copy.sha256:
        return None
    before = copy.issue.signed_copies.filter(number__lt=copy.number)
    base = known_states(copy.issue, before)[-1]
    found = read_copy(data, copy.issue, base, copy.uploaded_at)
    known = {one.field: (one.trust.value, one.trust_note) for one in found}
    if not known.keys() >= set(copy.signatures.values_list("field", flat=True)):
        raise SigningFault(LOST)
    return _write(copy, known)


@transaction.atomic
def _write(copy: SignedCopy, found: dict[str, tuple[str, str]]) -> int:
    issue = locked_issue(copy.issue_id)
    changed: list[Signature] = []
    before, after = {}, {}
    for one in copy.signatures.all():
        trust, note = found[one.field]
        if (one.trust, one.trust_note) != (trust, note):
            before[one.field], after[one.field] = one.trust, trust
            one.trust, one.trust_note, one.checked_at = trust, note, timezone.now()
            changed.append(one)
    if changed:
        Signature.objects.bulk_update(changed, ["trust", "trust_note", "checked_at"])
        audit.record(
            actor=None,
            action="document.sign_recheck",
            subject=issue.document,
            before=before,
            after=after,
        )
    return len(changed)
