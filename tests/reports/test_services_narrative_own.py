"""The sections of agencies' own words as who runs the season writes them."""

import pytest
from django.urls import reverse

from accounts.errors import Invalid
from blocs.models import SectionRevision, Statement
from blocs.rules.narrative import MOST_SIGNS, Paragraph, mark_of
from blocs.rules.own_words import MOST_OWN_SIGNS
from blocs.services import last_move, paragraphs_of
from blocs.states import AGENCY_SECTIONS
from reports.services import edit_section
from tests.factories import make_editor
from tests.reports.narrating import make_year
from tests.reports.test_views_narrative import text_of
from tests.reports.test_views_own_words import MEANS, at, sent, stored

pytestmark = pytest.mark.django_db


def fill(agency, signs):
    """Return paragraphs of an agency that are so long together, a line break between them."""
    lines, rest = divmod(signs + 1, 1000)
    texts = ["a" * 999] * lines + (["a" * (rest - 1)] if rest > 1 else [])
    return [Paragraph(one, agency.code) for one in texts]


def write(season, paragraphs, section=MEANS, actor=None):
    return edit_section(
        season_id=season.pk,
        section=section,
        paragraphs=paragraphs,
        seen=mark_of(paragraphs_of(season, section)),
        since=last_move(season),
        actor=actor,
    )


@pytest.mark.parametrize("section", AGENCY_SECTIONS)
def test_words_that_an_agency_s_own_page_could_not_save_are_refused_by_its_name(section):
    season, (head, deputy, member) = make_year()
    rows = [*fill(deputy, MOST_OWN_SIGNS), *fill(member, MOST_OWN_SIGNS + 5)]
    name = season.memberships.get(agency=member).name

    with pytest.raises(Invalid, match=f"^{name}: Lời văn dài 20005 ký tự") as refusal:
        write(season, rows, section, make_editor(head))

    assert refusal.value.field == ""
    assert (Statement.objects.count(), SectionRevision.objects.count()) == (0, 0)


def test_as_much_as_the_own_page_takes_is_stored_and_can_be_saved_there(client):
    season, (_, deputy, member) = make_year()
    write(season, [*fill(deputy, MOST_OWN_SIGNS - 1), *fill(member, MOST_OWN_SIGNS - 1)])
    client.force_login(make_editor(member))

    response = client.post(at(season, member), sent(season, member, achievement_duties="Mới."))

    assert response.status_code == 302
    assert sum(len(text) + 1 for code, text in stored(season) if code == member.code) == (
        MOST_OWN_SIGNS
    )


def test_the_editor_tells_whose_words_are_too_long_and_keeps_them(client):
    season, (head, _, member) = make_year()
    client.force_login(make_editor(head))
    where = [season.bloc.code, season.cycle.label, MEANS.value]
    rows = [Paragraph("a" * MOST_SIGNS, member.code)] * 5
    address = reverse("reports:narrative-section", args=where)
    data = {"seen": mark_of([]), "since": "0", "boxes": "5"}
    for place, one in enumerate(rows):
        data |= {f"text_{place}": one.text, f"agency_{place}": one.agency}

    response = client.post(address, data)

    assert response.status_code == 422
    name = season.memberships.get(agency=member).name
    assert f"{name}: Lời văn dài 25004 ký tự" in text_of(response)
    assert response.context["form"]["text_4"].value() == rows[4].text
    assert Statement.objects.count() == 0
