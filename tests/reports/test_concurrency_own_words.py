"""Real threads on a file of SQLite and on PostgreSQL: agencies write at once, and none loses."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from blocs.models import SectionRevision, Statement
from blocs.rules.narrative import Paragraph, mark_of
from blocs.rules.own_words import own_mark
from blocs.services import OwnText, paragraphs_of, write_section
from blocs.states import NarrativeSection, RevisionCause
from reports.services import write_own_sections
from tests.factories import make_editor
from tests.reports.narrating import make_year
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MEANS, DUTIES = NarrativeSection.ACHIEVEMENT_MEANS, NarrativeSection.ACHIEVEMENT_DUTIES


def own(season, agency, text, person, *sections):
    texts = {section: OwnText(text, own_mark([])) for section in sections}
    return lambda: write_own_sections(season_id=season.pk, agency=agency, texts=texts, actor=person)


def stored(season, section=MEANS):
    return {one.agency: one.text for one in paragraphs_of(season, section)}


def test_agencies_that_write_at_once_all_keep_their_words():
    season, members = make_year(4)
    people = [make_editor(one) for one in members]

    answers = at_once(
        *[
            own(season, one, f"Của {one.code}.", person, MEANS, DUTIES)
            for one, person in zip(members, people, strict=True)
        ]
    )

    assert Counter(answers) == {"done": 4}
    for section in (MEANS, DUTIES):
        assert stored(season, section) == {one.code: f"Của {one.code}." for one in members}
    positions = Statement.objects.order_by("position").values_list("position", "section")
    order = [DUTIES.value] * 4 + [MEANS.value] * 4
    assert list(positions) == list(enumerate(order, start=1))
    assert SectionRevision.objects.count() == 8
    assert AuditEvent.objects.filter(action="season.section").count() == 8
    assert isinstance(verify_chain(), Head)


def test_of_two_people_of_one_agency_one_is_first_and_the_other_is_told():
    season, (_, _, member) = make_year()
    people = [make_editor(member), make_editor(member)] * 2

    answers = at_once(
        *[own(season, member, f"Người {n}.", who, MEANS) for n, who in enumerate(people)]
    )

    assert Counter(answers) == {"done": 1, "Stale": 3}
    assert stored(season) == {member.code: f"Người {answers.index('done')}."}
    assert SectionRevision.objects.count() == 1


def test_the_secretariat_never_writes_over_an_agency_that_wrote_meanwhile():
    season, (head, _, member) = make_year()
    secretary, editor = make_editor(head), make_editor(member)

    def whole():
        write_section(
            season_id=season.pk,
            section=MEANS,
            paragraphs=[Paragraph("Thư ký viết.", head.code)],
            seen=mark_of([]),
            cause=RevisionCause.EDITED,
            actor=secretary,
        )

    answers = at_once(whole, own(season, member, "Đơn vị viết.", editor, MEANS))

    # The agency's words stand beside the secretary's, or the secretary is told.
    assert answers in (["done", "done"], ["Stale", "done"])
    assert stored(season)[member.code] == "Đơn vị viết."
    assert (head.code in stored(season)) is (answers[0] == "done")
