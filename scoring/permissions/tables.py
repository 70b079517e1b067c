"""Who may draft, publish and close which criteria tables; who may amend a season's."""

from dataclasses import dataclass

from accounts.verdicts import YES, Verdict, no
from blocs.models import Bloc, Season
from blocs.permissions import can_manage_season
from blocs.rules.stages import has_reached
from blocs.standing import Scope, Standing
from blocs.states import Stage
from scoring.models import CriteriaTable


@dataclass(frozen=True, slots=True)
class TableScope:
    """The provinces whose tables are within reach; tables of no province only for ``everything``.

    Shared tables belong to nobody's province: who manages less than everything has no say.
    """

    everything: bool = False
    province_ids: frozenset[int] = frozenset()

    def covers(self, province_id: int | None) -> bool:
        """Say whether tables of the province are within reach; None means shared tables."""
        return self.everything or (province_id is not None and province_id in self.province_ids)


def table_scope(scope: Scope) -> TableScope:
    """Widen a scope of blocs to the provinces they belong to. One query at most."""
    found = set(scope.province_ids)
    if scope.bloc_ids and not scope.everything:
        blocs = Bloc.objects.filter(pk__in=scope.bloc_ids, province__isnull=False)
        found |= {pk for pk in blocs.values_list("province", flat=True) if pk is not None}
    return TableScope(scope.everything, frozenset(found))


def can_manage_tables(standing: Standing) -> Verdict:
    """Say whether the person may draft and publish criteria tables of any province at all."""
    if standing.manages.reaches_any:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được lập và ban hành bảng tiêu chí.")


def can_manage_tables_of(standing: Standing, province_id: int | None) -> Verdict:
    """Say whether the person may draft and publish tables of this province.

    Args:
        province_id: None for tables that all provinces share.
    """
    anywhere = can_manage_tables(standing)
    if not anywhere:
        return anywhere
    if table_scope(standing.manages).covers(province_id):
        return YES
    if province_id is None:
        return no("Bảng tiêu chí dùng chung chỉ do người quản lý toàn hệ thống lập và ban hành.")
    return no("Bảng tiêu chí này của tỉnh khác, ngoài phạm vi quản lý của quý vị.")


def can_manage_table(standing: Standing, table: CriteriaTable) -> Verdict:
    """Say whether the person may change, publish, close, amend this table."""
    return can_manage_tables_of(standing, table.province_id)


def can_apply_amendment(standing: Standing, season: Season) -> Verdict:
    """Say whether the person may let the season go on with an amended table now.

    Not once the members' points are settled: the season has to be taken back first. It is
    the province's to decide, since it clears what members and appraisers gave.
    """
    if has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no(
            "Đã qua bước thẩm định; muốn áp dụng bảng tiêu chí sửa đổi phải đưa năm thi đua trở "
            "lại bước thẩm định."
        )
    return can_manage_season(standing, season)
