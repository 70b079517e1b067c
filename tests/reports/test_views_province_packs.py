"""One kind of paper for all blocs of a province: asked for, seen, and by whom."""

import io
import zipfile

import pytest
from django.urls import reverse

from reports import services
from reports.models import Document, Pack
from tests.factories import make_bloc_year, make_editor, make_officer
from tests.reports.packing import COVENANT, SUMMARY, ask_province, ranked_season
from tests.reports.pages import of_pack, settle_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


def of_province(season) -> str:
    province = season.bloc.province
    return reverse("reports:province-packs", args=[province.code, season.cycle.label])


def test_the_pages_of_another_province_do_not_exist_for_me(client):
    season = ranked_season()
    client.force_login(make_editor(make_bloc_year(1)[1][0]))

    assert client.get(of_province(season)).status_code == 404
    assert client.post(of_province(season), {"kind": SUMMARY}).status_code == 404
    assert Pack.objects.count() == 0


def test_a_province_asks_for_all_its_blocs_and_sees_what_came_of_each(client):
    season = ranked_season()
    other, _ = make_bloc_year(2, cycle=season.cycle)
    other.bloc.province = season.bloc.province
    other.bloc.save()
    client.force_login(make_officer(province=season.bloc.province))

    overview = client.get(reverse("reports:overview")).content.decode()
    answer = client.post(of_province(season), {"kind": "bien-ban-binh-xet"})
    pack = Pack.objects.get()
    services.make_packs_here()
    page = client.get(of_pack(pack)).content.decode()

    assert of_province(season) in overview
    assert answer.url == of_pack(pack)
    assert "Chưa chốt xếp hạng" in page
    assert "Thử lại các bản lỗi" in page
    assert Document.objects.get().get_absolute_url() in page
    archive = client.get(of_pack(pack, "pack-archive")).getvalue()
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        assert len(held.namelist()) == 2


def test_an_officer_of_some_blocs_gets_these_and_sees_no_pack_with_others(client):
    season = ranked_season()
    other, _ = make_bloc_year(2, cycle=season.cycle)
    other.bloc.province = season.bloc.province
    other.bloc.save()
    whole = ask_province(season, COVENANT)
    client.force_login(make_officer(season.bloc))

    client.post(of_province(season), {"kind": SUMMARY})

    mine = Pack.objects.exclude(pk=whole.pk).get()
    assert list(mine.items.values_list("season", flat=True)) == [season.pk]
    assert client.get(of_pack(whole)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_province_costs_the_same_for_few_packs_and_many(
    client, django_assert_num_queries, count
):
    season = ranked_season()
    for kind in [SUMMARY, COVENANT, "bang-tong-hop-diem"][:count]:
        ask_province(season, kind)
    settle_in(client, make_officer())

    # session, user, appointments, seasons, packs with their count
    with django_assert_num_queries(6):
        client.get(of_province(season))
