"""What people may type or send into the words of the report, and what becomes of it."""

import pytest

from accounts.errors import Invalid
from blocs.rules.own_words import own_mark
from blocs.services import OwnText, paragraphs_of
from blocs.states import NarrativeSection, Stage
from reports.render.pdf import paper_html
from reports.render.word.reading import read_words
from reports.selectors.narrative import read_narrative
from reports.selectors.stored import stored_paper
from reports.selectors.word_forms import word_of
from reports.selectors.word_returns import Returned, read_return
from reports.services import write_own_sections
from tests.factories import assign, make_editor
from tests.reports.issuing import ready_draft
from tests.reports.narrating import REVENUE, make_year, revenue, say
from tests.reports.pages import of_season, settle_in
from tests.reports.year_pages import filled

pytestmark = pytest.mark.django_db
MOVEMENTS = NarrativeSection.MOVEMENTS


def sent_from(client, page, **over):
    sent = filled(client.get(page)) | over
    return {name: value for name, value in sent.items() if value != "False"}


@pytest.fixture
def year(client):
    season, (head, *_) = make_year()
    revenue(season, head)
    settle_in(client, make_editor(head))
    return season, head


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<script>x</script> **<img src=x onerror=1>**", None),
        ("&lt;b&gt; &amp; \"' `", None),
        ("a\x00b", "ab"),
        ("a\u202eb\u2066c\u200b", "abc"),
        ("một\u2028hai\x85ba\vbốn", "một\nhai\nba\nbốn"),
        ("{0\u202e3|don-vi.so-luong}", "{03|don-vi.so-luong}"),
        ("a\ue000b{03|don-vi.so-luong}", "ab{03|don-vi.so-luong}"),
        ("{03\n|don-vi.so-luong}", None),
        ("{1|" + "a" * 300 + "}", None),
        ("{{1|a}|b} {|a} {1|} {1|A} \\{1|a} {1|a}}", None),
        ("{" * 4900, None),
        ("{a|" * 1600, None),
        ("**" * 2000, None),
        ("\n" * 4000 + "x", "x"),
    ],
)
def test_whatever_is_typed_is_words_on_the_page_and_in_the_report(client, year, typed, stored):
    season, _ = year
    page = of_season(season, "narrative-section", MOVEMENTS)

    answer = client.post(page, sent_from(client, page, text_0=typed))

    assert answer.status_code == 302
    (one,) = paragraphs_of(season, MOVEMENTS)
    assert one.text == (typed if stored is None else stored)
    shown = client.get(of_season(season, "narrative")).content.decode()
    document = ready_draft(season)
    paper, _ = stored_paper(document)
    for text in (shown, paper_html(paper)):
        assert "<script>x" not in text
        assert "<img src=x" not in text
        assert ("&lt;script&gt;x" in text) is ("<script>x" in typed)
    assert read_return(document, season, read_words(word_of(document))) == Returned()


def test_a_text_of_a_million_signs_is_refused_in_its_box(client, year):
    season, _ = year
    page = of_season(season, "narrative-section", MOVEMENTS)

    answer = client.post(page, sent_from(client, page, text_0="{1|a" * 250_000))

    assert answer.status_code == 422
    assert "dài quá 5000 ký tự (đang có 1000000)" in answer.content.decode()
    assert paragraphs_of(season, MOVEMENTS) == []


def test_the_figure_of_another_bloc_or_year_is_unknown_and_tells_nothing(client, year):
    season, _ = year
    other, (theirs, *_) = make_year(cycle=season.cycle)
    revenue(other, theirs, "98765")
    key = REVENUE.format(theirs.code)
    page = of_season(season, "narrative-section", MOVEMENTS)

    client.post(page, sent_from(client, page, text_0=f"Thu {{1|{key}}}."))

    (row,) = read_narrative(season).section(MOVEMENTS).rows
    assert [one.now for one in row.unknown] == [None]
    assert "98.765" not in client.get(of_season(season, "narrative")).content.decode()
    assert "98.765" not in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("query", "added", "removed"),
    [
        ("cu=1&moi=2", [], ["A 1", "B"]),
        ("cu=2&moi=1", ["A 1", "B"], []),
        ("cu=2", ["C"], []),
        ("cu=3&moi=2", [], ["C"]),
    ],
)
def test_states_before_and_after_a_section_was_emptied_are_compared(
    client, year, query, added, removed
):
    season, head = year
    for texts in ((f"A {{1|{REVENUE.format(head.code)}}}", "B"), (), ("C",)):
        say(season, *texts, section=MOVEMENTS)

    page = client.get(
        f"{of_season(season, 'narrative-history', MOVEMENTS)}?{query}"
    ).content.decode()

    assert [one for one in ("A 1", "B", "C") if f"<ins>{one}</ins>" in page] == added
    assert [one for one in ("A 1", "B", "C") if f"<del>{one}</del>" in page] == removed


@pytest.mark.parametrize(
    "query", ["cu=99", "cu=abc", "cu=1&moi=0", "cu=" + "9" * 400, "cu=1&moi=zz"]
)
def test_states_that_do_not_exist_are_told_and_never_break_the_page(client, year, query):
    season, _ = year
    say(season, "A", section=MOVEMENTS)

    page = client.get(f"{of_season(season, 'narrative-history', MOVEMENTS)}?{query}")

    assert page.status_code == 200
    assert "không có trong danh sách" in page.content.decode()
    assert page.context["changes"] is None


@pytest.mark.parametrize(
    "over",
    [
        {"boxes": "10000"},
        {"boxes": "-1"},
        {"boxes": "1\x00"},
        {"seen": ""},
        {"seen": "a\x00b"},
        {"seen": "x" * 10_000},
        {"since": ""},
        {"since": "-1"},
        {"since": "9" * 30},
        {"agency_0": "zz"},
        {"order_0": "9" * 50},
    ],
)
def test_a_forged_page_of_the_editor_writes_nothing(client, year, over):
    season, _ = year
    say(season, "Gốc.", section=MOVEMENTS)
    page = of_season(season, "narrative-section", MOVEMENTS)

    answer = client.post(page, sent_from(client, page, text_0="Khác.", **over))

    assert answer.status_code == 422
    assert [one.text for one in paragraphs_of(season, MOVEMENTS)] == ["Gốc."]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u202e", "\x07"])
def test_signs_that_are_not_seen_hide_no_points_from_the_check(sign):
    season, (_, _, member) = make_year()
    assign(season, totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    text = f"Điểm {{95,5|di{sign}em.{member.code}}}."
    own = {NarrativeSection.ACHIEVEMENT_MEANS: OwnText(text, own_mark([]))}

    with pytest.raises(Invalid, match="điểm, thứ hạng chưa mở"):
        write_own_sections(season_id=season.pk, agency=member, texts=own, actor=make_editor(member))

    assert not season.statements.exists()
