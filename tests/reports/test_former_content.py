"""Facts stored before their kind of paper got a field: read, printed and known as the same."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from accounts.errors import Invalid
from blocs.models import Statement
from reports.models import Document
from reports.papers import Achievement, ContentError, ReviewMinutes, fingerprint, former_fingerprint
from reports.papers.content import Part
from reports.papers.self_scores import SheetLine
from reports.render.pdf import paper_html
from reports.render.word.reading import read_words
from reports.selectors.stored import stored_paper
from reports.selectors.word_returns import read_return
from reports.states import DocumentKind
from tests.factories import make_award_type, make_editor, make_proposal
from tests.reports.issuing import issue, ready_draft
from tests.reports.more_papers import self_scores
from tests.reports.packing import ask, ranked_season
from tests.reports.pages import of_document
from tests.reports.word_copies import Copy
from tests.reports.year_papers import achievement

REVIEW, SHEET = DocumentKind.REVIEW_MINUTES, DocumentKind.SELF_SCORES
ACHIEVEMENT = DocumentKind.ACHIEVEMENT
WORDS = ("profile", "duties", "means", "conduct")


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


def digest(kind: str, schema: int, content: dict[str, object]) -> str:
    """Return the fingerprint that was stored for such content, written out once more."""
    told = {"kind": kind, "schema": schema, "content": content}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_an_achievement_without_own_words_is_stored_as_before_there_were_any():
    paper = achievement()
    said = replace(paper, means=("Đổi mới cách làm.",))

    assert set(WORDS).isdisjoint(paper.as_content())
    assert fingerprint(paper) == digest(paper.kind, 2, paper.as_content())
    assert Achievement.from_content(paper.as_content()) == paper
    assert set(WORDS) < set(said.as_content())
    assert fingerprint(said) == digest(paper.kind, 3, said.as_content())
    assert Achievement.from_content(said.as_content()) == said


def test_an_achievement_with_own_words_is_not_the_one_without():
    paper = achievement()

    assert former_fingerprint(replace(paper, conduct=("Chấp hành tốt.",))) == ""


@pytest.fixture
def achieved():
    """Return a season, and the draft of an achievement report as it was stored under schema 2."""
    season = ranked_season()
    head = season.memberships.get(position=1).agency
    award = make_award_type(name="Bằng khen")
    proposal = make_proposal(season, head, award_type=award, state="agreed")
    draft = ready_draft(season, ACHIEVEMENT, str(proposal.pk))
    content = {name: held for name, held in draft.content.items() if name not in WORDS}
    former = {"content": content, "fingerprint": digest(draft.kind, 2, content)}
    Document.objects.filter(pk=draft.pk).update(**former)
    draft.refresh_from_db()
    return season, draft


@pytest.mark.django_db
def test_an_achievement_of_before_opens_is_asked_for_once_and_issued(client, achieved):
    season, draft = achieved
    client.force_login(make_editor(draft.agency))

    again = ready_draft(season, ACHIEVEMENT, draft.subject)
    line = issue(draft, symbol="BC-CT")
    pack = ask(season, [ACHIEVEMENT.value])

    assert again == draft
    assert line.document in [item.document for item in pack.items.all()]
    for document in (draft, line.document):
        assert "Báo cáo thành tích" in client.get(of_document(document)).content.decode()
    assert "Biện pháp, nguyên nhân" in paper_html(*stored_paper(line.document))


@pytest.mark.django_db
def test_a_pack_does_not_take_what_was_issued_before_words_were_written(achieved):
    season, draft = achieved
    issued = issue(draft, symbol="BC-CT").document
    Statement.objects.create(
        season=season,
        agency=draft.agency,
        section="achievement_means",
        position=1,
        text="Đổi mới cách làm.",
    )

    pack = ask(season, [ACHIEVEMENT.value])

    assert issued not in [item.document for item in pack.items.all()]


class Old(Copy):
    """A Word copy that was taken while its kind had fewer fields."""

    def __init__(self, document: Document, identifier: str) -> None:
        super().__init__(document)
        self._word.core_properties.identifier = identifier


@pytest.mark.django_db
@pytest.mark.parametrize("is_stored_before", [True, False])
def test_a_word_copy_of_before_is_still_this_papers(is_stored_before):
    season = ranked_season()
    draft = stored_before(season, REVIEW, "") if is_stored_before else ready_draft(season, REVIEW)
    paper, _ = stored_paper(draft)

    sent = Old(draft, former_fingerprint(paper))

    assert read_return(draft, season, read_words(sent.data)).left == []


@pytest.mark.django_db
def test_a_word_copy_of_an_achievement_of_before_is_still_its_own(achieved):
    season, draft = achieved
    sent = Old(draft, draft.fingerprint)

    assert read_return(draft, season, read_words(sent.data)).left == []
    other = Old(draft, "0" * 64)
    with pytest.raises(Invalid, match="không phải bản Word của văn bản này"):
        read_return(draft, season, read_words(other.data))
