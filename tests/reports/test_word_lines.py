"""Lines of the year's words in a returned Word copy, however the paper printed them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from blocs.rules.figures import figures_in, printed
from blocs.rules.narrative import MOST_PARAGRAPHS, Paragraph
from blocs.states import NarrativeSection
from reports.render.word.reading import MarkedWords
from reports.rules.list_lines import closed, ended, numbered, without_number
from reports.rules.word_blocks import Block
from reports.selectors.narrative import ParagraphView, SectionView
from reports.selectors.word_lines import Words, renumbered
from reports.selectors.word_reading import Reading

pytestmark = pytest.mark.pure
REPORTED, LISTED = NarrativeSection.SITUATION, NarrativeSection.COVENANT_TASKS
OWN = NarrativeSection.ACHIEVEMENT_MEANS
MEMBER = "Cục Thuế"
THANKS = "Xin cảm ơn"

SAID = st.sampled_from(
    ["Thu", "thu đạt", "{5|chi-tieu.a} tỷ đồng", "**vượt** dự toán", "tăng 12,5%", "www.x.vn/"]
)
SIGNS = st.sampled_from(["", ".", ";", "./.", ". ;", "...", "…", "!", ":", ", v.v", ", v.v.", "/."])


@st.composite
def sources(draw):
    """Draw a line as people store it, its last words in bold or not."""
    head = " ".join(draw(st.lists(SAID, max_size=3)))
    last = draw(st.sampled_from(["chung", "{5|chi-tieu.a}", "đạt {5|chi-tieu.a} mục tiêu", "7"]))
    last += draw(SIGNS)
    if draw(st.booleans()):
        last = f"**{last}**" + draw(st.sampled_from(["", ".", ";"]))
    return f"{head} {last}".strip()


def is_printed(core: str, style: str) -> str:
    """Return how a paper prints a line of that style."""
    shown = {
        "dashed": f"- {core}",
        "named": f"{MEMBER}: {core}",
        "named dashed": f"- {MEMBER}: {core}",
        "numbered": f"3. {core}",
        "closed": closed((core, "hết"))[0],
        "closed last": closed(("đầu", core))[-1],
        "numbered closed": f"12. {closed((core, 'hết'))[0]}",
        "ended": ended((core,))[-1],
    }
    return shown.get(style, core)


STYLES = st.sampled_from(
    [
        *("plain", "dashed", "named", "named dashed", "numbered"),
        *("closed", "closed last", "numbered closed", "ended"),
    ]
)


def words_of(*texts: str, section=REPORTED) -> Words:
    rows = (ParagraphView(at, Paragraph(text), MEMBER, ()) for at, text in enumerate(texts))
    return Words([SectionView(section, "", tuple(rows), ())], {})


def read_back(words: Words, was: dict[str, str], *blocks: Block) -> Reading:
    original = MarkedWords("", tuple(Block(text, (mark,)) for mark, text in was.items()), {})
    reading = Reading(original, blocks, words)
    reading.read()
    return reading


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(sources(), STYLES)
def test_what_a_paper_prints_around_a_line_is_told_from_its_words(source, style):
    shown = is_printed(printed(source), style)

    line = words_of(source).take(shown)

    assert line is not None
    assert shown.startswith(line.start)
    assert shown.endswith(line.end)
    assert line.words_of(shown) == printed(source)


@given(sources(), STYLES)
def test_an_unchanged_line_stays_as_it_is_stored(source, style):
    words, shown = words_of(source), is_printed(printed(source), style)

    reading = read_back(words, {"a": shown}, Block(shown, ("a",)))

    assert words.paragraphs(REPORTED) == [Paragraph(source)]
    assert reading.left == []


@given(sources(), STYLES)
def test_words_written_behind_a_line_lose_and_double_nothing(source, style):
    words, shown = words_of(source), is_printed(printed(source), style)

    reading = read_back(words, {"a": shown}, Block(f"{shown} {THANKS}", ("a",)))

    (after,) = words.paragraphs(REPORTED)
    assert reading.left == []
    assert letters(printed(after.text)) == letters(printed(source) + THANKS)
    assert after.text.count("*") == source.count("*")
    assert figures_in(after.text) == figures_in(source)


@given(sources(), STYLES)
def test_words_written_before_a_line_stand_before_its_words(source, style):
    words, shown = words_of(source), is_printed(printed(source), style)
    start = words_of(source).take(shown).start

    reading = read_back(
        words, {"a": shown}, Block(f"{start}Nay {shown.removeprefix(start)}", ("a",))
    )

    assert reading.left == []
    assert words.paragraphs(REPORTED) == [Paragraph(f"Nay {source}")]


@pytest.mark.parametrize(
    ("shown", "edited", "stored"),
    [
        ("**Đạt 5 việc.**", "**Đạt tốt 5 việc.**", "**Đạt tốt {5|chi-tieu.a} việc.**"),
        ("**Đạt 5 việc**;", "**Đạt tốt 5 việc**;", "**Đạt tốt {5|chi-tieu.a} việc.**"),
        ("**Đạt 5 việc.**/.", "**Đạt 5 việc tốt.**/.", "**Đạt {5|chi-tieu.a} việc tốt.**"),
        ("**Đạt 5 việc**;", "**Đạt 5 việc** tốt;", "**Đạt {5|chi-tieu.a} việc** tốt"),
    ],
)
def test_a_sentence_all_in_bold_can_be_edited(shown, edited, stored):
    words = words_of("**Đạt {5|chi-tieu.a} việc.**")

    reading = read_back(words, {"a": shown}, Block(edited, ("a",)))

    assert reading.left == []
    assert words.paragraphs(REPORTED) == [Paragraph(stored)]


def test_a_line_joined_with_one_in_bold_keeps_each_word_once_and_its_figure():
    words = words_of("Mở đầu.", "**Đạt {5|chi-tieu.a}.**")
    was = {"a": "Mở đầu.", "b": "**Đạt 5.**"}

    reading = read_back(words, was, Block("Mở đầu. **Đạt 5.**", ("a", "b")))

    assert reading.left == []
    assert words.paragraphs(REPORTED) == [Paragraph("Mở đầu. **Đạt {5|chi-tieu.a}.**")]


MARKS = st.sampled_from(["", "1. ", "1) ", "(1) ", "IV. ", "**2.** ", "30. 4 ", "- ", "a) "])


@given(MARKS, sources(), st.booleans())
def test_a_line_of_a_numbered_list_comes_back_whatever_number_people_gave_it(mark, said, is_closed):
    assume(not said.lstrip("*").startswith("{5|chi-tieu.a}. "))  # a figure for the list's number
    source = mark + said
    lines = printed(source), "Việc sau"
    shown, _ = numbered(closed(lines) if is_closed else lines, least=1)
    words = words_of(source, section=LISTED)

    unchanged = read_back(words, {"a": shown}, Block(shown, ("a",)))

    assert (words.paragraphs(LISTED), unchanged.left) == ([Paragraph(source)], [])

    words = words_of(source, section=LISTED)
    reading = read_back(words, {"a": shown}, Block(f"{shown} {THANKS}", ("a",)))
    (after,) = words.paragraphs(LISTED)
    assert reading.left == []
    assert letters(printed(after.text)) == letters(without_number(printed(source)) + THANKS)
    assert figures_in(after.text) == figures_in(source)


@pytest.mark.parametrize(
    ("stored", "shown", "edited", "after"),
    [
        ("1) Việc {5|chi-tieu.a}", "2. Việc 5", "2. Việc lớn 5", "Việc lớn {5|chi-tieu.a}"),
        ("**I. Việc**", "2. **Việc**", "3. **Việc lớn**", "**Việc lớn**"),
        ("5 việc", "2. 5 việc", "3. 5 việc lớn", "5 việc lớn"),
        ("5 việc", "2. 5 việc", "5 việc lớn", "5 việc lớn"),
        ("30. 4 là ngày", "2. 30. 4 là ngày", "30. 4 là ngày lễ", "30. 4 là ngày lễ"),
        ("30. 4 là ngày", "2. 30. 4 là ngày", "2. 30. 4 là ngày lễ", "30. 4 là ngày lễ"),
    ],
)
def test_a_number_of_the_list_is_told_from_one_of_the_words(stored, shown, edited, after):
    words = words_of(stored, section=LISTED)

    unchanged = read_back(words, {"a": shown}, Block(shown, ("a",)))
    assert (words.paragraphs(LISTED), unchanged.left) == ([Paragraph(stored)], [])

    words = words_of(stored, section=LISTED)
    reading = read_back(words, {"a": shown}, Block(edited, ("a",)))
    assert (words.paragraphs(LISTED), reading.left) == ([Paragraph(after)], [])


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("30. 4 là ngày", "30. 4 là ngày"), ("3) Việc mới", "Việc mới"), ("2. Việc", "Việc")],
)
def test_a_new_line_of_a_numbered_list_gives_up_its_number_alone(typed, stored):
    words = words_of("Việc đầu", section=LISTED)

    read_back(words, {"a": "1. Việc đầu"}, Block("1. Việc đầu", ("a",)), Block(typed))

    assert words.paragraphs(LISTED) == [Paragraph("Việc đầu"), Paragraph(stored)]


@pytest.mark.parametrize("section", [OWN, REPORTED])
def test_lines_that_an_agency_stores_joined_are_not_counted_as_paragraphs(section):
    lines = [f"Việc {at}." for at in range(MOST_PARAGRAPHS)]
    words = words_of(*lines, section=section)
    was = {line: line for line in lines}

    reading = read_back(words, was, *(Block(one, (one,)) for one in lines), Block("Việc mới."))

    refused = [one.after for one in reading.left]
    assert refused == ([] if section is OWN else ["Việc mới."])
    assert words.count(section) == MOST_PARAGRAPHS + (section is OWN)


@pytest.mark.parametrize(
    ("source", "typed", "told"),
    [
        ("1 xã đạt chuẩn", "1. 1 xã đạt chuẩn", "2. 1 xã đạt chuẩn"),
        ("5 việc", "5. 5 việc", "2. 5 việc"),
        ("5 việc", "5 việc lớn", "2. 5 việc lớn"),
        ("Việc A", "7. Việc A", "2. Việc A"),
        ("30. 4 là ngày", "30. 4 là ngày vui", "2. 30. 4 là ngày vui"),
    ],
)
def test_a_number_of_the_list_is_told_from_one_that_words_begin_with(source, typed, told):
    line = words_of(source, section=LISTED).take(f"2. {source}")

    assert renumbered(line, typed) == told
