"""The benchmarks by name, in the order in which they run; known before anything is started."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reports.states import DocumentKind

# Each kind of paper, and what measures it.
PAPER_NAMES: Mapping[str, DocumentKind] = MappingProxyType(
    {f"render_{kind.value.replace('-', '_')}": kind for kind in DocumentKind}
)
NAMES = (
    "seed_province",
    "page_home",
    "page_overview",
    "page_season",
    "page_sheet_180",
    "page_appraisal_180",
    "page_ranking_180",
    "page_matrix_180",
    "page_desk_180",
    "page_simulation_180",
    "save_line",
    "save_compared_line",
    "save_line_sqlite",
    "ranking_one_bloc",
    "ranking_all_blocs",
    "ranking_twice_the_criteria",
    "ranking_twice_the_members",
    "recompute_province",
    "export_criteria_180",
    "import_criteria_180",
    "export_sheet_180",
    "import_sheet_180",
    *PAPER_NAMES,
    "render_province",
)
# A word for several: what is asked for together.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pages": tuple(name for name in NAMES if name.startswith("page_")),
        "papers": (*PAPER_NAMES, "render_province"),
    }
)


def named(words: Iterable[str]) -> list[str]:
    """Return the benchmarks that words ask for, each once and in order; all without a word."""
    asked = {name for word in words for name in GROUPS.get(word, (word,))}
    return [name for name in NAMES if name in asked or not asked]


def needs_office(words: Iterable[str]) -> bool:
    """Say whether anything that words ask for is measured beside LibreOffice."""
    return any(name in PAPER_NAMES for name in named(words))
