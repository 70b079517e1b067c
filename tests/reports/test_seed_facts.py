"""Each fact of the five articles stands in the dump and in the papers, and nothing besides."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from reports.gather import gather_paper
from reports.render.pdf import pdf_bytes
from reports.season_files.loading import dump_season, load_files
from reports.season_files.reading import find_season
from reports.season_files.yaml_text import read_yaml
from reports.states import DocumentKind
from tests.reports import layout
from tests.reports.seed_fact import Fact
from tests.reports.seed_facts import ARTICLES, SIZES
from tests.reports.shipped import name_of, shipped, undone
from tests.reports.small_season import SEASONS

# Whose fixture opens the database itself: the mark has it made when no other test asks.
pytestmark = pytest.mark.django_db

# Every fact of an article that is printed stands on one of these, so no other is looked for.
TELLING = (DocumentKind.SUMMARY_REPORT, DocumentKind.COVENANT)
EVERY_FACT = [(stem, fact) for stem, facts in ARTICLES.items() for fact in facts]
PRINTED = [(stem, words) for stem, fact in EVERY_FACT for words in fact.printed]
# What introduces a person, and the commonest family names before a given name; the one
# person that papers do name is Chủ tịch Hồ Chí Minh.
PERSON = re.compile(
    r"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)\s+[A-ZĐ]|"
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Hà)\s+[A-ZĐ]\w+\s+[A-ZĐ]"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a season says in its dump and on its papers."""

    dump: str
    season: dict[str, Any]
    papers: str


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Told]:
    """Load each season's facts, dump it and print two papers, once for all tests here."""
    with django_db_blocker.unblock(), undone():
        load_files([SEASONS / f"{stem}.yaml" for stem in ARTICLES])
        return {stem: _told(*name_of(stem)) for stem in ARTICLES}


def _told(bloc: str, cycle: str) -> Told:
    season = find_season(bloc, cycle)
    papers = [layout.text(pdf_bytes(gather_paper(season, kind))) for kind in TELLING]
    dump = dump_season(bloc, cycle)
    return Told(dump, read_yaml(dump), layout.unspaced(" ".join(papers)))


def holds(said: Any, wanted: Any) -> bool:
    """Say whether everything wanted is said; a list may say more, in the same order."""
    if isinstance(wanted, dict):
        return isinstance(said, dict) and all(
            name in said and holds(said[name], value) for name, value in wanted.items()
        )
    if isinstance(wanted, list) and isinstance(said, list):
        rest = iter(said)
        return all(any(holds(item, value) for item in rest) for value in wanted)
    return said == wanted


def says(season: dict[str, Any], fact: Fact) -> bool:
    section = season.get(fact.section)
    if isinstance(section, list):
        return any(holds(row, fact.said) for row in section)
    return holds(section, fact.said)


@pytest.mark.parametrize(("stem", "fact"), EVERY_FACT, ids=lambda value: str(value)[:60])
def test_a_fact_of_an_article_stands_in_the_dump(told, stem, fact):
    assert says(told[stem].season, fact)


@pytest.mark.parametrize(("stem", "words"), PRINTED, ids=lambda value: value[:60])
def test_a_fact_of_an_article_stands_on_the_papers(told, stem, words):
    assert layout.unspaced(words) in told[stem].papers


@pytest.mark.parametrize(("stem", "sizes"), SIZES.items())
def test_no_list_says_more_than_the_articles(told, stem, sizes):
    season = told[stem].season
    lists = {name: len(rows) for name, rows in season.items() if isinstance(rows, list)}
    lists.pop("statements")

    assert lists == sizes


def test_what_no_article_says_is_left_open(told):
    tay_ninh = told["tay-ninh-cqtw-2022"].season
    technical = told["kinh-te-ky-thuat-2021"].season
    hoa_binh = told["hoa-binh-kinh-te-thong-ke-2020"].season
    next_offices = [row["role"] for row in tay_ninh["offices"] if row.get("term") == "next"]

    assert next_offices == ["head"]
    assert "province" not in technical["bloc"]
    assert not {"members", "offices", "proposals", "scoring"} & set(technical)
    assert [row.get("term") for row in hoa_binh["offices"]] == ["next"]
    assert all("scoring" not in item.season for item in told.values())


@pytest.mark.parametrize("stem", ARTICLES)
def test_officials_are_named_by_office_and_nothing_has_an_address(told, stem):
    for text in (told[stem].dump, (SEASONS / f"{stem}.yaml").read_text(encoding="utf-8")):
        assert PERSON.findall(text) == []
        assert "http" not in text
        assert "www." not in text


@pytest.mark.parametrize("name", ["ông Văn A", "đồng chí Bí thư X", "Trần Văn Ba", "Hà Thị Tư"])
def test_a_personal_name_would_be_noticed(name):
    assert PERSON.search(f"Chánh Văn phòng {name} phát biểu")


@pytest.mark.parametrize("fact", ARTICLES["tay-ninh-cqtw-2022"][:3])
def test_a_missing_fact_would_be_noticed(told, fact):
    season = {**told["tay-ninh-cqtw-2022"].season, fact.section: None}

    assert not says(season, fact)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stem", "first"),
    [
        ("tay-ninh-cqtw-2022", ["cuc-hai-quan-tay-ninh", "bhxh-tay-ninh", "cuc-qltt-tay-ninh"]),
        ("hoa-binh-kinh-te-thong-ke-2020", ["nhnn-hoa-binh", "cuc-qltt-hoa-binh", "kbnn-hoa-binh"]),
        (
            "tong-hop-thua-thien-hue-2021",
            ["so-khdt-thua-thien-hue", "ban-dan-toc-thua-thien-hue", "cuc-thue-thua-thien-hue"],
        ),
    ],
)
def test_made_up_scores_lead_where_the_articles_say(stem, first):
    ranking = shipped().rankings[stem]
    totals = [row.final_total for row in ranking.rows]
    assert ranking.codes[:3] == first
    assert all(Decimal(850) < total < Decimal(1000) for total in totals)
    assert len(set(totals)) >= len(totals) - 2
    assert ranking.is_sample
