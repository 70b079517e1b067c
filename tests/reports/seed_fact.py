"""What a fact of an article is, and the short ways to write one."""

from dataclasses import dataclass
from typing import Any

BLOC = {"kind": "khoi"}


@dataclass(frozen=True, slots=True)
class Fact:
    """What an article says.

    Args:
        section: the section of the season file.
        said: the section itself, or a part of one of its rows.
        printed: the words with which the papers say it; none where only the file does.
    """

    section: str
    said: Any
    printed: tuple[str, ...] = ()


def plan(issuer: str, label: str, ratio: int, qualifier: str, word: str) -> dict[str, Any]:
    return {
        "kind": "plan",
        "issuer": issuer,
        "label": label,
        "ratio": ratio,
        "qualifier": qualifier,
        "qualifier_text": word,
    }


def names(section: str, *names: str) -> list[Fact]:
    return [Fact(section, {"name": name}, (name,)) for name in names]


def movements(term: str, *names: str) -> list[Fact]:
    said = {"term": term} if term == "next" else {}
    return [Fact("movements", {"name": name, **said}, (name,)) for name in names]


def texts(section: str, *texts: str) -> list[Fact]:
    return [Fact(section, {"text": text}, (text,)) for text in texts]
