"""Members and meetings of the season that papers are made about."""

from accounts.verdicts import YES, no
from blocs.models import Season
from reports.subjects.base import Subject, short
from reports.wording import day_text, with_remark


def meetings(season: Season) -> list[Subject]:
    """Return the meetings on record, each by its place in the year. One query."""
    return [
        Subject(
            str(one.position), short(with_remark(one.name, day_text(one.held_on, one.day_part)))
        )
        for one in season.meetings.order_by("position")
    ]


def sheets(season: Season) -> list[Subject]:
    """Return the members whose score sheets were opened. Two queries."""
    opened = {one.agency_id: one for one in season.sheets.all()}
    members = season.memberships.select_related("agency").order_by("position")
    return [
        Subject(
            one.agency.code,
            one.name,
            one.agency_id,
            YES if opened[one.agency_id].submitted_at else no("đơn vị chưa gửi phiếu"),
        )
        for one in members
        if one.agency_id in opened
    ]
