"""What an edited copy of an agency's own report tells of sections that other agencies share."""

import pytest

from blocs.states import NarrativeSection
from reports.states import DocumentKind
from tests.factories import make_award_type, make_editor, make_proposal
from tests.reports.issuing import ready_draft
from tests.reports.narrating import make_year
from tests.reports.pages import settle_in
from tests.reports.test_views_word_returns import confirm, send
from tests.reports.test_word_returns_own import say_of, stored
from tests.reports.word_copies import Copy

pytestmark = pytest.mark.django_db
POLITICAL = NarrativeSection.POLITICAL_TASKS


def swapped(member, season):
    """Return the draft of a member's report, and a copy with its two paragraphs swapped."""
    proposal = make_proposal(season, member, award_type=make_award_type(name="Cờ thi đua"))
    document = ready_draft(season, DocumentKind.ACHIEVEMENT, str(proposal.pk))
    word = Copy(document)
    word.delete("Hoàn thành kế hoạch")
    word.add("- Hoàn thành kế hoạch.", after="Thu ngân sách")
    return document, word


@pytest.fixture
def year():
    """Return a year, its head, a member, and another one between whose paragraphs it stands."""
    season, (head, _, member, other) = make_year(4)
    say_of(season, member, "Hoàn thành kế hoạch.", section=POLITICAL)
    say_of(season, other, "Đơn vị bạn đạt {95 điểm|diem.x}.", section=POLITICAL)
    say_of(season, member, "Thu ngân sách tăng đều.", section=POLITICAL)
    return season, head, member, other


def test_a_member_is_told_only_of_its_own_paragraphs(client, year):
    season, _, member, _ = year
    settle_in(client, make_editor(member))

    shown = send(client, *swapped(member, season))

    assert "Đơn vị bạn" not in shown.content.decode()
    told = {one.before or one.after for one in shown.context["returned"].left}
    assert told == {"Thu ngân sách tăng đều."}


def test_who_runs_the_season_moves_the_members_paragraphs_around_the_others(client, year):
    season, head, member, other = year
    settle_in(client, make_editor(head))
    document, word = swapped(member, season)

    shown = send(client, document, word)
    confirm(client, document, shown)

    (changed,) = shown.context["returned"].sections
    assert "Đơn vị bạn" not in str(changed.comparison)
    assert changed.lost == ()
    assert stored(season, POLITICAL) == [
        (member.code, "Thu ngân sách tăng đều."),
        (other.code, "Đơn vị bạn đạt {95 điểm|diem.x}."),
        (member.code, "Hoàn thành kế hoạch."),
    ]
