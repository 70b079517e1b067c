"""Conditions on the season itself: rank, points, facts, registration, covenant, votes."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from awards.rules.eligibility.case import Case, Place
from awards.rules.eligibility.finding import (
    DOWN,
    Finding,
    met,
    next_year,
    not_met,
    percent_text,
    share_text,
    unclear,
    waiting,
)
from awards.rules.eligibility.params import (
    BarParams,
    FloorParams,
    NoParams,
    PointsParams,
    RankParams,
    RegisteredParams,
    VoteParams,
)
from awards.rules.eligibility.saying import OF
from awards.states import ShareBase
from blocs.rules.stages import has_reached
from blocs.rules.writing import date_text, number_text, points_text
from blocs.states import Stage

ZERO = Decimal(0)
_NOT_FROZEN = "Chưa chốt xếp hạng của năm thi đua."


def led_bloc(_: NoParams, case: Case) -> Finding:
    """Say whether the member led the bloc: the first rank, held by nobody else."""
    place = _place(case)
    if isinstance(place, Finding):
        return place
    if place.rank != 1:
        return not_met(
            "Đơn vị không dẫn đầu khối, cụm.", _rank_text(case, place), earliest=next_year(case)
        )
    if place.shared:
        return unclear(
            "Có đơn vị khác đồng hạng nhất, cần xác nhận đơn vị dẫn đầu.", _rank_text(case, place)
        )
    return met(_rank_text(case, place))


def rank_at_most(params: RankParams, case: Case) -> Finding:
    """Say whether the member's rank, shared or not, is among the first ones."""
    place = _place(case)
    if isinstance(place, Finding):
        return place
    if place.rank is None or place.rank > params.rank:
        return not_met(
            f"Cần xếp hạng từ {params.rank} trở lên.",
            _rank_text(case, place),
            earliest=next_year(case),
        )
    return met(_rank_text(case, place))


def points_at_least(params: PointsParams, case: Case) -> Finding:
    """Say whether the final total, or its share of the assigned maximum, reaches a limit."""
    place = _place(case)
    if isinstance(place, Finding):
        return place
    if place.total is None:
        return unclear("Bảng xếp hạng không có tổng điểm của đơn vị.", _rank_text(case, place))
    said = f"Tổng điểm cuối {points_text(place.total)} điểm"
    if params.share is not None:
        return _share_of_points(params.share, case, place, said)
    least = params.total or ZERO
    if place.total >= least:
        return met(f"{said}.")
    return not_met(
        f"Cần từ {number_text(least)} điểm, còn thiếu {points_text(least - place.total)} điểm.",
        f"{said}.",
        earliest=next_year(case),
    )


def criterion_floor(params: FloorParams, case: Case) -> Finding:
    """Say whether every named group reaches its share; what is not assigned has no floor."""
    place = _place(case)
    if isinstance(place, Finding):
        return place
    if place.groups is None:
        return unclear("Bảng xếp hạng không có điểm của từng nhóm tiêu chí.")
    groups = [one for one in place.groups if not params.keys or one.key in params.keys]
    unknown = set(params.keys) - {one.key for one in place.groups}
    if unknown or not groups:
        names = ", ".join(sorted(unknown))
        return unclear(f"Bảng tiêu chí không có nhóm {names}." if names else "Không có nhóm nào.")
    used, short = [], []
    for group in groups:
        said = f"{group.key}. {group.label}: {points_text(group.points)}"
        used.append(
            f"{said}/{number_text(group.maximum)} điểm "
            f"({percent_text(group.points, group.maximum, rounding=DOWN)})"
        )
        if Fraction(group.points) < params.share * Fraction(group.maximum):
            short.append(group.key)
    if not short:
        return met(*used)
    return not_met(
        f"Nhóm {', '.join(short)} dưới {share_text(params.share)} điểm tối đa.",
        *used,
        earliest=next_year(case),
    )


def no_barring_fact(params: BarParams, case: Case) -> Finding:
    """Say whether no condition of the score table bars the award; an open fact leaves it open."""
    facts = [one for one in case.member.bars if one.effect is None or one.effect in params.effects]
    held = [one.text for one in facts if one.effect is not None and not one.is_open]
    if held:
        return not_met(
            "Có sự việc, điều kiện bị loại theo bảng tiêu chí.", *held, earliest=next_year(case)
        )
    if facts:
        return waiting("Có sự việc đã nêu, chờ kết luận.", *(one.text for one in facts))
    return met("Không có sự việc nào được nêu hoặc xác nhận trong năm thi đua.")


def registered_title(params: RegisteredParams, case: Case) -> Finding:
    """Say whether the member registered the award; words that do not name it are asked about."""
    registered = case.member.registered
    if registered is None:
        if not has_reached(case.season.stage, Stage.COVENANT):
            return waiting("Chưa qua bước đăng ký thi đua.")
        return not_met("Không có bản đăng ký thi đua của năm.", earliest=next_year(case))
    when = f", ngày {date_text(registered.on)}" if registered.on else ""
    if params.any_title:
        return met(
            f"Đã đăng ký thi đua{when}.", *(f"Đăng ký: “{one}”." for one in registered.titles)
        )
    wanted = {_plain(name) for name in (case.award.name, *case.award.called)}
    for title in registered.titles:
        if any(name in _plain(title) for name in wanted):
            return met(f"Đã đăng ký “{title}”{when}.")
    if not registered.titles:
        return not_met(
            f"Bản đăng ký{when} không có danh hiệu, hình thức khen thưởng nào.",
            earliest=next_year(case),
        )
    return unclear(
        f"Bản đăng ký không ghi đúng tên “{case.award.name}”, cần đối chiếu.",
        *(f"Đã đăng ký “{title}”{when}." for title in registered.titles),
    )


def signed_covenant(_: NoParams, case: Case) -> Finding:
    """Say whether the member was at the meeting where the season's covenant was signed."""
    covenants = case.member.covenants
    if not covenants:
        return unclear("Hồ sơ không có hội nghị ký kết giao ước của năm thi đua.")
    said = []
    for one in covenants:
        when = f", ngày {date_text(one.held_on)}" if one.held_on else ""
        if one.present:
            return met(f"Có mặt tại {one.meeting}{when}.")
        told = "vắng mặt" if one.present is False else "chưa ghi nhận đơn vị có mặt"
        said.append(f"{one.meeting}{when}: {told}.")
    return unclear("Cần xác nhận đơn vị đã ký giao ước.", *said)


def vote_share(params: VoteParams, case: Case) -> Finding:
    """Say whether the closed ballot gave the member its share, exact at the limit."""
    vote = case.vote
    if vote is None:
        return unclear("Chưa có kết quả bỏ phiếu đã đóng về hình thức khen thưởng này.")
    base = {
        ShareBase.MEMBERS: vote.members,
        ShareBase.PRESENT: vote.present,
        ShareBase.VALID: vote.valid,
    }[params.of]
    of = OF[params.of]
    if not base:
        return unclear(f"Kết quả bỏ phiếu không ghi {of}.", f"{vote.votes} phiếu đồng ý.")
    said = f"{vote.votes}/{base} phiếu đồng ý ({percent_text(vote.votes, base)}), tính trên {of}."
    limit = params.share * base
    needed = int(limit // 1) + 1 if params.strict else -int(-limit // 1)
    if not vote.has_quorum:
        return unclear(
            "Cuộc bỏ phiếu không đủ số đơn vị tham dự nên kết quả không dùng được.", said
        )
    if vote.votes >= needed:
        return met(said)
    least = f"{'quá' if params.strict else 'từ'} {share_text(params.share)} {of}"
    return not_met(f"Cần {least}, tức là {needed} phiếu.", said, earliest=next_year(case))


def _share_of_points(share: Fraction, case: Case, place: Place, said: str) -> Finding:
    if not place.maximum or place.total is None:
        return unclear("Bảng xếp hạng không ghi điểm tối đa được giao.", f"{said}.")
    said = (
        f"{said} trên {number_text(place.maximum)} điểm được giao, "
        f"đạt {percent_text(place.total, place.maximum, rounding=DOWN)}."
    )
    if Fraction(place.total) / Fraction(place.maximum) >= share:
        return met(said)
    least = share_text(share)
    return not_met(f"Cần đạt từ {least} điểm tối đa.", said, earliest=next_year(case))


def _place(case: Case) -> Place | Finding:
    """Return the member's row, or why nothing can be said of it."""
    season, place = case.season, case.member.place
    if not season.ranking:
        return waiting(_NOT_FROZEN)
    if season.hidden:
        return waiting(season.hidden)
    if place is None:
        return unclear(f"Đơn vị không có trong {season.ranking}.")
    if place.rank is None:
        said = f"Không xếp hạng trong {season.ranking}: {place.reason}"
        if season.is_reported:
            return unclear("Nguồn không công bố thứ hạng của đơn vị.", said)
        return not_met("Đơn vị không được xếp hạng.", said, earliest=next_year(case))
    return place


def _rank_text(case: Case, place: Place) -> str:
    shared = ", đồng hạng" if place.shared else ""
    return f"Hạng {place.rank}/{case.season.members}{shared}, theo {case.season.ranking}."


def _plain(text: str) -> str:
    """Return the text as names are compared: no case, no "của", "UBND" written out."""
    words = unicodedata.normalize("NFC", text).casefold().replace("uỷ", "ủy")
    words = re.sub(r"\bubnd\b", "ủy ban nhân dân", words)
    words = re.sub(r"\bcủa\b", " ", words)
    return " ".join(words.split())
