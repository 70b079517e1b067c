from pathlib import Path

import pytest
from django.contrib.messages import get_messages

from accounts.models import AuditEvent
from reports import services
from reports.models import Document, Pack
from reports.states import (
    CONFERENCE_KINDS,
    DocumentKind,
    PackAction,
    PackItemState,
    PackState,
)
from tests.factories import make_bloc_year, make_editor, make_meeting, make_officer
from tests.reports.issuing import issue, ready_draft
from tests.reports.packing import (
    COVENANT,
    SUMMARY,
    ask,
    bytes_of,
    fresh,
    made,
    make_packs,
    ranked_season,
)
from tests.reports.pages import of_pack, of_season, settle_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
PARTS = ["pack-detail", "pack-progress", "pack-changes", "pack-archive", "pack-bound"]


def head_of(season):
    return make_editor(season.memberships.order_by("position").first().agency)


def said(answer) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("who", ["stranger", "member"])
def test_a_pack_does_not_exist_for_strangers_nor_for_other_members(client, name, who):
    season, members = make_bloc_year(3)
    (pack,) = make_packs(season)
    person = make_editor(members[2] if who == "member" else make_bloc_year(1)[1][0])
    client.force_login(person)

    assert client.get(of_pack(pack, name)).status_code == 404
    assert client.post(of_pack(pack, "pack-move", "tam-dung")).status_code == 404
    assert (fresh(pack).state, AuditEvent.objects.count()) == (PackState.MAKING, 0)


@pytest.mark.parametrize("name", PARTS)
def test_a_visitor_is_sent_to_sign_in(client, name):
    (pack,) = make_packs(make_bloc_year(1)[0])

    assert client.get(of_pack(pack, name)).url.startswith("/dang-nhap/")


def test_the_pages_of_another_bloc_do_not_exist_for_me(client):
    season = ranked_season()
    client.force_login(make_editor(make_bloc_year(1)[1][0]))

    assert client.get(of_season(season, "pack-ask")).status_code == 404
    assert client.post(of_season(season, "pack-ask"), {"tron-bo": "1"}).status_code == 404
    assert Pack.objects.count() == 0


def test_one_click_on_the_page_of_papers_asks_for_the_whole_pack(client):
    season = ranked_season()
    client.force_login(head_of(season))

    page = client.get(of_season(season, "document-list")).content.decode()
    answer = client.post(of_season(season, "pack-ask"), {"tron-bo": "1"})

    pack = Pack.objects.get()
    assert "Lập trọn bộ tài liệu hội nghị" in page
    assert answer.url == of_pack(pack)
    assert pack.options["kinds"] == [kind.value for kind in CONFERENCE_KINDS]
    assert pack.options["meeting"] == "1"
    assert pack.code in client.get(answer.url).content.decode()


def test_what_is_unticked_is_not_in_the_pack(client):
    season = ranked_season()
    client.force_login(head_of(season))

    page = client.get(of_season(season, "pack-ask")).content.decode()
    client.post(of_season(season, "pack-ask"), {"kinds": [SUMMARY, COVENANT], "meeting": "1"})

    pack = Pack.objects.get()
    assert page.count(" checked") == len(CONFERENCE_KINDS) + 1
    assert "Chưa có cuộc bỏ phiếu nào dùng phiếu giấy." in page
    assert set(pack.items.values_list("kind", flat=True)) == {SUMMARY, COVENANT}
    assert pack.options["odd_starts"] is False


def test_a_cancelled_meeting_is_not_offered_and_the_click_takes_the_one_that_is_held(client):
    season = ranked_season()
    make_meeting(season, name="Hội nghị bị hoãn", cancelled_because="Hoãn do bão")
    client.force_login(head_of(season))

    page = client.get(of_season(season, "pack-ask")).content.decode()
    client.post(of_season(season, "pack-ask"), {"tron-bo": "1"})

    pack = Pack.objects.get()
    assert "Hội nghị bị hoãn" not in page
    assert pack.options["meeting"] == "1"
    assert pack.items.get(kind=DocumentKind.INVITATION).state == PackItemState.WAITING


def test_nothing_ticked_is_refused_on_the_page(client):
    season = ranked_season()
    client.force_login(head_of(season))

    answer = client.post(of_season(season, "pack-ask"), {"meeting": "1"})

    assert answer.status_code == 422
    assert "Quý vị cần chọn “Loại văn bản”." in answer.content.decode()
    assert Pack.objects.count() == 0


def test_a_member_sees_a_grey_button_with_its_reason_and_is_refused(client):
    season = ranked_season()
    client.force_login(make_editor(season.memberships.get(position=3).agency))

    page = client.get(of_season(season, "document-list")).content.decode()
    answer = client.post(of_season(season, "pack-ask"), {"tron-bo": "1"})

    assert page.count('disabled aria-describedby="why-lap"') >= 2
    assert answer.status_code == 403
    assert "Chỉ đơn vị Trưởng khối" in answer.content.decode()
    assert Pack.objects.count() == 0


def test_progress_asks_again_while_it_goes_on_and_then_reads_the_page_anew(client):
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    client.force_login(make_officer())

    running = client.get(of_pack(pack, "pack-progress")).content.decode()
    made(pack)
    over = client.get(of_pack(pack, "pack-progress"), headers={"HX-Request": "true"})

    assert 'hx-trigger="every 2s"' in running
    assert "<noscript>" in running
    assert 'max="2" value="0"' in running
    assert "Đã lập 0/2 văn bản; chờ đến lượt 2" in running
    assert over["HX-Refresh"] == "true"


def test_the_list_beside_the_progress_is_kept_up_to_date_as_it_is_paged_and_sorted(client):
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    first, second = pack.items.all()
    services.feed_packs()
    services.make(Document.objects.get(kind=SUMMARY).pk)
    client.force_login(make_officer())
    query = {"vb-sort": "-position"}

    page = client.get(of_pack(pack), query).content.decode()
    part = client.get(of_pack(pack, "pack-progress"), query).content.decode()

    assert page.count("hx-swap-oob") == 0
    assert f'hx-get="{of_pack(pack, "pack-progress")}?vb-sort=-position"' in page
    results = [
        (f"kq-{second.pk}", "queued", "Đang chờ lập"),
        (f"kq-{first.pk}", "ready", "Đã lập xong"),
    ]
    told = [
        f'<span id="{key}" hx-swap-oob="true"><span class="state-{word}">{text}</span></span>'
        for key, word, text in results
    ]
    assert "\n".join(told) in part
    assert all(f'<span id="{key}">' in page for key, _, _ in results)


def test_a_paused_job_asks_again_until_what_is_under_way_is_made(client):
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    services.feed_packs()
    services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)
    client.force_login(make_officer())

    under_way = client.get(of_pack(pack)).content.decode()
    services.make_waiting_here()
    over = client.get(of_pack(pack, "pack-progress"), headers={"HX-Request": "true"})

    assert 'hx-trigger="every 2s"' in under_way
    assert over["HX-Refresh"] == "true"
    assert 'hx-trigger="every 2s"' not in client.get(of_pack(pack)).content.decode()


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_what_came_to_nothing_shows_no_bar_as_if_it_were_done(client, state):
    (pack,) = make_packs(
        make_bloc_year(1)[0], state=state, error="Hết chỗ." if state == "failed" else ""
    )
    client.force_login(make_officer())

    assert "<progress" not in client.get(of_pack(pack)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_that_asks_again_costs_the_same_for_few_papers_and_many(
    client, django_assert_num_queries, count
):
    pack = ask(ranked_season(), [SUMMARY, COVENANT, "bang-tong-hop-diem"][:count])
    settle_in(client, make_officer())

    # session, user, appointments, pack, seats, progress, papers with their count
    with django_assert_num_queries(8):
        client.get(of_pack(pack, "pack-progress"))


def test_an_issued_paper_is_listed_with_its_number(client):
    season = ranked_season()
    issued = issue(ready_draft(season)).document
    pack = ask(season, [SUMMARY])
    client.force_login(make_officer())

    page = client.get(of_pack(pack)).content.decode()

    assert pack.items.get().document == issued
    assert ">Báo cáo tổng kết số 05/BC-KTĐ</a>" in page


def test_pause_resume_and_cancel_are_buttons_that_fit_the_state(client):
    pack = ask(ranked_season(), [SUMMARY])
    client.force_login(make_officer())

    for action, state, then in [
        ("tam-dung", PackState.PAUSED, "Lập tiếp"),
        ("tiep-tuc", PackState.MAKING, "Tạm dừng"),
        ("huy", PackState.CANCELLED, "Lập tiếp"),
    ]:
        answer = client.post(of_pack(pack, "pack-move", action), follow=True)
        assert fresh(pack).state == state
        assert then in answer.content.decode()


def test_a_move_that_does_not_fit_is_told_and_changes_nothing(client):
    pack = ask(ranked_season(), [SUMMARY])
    client.force_login(make_officer())

    answer = client.post(of_pack(pack, "pack-move", "tiep-tuc"))

    assert "Chỉ lập tiếp được khi bộ văn bản đang tạm dừng." in said(answer)
    assert fresh(pack).state == PackState.MAKING


def test_both_files_are_handed_out_and_it_is_noted(client):
    season = ranked_season()
    pack = made(ask(season, [SUMMARY]))
    officer = make_officer(season.bloc)
    client.force_login(officer)

    bound = client.get(of_pack(pack, "pack-bound"))
    archive = client.get(of_pack(pack, "pack-archive"))

    assert (bound.getvalue(), archive.getvalue()) == bytes_of(pack)
    assert f"{pack.code}.pdf" in bound["Content-Disposition"]
    assert f"{pack.code}.zip" in archive["Content-Disposition"]
    noted = AuditEvent.objects.filter(action="pack.download").order_by("pk")
    assert [(one.actor, one.after["format"]) for one in noted] == [
        (officer, "pdf"),
        (officer, "zip"),
    ]


def test_a_pack_that_is_not_made_cannot_be_downloaded(client):
    pack = ask(ranked_season(), [SUMMARY])
    client.force_login(make_officer())

    answer = client.get(of_pack(pack, "pack-archive"))

    assert answer.url == of_pack(pack)
    assert "chưa lập xong" in said(answer)


def test_a_file_that_is_gone_is_a_plain_404(client):
    pack = made(ask(ranked_season(), [SUMMARY]))
    Path(pack.archive.path).unlink()
    client.force_login(make_officer())

    assert client.get(of_pack(pack, "pack-archive")).status_code == 404


def test_a_later_change_marks_the_pack_as_old_and_names_the_papers(client):
    season = ranked_season()
    pack = made(ask(season, [SUMMARY, "bien-ban-binh-xet"]))
    client.force_login(make_officer())
    same = client.get(of_pack(pack, "pack-changes")).content.decode()
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")

    old = client.get(of_pack(pack, "pack-changes"), headers={"HX-Request": "true"})

    words = old.content.decode()
    assert "khớp với số liệu hiện nay" in same
    assert "Bộ cũ" in words
    assert f'href="{of_season(season, "pack-ask")}">Lập bộ mới' in words
    assert "Báo cáo tổng kết: số liệu hoặc nội dung đã thay đổi." in words
    assert "Biên bản bình xét" not in words
    assert "<html" not in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_pack_costs_the_same_for_few_papers_and_many(
    client, django_assert_num_queries, count
):
    pack = ask(ranked_season(), [SUMMARY, COVENANT, "bang-tong-hop-diem"][:count])
    settle_in(client, make_officer())

    # session, user, appointments, pack, seats, progress, papers with their count
    with django_assert_num_queries(8):
        client.get(of_pack(pack))


@pytest.mark.parametrize("members", [1, 3])
def test_comparing_costs_no_more_for_more_papers_of_the_whole_year(
    client, django_assert_max_num_queries, members
):
    pack = ask(ranked_season(members), [SUMMARY, COVENANT])
    settle_in(client, make_officer())

    with django_assert_max_num_queries(90):
        client.get(of_pack(pack, "pack-changes"))
