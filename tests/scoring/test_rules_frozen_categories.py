"""Rankings frozen before categories existed, and those that hold them."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.rules.frozen import SCHEMA, THIRD_SCHEMA, Heading, frozen_content, sealed
from scoring.rules.frozen_bands import categories_by_agency, missed_by_agency
from scoring.rules.frozen_facts import frozen_facts
from scoring.rules.frozen_text import canonical_json
from scoring.rules.recompute import first_difference, fits, recomputed
from scoring.rules.settings import Band
from scoring.rules.simulation import Change, simulate
from scoring.states import CriterionKind
from tests.scoring.outcomes import line, member, node_of, season

HEADING = Heading("khoi-1", "Khối 1", "2026", False, "bang-1", 1, "Bảng điểm", Decimal(100))
THIRD = [
    json.loads(row)["content"]
    for row in Path(__file__).with_name("third_schema.jsonl").read_text("utf-8").splitlines()
]
BANDS = (
    Band("dat", "Đạt", total_points=Decimal(80)),
    Band("dat", "Đạt", total_points=Decimal(60), category="Xã miền núi"),
)


def facts(category="xã miền núi", bands=BANDS):
    members = [
        replace(member("a", lines={"I": line("70")}), category=category),
        member("b", lines={"I": line("70")}),
    ]
    return season(*members, nodes=[node_of(CriterionKind.MANUAL, "I", "100")], bands=bands)


def frozen(*given):
    return json.loads(canonical_json(frozen_content(HEADING, facts(*given))))


def classes(content):
    return {row["agency"]: (row["band"] or {}).get("code") for row in content["rows"]}


@pytest.mark.parametrize("content", THIRD, ids=["example", "everything"])
def test_a_file_of_the_third_schema_recomputes_to_the_digit_and_stays_of_it(content):
    assert content["schema"] == THIRD_SCHEMA
    assert first_difference(content) is None
    again = recomputed(content)
    assert again["schema"] == THIRD_SCHEMA
    assert (again["rows"], again["unranked"], again["members"]) == (
        content["rows"],
        content["unranked"],
        content["members"],
    )


@pytest.mark.parametrize("content", THIRD, ids=["example", "everything"])
def test_a_file_of_the_third_schema_fits_what_would_be_frozen_now(content):
    held = frozen_facts(content)
    heading = Heading("", "", "", False)
    then = frozen_content(heading, held, schema=THIRD_SCHEMA)
    now = frozen_content(heading, held)

    assert now["schema"] == SCHEMA
    assert fits(then, now)
    categorised = replace(held, members=tuple(replace(m, category="Phường") for m in held.members))
    assert fits(then, frozen_content(heading, categorised))  # it never asked for them
    assert first_difference(sealed({**content, "schema": SCHEMA})) is None


def test_a_ranking_of_the_third_schema_does_not_fit_classes_by_category():
    then = frozen_content(HEADING, facts(), schema=THIRD_SCHEMA)
    only = (replace(BANDS[0], category="Phường"),)
    hidden = frozen_content(HEADING, facts("", BANDS[:1]), schema=THIRD_SCHEMA)

    assert "category" not in canonical_json(then)
    assert not fits(hidden, frozen_content(HEADING, facts("", only)))


def test_a_category_is_frozen_with_the_class_that_follows_from_it():
    content = frozen()

    assert content["schema"] == SCHEMA
    assert [one.get("category") for one in content["members"]] == ["xã miền núi", None]
    assert classes(content) == {"a": "dat", "b": None}
    assert first_difference(content) is None
    assert categories_by_agency(content) == {"a": "Xã miền núi", "b": ""}


def test_without_categories_the_file_says_nothing_of_them():
    assert "category" not in canonical_json(frozen_content(HEADING, facts("", BANDS[:1])))


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("members", 0, "category"), "Phường", "xếp loại: tệp ghi"),
        (("members", 1, "category"), "Xã miền núi", "xếp loại: tệp để trống"),
        (("rules", "bands", 1, "category"), "Phường", "xếp loại: tệp ghi"),
        (("members", 1, "category"), "Xã đảo", "dấu niêm phong"),
        (("members", 1, "category"), 7, None),
    ],
)
def test_an_altered_category_is_found(place, value, said):
    content = frozen()
    inner = content
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value

    if said is None:
        with pytest.raises(ValueError, match="Tệp thiếu hoặc sai mục"):
            first_difference(content)
    else:
        assert said in first_difference(content)


def test_a_class_that_does_not_follow_is_told_in_words():
    content = frozen()
    content["rows"][0]["band"] = {"code": "la", "label": "Loại lạ"}
    content["rows"][0]["deductions"] = [{"code": "late", "label": "Muộn", "points": "1.00"}]

    said = first_difference(content) or ""

    assert "các khoản trừ: tệp ghi “late, Muộn, 1.00”, tính lại được “không có”." in said
    content["rows"][0]["deductions"] = []
    said = first_difference(content) or ""
    assert "xếp loại: tệp ghi “la, Loại lạ”, tính lại" in said
    assert "{" not in said


def test_an_earlier_schema_cannot_smuggle_a_category_in():
    content = frozen_content(HEADING, facts(), schema=THIRD_SCHEMA)
    content["members"][0]["category"] = "Xã miền núi"
    content["rules"]["bands"][1]["category"] = "Xã miền núi"

    held = frozen_facts(content)
    assert [one.category for one in (*held.members, *held.rules.bands)] == ["", "", "", ""]
    assert "Tệp có mục lạ" in (first_difference(sealed(content)) or "")


def test_a_simulation_knows_the_frozen_categories():
    held = frozen_facts(frozen())
    stricter = replace(held.rules, bands=(replace(BANDS[1], total_points=Decimal(75)),))

    new = simulate(held, Change({}, rules=stricter)).new

    assert [row.band for row in new.rows] == [None, None]
    assert simulate(held, Change({}, rules=held.rules)).new.rows[0].band.category == "Xã miền núi"


def test_the_reasons_of_a_frozen_class_name_the_category():
    stricter = tuple(replace(one, total_points=Decimal(75)) for one in BANDS)

    missed = missed_by_agency(frozen("Xã miền núi", stricter))

    assert [one.category for one in missed["a"]] == ["Xã miền núi"]
    assert [one.category for one in missed["b"]] == [""]
