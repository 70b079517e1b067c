"""The benchmarks are all there; what they measure is nobody's promise."""

import pytest

from bench import paper_sizes
from bench.names import GROUPS, NAMES, PAPER_NAMES, named, needs_office
from bench.registry import BENCHMARKS
from reports.states import DocumentKind


def test_each_name_has_its_benchmark():
    assert set(BENCHMARKS) == set(NAMES)
    assert all(set(names) <= set(NAMES) for names in GROUPS.values())


def test_every_kind_of_paper_is_measured():
    assert set(PAPER_NAMES.values()) == set(DocumentKind)


def test_only_papers_need_libreoffice():
    assert needs_office([])
    assert needs_office(["render_giao_uoc"])
    assert not needs_office(["pages", "save_line", "render_province"])
    assert named(["save_line", "save_line"]) == ["save_line"]


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_kind_is_measured_once_in_each_size_that_changes_it(kind):
    sizes = [(one.members, one.criteria) for one in paper_sizes.sizes_of(kind)]

    assert len(set(sizes)) == len(sizes) in {1, 2, 3, 6}
    if kind is DocumentKind.SCORE_MATRIX:
        assert sorted(sizes) == [(m, c) for m in (7, 15, 20) for c in (60, 180)]
