"""Rows that hold everywhere where they name no province, and beside them a province's own."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from blocs.models import Bloc, Membership, Province

if TYPE_CHECKING:
    from blocs.standing import Standing

Row = TypeVar("Row", bound=models.Model)


class ProvincialQuerySet(models.QuerySet[Row]):
    """Rows with a ``province`` that is empty where they hold everywhere."""

    def visible_to(self, standing: "Standing") -> Self:
        """Keep what holds everywhere, and the provinces the person oversees or belongs to."""
        if standing.watches.everything:
            return self
        watched = Bloc.objects.filter(pk__in=standing.watches.bloc_ids)
        joined = Membership.objects.filter(agency__in=standing.agency_ids)
        return self.filter(
            Q(province__isnull=True)
            | Q(province__in=standing.watches.province_ids)
            | Q(province__in=watched.values("province"))
            | Q(province__in=joined.values("season__bloc__province"))
        )

    def of_province(self, province: Province | int | None) -> Self:
        """Keep what holds everywhere and the province's own."""
        return self.filter(Q(province__isnull=True) | Q(province=province))
