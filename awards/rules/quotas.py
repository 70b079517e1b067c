"""How many awards may be proposed: the limit with its arithmetic, and what is over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise
from types import MappingProxyType

from awards.states import QuotaBase, QuotaMode, ShareRounding, Strictness
from blocs.rules.writing import number_text

HUNDRED = Decimal(100)
_MODES: Mapping[ShareRounding, tuple[str, str]] = MappingProxyType(
    {
        ShareRounding.DOWN: (ROUND_FLOOR, "bỏ phần lẻ"),
        ShareRounding.NEAREST: (ROUND_HALF_UP, "làm tròn đến số gần nhất, từ 0,5 làm tròn lên"),
        ShareRounding.UP: (ROUND_CEILING, "làm tròn lên"),
    }
)
BASE_WORDS: Mapping[QuotaBase, str] = MappingProxyType(
    {
        QuotaBase.MEMBERS: "đơn vị thành viên",
        QuotaBase.RANKED: "đơn vị được xếp hạng",
        QuotaBase.FLAG_STANDARD: "tập thể được đề nghị hoặc được tặng cờ thi đua",
    }
)
_BEHIND = "Chưa dẫn đầu theo bảng xếp hạng: {}."
_UNRANKED = "Chưa có bảng xếp hạng nên chưa xác định được: {}."


@dataclass(frozen=True, slots=True)
class Bracket:
    """From ``least`` to ``most`` (None is any more), both included: at most ``limit``."""

    least: int
    most: int | None
    limit: int

    @property
    def words(self) -> str:
        if self.most is None:
            return f"từ {self.least} trở lên"
        return f"từ {self.least} đến {self.most}" if self.most > self.least else f"{self.least}"


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """A written limit; ``percent`` in per cent of the base (20 is 20 %).

    ``source`` names the decision it comes from. A rule that nobody has ``verified`` warns and
    never refuses, however strict it says it is.
    """

    mode: QuotaMode
    base: QuotaBase
    strictness: Strictness
    brackets: tuple[Bracket, ...] = ()
    percent: Decimal | None = None
    rounding: ShareRounding = ShareRounding.DOWN
    only_leaders: bool = False
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be proposed, None where the rule sets none; ``text`` is how it comes."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class QuotaAnswer:
    """What a limit says to so many proposals.

    ``over`` is how many are too many; ``refuses`` is the sentence of a refusal, ``warns`` of a
    warning, both empty while the limit is kept. ``not_led`` is the part about members that did
    not lead, where only leaders may be proposed.
    """

    limit: Limit
    used: int
    over: int
    refuses: str = ""
    warns: str = ""
    not_led: str = ""


def bracket_faults(brackets: Sequence[Bracket]) -> list[str]:
    """Return what is wrong with brackets in the order of their numbers, as sentences.

    A bloc whose number falls into no bracket would have no limit at all, so they start at 1,
    leave no gap, and the last is open.
    """
    if not brackets:
        return ["Cần ít nhất một mức theo số lượng."]
    faults = ["Mức đầu tiên phải bắt đầu từ 1."] if brackets[0].least != 1 else []
    faults += [
        f"Mức bắt đầu từ {one.least}: số cuối nhỏ hơn số đầu."
        for one in brackets
        if one.most is not None and one.most < one.least
    ]
    faults += [fault for before, after in pairwise(brackets) if (fault := _joint(before, after))]
    if brackets[-1].most is not None:
        faults.append("Mức cuối cùng phải để trống số cuối, để mọi khối, cụm đều có mức.")
    return faults


def limit_of(rule: QuotaRule, base: int) -> Limit:
    """Return the limit for a bloc or province whose base counts so many.

    Args:
        base: how many the rule counts from: members, ranked members, collectives.
    """
    if rule.mode is QuotaMode.BRACKETS:
        return _by_bracket(rule, base)
    return _by_percent(rule, base)


def answered(
    rule: QuotaRule,
    *,
    base: int,
    used: int,
    award: str,
    behind: Sequence[str] = (),
    unranked: Sequence[str] = (),
) -> QuotaAnswer:
    """Return what the rule says when so many are proposed, with the arithmetic.

    Where only leaders may be proposed, one that is known to stand behind counts like one too
    many; one whose bloc has no ranking yet is a warning, however strict the rule.

    Args:
        used: how many proposals there would be, the asked one included.
        award: the award's name, for the sentence.
        behind: the proposed members that the ranking in force does not place first.
        unranked: the proposed members of blocs without a ranking in force.
    """
    limit = limit_of(rule, base)
    over = 0 if limit.number is None else max(used - limit.number, 0)
    said = [f"{award}: đề nghị {used}, vượt {over} so với hạn mức. {limit.text}"] if over else []
    late = _BEHIND.format("; ".join(behind)) if rule.only_leaders and behind else ""
    unknown = _UNRANKED.format("; ".join(unranked)) if rule.only_leaders and unranked else ""
    not_led = " ".join(filter(None, (late, unknown)))
    if not_led:
        said.append(f"{award}: chỉ dành cho đơn vị dẫn đầu khối, cụm. {not_led}")
    if not said:
        return QuotaAnswer(limit, used, over)
    if rule.source:
        said.append(f"Căn cứ: {rule.source}.")
    if rule.strictness is Strictness.HARD and rule.verified and (over or late):
        return QuotaAnswer(limit, used, over, refuses=" ".join(said), not_led=not_led)
    if not rule.verified:
        said.append("Quy định này chưa được đối chiếu nên chỉ cảnh báo.")
    return QuotaAnswer(limit, used, over, warns=" ".join(said), not_led=not_led)


def _joint(before: Bracket, after: Bracket) -> str:
    """Return what is wrong between two brackets that follow each other; empty if nothing."""
    if before.most is None or after.least <= before.most:
        return f"Mức bắt đầu từ {after.least} trùng với mức trước đó."
    if after.least > before.most + 1:
        return f"Còn trống giữa {before.most} và {after.least}."
    return ""


def _by_bracket(rule: QuotaRule, base: int) -> Limit:
    counted = f"Có {base} {BASE_WORDS[rule.base]}"
    for one in rule.brackets:
        if one.least <= base and (one.most is None or base <= one.most):
            return Limit(one.limit, f"{counted}, thuộc mức {one.words}: tối đa {one.limit}.")
    return Limit(None, f"{counted}, không thuộc mức nào nên chưa có hạn mức.")


def _by_percent(rule: QuotaRule, base: int) -> Limit:
    percent = rule.percent or Decimal(0)
    mode, words = _MODES[rule.rounding]
    exact = percent * base / HUNDRED
    number = int(exact.quantize(Decimal(1), rounding=mode))
    text = f"{number_text(percent)}% của {base} {BASE_WORDS[rule.base]} là {number_text(exact)}"
    if exact != number:
        text = f"{text}, {words}"
    return Limit(number, f"{text}: tối đa {number}.")
