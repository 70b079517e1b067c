"""Which awards a confirmed fact about a member shuts out."""

from collections.abc import Collection

from scoring.states import Effect

# Cờ thi đua (Luật 06/2022/QH15, Điều 25 và Điều 26), and a province's own flags that count as one.
FLAGS = frozenset({"co-chinh-phu", "co-tinh"})


def is_barred(effect: Effect, award_codes: Collection[str]) -> bool:
    """Say whether the effect of a fact shuts a member out of an award.

    Args:
        award_codes: the award, and what it counts as; none while it is undecided.
    """
    if effect is Effect.BAR_ALL:
        return True
    return effect is Effect.BAR_FLAG and not FLAGS.isdisjoint(award_codes)
