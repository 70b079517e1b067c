"""Whether a limit of proposals lets one more through."""

from django.utils import timezone

from accounts.errors import Refused
from awards.models import AwardType, Quota
from awards.selectors.quotas import quota_answer
from awards.states import QuotaScope, Strictness
from blocs.models import Season


def demand_quota(season: Season, award_type_id: int | None, *, adding: int) -> str:
    """Return the warning of a limit that is passed, empty while every limit is kept.

    A limit of the whole province is held until the transaction ends, so that two blocs at the
    same moment do not both take the last place.

    Args:
        season: locked, with its bloc, province and cycle loaded.
        award_type_id: None while the award is undecided; then no limit counts it.
        adding: how many more there would be; 0 asks about those there are.

    Raises:
        Refused: over a strict limit that was compared with its source.
    """
    if award_type_id is None:
        return ""
    award = AwardType.objects.get(pk=award_type_id)
    held = Quota.objects.filter(
        award_type__in=[award.pk, award.counts_as_id or award.pk],
        scope=QuotaScope.PROVINCE.value,
        strictness=Strictness.HARD.value,
    )
    list(held.order_by("pk").select_for_update(of=("self",), no_key=True))
    answer = quota_answer(season, award, adding=adding, today=timezone.localdate())
    if answer is None:
        return ""
    if answer.refuses:
        raise Refused(answer.refuses)
    return answer.warns
