"""Which packs of a season are old, as the list of packs says it."""

import pytest

from reports import services
from reports.models import Pack
from reports.selectors.pack_reading import Choice
from reports.states import DocumentKind, PackAction, PackState
from tests.factories import make_bloc_year, make_editor, make_meeting, make_officer
from tests.reports.packing import COVENANT, SUMMARY, ask, fresh, make_packs, ranked_season
from tests.reports.pages import of_season, settle_in

pytestmark = pytest.mark.django_db
AGES = "pack-ages"
PART = {"HX-Request": "true"}
MATRIX = DocumentKind.SCORE_MATRIX.value
INVITATION = DocumentKind.INVITATION.value


def changed(answer) -> dict[int, int]:
    """Return how many papers changed in each pack that was compared."""
    return {pk: len(found) for pk, found in answer.context["table"].changes.items()}


def test_the_list_says_which_packs_are_old_and_how_many_papers_changed(client):
    season = ranked_season()
    old, same = ask(season, [SUMMARY, MATRIX]), ask(season, [MATRIX])
    client.force_login(make_officer())
    before = client.get(of_season(season, AGES), headers=PART).content.decode()
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")

    answer = client.get(of_season(season, AGES), headers=PART)

    part = answer.content.decode()
    assert "khớp với số liệu hiện nay" in before
    assert "Bộ cũ" not in before
    assert changed(answer) == {old.pk: 1, same.pk: 0}
    assert "Có 1 bộ cũ" in part
    assert part.count("Bộ cũ: 1 văn bản thay đổi") == 1
    assert f'<span id="bo-{old.pk}" hx-swap-oob="true"><span class="state-making">' in part
    assert f'id="bo-{same.pk}"' in part
    assert "<html" not in part
    whole = client.get(of_season(season, AGES)).content.decode()
    assert "<html" in whole
    assert whole.count("Bộ cũ: 1 văn bản thay đổi") == 1


def test_the_page_of_papers_asks_for_it_where_there_are_packs(client):
    season = ranked_season()
    client.force_login(make_officer())
    none = client.get(of_season(season)).content.decode()
    pack = ask(season, [SUMMARY])

    page = client.get(f"{of_season(season)}?bo-page=1").content.decode()

    assert of_season(season, AGES) not in none
    assert f'hx-get="{of_season(season, AGES)}?bo-page=1" hx-trigger="revealed"' in page
    assert f'<span id="bo-{pack.pk}">' in page


def test_each_pack_is_compared_for_its_own_meeting(client):
    season = ranked_season()
    second = make_meeting(season, position=2)
    packs = [
        services.ask_for_conference_pack(
            season_id=season.pk,
            choice=Choice(kinds=(INVITATION,), meeting=meeting),
            actor=None,
        )
        for meeting in ("1", "2")
    ]
    client.force_login(make_officer())
    assert changed(client.get(of_season(season, AGES))) == {pack.pk: 0 for pack in packs}
    second.place = "Hội trường khác"
    second.save(update_fields=["place"])

    assert changed(client.get(of_season(season, AGES))) == {packs[0].pk: 0, packs[1].pk: 1}


def test_a_pack_that_nobody_will_print_is_not_compared(client):
    season = ranked_season()
    pack = ask(season, [SUMMARY])
    services.move_pack(pack_id=pack.pk, action=PackAction.CANCEL, actor=None)
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")
    client.force_login(make_officer())

    answer = client.get(of_season(season, AGES))

    assert fresh(pack).state == PackState.CANCELLED
    assert changed(answer) == {}
    assert "Không có bộ tài liệu nào cần đối chiếu" in answer.content.decode()


def test_who_sees_no_pack_is_told_of_none(client):
    season, members = make_bloc_year(3)
    (pack,) = make_packs(season)

    client.force_login(make_editor(members[2]))
    seen = client.get(of_season(season, AGES))
    client.force_login(make_editor(make_bloc_year(1)[1][0]))
    stranger = client.get(of_season(season, AGES))

    assert (changed(seen), stranger.status_code) == ({}, 404)
    assert f"bo-{pack.pk}" not in seen.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_reads_each_paper_once_in_however_many_packs_it_is(
    client, django_assert_num_queries, count
):
    season = ranked_season()
    for kinds in ([SUMMARY, COVENANT], [SUMMARY], [COVENANT])[:count]:
        ask(season, kinds)
    assert Pack.objects.count() == count
    settle_in(client, make_officer())

    # session, user, appointments, season, packs with their count, their papers; what reading a
    # report and a covenant asks, and three for what is stored of them
    with django_assert_num_queries(51):
        client.get(of_season(season, AGES), headers=PART)
