"""What a simulation may start from: frozen rankings of the bloc, and versions of its table."""

from dataclasses import dataclass

from django.db.models import Q

from blocs.models import Office, Season
from blocs.permissions import seats_from
from blocs.standing import Standing
from scoring.models import CriteriaTable, Ranking
from scoring.permissions import shown_depth
from scoring.rules.simulation import Change
from scoring.selectors.deviation import continued_keys
from scoring.selectors.nodes import nodes_of
from scoring.selectors.results import rules_of
from scoring.states import RankingOrigin, TableState


@dataclass(frozen=True, slots=True)
class FrozenChoice:
    """One season of the bloc whose frozen ranking may be computed anew."""

    season: Season
    ranking: Ranking

    @property
    def label(self) -> str:
        return self.season.cycle.label


def frozen_choices(standing: Standing, season: Season) -> list[FrozenChoice]:
    """Return the bloc's rankings that were computed here, the latest year first. Two queries.

    Of a season that publishes only its first places the others would show through, so it is
    offered only to who sees all of it.
    """
    seasons = {
        row.pk: row
        for row in Season.objects.visible_to(standing).with_names().filter(bloc=season.bloc)
    }
    rankings = Ranking.objects.current().filter(
        season__in=seasons, origin=RankingOrigin.COMPUTED.value
    )
    found = [FrozenChoice(seasons[row.season_id], row) for row in rankings]
    offices: dict[int, list[Office]] = {}
    for office in Office.objects.filter(season__in=seasons):
        offices.setdefault(office.season_id, []).append(office)
    kept = [
        choice
        for choice in found
        if shown_depth(standing, choice.season, seats_from(offices.get(choice.season.pk, ())))
        is None
    ]
    return sorted(kept, key=lambda choice: choice.season.cycle.starts_on, reverse=True)


def table_of_ranking(ranking: Ranking) -> CriteriaTable | None:
    """Return the table that a ranking was frozen with, if it is still known. One query."""
    named = ranking.content["table"]
    return CriteriaTable.objects.filter(code=named["code"], number=named["number"]).first()


def other_tables(table: CriteriaTable, season: Season, *, with_drafts: bool) -> list[CriteriaTable]:
    """Return the province's versions and copies of a table, the latest first. One query.

    Args:
        with_drafts: tables that are not published are the province's own matter; a draft of a
            shared table is nobody's there.
    """
    related = Q(code=table.code) | Q(cloned_from=table) | Q(amends=table)
    related |= Q(pk__in=[pk for pk in (table.cloned_from_id, table.amends_id) if pk is not None])
    province = season.bloc.province_id
    own = Q(province__isnull=True) if province is None else Q(province=province)
    finished = ~Q(state=TableState.DRAFT.value)
    allowed = own if with_drafts else own & finished
    allowed |= Q(province__isnull=True) & finished
    found = CriteriaTable.objects.filter(related & allowed).exclude(pk=table.pk)
    return list(found.order_by("code", "-number"))


def change_to(old: CriteriaTable, new: CriteriaTable) -> Change:
    """Return the change from one table to another that continues it, or that it continues."""
    ahead, back = continued_keys(new), continued_keys(old)
    origins = {ahead[pk]: key for pk, key in old.criteria.values_list("pk", "key") if pk in ahead}
    for pk, key in new.criteria.values_list("pk", "key"):
        if pk in back:
            origins.setdefault(key, back[pk])
    return Change(maxima={}, rules=rules_of(new), nodes=tuple(nodes_of(new)), origins=origins)
