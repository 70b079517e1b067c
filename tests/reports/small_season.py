"""A small season file as data, and how tests write and change it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from reports.season_files.yaml_text import write_yaml

SEASONS = Path(__file__).resolve().parents[2] / "seasons"
FACTS = sorted(path for path in SEASONS.glob("*.yaml") if not path.name.endswith(".sample.yaml"))
ALL_FILES = sorted(SEASONS.glob("*.yaml"))

_MEMBERS = [("so-a", "Sở A"), ("so-b", "Sở B"), ("so-c", "Sở C")]
TREE = [
    {
        "code": "I",
        "label": "Nhiệm vụ chính trị",
        "kind": "group",
        "max_points": 90,
        "children": [
            {"code": "1", "label": "Chỉ tiêu", "kind": "manual", "max_points": 70},
            {"code": "2", "label": "Đúng hạn", "kind": "pass_fail", "max_points": 20},
        ],
    },
    {"code": "II", "label": "Phong trào", "kind": "manual", "max_points": 10, "step": 1},
    {"code": "T", "label": "Điểm thưởng", "kind": "bonus", "max_points": 5},
]


def small_season(**sections: Any) -> dict[str, Any]:
    """Return a season of three members that is being set up, with these sections besides."""
    return {
        "schema": 1,
        "bloc": {"code": "khoi-thu", "kind": "khoi", "name": "Khối thử"},
        "cycle": {
            "label": "2022",
            "kind": "calendar_year",
            "starts_on": "2022-01-01",
            "ends_on": "2022-12-31",
        },
        "members": [
            {"code": code, "name": name, "short_name": name, "level": "provincial"}
            for code, name in _MEMBERS
        ],
        **deepcopy(sections),
    }


def only(season: Mapping[str, Any], *sections: str) -> dict[str, Any]:
    """Return a file that names the bloc and cycle and says these sections."""
    return {
        "schema": 1,
        "bloc": {"code": season["bloc"]["code"]},
        "cycle": {"label": season["cycle"]["label"]},
        **{section: season[section] for section in sections},
    }


def small_scoring(**changes: Any) -> dict[str, Any]:
    """Return a scoring section with three appraised sheets: Sở B first, then A, then C."""
    return {
        "table": {
            "code": "bang-thu",
            "number": 1,
            "title": "Bảng thử",
            "scale": 100,
            "criteria": deepcopy(TREE),
        },
        "frozen": True,
        "sheets": [
            small_sheet("so-a", "60", appraised="59.5"),
            small_sheet("so-b", "65.25"),
            small_sheet("so-c", "50"),
        ],
        **changes,
    }


def small_sheet(agency: str, points: str, *, appraised: str | None = None) -> dict[str, Any]:
    """Return an appraised sheet; ``points`` are the claim for I.1."""
    first = {"key": "I.1", "self": points, "explanation": "Đã đạt", "appraised": points}
    if appraised is not None:
        first |= {"appraised": appraised, "reason": "Thiếu minh chứng"}
    return {
        "agency": agency,
        "state": "appraised",
        "lines": [
            first,
            {"key": "I.2", "self": 20, "appraised": 20},
            {"key": "II", "self": 9, "appraised": 9},
        ],
    }


def scored_season(**sections: Any) -> dict[str, Any]:
    """Return a season in its final review, scored and ranked."""
    return small_season(**{"stage": "bloc_review", "scoring": small_scoring(), **sections})


def changed(data: Any, *path: str | int, to: Any = None) -> Any:
    """Return a copy with another value at the place; a function gets the old value."""
    copy = deepcopy(data)
    place = copy
    for step in path[:-1]:
        place = place[step]
    last = path[-1]
    place[last] = to(place[last]) if isinstance(to, Callable) else to
    return copy


def write(folder: Path, data: Any, name: str = "mua.yaml") -> Path:
    """Write data as a file and return its path."""
    path = folder / name
    path.write_text(data if isinstance(data, str) else write_yaml(data), encoding="utf-8")
    return path
