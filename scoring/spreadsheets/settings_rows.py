"""The rows of the sheet “Quy định”: one written rule each, between cell and ``TableRules``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from scoring.rules.settings import LateRange, TieRule
from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import (
    NO,
    YES,
    limited,
    parse_number,
    read_amount,
    read_choice,
    read_points,
    read_share,
    read_text,
    read_whole,
    read_yes_no,
    share_of,
)
from scoring.spreadsheets.columns import (
    RANK_BY_WORDS,
    REASON_WORDS,
    ROUNDING_WORDS,
    STRATEGY_WORDS,
    TIE_WORDS,
)
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.numbers import without_word, written, written_percent
from scoring.spreadsheets.opening import Cell
from scoring.states import RankBy, ReasonFor, Rounding, Strategy, TieKind

ALL_OTHERS = "tất cả"
LAYER_WORDS: Mapping[str, str] = {
    "self": "tự chấm",
    "appraised": "thẩm định",
    "sector": "chuyên ngành",
    "cross": "chấm chéo",
    "province": "tỉnh chấm",
    "vote": "phiếu bầu",
}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the field's name, what stands before it, how to write it, and both ways."""

    name: str
    label: str
    help: str
    write: Callable[[Any], str | Decimal | int | None]
    read: Callable[[Cell], Any]
    choices: Mapping[str, str] | None = None


def _choice(name: str, label: str, words: Mapping[str, str], kind: type[StrEnum]) -> Setting:
    def read(cell: Cell) -> StrEnum | None:
        found = read_choice(cell, words)
        return None if found is None else kind(found)

    return Setting(name, label, "Chọn trong danh sách.", lambda word: words[word], read, words)


def _yes_no(name: str, label: str, help_: str) -> Setting:
    words = {YES: YES, NO: NO}
    return Setting(name, label, help_, lambda value: YES if value else NO, read_yes_no, words)


def _same(value: Any) -> Any:
    return value


def read_lines(cell: Cell) -> list[str]:
    """Return the lines of a cell that say something; a semicolon parts lines too."""
    parts = read_text(cell).replace(";", "\n").split("\n")
    return [line for part in parts if (line := tidy_line(part))]


def _write_weights(weights: tuple[tuple[str, Decimal], ...]) -> str:
    return "\n".join(f"{LAYER_WORDS[layer]}: {written_percent(share)}" for layer, share in weights)


def _read_weights(cell: Cell) -> tuple[tuple[str, Decimal], ...]:
    layers = {word: layer for layer, word in LAYER_WORDS.items()}
    found: dict[str, Decimal] = {}
    for line in read_lines(cell):
        label, colon, share = line.partition(":")
        layer = layers.get(tidy_line(label).casefold())
        if layer is None or not colon:
            raise CellError(f"“{line[:60]}” cần ghi dạng “thẩm định: 60 %”; lớp: {_listed(layers)}")
        if layer in found:
            raise CellError(f"“{label}” bị ghi hai lần.")
        found[layer] = share_of(parse_number(share.strip().removesuffix("%")))
    return tuple((layer, found[layer]) for layer in LAYER_WORDS if found.get(layer))


def _write_ties(ties: tuple[TieRule, ...]) -> str:
    return "\n".join(
        f"{TIE_WORDS[tie.kind]}: {tie.key}" if tie.key else TIE_WORDS[tie.kind] for tie in ties
    )


def _read_ties(cell: Cell) -> tuple[TieRule, ...]:
    kinds = {word.casefold(): TieKind(kind) for kind, word in TIE_WORDS.items()}
    found: list[TieRule] = []
    for line in read_lines(cell):
        label, _, key = (part.strip() for part in line.partition(":"))
        kind = kinds.get(label.casefold())
        if kind is None:
            raise CellError(
                f"không có quy tắc “{label[:60]}”; chỉ có: {_listed(TIE_WORDS.values())}"
            )
        if (kind is TieKind.HIGHER_GROUP) != bool(key):
            missing = f"cần ghi thêm mã nhóm, ví dụ “{TIE_WORDS[TieKind.HIGHER_GROUP]}: I”"
            why = "không ghi mã nhóm" if key else missing
            raise CellError(f"“{line[:60]}”: quy tắc này {why}.")
        if TieRule(kind, key) in found:
            raise CellError(f"“{line[:60]}” bị ghi hai lần.")
        found.append(TieRule(kind, key))
    return tuple(found)


def _write_late(late: tuple[LateRange, ...]) -> str:
    return "\n".join(f"từ {row.from_days} ngày: {written(row.points)}" for row in late)


def _read_late(cell: Cell) -> tuple[LateRange, ...]:
    found: list[LateRange] = []
    for line in read_lines(cell):
        days, colon, points = line.partition(":")
        days = tidy_line(days).casefold().removeprefix("từ").removesuffix("ngày").strip()
        if not colon or not days.isdecimal():
            raise CellError(f"“{line[:60]}” cần ghi dạng “từ 3 ngày: 1,5”.")
        late = LateRange(int(days), _late_points(line, points))
        if late.from_days <= (found[-1].from_days if found else 0):
            raise CellError(f"“{line[:60]}”: số ngày từ 1, dòng sau lớn hơn dòng trước.")
        found.append(late)
    return tuple(found)


def _late_points(line: str, text: str) -> Decimal:
    points = parse_number(without_word(text, "điểm"))
    if points <= 0 or points != round(points, 2):
        raise CellError(f"“{line[:60]}”: số điểm phải lớn hơn 0, tối đa hai chữ số sau dấu phẩy.")
    return points


def _write_scorers(value: int | None) -> str | int | None:
    return ALL_OTHERS if value == 0 else value


def _read_scorers(cell: Cell) -> int | None:
    if isinstance(cell.value, str) and tidy_line(cell.value).casefold() == ALL_OTHERS:
        return 0
    number = read_whole(cell)
    if number == 0:
        raise CellError(f"ghi số đơn vị từ 1, hoặc “{ALL_OTHERS}”; để trống là không chấm chéo.")
    return number


def _listed(words: Any) -> str:
    return "; ".join(words) + "."


HEAD_SETTINGS = (
    Setting("title", "Tên bảng tiêu chí", "Tên đầy đủ như trên văn bản.", _same, limited(300)),
    Setting(
        "scale", "Thang điểm", "Tổng điểm các nhóm lớn, không kể thưởng, trừ.", _same, read_points
    ),
    Setting("issued_by", "Cơ quan ban hành", "Có thể để trống.", _same, limited(200)),
    Setting(
        "decision", "Văn bản ban hành", "Số, ký hiệu, ngày. Có thể để trống.", _same, limited(200)
    ),
    _yes_no("is_sample", "Dữ liệu mẫu", "Ghi có khi bảng chỉ để minh họa. Để trống là không."),
)
RULE_SETTINGS = (
    Setting("decimals", "Số chữ số thập phân", "0, 1 hoặc 2.", _same, read_whole),
    _choice("rounding", "Cách làm tròn", ROUNDING_WORDS, Rounding),
    _yes_no(
        "bonus_may_pass_scale",
        "Điểm thưởng được vượt thang điểm",
        "Ghi không thì tổng điểm không bao giờ lớn hơn thang điểm.",
    ),
    Setting(
        "bonus_cap",
        "Điểm thưởng nhiều nhất",
        "Của cả phiếu. Để trống là không giới hạn.",
        _same,
        read_amount,
    ),
    Setting(
        "penalty_cap",
        "Điểm trừ nhiều nhất",
        "Của cả phiếu. Để trống là không giới hạn.",
        _same,
        read_amount,
    ),
    _choice("rank_by", "Xếp hạng theo", RANK_BY_WORDS, RankBy),
    _choice("strategy", "Cách tính điểm cuối", STRATEGY_WORDS, Strategy),
    Setting(
        "weights",
        "Trọng số các lớp điểm",
        f"Chỉ ghi khi tính theo trọng số, mỗi dòng một lớp: {', '.join(LAYER_WORDS.values())}. "
        "Ví dụ “thẩm định: 60 %”. Cộng lại phải bằng 100 %.",
        _write_weights,
        _read_weights,
    ),
    _yes_no("drop_extremes", "Bỏ điểm cao nhất và thấp nhất", "Khi lấy trung bình chấm chéo."),
    Setting(
        "ties",
        "Khi bằng điểm thì xét lần lượt",
        f"Mỗi dòng một quy tắc: {', '.join(TIE_WORDS.values())}. Riêng “Điểm nhóm cao hơn” ghi "
        "thêm mã nhóm, ví dụ “Điểm nhóm cao hơn: I”. Để trống là xếp đồng hạng.",
        _write_ties,
        _read_ties,
    ),
    Setting(
        "late",
        "Trừ điểm gửi muộn",
        "Mỗi dòng một mức, số ngày tăng dần, ví dụ “từ 1 ngày: 0,5”. Để trống là không trừ.",
        _write_late,
        _read_late,
    ),
    Setting(
        "max_rounds", "Số lần trả lại nhiều nhất", "Để trống là không giới hạn.", _same, read_whole
    ),
    Setting(
        "cross_scorers",
        "Số đơn vị chấm chéo mỗi phiếu",
        f"Ghi số, hoặc “{ALL_OTHERS}”. Để trống là không chấm chéo.",
        _write_scorers,
        _read_scorers,
    ),
    Setting(
        "deviation_share",
        "Chênh lệch cần xem lại (%)",
        "Chênh giữa tự chấm và thẩm định, tính theo điểm tối đa của tiêu chí.",
        lambda share: share * _HUNDRED,
        read_share,
    ),
    Setting(
        "deviation_members",
        "Số đơn vị ít nhất để so sánh",
        "Ít hơn thì không xét chênh lệch.",
        _same,
        read_whole,
    ),
    _choice("reason_for", "Phải nêu lý do thẩm định ở", REASON_WORDS, ReasonFor),
)
