"""Who scores whom when members score each other.

Everyone gives and gets the same number of sheets, nobody its own, and no two members score
each other where that can be avoided. The draw follows from a seed and can be repeated by
anyone with a list of the members' codes.
"""

from collections.abc import Sequence, Set
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
    circle = [code for code, _ in drawn_circle(members, seed)]
    return sorted(
        (scorer, circle[(place + distance) % len(circle)])
        for place, scorer in enumerate(circle)
        for distance in range(1, scorers + 1)
    )


def drawn_circle(members: Sequence[str], seed: str) -> list[tuple[str, str]]:
    """Return the members in the order that the seed draws, each with what it is drawn by.

    That is the SHA-256 of seed, bar and code, in hexadecimal digits: anyone can make it again.

    Args:
        members: their codes, each once.
        seed: any text.
    """
    drawn = [(code, sha256(f"{seed}|{code}".encode()).hexdigest()) for code in members]
    return sorted(drawn, key=lambda one: (one[1], one[0]))


def check_pairs(members: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
    """Refuse pairs that no draw gives.

    Args:
        members: the codes of all members.
        pairs: who scores whom, as (scorer, subject).

    Raises:
        AssignmentError: no member, a pair twice, a member that scores itself, or two of three
            and more that score each other while not everyone scores all others.
    """
    fault = _strange_pair(set(members), pairs) or _mutual_pair(pairs)
    if fault:
        raise AssignmentError(fault)


def _strange_pair(members: Set[str], pairs: Sequence[tuple[str, str]]) -> str:
    strangers = [code for pair in pairs for code in pair if code not in members]
    if strangers:
        return f"“{strangers[0]}” không phải là thành viên của năm thi đua."
    own = [scorer for scorer, subject in pairs if scorer == subject]
    if own:
        return f"“{own[0]}” không chấm chéo phiếu của chính mình."
    return "" if len(set(pairs)) == len(pairs) else "Có lượt chấm chéo bị ghi hai lần."


def _mutual_pair(pairs: Sequence[tuple[str, str]]) -> str:
    seen, taking_part = set(pairs), sorted({code for pair in pairs for code in pair})
    if len(taking_part) <= FEWEST or seen == set(permutations(taking_part, 2)):
        return ""
    mutual = [pair for pair in pairs if pair[::-1] in seen]
    return f"“{mutual[0][0]}” và “{mutual[0][1]}” không được chấm lẫn nhau." if mutual else ""


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
