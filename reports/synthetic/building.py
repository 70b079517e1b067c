"""Build a synthetic province through the services, as season files are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from accounts.errors import Refused
from blocs.models import Membership, Province, Season
from reports.season_files.joining import Draft
from reports.season_files.loading import load_drafts
from reports.season_files.schema import canonical
from reports.season_files.score_checks import tree_of
from reports.synthetic.criteria import criteria_of
from reports.synthetic.plan import ProvincePlan, check_plan
from reports.synthetic.seasons import PROVINCE_NAME, season_content
from scoring.models import ScoreLine, ScoreSheet

_SOURCE = "dữ liệu mẫu"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a province holds."""

    blocs: int
    members: int
    seasons: int
    sheets: int
    lines: int


@transaction.atomic
def build_province(plan: ProvincePlan) -> Counts:
    """Build the province, bloc by bloc, in one transaction.

    Raises:
        Invalid: a number of the plan is outside its limits.
        Refused: the province is there already.
        Unloadable: the database holds something else under a code of the province.
    """
    check_plan(plan)
    if Province.objects.filter(code=plan.province_code).exists():
        raise Refused(f"{PROVINCE_NAME} ({plan.province_code}) đã có trong cơ sở dữ liệu.")
    for drafts in province_drafts(plan):
        load_drafts(drafts)
    return _counts(plan)


def province_drafts(plan: ProvincePlan) -> Iterator[list[Draft]]:
    """Yield the seasons of each bloc, first year first, so that only one bloc is held at a time."""
    criteria = criteria_of(plan)
    nodes = tree_of(criteria)
    for bloc in range(1, plan.blocs + 1):
        contents = [
            season_content(plan, bloc=bloc, year=year, criteria=criteria, nodes=nodes)
            for year in plan.years
        ]
        yield [
            Draft(
                bloc=content["bloc"]["code"],
                cycle=content["cycle"]["label"],
                sections=canonical(content),
                files=dict.fromkeys(content, _SOURCE),
            )
            for content in contents
        ]


def _counts(plan: ProvincePlan) -> Counts:
    seasons = Season.objects.filter(bloc__province__code=plan.province_code)
    sheets = ScoreSheet.objects.filter(season__in=seasons)
    return Counts(
        blocs=seasons.values("bloc").distinct().count(),
        members=Membership.objects.filter(season__in=seasons).values("agency").distinct().count(),
        seasons=seasons.count(),
        sheets=sheets.count(),
        lines=ScoreLine.objects.filter(sheet__in=sheets).count(),
    )
