"""Loading what a test writes down, and what the database then says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from blocs.models import Season
from reports.season_files.findings import Unloadable
from reports.season_files.loading import Outcome, dump_season, load_files
from reports.season_files.yaml_text import read_yaml
from tests.reports.small_season import write


def load(tmp_path: Path, *contents: Any) -> list[Outcome]:
    """Load each of the contents from a file of its own."""
    paths = [write(tmp_path, data, f"{number}.yaml") for number, data in enumerate(contents)]
    return load_files(paths)


def refused(tmp_path: Path, *contents: Any) -> list[str]:
    """Return the findings, with the files' names but not their folders."""
    with pytest.raises(Unloadable) as refusal:
        load(tmp_path, *contents)
    return [str(item).removeprefix(f"{tmp_path}/") for item in refusal.value.findings]


def held() -> Mapping[str, Any]:
    """Return the one season of the database as a file says it."""
    season = Season.objects.get()
    return read_yaml(dump_season(season.bloc.code, season.cycle.label))
