"""Handover in the browser: what is shown to whom, done once, refused with a reason."""

import pytest
from django.urls import reverse

from blocs.models import Handover, HandoverReceipt, Office, Season
from blocs.states import OfficeRole, Stage, StepKind, Term
from reports.models import Document
from reports.selectors.handover import handover_plan
from reports.services import hand_over_season
from reports.states import DocumentKind
from scoring.models import EvidenceFile
from tests.blocs.handing import DAY, make_leaving_year
from tests.blocs.handing import hand as hand_rows
from tests.factories import (
    NOON,
    line_of,
    make_agency,
    make_approver,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_document,
    make_editor,
    make_evidence,
    make_evidence_file,
    make_office,
    make_officer,
    make_proposal,
    make_season,
    make_sheet,
    make_step,
)
from tests.reports.pages import settle_in
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = (Term.NEXT, OfficeRole.HEAD)


def page(season, name="handover", *more):
    return reverse(f"reports:{name}", args=[season.bloc.code, season.cycle.label, *more])


def mark(season):
    return handover_plan(Season.objects.with_names().get(pk=season.pk)).mark


def sent(season, word="BÀN GIAO", **fields):
    return {"seen": mark(season), "on": "15/01/2026", "confirmation": word, **fields}


def fill(season, members, number):
    """Give the season so many of everything that a handover lists."""
    for member in members[:number]:
        sheet = make_sheet(season, member)
        make_evidence(line_of(sheet, "I.1"), file=make_evidence_file(member))
        make_proposal(season, member, award_type=make_award_type(), state="sent")
    for kind, sign in zip(list(StepKind)[:number], "abc", strict=False):
        make_step(season, kind, due_at=NOON)
        shown = {"state": "ready", "ready_at": NOON, "size": 9, "file": "a.pdf"}
        make_document(season, **shown, sha256=sign * 64)


PAGES = [
    ("handover", ()),
    ("handover-receive", ()),
    ("officer-list", ()),
    ("officer-name", HEAD),
    ("officer-confirm", HEAD),
    ("officer-withdraw", HEAD),
]


@pytest.mark.parametrize(("name", "more"), PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_blocs_handover_does_not_exist_for_me(client, method, name, more):
    season, _ = make_leaving_year()
    hand_rows(season)
    settle_in(client, make_editor(make_agency()))

    refused = 405 if (name, method) == ("officer-list", "post") else 404
    assert getattr(client, method)(page(season, name, *more)).status_code == refused


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_visitor_is_sent_to_sign_in(client, name, more):
    season, _ = make_leaving_year()

    assert client.get(page(season, name, *more)).url.startswith("/dang-nhap/")


def test_the_page_shows_exactly_what_will_happen_and_does_it_by_its_word(client):
    season, members = make_leaving_year()
    old, new, third = members
    fill(season, members, 1)
    settle_in(client, make_approver(old))

    shown = text_of(client.get(page(season)))

    assert "Mở năm 2026 với các đơn vị thành viên như năm 2025." in shown
    assert f"{old.name} thôi làm Trưởng khối: vẫn xem được hồ sơ năm 2025" in shown
    assert f"{new.name} làm Trưởng khối năm 2026" in shown
    assert "Lập lịch năm 2026: 1 bước" in shown
    assert "12:00 ngày 15/11/2022" in shown
    assert "12:00 ngày 15/11/2023" in shown
    assert "a" * 64 in shown
    assert f"Minh chứng của {old.name}: 1 tệp" in shown
    assert third.name in shown
    assert client.post(page(season), sent(season, "bàn")).status_code == 422
    assert not Handover.objects.exists()

    answer = client.post(page(season), sent(season, place="Hội trường"), follow=True)

    done = Handover.objects.get()
    assert (done.handed_over_on, done.place) == (DAY, "Hội trường")
    after = text_of(answer)
    assert f"Đã bàn giao cho {new.name}; biên bản đang được lập." in after
    assert "Chưa xác nhận" in after
    minutes = Document.objects.get(kind=DocumentKind.HANDOVER_MINUTES.value)
    assert minutes.get_absolute_url() in answer.content.decode()


def test_a_second_click_says_that_it_is_done(client):
    season, (old, *_) = make_leaving_year()
    form = sent(season)
    hand_rows(season)
    settle_in(client, make_approver(old))

    answer = client.post(page(season), form)

    assert answer.status_code == 422
    assert "Năm thi đua này đã được bàn giao." in text_of(answer)
    assert Handover.objects.count() == 1


def test_what_changed_meanwhile_is_shown_before_it_may_be_done(client):
    season, (old, *_) = make_leaving_year()
    form = sent(season)
    make_step(season, StepKind.DOSSIER, due_at=NOON)
    settle_in(client, make_approver(old))

    answer = client.post(page(season), form)

    assert answer.status_code == 409
    assert "Nội dung bàn giao vừa thay đổi" in text_of(answer)
    assert f'value="{mark(season)}"' in answer.content.decode()
    assert client.post(page(season), sent(season)).status_code == 302


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "Chưa có Trưởng khối năm sau."),
        ("proposed", "mới được đề xuất, chờ cơ quan thi đua"),
    ],
)
def test_the_button_is_grey_with_its_reason_until_the_next_head_is_confirmed(client, state, said):
    season, (old, new, _) = make_bloc_year(3, stage=Stage.DECIDED)
    if state:
        make_office(season, OfficeRole.HEAD, new, term=Term.NEXT.value, state=state)
    settle_in(client, make_approver(old))

    answer = client.get(page(season))

    assert said in text_of(answer)
    assert 'class="btn btn-danger" disabled' in answer.content.decode()
    assert client.post(page(season), sent(season)).status_code == 422
    assert not Handover.objects.exists()


def test_a_member_sees_no_file_of_the_others(client):
    season, members = make_leaving_year(4)
    fill(season, members, 2)
    settle_in(client, make_editor(members[3]))
    before = text_of(client.get(page(season)))
    refused = client.post(page(season), sent(season))
    hand_over_season(season_id=season.pk, on=DAY, seen=mark(season), actor=None)
    after = text_of(client.get(page(season)))

    assert refused.status_code == 403
    assert "Chỉ đơn vị đang làm Trưởng khối" in before
    for shown in (before, after):
        assert f"Minh chứng của {members[1].name}: 1 tệp" in shown
        assert "của từng tệp minh chứng chỉ hiện với Trưởng, Phó" in shown
        for file in EvidenceFile.objects.all():
            assert file.name not in shown
            assert file.sha256 not in shown


def test_the_old_head_reads_on_and_the_new_head_says_that_it_has_taken_over(client):
    season, members = make_leaving_year()
    old, new, _ = members
    fill(season, members, 1)
    client.force_login(make_approver(old))
    client.post(page(season), sent(season))
    season.proposals.update(state="withdrawn")

    reading = text_of(client.get(page(season)))
    assert "Đề nghị khen thưởng chưa có kết quả 1 Xong" in reading
    assert "Xác nhận đã nhận bàn giao" not in reading
    assert client.post(page(season, "handover-receive"), {}).status_code == 403
    client.force_login(make_editor(new))
    answer = client.post(page(season, "handover-receive"), {"note": "Đủ hồ sơ"}, follow=True)
    assert "Đã nhận" in text_of(answer)
    again = client.get(page(season, "handover-receive"))
    assert "disabled" in again.content.decode()
    assert client.post(page(season, "handover-receive"), {}).status_code == 422
    assert HandoverReceipt.objects.get().note == "Đủ hồ sơ"


def test_nothing_is_received_that_was_not_handed_over(client):
    season, (_, new, _) = make_leaving_year()
    settle_in(client, make_approver(new))

    assert client.get(page(season, "handover-receive")).status_code == 404


def test_the_new_year_leads_back_to_what_was_taken_over(client):
    season, (_, new, _) = make_leaving_year()
    following = hand_rows(season).following
    settle_in(client, make_approver(new))

    shown = client.get(page(following)).content.decode()

    assert "nhận bàn giao từ năm 2025" in shown
    assert f'href="{page(season)}"' in shown


def sentences(client):
    return [work.sentence for work in client.get("/").context["works"]]


def test_each_finds_its_part_of_the_handover_on_the_home_page(client):
    cycle = make_cycle(label="2025")
    season, (old, new, _) = make_bloc_year(3, stage=Stage.DECIDED, cycle=cycle)
    leaving, coming, officer = make_editor(old), make_editor(new), make_officer(season.bloc)

    client.force_login(leaving)
    assert sentences(client) == ["Chọn Trưởng khối năm sau để bàn giao."]
    office = make_office(season, OfficeRole.HEAD, new, term=Term.NEXT.value, state="proposed")
    assert sentences(client) == []
    client.force_login(officer)
    wanted = f"Xác nhận Trưởng khối năm sau: {new.short_name} được đề xuất."
    assert wanted in sentences(client)
    Office.objects.filter(pk=office.pk).update(state="confirmed")
    assert wanted not in sentences(client)
    client.force_login(leaving)
    assert sentences(client) == [f"Bàn giao cho {new.short_name}, Trưởng khối năm sau."]
    hand_rows(season)
    assert sentences(client) == []
    client.force_login(coming)
    preparing, receiving = sentences(client)
    assert preparing.startswith("Chuẩn bị kế hoạch")
    assert receiving.startswith("Nhận bàn giao")
    client.post(page(season, "handover-receive"), {})
    assert sentences(client) == [preparing]


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.BLOC_REVIEW])
def test_the_province_is_told_of_offices_that_wait_for_it_at_any_stage(client, stage):
    season, (_, new, third) = make_bloc_year(3, stage=stage)
    client.force_login(make_officer(season.bloc))
    assert sentences(client) == []

    for role, agency in ((OfficeRole.HEAD, new), (OfficeRole.DEPUTY, third)):
        make_office(season, role, agency, term=Term.NEXT.value, state="proposed")

    assert sentences(client) == [
        f"Xác nhận Trưởng khối năm sau: {new.short_name} được đề xuất.",
        f"Xác nhận Phó Trưởng khối năm sau: {third.short_name} được đề xuất.",
    ]


def renamed(season):
    """Call every member otherwise in the registry than in the season; return both names of each."""
    for member in season.memberships.select_related("agency"):
        member.agency.name = f"Tên mới trong danh bạ {member.position}"
        member.agency.save()
    rows = season.memberships.order_by("position").values_list("agency__name", "name")
    return zip(*rows, strict=True)


def test_members_are_called_as_the_season_s_papers_call_them(client):
    season, members = make_leaving_year()
    fill(season, members, 3)
    registered, (old, new, third) = renamed(season)
    settle_in(client, make_approver(members[0]))

    before = text_of(client.get(page(season)))
    done = text_of(client.post(page(season), sent(season), follow=True))
    settle_in(client, make_approver(members[1]))
    asked = text_of(client.get(page(season, "handover-receive")))

    assert f"{old} thôi làm Trưởng khối" in before
    assert f"{new} làm Trưởng khối năm 2026" in before
    assert f"Minh chứng của {old}: 1 tệp" in before
    assert third in before
    assert f"Đã bàn giao cho {new}; biên bản đang được lập." in done
    assert all(f"{label} {name}" in done for label, name in [("Bên giao", old), ("Bên nhận", new)])
    assert f"{new} xác nhận đã nhận hồ sơ" in asked
    shown = " ".join((before, done, asked))
    assert [name for name in registered if name in shown] == []


@pytest.mark.parametrize("state", ["proposed", "confirmed"])
def test_what_hinders_a_handover_names_members_as_the_season_does(client, state):
    season, members = make_leaving_year(3)
    season.offices.filter(term="next", role="head").update(state=state)
    if state == "confirmed":  # the following year has another head already
        make_season(
            bloc=season.bloc, cycle=make_cycle(label="2026"), members=members, head=members[2]
        )
    registered, (_, new, third) = renamed(season)
    settle_in(client, make_approver(members[0]))

    shown = text_of(client.get(page(season)))

    told = {
        "proposed": f"Trưởng khối năm sau ({new}) mới được đề xuất",
        "confirmed": f"Năm 2026 đã ghi Trưởng khối là {third}, không phải {new}.",
    }
    assert told[state] in shown
    assert [name for name in registered if name in shown] == []


@pytest.mark.parametrize(("number", "queries"), [(1, 25), (3, 25)])
def test_the_preview_takes_the_same_queries_however_long_its_lists(
    client, django_assert_num_queries, number, queries
):
    season, members = make_leaving_year(3)
    fill(season, members, number)
    settle_in(client, make_approver(members[0]))

    with django_assert_num_queries(queries):
        client.get(page(season))


@pytest.mark.parametrize(("number", "queries"), [(1, 20), (3, 20)])
def test_the_record_takes_the_same_queries_however_long_its_lists(
    client, django_assert_num_queries, number, queries
):
    season, members = make_leaving_year(3)
    fill(season, members, number)
    settle_in(client, make_approver(members[0]))
    client.post(page(season), sent(season))

    with django_assert_num_queries(queries):
        client.get(page(season))
