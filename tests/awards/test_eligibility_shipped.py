"""The conditions that come with the software: cited, readable, unverified, dated."""

from datetime import date

import pytest

from awards.models import AwardCondition, AwardType, ConditionCheck
from awards.rules.eligibility.reading import read_params
from awards.states import EligibilityKind

pytestmark = pytest.mark.django_db


def in_force(award, day):
    rows = AwardCondition.objects.filter(award_type__code=award)
    return [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day < row.valid_to)
        and not row.is_warning
    ]


def test_every_shipped_condition_can_be_read_and_names_awards_of_the_catalogue():
    known = set(AwardType.objects.values_list("code", flat=True))
    for row in AwardCondition.objects.all():
        params = read_params(EligibilityKind(row.kind), row.params)
        named = set(getattr(params, "codes", ())) | set(getattr(params, "after", ()))
        named |= set(getattr(params, "titles", ()))
        for alternative in getattr(params, "any_of", ()):
            named |= {code for group in alternative for code in group.codes}
        assert named <= known, row


def test_every_shipped_condition_says_where_it_was_read_and_nobody_vouches_for_it():
    assert AwardCondition.objects.count() == 58
    assert not AwardCondition.objects.filter(source="").exists()
    assert not ConditionCheck.objects.exists()
    assert not AwardCondition.objects.filter(province__isnull=False).exists()


def test_before_the_law_of_2022_no_award_has_conditions_of_its_own():
    last_day = date(2023, 12, 31)
    shipped = {
        code: [row.kind for row in in_force(code, last_day)]
        for code in AwardType.objects.values_list("code", flat=True)
    }

    bars = {code: kinds for code, kinds in shipped.items() if kinds}
    assert bars == {"co-chinh-phu": ["no_barring_fact"], "co-tinh": ["no_barring_fact"]}


@pytest.mark.parametrize(
    ("day", "laws"),
    [
        (date(2023, 12, 31), set()),
        (date(2024, 1, 1), {"98/2023"}),
        (date(2025, 6, 30), {"98/2023"}),
        (date(2025, 7, 1), {"152/2025"}),
        (date(2025, 8, 5), {"152/2025", "15/2025"}),
        (date(2026, 10, 1), {"152/2025", "15/2025", "06/2026"}),
    ],
)
def test_the_layers_of_the_law_follow_each_other_on_their_days(day, laws):
    rows = [
        row
        for row in AwardCondition.objects.filter(award_type__isnull=True)
        if (row.valid_from and row.valid_from <= day)
        and (row.valid_to is None or day < row.valid_to)
    ]

    assert {
        row.law.split("số ")[1].split("/")[0] + "/" + row.law.split("/")[1] for row in rows
    } == laws


def test_registration_is_a_ground_for_titles_from_october_2026_on():
    day, before = date(2026, 10, 1), date(2026, 9, 30)
    for code, kind in AwardType.objects.values_list("code", "kind"):
        kinds = [row.kind for row in in_force(code, day)]
        assert ("registered_title" in kinds) is (kind == "title"), code
        assert "registered_title" not in [row.kind for row in in_force(code, before)]


def test_labour_orders_climb_by_what_the_law_says():
    found = {}
    for grade in ("ba", "nhi", "nhat"):
        rows = in_force(f"huan-chuong-lao-dong-{grade}", date(2026, 1, 1))
        params = next(row.params for row in rows if row.kind == "awards_in_years")
        found[grade] = [
            [(one["count"], one["codes"][0]) for one in way["groups"]] for way in params["any_of"]
        ]

    assert found == {
        "ba": [
            [(1, "co-chinh-phu")],
            [(2, "co-tinh")],
            [(1, "co-tinh"), (1, "bang-khen-tinh")],
        ],
        "nhi": [[(1, "co-chinh-phu"), (1, "co-tinh")], [(3, "co-tinh")]],
        "nhat": [
            [(2, "co-chinh-phu")],
            [(1, "co-chinh-phu"), (2, "co-tinh")],
            [(4, "co-tinh")],
        ],
    }


def test_the_flag_of_a_ministry_and_the_exemplary_commune_are_in_the_catalogue():
    found = AwardType.objects.in_bulk(["co-bo", "xa-phuong-tieu-bieu"], field_name="code")

    flag, commune = found["co-bo"], found["xa-phuong-tieu-bieu"]
    assert (flag.kind, flag.level) == ("title", "ministry")
    assert (commune.kind, commune.level) == ("title", "province")
    assert commune.source.endswith("Điều 29")


@pytest.mark.parametrize(
    ("day", "is_warning"),
    [
        (date(2023, 12, 31), []),
        (date(2024, 1, 1), [False]),
        (date(2025, 6, 30), [False]),
        (date(2025, 7, 1), [True]),
        (date(2026, 10, 1), [True]),
    ],
)
def test_leading_a_district_is_asked_of_a_commune_only_while_there_are_districts(day, is_warning):
    rows = AwardCondition.objects.filter(award_type__code="xa-phuong-tieu-bieu", kind="confirmed")

    found = [
        row.is_warning
        for row in rows
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
    ]

    assert found == is_warning
    assert {(row.law, row.article) for row in rows} == {
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", "Điều 29")
    }
