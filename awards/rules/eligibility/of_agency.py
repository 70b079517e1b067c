"""Conditions on the agency itself, and those that only a person can answer."""

from awards.rules.eligibility.case import Case
from awards.rules.eligibility.finding import Finding, met, not_met, unclear
from awards.rules.eligibility.params import AgeParams, ConfirmedParams, NoParams
from awards.states import Answer
from blocs.rules.cycles import years_later
from blocs.rules.writing import date_text


def older_than(params: AgeParams, case: Case) -> Finding:
    """Say whether the agency is so many full years old; on the anniversary it is."""
    founded = case.member.founded_on
    if founded is None:
        return unclear("Hồ sơ không có ngày thành lập của đơn vị.")
    said = f"Thành lập ngày {date_text(founded)}."
    full = years_later(founded, params.years)
    if full <= case.season.day:
        return met(said)
    return not_met(
        f"Đủ {params.years} năm từ ngày {date_text(full)}.",
        said,
        earliest=max(full.year, case.season.year),
    )


def flag_eligible(_: NoParams, case: Case) -> Finding:
    """Say whether the member is of those that can be given emulation flags."""
    if case.member.flag_eligible:
        return met("Đơn vị thuộc đối tượng được tặng cờ thi đua.")
    return not_met("Danh sách thành viên ghi đơn vị không thuộc đối tượng được tặng cờ thi đua.")


def not_dissolved(_: NoParams, case: Case) -> Finding:
    """Say whether the agency still exists on the day; from the day of its end it does not.

    Source: Thông tư 15/2025/TT-BNV.
    """
    ended = case.member.ended
    if ended is not None and ended.on <= case.season.day:
        return not_met(
            "Đơn vị không còn tồn tại sau sắp xếp tổ chức.",
            f"{ended.how} ngày {date_text(ended.on)}.",
        )
    return met(f"Đơn vị đang hoạt động vào ngày {date_text(case.season.day)}.")


def confirmed(params: ConfirmedParams, _: Case) -> Finding:
    """Leave a condition of quality open: somebody has to look and confirm it on record.

    An exceptional case is not presumed: until it is confirmed, the member is not of it.
    """
    if params.is_exception:
        return Finding(
            Answer.NOT_MET,
            missing="Chưa ai xác nhận đơn vị thuộc trường hợp này.",
            is_presumed=True,
        )
    return unclear("Cần người có trách nhiệm xem xét và xác nhận.")
