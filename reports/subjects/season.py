"""Members and meetings of the season that papers are made about."""

from collections.abc import Container

from accounts.verdicts import YES, no
from blocs.models import Season
from reports.subjects.base import Subject, short
from reports.wording import day_text, with_remark
from scoring.selectors.disputes import disputing_agencies


def meetings(season: Season) -> list[Subject]:
    """Return the meetings that were not cancelled, each by its place in the year. One query."""
    return [
        Subject(
            str(one.position), short(with_remark(one.name, day_text(one.held_on, one.day_part)))
        )
        for one in season.meetings.kept().order_by("position")
    ]


def sheets(season: Season) -> list[Subject]:
    """Return the members whose score sheets were opened. Two queries."""
    opened = {one.agency_id: one for one in season.sheets.all()}
    sent = {key for key, sheet in opened.items() if sheet.submitted_at}
    return _members(season, sent, "đơn vị chưa gửi phiếu", among=opened)


def registrations(season: Season) -> list[Subject]:
    """Return the members, each ready once it has registered. Two queries."""
    registered = set(season.registrations.order_by().values_list("agency", flat=True))
    return _members(season, registered, "đơn vị chưa đăng ký thi đua")


def disputes(season: Season) -> list[Subject]:
    """Return the members whose sheets were opened, each ready once it has what to explain.

    Four queries.
    """
    opened = set(season.sheets.order_by().values_list("agency", flat=True))
    why = "phiếu không có dòng nào bị trả lại hoặc chênh lệch sau thẩm định"
    return _members(season, disputing_agencies(season), why, among=opened)


def _members(
    season: Season, ready: Container[int], why: str, *, among: Container[int] | None = None
) -> list[Subject]:
    members = season.memberships.select_related("agency").order_by("position")
    return [
        Subject(
            one.agency.code, one.name, one.agency_id, YES if one.agency_id in ready else no(why)
        )
        for one in members
        if among is None or one.agency_id in among
    ]
