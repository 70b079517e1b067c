"""Which function measures which name."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bench import (
    growth,
    pages,
    papers,
    rankings,
    saves,
    seeding,
    sheet_workbooks,
    workbooks,
    workers,
)
from bench.records import Record
from bench.workplace import Workplace

BENCHMARKS: Mapping[str, Callable[[Workplace], Iterator[Record]]] = MappingProxyType(
    {
        "seed_province": seeding.seed_province,
        **pages.PAGES,
        "save_line": saves.save_line,
        "save_compared_line": saves.save_compared_line,
        "save_line_sqlite": saves.save_line_sqlite,
        "ranking_one_bloc": rankings.one_bloc,
        "ranking_all_blocs": rankings.all_blocs,
        "ranking_twice_the_criteria": growth.twice_the_criteria,
        "ranking_twice_the_members": growth.twice_the_members,
        "recompute_province": growth.whole_province,
        "export_criteria_180": workbooks.export_criteria,
        "import_criteria_180": workbooks.import_criteria,
        "export_sheet_180": sheet_workbooks.export_sheet,
        "import_sheet_180": sheet_workbooks.import_sheet,
        **papers.KINDS,
        "render_province": workers.province,
    }
)
