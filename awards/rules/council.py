"""Whether the council adopts a proposal, with the arithmetic in words."""

from dataclasses import dataclass

from awards.rules.ballot_words import fraction_text, share_text
from awards.rules.ballots import Threshold, Turnout, base_of, reaches
from awards.states import ShareBase

_OF = {
    ShareBase.MEMBERS: "thành viên Hội đồng",
    ShareBase.PRESENT: "thành viên có mặt",
    ShareBase.VALID: "phiếu hợp lệ",
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sat, and what part of whom a proposal needs."""

    members: int
    present: int
    base: ShareBase
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Voted:
    """How the members that were there voted on one proposal, in numbers of votes."""

    agreed: int
    disagreed: int
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.agreed + self.disagreed + self.invalid


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the proposal passes, and why: "5/9 = 55,56% < 2/3 của 9 thành viên Hội đồng"."""

    passed: bool
    arithmetic: str


def vote_fault(sitting: Sitting, voted: Voted) -> str:
    """Return what cannot be in the numbers of a vote, as a sentence; empty if nothing."""
    if voted.cast == 0:
        return "Chưa có phiếu nào."
    if voted.cast > sitting.present:
        return (
            f"Tổng số phiếu {voted.cast} nhiều hơn số thành viên có mặt ({sitting.present}); "
            "quý vị kiểm tra lại."
        )
    return ""


def missing_votes(sitting: Sitting, voted: Voted) -> int:
    """Return how many members that were there are in none of the numbers."""
    return sitting.present - voted.cast


def council_outcome(sitting: Sitting, voted: Voted) -> Outcome:
    """Return whether the votes reach the threshold, exact at the limit."""
    turnout = Turnout(sitting.members, sitting.present, voted.agreed + voted.disagreed)
    base = base_of(sitting.base, turnout, is_barred=False, is_present=True)
    passed = reaches(voted.agreed, base, sitting.threshold)
    return Outcome(passed, _words(voted.agreed, base, sitting, passed=passed))


def threshold_text(threshold: Threshold, share_of: ShareBase) -> str:
    """Write what a proposal needs: "từ 2/3 thành viên Hội đồng trở lên"."""
    part = fraction_text(threshold.numerator, threshold.denominator)
    if threshold.strict:
        return f"trên {part} {_OF[share_of]}"
    return f"từ {part} {_OF[share_of]} trở lên"


def _words(agreed: int, base: int, sitting: Sitting, *, passed: bool) -> str:
    if base < 1:
        return f"không có {_OF[sitting.base]} nào để tính tỷ lệ"
    threshold = sitting.threshold
    above, below = (">", "≤") if threshold.strict else ("≥", "<")
    part = fraction_text(threshold.numerator, threshold.denominator)
    share = f"{agreed}/{base} = {share_text(agreed, base)}"
    return f"{share} {above if passed else below} {part} của {base} {_OF[sitting.base]}"
