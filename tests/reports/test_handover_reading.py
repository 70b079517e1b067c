"""The old head opens, after the handover, every page that it opened before, and writes on none."""

import pytest
from django.urls import reverse

from blocs.states import OfficeRole, Stage
from scoring.states import SheetState
from tests.blocs.handing import hand, make_leaving_year
from tests.factories import assign, make_agency, make_approver, make_award_type, make_sheet

pytestmark = pytest.mark.django_db


def pages_of(season, members, sheets, award):
    """Return every page that whoever leads the season, or once did, may read."""
    year = [season.bloc.code, season.cycle.label]
    scoring = ("sheet-list", "ranking", "deviation", "matrix", "cross-list", "facts", "targets")
    found = [reverse(f"scoring:{name}", args=year) for name in scoring]
    found += [
        reverse(f"scoring:{name}", args=[one.pk])
        for one in sheets
        for name in ("sheet-detail", "sheet-history", "appraisal")
    ]
    found += [reverse("awards:history", args=[one.code]) for one in members]
    found += [
        reverse("awards:eligibility-answer", args=[*year, one.code, award.code]) for one in members
    ]
    for name in ("awards:eligibility", "awards:ballot-list", "blocs:calendar"):
        found.append(reverse(name, args=year))
    return found


@pytest.mark.parametrize("role", OfficeRole)
@pytest.mark.parametrize("state", [SheetState.SUBMITTED, SheetState.APPRAISED])
def test_who_handed_over_reads_on_what_it_read_before(client, role, state):
    season, members = make_leaving_year(4, stage=Stage.BLOC_REVIEW)
    if role is OfficeRole.DEPUTY:  # the deputy does not move up here
        season.offices.filter(term="next", role="head").update(agency=members[3])
    assign(season)
    sheets = [make_sheet(season, one, state=state) for one in members]
    award = make_award_type()
    leaving = members[0] if role is OfficeRole.HEAD else members[1]
    client.force_login(make_approver(leaving))
    pages = pages_of(season, members, sheets, award)

    def opened():
        return {url for url in pages if client.get(url).status_code == 200}

    before = opened()
    hand(season)

    assert len(before) > len(pages) // 2
    assert before - opened() == set()


def test_a_former_head_reads_the_history_of_a_sheet_and_is_offered_no_step(client):
    season, members = make_leaving_year(3, stage=Stage.BLOC_REVIEW)
    sheet = make_sheet(season, members[2], state=SheetState.SUBMITTED)
    client.force_login(make_approver(members[0]))
    hand(season)

    assert client.get(reverse("scoring:sheet-history", args=[sheet.pk])).status_code == 200
    page = client.get(reverse("scoring:appraisal", args=[sheet.pk]))
    assert (page.status_code, page.context["acts"]) == (200, [])
    saved = client.post(reverse("scoring:appraisal-accept", args=[sheet.pk]), {"seen_version": 1})
    assert saved.status_code != 500
    sheet.refresh_from_db()
    assert (sheet.state, sheet.version) == ("submitted", 1)


def test_a_member_that_never_led_reads_no_history(client):
    season, members = make_leaving_year(4, stage=Stage.BLOC_REVIEW)
    sheet = make_sheet(season, members[2], state=SheetState.SUBMITTED)
    client.force_login(make_approver(members[3]))
    hand(season)

    assert client.get(reverse("scoring:sheet-history", args=[sheet.pk])).status_code == 404
    assert client.get(reverse("awards:history", args=[members[2].code])).status_code == 404
    client.force_login(make_approver(make_agency()))
    assert client.get(reverse("scoring:sheet-history", args=[sheet.pk])).status_code == 404
