"""A draft is issued by whom its letterhead names; a refusal says what helps."""

import pytest

from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import OfficeRole, OfficeState, Term
from reports.selectors.issuing import may_issue
from reports.states import DocumentKind
from tests.blocs.handing import hand, make_leaving_year
from tests.factories import make_approver, make_office, make_province
from tests.reports.issuing import ready_draft

pytestmark = pytest.mark.django_db
COVENANT = DocumentKind.COVENANT


@pytest.fixture
def leaving():
    """Return a season of a province whose heads lend their letterhead, and its members."""
    season, members = make_leaving_year()
    season.bloc.province = make_province(letterhead="ỦY BAN NHÂN DÂN TỈNH TÂY NINH")
    season.bloc.save()
    return season, members


def verdict(season, draft, agency):
    season.refresh_from_db()
    draft.season = season
    return may_issue(standing_of(make_approver(agency)), draft, seats_of(season))


def test_the_next_years_covenant_is_issued_by_its_head_after_the_handover(leaving):
    season, (old, new, _) = leaving
    draft = ready_draft(season, COVENANT)

    before = verdict(season, draft, old)
    hand(season)

    assert before.reason == (
        f"Bản dự thảo mang tên {new.name}, đơn vị Trưởng khối năm sau; đơn vị ấy ban hành sau khi "
        "nhận bàn giao."
    )
    assert verdict(season, draft, new).allowed


def test_a_draft_of_a_head_that_was_replaced_is_to_be_made_anew(leaving):
    season, (old, _, third) = leaving
    draft = ready_draft(season)
    own = season.offices.filter(term=Term.CURRENT.value)
    own.filter(role="head").update(state=OfficeState.HANDED_OVER.value)
    own.filter(role="deputy").delete()
    make_office(season, OfficeRole.HEAD, third)

    assert verdict(season, draft, third).reason == (
        f"Bản dự thảo mang tên {old.name}, không phải đơn vị {third.name} đang giữ sổ; đề nghị "
        "lập lại."
    )
