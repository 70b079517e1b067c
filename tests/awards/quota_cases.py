"""What each constraint of the limits refuses, tried with raw writes."""

from datetime import date

from awards.models import Quota, QuotaBracket
from tests.constraints import Cases, change, repeat
from tests.factories import make_province, make_quota

LATER, DAY = date(2024, 1, 1), date(2020, 1, 1)


def own(**fields):
    return make_quota(province=make_province(), **fields)


def bracket(**fields):
    values = {"least": 1, "most": 7, "limit": 1, **fields}
    return QuotaBracket.objects.create(quota=make_quota(mode="brackets", percent=None), **values)


CASES: Cases = {
    "quota_scope_valid": lambda: change(own(), scope="x"),
    "quota_mode_valid": lambda: change(own(), mode="x"),
    "quota_base_valid": lambda: change(own(), base="x"),
    "quota_rounding_valid": lambda: change(own(), rounding="x"),
    "quota_strictness_valid": lambda: change(own(), strictness="x"),
    "quota_bloc_kind_valid": lambda: change(own(), bloc_kind="x"),
    "quota_bloc_kind_only_for_blocs": lambda: change(own(scope="province"), bloc_kind="cum"),
    "quota_percent_iff_by_percent": [
        lambda: change(own(), percent=None),
        lambda: change(own(), percent=-1),
        lambda: change(own(), percent=101),
        lambda: change(own(), mode="brackets"),
    ],
    "quota_dates_in_order": lambda: change(own(), valid_to=DAY),
    "quota_names_its_source": lambda: change(own(), source=""),
    "quota_once_per_start": lambda: repeat(own(valid_to=LATER)),
    "quota_once_per_start_everywhere": lambda: repeat(make_quota(valid_to=LATER)),
    "quota_one_open": lambda: repeat(own(), valid_from=LATER),
    "quota_one_open_everywhere": lambda: repeat(make_quota(), valid_from=LATER),
    "quotabracket_once_per_start": lambda: repeat(bracket()),
    "quotabracket_one_open": lambda: repeat(bracket(most=None), least=8),
    "quotabracket_from_one": lambda: change(bracket(), least=0),
    "quotabracket_ends_in_order": lambda: change(bracket(least=5), most=4),
}


def allowed():
    """Write what is near to what is refused."""
    ended = own(valid_to=LATER)
    repeat(ended, valid_from=LATER, valid_to=None)
    repeat(ended, bloc_kind="cum")
    repeat(ended, scope="province")
    repeat(ended, province_id=None)
    repeat(bracket(), least=8, most=None)
    return Quota.objects.filter(award_type=ended.award_type)
