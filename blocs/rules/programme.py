"""What a conference of a bloc goes through, in its usual order."""

from collections.abc import Collection
from dataclasses import dataclass

from blocs.states import MeetingKind

_REVIEWS = frozenset({MeetingKind.MID_REVIEW, MeetingKind.SUMMARY})
_ORGANISERS = "Ban Tổ chức"
_MEMBERS = "Đại diện các đơn vị thành viên"


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One point of the programme and who performs it."""

    text: str
    performer: str = ""


def usual_programme(
    kinds: Collection[MeetingKind], *, head: str, deputy: str, guests: str
) -> tuple[ProgrammeLine, ...]:
    """Return the usual points of a conference; hours are left to its organisers.

    Args:
        kinds: what the conference is for.
        head, deputy: what the offices of the bloc are called, such as ``Trưởng khối``.
        guests: who speaks for the province.

    Source: the order of the conference of 24/02/2023 (docs/sources.md#papers).
    """
    leading = f"Đơn vị {head}"
    points = [
        (True, "Đón tiếp đại biểu, ổn định tổ chức", _ORGANISERS),
        (True, "Chào cờ, tuyên bố lý do, giới thiệu đại biểu", _ORGANISERS),
        (True, "Phát biểu khai mạc", leading),
        (MeetingKind.MID_REVIEW in kinds, "Báo cáo sơ kết công tác thi đua", leading),
        (MeetingKind.SUMMARY in kinds, "Báo cáo tổng kết công tác thi đua", leading),
        (bool(_REVIEWS & set(kinds)), "Tham luận, thảo luận", _MEMBERS),
        (MeetingKind.REGULAR in kinds, "Trao đổi các nội dung sinh hoạt", _MEMBERS),
        (True, "Phát biểu chỉ đạo", guests),
        (MeetingKind.PEER_REVIEW in kinds, "Bình xét, công bố kết quả bình xét", _ORGANISERS),
        (MeetingKind.ELECTION in kinds, f"Bầu, suy tôn {head}, {deputy}", _MEMBERS),
        (MeetingKind.HANDOVER in kinds, f"Bàn giao nhiệm vụ {head}", leading),
        (MeetingKind.LAUNCH in kinds, "Phát động phong trào thi đua", leading),
        (MeetingKind.COVENANT_SIGNING in kinds, "Ký kết giao ước thi đua", _MEMBERS),
        (True, "Kết luận, bế mạc hội nghị", leading),
    ]
    return tuple(ProgrammeLine(text, who) for fits, text, who in points if fits)
