"""Papers say standard words until somebody writes their own; page and paper say the same."""

import re

import pytest

from accounts.errors import Invalid
from blocs.models import Season
from blocs.rules.figures import lines_of, printed
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import last_move, paragraphs_of
from blocs.states import NarrativeSection, Stage
from reports import services
from reports.gather import gather_paper
from reports.render.pdf import paper_html
from reports.rules.paper_sections import OWN_SECTIONS, STANDARD_SECTIONS
from reports.selectors.narrative import read_narrative
from reports.selectors.stale_figures import stale_figures
from reports.services.narrative import edit_section
from reports.states import DocumentKind
from reports.subjects import subjects_of
from tests.factories import make_award_type, make_bloc, make_cycle, make_proposal
from tests.reports.narrating import make_two_years, make_year, revenue, said, say
from tests.reports.whole_season import fresh, make_whole_season

pytestmark = pytest.mark.django_db
S = NarrativeSection
OWN = "Lời **riêng** của khối."
# Where each section stands in its paper.
PLACES = {
    S.SECOND_HALF: lambda paper: paper.left,
    S.COVENANT_AIMS: lambda paper: paper.aims,
    S.COVENANT_TASKS: lambda paper: paper.political,
    S.COVENANT_BUILDING: lambda paper: paper.party_government,
    S.COVENANT_MOVEMENTS: lambda paper: paper.movements_intro,
    S.COVENANT_TARGETS: lambda paper: paper.targets.intro,
    S.COVENANT_DUTIES: lambda paper: paper.organisation,
    S.COVENANT_PLEDGE: lambda paper: tuple(paper.commitment.splitlines()),
    S.COVENANT_COPIES: lambda paper: tuple(paper.copies.splitlines()),
    S.INVITATION_NOTES: lambda paper: paper.notes,
    S.REMINDER_REQUEST: lambda paper: paper.asked,
    S.SUBMISSION_GROUNDS: lambda paper: paper.basis.lines,
    S.SUBMISSION_OPENING: lambda paper: paper.process,
    S.SUBMISSION_PLEDGE: lambda paper: tuple(paper.commitment.splitlines()),
    S.ACHIEVEMENT_PROFILE: lambda paper: paper.profile,
    S.ACHIEVEMENT_DUTIES: lambda paper: paper.duties,
    S.ACHIEVEMENT_MEANS: lambda paper: paper.means,
    S.ACHIEVEMENT_CONDUCT: lambda paper: paper.conduct,
}
# Those that end their paper with "./.".
ENDING = (S.INVITATION_NOTES, S.REMINDER_REQUEST, S.SUBMISSION_PLEDGE)
KIND_OF = {section: kind for kind, held in OWN_SECTIONS.items() for section in held}


def year_with_everything():
    """Return a season that has the facts of every paper, and its first member."""
    season = make_whole_season()
    head = season.memberships.order_by("position").first().agency
    make_proposal(season, head, award_type=make_award_type(), state="agreed")
    return season, head


def paper_with(season, section):
    kind = KIND_OF[section].value
    found = subjects_of(season, kind) if kind in {"giay-moi", "bao-cao-thanh-tich"} else []
    return gather_paper(fresh(season), kind, found[0].key if found else "")


def edit(season, section, *texts, agency=""):
    return edit_section(
        season_id=season.pk,
        section=section,
        paragraphs=[Paragraph(text, agency) for text in texts],
        seen=mark_of(paragraphs_of(season, section)),
        since=last_move(season),
        actor=None,
    )


def unended(found):
    """Leave out the sign that the paper added at its end."""
    *others, last = found
    return (*others, last.removesuffix("/." if last.endswith("./.") else ""))


def lines(section_view):
    return tuple(
        line for row in section_view.rows for line in lines_of(printed(row.paragraph.text))
    )


def test_every_section_of_another_paper_than_the_report_has_its_place():
    assert set(PLACES) == set(NarrativeSection) - set(OWN_SECTIONS[DocumentKind.SUMMARY_REPORT])


SILENT = {S.COVENANT_TASKS, S.COVENANT_BUILDING, S.COVENANT_MOVEMENTS, S.COVENANT_TARGETS}


@pytest.mark.parametrize("section", sorted(SILENT))
def test_the_covenant_leaves_out_what_nobody_wrote(section):
    season, _ = year_with_everything()

    held = read_narrative(fresh(season)).section(section)

    assert (held.rows, held.paragraphs) == ((), [])
    assert PLACES[section](paper_with(season, section)) == ()


@pytest.mark.parametrize("section", sorted(STANDARD_SECTIONS - SILENT))
def test_the_page_shows_the_standard_words_that_the_paper_prints(section):
    season, _ = year_with_everything()

    held = read_narrative(fresh(season)).section(section)

    assert held.is_standard
    assert held.paragraphs == []
    assert lines(held)
    assert lines(held) == unended(PLACES[section](paper_with(season, section))[-len(lines(held)) :])


@pytest.mark.parametrize("section", sorted(PLACES))
def test_own_words_are_printed_in_their_place(section):
    season, head = year_with_everything()
    agency = head.code if section.startswith("achievement") else ""

    edit(season, section, OWN, "Dòng hai\nDòng ba", agency=agency)

    found = PLACES[section](paper_with(season, section))
    own = (OWN, "Dòng hai", "Dòng ba." if section in ENDING else "Dòng ba")
    if section == S.SECOND_HALF:  # its list is closed by the paper
        own = (OWN.rstrip("."), *own[1:])
    is_beside_facts = section in {S.SUBMISSION_GROUNDS, S.SECOND_HALF}
    if section == S.INVITATION_NOTES:  # behind the meeting's own note
        found = found[-3:]
    assert (found[:3] if is_beside_facts else unended(found)) == own
    assert not read_narrative(fresh(season)).section(section).is_standard


@pytest.mark.parametrize("section", sorted(STANDARD_SECTIONS - SILENT))
def test_signs_alone_take_the_place_of_no_standard_words(section):
    season, _ = year_with_everything()
    standard = PLACES[section](paper_with(season, section))

    edit(season, section, "./.", "**.**\n;")

    assert PLACES[section](paper_with(season, section)) == standard


@pytest.mark.parametrize("section", sorted(STANDARD_SECTIONS))
def test_saving_the_standard_words_keeps_nothing_and_an_empty_section_says_them_again(section):
    season, _ = year_with_everything()
    standard = read_narrative(fresh(season)).section(section)

    assert edit(season, section, *(one.text for one in standard.printed)) is None
    assert said(season, section) == []

    edit(season, section, OWN)
    edit(season, section)
    assert read_narrative(fresh(season)).section(section) == standard


def test_standard_words_are_never_drafted_nor_brought_up_to_date():
    season, _ = year_with_everything()
    narrative = read_narrative(fresh(season))
    held = narrative.section(S.COVENANT_COPIES)

    assert not held.can_draft
    assert not {one.section for one in narrative.empty_with_draft} & STANDARD_SECTIONS
    with pytest.raises(Invalid):
        services.draft_section(
            season_id=season.pk,
            section=S.COVENANT_COPIES,
            replace=True,
            seen=held.draft_mark,
            actor=None,
        )
    assert said(season, S.COVENANT_COPIES) == []


def test_the_number_of_copies_follows_the_members_also_in_own_words():
    season, _ = make_year(3)
    held = read_narrative(season).section(S.COVENANT_COPIES)
    edit(season, S.COVENANT_COPIES, f"{held.printed[0].text} Gửi Hội đồng 01 bản.")

    season.memberships.order_by("-position").first().delete()

    (row,) = read_narrative(season).section(S.COVENANT_COPIES).rows
    assert [(one.piece.shown, one.now) for one in row.stale] == [("04", "03")]
    assert stale_figures(season, DocumentKind.COVENANT) == 1


def test_without_aims_of_its_own_the_covenant_says_those_of_the_conference():
    season, members = make_year(2, stage=Stage.SELF_SCORING)
    key = f"chi-tieu.{members[0].code}.thu-ngan-sach"
    revenue(season, members[0], "10500")
    say(season, f"Phấn đấu thu {{10.000 tỷ đồng|{key}}}.", section=S.NEXT_YEAR)

    held = read_narrative(season).section(S.COVENANT_AIMS)

    assert held.printed == [Paragraph(f"Phấn đấu thu {{10.000 tỷ đồng|{key}}}.")]
    assert stale_figures(season, DocumentKind.COVENANT) == 1
    edit(season, S.COVENANT_AIMS, "Mục tiêu riêng.")
    assert stale_figures(season, DocumentKind.COVENANT) == 0
    paper = gather_paper(season, DocumentKind.COVENANT.value, "")
    assert paper.aims == ("Mục tiêu riêng.",)


def test_directions_for_the_year_after_are_no_aims_of_this_year_s_covenant():
    season, members = make_year(2, stage=Stage.REGISTRATION)
    key = f"chi-tieu.{members[0].code}.thu-ngan-sach"
    revenue(season, members[0], "10500")
    say(season, f"Phấn đấu thu {{10.000 tỷ đồng|{key}}}.", section=S.NEXT_YEAR)

    assert stale_figures(season, DocumentKind.COVENANT) == 0
    assert stale_figures(season, DocumentKind.SUMMARY_REPORT) == 1


def test_figures_of_last_year_s_words_are_left_as_they_were_printed():
    last, now, members = make_two_years()
    type(now).objects.filter(pk=now.pk).update(stage=Stage.REGISTRATION.value)
    now.refresh_from_db()
    key = f"chi-tieu.{members[0].code}.thu-ngan-sach"
    say(last, f"Phấn đấu thu {{10.000 tỷ đồng|{key}}}.", section=S.NEXT_YEAR)

    held = read_narrative(fresh(now)).section(S.COVENANT_AIMS)

    assert held.printed == [Paragraph("Phấn đấu thu 10.000 tỷ đồng.")]


@pytest.mark.parametrize("section", sorted(OWN_SECTIONS[DocumentKind.COVENANT]))
def test_what_was_agreed_for_a_year_stands_in_its_own_season_s_covenant_too(section):
    last, now, _ = make_two_years()
    Season.objects.filter(pk=now.pk).update(stage=Stage.REGISTRATION.value)
    now = fresh(now)
    edit(last, section, "Đã **thống nhất** {07|don-vi.so-luong} điều.\nDòng hai.")

    held = read_narrative(now).section(section)

    assert held.is_standard
    assert held.printed == [Paragraph("Đã **thống nhất** 07 điều.\nDòng hai.")]
    agreed = ("Đã **thống nhất** 07 điều.", "Dòng hai.")
    assert PLACES[section](gather_paper(now, DocumentKind.COVENANT.value, "")) == agreed
    edit(now, section, "Viết lại.")
    assert PLACES[section](gather_paper(fresh(now), DocumentKind.COVENANT.value, "")) == (
        "Viết lại.",
    )


def test_what_the_year_before_said_in_signs_alone_says_nothing_and_its_end_is_not_repeated():
    last, now, _ = make_two_years()
    Season.objects.filter(pk=now.pk).update(stage=Stage.REGISTRATION.value)
    say(last, "./.", section=S.COVENANT_DUTIES)
    say(last, "Cam kết thực hiện./.", section=S.COVENANT_PLEDGE)

    paper = gather_paper(fresh(now), DocumentKind.COVENANT.value, "")

    assert paper.organisation[0].startswith("Các đơn vị thành viên căn cứ")
    assert paper.commitment == "Cam kết thực hiện."
    held = read_narrative(fresh(now)).section(S.COVENANT_PLEDGE)
    assert held.printed == [Paragraph("Cam kết thực hiện.")]


@pytest.mark.parametrize("typed", ["-", "./.", ";"])
def test_who_writes_nothing_but_signs_writes_nothing(typed):
    season, _ = make_year(2)

    assert edit(season, S.COVENANT_PLEDGE, typed) is None
    assert read_narrative(season).section(S.COVENANT_PLEDGE).is_standard


@pytest.mark.parametrize(
    ("stage", "year"), [(Stage.REGISTRATION, "2022"), (Stage.SELF_SCORING, "2023")]
)
def test_the_sections_of_the_covenant_say_which_year_it_is_for(stage, year):
    _, now, _ = make_two_years()
    Season.objects.filter(pk=now.pk).update(stage=stage.value)

    held = read_narrative(fresh(now)).section(S.COVENANT_PLEDGE)

    assert held.label == f"Giao ước năm {year}: cam kết"


def test_a_bloc_in_its_first_year_writes_its_own_aims():
    season, _ = make_year(
        2, bloc=make_bloc(), cycle=make_cycle(label="2030"), stage=Stage.REGISTRATION
    )
    assert read_narrative(season).section(S.COVENANT_AIMS).rows == ()

    edit(season, S.COVENANT_AIMS, "Hoàn thành toàn diện chỉ tiêu được giao.")

    paper = gather_paper(season, DocumentKind.COVENANT.value, "")
    assert paper.aims == ("Hoàn thành toàn diện chỉ tiêu được giao.",)


def test_one_agency_s_words_stand_in_no_other_agency_s_paper():
    season, head = year_with_everything()
    other = season.memberships.order_by("position")[1].agency
    edit(season, S.ACHIEVEMENT_MEANS, "Của đơn vị khác.", agency=other.code)

    assert paper_with(season, S.ACHIEVEMENT_MEANS).means == ()
    assert stale_figures(season, DocumentKind.ACHIEVEMENT, head) == 0


def test_words_of_an_achievement_report_are_somebody_s():
    season, _ = year_with_everything()

    with pytest.raises(Invalid):
        edit(season, S.ACHIEVEMENT_MEANS, "Của ai?")

    assert said(season, S.ACHIEVEMENT_MEANS) == []


@pytest.mark.parametrize("typed", ["Mời dự.", "Mời dự./.", "Mời dự"])
@pytest.mark.parametrize("section", ENDING)
def test_a_paper_ends_with_its_sign_once(section, typed):
    season, _ = year_with_everything()

    edit(season, section, "Trước./.", typed)

    page = paper_html(paper_with(season, section))
    assert re.findall(r"\w+\./\.", page) == ["dự./."]
    assert "Trước.</p>" in page


@pytest.mark.parametrize("section", sorted(set(PLACES) - set(ENDING)))
def test_words_within_a_paper_never_end_it(section):
    season, head = year_with_everything()
    agency = head.code if section.startswith("achievement") else ""

    edit(season, section, "Trước./.", "Sau./.", agency=agency)

    found = PLACES[section](paper_with(season, section))
    assert {"Trước", "Sau"} <= {line.removesuffix(".") for line in found}


def test_lists_are_numbered_once_and_closed_once():
    season, _ = year_with_everything()
    typed = ("1. Kinh tế:", "- Thu;\n- Chi.", "2. Xã hội./.")
    edit(season, S.SECOND_HALF, *typed)
    edit(season, S.COVENANT_TASKS, *typed)

    left = printed_lines(paper_with(season, S.SECOND_HALF))
    tasks = printed_lines(paper_with(season, S.COVENANT_TASKS))

    first = left.index("1. Kinh tế:")
    assert left[first : first + 4] == ["1. Kinh tế:", "- Thu;", "- Chi;", "2. Xã hội."]
    first = tasks.index("1. Kinh tế:")
    assert tasks[first : first + 4] == ["1. Kinh tế:", "- Thu;", "- Chi.", "2. Xã hội."]


def test_a_single_task_that_is_left_is_numbered_as_ever():
    season, _ = year_with_everything()
    edit(season, S.SECOND_HALF, "Việc duy nhất")

    assert "1. Việc duy nhất." in printed_lines(paper_with(season, S.SECOND_HALF))


def test_tasks_that_all_have_dashes_are_numbered_instead():
    season, _ = year_with_everything()

    edit(season, S.SECOND_HALF, "- Một;\n- Hai;")

    assert {"1. Một;", "2. Hai."} <= set(printed_lines(paper_with(season, S.SECOND_HALF)))


def printed_lines(paper):
    return re.findall(r"<p>([^<]*)</p>", paper_html(paper))
