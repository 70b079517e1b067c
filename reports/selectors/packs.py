"""Packs as pages show them: how far they are, what came to nothing, what changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from blocs.models import Cycle, Province, Season
from blocs.standing import Standing
from reports.models import PENDING, Pack, PackItem
from reports.models.packs import PackItemQuerySet
from reports.states import DocumentState, PackItemState

_ASKED = Q(state=PackItemState.ASKED.value)
_UNDER_WAY = Q(document__state__in=PENDING)
_MADE = Q(document__state=DocumentState.READY.value)
_COUNTS = {
    "made": Count("pk", filter=_ASKED & _MADE),
    "flying": Count("pk", filter=_ASKED & _UNDER_WAY),
    "waiting": Count("pk", filter=Q(state=PackItemState.WAITING.value)),
    "failed": Count("pk", filter=_ASKED & ~_MADE & ~_UNDER_WAY),
    "left_out": Count("pk", filter=Q(state=PackItemState.LEFT_OUT.value)),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many papers of a pack are made, with the workers, waiting, failed and left out.

    What a conference cannot have yet was never asked for and is not counted; a bloc of a province
    without its paper is.
    """

    made: int = 0
    flying: int = 0
    waiting: int = 0
    failed: int = 0
    left_out: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        return self.made + self.flying + self.waiting + self.failed + self.left_out

    @property
    def over(self) -> int:
        """How many need nothing more."""
        return self.made + self.failed + self.left_out

    @property
    def percent(self) -> int:
        return 100 * self.over // self.total if self.total else 0

    @property
    def faults(self) -> int:
        return self.failed + self.left_out


def progress_of(pack: Pack) -> Progress:
    """Count the papers of a pack. One query."""
    return progress_of_all([pack])[pack.pk]


def progress_of_all(packs: Iterable[Pack]) -> Mapping[int, Progress]:
    """Count the papers of several packs, by pack. One query."""
    items = PackItem.objects.filter(pack__in=packs).order_by().values("pack").annotate(**_COUNTS)
    rows = {
        pack: dict(zip(_COUNTS, counts, strict=True))
        for pack, *counts in items.values_list("pack", *_COUNTS)
    }
    return {pack.pk: _counted(pack, rows.get(pack.pk, {})) for pack in packs}


def _counted(pack: Pack, row: dict[str, int]) -> Progress:
    if row and pack.is_conference:
        row["missing"], row["left_out"] = row["left_out"], 0
    return Progress(**row)


def items_of(pack: Pack) -> PackItemQuerySet:
    """Return the papers of a pack in order, with what a list shows of them. One query."""
    items = PackItem.objects.filter(pack=pack).defer("content", "document__content")
    return items.select_related("document", "season__bloc", "season__cycle")


def packs_of(standing: Standing, season: Season) -> QuerySet[Pack]:
    """Return the season's packs that the person may see, the latest first. One query."""
    return Pack.objects.visible_to(standing).filter(season=season).select_related("requested_by")


def seasons_of_province(standing: Standing, province: str, cycle: str) -> QuerySet[Season]:
    """Return the blocs' years of a province that the person oversees, by name. One query.

    Args:
        province: its code.
        cycle: its label.
    """
    seen = Season.objects.overseen_by(standing).with_names()
    return seen.filter(bloc__province__code=province, cycle__label=cycle).order_by("bloc__name")


@dataclass(frozen=True, slots=True)
class OverseenYear:
    """A year of a province of which the person oversees at least one bloc."""

    code: str
    province: str
    cycle: str


def overseen_years(standing: Standing) -> list[OverseenYear]:
    """Return the years of the provinces whose blocs the person oversees, the latest first.

    One query.
    """
    if not standing.watches.reaches_any:
        return []
    seen = Season.objects.overseen_by(standing).filter(bloc__province__isnull=False)
    names = ("bloc__province__code", "bloc__province__name", "cycle__label", "cycle__starts_on")
    rows = seen.order_by("-cycle__starts_on", "bloc__province__name").values_list(*names).distinct()
    return [OverseenYear(code, name, label) for code, name, label, _ in rows]


def province_packs(standing: Standing, province: Province, cycle: Cycle) -> QuerySet[Pack]:
    """Return the jobs of a province's year that the person may see, the latest first."""
    seen = Pack.objects.visible_to(standing).filter(province=province, cycle=cycle)
    return seen.select_related("requested_by", "cycle")
