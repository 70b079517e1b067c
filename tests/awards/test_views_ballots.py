"""The list of ballots, setting one up, and the page of one."""

import pytest
from django.urls import reverse

from awards import services
from awards.models import Ballot
from awards.rules.ballots import Threshold
from awards.states import BallotMethod, ShareBase
from blocs.states import OfficeRole, Stage
from tests.awards.balloting import close, make_voting_year, set_open, set_up, vote
from tests.factories import (
    make_agency,
    make_approver,
    make_award_type,
    make_bloc,
    make_editor,
    make_meeting,
    make_officer,
)
from tests.scoring.pages import season_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db


def page_of(name, ballot, *more):
    return reverse(f"awards:{name}", args=[ballot.pk, *more])


def list_of(season):
    return season_page("ballot-list", season, app="awards")


def form(season, members, **fields):
    """Return what the form sends for a ballot on an award."""
    values = {
        "matter": f"award:{make_award_type().code}",
        "nominees": [str(members[1].pk), str(members[2].pk)],
        "method": "online",
        "is_secret": "on",
        "threshold": "2/3",
        "share_of": "members",
        "quorum": "50%",
        "seats": "1",
        "max_choices": "1",
        "self_vote": "on",
        "least_voters": "3",
    }
    return {name: value for name, value in (values | fields).items() if value is not None}


def offered(page):
    """Return what may be done next, with the reasons of what may not."""
    return {act.label: act.verdict.reason for act in page.context["acts"]}


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_ballot_and_for_many(
    client, django_assert_num_queries, size
):
    season, members = make_voting_year(3)
    for number in range(size):
        ballot = set_open(season, members[:2])
        if number == 0:
            for member in members:
                vote(ballot, member, 1)
            close(ballot)
    sign_in(client, make_editor(members[2]))

    # session, user, appointments, season, ballots, names, elected, overrides, seats, sample
    with django_assert_num_queries(10):
        page = client.get(list_of(season))

    assert text_of(page).count("Bỏ phiếu đề nghị tặng Cờ") == size


def test_the_list_says_who_voted_how_many_and_what_came_out(client):
    season, members = make_voting_year(4)
    running = set_open(season, members[:2])
    vote(running, members[2], 1)
    won = set_open(season, members[:2], role=OfficeRole.HEAD, title="Bầu Trưởng khối")
    lost = set_open(season, members[:2], title="Cuộc không ai đạt")
    for ballot, places in ((won, (1, 1, 1, 2)), (lost, (1, 1, 2, 2))):
        for member, place in zip(members, places, strict=True):
            vote(ballot, member, place)
        close(ballot)
    gone = set_up(season, members[:2], title="Cuộc nhầm")
    services.void_ballot(ballot_id=gone.pk, seen_version=1, reason="Nhầm danh sách", actor=None)
    sign_in(client, make_editor(members[3]))

    page = client.get(list_of(season))

    rows = {row.record.ballot.pk: row.record for row in page.context["table"].rows}
    assert [(rows[one.pk].voted, rows[one.pk].outcome) for one in (running, won, lost, gone)] == [
        (1, ""),
        (4, members[0].name),
        (4, "Chưa bầu được"),
        (0, "Nhầm danh sách"),
    ]
    assert rows[won.pk].matter == "Trưởng khối của năm thi đua sau"


def test_the_list_is_filtered_by_state_and_by_what_it_is_about(client):
    season, members = make_voting_year(4)
    set_up(season, members[:2])
    set_open(season, members[:2], role=OfficeRole.HEAD)
    sign_in(client, make_editor(members[3]))

    def titles(**query):
        table = client.get(list_of(season), query).context["table"]
        return [str(row.record.ballot) for row in table.rows]

    assert len(titles()) == 2
    assert titles(ve="office", trang_thai="open") == ["Bỏ phiếu đề nghị tặng Cờ"]
    assert titles(ve="office", trang_thai="draft") == []


def test_the_head_sets_up_a_ballot_on_its_page(client):
    season, members = make_voting_year(4)
    sign_in(client, make_editor(members[0]))
    asked = client.get(season_page("ballot-create", season, app="awards"))
    assert value_of(asked, "threshold") == ""  # no threshold is suggested

    answer = client.post(
        season_page("ballot-create", season, app="awards"),
        form(season, members, strict="strict", share_of="present"),
    )

    ballot = Ballot.objects.get()
    assert answer.url == ballot.get_absolute_url()
    assert ballot.title == f"Bỏ phiếu đề nghị tặng {ballot.award_type.name}"
    assert ballot.threshold == Threshold(2, 3, strict=True)
    assert (ballot.quorum_numerator, ballot.quorum_denominator) == (50, 100)
    assert (ballot.share_of, ballot.is_secret, ballot.self_vote) == ("present", True, True)
    assert list(ballot.nominees.values_list("agency", flat=True)) == [members[1].pk, members[2].pk]


def test_an_office_is_named_as_the_cluster_names_it(client):
    season, members = make_voting_year(4, bloc=make_bloc(kind="cum"))
    sign_in(client, make_editor(members[0]))
    address = season_page("ballot-create", season, app="awards")
    assert "Phó Trưởng cụm" in text_of(client.get(address))

    client.post(address, form(season, members, matter="office:head"))

    assert Ballot.objects.get().title == "Bầu Trưởng cụm năm sau"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"threshold": "hai phần ba"}, "threshold", "ghi dạng 2/3 hoặc 70%"),
        ({"threshold": "3/2"}, "threshold", "không quá 1"),
        ({"quorum": "0%"}, "quorum", "lớn hơn 0"),
        ({"threshold": "1/101"}, "threshold", "mẫu số không quá 100"),
        ({"nominees": None}, "nominees", "Đơn vị có tên trong phiếu"),
        ({"seats": "5"}, "seats", "từ 1 đến 2"),
        ({"least_voters": "2"}, "least_voters", "ít nhất 3 phiếu"),
        ({"matter": "award:khong-co"}, "matter", "không có trong danh sách"),
        ({"method": "hands"}, "is_secret", "biểu quyết công khai"),
        ({"share_of": "valid", "self_vote": None}, "self_vote", "phiếu kín không cho biết"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, fields, field, said):
    season, members = make_voting_year(4)
    sign_in(client, make_editor(members[0]))

    page = client.post(
        season_page("ballot-create", season, app="awards"),
        form(season, members, title="Tên riêng", **fields),
    )

    assert page.status_code == 422
    assert said in str(page.context["form"].errors[field])
    assert value_of(page, "title") == "Tên riêng"
    assert not Ballot.objects.exists()


def test_the_next_ballot_of_the_bloc_starts_with_the_rule_of_the_last(client):
    season, members = make_voting_year(4)
    set_up(
        season,
        members[:2],
        method=BallotMethod.PAPER,
        threshold=Threshold(7, 10, strict=True),
        share_of=ShareBase.PRESENT,
    )
    sign_in(client, make_editor(members[0]))

    asked = client.get(season_page("ballot-create", season, app="awards"))

    assert value_of(asked, "threshold") == "7/10"
    assert asked.context["form"]["method"].value() == "paper"


def test_a_draft_is_changed_on_its_page_and_an_open_ballot_is_not(client):
    season, members = make_voting_year(4)
    meeting = make_meeting(season)
    ballot = set_up(season, members[:2], meeting=meeting)
    sign_in(client, make_editor(members[0]))
    asked = client.get(page_of("ballot-change", ballot)).context["form"]
    start = {name: asked[name].value() for name in asked.fields}
    assert (start["meeting"], start["nominees"]) == (
        meeting.pk,
        [str(members[0].pk), str(members[1].pk)],
    )
    sent = form(season, members, matter=start["matter"], seen_version="1", title="Tên khác")

    done = client.post(page_of("ballot-change", ballot), sent)
    stale = client.post(page_of("ballot-change", ballot), sent)

    ballot.refresh_from_db()
    assert (done.status_code, stale.status_code, ballot.title) == (302, 409, "Tên khác")
    services.open_ballot(ballot_id=ballot.pk, seen_version=2, actor=None)
    late = client.get(page_of("ballot-change", ballot))
    assert "không sửa được nữa" in text_of(late)
    assert 'name="threshold"' not in late.content.decode()
    sent = sent | {"seen_version": "3"}
    assert client.post(page_of("ballot-change", ballot), sent).status_code == 403


def test_the_page_offers_who_runs_the_season_what_leads_on(client):
    season, members = make_voting_year(4)
    ballot = set_up(season, members[:2], method=BallotMethod.PAPER)
    sign_in(client, make_editor(members[0]))

    assert list(offered(client.get(page_of("ballot-detail", ballot)))) == [
        "Mở cuộc bỏ phiếu",
        "Sửa",
        "Danh sách cử tri",
        "Phân công kiểm phiếu",
        "Hủy cuộc bỏ phiếu",
    ]
    sign_in(client, make_editor(members[2]))
    assert offered(client.get(page_of("ballot-detail", ballot))) == {}


def test_what_cannot_be_done_now_is_greyed_with_its_reason(client):
    season, members = make_voting_year(4)
    ballot = set_up(season, members[:2])
    season.stage = Stage.SUBMITTED.value
    season.save()
    sign_in(client, make_editor(members[0]))

    page = client.get(page_of("ballot-detail", ballot))

    assert "chỉ thực hiện ở bước" in offered(page)["Mở cuộc bỏ phiếu"]
    assert "chỉ thực hiện ở bước" in text_of(page)
    assert page_of("ballot-open", ballot) not in page.content.decode()


def test_nobody_sees_a_number_before_the_end(client):
    season, members = make_voting_year(5)
    ballot = set_open(season, members[:2])
    for member in members[:4]:
        vote(ballot, member, 1)

    for person in (
        make_editor(members[0]),
        make_editor(members[4]),
        make_officer(season.bloc),
    ):
        sign_in(client, person)
        page = client.get(page_of("ballot-detail", ballot))
        assert page.context["results"] == []
        assert "Đã bỏ phiếu 4/5 đơn vị" in text_of(page)
        assert "/5 =" not in text_of(page)


def test_the_result_is_shown_to_all_with_its_arithmetic(client):
    season, members = make_voting_year(9)
    ballot = set_open(season, members[:3])
    for member, place in zip(members, (1, 1, 1, 1, 1, 1, 1, 2, 2), strict=True):
        vote(ballot, member, place)
    close(ballot)
    sign_in(client, make_editor(members[8]))

    page = client.get(page_of("ballot-detail", ballot))

    assert "7/9 = 77,78% ≥ 2/3 của 9 thành viên" in text_of(page)
    assert "2/9 = 22,22% < 2/3 của 9 thành viên" in text_of(page)
    assert [(line.name, line.label) for line in page.context["results"]] == [
        (members[0].name, "Được bầu"),
        (members[1].name, "Không đạt mức"),
        (members[2].name, "Không đạt mức"),
    ]
    assert "có mặt 9/9 thành viên, đủ 1/2" in text_of(page)


@pytest.mark.parametrize("size", [3, 9])
def test_the_page_of_a_ballot_costs_the_same_for_few_and_for_many(
    client, django_assert_num_queries, size
):
    season, members = make_voting_year(size)
    ballot = set_open(season, members)
    for member in members:
        vote(ballot, member, 1)
    close(ballot)
    sign_in(client, make_approver(members[0]))

    # session, user, appointments, ballot, seats, names, roll, results, nominees, approvers,
    # numbers of slips, three for the sample mark and what hangs on the head's steps,
    # who is proposed already
    with django_assert_num_queries(15):
        client.get(page_of("ballot-detail", ballot))


def test_ballots_of_another_bloc_do_not_exist_for_me(client):
    season, members = make_voting_year(4)
    ballot = set_open(season, members[:2])
    sign_in(client, make_approver(make_agency()))
    names = ("detail", "change", "roll", "open", "end", "close", "void", "tellers", "count")
    pages = [page_of(f"ballot-{name}", ballot) for name in (*names, "next-round", "take-over")]
    pages += [page_of(f"ballot-{name}", ballot, members[0].code) for name in ("slip", "voted")]
    pages += [page_of("ballot-override", ballot, 1), list_of(season)]
    pages += [season_page("ballot-create", season, app="awards")]

    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    posted = [page for page in pages if "da-bo" not in page and page != list_of(season)]
    posted.remove(page_of("ballot-detail", ballot))
    assert [client.post(page, {}).status_code for page in posted] == [404] * len(posted)


def test_the_season_leads_to_its_ballots(client):
    season, members = make_voting_year(4)
    sign_in(client, make_editor(members[2]))

    assert list_of(season) in client.get(season.get_absolute_url()).content.decode()
