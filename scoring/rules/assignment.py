"""Who scores whom when members score each other.

Everyone gives and gets the same number of sheets, nobody its own, and no two members score
each other where that can be avoided. The draw follows from a seed and can be repeated by
anyone with a list of the members' codes.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import permutations

ALL_OTHERS = 0
FEWEST = 2


class AssignmentError(ValueError):
    """The members cannot score each other in this way; the message says why."""


def most_scorers(members: int) -> int:
    """Return how many sheets each member can score without any two scoring each other.

    Two members have no choice but each other.

    Args:
        members: how many members there are.
    """
    return max(members - 1, 0) if members <= FEWEST else (members - 1) // 2


def cross_pairs(members: Sequence[str], scorers: int, seed: str) -> list[tuple[str, str]]:
    """Return who scores whom, as (scorer, subject), sorted by scorer and subject.

    The members stand in a circle in an order drawn by the seed, and each scores those that
    follow it. Their own order does not matter.

    Args:
        members: their codes, each once.
        scorers: how many sheets each member scores; 0 for those of all others.
        seed: any text; the same seed gives the same pairs.

    Raises:
        AssignmentError: fewer than two members, a member twice, a number below zero, or so
            many that two members would have to score each other.
    """
    if len(set(members)) != len(members):
        raise AssignmentError("Danh sách đơn vị có đơn vị bị trùng.")
    if len(members) < FEWEST:
        raise AssignmentError("Cần ít nhất hai đơn vị mới chấm chéo được.")
    if scorers == ALL_OTHERS:
        return sorted(permutations(members, 2))
    most = most_scorers(len(members))
    if not 1 <= scorers <= most:
        raise AssignmentError(_why_not(len(members), scorers, most))
    circle = sorted(members, key=lambda code: (sha256(f"{seed}|{code}".encode()).digest(), code))
    return sorted(
        (scorer, circle[(place + distance) % len(circle)])
        for place, scorer in enumerate(circle)
        for distance in range(1, scorers + 1)
    )


def _why_not(members: int, scorers: int, most: int) -> str:
    if scorers < 0:
        return "Số phiếu mỗi đơn vị chấm phải từ 0 trở lên (0 là chấm tất cả đơn vị khác)."
    if scorers >= members:
        return (
            f"Có {members} đơn vị, mỗi đơn vị chỉ chấm phiếu của đơn vị khác nên không chấm được "
            f"{scorers} phiếu; nhiều nhất {most} phiếu."
        )
    return (
        f"Có {members} đơn vị, nếu mỗi đơn vị chấm {scorers} phiếu thì không tránh được hai đơn "
        f"vị chấm lẫn nhau; nhiều nhất {most} phiếu, hoặc ghi 0 để chấm tất cả đơn vị khác."
    )
