"""Which function judges a condition of which kind. The whole engine is this table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from awards.rules.eligibility import of_agency, of_records, of_season, runs
from awards.rules.eligibility.case import Case
from awards.rules.eligibility.finding import Finding
from awards.rules.eligibility.params import Params
from awards.states import EligibilityKind

JUDGES: Mapping[EligibilityKind, Callable[[Any, Case], Finding]] = MappingProxyType(
    {
        EligibilityKind.LED_BLOC: of_season.led_bloc,
        EligibilityKind.RANK_AT_MOST: of_season.rank_at_most,
        EligibilityKind.POINTS_AT_LEAST: of_season.points_at_least,
        EligibilityKind.CRITERION_FLOOR: of_season.criterion_floor,
        EligibilityKind.NO_BARRING_FACT: of_season.no_barring_fact,
        EligibilityKind.REGISTERED_TITLE: of_season.registered_title,
        EligibilityKind.SIGNED_COVENANT: of_season.signed_covenant,
        EligibilityKind.VOTE_SHARE: of_season.vote_share,
        EligibilityKind.HAS_AWARD: of_records.has_award,
        EligibilityKind.AWARDS_IN_YEARS: of_records.awards_in_years,
        EligibilityKind.CONSECUTIVE_YEARS: runs.consecutive_years,
        EligibilityKind.OLDER_THAN: of_agency.older_than,
        EligibilityKind.FLAG_ELIGIBLE: of_agency.flag_eligible,
        EligibilityKind.NOT_DISSOLVED: of_agency.not_dissolved,
        EligibilityKind.NOT_REWARDED_TWICE: of_records.not_rewarded_twice,
        EligibilityKind.CONFIRMED: of_agency.confirmed,
    }
)


def find(kind: EligibilityKind, params: Params, case: Case) -> Finding:
    """Return what one condition finds for one member and award."""
    return JUDGES[kind](params, case)
