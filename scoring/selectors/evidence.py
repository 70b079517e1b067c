"""What the taking back of a document means for its file."""

from scoring.models import Evidence


def other_uses(evidence: Evidence) -> int:
    """Return how many other lines refer to the file of the evidence. One query at most."""
    if evidence.file_id is None:
        return 0
    return Evidence.objects.filter(file=evidence.file_id).exclude(pk=evidence.pk).count()
