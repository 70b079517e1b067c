"""Whether a paper replaces one in force: the clerk is asked, and nothing is chosen beforehand."""

import re

import pytest
from django.urls import reverse

from reports.models import Document, Issue
from tests.factories import make_editor
from tests.reports.issuing import issue, ready_draft, season_of_2022

pytestmark = pytest.mark.django_db
DRAFTS = 2  # that ``two_drafts`` makes
ENTRY = {"number": "6", "symbol": "BC-KTĐ", "issued_on": "24/02/2023"}


def page_of(draft: Document) -> str:
    return reverse("reports:document-issue", args=[draft.uuid])


def two_drafts():
    """Return a paper in force, a later draft of the same subject, and who keeps the register."""
    season, (head, member) = season_of_2022()
    first = issue(ready_draft(season))
    season.memberships.filter(agency=member).update(name="Sở đã đổi tên")
    return first, ready_draft(season), make_editor(head)


def test_a_paper_in_force_is_offered_to_be_replaced_and_nothing_is_chosen_beforehand(client):
    first, draft, clerk = two_drafts()
    client.force_login(clerk)

    page = client.get(page_of(draft))
    answer = client.post(page_of(draft), ENTRY)

    shown = page.content.decode()
    assert page.context["form"]["replaces"].initial is None
    assert "Thay thế Báo cáo tổng kết số 05/BC-KTĐ ngày 24/02/2023" in shown
    assert "Ban hành văn bản riêng, không thay thế văn bản nào" in shown
    assert re.findall(r'<input type="radio"[^>]*checked', shown) == []
    assert answer.status_code == 422
    assert "văn bản riêng hay thay thế" in str(answer.context["form"].errors["replaces"])
    assert list(Issue.objects.all()) == [first]


@pytest.mark.parametrize(("chosen", "state"), [("first", "replaced"), ("khong", "issued")])
def test_what_the_clerk_chose_is_replaced_or_stays_in_force(client, chosen, state):
    first, draft, clerk = two_drafts()
    client.force_login(clerk)
    entry = {**ENTRY, "replaces": first.pk if chosen == "first" else chosen}

    client.post(page_of(draft), entry)

    first.refresh_from_db()
    later = Issue.objects.get(number=6)
    assert first.state == state
    assert later.replaces == (first if chosen == "first" else None)


def test_what_was_issued_from_this_very_draft_is_chosen_to_be_corrected(client):
    first, _, clerk = two_drafts()
    client.force_login(clerk)

    page = client.get(page_of(first.draft))

    assert page.context["form"]["replaces"].initial == str(first.pk)


def test_the_page_of_a_draft_leads_to_what_was_issued_from_it(client):
    first, later, clerk = two_drafts()
    client.force_login(clerk)

    issued = client.get(first.draft.get_absolute_url()).content.decode()
    waiting = client.get(later.get_absolute_url()).content.decode()

    assert (
        f'Bản dự thảo này đã ban hành: <a href="{first.get_absolute_url()}">{first}</a>' in issued
    )
    assert "Đây là bản dự thảo" not in issued
    assert "Đây là bản dự thảo" in waiting
    assert "đã ban hành:" not in waiting


def test_day_and_link_of_a_draft_stay_on_one_line(client):
    _, draft, clerk = two_drafts()
    client.force_login(clerk)
    where = [draft.season.bloc.code, draft.season.cycle.label]

    page = client.get(reverse("reports:document-list", args=where)).content.decode()

    unbroken = re.findall(r'<td class="[^"]*text-nowrap[^"]*">\s*(.*?)</td>', page, re.DOTALL)
    assert sum(" download>Tải về" in cell for cell in unbroken) == page.count(" download>Tải về")
    assert sum(re.match(r"\d\d:\d\d ", cell) is not None for cell in unbroken) == DRAFTS
