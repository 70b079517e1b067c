"""A paper that agencies sign is issued only with a place for each under its name of today."""

from datetime import date

import pytest
from django.db import transaction

from accounts.errors import NotAllowed, Refused
from accounts.row_texts import RowEdit
from blocs.states import Stage
from reports import services
from reports.models import Document, Issue
from reports.selectors.signing import signing_of
from reports.states import DocumentKind, PackAction
from tests.blocs.handing import DAY, hand, make_leaving_year
from tests.reports.issuing import issue, ready_draft, said_to_be_made, season_of_2022
from tests.reports.packing import COVENANT, ask

pytestmark = pytest.mark.django_db
FORMER = "đơn vị thành viên đã đổi sau khi lập bản dự thảo"


def rename(season, names):
    """Give members other names, by their places in the bloc's order; return the former ones."""
    rows = list(season.memberships.filter(position__in=names))
    edits = {row.pk: RowEdit(row.name, names[row.position]) for row in rows}
    services.rename_members(season_id=season.pk, edits=edits, actor=None)
    return {row.position: row.name for row in rows}


def handed_over(names):
    """Return a year that was handed over after members were given other names."""
    season, agencies = make_leaving_year(stage=Stage.BLOC_REVIEW)
    rename(season, names)
    hand(season)
    return season, agencies


def issue_minutes(draft):
    line = issue(draft, symbol="BB-KTĐ", issued_on=DAY, today=date(2026, 3, 1))
    return Issue.objects.with_names().get(pk=line.pk)


def issue_covenant(draft):
    return issue(draft, number=None, symbol="")


def test_a_draft_under_a_former_name_waits_until_the_name_is_back():
    season, agencies = season_of_2022(3)
    draft = ready_draft(season, DocumentKind.COVENANT)
    former = rename(season, {2: "Mới"})
    with pytest.raises(NotAllowed, match=FORMER):
        issue_covenant(draft)

    rename(season, former)

    assert ready_draft(season, DocumentKind.COVENANT) == draft
    line = issue_covenant(draft)
    assert signing_of(line).agencies_signing() == {one.pk for one in agencies}


def test_members_that_change_names_with_each_other_have_the_draft_made_again():
    season, _ = season_of_2022(3)
    draft = ready_draft(season, DocumentKind.COVENANT)
    first, second = season.memberships.filter(position__in=(1, 2)).values_list("name", flat=True)
    rename(season, {1: second, 2: first})

    with pytest.raises(NotAllowed, match=FORMER):
        issue_covenant(draft)


def test_a_pack_that_waited_meanwhile_brings_no_draft_that_could_be_issued():
    season, _ = season_of_2022(3)
    pack = ask(season, [COVENANT])
    services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)
    rename(season, {2: "Mới"})
    services.move_pack(pack_id=pack.pk, action=PackAction.RESUME, actor=None)
    services.feed_packs()
    draft = said_to_be_made(Document.objects.get(kind=COVENANT))

    with pytest.raises(NotAllowed, match=FORMER):
        issue_covenant(draft)


def test_minutes_are_issued_though_the_name_of_one_who_does_not_sign_was_corrected():
    season, (old, new, _) = handed_over({})
    draft = ready_draft(season, DocumentKind.HANDOVER_MINUTES)
    rename(season, {3: "Sở đã sửa lỗi chính tả"})

    line = issue_minutes(draft)

    assert signing_of(line).agencies_signing() == {old.pk, new.pk}


@pytest.mark.parametrize("party", [1, 2])
def test_minutes_under_a_party_s_former_name_are_made_again_and_then_issued(party):
    season, (old, new, _) = handed_over({})
    draft = ready_draft(season, DocumentKind.HANDOVER_MINUTES)
    rename(season, {party: "Mới"})
    with pytest.raises(NotAllowed, match=FORMER):
        issue_minutes(draft)

    line = issue_minutes(ready_draft(season, DocumentKind.HANDOVER_MINUTES))

    assert signing_of(line).agencies_signing() == {old.pk, new.pk}


def test_both_parties_of_minutes_sign_by_their_names_in_the_season():
    season, (old, new, _) = handed_over({1: "Sở cũ, tên mới", 2: "Sở mới, tên mới"})

    line = issue_minutes(ready_draft(season, DocumentKind.HANDOVER_MINUTES))

    signing = signing_of(line)
    assert signing.agencies_signing() == {old.pk, new.pk}
    assert [one.text.partition(" (")[0] for one in signing.places if one.agency_id] == [
        "Sở cũ, tên mới",
        "Sở mới, tên mới",
    ]


@pytest.mark.parametrize(
    ("lost", "office"),
    [(False, " (Trưởng khối năm 2025)"), (True, ""), (True, " (Trưởng khối năm 2025)")],
)
def test_no_member_takes_the_name_of_another_s_place_to_sign(lost, office):
    season, _ = handed_over({})
    line = issue_minutes(ready_draft(season, DocumentKind.HANDOVER_MINUTES))
    leaving = season.memberships.get(position=1)
    if lost:  # as in papers that were issued under the name of the register of agencies
        season.memberships.filter(pk=leaving.pk).update(name="Khác")
    before = signing_of(line).places

    with pytest.raises(Refused, match="chỗ ký ấy không còn của đúng đơn vị"), transaction.atomic():
        rename(season, {3: f"{leaving.name}{office}"})

    assert signing_of(line).places == before
    assert (before[0].agency_id is None) is lost


def test_minutes_in_force_hold_their_parties_names_and_no_other():
    season, _ = handed_over({})
    issue_minutes(ready_draft(season, DocumentKind.HANDOVER_MINUTES))

    for party in (1, 2):
        with pytest.raises(Refused, match="Biên bản bàn giao đang có hiệu lực"):
            rename(season, {party: "Mới"})
    rename(season, {3: "Mới"})

    assert season.memberships.get(position=3).name == "Mới"
