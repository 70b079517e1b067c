"""Where the keys of results go: by hand, each case a list before and a list after."""

from blocs.rules.figures import moved_key
from reports.rules.figure_keys import Entry
from reports.rules.figure_moves import moves_of
from reports.rules.year_figures import PlanFigures, ResultFigures


def entry(key, value="1"):
    return Entry(key, key, value, "")


def result(row, name, agency="a", plans=(), **ends):
    base = f"chi-tieu.{agency or 'chung'}.{name}"
    past = {end: entry(f"{base}.{tail}") for end, tail in ends.items()}
    made = tuple(
        PlanFigures(
            plan=f"kế hoạch {issuer} giao", ratio=entry(f"{base}.ty-le.{issuer}", str(reached))
        )
        for issuer, reached in plans
    )
    return ResultFigures(
        name=name, row=row, base=base, agency=agency, value=entry(base), plans=made, **past
    )


def moves(before, after):
    return {
        old.removeprefix("chi-tieu."): new.removeprefix("chi-tieu.")
        for old, new in moves_of(before, after).items()
    }


def test_nothing_moves_where_nothing_got_another_name():
    held = [result(1, "thu", plans=[("bo", 3)], past="nam-truoc"), result(2, "chi")]

    assert moves(held, held[::-1]) == {}


def test_every_figure_of_a_renamed_result_moves_with_it():
    before = [result(1, "thu", plans=[("bo", 3)], past_change="tang-giam.nam-truoc")]
    after = [result(1, "thu-nsnn", plans=[("bo", 3)], past_change="tang-giam.nam-truoc")]

    told = moves_of(before, after)
    ends = ("", ".ty-le.bo", ".tang-giam.nam-truoc")
    assert told == {"chi-tieu.a.thu": "chi-tieu.a.thu-nsnn"}
    assert [moved_key(f"chi-tieu.a.thu{end}", told) for end in ends] == [
        f"chi-tieu.a.thu-nsnn{end}" for end in ends
    ]


def test_namesakes_with_many_plans_that_change_places_are_two_moves():
    plans = [(f"bo-{number}", number) for number in range(30)]
    one, two = result(1, "thu", plans=plans), result(2, "thu-2", plans=plans)

    told = moves([one, two], [result(2, "thu", plans=plans), result(1, "thu-2", plans=plans)])

    assert told == {"a.thu": "a.thu-2", "a.thu-2": "a.thu"}


def test_a_plan_that_stays_behind_is_told_apart_from_its_result():
    before = [result(1, "thu", plans=[("bo", 3), ("so", 4)]), result(2, "thu-2", plans=[("bo", 5)])]

    told = moves(before, [result(2, "thu", plans=[("bo", 5)])])

    assert told == {
        "a.thu": "da-bo.chi-tieu.a.thu",
        "a.thu.ty-le.so": "a.thu.ty-le.so",
        "a.thu-2": "a.thu",
    }


def test_two_results_that_change_names_keep_their_own_sentences():
    before = [result(1, "thu"), result(2, "chi")]
    after = [result(1, "chi"), result(2, "thu")]

    assert moves(before, after) == {"a.thu": "a.chi", "a.chi": "a.thu"}


def test_a_figure_that_is_gone_takes_the_new_name_too_so_that_it_is_found_when_it_returns():
    before = [result(1, "thu", plans=[("bo", 3)])]

    told = moves_of(before, [result(1, "nsnn")])

    assert moved_key("chi-tieu.a.thu.ty-le.bo", told) == "chi-tieu.a.nsnn.ty-le.bo"


def test_whoever_set_a_plan_may_get_another_name_while_its_numbers_stay():
    before = [result(1, "thu", plans=[("bo", 3), ("tinh", 5)])]
    after = [result(1, "thu", plans=[("bo-tai-chinh", 3), ("tinh", 5)])]

    assert moves(before, after) == {"a.thu.ty-le.bo": "a.thu.ty-le.bo-tai-chinh"}


def test_another_plan_in_the_place_of_a_removed_one_is_not_the_same():
    before = [result(1, "thu", plans=[("bo", 3), ("tinh", 5)])]

    assert moves(before, [result(1, "thu", plans=[("tinh", 5), ("so", 3)])]) == {}
    assert moves(before, [result(1, "thu", plans=[("so", 4), ("tinh", 5)])]) == {}


def test_the_result_of_another_member_takes_no_sentence_with_it():
    assert moves([result(1, "thu")], [result(1, "thu", agency="b")]) == {}


def test_a_removed_result_never_lends_its_sentences_to_its_namesake():
    before = [result(1, "thu"), result(2, "thu-2")]

    assert moves(before, [result(2, "thu")]) == {
        "a.thu": "da-bo.chi-tieu.a.thu",
        "a.thu-2": "a.thu",
    }
