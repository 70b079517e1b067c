"""The year of a bloc as a table: which stage follows which, and who moves it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from blocs.states import Stage

ORDER: tuple[Stage, ...] = tuple(Stage)
# A province may do without these; the stage before may then pass them over.
OPTIONAL = frozenset({Stage.REGISTRATION, Stage.COVENANT, Stage.MID_REVIEW})
# When members register their targets and titles.
REGISTERING = frozenset({Stage.REGISTRATION, Stage.COVENANT})


class Mover(StrEnum):
    """Who moves a season out of a stage."""

    SECRETARIAT = "secretariat"
    PROVINCE = "province"


def next_stages(stage: Stage) -> tuple[Stage, ...]:
    """Return the stages that may follow, the usual one first; empty after the last."""
    found: list[Stage] = []
    for later in ORDER[ORDER.index(stage) + 1 :]:
        found.append(later)
        if later not in OPTIONAL:
            break
    return tuple(found)


def previous_stage(stage: Stage) -> Stage | None:
    """Return the stage one step earlier, or None at the first."""
    place = ORDER.index(stage)
    return ORDER[place - 1] if place else None


MOVER: Mapping[Stage, Mover] = MappingProxyType(
    {
        stage: Mover.PROVINCE
        if ORDER.index(stage) >= ORDER.index(Stage.SUBMITTED)
        else Mover.SECRETARIAT
        for stage in ORDER
    }
)


def has_reached(stage: Stage, wanted: Stage) -> bool:
    """Say whether ``stage`` is ``wanted`` or later in the year."""
    return ORDER.index(stage) >= ORDER.index(wanted)
