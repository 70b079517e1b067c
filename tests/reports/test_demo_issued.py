"""The demo's issued papers: marked as samples, on the register, and checked by their codes."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports import services
from reports.demo.issued import KINDS, issue_samples
from reports.gather import gather_paper
from reports.models import Document, Issue
from reports.selectors.pack_changes import changes_since
from reports.selectors.stored import stored_paper
from reports.states import DocumentKind
from tests.factories import assign, make_approver
from tests.reports.issuing import TODAY, season_of_2022
from tests.reports.packing import ask

pytestmark = pytest.mark.django_db(transaction=True)  # as the command does, outside of one


def made(document: Document) -> Document:
    services.make(document.pk)
    document.refresh_from_db()
    return document


def test_the_report_and_the_covenant_are_issued_as_samples(client):
    season, members = season_of_2022()
    clerk = make_approver(members[0])

    report, covenant = issue_samples(season, clerk=clerk, today=TODAY, made=made)

    kinds = [one.document.kind for one in (report, covenant)]
    assert kinds == [DocumentKind.SUMMARY_REPORT, DocumentKind.COVENANT]
    assert (report.number, report.issued_on, report.issued_by) == (1, TODAY, clerk)
    assert covenant.number is None
    for issue in Issue.objects.all():
        assert issue.document.is_sample
        assert stored_paper(issue.document)[0].sample
        page = client.get(reverse("reports:check-paper", args=[issue.code])).content.decode()
        assert "Văn bản mẫu, có trong hệ thống" in page
        assert "Văn bản có thật" not in page


def test_a_draft_that_is_a_sample_already_is_the_one_that_is_issued():
    season, members = season_of_2022(is_sample=True)
    clerk = make_approver(members[0])
    drafts = [
        made(services.ask_for_paper(season_id=season.pk, kind=kind.value, actor=clerk))
        for kind in KINDS
    ]

    issues = issue_samples(season, clerk=clerk, today=TODAY, made=made)

    assert [issue.draft for issue in issues] == drafts


def test_a_pack_of_the_demos_year_takes_both_as_issued():
    season, members = season_of_2022()
    assign(season, scores_are_sample=True)
    issues = issue_samples(season, clerk=make_approver(members[0]), today=TODAY, made=made)

    pack = ask(season, [kind.value for kind in KINDS])

    assert not gather_paper(season, DocumentKind.COVENANT.value).sample  # facts of the source
    assert [item.document for item in pack.items.all()] == [issue.document for issue in issues]
    assert pack.is_sample
    assert changes_since(pack) == []


def test_a_pack_with_only_the_true_facts_of_such_a_year_is_marked_by_what_it_takes():
    season, members = season_of_2022()
    assign(season, scores_are_sample=True)
    covenant = DocumentKind.COVENANT.value
    before = ask(season, [covenant])
    issue_samples(season, clerk=make_approver(members[0]), today=TODAY, made=made)

    assert (before.is_sample, ask(season, [covenant]).is_sample) == (False, True)
    assert [change.how for change in changes_since(before)] == ["nay đã ban hành"]


def test_a_pack_of_a_true_year_never_takes_a_sample():
    season, members = season_of_2022()
    issue_samples(season, clerk=make_approver(members[0]), today=TODAY, made=made)

    pack = ask(season, [kind.value for kind in KINDS])

    assert [item.document for item in pack.items.all()] == [None, None]
    assert not pack.is_sample


def test_the_command_says_what_the_demo_lacks():
    with pytest.raises(CommandError, match="prepare_demo"):
        call_command("issue_samples")
