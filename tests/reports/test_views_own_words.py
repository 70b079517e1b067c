"""The page on which an agency writes what its report on its achievements says in its own words."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from blocs.models import SectionRevision, Statement
from blocs.rules.narrative import MOST_SIGNS
from blocs.rules.own_words import exact_mark, own_mark
from blocs.services import OwnText, paragraphs_of
from blocs.states import AGENCY_SECTIONS, Role, Stage
from reports.gather import gather_achievement
from reports.render.pdf import paper_html
from reports.rules.own_headings import HEADINGS
from reports.selectors.own_words import own_words_of
from reports.services import write_own_sections
from scoring.models import SeasonTable
from tests.factories import (
    appoint,
    assign,
    make_agency,
    make_approver,
    make_award_type,
    make_editor,
    make_officer,
    make_proposal,
    make_season,
    make_user,
)
from tests.reports.narrating import make_year, say
from tests.reports.test_views_narrative import text_of, told

pytestmark = pytest.mark.django_db
PROFILE, DUTIES, MEANS, CONDUCT = AGENCY_SECTIONS


def at(season, agency):
    where = [season.bloc.code, season.cycle.label, agency.code]
    return reverse("reports:own-words", args=where)


def sent(season, agency, seen=None, **texts):
    """Return what the page sends, with other texts in some of its boxes."""
    data = {"since": "0"}
    for section, lines in own_words_of(season, agency).items():
        data[section.value] = texts.get(section.value, "\n".join(lines))
        data[f"seen_{section.value}"] = seen or own_mark(lines)
        data[f"shown_{section.value}"] = exact_mark(lines)
    return data


def put_forward(season, agency, **fields):
    return make_proposal(season, agency, award_type=make_award_type(name="Cờ thi đua"), **fields)


def say_own(season, agency, text, section=MEANS):
    mark = own_mark(own_words_of(season, agency)[section])
    own = {section: OwnText(text, mark)}
    write_own_sections(season_id=season.pk, agency=agency, texts=own, actor=None)


def stored(season, section=MEANS):
    return [(one.agency, one.text) for one in paragraphs_of(season, section)]


def test_the_agency_writes_its_boxes_and_the_report_prints_them(client):
    season, (_, _, member, other) = make_year(4)
    proposal, theirs = put_forward(season, member), put_forward(season, other)
    client.force_login(make_editor(member))
    texts = {
        "achievement_means": "Đổi mới **lề lối** làm việc.\nGiao chỉ tiêu từng quý.",
        "achievement_duties": "Tham mưu quản lý nhà nước.",
    }

    response = client.post(at(season, member), sent(season, member, **texts))

    assert (response.status_code, response.url) == (302, at(season, member))
    assert told(response) == ["Đã lưu 2 mục."]
    paper = gather_achievement(season, str(proposal.pk))
    assert paper.means == ("Đổi mới **lề lối** làm việc.", "Giao chỉ tiêu từng quý.")
    assert paper.duties == ("Tham mưu quản lý nhà nước.",)
    assert gather_achievement(season, str(theirs.pk)).means == ()
    shown = client.get(at(season, member)).context["form"]
    assert shown[MEANS.value].value() == texts["achievement_means"]


def test_the_page_says_what_is_printed_where_nothing_is_written(client):
    season, (_, _, member) = make_year()
    client.force_login(make_approver(member))

    page = text_of(client.get(at(season, member)))

    for heading in HEADINGS.values():
        assert heading in page
    assert page.count("dòng để ghi tay") == len(AGENCY_SECTIONS)
    assert "Đơn vị chưa có đề nghị khen thưởng trong năm này" in page


def test_the_headings_are_those_of_the_paper():
    season, (_, _, member) = make_year()
    paper = gather_achievement(season, str(put_forward(season, member).pk))

    printed = paper_html(paper)

    for heading in HEADINGS.values():
        assert f"<h3>{heading.partition('.')[2]}</h3>" in printed
    assert tuple(HEADINGS) == AGENCY_SECTIONS


def test_what_was_only_shown_takes_nothing_back(client):
    season, (head, _, member) = make_year()
    client.force_login(make_editor(member))
    data = sent(season, member, achievement_means="Của tôi.")
    say_own(season, member, "Người khác viết.", section=DUTIES)

    response = client.post(at(season, member), data)

    assert told(response) == ["Đã lưu 1 mục."]
    assert stored(season, DUTIES) == [(member.code, "Người khác viết.")]
    assert stored(season) == [(member.code, "Của tôi.")]
    assert head.code not in dict(stored(season))


def test_the_second_of_two_people_sees_both_texts_and_loses_none(client):
    season, (_, _, member) = make_year()
    say_own(season, member, "Câu cũ.")
    client.force_login(make_editor(member))
    data = sent(season, member, achievement_means="Câu cũ.\nCủa tôi.", achievement_duties="Mới.")
    say_own(season, member, "Câu cũ.\nCủa họ.")
    say_own(season, member, "Điều họ thêm.", section=CONDUCT)
    before = SectionRevision.objects.count(), AuditEvent.objects.count()

    response = client.post(at(season, member), data)

    assert response.status_code == 409
    assert (SectionRevision.objects.count(), AuditEvent.objects.count()) == before
    page = response.content.decode()
    assert "mục này đã được người khác sửa" in page
    assert "<del>họ.</del><ins>tôi.</ins>" in page
    form = response.context["form"]
    assert form[MEANS.value].value() == "Câu cũ.\nCủa tôi."
    assert form[DUTIES.value].value() == "Mới."
    assert form[CONDUCT.value].value() == "Điều họ thêm."  # not touched: what is stored
    assert [bool(box["conflict"]) for box in response.context["boxes"]] == [
        False,
        False,
        True,
        False,
    ]

    again = {name: form[name].value() for name in form.fields}
    assert told(client.post(at(season, member), again))[-1] == "Đã lưu 2 mục."
    assert stored(season) == [(member.code, "Câu cũ.\nCủa tôi.")]
    assert stored(season, CONDUCT) == [(member.code, "Điều họ thêm.")]
    kept = SectionRevision.objects.filter(section=MEANS.value).order_by("number")
    assert [one.content[0]["text"] for one in kept] == [
        "Câu cũ.",
        "Câu cũ.\nCủa họ.",
        "Câu cũ.\nCủa tôi.",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Đạt ☑ chỉ tiêu.", "phông chữ của văn bản không in được: ☑"),
        ("a" * (MOST_SIGNS + 1), "Dòng 1 dài 5001 ký tự"),
    ],
)
def test_bad_input_names_its_box_and_keeps_what_was_typed(client, text, why):
    season, (_, _, member) = make_year()
    client.force_login(make_editor(member))
    data = sent(season, member, achievement_means=text, achievement_duties="Tốt.")

    response = client.post(at(season, member), data)

    assert response.status_code == 422
    (error,) = response.context["form"].errors[MEANS.value]
    assert why in error
    assert f"“{HEADINGS[MEANS]}”" in error
    assert response.context["form"][MEANS.value].value() == text
    assert response.context["form"][DUTIES.value].value() == "Tốt."
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("broken", ["since", f"seen_{MEANS.value}", f"shown_{MEANS.value}"])
def test_a_page_without_its_marks_is_old(client, broken):
    season, (_, _, member) = make_year()
    client.force_login(make_editor(member))
    data = sent(season, member, achievement_means="Lời.")
    del data[broken]

    response = client.post(at(season, member), data)

    assert response.status_code == 422
    assert "Trang này đã cũ" in text_of(response)
    assert Statement.objects.count() == 0


def test_points_that_are_not_open_are_not_referred_to(client):
    season, (_, _, member, other) = make_year(4)
    assign(season, totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    client.force_login(make_editor(member))
    text = f"Điểm {{95,5|diem.{other.code}}}."
    data = sent(season, member, achievement_means=text)

    response = client.post(at(season, member), data)

    assert response.status_code == 422
    (error,) = response.context["form"].errors[MEANS.value]
    assert "điểm, thứ hạng chưa mở" in error
    assert Statement.objects.count() == 0

    SeasonTable.objects.update(totals_from=Stage.BLOC_REVIEW.value)
    assert told(client.post(at(season, member), data)) == ["Đã lưu 1 mục."]


def test_own_results_may_be_referred_to_and_what_stood_there_may_stay(client):
    season, (_, _, member, other) = make_year(4)
    assign(season, totals_from=Stage.DECIDED.value, lines_from=Stage.DECIDED.value)
    held = f"Điểm {{95,5|diem.{other.code}}}."
    say(season, held)
    Statement.objects.update(section=MEANS.value, agency=member)
    client.force_login(make_editor(member))
    text = f"{held}\nThu {{5 tỷ|chi-tieu.{member.code}.thu}}."

    response = client.post(at(season, member), sent(season, member, achievement_means=text))

    assert told(response) == ["Đã lưu 1 mục."]
    assert stored(season) == [(member.code, text)]


def test_who_runs_the_season_opens_and_writes_the_page(client):
    season, (head, _, member) = make_year()
    for person in (make_editor(head), make_officer(season.bloc)):
        client.force_login(person)
        text = f"Lời {person.pk}."

        client.post(at(season, member), sent(season, member, achievement_means=text))

        assert stored(season) == [(member.code, text)]


def test_others_find_no_page(client):
    season, (_, _, member, other) = make_year(4)
    former = make_user()
    appoint(former, Role.EDITOR, agency=member, ends_on=date(2020, 1, 1))
    elsewhere = make_season(members=[make_agency()])
    data = sent(season, member, achievement_means="Lời.")
    people = (
        make_editor(other),
        former,
        make_editor(elsewhere.memberships.get().agency),
        make_user(),
    )
    for person in people:
        client.force_login(person)
        assert client.get(at(season, member)).status_code == 404
        assert client.post(at(season, member), data).status_code == 404
    client.force_login(make_editor(member))
    assert client.get(at(season, make_agency())).status_code == 404
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("who", ["council", "deputy"])
def test_who_reads_the_dossier_is_told_who_writes(client, who):
    season, (_, deputy, member) = make_year()
    person = make_editor(deputy)
    if who == "council":
        person = make_user()
        appoint(person, Role.COUNCIL_MEMBER, province=season.bloc.province)
    client.force_login(person)

    page = client.get(at(season, member))
    response = client.post(at(season, member), sent(season, member, achievement_means="Lời."))

    assert page.status_code == 200
    assert "Chỉ người của đơn vị ấy" in text_of(page)
    assert 'disabled aria-describedby="why-luu"' in page.content.decode()
    assert response.status_code == 403
    assert Statement.objects.count() == 0


def test_a_closed_year_is_only_read(client):
    season, (_, _, member) = make_year(stage=Stage.CLOSED)
    client.force_login(make_editor(member))

    response = client.post(at(season, member), sent(season, member, achievement_means="Lời."))

    assert response.status_code == 403
    assert "đã kết thúc" in text_of(response)
    assert response.context["form"][MEANS.value].value() == "Lời."
    assert Statement.objects.count() == 0
