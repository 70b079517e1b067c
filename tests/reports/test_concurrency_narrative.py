"""Real threads on a file of SQLite and on PostgreSQL: of two editors one is told, none loses."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from blocs.models import Indicator, SectionRevision, Statement
from blocs.rules.figures import printed
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import write_section
from blocs.states import ReportSection, RevisionCause
from reports import services
from reports.selectors.narrative import read_narrative
from tests.factories import make_editor, make_officer
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
POLITICAL, REVIEW = ReportSection.POLITICAL_TASKS, ReportSection.REVIEW


def write(season, section, text, person):
    seen = mark_of([])
    return lambda: write_section(
        season_id=season.pk,
        section=section,
        paragraphs=[Paragraph(text)],
        seen=seen,
        cause=RevisionCause.EDITED,
        actor=person,
    )


def test_of_many_editors_of_one_section_one_is_first_and_the_others_are_told():
    season, (head, *_) = make_year()
    people = [make_editor(head), make_officer(season.bloc)] * 3

    answers = at_once(*[write(season, REVIEW, f"Người {n}.", who) for n, who in enumerate(people)])

    assert Counter(answers) == {"done": 1, "Stale": 5}
    assert said(season, REVIEW) == [f"Người {answers.index('done')}."]
    assert SectionRevision.objects.count() == 1
    assert AuditEvent.objects.filter(action="season.section").count() == 1
    assert isinstance(verify_chain(), Head)


def test_editors_of_different_sections_do_not_stand_in_each_others_way():
    season, (head, *_) = make_year()
    sections = list(ReportSection)[:6]
    person = make_editor(head)

    answers = at_once(*[write(season, one, f"Mục {one.value}.", person) for one in sections])

    assert Counter(answers) == {"done": 6}
    rows = Statement.objects.order_by("position").values_list("position", "section")
    assert list(rows) == [(place, one.value) for place, one in enumerate(sections, start=1)]
    assert SectionRevision.objects.count() == 6


def test_two_clicks_on_one_figure_take_it_once_and_an_edit_is_never_undone_by_a_click():
    season, (head, *_) = make_year()
    key = REVENUE.format(head.code)
    revenue(season, head, "10000")
    say(season, f"Thu {{10.000 tỷ đồng|{key}}}.")
    Indicator.objects.update(value=10500)
    words = read_narrative(season).section(POLITICAL)
    person = make_editor(head)

    def accept():
        services.accept_figures(
            season_id=season.pk, section=POLITICAL, seen=words.figures_mark, actor=person
        )

    def edit():
        write_section(
            season_id=season.pk,
            section=POLITICAL,
            paragraphs=[Paragraph("Viết lại.")],
            seen=words.mark,
            cause=RevisionCause.EDITED,
            actor=person,
        )

    answers = at_once(accept, accept, edit)

    assert Counter(answers) == {"done": 1, "Stale": 2}
    edited = answers[2] == "done"
    assert [printed(text) for text in said(season)] == [
        "Viết lại." if edited else "Thu 10.500 tỷ đồng."
    ]
    assert SectionRevision.objects.count() == 2
