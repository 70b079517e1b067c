"""Whose history an agency inherits: chains, splits, mergers, days, circles."""

from datetime import date

from awards.rules.succession import Ancestor, Succession, ancestors

OLD, MIDDLE, NEW, OTHER = 1, 2, 3, 4
EARLY, LATE = date(2016, 7, 1), date(2025, 7, 1)


def test_who_followed_nobody_inherits_nothing():
    assert ancestors(NEW, []) == ()


def test_a_chain_is_followed_as_far_as_it_inherits():
    links = [Succession(OLD, MIDDLE, EARLY), Succession(MIDDLE, NEW, LATE)]

    assert ancestors(NEW, links) == (Ancestor(MIDDLE, LATE), Ancestor(OLD, EARLY))
    assert ancestors(MIDDLE, links) == (Ancestor(OLD, EARLY),)


def test_nothing_is_inherited_that_came_after_an_earlier_link():
    links = [Succession(OLD, MIDDLE, LATE), Succession(MIDDLE, NEW, EARLY)]

    assert ancestors(NEW, links) == (Ancestor(OLD, EARLY), Ancestor(MIDDLE, EARLY))


def test_a_merger_inherits_from_all_and_a_split_goes_to_each():
    links = [
        Succession(OLD, NEW, LATE),
        Succession(MIDDLE, NEW, LATE),
        Succession(OLD, OTHER, LATE),
    ]

    assert ancestors(NEW, links) == (Ancestor(OLD, LATE), Ancestor(MIDDLE, LATE))
    assert ancestors(OTHER, links) == (Ancestor(OLD, LATE),)


def test_who_is_reached_in_two_ways_counts_once_with_the_later_day():
    links = [
        Succession(OLD, MIDDLE, EARLY),
        Succession(MIDDLE, NEW, LATE),
        Succession(OLD, NEW, LATE),
    ]

    assert ancestors(NEW, links) == (Ancestor(OLD, LATE), Ancestor(MIDDLE, LATE))


def test_a_circle_ends_and_nobody_inherits_from_itself():
    links = [Succession(OLD, NEW, EARLY), Succession(NEW, OLD, LATE)]

    assert ancestors(NEW, links) == (Ancestor(OLD, EARLY),)
