"""The slip in the browser: ticked, looked at once more, cast; no page knows it afterwards."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from awards.models import BallotBox, BallotVoter
from awards.rules.ballots import Count
from awards.services.ballot_box import opened
from awards.states import BallotMethod
from tests.awards.balloting import close, end, hand_out, make_voting_year, set_open, set_up, vote
from tests.factories import make_approver, make_editor, make_officer
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_voting_year(5)


def slip_of(ballot, agency, name="ballot-slip"):
    return reverse(f"awards:{name}", args=[ballot.pk, agency.code])


def held(ballot):
    places = list(ballot.nominees.values_list("position", flat=True))
    return opened(BallotBox.objects.get(ballot=ballot), places)


def ticked(page):
    """Return what is ticked, or carried along unseen."""
    text = page.content.decode()
    tags = re.findall(r'<input[^>]*name="(?:chon|khong)"[^>]*>', text)
    return [
        re.search(r'value="(\d+)"', tag)[1]
        for tag in tags
        if "checked" in tag or 'type="hidden"' in tag
    ]


def test_a_slip_is_ticked_looked_at_and_cast(client, year):
    season, members = year
    ballot = set_open(season, members[:3], max_choices=2)
    sign_in(client, make_approver(members[3]))
    blank = client.get(slip_of(ballot, members[3]))
    assert ticked(blank) == []

    seen = client.post(slip_of(ballot, members[3]), {"chon": ["1", "3"], "buoc": "xem"})
    assert (ticked(seen), held(ballot).returned) == (["1", "3"], 0)
    mended = client.post(slip_of(ballot, members[3]), {"chon": ["1", "3"], "buoc": "sua"})
    assert (ticked(mended), held(ballot).returned) == (["1", "3"], 0)
    done = client.post(slip_of(ballot, members[3]), {"chon": ["1", "3"], "buoc": "bo"}, follow=True)

    assert held(ballot) == Count(valid=1, votes={1: 1, 2: 0, 3: 1})
    assert done.redirect_chain == [(slip_of(ballot, members[3], "ballot-voted"), 302)]
    assert f"{members[3].name} đã bỏ phiếu" in text_of(done)


def test_no_page_and_no_session_shows_the_choice_afterwards(client, year):
    season, members = year
    ballot = set_open(season, members[:3])
    sign_in(client, make_approver(members[3]))
    client.post(slip_of(ballot, members[3]), {"chon": "2", "buoc": "xem"})
    done = client.post(slip_of(ballot, members[3]), {"chon": "2", "buoc": "bo"}, follow=True)

    again = client.get(slip_of(ballot, members[3]), follow=True)
    detail = client.get(ballot.get_absolute_url())

    for page in (done, again):
        assert members[1].name not in text_of(page)
        assert ticked(page) == []
    assert "đã bỏ phiếu" in text_of(detail)
    assert "no-store" in done.headers["Cache-Control"]
    for session in Session.objects.all():
        assert not {"chon", "chosen", "votes"} & set(str(session.get_decoded()).split())
    assert not any("?" in address for address, _ in done.redirect_chain)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "phiếu trắng"),
        ({"khong": "1"}, "không đồng ý đơn vị nào"),
    ],
)
def test_a_blank_slip_and_a_rejection_are_told_apart_before_they_count(client, year, sent, said):
    season, members = year
    ballot = set_open(season, members[:3])
    sign_in(client, make_approver(members[3]))

    seen = client.post(slip_of(ballot, members[3]), sent | {"buoc": "xem"})
    client.post(slip_of(ballot, members[3]), sent | {"buoc": "bo"})

    assert said in text_of(seen)
    assert (held(ballot).blank, held(ballot).valid) == ((1, 0) if not sent else (0, 1))


@pytest.mark.parametrize("step", ["xem", "bo"])
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"chon": ["1", "2"]}, "chọn 2 đơn vị, nhiều nhất là 1"),
        ({"chon": "1", "khong": "1"}, "bỏ một trong hai"),
        ({"chon": "9"}, "không nằm trong danh sách"),
        ({"chon": "một"}, "không nằm trong danh sách"),
        ({"chon": "3"}, "cho chính mình"),
    ],
)
def test_a_wrong_slip_comes_back_as_it_was_ticked(client, year, sent, said, step):
    season, members = year
    ballot = set_open(season, members[:3], self_vote=False)
    sign_in(client, make_approver(members[2]))

    page = client.post(slip_of(ballot, members[2]), sent | {"buoc": step})

    assert page.status_code == 422
    assert f"{said}" in text_of(page)
    assert "Phiếu chưa được nhận" in text_of(page)
    known = [place for place in (sent.get("chon") or []) if place in "123"]
    assert set(known) <= set(ticked(page))
    assert held(ballot).returned == 0


def test_ones_own_agency_is_greyed_with_the_reason(client, year):
    season, members = year
    ballot = set_open(season, members[:3], self_vote=False)
    sign_in(client, make_approver(members[1]))

    page = client.get(slip_of(ballot, members[1]))

    tag = re.search(r'<input[^>]*id="chon-2"[^>]*>', page.content.decode())[0]
    assert "disabled" in tag
    assert "Đơn vị không bỏ phiếu cho chính mình" in text_of(page)
    assert "disabled" not in re.search(r'<input[^>]*id="chon-1"[^>]*>', page.content.decode())[0]


@pytest.mark.parametrize("method", [BallotMethod.ONLINE, BallotMethod.MIXED])
def test_a_vote_after_the_end_is_refused_and_what_was_ticked_stays(client, year, method):
    season, members = year
    ballot = set_open(season, members[:3], method=method)
    sign_in(client, make_approver(members[4]))
    client.post(slip_of(ballot, members[4]), {"chon": "2", "buoc": "xem"})
    for member in members[:4]:
        vote(ballot, member, 1)
    if method is BallotMethod.MIXED:
        end(ballot)
    else:
        close(ballot, reason="Hết giờ")

    page = client.post(slip_of(ballot, members[4]), {"chon": "2", "buoc": "bo"})

    assert page.status_code == 403
    assert "nên không nhận phiếu" in text_of(page)
    assert "Nội dung quý vị đã chọn vẫn ở dưới đây" in text_of(page)
    assert ticked(page) == ["2"]
    assert not BallotVoter.objects.get(ballot=ballot, agency=members[4]).voted


def test_a_second_click_counts_nothing_and_says_so(client, year):
    season, members = year
    ballot = set_open(season, members[:3])
    sign_in(client, make_approver(members[3]))
    client.post(slip_of(ballot, members[3]), {"chon": "2", "buoc": "bo"})

    again = client.post(slip_of(ballot, members[3]), {"chon": "1", "buoc": "bo"}, follow=True)

    assert "lần bỏ này không được tính" in text_of(again)
    assert ticked(again) == []
    assert held(ballot).votes == {1: 0, 2: 1, 3: 0}


def test_the_slip_of_another_agency_does_not_exist_for_me(client, year):
    season, members = year
    ballot = set_open(season, members[:3])

    for person in (make_approver(members[3]), make_officer(season.bloc)):
        sign_in(client, person)
        for name in ("ballot-slip", "ballot-voted"):
            assert client.get(slip_of(ballot, members[2], name)).status_code == 404
        assert client.post(slip_of(ballot, members[2]), {"chon": "1"}).status_code == 404


def test_who_only_edits_reads_who_votes_for_the_agency(client, year):
    season, members = year
    ballot = set_open(season, members[:3])
    make_approver(members[3])
    sign_in(client, make_editor(members[3]))

    asked = client.get(slip_of(ballot, members[3]))
    tried = client.post(slip_of(ballot, members[3]), {"chon": "1", "buoc": "bo"})

    assert "Chỉ thủ trưởng của đơn vị được bỏ phiếu" in text_of(asked)
    assert 'value="xem"' not in asked.content.decode()
    assert (tried.status_code, held(ballot).returned) == (403, 0)


def test_a_slip_is_no_use_before_the_opening_or_after_a_paper_slip(client, year):
    season, members = year
    draft = set_up(season, members[:3])
    mixed = set_open(season, members[:3], method=BallotMethod.MIXED)
    hand_out(mixed, [members[3]])
    sign_in(client, make_approver(members[3]))

    early = client.get(slip_of(draft, members[3]))
    paper = client.get(slip_of(mixed, members[3]), follow=True)

    assert "đang chuẩn bị" in text_of(early)
    assert f"{members[3].name} đã nhận phiếu giấy" in text_of(paper)
    tried = client.post(slip_of(mixed, members[3]), {"step": "cast"}, follow=True)
    assert "Đơn vị đã nhận phiếu giấy; lần bỏ này không được tính." in text_of(tried)
    waiting = client.get(slip_of(draft, members[3], "ballot-voted"), follow=True)
    assert "Phiếu bầu" in text_of(waiting)


@pytest.mark.parametrize("size", [1, 5])
def test_the_slip_costs_the_same_for_one_nominee_and_for_many(
    client, django_assert_num_queries, year, size
):
    season, members = year
    ballot = set_open(season, members[:size])
    sign_in(client, make_approver(members[3]))

    # session, user, appointments, ballot, voter, approvers, names, nominees, sample
    with django_assert_num_queries(9):
        client.get(slip_of(ballot, members[3]))
