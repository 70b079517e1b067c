"""The season's paper page: which papers are offered to whom, and why not the others."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from blocs.models import Season
from blocs.states import Stage
from reports.models import Document
from reports.selectors.offers import GROUPS
from reports.states import DocumentKind
from scoring.states import SheetState
from tests.factories import (
    make_award_type,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
    make_sheet,
)
from tests.reports.ballot_years import drafted, opened, voting_year
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
SLIPS, SHEET = DocumentKind.BALLOT_SLIPS.value, DocumentKind.SELF_SCORES.value
NOTICE = DocumentKind.REFUSAL_NOTICE.value


def address(season: Season, name: str = "document-list", *more: str) -> str:
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


def offers(client, season: Season) -> dict:
    groups = client.get(address(season)).context["offer_groups"]
    return {offer.kind: offer for group in groups for offer in group.offers}


def test_the_page_offers_every_kind_and_says_what_is_missing(client):
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[0]))

    found = offers(client, season)
    page = client.get(address(season)).content.decode()

    assert set(found) == {kind.value for kind in DocumentKind}
    assert [kind for kind, offer in found.items() if offer.verdict] == [
        "giao-uoc",
        "bang-tong-hop-diem",
        "bao-cao-tong-ket",
        "bien-ban-ban-giao",
    ]
    for reason in (
        "Chưa có cuộc bỏ phiếu nào dùng phiếu giấy.",
        "Chưa chốt xếp hạng nên chưa có kết quả bình xét để ghi biên bản.",
        "Chưa có đề nghị khen thưởng nào được thống nhất.",
        "Chưa mở phiếu chấm điểm cho các đơn vị.",
        "Chưa có hội nghị nào trong hồ sơ năm thi đua.",
        "Chỉ cơ quan thi đua, khen thưởng tỉnh được lập thông báo này.",
    ):
        assert reason in page
    assert f'aria-describedby="why-{SLIPS}"' in page


def test_the_kinds_stand_under_the_part_of_the_year_that_needs_them(client):
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[0]))

    page = client.get(address(season)).content.decode()

    assert sorted(kind for kinds in GROUPS.values() for kind in kinds) == sorted(DocumentKind)
    assert re.findall(r'scope="rowgroup" colspan="3">([^<]+)<', page) == list(GROUPS)


def test_an_open_ballot_can_be_chosen_and_a_draft_is_explained(client):
    season, members = voting_year()
    ready, waiting = opened(season, members), drafted(season, members)
    client.force_login(make_editor(members[0]))

    offer = offers(client, season)[SLIPS]
    page = client.get(address(season)).content.decode()

    assert [subject.key for subject in offer.subjects] == [str(ready.pk)]
    assert f'<option value="{ready.pk}">' in page
    assert f'<option value="{waiting.pk}">' not in page
    assert "cuộc bỏ phiếu chưa mở" in offer.waiting


def test_what_is_chosen_is_asked_for(client):
    season, members = voting_year()
    opened(season, members)
    second = opened(season, members)
    client.force_login(make_editor(members[0]))

    answer = client.post(address(season, "document-ask", SLIPS), {"noi-dung": str(second.pk)})

    document = Document.objects.get()
    assert (document.kind, document.subject) == (SLIPS, str(second.pk))
    assert answer.url == document.get_absolute_url()
    assert document.title in client.get(answer.url).content.decode()
    assert document.title in client.get(address(season)).content.decode()


@pytest.mark.parametrize("sent", [{}, {"noi-dung": "999"}, {"noi-dung": "\x00"}])
def test_a_choice_that_is_not_offered_is_refused_in_words(client, sent):
    season, members = voting_year()
    opened(season, members)
    client.force_login(make_editor(members[0]))

    answer = client.post(address(season, "document-ask", SLIPS), sent)

    assert answer.url == address(season)
    assert "chọn nội dung" in str(*get_messages(answer.wsgi_request))
    assert Document.objects.count() == 0


def test_a_member_is_offered_its_own_sheet_alone(client):
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    for agency in members:
        make_sheet(season, agency, state=SheetState.SUBMITTED)
    client.force_login(make_editor(members[2]))

    found = offers(client, season)

    assert [kind for kind, offer in found.items() if offer.verdict] == [SHEET]
    assert [subject.key for subject in found[SHEET].subjects] == [members[2].code]


def test_a_member_does_not_see_the_sheet_of_another_in_the_list_or_by_its_address(client):
    season, members = make_bloc_year(4, stage=Stage.APPRAISAL)
    make_sheet(season, members[2], state=SheetState.SUBMITTED)
    client.force_login(make_editor(members[2]))
    client.post(address(season, "document-ask", SHEET), {"noi-dung": members[2].code})
    document = Document.objects.get()
    client.force_login(make_editor(members[3]))

    listed = client.get(address(season))
    parts = [
        client.get(reverse(f"reports:{name}", args=[document.uuid])).status_code
        for name in ("document-detail", "document-progress", "document-download")
    ]

    assert list(listed.context["table"].data) == []
    assert parts == [404, 404, 404]


def test_the_province_is_offered_the_notices(client):
    season, members = make_bloc_year(3)
    refused = make_proposal(
        season, members[2], award_type=make_award_type(), state="refused", answer="Chưa đủ"
    )
    client.force_login(make_officer(season.bloc))

    offer = offers(client, season)[NOTICE]

    assert [subject.key for subject in offer.subjects] == [str(refused.pk)]


def test_a_member_reads_the_common_reason_once(client):
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[2]))

    page = client.get(address(season)).content.decode()

    assert page.count("Chỉ đơn vị Trưởng khối hoặc cơ quan thi đua") == 1
    # the notice and the member's own registration have reasons of their own; the pack has this one
    assert page.count('aria-describedby="why-lap"') == len(DocumentKind) - 2 + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_ballot_and_for_many(
    client, django_assert_num_queries, count
):
    season, members = voting_year()
    for _ in range(count):
        opened(season, members)
        make_proposal(
            season, members[3], award_type=make_award_type(), state="refused", answer="Chưa đủ"
        )
    for agency in members[:count]:
        make_sheet(season, agency, state=SheetState.SUBMITTED)
    settle_in(client, make_editor(members[0]))

    # as in test_views_papers without the rows of papers, and with the options of proposals
    with django_assert_num_queries(32):
        client.get(address(season))
