"""One agency writes its own words of a section; the others' stay in their place and order."""

from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import SectionRevision, Statement
from blocs.rules.narrative import MOST_SIGNS, Paragraph
from blocs.rules.own_words import MOST_OWN_SIGNS, own_lines, own_mark
from blocs.services import OwnText
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause, Role, Stage
from tests.blocs.test_services_narrative import state
from tests.blocs.test_services_narrative import write as write_section
from tests.factories import (
    appoint,
    join,
    make_agency,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
MEANS = NarrativeSection.ACHIEVEMENT_MEANS
CLOSED = "đã kết thúc, hồ sơ chỉ còn để tra cứu"
NOT_YOURS = "Chỉ người của đơn vị ấy, đơn vị Trưởng khối hoặc cơ quan"


def lines(season, agency, section=MEANS):
    return own_lines(services.paragraphs_of(season, section), agency.code)


def write(season, agency, text, *, actor=None, section=MEANS, seen=None, since=None):
    mark = own_mark(lines(season, agency, section)) if seen is None else seen
    return services.write_own_words(
        season_id=season.pk,
        agency=agency,
        section=section,
        own=OwnText(text, mark, since),
        actor=actor,
    )


def stored(season, section=MEANS):
    return [(one.agency, one.text) for one in services.paragraphs_of(season, section)]


def refused(error, match, season, agency, text="Lời khác.", **fields):
    before = state(season)
    with pytest.raises(error, match=match):
        write(season, agency, text, **fields)
    assert state(season) == before


def test_the_lines_are_stored_together_and_each_is_a_paragraph_of_the_paper():
    season, (_, member, _) = make_bloc_year()
    person = make_editor(member)

    revision = write(season, member, "  Một.\r\n\r\n**Hai.**\u200b \nBa.", actor=person)

    assert stored(season) == [(member.code, "Một.\n**Hai.**\nBa.")]
    assert Statement.objects.get().lines == ("Một.", "**Hai.**", "Ba.")
    assert (revision.number, revision.cause, revision.made_by) == (1, RevisionCause.EDITED, person)
    event = AuditEvent.objects.get(action="season.section")
    assert event.actor == person
    assert event.before == {"section": MEANS.value, "rows": []}
    assert event.after["rows"] == [{"agency": member.code, "text": "Một.\n**Hai.**\nBa."}]


def test_the_words_of_the_others_stay_where_they_are():
    season, (head, member, other) = make_bloc_year()
    rows = [(head, "A1."), (member, "B1."), (other, "C1."), (member, "B2."), (head, "A2.")]
    write_section(season, *[Paragraph(text, one.code) for one, text in rows], section=MEANS)
    write_section(season, "Lời khác mục.")

    write(season, member, "Mới.\nNữa.", actor=make_editor(member))

    assert stored(season) == [
        (head.code, "A1."),
        (member.code, "Mới.\nNữa."),
        (other.code, "C1."),
        (head.code, "A2."),
    ]
    assert stored(season, NarrativeSection.REVIEW) == [("", "Lời khác mục.")]
    kept = SectionRevision.objects.filter(section=MEANS.value).order_by("number")
    assert [len(one.content) for one in kept] == [5, 4]


def test_who_never_wrote_comes_last_and_who_says_nothing_goes():
    season, (head, member, _) = make_bloc_year()
    write_section(season, Paragraph("A.", head.code), section=MEANS)

    write(season, member, "B.", actor=make_editor(member))
    assert stored(season) == [(head.code, "A."), (member.code, "B.")]

    write(season, head, " \n ", actor=make_editor(head))
    assert stored(season) == [(member.code, "B.")]


def test_the_same_lines_are_written_once_and_paragraphs_stay_as_they_are():
    season, (_, member, _) = make_bloc_year()
    rows = [Paragraph("Một.\nHai.", member.code), Paragraph("Ba.", member.code)]
    write_section(season, *rows, section=MEANS)
    before = state(season)

    assert write(season, member, "Một.\nHai.\nBa.", seen="cũ", actor=make_editor(member)) is None

    assert state(season) == before


def test_many_lines_take_few_paragraphs():
    season, (_, member, _) = make_bloc_year()
    line = "Nội dung. " * 40

    write(season, member, "\n".join([line.strip()] * 40))

    texts = [text for _, text in stored(season)]
    assert len(texts) == 4
    assert max(len(text) for text in texts) <= MOST_SIGNS
    assert lines(season, member) == [line.strip()] * 40


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.CLOSED])
def test_own_people_write_at_every_step_of_the_year(stage):
    season, (_, member, _) = make_bloc_year(stage=stage)

    write(season, member, "Một.", actor=make_editor(member))
    write(season, member, "Hai.", actor=make_approver(member))

    assert lines(season, member) == ["Hai."]


def test_who_runs_the_season_writes_too():
    season, (head, member, _) = make_bloc_year()

    write(season, member, "Một.", actor=make_editor(head))
    write(season, member, "Hai.", actor=make_officer(season.bloc))

    assert lines(season, member) == ["Hai."]


def test_others_write_nothing_of_an_agency():
    season, (_, member, other) = make_bloc_year()
    former = make_user()
    appoint(former, Role.EDITOR, agency=member, ends_on=date(2020, 1, 1))
    council, auditor = make_user(), make_user()
    province = season.bloc.province
    appoint(council, Role.COUNCIL_MEMBER, province=province)
    appoint(auditor, Role.AUDITOR, province=province)

    for person in (make_editor(other), make_approver(other), former, council, auditor, make_user()):
        refused(NotAllowed, NOT_YOURS, season, member, actor=person)


def test_nobody_writes_after_the_end_of_the_year():
    season, (head, member, _) = make_bloc_year(stage=Stage.CLOSED)

    for person in (make_editor(member), make_editor(head), make_officer(season.bloc)):
        refused(NotAllowed, CLOSED, season, member, actor=person)


def test_only_members_have_words_of_their_own():
    season, _ = make_bloc_year()
    outside = make_agency()

    refused(Invalid, "không phải thành viên", season, outside, actor=make_editor(outside))


def test_common_sections_are_nobodys_own():
    season, (_, member, _) = make_bloc_year()

    for section in set(NarrativeSection) - set(AGENCY_SECTIONS):
        refused(Invalid, "không phải lời văn riêng", season, member, actor=None, section=section)


def test_words_changed_meanwhile_are_not_overwritten():
    season, (head, member, _) = make_bloc_year()
    seen = own_mark([])
    write(season, member, "Của người khác.", actor=make_editor(head))

    refused(Stale, "người khác sửa", season, member, seen=seen, actor=make_editor(member))


def test_words_of_others_changed_meanwhile_are_in_nobodys_way():
    season, (head, member, _) = make_bloc_year()
    seen = own_mark([])
    write(season, head, "Của đơn vị khác.")

    write(season, member, "Của tôi.", seen=seen, actor=make_editor(member))

    assert stored(season) == [(head.code, "Của đơn vị khác."), (member.code, "Của tôi.")]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Một.\n" + "a" * (MOST_SIGNS + 1), "Dòng 2 dài 5001 ký tự"),
        ("\n".join(["a" * 999] * (MOST_OWN_SIGNS // 1000 + 1)), "nhiều hơn 20000 ký tự"),
    ],
)
def test_too_much_is_refused_with_its_section(text, match):
    season, (_, member, _) = make_bloc_year()
    before = state(season)

    with pytest.raises(Invalid, match=match) as refusal:
        write(season, member, text, actor=make_editor(member))

    assert refusal.value.field == MEANS.value
    assert state(season) == before


def test_as_much_as_fits_is_stored():
    season, (_, member, _) = make_bloc_year()

    write(season, member, "\n".join(["a" * 999] * (MOST_OWN_SIGNS // 1000)))

    assert sum(len(line) + 1 for line in lines(season, member)) == MOST_OWN_SIGNS


def test_a_figure_that_got_another_key_meanwhile_is_followed():
    season, (_, member, _) = make_bloc_year()
    key, new = f"chi-tieu.{member.code}.thu", f"chi-tieu.{member.code}.thu-nsnn"
    write(season, member, f"Thu {{5 tỷ|{key}}}.")
    seen, since = own_mark(lines(season, member)), services.last_move(season)
    services.move_references(season, {key: new}, None)

    write(season, member, f"Năm nay thu {{5 tỷ|{key}}}.", seen=seen, since=since)

    assert lines(season, member) == [f"Năm nay thu {{5 tỷ|{new}}}."]


def test_a_season_that_is_gone_is_said_so():
    season, (_, member, _) = make_bloc_year()

    with pytest.raises(Refused, match="không còn trong hồ sơ"):
        services.write_own_words(
            season_id=season.pk + 1,
            agency=member,
            section=MEANS,
            own=OwnText("Một.", own_mark([])),
            actor=None,
        )


def test_a_member_of_another_season_is_no_member_here():
    season, _ = make_bloc_year()
    other, (_, stranger, _) = make_bloc_year()

    refused(Invalid, "không phải thành viên", season, stranger, actor=make_editor(stranger))

    join(season, stranger, position=9)
    write(season, stranger, "Một.", actor=make_editor(stranger))
    assert lines(other, stranger) == []
