"""The data that is measured: one large bloc, a province of blocs, and people who work there."""

import sys
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection

from accounts.services import create_user
from blocs.models import Agency, Office, Province, Season
from blocs.services import appoint
from blocs.states import OfficeRole, Role, Term
from reports.synthetic.building import Counts, build_province
from reports.synthetic.plan import ProvincePlan
from scoring.models import ScoreSheet
from scoring.states import SheetState

LARGE = ProvincePlan(blocs=1, members=15, criteria=180, cycles=2, seed=1, prefix="mau-lon")
LARGE_SIZE = "15 members x 180 criteria"
PROVINCE = ProvincePlan(blocs=35, members=8, criteria=60, cycles=2, seed=1)
PROVINCE_SIZE = "35 blocs x 8 members x 60 criteria x 2 cycles"
CLOSED_YEAR, OPEN_YEAR = (str(year) for year in LARGE.years)
# One person at the sheet that is still empty in part, one of the head agency, one of the province.
EDITOR, HEAD, OFFICER = "bench.chuyenvien", "bench.truongkhoi", "bench.tinh"
_APPOINTED_ON = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class LargeBloc:
    """Where the large bloc's pages are."""

    code: str
    sheet_id: int

    @property
    def season_path(self) -> str:
        """The page of the season in progress."""
        return f"/khoi/{self.code}/{OPEN_YEAR}/"

    @property
    def ranking_path(self) -> str:
        """The ranking of the closed season, with everybody's points."""
        return f"/khoi/{self.code}/{CLOSED_YEAR}/xep-hang/"

    @property
    def matrix_path(self) -> str:
        """The points of the closed season, criterion by criterion."""
        return f"/khoi/{self.code}/{CLOSED_YEAR}/ma-tran-diem/"

    @property
    def desk_path(self) -> str:
        """Every difference between claims and appraisal in the closed season."""
        return f"/khoi/{self.code}/{CLOSED_YEAR}/chenh-lech/?hien=tat-ca"

    @property
    def simulation_path(self) -> str:
        """The closed season computed anew, seen from the year whose head asks for it."""
        return f"/khoi/{self.code}/{OPEN_YEAR}/mo-phong/"

    @property
    def sheet_path(self) -> str:
        """A sheet that is being filled in."""
        return f"/phieu/{self.sheet_id}/"


def build_large_bloc(password: str, *, cycles: int = LARGE.cycles) -> LargeBloc:
    """Build the large bloc with an editor and an approver of the head agency."""
    build_province(replace(LARGE, cycles=cycles))
    season = season_of(LARGE.bloc_code(1), OPEN_YEAR)
    sheet = ScoreSheet.objects.filter(season=season, state=SheetState.DRAFT.value).earliest("pk")
    _add_person(EDITOR, password, Role.EDITOR, agency=sheet.agency)
    _add_person(HEAD, password, Role.APPROVER, agency=_head_of(season))
    _refresh_statistics()
    return LargeBloc(code=season.bloc.code, sheet_id=sheet.pk)


def build_small_blocs(password: str) -> Counts:
    """Build the province of ordinary blocs with an officer of the province."""
    counts = build_province(PROVINCE)
    province = Province.objects.get(code=PROVINCE.province_code)
    _add_person(OFFICER, password, Role.OFFICER, province=province)
    _refresh_statistics()
    return counts


def season_of(bloc: str, cycle: str) -> Season:
    """Return a season with its names."""
    return Season.objects.with_names().get(bloc__code=bloc, cycle__label=cycle)


def appraisal_path(bloc: str) -> str:
    """Return the page where the head appraises a sheet that another member has sent."""
    season = season_of(bloc, OPEN_YEAR)
    sent = ScoreSheet.objects.filter(season=season, state=SheetState.SUBMITTED.value)
    return f"/phieu/{sent.exclude(agency=_head_of(season)).earliest('pk').pk}/tham-dinh/"


def _head_of(season: Season) -> Agency:
    return Office.objects.get(
        season=season, term=Term.CURRENT.value, role=OfficeRole.HEAD.value
    ).agency


def _add_person(
    username: str,
    password: str,
    role: Role,
    *,
    agency: Agency | None = None,
    province: Province | None = None,
) -> None:
    user = create_user(
        username=username,
        full_name=f"Người đo {role.value} (mẫu)",
        password=password,
        must_change_password=False,
        actor=None,
    )
    appoint(
        user=user,
        role=role,
        agency=agency,
        province=province,
        starts_on=_APPOINTED_ON,
        actor=None,
    )


def _refresh_statistics() -> None:
    """Let the planner know the new rows now; a server that runs for days knows them by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    """Build the large bloc's season in progress for another database; print the sheet's number."""
    password = sys.stdin.readline().strip()
    sys.stdout.write(f"{build_large_bloc(password, cycles=1).sheet_id}\n")
