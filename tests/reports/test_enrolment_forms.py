"""Registrations stored before targets had two kinds still open, print and compare."""

import copy

import pytest
from django.urls import reverse

from blocs.states import Stage
from reports.models import Document
from reports.papers import ContentError, fingerprint
from reports.papers.enrolment import Enrolment
from reports.render.pdf import paper_html, pdf_bytes
from reports.render.word.reading import read_words
from reports.selectors.stored import stored_paper
from reports.selectors.word_forms import word_of
from reports.selectors.word_returns import Returned, read_return
from reports.states import DocumentKind, DocumentState
from tests.factories import NOON, make_bloc_year, make_document, make_editor
from tests.reports import layout
from tests.reports.pages import settle_in

# As the release before wrote it, with the fingerprint that it gave: both are facts of that code.
BEFORE = {
    "sample": False,
    "letterhead": {
        "variant": "A",
        "parent_org": "",
        "issuing_org": "CỤC THUẾ",
        "place": "Tây Ninh",
        "date": "",
        "year": "",
        "symbol": "",
        "number": "",
    },
    "bloc": "Khối thi đua số 1",
    "cycle": "2022",
    "agency": "Cục Thuế tỉnh",
    "addressees": ["Đơn vị Trưởng khối"],
    "opening": "Cục Thuế tỉnh đăng ký thi đua:",
    "movements": [{"name": "Chung sức", "launched_by": "", "aim": ""}],
    "targets": [
        {"content": "Thu ngân sách", "unit": "tỷ đồng", "plan": "10.500", "note": ""},
        {"content": "Không có đơn thư vượt cấp", "unit": "", "plan": "", "note": "cả năm"},
    ],
    "titles": [{"title": "Cờ thi đua của tỉnh", "collectives": "1", "persons": "", "note": ""}],
    "closing": "Cam kết thực hiện./.",
    "recipients": {"lines": ["Như trên"], "archive": "Lưu: VT"},
    "signature": {
        "authority": "",
        "principal": "",
        "position": "Thủ trưởng đơn vị",
        "holder": "",
        "name": "",
    },
}
MARK = "273727331e73eeacb03df799ffa6471f4bbec7a89bad79c8a715c061e9d50f1e"


def grouped(*groups: tuple[str, int, int, int]) -> dict:
    """Return the same facts with groups of targets: heading, before, first and last row."""
    content = copy.deepcopy(BEFORE)
    content["targets"] = [
        {"heading": heading, "before": before, "rows": BEFORE["targets"][first:last]}
        for heading, before, first, last in groups
    ]
    return content


def test_one_kind_of_targets_is_the_same_paper_as_before():
    paper = Enrolment.from_content(BEFORE)

    assert fingerprint(paper) == MARK
    assert paper.as_content() == BEFORE
    assert [[row.content for row in group.rows] for group in paper.targets] == [
        ["Thu ngân sách", "Không có đơn thư vượt cấp"]
    ]
    assert Enrolment.from_content(grouped(("", 0, 0, 2))) == paper


def test_two_kinds_are_told_apart_and_come_back():
    content = grouped(("1. Nhiệm vụ", 0, 0, 1), ("2. Xây dựng Đảng", 1, 1, 2))
    paper = Enrolment.from_content(content)

    assert paper.as_content() == content
    assert fingerprint(paper) != MARK
    assert [group.before for group in paper.targets] == [0, 1]


def test_a_paper_without_targets_comes_back_too():
    content = {**BEFORE, "targets": []}

    assert Enrolment.from_content(content).as_content() == content


@pytest.mark.parametrize("targets", [[1], ["rows"], [{"content": "Thiếu"}], {"rows": []}, None])
def test_what_fits_neither_form_is_refused(targets):
    with pytest.raises(ContentError):
        Enrolment.from_content({**BEFORE, "targets": targets})


@pytest.fixture
def draft():
    season, (_, own, _) = make_bloc_year(3, stage=Stage.COVENANT)
    whose = {"subject": own.code, "subject_name": own.name, "agency": own}
    document = make_document(season, kind=DocumentKind.ENROLMENT, **whose)
    changes = {"content": BEFORE, "fingerprint": MARK, "state": DocumentState.READY.value}
    changes |= {"file": "x.pdf", "sha256": "0" * 64, "size": 1, "ready_at": NOON}
    Document.objects.filter(pk=document.pk).update(**changes)
    document.refresh_from_db()
    return document


@pytest.mark.django_db
def test_a_draft_stored_before_opens_prints_and_compares(client, draft):
    settle_in(client, make_editor(draft.agency))

    assert client.get(draft.get_absolute_url()).status_code == 200
    copy_of_it = client.get(reverse("reports:document-word", args=[draft.uuid]))
    assert copy_of_it["Content-Disposition"].endswith('.docx"')
    paper, _ = stored_paper(draft)
    printed = layout.text(pdf_bytes(paper))
    assert "Không có đơn thư vượt cấp" in printed
    assert "promised-kind" not in paper_html(paper, None)
    assert read_return(draft, draft.season, read_words(word_of(draft))) == Returned()
