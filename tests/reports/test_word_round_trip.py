"""A drafted synthetic year goes out as a Word copy and comes back: nothing changes by itself."""

import re
from collections.abc import Callable

import pytest

from blocs.models import Season
from blocs.rules.figures import figures_in
from blocs.rules.narrative import Paragraph
from blocs.services import write_section
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause, Stage
from reports import services
from reports.models import Document
from reports.render.word.reading import read_words
from reports.rules.paper_sections import PRINTS
from reports.selectors.narrative import SectionView, read_narrative
from reports.selectors.word_returns import Returned, read_return
from reports.states import ABOUT_ONE, DocumentKind
from reports.subjects import is_ready, subjects_of
from reports.synthetic.building import build_province
from reports.synthetic.plan import ProvincePlan
from tests.fixtures.standing import Build
from tests.reports.issuing import ready_draft
from tests.reports.word_copies import Copy, retype, words_of

pytestmark = pytest.mark.django_db
SEEDS = (3, 58)
# Of how many sections a figure is typed over, at the least.
WITH_FIGURES = {
    DocumentKind.SUMMARY_REPORT: 3,
    DocumentKind.MID_REVIEW: 3,
    DocumentKind.REVIEW_MINUTES: 1,
    DocumentKind.COVENANT: 2,
    DocumentKind.INVITATION: 0,
    DocumentKind.SUBMISSION: 1,
    DocumentKind.ACHIEVEMENT: 1,
}
KINDS = sorted(WITH_FIGURES)
# Whose tables hold points.
TABLES = {DocumentKind.SUMMARY_REPORT, DocumentKind.SCORE_MATRIX, DocumentKind.SELF_SCORES}
# Which section of a kind is edited first, where it is not the first that it prints.
EDITED = {
    DocumentKind.MID_REVIEW: NarrativeSection.SECOND_HALF,
    DocumentKind.ACHIEVEMENT: NarrativeSection.ACHIEVEMENT_MEANS,
}
# What people type: markup, what looks like markup, blanks, lines, a brace, an amount.
TYPED = (
    "**Điểm nổi bật:** giữ vững kỷ cương.",
    "- Việc thứ nhất;\n- Việc thứ hai.",
    "Mục \\{a|b\\} và 5 * 3 ** 2, <b>không đậm</b> & “ngoặc”.",
    "Tổng 1.234,5 tỷ đồng – tăng 2,5%.",
    "Dòng một.\nDòng hai.",
)


@pytest.fixture(scope="module")
def drafted(standing: Build) -> Callable[[int], Season]:
    """Return how to reach the drafted season of a seed; those of all seeds stand side by side."""
    keys: dict[int, int] = {}
    standing(lambda: keys.update({seed: draft_all(seed).pk for seed in SEEDS}))
    return lambda seed: Season.objects.with_names().get(pk=keys[seed])


def draft_all(seed: int) -> Season:
    """Return a season of a synthetic province, every section drafted and typed into."""
    plan = ProvincePlan(blocs=1, members=3, criteria=4, cycles=2, seed=seed, prefix=f"mau-{seed}")
    build_province(plan)
    season = Season.objects.with_names().get(
        bloc__code=plan.bloc_code(1),
        cycle__label=str(plan.last_cycle - 1),  # the last one is still under way
    )
    chance = plan.chance("words")
    for held in read_narrative(season).sections:
        if held.missing:
            services.draft_section(
                season_id=season.pk,
                section=held.section,
                replace=False,
                seen=held.draft_mark,
                actor=None,
            )
    for held in read_narrative(season).sections:
        rows = held.printed
        for text in chance.sample(TYPED, 2):
            rows.insert(chance.randint(0, len(rows)), Paragraph(text, whose(season, held.section)))
        write(season, held, rows)
    return season


def whose(season: Season, section: NarrativeSection) -> str:
    """Return the agency that a paragraph of the section must name; of the first proposal."""
    if section not in AGENCY_SECTIONS:
        return ""
    return season.proposals.order_by("pk").first().agency.code


def write(season: Season, held: SectionView, rows: list[Paragraph]) -> None:
    write_section(
        season_id=season.pk,
        section=held.section,
        paragraphs=rows,
        seen=held.mark,
        cause=RevisionCause.EDITED,
        actor=None,
    )


def draft_of(season: Season, kind: str) -> Document:
    """Return a ready draft of a kind, at the step where it is made."""
    if kind == DocumentKind.MID_REVIEW:
        Season.objects.filter(pk=season.pk).update(stage=Stage.MID_REVIEW.value)
    subjects = subjects_of(season, kind) if kind in ABOUT_ONE else []
    key = next((one.key for one in subjects if one.ready), "")
    return ready_draft(season, DocumentKind(kind), key)


def words_now(season: Season) -> dict[NarrativeSection, list[Paragraph]]:
    return {one.section: one.paragraphs for one in read_narrative(season).sections}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_drafted_year_comes_back_unchanged(drafted, kind, seed):
    season = drafted(seed)
    document = draft_of(season, kind)
    copy = Copy(document)

    assert sum(len(figures_in(one.text)) for rows in words_now(season).values() for one in rows) > 9
    assert read_return(document, season, read_words(copy.data)) == Returned()


@pytest.mark.parametrize("kind", KINDS)
def test_changed_words_go_into_the_section_that_the_paper_prints(drafted, kind):
    season = drafted(SEEDS[0])
    sections = read_narrative(season).sections
    first = next(one.section for one in sections if one.section in PRINTS[kind])
    held = next(one for one in sections if one.section == EDITED.get(kind, first))
    for one in sections:  # the same words stand in what the paper does not print
        if one is held or one.section not in PRINTS[kind]:
            agency = whose(season, one.section)
            write(season, one, [*one.paragraphs, Paragraph("Khối giữ vững nền nếp chung.", agency)])
    document = draft_of(season, kind)
    copy = Copy(document)
    typed = words_of(copy.paragraph("Khối giữ vững nền nếp chung"))
    copy.retype(typed, typed.replace("giữ vững", "giữ nghiêm"))

    (changed,) = read_return(document, season, read_words(copy.data)).sections

    assert changed.held.section == held.section
    new = Paragraph("Khối giữ nghiêm nền nếp chung.", whose(season, held.section))
    assert changed.paragraphs == (*held.paragraphs, new)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("over", [r"\d+", r"$"], ids=["instead", "behind"])
def test_a_figure_typed_over_in_each_section_is_listed_and_never_taken(drafted, kind, over):
    season = drafted(SEEDS[0])
    document = draft_of(season, kind)
    copy, typed = Copy(document), []
    for section, rows in words_now(season).items():
        for one in rows if section in PRINTS[kind] else ():
            if found := figures_in(one.text):
                words = copy.paragraph(found[0].shown)
                mark = f"{7077 + len(typed)}"
                new = re.sub(over, mark, found[0].shown, count=1)
                copy.retype(words_of(words), words_of(words).replace(found[0].shown, new, 1))
                typed.append(mark)
                break

    returned = read_return(document, season, read_words(copy.data))

    assert len(typed) >= WITH_FIGURES[kind]
    assert returned.sections == []
    told = [*(one.after for one in returned.numbers), *(one.after for one in returned.left)]
    assert [mark for mark in typed if not any(mark in one for one in told)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_new_names_between_going_out_and_coming_back_change_nothing(drafted, kind):
    season = drafted(SEEDS[1])
    document = draft_of(season, kind)
    data = Copy(document).data
    assert any(one.agency for rows in words_now(season).values() for one in rows)
    for row in season.memberships.all():
        row.name = f"{row.name} mới"
        row.save()

    assert read_return(document, season, read_words(data)) == Returned()


def papers_of(season: Season) -> list[Document]:
    """Return a ready draft of every kind that the season has the facts of."""
    found = []
    for kind in DocumentKind:
        is_about_one = kind in ABOUT_ONE
        keys = [one.key for one in subjects_of(season, kind) if one.ready] if is_about_one else [""]
        if keys and (is_about_one or is_ready(season, kind)):
            found.append(ready_draft(season, kind, keys[0]))
    return found


def test_every_kind_comes_back_unchanged_and_tells_a_number_typed_over_with_its_place(drafted):
    season = drafted(SEEDS[0])
    documents = papers_of(season)
    assert {one.kind for one in documents} >= TABLES

    for document in documents:
        copy = Copy(document)
        assert read_return(document, season, read_words(copy.data)) == Returned(), document.kind
        if document.kind in TABLES:
            cell = next(one for one in copy.cells if re.fullmatch(r"\d{1,3}(,\d+)?", words_of(one)))
            was = words_of(cell)
            retype(cell, "7077")
            (number,) = read_return(document, season, read_words(copy.data)).numbers
            assert (number.before, number.after) == (was, "7077")
            assert " – " in number.paragraph, number.paragraph
