"""Real threads on a file of SQLite and on PostgreSQL: of two editors one is told, none loses."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from blocs.models import Indicator, SectionRevision, Statement
from blocs.rules.figures import printed
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import INDICATORS, IndicatorSpec, mark_of_row, write_section
from blocs.states import NarrativeSection, RevisionCause
from reports import services
from reports.selectors.narrative import read_narrative
from tests.factories import make_editor, make_officer
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
POLITICAL, REVIEW = NarrativeSection.POLITICAL_TASKS, NarrativeSection.REVIEW


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
    sections = list(NarrativeSection)[:6]
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


def test_a_new_name_and_an_edit_at_once_are_both_kept_and_the_sentence_follows():
    season, (head, *_) = make_year()
    key, row = REVENUE.format(head.code), revenue(season, head)
    say(season, f"Thu {{10.500 tỷ đồng|{key}}}.")
    row.refresh_from_db()
    words, seen = read_narrative(season).section(POLITICAL), mark_of_row(INDICATORS, row)
    person, spec = make_editor(head), IndicatorSpec("Thu NSNN", head, "", "tỷ đồng", row.value)

    def rename():
        services.change_year_row(
            INDICATORS, season_id=season.pk, pk=row.pk, spec=spec, seen=seen, actor=person
        )

    def edit(number: int):
        return lambda: write_section(
            season_id=season.pk,
            section=POLITICAL,
            paragraphs=[Paragraph(f"Người {number}: {{10.500 tỷ đồng|{key}}}.")],
            seen=words.mark,
            since=0,
            cause=RevisionCause.EDITED,
            actor=person,
        )

    answers = at_once(rename, edit(1), edit(2), rename)

    assert (answers[0], answers[3]) == ("done", "done")  # the second is a second click
    assert Counter(answers[1:3]) == {"done": 1, "Stale": 1}
    number = answers.index("done", 1, 3)
    new = f"chi-tieu.{head.code}.thu-nsnn"
    assert said(season) == [f"Người {number}: {{10.500 tỷ đồng|{new}}}."]
    assert read_narrative(season).unknown_count == 0
    assert AuditEvent.objects.filter(action="season.references").count() == 1
    assert isinstance(verify_chain(), Head)
