"""Facts stored before their kind of paper got a field: read, printed and known as the same."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reports.models import Document
from reports.papers import ContentError, ReviewMinutes, former_fingerprint
from reports.papers.content import Part
from reports.papers.self_scores import SheetLine
from reports.render.pdf import paper_html
from reports.selectors.stored import stored_paper
from reports.states import DocumentKind
from tests.reports.issuing import issue, ready_draft
from tests.reports.more_papers import self_scores
from tests.reports.packing import ask, ranked_season

REVIEW, SHEET = DocumentKind.REVIEW_MINUTES, DocumentKind.SELF_SCORES


def parts(kind: type[Part]) -> Iterator[type[Part]]:
    yield kind
    for one in kind.__subclasses__():
        yield from parts(one)


def stored_before(season, kind: DocumentKind, subject: str) -> Document:
    """Return a draft as it was stored under the schema before."""
    draft = ready_draft(season, kind, subject)
    paper, _ = stored_paper(draft)
    former = {"content": paper.former_content(), "fingerprint": former_fingerprint(paper)}
    Document.objects.filter(pk=draft.pk).update(**former)
    draft.refresh_from_db()
    return draft


def test_every_later_field_has_a_value_to_begin_with():
    given = {
        (kind, field.name)
        for kind in parts(Part)
        for field in dataclasses.fields(kind)
        if field.default is not dataclasses.MISSING
        or field.default_factory is not dataclasses.MISSING
    }
    later = {(kind, name) for kind in parts(Part) for name in kind.later}

    assert later
    assert later <= given


def test_a_kind_without_later_fields_has_no_former_fingerprint(covenant):
    assert former_fingerprint(covenant) == ""


def test_a_sheet_had_differences_of_criteria_only():
    group = SheetLine(code="I", label="Nhóm", difference="−5,00", is_group=True)
    lines = (group, SheetLine(code="1", label="Tiêu chí", difference="−5,00"))
    sheet = replace(self_scores(1), lines=lines, total_difference="−5,00")

    former = sheet.former_content()

    assert [line["difference"] for line in former["lines"]] == ["", "−5,00"]
    assert "total_difference" not in former
    assert [line["difference"] for line in sheet.as_content()["lines"]] == ["−5,00", "−5,00"]


@pytest.mark.django_db
def test_minutes_without_recipients_print_none_and_another_loss_is_refused():
    draft = stored_before(ranked_season(), REVIEW, "")
    paper, _ = stored_paper(draft)
    lost = {name: held for name, held in draft.content.items() if name != "copies"}

    assert "recipients" not in draft.content
    assert "Nơi nhận" not in paper_html(paper, None)
    with pytest.raises(ContentError, match=r"missing .'copies'."):
        ReviewMinutes.from_content(lost)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "entry"),
    [(REVIEW, {"symbol": "BB-KTĐ"}), (SHEET, {"number": None, "symbol": ""})],
)
def test_a_pack_takes_what_was_issued_under_the_schema_before(kind, entry):
    season = ranked_season()
    own = season.memberships.first().agency.code
    draft = stored_before(season, kind, own if kind is SHEET else "")
    issued = issue(draft, **entry).document

    pack = ask(season, [kind.value])

    assert issued in [item.document for item in pack.items.all()]
