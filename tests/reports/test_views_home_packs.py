"""Packs on the home page: one row each, and their papers not one by one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import services
from reports.models import Document, Pack
from reports.states import PackAction, PackState
from tests.factories import make_bloc_year, make_document, make_officer, make_user
from tests.reports.packing import COVENANT, SUMMARY, choice_of, made, make_packs, ranked_season
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
HOME = "/"


def ask_as(person, season, kinds) -> Pack:
    choice = choice_of(season, kinds)
    return services.ask_for_conference_pack(season_id=season.pk, choice=choice, actor=person)


def shown(client) -> tuple[list[Pack], list[Document]]:
    context = client.get(HOME).context
    return [pack for pack, _ in context["packs"]], context["papers"]


def test_a_pack_is_one_row_with_its_counts_and_its_papers_are_no_rows(client):
    season = ranked_season()
    officer = make_officer(season.bloc)
    pack = ask_as(officer, season, [SUMMARY, COVENANT])
    services.feed_packs()
    client.force_login(officer)

    waiting = client.get(HOME)
    assert "Đã lập 0/2 văn bản; đang lập 2." in waiting.content.decode()
    assert pack.get_absolute_url() in waiting.content.decode()
    assert shown(client) == ([pack], [])

    made(pack)
    page = client.get(HOME).content.decode()
    assert "Đã lập 2/2 văn bản." in page
    assert reverse("reports:pack-bound", args=[pack.uuid]) in page
    assert shown(client) == ([pack], [])


def test_a_job_of_a_province_is_one_row_with_what_came_to_nothing(client):
    season = ranked_season()
    other, _ = make_bloc_year(2, cycle=season.cycle)
    other.bloc.province = season.bloc.province
    other.bloc.save()
    officer = make_officer(province=season.bloc.province)
    pack = services.ask_for_province_pack(
        province=season.bloc.province, cycle=season.cycle, kind="bien-ban-binh-xet", actor=officer
    )
    made(pack)
    client.force_login(officer)

    page = client.get(HOME).content.decode()

    assert shown(client) == ([pack], [])
    assert season.bloc.province.name in page
    assert "Đã lập 1/2 văn bản; chưa đủ số liệu để lập 1." in page
    assert reverse("reports:pack-archive", args=[pack.uuid]) in page


def test_a_paper_that_was_asked_for_by_itself_stays_although_a_pack_takes_it(client):
    season = ranked_season()
    officer = make_officer(season.bloc)
    single = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=officer)
    pack = ask_as(officer, season, [SUMMARY, COVENANT])
    services.feed_packs()
    client.force_login(officer)

    assert shown(client) == ([pack], [single])


def test_papers_and_packs_of_others_do_not_touch_my_list(client):
    season = ranked_season()
    officer = make_officer(season.bloc)
    theirs = ask_as(make_officer(season.bloc), season, [SUMMARY])
    services.feed_packs()
    Document.objects.update(requested_by=officer)  # as if it had been mine all along
    client.force_login(officer)

    packs, papers = shown(client)

    assert (packs, papers) == ([], [theirs.items.get().document])


def test_a_pack_leaves_the_list_when_cancelled_and_three_days_after_its_end(client):
    season, _ = make_bloc_year(1)
    officer = make_officer(season.bloc)
    long_ago = timezone.now() - timedelta(days=4)
    asked = {"requested_by": officer, "requested_at": long_ago, "moved_at": long_ago}
    files = {"archive": "packs/a.zip", "archive_sha256": "0" * 64, "archive_size": 1}
    files |= {"bound": "packs/a.pdf", "bound_sha256": "0" * 64}
    (waiting, ready, failed, paused, *_) = make_packs(season, 5, **asked)
    Pack.objects.filter(pk=paused.pk).update(state="paused")
    Pack.objects.filter(pk=ready.pk).update(state="ready", ready_at=timezone.now(), **files)
    Pack.objects.filter(pk=failed.pk).update(
        state="failed", error="Hết chỗ.", moved_at=timezone.now()
    )
    last = Pack.objects.latest("pk")
    services.move_pack(pack_id=last.pk, action=PackAction.CANCEL, actor=None)
    client.force_login(officer)

    packs, _ = shown(client)
    assert {pack.pk for pack in packs} == {waiting.pk, ready.pk, failed.pk, paused.pk}
    assert "Hết chỗ." in client.get(HOME).content.decode()

    Pack.objects.filter(state=PackState.READY.value).update(ready_at=long_ago)
    Pack.objects.filter(state=PackState.FAILED.value).update(moved_at=long_ago)
    packs, _ = shown(client)
    assert {pack.pk for pack in packs} == {waiting.pk, paused.pk}


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_pack_and_for_many(client, django_assert_num_queries, count):
    season, _ = make_bloc_year(1)
    officer = make_officer(season.bloc)
    make_packs(season, count, requested_by=officer)
    make_document(season, requested_by=officer)
    settle_in(client, officer)

    # session, user, appointments; seasons to work on, packs, their counts, papers
    with django_assert_num_queries(7):
        answer = client.get(HOME)

    assert len(answer.context["packs"]) == count


def test_who_asked_for_nothing_has_no_such_list(client):
    client.force_login(make_user())

    assert "Văn bản quý vị yêu cầu" not in client.get(HOME).content.decode()
