"""A year at the province: proposals that wait there, and the people who answer them."""

from awards.models import DossierItem
from awards.states import DossierKind, ProposalState
from blocs.models import Cycle
from blocs.states import Stage
from scoring.models import DeclaredFact
from tests.factories import (
    NOON,
    assign,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_officer,
    make_proposal,
    make_province,
    make_table,
)

BARS = {
    "bar_all": ("Có cán bộ bị khởi tố", "KL-1"),
    "bar_flag": ("Nợ báo cáo", "KL-2"),
}


def make_waiting_year(
    size=3, *, state=ProposalState.SENT, stage=Stage.PROVINCIAL_APPRAISAL, **more
):
    """Return a season, its members, a proposal of each for one award, and the province's officer.

    The officer oversees the whole province.
    """
    province = more.pop("province", None) or make_province()
    more.setdefault("cycle", past_year())
    season, members = make_bloc_year(size, stage=stage, bloc=make_bloc(province=province), **more)
    award = make_award_type()
    proposals = [
        make_proposal(season, member, award_type=award, state=state.value) for member in members
    ]
    return season, proposals, make_officer(province=province)


def past_year():
    """Return a year that is over, whatever years other tests counted: decisions follow it."""
    return Cycle.objects.filter(label="2022").first() or make_cycle(label="2022")


def fill_dossier(proposal, *, state="present", but=()):
    """Write every paper of the dossier, except those named."""
    DossierItem.objects.bulk_create(
        DossierItem(proposal=proposal, kind=kind.value, state=state, reference="Số 5")
        for kind in DossierKind
        if kind.value not in but
    )


def with_fact(season, member, effect, *, state="confirmed"):
    """Declare a fact that shuts a member out of all awards, or of flags."""
    conditions = [
        {"kind": "declared", "code": word, "label": f"Điều kiện {word}", "effect": word}
        for word in BARS
    ]
    assign(season, make_table(rules={"conditions": conditions}))
    fact, document = BARS[effect]
    DeclaredFact.objects.create(
        season=season,
        agency=member,
        condition=effect,
        fact=fact,
        document=document,
        state=state,
        declared_at=NOON,
        decided_at=None if state == "declared" else NOON,
    )
