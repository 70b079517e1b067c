"""Whether a limit of proposals lets one more through."""

from django.utils import timezone

from accounts.errors import Refused
from accounts.models import User
from awards.models import AwardType, Proposal, Quota
from awards.selectors.quotas import quota_answers
from awards.states import QuotaScope, Strictness
from blocs.models import Season


def over_quota(proposal: Proposal, actor: User | None, *, adding: int) -> str:
    """Return the warnings of the limits that a proposal passes, to be kept on it.

    What the operator's command loads happened before and is not asked: it stays as it is.

    Args:
        proposal: of a locked season with its bloc, province and cycle loaded; saved or not.
        adding: 1 where the limits do not count the proposal yet, 0 where they do.

    Raises:
        Refused: as for ``demand_quota``.
    """
    if actor is None:
        return proposal.over_quota
    return demand_quota(
        proposal.season, proposal.award_type_id, agency_id=proposal.agency_id, adding=adding
    )


def demand_quota(season: Season, award_type_id: int | None, *, agency_id: int, adding: int) -> str:
    """Return the warnings of the limits that are passed, empty while every limit is kept.

    A limit of the whole province is held until the transaction ends, so that two blocs at the
    same moment do not both take the last place.

    Args:
        season: locked, with its bloc, province and cycle loaded.
        award_type_id: None while the award is undecided; then no limit counts it.
        agency_id: who is proposed.
        adding: 1 where the limits do not count the proposal yet, 0 where they do.

    Raises:
        Refused: over a strict limit that was compared with its source, or not the leader that
            such a limit asks for.
    """
    if award_type_id is None:
        return ""
    award = AwardType.objects.select_related("counts_as").get(pk=award_type_id)
    held = Quota.objects.filter(
        award_type__in=[award.pk, award.counts_as_id or award.pk],
        scope=QuotaScope.PROVINCE.value,
        strictness=Strictness.HARD.value,
    )
    list(held.order_by("pk").select_for_update(of=("self",), no_key=True))
    answers = quota_answers(
        season, award, agency_ids=[agency_id], adding=adding, today=timezone.localdate()
    )
    refusals = [one.refuses for one in answers if one.refuses]
    if refusals:
        raise Refused(" ".join(refusals))
    return " ".join(one.warns for one in answers if one.warns)
