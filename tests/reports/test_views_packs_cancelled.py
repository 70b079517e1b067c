"""What the page of a cancelled pack tells of the papers that are not made any more."""

import pytest
from django.urls import reverse

from reports import services
from reports.states import PackAction
from tests.factories import make_officer
from tests.reports.packing import COVENANT, SUMMARY, ask, ranked_season

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
KINDS = [COVENANT, SUMMARY, "bang-tong-hop-diem", "bien-ban-binh-xet", "bien-ban-ban-giao"]


def page_of(client, pack) -> str:
    client.force_login(make_officer())
    return client.get(reverse("reports:pack-detail", args=[pack.uuid])).content.decode()


def test_it_says_what_is_still_made_and_what_is_not(client):
    pack = ask(ranked_season(), KINDS)
    services.feed_packs()
    services.move_pack(pack_id=pack.pk, action=PackAction.CANCEL, actor=None)

    page = page_of(client, pack)

    assert "Đã lập 0/5 văn bản; đang lập nốt 4; không lập 1." in page
    assert page.count('<span class="state-cancelled">Không lập</span>') == 1
    assert "Chưa đến lượt" not in page


def test_a_paused_one_tells_of_papers_under_way_only_where_there_are_some(client):
    pack = ask(ranked_season(), [SUMMARY])
    services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)

    page = page_of(client, pack)

    assert "Không gửi thêm văn bản nào." in page
    assert "sẽ lập cho xong" not in page
