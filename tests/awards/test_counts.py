import pytest

from accounts.errors import Invalid
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardCount
from blocs.models import Agency, Season
from tests.factories import make_bloc_year

pytestmark = pytest.mark.django_db


def review() -> tuple[Season, list[Agency]]:
    return make_bloc_year(3)


def test_award_counts_replace_the_earlier_ones_with_one_event():
    season, _ = review()
    specs = [services.AwardCountSpec("co-tinh", 3), services.AwardCountSpec("bang-khen-tinh", 5)]
    services.record_award_counts(season_id=season.pk, specs=specs[:1], actor=None)

    services.record_award_counts(season_id=season.pk, specs=specs, actor=None)

    counts = AwardCount.objects.values_list("award_type__code", "agencies")
    assert dict(counts) == {"co-tinh": 3, "bang-khen-tinh": 5}
    assert AuditEvent.objects.count() == 2


def test_a_count_of_an_unknown_award_writes_nothing():
    season, _ = review()
    specs = [services.AwardCountSpec("co-tinh", 3), services.AwardCountSpec("khong-co", 1)]

    with pytest.raises(Invalid, match="khong-co"):
        services.record_award_counts(season_id=season.pk, specs=specs, actor=None)

    assert (AwardCount.objects.count(), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "specs",
    [
        [("co-tinh", 0)],
        [("co-tinh", 1), ("co-tinh", 2)],
        [("co-tinh", 1, "x" * 201)],
    ],
)
def test_counts_that_cannot_be_are_refused_and_the_earlier_ones_stay(specs):
    season, _ = review()
    good = [services.AwardCountSpec("co-tinh", 3)]
    services.record_award_counts(season_id=season.pk, specs=good, actor=None)

    with pytest.raises(Invalid):
        services.record_award_counts(
            season_id=season.pk,
            specs=[services.AwardCountSpec(*spec) for spec in specs],
            actor=None,
        )

    assert AwardCount.objects.get().agencies == 3
