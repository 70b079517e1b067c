"""A season whose words can be written from its figures, and its year before."""

from decimal import Decimal

from blocs.models import Indicator, IndicatorBaseline, Season
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import paragraphs_of, write_section
from blocs.states import NarrativeSection, RevisionCause, Stage
from reports.selectors.narrative import read_narrative
from tests.factories import make_bloc, make_bloc_year, make_cycle

REVENUE = "chi-tieu.{}.thu-ngan-sach"


def make_year(size: int = 3, **fields):
    """Return a season in its review, the first member with one result."""
    values = {"stage": Stage.BLOC_REVIEW, **fields}
    values["cycle"] = fields.get("cycle") or make_cycle(label="2022")
    season, members = make_bloc_year(size, **values)
    return Season.objects.with_names().get(pk=season.pk), members


def make_two_years(size: int = 3):
    """Return last year's season and this year's of one bloc with the same members."""
    bloc = make_bloc()
    last, members = make_year(size, bloc=bloc, cycle=make_cycle(label="2021"))
    now, _ = make_year(1, bloc=bloc, cycle=make_cycle(label="2022"))
    return last, now, members


def revenue(season, agency, value="10500", **fields) -> Indicator:
    values = {"name": "Thu ngân sách", "unit": "tỷ đồng", "value": Decimal(value), **fields}
    position = season.indicators.count() + 1
    return Indicator.objects.create(season=season, agency=agency, position=position, **values)


def against(indicator, ratio=None, **fields) -> IndicatorBaseline:
    values = {"issuer": "Bộ Tài chính", "label": "dự toán", **fields}
    position = indicator.baselines.count() + 1
    ratio = None if ratio is None else Decimal(ratio)
    return IndicatorBaseline.objects.create(
        indicator=indicator, position=position, ratio=ratio, **values
    )


def say(season, *texts: str, section: NarrativeSection = NarrativeSection.POLITICAL_TASKS) -> None:
    """Write a section past the page."""
    write_section(
        season_id=season.pk,
        section=section,
        paragraphs=[Paragraph(text) for text in texts],
        seen=mark_of(paragraphs_of(season, section)),
        cause=RevisionCause.EDITED,
        actor=None,
    )


def said(season, section: NarrativeSection = NarrativeSection.POLITICAL_TASKS) -> list[str]:
    return [one.text for one in paragraphs_of(season, section)]


def value_of(season, key: str) -> str | None:
    """Return today's value of a figure."""
    return read_narrative(season).book.get(key)
