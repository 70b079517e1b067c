"""Where minutes go, and that minutes which do not say so print no empty list."""

import json

import pytest

from reports.papers.base import Recipients
from reports.papers.counting import CountingMinutes
from reports.render.pdf import paper_html
from tests.reports.more_papers import counting


def test_minutes_stored_before_they_had_recipients_print_no_list_of_them():
    content = json.loads(json.dumps(counting().as_content()))
    content["recipients"] = {"lines": ["Như trên"], "archive": "Lưu: VT, Hồ sơ"}
    told = paper_html(CountingMinutes.from_content(content))
    del content["recipients"]

    untold = paper_html(CountingMinutes.from_content(content))

    assert told.count("Nơi nhận") == 1
    assert "- Lưu: VT, Hồ sơ." in told
    assert "Nơi nhận" not in untold


@pytest.mark.parametrize(
    ("recipients", "lines"),
    [
        (Recipients(), None),
        (Recipients(archive="Lưu: VT"), ("Lưu: VT.",)),
        (Recipients(lines=("Như trên",)), ("Như trên.",)),
    ],
)
def test_recipients_that_name_nobody_are_left_out(recipients, lines):
    assert (recipients.closed_lines if recipients else None) == lines
