import pytest

from reports.rules.codes import ALPHABET
from reports.rules.pack_pages import PagePlan, Span, digest_of, pack_code, plan_pages


@pytest.mark.parametrize(
    ("contents", "papers", "odd", "spans", "blanks"),
    [
        (1, [1], False, [(2, 2)], set()),
        (1, [1], True, [(3, 3)], {2}),
        (2, [3, 2, 1], True, [(3, 5), (7, 8), (9, 9)], {6}),
        (2, [3, 2, 1], False, [(3, 5), (6, 7), (8, 8)], set()),
        (1, [1, 1, 1], True, [(3, 3), (5, 5), (7, 7)], {2, 4, 6}),
        (3, [], True, [], set()),
    ],
)
def test_papers_follow_one_another_each_on_an_odd_page_where_asked(
    contents, papers, odd, spans, blanks
):
    plan = plan_pages(contents, papers, odd_starts=odd)

    total = spans[-1][1] if spans else contents
    assert plan == PagePlan(
        contents, tuple(Span(*span) for span in spans), frozenset(blanks), total
    )


@pytest.mark.parametrize(("contents", "papers"), [(0, [1]), (1, [0]), (1, [2, -1])])
def test_a_paper_without_a_page_is_no_paper(contents, papers):
    with pytest.raises(ValueError, match="a page at least"):
        plan_pages(contents, papers, odd_starts=True)


@pytest.mark.parametrize(("first", "last", "text"), [(3, 3, "3"), (3, 7, "3–7")])
def test_pages_are_told_from_and_to(first, last, text):
    assert Span(first, last).text == text


def test_the_same_facts_have_the_same_digest_whatever_their_order():
    assert digest_of({"a": 1, "b": ["ữ"]}) == digest_of({"b": ["ữ"], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_code_is_short_and_of_signs_that_are_not_mistaken():
    code = pack_code(digest_of("một bộ"))

    assert code == pack_code(digest_of("một bộ"))
    assert len(code) == len("2345-6789")
    assert set(code) <= set(ALPHABET) | {"-"}
    assert code != pack_code(digest_of("bộ khác"))
