"""The words of the other papers on the pages: what they say now, and how somebody changes it."""

import pytest
from django.urls import reverse

from blocs.models import Statement
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import write_section
from blocs.states import NarrativeSection, RevisionCause, Role
from reports.rules.paper_sections import OWN_SECTIONS
from reports.selectors.last_words import LastParagraph
from reports.selectors.narrative import read_narrative
from reports.selectors.open_words import apart_from_places
from reports.states import DocumentKind
from tests.factories import appoint, join, make_editor, make_officer, make_user
from tests.reports.narrating import make_two_years, make_year, say
from tests.reports.pages import settle_in
from tests.reports.test_views_narrative import at, boxes, text_of, told
from tests.reports.test_views_own_words import say_own

pytestmark = pytest.mark.django_db
DUTIES = NarrativeSection.COVENANT_DUTIES
MEANS = NarrativeSection.ACHIEVEMENT_MEANS


def test_the_page_lists_the_sections_by_their_papers(client):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))

    page = client.get(at(season)).content.decode()

    places = [page.index(f'<section class="narrative-paper" id="{kind}"') for kind in OWN_SECTIONS]
    assert places == sorted(places)
    for sections in OWN_SECTIONS.values():
        found = [page.index(f'id="{section.value}"') for section in sections]
        assert found == sorted(found)


def test_the_editor_begins_with_the_standard_words(client):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))

    response = client.get(at(season, "narrative-section", section=DUTIES))

    form = response.context["form"]
    assert form["text_0"].value().startswith("Các đơn vị thành viên căn cứ nội dung giao ước này")
    assert form["text_1"].value().startswith("Đơn vị Trưởng khối theo dõi")
    assert "Lời dưới đây là lời có sẵn." in text_of(response)


def test_saving_the_standard_words_says_that_nothing_changed(client):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))
    address = at(season, "narrative-section", section=DUTIES)
    form = client.get(address).context["form"]
    rows = [form[f"text_{place}"].value() for place in (0, 1)]

    same = client.post(address, boxes(season, *rows, section=DUTIES))
    assert told(same) == ["Nội dung không có gì thay đổi."]

    other = client.post(address, boxes(season, rows[0], "Điều khác.", section=DUTIES))
    assert told(other)[-1] == "Đã lưu."
    assert other.url == at(season) + "#covenant_duties"
    assert list(Statement.objects.values_list("text", flat=True)) == [rows[0], "Điều khác."]
    assert "Lời dưới đây là lời có sẵn." not in text_of(client.get(address))


def test_a_paragraph_of_an_achievement_must_say_whose_it_is(client):
    season, (head, member, _) = make_year()
    client.force_login(make_editor(head))
    address = at(season, "narrative-section", section=MEANS)
    rows = [{"text": "Một.", "agency": member.code}, "Hai.", {"text": "Ba.", "gone": "on"}]

    response = client.post(address, boxes(season, *rows, section=MEANS))

    assert response.status_code == 422
    assert "Đoạn 2 chưa chọn đơn vị ở ô “Nói về”" in text_of(response)
    assert "Đoạn 3 chưa chọn" not in text_of(response)
    assert response.context["form"]["text_1"].value() == "Hai."
    assert Statement.objects.count() == 0


def test_standard_words_are_not_offered_as_a_draft(client):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))
    address = at(season, "narrative-draft", section=DUTIES)

    page = client.get(address)
    assert "văn bản tự in lời này, không cần soạn nháp" in text_of(page)

    client.post(address, {"seen": page.context["held"].draft_mark, "way": "thay"})
    assert Statement.objects.count() == 0


@pytest.mark.parametrize(
    ("section", "choice", "told_so"),
    [
        (NarrativeSection.COVENANT_TASKS, "Toàn khối, cụm", "Văn bản tự đánh số các dòng"),
        (MEANS, "– Chọn đơn vị –", "Văn bản tự in gạch đầu dòng"),
        (NarrativeSection.REMINDER_REQUEST, "Toàn khối, cụm", "Văn bản tự in dấu “./.” ở cuối"),
    ],
)
def test_the_editor_says_what_the_paper_prints_around_the_words(client, section, choice, told_so):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))

    page = client.get(at(season, "narrative-section", section=section))

    assert dict(page.context["form"].fields["agency_0"].choices)[""] == choice
    assert told_so in text_of(page)


@pytest.mark.parametrize("section", [DUTIES, NarrativeSection.SUBMISSION_PLEDGE])
def test_who_may_not_know_the_places_is_not_told_who_is_proposed(section):
    season, _ = make_year()
    say(season, "Lời chung.", "Đề nghị {02 đơn vị|de-nghi.so-don-vi}.", section=section)

    held = apart_from_places(read_narrative(season)).section(section)

    assert [one.text for one in held.printed] == ["Lời chung."]
    assert held.is_closed


def test_papers_lead_to_their_words(client):
    season, (head, *_) = make_year()
    client.force_login(make_editor(head))

    page = client.get(
        reverse("reports:document-list", args=[season.bloc.code, season.cycle.label])
    ).content.decode()

    for kind in (DocumentKind.COVENANT, DocumentKind.SUBMISSION, DocumentKind.SUMMARY_REPORT):
        assert f'href="{at(season)}#{kind.value}"' in page
    assert f'href="{at(season)}#review"' in page
    assert f'href="{at(season)}#{DocumentKind.SCORE_MATRIX.value}"' not in page


@pytest.mark.parametrize("section", [DUTIES, MEANS])
def test_a_member_changes_no_words_of_a_paper(client, section):
    season, (_, member, _) = make_year()
    client.force_login(make_editor(member))
    data = boxes(season, {"text": "Của tôi.", "agency": member.code}, section=section)

    client.post(at(season, "narrative-section", section=section), data)

    assert Statement.objects.count() == 0


def test_last_year_s_words_are_offered_to_who_writes_and_their_figures_as_printed(client):
    last, now, (_, member, *_) = make_two_years()
    join(now, member)
    say(last, "Có {07|don-vi.so-luong} đơn vị.", "Điều {lạ}.", section=DUTIES)
    say(last, "Hạng {thứ 1|hang.a}.", section=NarrativeSection.REVIEW)
    client.force_login(make_officer(now.bloc))

    page = client.get(at(now, "narrative-section", section=DUTIES))
    assert page.context["last_words"] == (
        LastParagraph("Có 07 đơn vị.", has_numbers=True),
        LastParagraph("Điều \\{lạ\\}.", has_numbers=False),
    )
    assert text_of(page).count("Có số của năm trước:") == 1
    assert "Số trong lời năm trước là số của năm trước, không gắn với dữ liệu" in text_of(page)
    assert "Lời năm trước (2 đoạn)" in text_of(page)
    review = client.get(at(now, "narrative-section", section=NarrativeSection.REVIEW))
    assert review.context["last_words"] == ()

    client.force_login(make_editor(member))
    assert "Lời năm trước" not in text_of(client.get(at(now, "narrative-section", section=DUTIES)))


def test_last_year_s_words_of_one_agency_are_not_offered_as_the_bloc_s(client):
    last, now, (head, *_) = make_two_years()
    write_section(
        season_id=last.pk,
        section=NarrativeSection.POLITICAL_TASKS,
        paragraphs=[Paragraph("Thu đạt 120% kế hoạch.", head.code), Paragraph("Cả khối cố gắng.")],
        seen=mark_of([]),
        cause=RevisionCause.EDITED,
        actor=None,
    )
    client.force_login(make_officer(now.bloc))

    page = client.get(at(now, "narrative-section", section=NarrativeSection.POLITICAL_TASKS))

    assert page.context["last_words"] == (LastParagraph("Cả khối cố gắng.", has_numbers=False),)
    assert "Thu đạt 120%" not in page.content.decode()


def test_a_stranger_finds_no_words_of_a_paper(client):
    season, _ = make_year()
    client.force_login(make_user())

    assert client.get(at(season, "narrative-section", section=DUTIES)).status_code == 404


@pytest.fixture
def own_words():
    """Return a year in which two agencies wrote words of their own, and the agencies."""
    season, members = make_year(4)
    for agency in members[2:]:
        say_own(season, agency, f"Lời của {agency.code}.", MEANS)
    return season, members


def test_a_member_reads_no_words_of_another_members_report(client, own_words):
    season, (_, _, member, other) = own_words
    say(season, "Lời chung.")
    client.force_login(make_editor(member))

    response = client.get(at(season))

    page = text_of(response)
    assert f"Lời của {member.code}." in page
    assert other.code not in page
    assert "Lời chung." in page
    assert f"Lời của {other.code}." not in response.content.decode()


def test_who_leads_or_oversees_reads_the_words_of_all_reports(client, own_words):
    season, (head, deputy, member, other) = own_words
    council = make_user()
    appoint(council, Role.COUNCIL_MEMBER, province=season.bloc.province)

    for person in (make_editor(head), make_editor(deputy), make_officer(season.bloc), council):
        client.force_login(person)
        page = text_of(client.get(at(season)))
        assert f"Lời của {member.code}." in page
        assert f"Lời của {other.code}." in page


@pytest.mark.parametrize("name", ["narrative-section", "narrative-draft"])
def test_a_member_opens_no_page_with_the_words_of_all_reports(client, own_words, name):
    season, (head, _, member, _) = own_words
    client.force_login(make_editor(member))

    response = client.get(at(season, name, section=MEANS))

    assert (response.status_code, response.url) == (302, at(season))
    assert "lời văn riêng của từng đơn vị" in told(response)[0]
    client.force_login(make_editor(head))
    assert client.get(at(season, name, section=MEANS)).status_code == 200


@pytest.mark.parametrize("size", [3, 5])
def test_the_page_costs_a_member_the_same_for_one_agency_and_for_many(
    client, django_assert_num_queries, size
):
    season, members = make_year(size)
    for agency in members[2:]:
        say_own(season, agency, "Lời riêng.", MEANS)
    settle_in(client, make_editor(members[2]))

    with django_assert_num_queries(26):
        client.get(at(season))
