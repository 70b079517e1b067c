"""A season that scores with a table, and versions of the table that differ from it."""

from decimal import Decimal

from blocs.states import Stage
from scoring import services
from scoring.models import CriteriaTable
from scoring.selectors import nodes_of
from tests.factories import assign, make_bloc_year, make_officer, make_table, publish


def scoring_season(*, stage=Stage.SELF_SCORING, size=3, table=None, **fields):
    """Return a season that scores with the table, its members, and who decides about it."""
    season, agencies = make_bloc_year(size, stage=stage, **fields)
    assign(season, table)
    return season, agencies, make_officer(season.bloc)


def amended(table, *, changes=None, without=(), added=(), rules=None, publishes=True):
    """Return the published next version of a table, changed past the services.

    Args:
        changes: new columns of single criteria, by key.
        without: keys that are taken out.
        added: (key, kind, max points) of new leaves.
        publishes: False for the draft, to be changed further.
    """
    draft = services.draft_amendment(table=table, actor=None)
    for key in without:
        draft.criteria.get(key=key).delete()
    for key, columns in (changes or {}).items():
        assert draft.criteria.filter(key=key).update(**columns) == 1, key
    for place, (key, kind, top) in enumerate(added):
        draft.criteria.create(
            parent=draft.criteria.filter(key=key.rpartition(".")[0]).first(),
            position=900 + place,
            depth=key.count("."),
            code=key.rpartition(".")[2],
            key=key,
            label=f"Tiêu chí mới {key}",
            kind=kind.value,
            max_points=Decimal(top),
        )
    if rules:
        CriteriaTable.objects.filter(pk=draft.pk).update(rules=rules)
    draft.refresh_from_db()
    return publish(draft) if publishes else draft


def apply(season, table, actor=None, **fields):
    values = {
        "to_table": table,
        "choices": {},
        "reason": "Bổ sung theo Quyết định số 9",
        "seen_table": season.season_table.table_id,
        "actor": actor,
    }
    return services.apply_amendment(season_id=season.pk, **{**values, **fields})


__all__ = ["amended", "apply", "make_table", "nodes_of", "scoring_season"]
