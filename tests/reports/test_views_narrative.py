"""The pages on which the year's words are read, written and brought up to date."""

import html
import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import Indicator, Season, SectionRevision, Statement
from blocs.rules.narrative import MOST_SIGNS
from blocs.states import NarrativeSection, Role, Stage
from reports.selectors.narrative import read_narrative
from tests.factories import appoint, make_bloc, make_editor, make_officer, make_user
from tests.reports.narrating import REVENUE, make_year, revenue, said, say
from tests.reports.pages import settle_in
from tests.reports.whole_season import make_whole_season, rank_by_points

pytestmark = pytest.mark.django_db
POLITICAL = NarrativeSection.POLITICAL_TASKS
PAGES = ["narrative", "narrative-section", "narrative-draft", "narrative-history"]
POSTED = ["narrative-section", "narrative-draft", "narrative-figures", "narrative-fill"]
OF_SECTION = {"narrative-section", "narrative-draft", "narrative-history", "narrative-restore"}


def at(season, name="narrative", *more, section=POLITICAL):
    where = [season.bloc.code, season.cycle.label]
    if name in OF_SECTION:
        where.append(section)
    return reverse(f"reports:{name}", args=[*where, *more])


def text_of(response):
    bare = re.sub(r"<[^>]*>", "", response.content.decode())
    return " ".join(html.unescape(bare).split())


def told(response):
    return [str(one) for one in get_messages(response.wsgi_request)]


def boxes(season, *rows, seen=None, section=POLITICAL, spare=2):
    """Return what the page sends for the rows: a text, or a mapping of its fields."""
    mark = seen or read_narrative(season).section(section).mark
    data = {"seen": mark, "since": "0", "boxes": str(len(rows) + spare)}
    for place, row in enumerate(rows):
        fields = row if isinstance(row, dict) else {"text": row}
        data |= {f"{name}_{place}": value for name, value in fields.items()}
    return data


def make_stale_year():
    season, members = make_year()
    key = REVENUE.format(members[0].code)
    row = revenue(season, members[0], "10000")
    say(season, f"Thu **{{10.000 tỷ đồng|{key}}}** cả năm; còn {{9|khong-co}}.", "Đoạn hai.")
    Indicator.objects.filter(pk=row.pk).update(value=10500)
    return season, members


def test_the_page_shows_old_and_new_of_every_figure_that_changed(client):
    season, (head, *_) = make_stale_year()
    client.force_login(make_editor(head))

    response = client.get(at(season))

    page = text_of(response)
    assert "Thu 10.000 tỷ đồng → 10.500 tỷ đồng cả năm; còn 9." in page
    assert "1 số liệu trong lời văn đã thay đổi" in page
    assert "1 số liệu không còn trong dữ liệu" in page
    assert page.count("Cập nhật số liệu") == 1
    assert '<strong><span class="figure-stale"><del>' in response.content.decode()


def test_a_click_takes_the_new_figure(client):
    season, (head, *_) = make_stale_year()
    client.force_login(make_editor(head))
    seen = read_narrative(season).section(POLITICAL).figures_mark

    data = {"section": POLITICAL.value, "place": "0", "seen": seen}
    response = client.post(at(season, "narrative-figures"), data)

    assert response.url == at(season) + "#political_tasks"
    assert told(response) == ["Đã cập nhật 1 số liệu."]
    assert "10.500 tỷ đồng" in said(season)[0]


def test_a_click_takes_all_new_figures(client):
    season, (head, *_) = make_stale_year()
    client.force_login(make_editor(head))

    seen = read_narrative(season).figures_mark
    response = client.post(at(season, "narrative-figures"), {"seen": seen})

    assert (response.url, told(response)) == (at(season), ["Đã cập nhật 1 số liệu."])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"seen": "cu"}, "Nội dung hoặc số liệu vừa thay đổi"),
        ({}, "Trang này đã cũ"),
        ({"seen": "x", "section": "rác"}, "Trang này đã cũ"),
        ({"seen": "x", "place": "1"}, "Trang này đã cũ"),
        ({"seen": "x" * 5000}, "Trang này đã cũ"),
    ],
)
def test_a_click_on_an_old_or_a_broken_page_changes_nothing(client, data, message):
    season, (head, *_) = make_stale_year()
    client.force_login(make_editor(head))
    before = said(season)

    response = client.post(at(season, "narrative-figures"), data)

    assert response.status_code == 302
    assert told(response)[0].startswith(message)
    assert said(season) == before


def test_a_section_is_written_moved_and_shortened_in_one_form(client):
    season, (head, member, _) = make_year()
    say(season, "Một.", "Hai.", "Ba.")
    client.force_login(make_editor(head))

    rows = [
        {"text": "Một, sửa.", "order": "9"},
        {"text": "Hai.", "gone": "on"},
        {"text": "Ba.", "order": "", "agency": member.code},
        {"text": "Bốn.", "order": "1"},
        {"text": "  ", "order": "2"},
    ]
    response = client.post(at(season, "narrative-section"), boxes(season, *rows))

    assert (response.status_code, response.url) == (302, at(season) + "#political_tasks")
    assert told(response) == ["Đã lưu."]
    rows = Statement.objects.order_by("position").values_list("text", "agency__code")
    assert list(rows) == [("Bốn.", None), ("Ba.", member.code), ("Một, sửa.", None)]


def test_saving_what_is_there_says_so_and_keeps_no_state(client):
    season, (head, *_) = make_year()
    say(season, "Một.")
    client.force_login(make_editor(head))

    response = client.post(at(season, "narrative-section"), boxes(season, "Một."))

    assert told(response) == ["Nội dung không có gì thay đổi."]
    assert SectionRevision.objects.count() == 1


def test_who_comes_second_sees_both_texts_and_may_send_again(client):
    season, (head, *_) = make_year()
    say(season, "Ban đầu.")
    client.force_login(make_editor(head))
    late = boxes(season, "Ban đầu, của người sau.")
    say(season, "Ban đầu, của người trước.")

    response = client.post(at(season, "narrative-section"), late)

    assert response.status_code == 409
    page = response.content.decode()
    assert "đã được người khác sửa" in page
    assert "<del>trước.</del><ins>sau.</ins>" in page
    assert ">\nBan đầu, của người sau.</textarea>" in page
    assert said(season) == ["Ban đầu, của người trước."]

    again = boxes(season, "Ban đầu, của người sau.", seen=response.context["held"].mark)
    assert f'name="seen" value="{again["seen"]}"' in page
    assert client.post(at(season, "narrative-section"), again).status_code == 302
    kept = SectionRevision.objects.order_by("number")
    assert [one.paragraphs[0].text for one in kept] == [
        "Ban đầu.",
        "Ban đầu, của người trước.",
        "Ban đầu, của người sau.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{ settings.SECRET_KEY }}{% load static %}{# x #}",
        "</textarea><b>x</b>",
        "**<b>đậm</b>** {<i>9</i>|don-vi.so-luong} {1|<script>}",
    ],
)
def test_whatever_is_typed_is_shown_as_text(client, text):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))
    client.post(at(season, "narrative-section"), boxes(season, text))
    client.post(at(season, "narrative-section"), boxes(season, "Khác hẳn."))
    client.post(at(season, "narrative-section"), boxes(season, text))

    addresses = [at(season, name) for name in PAGES] + [at(season, "narrative-history") + "?cu=2"]
    for address in [*addresses, reverse("reports:season-record", args=at(season).split("/")[2:4])]:
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 200
        for raw in ("<script>alert", "<img src=x", "<b>x</b>", "<b>đậm</b>", "<i>9</i>"):
            assert raw not in page
    assert said(season) == [text]


def test_another_page_of_the_history_asks_for_no_comparison(client):
    season, _ = make_year()
    say(season, "Một.")
    settle_in(client, make_officer())

    response = client.get(at(season, "narrative-history") + "?page=1")

    assert not response.context["form"].is_bound


def test_a_text_too_long_comes_back_with_the_limit_and_nothing_is_lost(client):
    season, (head, *_) = make_year()
    say(season, "Một.")
    client.force_login(make_editor(head))

    response = client.post(
        at(season, "narrative-section"), boxes(season, "x" * 100_000, "Hai, còn nguyên.")
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert f"“Đoạn 1” dài quá {MOST_SIGNS} ký tự (đang có 100000)" in page
    assert "Hai, còn nguyên.</textarea>" in page
    assert "x" * 100_000 in page
    assert said(season) == ["Một."]


@pytest.mark.parametrize("count", ["", "-1", "9" * 30, "103", "rác"])
def test_a_broken_number_of_boxes_is_an_old_page(client, count):
    season, (head, *_) = make_year()
    say(season, "Một.")
    client.force_login(make_editor(head))

    data = boxes(season, "Hai.") | {"boxes": count}
    response = client.post(at(season, "narrative-section"), data)

    assert response.status_code == 422
    assert "Trang này đã cũ" in response.content.decode()
    assert said(season) == ["Một."]


@pytest.mark.parametrize("mark", ["", "x" * 41, "\x00"])
def test_a_broken_mark_of_what_was_seen_is_an_old_page(client, mark):
    season, (head, *_) = make_year()
    say(season, "Một.")
    client.force_login(make_editor(head))

    data = boxes(season, "Hai.") | {"seen": mark}
    response = client.post(at(season, "narrative-section"), data)

    assert response.status_code == 422
    assert "Trang này đã cũ" in response.content.decode()
    assert said(season) == ["Một."]


def test_an_agency_outside_the_bloc_cannot_be_chosen(client):
    season, (head, *_) = make_year()
    _, (stranger, *_) = make_year(cycle=season.cycle)
    client.force_login(make_editor(head))

    rows = boxes(season, {"text": "Một.", "agency": stranger.code})
    response = client.post(at(season, "narrative-section"), rows)

    assert response.status_code == 422
    assert said(season) == []


def test_a_draft_is_shown_beside_what_is_there_before_it_is_used(client):
    season, (head, *_) = make_year()
    revenue(season, head)
    say(season, "Người viết.")
    client.force_login(make_editor(head))

    shown = client.get(at(season, "narrative-draft"))
    assert "Bỏ: Người viết." in text_of(shown)
    assert f"Thêm: {head.name}: Thu ngân sách 10.500 tỷ đồng." in text_of(shown)
    assert said(season) == ["Người viết."]

    seen = read_narrative(season).section(POLITICAL).draft_mark
    response = client.post(at(season, "narrative-draft"), {"seen": seen, "way": "them"})
    assert told(response) == ["Đã đưa vào mục này 1 đoạn soạn từ số liệu."]
    assert len(said(season)) == 2


def test_a_draft_that_changed_is_shown_again(client):
    season, (head, *_) = make_year()
    revenue(season, head)
    client.force_login(make_editor(head))

    response = client.post(at(season, "narrative-draft"), {"seen": "cu", "way": "thay"})

    assert response.status_code == 409
    seen = read_narrative(season).section(POLITICAL).draft_mark
    assert f'value="{seen}"' in response.content.decode()
    assert said(season) == []


def test_empty_sections_are_drafted_at_once(client):
    season, (head, *_) = make_year()
    revenue(season, head)
    client.force_login(make_editor(head))

    response = client.post(at(season, "narrative-fill"))

    assert told(response)[0].startswith("Đã soạn nháp 2 mục từ số liệu")
    assert told(client.post(at(season, "narrative-fill")))[-1].startswith("Không còn mục trống")


def test_a_member_reads_but_neither_writes_nor_sees_drafts(client):
    season, (_, _, member) = make_stale_year()
    client.force_login(make_editor(member))
    before, count = said(season), AuditEvent.objects.count()

    page = text_of(client.get(at(season)))
    assert "Thu 10.000 tỷ đồng → 10.500 tỷ đồng" in page
    assert "Chỉ đơn vị Trưởng khối" in page
    assert "Cập nhật" not in page
    assert client.get(at(season, "narrative-history")).status_code == 404
    assert client.get(at(season, "narrative-restore", 1)).status_code == 404
    response = client.post(at(season, "narrative-section"), boxes(season, "Của tôi."))
    assert response.status_code == 403
    assert "Của tôi.</textarea>" in response.content.decode()
    seen = read_narrative(season).figures_mark
    assert told(client.post(at(season, "narrative-figures"), {"seen": seen}))[0].startswith("Chỉ")
    assert (said(season), AuditEvent.objects.count()) == (before, count)


def test_the_words_of_a_closed_season_are_read_only(client):
    season, (head, *_) = make_stale_year()
    Season.objects.update(stage=Stage.CLOSED.value)
    client.force_login(make_editor(head))

    assert "hồ sơ chỉ còn để tra cứu" in text_of(client.get(at(season)))
    response = client.post(at(season, "narrative-section"), boxes(season, "Sửa sau."))
    assert response.status_code == 403
    assert len(said(season)) == 2


@pytest.mark.parametrize("name", [*PAGES, "narrative-restore"])
def test_a_stranger_finds_no_page(client, name):
    season, _ = make_year()
    say(season, "Một.")
    client.force_login(make_officer(make_bloc()))

    assert client.get(at(season, name, *[1] * (name == "narrative-restore"))).status_code == 404


@pytest.mark.parametrize("name", POSTED)
def test_a_stranger_sends_nothing(client, name):
    season, _ = make_year()
    client.force_login(make_officer(make_bloc()))

    assert client.post(at(season, name), {"seen": "x"}).status_code == 404
    assert not Statement.objects.exists()


def test_an_auditor_sees_the_history_and_changes_nothing(client):
    season, _ = make_stale_year()
    client.force_login(appoint(make_user(), Role.AUDITOR, blocs=[season.bloc]).user)

    assert client.get(at(season, "narrative-history")).status_code == 200
    response = client.post(at(season, "narrative-section"), boxes(season, "Sửa."))
    assert response.status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("narrative", 34),
        ("narrative-section", 30),
        ("narrative-draft", 27),
        ("narrative-history", 10),
        ("document-list", 49),
    ],
)
def test_a_page_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, name, count, rows
):
    season = make_whole_season(rows, rows=rows)
    rank_by_points(season)
    for number in range(rows):
        say(season, *[f"{number}: {{07|don-vi.so-luong}}, {{1|khong-co}}."] * rows)
    settle_in(client, make_officer(season.bloc))

    with django_assert_num_queries(count):
        assert client.get(at(season, name)).status_code == 200
