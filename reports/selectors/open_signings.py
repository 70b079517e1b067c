"""Covenants that agencies are signing: those whose signing has begun and is not finished."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blocs.models import Season
from reports.models import Issue
from reports.selectors.signing import Place, names_in, read_signing
from reports.states import DocumentKind


@dataclass(frozen=True, slots=True)
class OpenSigning:
    """An issued covenant that somebody has signed, with the places that are still empty."""

    issue: Issue
    waiting: tuple[Place, ...]


def open_signings(seasons: Sequence[Season]) -> Mapping[int, list[OpenSigning]]:
    """Return by season the covenants in force whose signing has begun and is not finished.

    One query, and three more where there is any.
    """
    issues = list(
        Issue.objects.in_force()
        .filter(
            document__season__in=seasons,
            document__kind=DocumentKind.COVENANT.value,
            signed_copies__number=1,
        )
        .select_related("document")
        .defer("document__content")
        .prefetch_related("signed_copies__signatures")
        .order_by("issued_on", "pk")
    )
    found: defaultdict[int, list[OpenSigning]] = defaultdict(list)
    names = names_in(issues) if issues else {}
    for issue in issues:
        signing = read_signing(issue, list(issue.signed_copies.all()), (), names)
        if signing.waiting:
            found[issue.document.season_id].append(OpenSigning(issue, signing.waiting))
    return found
