"""Which members of a season have yet to register their targets and titles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, OuterRef, QuerySet

from blocs.models import Membership, Registration, Season
from blocs.rules.stages import REGISTERING


def without_registration(members: QuerySet[Membership]) -> QuerySet[Membership]:
    """Keep the members that have no registration on record.

    One that a season file tells of without its items counts: the agency did register.
    """
    own = Registration.objects.filter(season=OuterRef("season"), agency=OuterRef("agency"))
    return members.exclude(Exists(own))


def unregistered_in(seasons: Iterable[Season]) -> Mapping[int, Sequence[Membership]]:
    """Return who has yet to register, season by season, in its order.

    One query where members register in any of the seasons now, none elsewhere.
    """
    asked = [season for season in seasons if season.stage in REGISTERING]
    found: defaultdict[int, list[Membership]] = defaultdict(list)
    if asked:
        rows = without_registration(Membership.objects.filter(season__in=asked))
        for row in rows.select_related("agency").order_by("season", "position"):
            found[row.season_id].append(row)
    return found
