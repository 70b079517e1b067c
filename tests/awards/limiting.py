"""A bloc year in its review, limits of its province, and proposals under them."""

from decimal import Decimal

from django.utils import timezone

from awards import services
from awards.models import AwardType
from awards.selectors.quotas import quota_state
from blocs.states import Stage
from scoring.models import RankingRow
from tests.factories import (
    make_approver,
    make_bloc,
    make_bloc_year,
    make_province,
    make_quota,
    make_ranking,
)


def review(province=None, **fields):
    bloc = make_bloc(province=province or make_province())
    return make_bloc_year(3, bloc=bloc, stage=Stage.BLOC_REVIEW, **fields)


def flag():
    return AwardType.objects.get(code="co-tinh")


def limit(season, *brackets, **fields):
    values = {"award_type": flag(), "strictness": "hard", "verified": True, **fields}
    return make_quota(*(brackets or [(1, None, 1)]), **{"province": season.bloc.province, **values})


def propose(season, agency, award=None):
    head = season.memberships.order_by("pk").first().agency
    return services.propose_award(
        season_id=season.pk,
        agency_id=agency.pk,
        award_type_id=(award or flag()).pk,
        actor=make_approver(head),
    )


def state(season):
    return quota_state(season, timezone.localdate())


def ranked(season, *agencies):
    ranking = make_ranking(season)
    for rank, agency in enumerate(agencies, start=1):
        RankingRow.objects.create(
            ranking=ranking,
            agency=agency,
            rank=rank,
            position=rank,
            final_total=Decimal(100 - rank),
        )
