"""Figures are brought up to date by one click, and drafts never take the place of words unasked."""

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs.models import Indicator, Season, SectionRevision, Statement
from blocs.rules.figures import printed
from blocs.states import NarrativeSection, Stage
from reports import services
from reports.gather import gather_summary
from reports.papers.summary import SummaryReport
from reports.selectors.narrative import read_narrative
from reports.selectors.stale_figures import stale_figures
from reports.states import DocumentKind
from scoring.services import freeze_ranking
from tests.factories import make_editor, make_officer, score
from tests.reports.narrating import REVENUE, against, make_year, revenue, said, say
from tests.reports.whole_season import make_whole_season, rank_by_points

pytestmark = pytest.mark.django_db
POLITICAL, REVIEW = NarrativeSection.POLITICAL_TASKS, NarrativeSection.REVIEW
SUMMARY = DocumentKind.SUMMARY_REPORT.value


def fresh(season):
    return Season.objects.with_names().get(pk=season.pk)


def accept(season, section=None, place=None, actor=None, seen=None):
    words = read_narrative(fresh(season))
    shown = words.section(section) if section else words
    return services.accept_figures(
        season_id=season.pk,
        section=section,
        place=place,
        seen=seen or shown.figures_mark,
        actor=actor,
    )


def draft(season, section, *, replace=False, actor=None, seen=None):
    mark = seen or read_narrative(fresh(season)).section(section).draft_mark
    return services.draft_section(
        season_id=season.pk, section=section, replace=replace, seen=mark, actor=actor
    )


def state():
    models = (Statement, SectionRevision, AuditEvent)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(act, error, match):
    before = state()
    with pytest.raises(error, match=match):
        act()
    assert state() == before


def make_stale_year():
    """Return a season with two paragraphs of one section and one of another, all out of date."""
    season, (head, *_) = make_year()
    key = REVENUE.format(head.code)
    row = revenue(season, head, "10000")
    say(season, f"Thu {{10.000 tỷ đồng|{key}}}.", f"Nhắc lại: {{10.000 tỷ đồng|{key}}}.")
    say(season, f"Với {{10.000 tỷ đồng|{key}}} và {{1|khong-co}}.", section=REVIEW)
    Indicator.objects.filter(pk=row.pk).update(value=10500)
    return season, head, key


def test_a_changed_score_marks_the_sentence_and_one_click_takes_the_new_points():
    season = make_whole_season()
    rank_by_points(season)
    agency = season.memberships.get(position=1).agency
    draft(season, REVIEW, replace=True)
    assert stale_figures(fresh(season), SUMMARY) == 0

    sheet = season.sheets.get(agency=agency)
    score(sheet, {"II.1": "25"}, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=season.version, actor=None)

    held = read_narrative(fresh(season)).section(REVIEW)
    assert [(one.piece.shown, one.now) for row in held.rows for one in row.stale] == [
        ("90,00 điểm", "85,00 điểm")
    ]
    assert stale_figures(fresh(season), SUMMARY) == 1
    assert accept(season, REVIEW, 0, actor=make_editor(agency)) == 1
    assert "(thứ 1, 85,00 điểm)" in printed(said(season, REVIEW)[0])
    assert stale_figures(fresh(season), SUMMARY) == 0


def test_one_paragraph_one_section_or_everything_is_brought_up_to_date():
    season, head, _ = make_stale_year()
    person = make_editor(head)

    assert accept(season, POLITICAL, 0, actor=person) == 1
    assert [printed(text) for text in said(season)] == [
        "Thu 10.500 tỷ đồng.",
        "Nhắc lại: 10.000 tỷ đồng.",
    ]
    assert accept(season, actor=person) == 2
    assert [printed(text) for text in said(season)] == [
        "Thu 10.500 tỷ đồng.",
        "Nhắc lại: 10.500 tỷ đồng.",
    ]
    assert [printed(text) for text in said(season, REVIEW)] == ["Với 10.500 tỷ đồng và 1."]
    causes = SectionRevision.objects.filter(made_by=person).values_list("section", "cause")
    assert sorted(causes) == [
        ("political_tasks", "figures"),
        ("political_tasks", "figures"),
        ("review", "figures"),
    ]


def test_an_unknown_figure_stays_and_is_told():
    season, _, _ = make_stale_year()
    accept(season)

    words = read_narrative(fresh(season))

    assert (words.stale_count, words.unknown_count) == (0, 1)
    assert "{1|khong-co}" in said(season, REVIEW)[0]


def test_accepting_what_is_current_changes_nothing():
    season, _, _ = make_stale_year()
    accept(season)
    before = state()

    assert accept(season) == 0
    assert state() == before


def test_a_value_or_a_word_that_changed_since_is_not_taken_unseen():
    season, _, key = make_stale_year()
    words = read_narrative(fresh(season))
    Indicator.objects.update(value=10600)

    for section in (None, POLITICAL):
        seen = (words.section(section) if section else words).figures_mark
        refused(lambda s=section, m=seen: accept(season, s, seen=m), Stale, "vừa thay đổi")

    seen = read_narrative(fresh(season)).section(POLITICAL).figures_mark
    say(season, f"Viết lại: {{1|{key}}}.")
    refused(lambda: accept(season, POLITICAL, 0, seen=seen), Stale, "vừa thay đổi")


def test_a_change_elsewhere_does_not_stand_in_the_way_of_one_section():
    season, _, _ = make_stale_year()
    seen = read_narrative(fresh(season)).section(POLITICAL).figures_mark
    say(season, "Người khác vừa sửa mục khác.", section=REVIEW)

    assert accept(season, POLITICAL, seen=seen) == 2


def test_a_draft_is_put_behind_what_people_wrote_and_only_once():
    season, (head, *_) = make_year()
    against(revenue(season, head, qualifier="less_than"), "130")
    say(season, "Người viết.")

    assert draft(season, POLITICAL, actor=make_editor(head)) == 1

    assert [printed(text) for text in said(season)] == [
        "Người viết.",
        "Thu ngân sách gần 10.500 tỷ đồng; đạt 130% so với dự toán Bộ Tài chính giao.",
    ]
    assert Statement.objects.get(position=2).agency == head
    refused(lambda: draft(season, POLITICAL), Invalid, "Chưa có số liệu mới")


def test_a_draft_takes_the_place_of_what_is_there_only_when_asked_and_keeps_it():
    season, (head, *_) = make_year()
    revenue(season, head)
    say(season, "Người viết.")

    draft(season, POLITICAL, replace=True)

    assert [printed(text) for text in said(season)] == ["Thu ngân sách 10.500 tỷ đồng."]
    kept = SectionRevision.objects.filter(section=POLITICAL.value).order_by("number")
    assert [(one.cause, one.paragraphs[0].text) for one in kept] == [
        ("edited", "Người viết."),
        ("drafted", said(season)[0]),
    ]


def test_a_draft_or_words_that_changed_since_are_not_used_unseen():
    season, (head, *_) = make_year()
    revenue(season, head)
    seen = read_narrative(season).section(POLITICAL).draft_mark
    Indicator.objects.update(value=1)
    refused(lambda: draft(season, POLITICAL, replace=True, seen=seen), Stale, "vừa thay đổi")

    seen = read_narrative(season).section(POLITICAL).draft_mark
    say(season, "Người khác vừa viết.")
    refused(lambda: draft(season, POLITICAL, replace=True, seen=seen), Stale, "vừa thay đổi")


def test_only_empty_sections_are_written_at_once():
    season, (head, *_) = make_year()
    revenue(season, head)
    say(season, "Người viết.")

    assert services.draft_empty_sections(season_id=season.pk, actor=None) == 1

    assert said(season) == ["Người viết."]
    assert [printed(text) for text in said(season, NarrativeSection.SITUATION)] == [
        f"Năm 2022, {season.bloc.name} có 03 đơn vị thành viên."
    ]
    refused(
        lambda: services.draft_empty_sections(season_id=season.pk, actor=None),
        Invalid,
        "Không còn mục trống",
    )


def test_a_member_another_bloc_and_a_closed_season_are_refused():
    season, (head, member, _) = make_year()
    revenue(season, head)
    say(season, f"Thu {{1|{REVENUE.format(head.code)}}}.")
    acts = [
        lambda who: accept(season, actor=who),
        lambda who: draft(season, POLITICAL, replace=True, actor=who),
        lambda who: services.draft_empty_sections(season_id=season.pk, actor=who),
    ]
    other, _ = make_year(cycle=season.cycle)

    for act in acts:
        for who in (make_editor(member), make_officer(other.bloc)):
            refused(lambda a=act, w=who: a(w), NotAllowed, "Chỉ đơn vị Trưởng khối")
    Season.objects.update(stage=Stage.CLOSED.value)
    for act in acts:
        refused(lambda a=act: a(make_editor(head)), NotAllowed, "đã kết thúc")


def test_the_paper_prints_the_words_without_their_keys_and_tells_nothing_twice():
    season = make_whole_season(3, rows=2)
    Statement.objects.filter(season=season).delete()
    services.draft_empty_sections(season_id=season.pk, actor=None)

    paper = gather_summary(fresh(season))

    told = (
        "Thu ngân sách ước 8.841 tỷ đồng; ước đạt 158% so với kế hoạch Bộ Tài chính giao "
        "(5.591,8 tỷ đồng); ước đạt 158% so với kế hoạch Hội đồng nhân dân tỉnh giao (5.591,8 tỷ "
        "đồng); tăng 2% so với cùng kỳ năm trước."
    )
    assert [line.text for line in paper.results.highlights] == [told, told]
    assert paper.results.untold_indicators == ()
    assert paper.results.untold_awards == ()
    assert paper.situation.tells_count
    assert len(paper.results.indicators) == 2
    assert len(paper.results.awards) == 2
    assert "|" not in str(paper.as_content())


def test_what_the_words_leave_out_is_still_printed():
    season = make_whole_season()
    Statement.objects.filter(season=season, section="political_tasks").update(
        text="Thu ước 8.841 tỷ đồng, không nhắc đến dự toán."
    )

    paper = gather_summary(fresh(season))

    assert paper.results.untold_indicators == paper.results.indicators
    assert paper.results.untold_awards == paper.results.awards
    assert not paper.situation.tells_count


def test_each_line_of_a_paragraph_is_one_of_the_paper_and_dashes_are_not_doubled():
    season, (head, *_) = make_year()
    say(season, "Một.\n- Hai {07|a.b}.", section=NarrativeSection.LIMITATIONS)
    say(season, "Ba.\n\nBốn.", section=NarrativeSection.MOVEMENTS)
    say(season, "Năm.\nSáu.")
    Statement.objects.filter(section="political_tasks").update(agency=head)

    paper: SummaryReport = gather_summary(season)

    assert paper.shortcomings.shortcomings == ("Một.", "Hai 07.")
    assert paper.results.movements_intro == ("Ba.", "Bốn.")
    assert [(one.agency, one.text) for one in paper.results.highlights] == [
        (head.name, "Năm."),
        ("", "Sáu."),
    ]
