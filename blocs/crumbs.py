"""Where am I: the path from the province down to the page."""

from dataclasses import dataclass

from blocs.models import Season


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path; the last one, the page itself, needs no address."""

    label: str
    url: str = ""


def season_crumbs(season: Season, *pages: Crumb | str) -> list[Crumb]:
    """Return province › bloc › cycle › pages for a page that belongs to a season."""
    province = season.bloc.province
    crumbs = [Crumb(province.name)] if province else []
    crumbs += [
        Crumb(season.bloc.name),
        Crumb(season.cycle.label, season.get_absolute_url()),
    ]
    return crumbs + [page if isinstance(page, Crumb) else Crumb(page) for page in pages]
