"""What is wrong with a criterion or a table, with the place where it is mended."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What of a criterion is to be mended."""

    CODE = "code"
    LABEL = "label"
    MOST = "max_points"
    LEAST = "min_points"
    STEP = "step"
    UNIT = "unit"
    DIRECTION = "direction"
    SCORED_BY = "scored_by"
    SECTOR = "sector"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a criterion, as a sentence."""

    text: str
    field: Field = Field.RULE

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TreeFault:
    """One fault of a table: of a criterion, or of the table itself where ``key`` is empty.

    ``text`` says it where its criterion is known already, ``whole`` anywhere; both are the
    same where the sentence names what it is about.
    """

    text: str
    key: str = ""
    field: Field = Field.CODE
    whole: str = ""

    def __str__(self) -> str:
        return self.whole or self.text
