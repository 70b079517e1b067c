"""The roll of a ballot, and who counts, in the browser."""

import pytest
from django.urls import reverse

from awards import services
from awards.models import BallotVoter, TellerCount
from awards.states import BallotMethod, BallotState
from tests.awards.balloting import end, hand_out, make_voting_year, set_open, set_up, vote
from tests.factories import NOON, make_approver, make_editor, make_officer, make_user
from tests.scoring.pages import sign_in, text_of, value_of

pytestmark = pytest.mark.django_db
HANDS = {"method": BallotMethod.HANDS, "is_secret": False, "least_voters": 1}


@pytest.fixture
def year():
    return make_voting_year(5)


def page_of(name, ballot):
    return reverse(f"awards:ballot-{name}", args=[ballot.pk])


def as_shown(page, **changes):
    """Return the roll as the page shows it, with some boxes ticked or not."""
    form = {}
    for line in page.context["lines"]:
        code = line["voter"].agency.code
        form[f"{code}-thay"] = line["seen"]
        boxes = {"co-mat": line["is_present"], "giay": line["on_paper"]}
        for name, is_ticked in boxes.items():
            if changes.get(f"{code}-{name}", is_ticked):
                form[f"{code}-{name}"] = "1"
    return form


def count_of(**fields):
    values = {"issued": 5, "returned": 5, "valid": 4, "invalid": 1, "blank": 0}
    return values | {"votes-1": 3, "votes-2": 1} | fields


@pytest.fixture
def counting(year):
    """Return a ballot on paper that is being counted, and its two tellers."""
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    tellers = make_editor(members[2]), make_editor(members[3])
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=2, actor=None)
    end(ballot)
    return ballot, *tellers


def test_the_head_notes_who_is_there_and_hands_out_paper(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    sign_in(client, make_editor(members[0]))
    page = client.get(page_of("roll", ballot))
    assert "Có mặt 5/5 đơn vị, đã bỏ phiếu 0/5" in text_of(page)
    away, paper = members[4].code, members[1].code

    done = client.post(
        page_of("roll", ballot),
        as_shown(page, **{f"{away}-co-mat": False, f"{paper}-giay": True}),
        follow=True,
    )

    assert "Đã ghi thay đổi của 2 đơn vị." in text_of(done)
    roll = {one.agency: one for one in BallotVoter.objects.filter(ballot=ballot)}
    assert (roll[members[4]].is_present, roll[members[1]].channel) == (False, "paper")
    again = client.post(page_of("roll", ballot), as_shown(done), follow=True)
    assert "Không có gì thay đổi." in text_of(again)


def test_who_voted_while_the_page_was_open_is_not_touched(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    sign_in(client, make_editor(members[0]))
    page = client.get(page_of("roll", ballot))
    vote(ballot, members[2], 1)

    client.post(page_of("roll", ballot), as_shown(page))
    shown = client.get(page_of("roll", ballot))

    voter = BallotVoter.objects.get(ballot=ballot, agency=members[2])
    assert (voter.voted, voter.channel) == (True, "online")
    line = next(one for one in shown.context["lines"] if one["is_online"])
    assert line["voter"].agency == members[2]


def test_a_paper_slip_for_who_voted_online_is_refused_at_its_row(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.MIXED)
    sign_in(client, make_editor(members[0]))
    page = client.get(page_of("roll", ballot))
    vote(ballot, members[2], 1)

    refused = client.post(
        page_of("roll", ballot), as_shown(page, **{f"{members[2].code}-giay": True})
    )

    assert refused.status_code == 422
    assert "đã bỏ phiếu trực tuyến. Chưa ghi nội dung nào." in text_of(refused)
    assert [one["is_bad"] for one in refused.context["lines"]] == [False, False, True, False, False]


def test_members_see_the_roll_after_the_end_and_nobody_changes_it_then(client, year):
    season, members = year
    ballot = set_open(season, members[:2])
    sign_in(client, make_editor(members[3]))
    assert client.get(page_of("roll", ballot)).status_code == 404
    assert client.post(page_of("roll", ballot), {}).status_code == 404
    for member in members[:4]:
        vote(ballot, member, 1)
    services.close_ballot(ballot_id=ballot.pk, seen_version=2, reason="Hết giờ", actor=None)

    page = client.get(page_of("roll", ballot))
    assert "đã bỏ phiếu 4/5" in text_of(page)
    assert "danh sách cử tri không sửa được nữa" in text_of(page)
    sign_in(client, make_editor(members[0]))
    tried = client.post(
        page_of("roll", ballot), as_shown(page, **{f"{members[4].code}-co-mat": True})
    )
    assert tried.status_code == 403


@pytest.mark.parametrize("size", [3, 9])
def test_the_roll_costs_the_same_for_few_and_for_many(client, django_assert_num_queries, size):
    season, members = make_voting_year(size)
    ballot = set_up(season, members[:2])
    sign_in(client, make_editor(members[0]))

    # session, user, appointments, ballot, seats twice, names, roll, sample
    with django_assert_num_queries(9):
        client.get(page_of("roll", ballot))


def test_tellers_are_named_among_the_bloc_and_the_province(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    one, officer = make_editor(members[2]), make_officer(season.bloc)
    make_user()
    make_officer(make_voting_year(1)[0].bloc)
    head = make_editor(members[0])
    sign_in(client, head)
    page = client.get(page_of("tellers", ballot))
    offered = {pk for pk, _ in page.context["form"].fields["teller_1"].choices if pk}
    assert offered == {head.pk, one.pk, officer.pk}

    same = client.post(
        page_of("tellers", ballot), {"seen_version": 2, "teller_1": one.pk, "teller_2": one.pk}
    )
    done = client.post(
        page_of("tellers", ballot),
        {"seen_version": 2, "teller_1": one.pk, "teller_2": officer.pk},
        follow=True,
    )

    assert (same.status_code, "hai người khác nhau" in text_of(same)) == (422, True)
    assert "Đã phân công kiểm phiếu." in text_of(done)
    assert [row.teller for row in TellerCount.objects.order_by("place")] == [one, officer]
    assert f"{one.full_name} (chưa ghi); {officer.full_name} (chưa ghi)" in text_of(done)


def test_one_counts_raised_hands(client, year):
    season, members = year
    ballot = set_open(season, members[:2], **HANDS)
    teller = make_editor(members[4])
    services.name_tellers(ballot_id=ballot.pk, tellers=[teller], seen_version=2, actor=None)
    end(ballot, reason="")
    sign_in(client, teller)
    page = client.get(page_of("count", ballot))
    assert "Số đơn vị tham gia biểu quyết" in text_of(page)

    done = client.post(
        page_of("count", ballot), {"valid": "5", "votes-1": "4", "votes-2": "1"}, follow=True
    )

    assert "Đã ghi số phiếu." in text_of(done)
    held = TellerCount.objects.get()
    assert (held.issued, held.returned, held.valid, held.votes) == (5, 5, 5, {"1": 4, "2": 1})


def test_nobody_sees_the_others_numbers_before_both_have_counted(client, counting, year):
    ballot, first, second = counting
    sign_in(client, first)
    client.post(page_of("count", ballot), count_of())
    head = make_editor(year[1][0])

    for person in (first, second, head):
        sign_in(client, person)
        detail = client.get(ballot.get_absolute_url())
        assert detail.context["compared"] == []
        assert "(đã ghi số phiếu)" in text_of(detail)
    sign_in(client, second)
    blank = client.get(page_of("count", ballot))
    assert [cell["value"] for cell in blank.context["cells"]] == [""] * 5
    assert value_of(blank, "votes-1") == ""
    client.post(page_of("count", ballot), count_of(**{"votes-1": 2}))

    for person, sees in ((first, True), (second, True), (head, True)):
        sign_in(client, person)
        page = client.get(ballot.get_absolute_url())
        odd = [cell.name for cell in page.context["compared"] if cell.differs]
        assert (odd == ["votes-1"]) is sees
        assert "Khác nhau" in text_of(page)
    sign_in(client, make_approver(year[1][1]))
    assert client.get(ballot.get_absolute_url()).context["compared"] == []


@pytest.mark.parametrize(
    ("fields", "cell", "said"),
    [
        ({"valid": "bốn"}, "valid", "một số nguyên từ 0"),
        ({"votes-2": ""}, "votes-2", "một số nguyên từ 0"),
        ({"issued": "4", "returned": "4", "valid": "3"}, "issued", "5 phiếu đã phát"),
        ({"valid": "3"}, "returned", "khác số phiếu thu về 5"),
        ({"votes-1": "5"}, "votes-1", "Nhiều hơn số phiếu hợp lệ"),
    ],
)
def test_a_wrong_number_is_marked_at_its_cell_and_the_others_stay(
    client, counting, fields, cell, said
):
    ballot, first, _ = counting
    sign_in(client, first)

    page = client.post(page_of("count", ballot), count_of(**fields))

    assert page.status_code == 422
    cells = {one["name"]: one for one in page.context["cells"] + page.context["votes"]}
    assert said in cells[cell]["fault"]
    assert value_of(page, "blank") == "0"
    assert TellerCount.objects.get(teller=first).entered_at is None


def test_a_teller_sees_and_corrects_what_they_wrote(client, counting):
    ballot, first, _ = counting
    sign_in(client, first)
    client.post(page_of("count", ballot), count_of())
    assert value_of(client.get(page_of("count", ballot)), "votes-1") == "3"

    client.post(page_of("count", ballot), count_of(**{"votes-1": 2, "votes-2": 2}))

    assert TellerCount.objects.get(teller=first).votes == {"1": 2, "2": 2}


def test_who_was_not_named_has_no_count(client, counting, year):
    ballot, _, _ = counting

    for person in (make_editor(year[1][0]), make_officer(year[0].bloc)):
        sign_in(client, person)
        assert client.get(page_of("count", ballot)).status_code == 404
        assert client.post(page_of("count", ballot), count_of()).status_code == 404


def test_a_count_before_the_end_is_refused_on_the_page(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    tellers = make_editor(members[2]), make_editor(members[3])
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=2, actor=None)
    sign_in(client, tellers[0])

    asked = client.get(page_of("count", ballot))
    tried = client.post(page_of("count", ballot), count_of())

    assert "sau khi kết thúc bỏ phiếu" in text_of(asked)
    assert tried.status_code == 403


@pytest.mark.parametrize("state", [BallotState.CLOSED, BallotState.VOID])
def test_a_count_after_the_result_is_refused_without_asking_to_end_the_voting(
    client, counting, state
):
    ballot, first, _ = counting
    times = {"closed_at": NOON} if state == BallotState.CLOSED else {"void_reason": "Nhầm"}
    times |= {"opened_at": NOON, "ended_at": NOON}
    type(ballot).objects.filter(pk=ballot.pk).update(state=state.value, **times)
    sign_in(client, first)

    shown = text_of(client.get(page_of("count", ballot)))

    assert "nên không ghi số phiếu nữa" in shown
    assert "sau khi kết thúc bỏ phiếu" not in shown


def test_a_teller_is_told_that_votes_of_too_few_slips_are_not_kept(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members[:2])
    tellers = make_editor(members[2]), make_editor(members[3])
    services.name_tellers(ballot_id=ballot.pk, tellers=tellers, seen_version=2, actor=None)
    end(ballot)
    sign_in(client, tellers[0])
    few = {"issued": 2, "returned": 2, "valid": 2, "invalid": 0, "votes-1": 2, "votes-2": 0}
    assert "ít hơn 3 phiếu" in text_of(client.get(page_of("count", ballot)))

    done = client.post(page_of("count", ballot), count_of(**few), follow=True)

    told = "Thu về 2 phiếu, ít hơn 3 phiếu"
    assert told in text_of(done)
    assert "không được giữ" in text_of(done)
    assert told in text_of(client.get(page_of("count", ballot)))
    assert TellerCount.objects.get(teller=tellers[0]).votes == {"1": 0, "2": 0}


def test_nothing_is_said_of_too_few_where_votes_are_kept(client, counting, year):
    ballot, first, _ = counting
    sign_in(client, first)

    done = client.post(page_of("count", ballot), count_of(), follow=True)

    assert "không được giữ" not in text_of(done)
    season, members = year
    hands = set_open(season, members[:2], **HANDS)
    services.name_tellers(ballot_id=hands.pk, tellers=[first], seen_version=2, actor=None)
    end(hands)
    assert "ít hơn" not in text_of(client.get(page_of("count", hands)))


def test_tellers_are_not_named_by_a_member_nor_for_slips_that_come_online(client, year):
    season, members = year
    paper = set_open(season, members[:2], method=BallotMethod.PAPER)
    online = set_open(season, members[:2])
    sign_in(client, make_editor(members[3]))
    assert "Chỉ đơn vị Trưởng khối" in text_of(client.get(page_of("tellers", paper)))
    sign_in(client, make_editor(members[0]))
    assert "do phần mềm đếm" in text_of(client.get(page_of("tellers", online)))
