"""libxml2 reads our papers as tinyhtml5 does."""

import io
from xml.etree import ElementTree

import pytest
import tinyhtml5

from reports.papers import PAPERS
from reports.render.fonts import KNOWN_FOLDERS
from reports.render.parsing import parsed
from reports.render.pdf import paper_html, printable
from reports.states import NEVER_ISSUED
from tests.reports.layout_cases import CASES
from tests.reports.test_issued_printed_kinds import imprint_of

FOLDER = next(folder for folder in KNOWN_FOLDERS if folder.is_dir())
TRICKY = """<!DOCTYPE html><html lang="vi"><head><title>.</title></head><body>
<p title="&lt;b&gt; &#x27;&quot;">&lt;p&gt; &amp;amp; &#x27;một&#x27; &quot;hai&quot;
\ta ]]&gt; &amp;lt;</p>
<table><colgroup><col><col></colgroup><tr><td>a<br>b</td><td></td></tr></table></body></html>"""


def _tree(root: ElementTree.Element) -> str:
    """Write a tree down, without the blanks between the head and the body, which nobody sees."""
    head, body = root
    root.text = head.tail = body.tail = body[-1].tail = None
    return ElementTree.tostring(root, "unicode")


def _html_5(html: str) -> ElementTree.Element:
    file = io.BytesIO(html.encode())
    return tinyhtml5.parse(file, override_encoding="utf-8", namespace_html_elements=False)


@pytest.mark.parametrize("kind", sorted(PAPERS))
@pytest.mark.parametrize("size", ["small", "big"])
def test_the_tree_of_a_paper_is_the_tree_of_html_5(kind, size):
    paper = getattr(CASES[kind], size)()
    html = printable(paper_html(paper), FOLDER)

    assert _tree(parsed(html)) == _tree(_html_5(html))


@pytest.mark.parametrize("kind", sorted(PAPERS.keys() - NEVER_ISSUED))
def test_the_tree_of_an_issued_paper_is_the_tree_of_html_5(kind):
    paper = CASES[kind].small()
    html = printable(paper_html(paper, imprint_of(paper)), FOLDER)

    assert "viewBox" in html
    assert _tree(parsed(html)) == _tree(_html_5(html))


def test_signs_that_html_knows_are_read_as_they_were_meant():
    assert _tree(parsed(TRICKY)) == _tree(_html_5(TRICKY))
