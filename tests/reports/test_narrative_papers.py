"""Figures out of date warn before and after a paper is made; they never stop or change one."""

import html
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from blocs.models import Indicator, Season
from blocs.rules.narrative import Paragraph
from blocs.services import paragraphs_of
from blocs.states import NarrativeSection
from reports import services
from reports.gather import gather_paper
from reports.papers import SummaryReport
from reports.render.docx import docx_bytes
from reports.render.pdf import pdf_bytes
from reports.season_files.loading import dump_season
from reports.season_files.yaml_text import read_yaml
from reports.selectors.stale_figures import stale_figures
from reports.states import DocumentKind
from tests.factories import make_editor
from tests.reports.layout import squeezed, text
from tests.reports.narrating import REVENUE, make_year, revenue, say
from tests.reports.season_loading import load
from tests.reports.small_season import small_season

pytestmark = pytest.mark.django_db
SUMMARY = DocumentKind.SUMMARY_REPORT.value
WARNING = "Lời văn có 1 số liệu đã thay đổi so với dữ liệu."


def make_stale_year():
    season, members = make_year()
    key = REVENUE.format(members[0].code)
    revenue(season, members[0], "10000")
    say(season, f"Thu **{{10.000 tỷ đồng|{key}}}** cả năm.")
    Indicator.objects.update(value=10500)
    return season, members


def shown(client, address):
    bare = re.sub(r"<[^>]*>", "", client.get(address).content.decode())
    return " ".join(html.unescape(bare).split())


def test_the_offer_and_the_paper_warn_and_the_paper_is_made_all_the_same(client):
    season, (head, *_) = make_stale_year()
    client.force_login(make_editor(head))
    where = [season.bloc.code, season.cycle.label]

    page = shown(client, reverse("reports:document-list", args=where))
    assert page.count(WARNING) == 1

    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    assert WARNING in shown(client, document.get_absolute_url())
    assert "Thu **10.000 tỷ đồng** cả năm." in str(document.content)


def test_what_is_made_never_changes_with_the_words(client):
    season, (head, *_) = make_stale_year()
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    before = document.content

    say(season, "Viết lại cả mục.")

    document.refresh_from_db()
    assert document.content == before
    client.force_login(make_editor(head))
    assert WARNING not in shown(client, document.get_absolute_url())


def test_kinds_that_print_no_such_words_do_not_warn():
    season, _ = make_stale_year()

    assert stale_figures(season, SUMMARY) == 1
    assert stale_figures(season, DocumentKind.ACHIEVEMENT.value) == 1
    assert stale_figures(season, DocumentKind.REVIEW_MINUTES.value) == 0
    assert stale_figures(season, DocumentKind.SCORE_MATRIX.value) == 0


def test_words_without_figures_cost_one_query():
    season, _ = make_year()
    say(season, "Không có số liệu, chỉ có dấu | thôi.", section=NarrativeSection.REVIEW)

    with CaptureQueriesContext(connection) as asked:
        assert stale_figures(season, SUMMARY) == 0
    assert len(asked) == 1


def test_bold_words_are_set_in_bold_and_everything_else_as_typed():
    season, _ = make_stale_year()
    say(season, "**<b>Đậm</b>** {{ 7 }} {% x %} & \\{1|a.b}", section=NarrativeSection.MOVEMENTS)
    document = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)

    printed = squeezed(text(pdf_bytes(SummaryReport.from_content(document.content))))

    assert "<b>Đậm</b> {{ 7 }} {% x %} & {1|a.b}" in printed
    assert "Thu 10.000 tỷ đồng cả năm." in printed
    assert "**" not in printed


def test_the_word_file_sets_the_same_words_in_bold():
    season, _ = make_stale_year()
    paper = gather_paper(season, SUMMARY)

    made = Document(BytesIO(docx_bytes(paper)))

    told = [one for one in made.paragraphs if "cả năm." in one.text]
    assert [one.text for one in told] == ["Thu 10.000 tỷ đồng cả năm."]
    runs = [run.text for run in told[0].runs if run.bold]
    assert "".join(runs) == "10.000 tỷ đồng"


def test_a_season_file_brings_figures_back_as_they_were(tmp_path):
    text = "Thu {10.000 tỷ đồng|chi-tieu.x.thu} **cả năm**;\ncòn \\{1|a} và {2|khong-co}."
    said = {"section": "political_tasks", "text": text}
    load(tmp_path, small_season(statements=[said]))
    season = Season.objects.get()

    dumped = dump_season(season.bloc.code, season.cycle.label)

    assert paragraphs_of(season, NarrativeSection.POLITICAL_TASKS) == [Paragraph(text)]
    assert read_yaml(dumped)["statements"] == [said]
    assert [one.sections for one in load(tmp_path, read_yaml(dumped))] == [()]


def test_a_season_written_on_the_page_comes_back_from_its_file_the_same(tmp_path):
    load(tmp_path, small_season())
    season = Season.objects.with_names().get()
    services.draft_empty_sections(season_id=season.pk, actor=None)

    dumped = dump_season(season.bloc.code, season.cycle.label)

    assert "{03|don-vi.so-luong}" in dumped
    assert [one.sections for one in load(tmp_path, read_yaml(dumped))] == [()]
