"""Opening, ending, closing, voiding, and what follows a result, in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from awards import services
from awards.models import AwardLabel, AwardType, Ballot, BallotOverride
from awards.states import BallotMethod
from blocs.models import Bloc
from blocs.states import OfficeRole
from scoring.rules.settings import TieRule
from scoring.selectors.given import votes_of
from scoring.states import TieKind
from tests.awards.balloting import (
    close,
    hand_out,
    make_voting_year,
    set_open,
    set_up,
    vote,
)
from tests.factories import assign, make_editor, make_officer, make_province, make_table
from tests.scoring.given import rules
from tests.scoring.pages import sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make_voting_year(5)


def page_of(name, ballot, *more):
    return reverse(f"awards:ballot-{name}", args=[ballot.pk, *more])


def sent(ballot, word, **fields):
    seen = Ballot.objects.get(pk=ballot.pk).version
    return {"seen_version": seen, "confirmation": word, **fields}


def state_of(ballot):
    return Ballot.objects.get(pk=ballot.pk).state


def lost(season, members, **fields):
    """Return a closed ballot that elected nobody."""
    ballot = set_open(season, members[:2], **fields)
    for member, place in zip(members, (1, 1, 1, 2, 2), strict=True):
        vote(ballot, member, place)
    return close(ballot)


@pytest.mark.parametrize("word", ["", "mo", "MỞ RA"])
def test_a_ballot_is_opened_by_its_word_only(client, year, word):
    season, members = year
    ballot = set_up(season, members[:2])
    sign_in(client, make_editor(members[0]))
    asked = client.get(page_of("open", ballot))
    assert "5 đơn vị trong danh sách cử tri bắt đầu bỏ phiếu cho 2 đơn vị" in text_of(asked)

    refused = client.post(page_of("open", ballot), sent(ballot, word))
    assert (refused.status_code, state_of(ballot)) == (422, "draft")
    done = client.post(page_of("open", ballot), sent(ballot, "mở"), follow=True)

    assert state_of(ballot) == "open"
    assert "Đã mở cuộc bỏ phiếu." in text_of(done)


def test_a_refusal_of_the_rule_is_shown_on_the_page(client):
    season, members = make_voting_year(2)
    ballot = set_up(season, members)
    sign_in(client, make_editor(members[0]))

    page = client.post(page_of("open", ballot), sent(ballot, "MỞ"))

    assert page.status_code == 422
    assert "bỏ phiếu kín cần ít nhất 3" in text_of(page)


@pytest.mark.parametrize("step", ["open", "next-round"])
def test_a_form_that_ended_greys_the_button_with_the_way_on(client, year, step):
    season, members = year
    ballot = set_up(season, members[:2]) if step == "open" else lost(season, members)
    AwardType.objects.update(valid_to=date(2000, 1, 1))
    province = make_province()
    Bloc.objects.filter(pk=season.bloc_id).update(province=province)
    AwardLabel.objects.create(province=province, award_type=ballot.award_type, label="Cờ riêng")
    sign_in(client, make_editor(members[0]))

    text = text_of(client.get(page_of(step, ballot)))

    assert "Hình thức khen thưởng “Cờ riêng” không có" in text
    assert "không có trong danh mục của tỉnh vào ngày xét" in text
    assert "đề nghị cơ quan thi đua, khen thưởng tỉnh ấn định ngày xét" in text


def test_the_close_names_who_has_not_voted_and_asks_why(client, year):
    season, members = year
    ballot = set_open(season, members[:2])
    for member in members[:4]:
        vote(ballot, member, 1)
    sign_in(client, make_editor(members[0]))
    asked = client.get(page_of("close", ballot))
    assert f"Còn 1 đơn vị chưa bỏ phiếu: {members[4].short_name}" in text_of(asked)

    silent = client.post(page_of("close", ballot), sent(ballot, "CÔNG BỐ"))
    assert (silent.status_code, state_of(ballot)) == (422, "open")
    done = client.post(
        page_of("close", ballot), sent(ballot, "CÔNG BỐ", reason="Vắng họp"), follow=True
    )

    assert state_of(ballot) == "closed"
    assert "Đã công bố kết quả bỏ phiếu." in text_of(done)


def test_a_reason_that_became_necessary_meanwhile_is_asked_for(client, year):
    season, members = year
    ballot = set_open(season, members[:2], method=BallotMethod.PAPER)
    hand_out(ballot, members)
    sign_in(client, make_editor(members[0]))
    asked = client.get(page_of("end", ballot))
    assert "reason" not in asked.context["form"].fields
    away = services.RollLine(is_present=True, on_paper=False)
    services.mark_roll(ballot_id=ballot.pk, seen={}, wanted={members[4].pk: away}, actor=None)

    page = client.post(page_of("end", ballot), sent(ballot, "KẾT THÚC"))

    assert (page.status_code, state_of(ballot)) == (422, "open")
    assert "reason" in page.context["form"].fields


def test_a_close_with_few_slips_says_that_nothing_is_made_public(client, year):
    season, members = year
    ballot = set_open(season, members[:2])
    vote(ballot, members[0], 1)
    sign_in(client, make_editor(members[0]))

    done = client.post(
        page_of("close", ballot), sent(ballot, "CÔNG BỐ", reason="Hết giờ"), follow=True
    )

    assert state_of(ballot) == "void"
    assert "Cuộc bỏ phiếu không có giá trị. Chỉ có 1 phiếu" in text_of(done)
    assert "Kết quả" not in text_of(done)


def test_a_ballot_is_declared_void_with_its_reason(client, year):
    season, members = year
    ballot = set_open(season, members[:2])
    sign_in(client, make_editor(members[0]))

    silent = client.post(page_of("void", ballot), sent(ballot, "HỦY", reason=" "))
    stale = client.post(
        page_of("void", ballot), sent(ballot, "HỦY", reason="Nhầm") | {"seen_version": 1}
    )
    done = client.post(page_of("void", ballot), sent(ballot, "HỦY", reason="Nhầm"), follow=True)

    assert [silent.status_code, stale.status_code, state_of(ballot)] == [422, 409, "void"]
    assert "Cuộc bỏ phiếu không có giá trị. Nhầm" in text_of(done)


@pytest.mark.parametrize("name", ["open", "close", "void"])
def test_who_may_not_reads_why_and_changes_nothing(client, year, name):
    season, members = year
    ballot = set_up(season, members[:2]) if name == "open" else set_open(season, members[:2])
    before = state_of(ballot)
    word = {"open": "MỞ", "close": "CÔNG BỐ", "void": "HỦY"}[name]
    sign_in(client, make_editor(members[2]))

    asked = client.get(page_of(name, ballot))
    tried = client.post(page_of(name, ballot), sent(ballot, word, reason="Thử"))

    assert (asked.status_code, tried.status_code, state_of(ballot)) == (200, 403, before)
    for page in (asked, tried):
        assert "Chỉ đơn vị Trưởng khối" in text_of(page)
        assert 'name="confirmation"' not in page.content.decode()


def test_the_next_round_is_set_up_from_the_result(client, year):
    season, members = year
    ballot = lost(season, members)
    sign_in(client, make_editor(members[0]))
    detail = client.get(ballot.get_absolute_url())
    assert page_of("next-round", ballot) in detail.content.decode()
    asked = client.get(page_of("next-round", ballot))
    assert f"Vòng 2 bầu 1 đơn vị trong số: {members[0].name}, {members[1].name}" in text_of(asked)

    done = client.post(page_of("next-round", ballot), sent(ballot, ""), follow=True)

    second = Ballot.objects.get(previous=ballot)
    assert done.redirect_chain == [(second.get_absolute_url(), 302)]
    assert "Xem vòng trước" in text_of(done)
    assert (
        page_of("next-round", ballot) not in client.get(ballot.get_absolute_url()).content.decode()
    )


def test_the_province_names_somebody_beyond_the_count_and_both_are_shown(client, year):
    season, members = year
    ballot = lost(season, members, role=OfficeRole.HEAD)
    sign_in(client, make_editor(members[2]))
    assert "Ghi quyết định khác kết quả" not in text_of(client.get(ballot.get_absolute_url()))
    sign_in(client, make_officer(season.bloc))
    assert "Ghi quyết định khác kết quả" in text_of(client.get(ballot.get_absolute_url()))

    silent = client.post(page_of("override", ballot, 2), {"decision": " ", "reason": "Lý do"})
    done = client.post(
        page_of("override", ballot, 2),
        {"decision": "12/TB-HĐTĐKT", "reason": "Luân phiên"},
        follow=True,
    )

    assert silent.status_code == 422
    assert BallotOverride.objects.get().nominee.agency == members[1]
    said = text_of(done)
    assert "Được chọn theo quyết định: 12/TB-HĐTĐKT. Lý do: Luân phiên" in said
    assert "2/5 = 40% < 2/3 của 5 thành viên" in said
    assert "Ghi quyết định khác kết quả" not in said  # the seat is taken
    again = client.post(page_of("override", ballot, 1), {"decision": "13/TB", "reason": "Thêm"})
    assert (again.status_code, BallotOverride.objects.count()) == (422, 1)
    assert client.get(page_of("override", ballot, 9)).status_code == 404


def test_the_votes_are_taken_over_where_the_ranking_counts_them(client, year):
    season, members = year
    ballot = lost(season, members)
    sign_in(client, make_officer(season.bloc))
    take_over = page_of("take-over", ballot)
    assert take_over not in client.get(ballot.get_absolute_url()).content.decode()
    assign(season, make_table(rules=rules(ties=(TieRule(TieKind.MORE_VOTES),))))
    assert take_over in client.get(ballot.get_absolute_url()).content.decode()
    asked = client.get(take_over)
    assert f"{members[0].short_name} 3/5; {members[1].short_name} 2/5" in text_of(asked)

    done = client.post(take_over, sent(ballot, ""), follow=True)

    assert "Đã chuyển số phiếu của 2 đơn vị." in text_of(done)
    assert votes_of(season) == {members[0].code: (3, 5), members[1].code: (2, 5)}
    assert "đã được chuyển sang xếp hạng" in text_of(client.get(take_over))
