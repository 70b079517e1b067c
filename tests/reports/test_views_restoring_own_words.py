"""A kept state of words that are each agency's own: one agency's come back, no others."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.errors import Invalid, Refused, Stale
from blocs.models import Season, SectionRevision
from blocs.rules.narrative import mark_of
from blocs.rules.own_words import own_lines, own_mark
from blocs.services import paragraphs_of, restore_own_words, restore_section
from blocs.states import NarrativeSection, RevisionCause, Stage
from tests.factories import make_editor, make_officer
from tests.reports.narrating import make_year, say
from tests.reports.test_views_narrative import at, text_of, told
from tests.reports.test_views_own_words import say_own, stored
from tests.reports.year_pages import filled

pytestmark = pytest.mark.django_db
MEANS = NarrativeSection.ACHIEVEMENT_MEANS


@pytest.fixture
def year():
    """Return a year in which two agencies changed their words after the second kept state."""
    season, (head, _, one, two) = make_year(4)
    for agency, text in ((one, "Một cũ.\nMột nữa."), (two, "Hai cũ."), (one, "Một mới.")):
        say_own(season, agency, text, MEANS)
    say_own(season, two, "Hai mới.", MEANS)
    return season, head, one, two


def page_of(season, number=2, agency=None):
    page = at(season, "narrative-restore", number, section=MEANS)
    return page + (f"?don-vi={agency.code}" if agency else "")


def test_the_page_asks_whose_words_come_back(client, year):
    season, _, one, two = year
    client.force_login(make_officer(season.bloc))

    response = client.get(page_of(season))

    page = text_of(response)
    assert "lời của các đơn vị khác không thay đổi" in page
    assert f'href="?don-vi={one.code}"' in response.content.decode()
    assert f'href="?don-vi={two.code}"' in response.content.decode()
    assert client.get(page_of(season) + "?don-vi=KHAC").context["agencies"]
    fresh = client.get(page_of(season, 3)).content.decode()  # the first one's new words
    assert f'href="?don-vi={one.code}"' not in fresh
    assert "lời hiện nay đã đúng như bản này" in fresh


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_costs_the_same_for_one_agency_and_for_three(
    client, django_assert_num_queries, count
):
    season, (_, _, *members) = make_year(5)
    for agency in members[:count]:
        say_own(season, agency, "Lời.", MEANS)
    client.force_login(make_officer(season.bloc))

    with django_assert_num_queries(16):
        page = client.get(page_of(season, 1))

    assert len(page.context["agencies"]) == count


def test_one_agencys_words_come_back_and_the_others_stay(client, year):
    season, _, one, two = year
    client.force_login(make_officer(season.bloc))
    page = client.get(page_of(season, agency=one))

    shown = text_of(page)
    assert "Một nữa." in shown
    assert "Hai cũ." not in shown
    assert "Hai mới." not in shown
    name = season.memberships.get(agency=one).name
    assert f"Chỉ lời của {name} trở lại như bản 2" in shown

    say_own(season, two, "Hai mới hơn.", MEANS)  # meanwhile; in nobody's way
    answer = client.post(page_of(season, agency=one), filled(page))

    assert told(answer) == [f"Đã khôi phục lời của {name} ở bản 2."]
    assert stored(season) == [(one.code, "Một cũ.\nMột nữa."), (two.code, "Hai mới hơn.")]
    last = SectionRevision.objects.order_by("-number").first()
    assert last.cause == RevisionCause.RESTORED.value
    again = client.get(page_of(season, agency=one))
    assert "Nội dung hiện nay đã đúng như bản này." in text_of(again)


def test_words_that_the_agency_changed_meanwhile_are_kept(client, year):
    season, _, one, two = year
    client.force_login(make_officer(season.bloc))
    sent = filled(client.get(page_of(season, agency=one)))
    say_own(season, one, "Một mới hơn.", MEANS)

    answer = client.post(page_of(season, agency=one), sent)

    assert answer.status_code == 409
    assert stored(season) == [(one.code, "Một mới hơn."), (two.code, "Hai mới.")]


def test_a_post_that_names_no_agency_restores_nothing(client, year):
    season, *_ = year
    client.force_login(make_officer(season.bloc))
    before = stored(season)

    client.post(page_of(season), {"seen": mark_of(paragraphs_of(season, MEANS))})

    assert stored(season) == before


def test_nobody_restores_all_agencies_words_at_once_nor_common_words_for_one(year):
    season, _, one, _ = year
    revision = SectionRevision.objects.get(section=MEANS.value, number=2)
    seen = mark_of(paragraphs_of(season, MEANS))
    with pytest.raises(Refused, match="từng đơn vị"):
        restore_section(revision_id=revision.pk, seen=seen, actor=None)
    with pytest.raises(Stale):
        restore_own_words(revision_id=revision.pk, code=one.code, seen=seen, actor=None)
    say(season, "Chung.")
    common = SectionRevision.objects.get(section=NarrativeSection.POLITICAL_TASKS.value, number=1)
    with pytest.raises(Invalid, match="không phải lời văn riêng"):
        restore_own_words(revision_id=common.pk, code="", seen=own_mark([]), actor=None)


def test_more_than_the_agency_s_page_takes_does_not_come_back(year):
    season, _, one, _ = year
    text = "\n".join(["x" * 4999] * 5)
    kept = SectionRevision.objects.create(
        season=season,
        section=MEANS.value,
        number=99,
        cause="edited",
        content=[{"agency": one.code, "text": text}],
        made_at=timezone.now(),
    )
    before = stored(season)
    seen = own_mark(own_lines(paragraphs_of(season, MEANS), one.code))

    with pytest.raises(Invalid, match="nhiều hơn"):
        restore_own_words(revision_id=kept.pk, code=one.code, seen=seen, actor=None)

    assert stored(season) == before


def test_the_agency_is_told_who_can_show_its_former_words(client, year):
    season, _, one, two = year
    client.force_login(make_editor(one))
    where = [season.bloc.code, season.cycle.label, one.code]
    page = reverse("reports:own-words", args=where)
    form = client.get(page)
    box = next(name for name, said in filled(form).items() if said == "Một mới.")
    say_own(season, one, "Đồng nghiệp viết.", MEANS)
    said = text_of(client.post(page, filled(form, **{box: "Tôi viết."})))
    assert "đơn vị Trưởng khối hoặc cơ quan thi đua, khen thưởng tỉnh xem và khôi phục được" in said

    assert client.get(page_of(season, agency=one)).status_code == 404
    assert client.get(page_of(season, agency=two)).status_code == 404
    Season.objects.update(stage=Stage.CLOSED.value)
    client.force_login(make_officer(season.bloc))

    shown = client.get(page_of(season, agency=one))
    assert "hồ sơ chỉ còn để tra cứu" in text_of(shown)
    assert client.post(page_of(season, agency=one), filled(shown)).status_code == 403
