import pytest

from blocs.states import Role, Stage
from scoring.models import MemberVote, SeasonTable, TieDecision
from scoring.rules.settings import TieRule
from scoring.selectors.given import mark_of_votes, votes_of
from scoring.states import SheetState, TieKind
from tests.factories import (
    appoint,
    assign,
    make_agency,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_ranking,
    make_sheet,
    make_table,
    make_user,
    score,
)
from tests.scoring.given import rules
from tests.scoring.pages import season_page, sign_in, text_of, value_of

pytestmark = pytest.mark.django_db

EQUAL = {"I.1": "30", "I.2": "20", "II.1": "30"}


def year(size=4, *, stage=Stage.BLOC_REVIEW):
    """Return a season whose third and fourth member have equal points."""
    season, agencies = make_bloc_year(size, stage=stage)
    ties = (TieRule(TieKind.MORE_VOTES), TieRule(TieKind.DECISION))
    assign(season, make_table(rules=rules(ties=ties)))
    for place, agency in enumerate(agencies):
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=EQUAL)
        score(sheet, EQUAL if place > 1 else EQUAL | {"I.1": str(35 + place)}, layer="appraised")
    return season, agencies


def counts(agency, votes, voters):
    return {f"{agency.code}-votes": votes, f"{agency.code}-voters": voters}


def places(*pairs):
    return {f"{agency.code}-place": str(place) for agency, place in pairs}


def test_the_head_records_votes_and_sees_its_own_row_locked(client):
    season, agencies = year()
    sign_in(client, make_editor(agencies[0]))
    shown = client.get(season_page("votes", season))
    assert f"{agencies[0].code}-votes" not in shown.content.decode()
    assert "không ghi kết quả bỏ phiếu của đơn vị mình" in text_of(shown)
    assert "Phiếu xếp hạng và đồng hạng" in text_of(shown)

    answer = client.post(
        season_page("votes-save", season), counts(agencies[2], "5", "7") | {"seen": ""}, follow=True
    )

    assert "Đã ghi số phiếu xếp hạng của 1 đơn vị." in text_of(answer)
    assert votes_of(season) == {agencies[2].code: (5, 7)}


@pytest.mark.parametrize(
    ("votes", "voters", "said"),
    [("8", "7", "từ 0 đến 7"), ("x", "7", "số nguyên"), ("5", "", "số nguyên")],
)
def test_bad_counts_stay_typed_with_the_reason_at_their_row(client, votes, voters, said):
    season, agencies = year()
    sign_in(client, make_editor(agencies[0]))

    answer = client.post(season_page("votes-save", season), counts(agencies[2], votes, voters))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert value_of(answer, f"{agencies[2].code}-votes") == votes
    assert not MemberVote.objects.exists()


def test_every_bad_count_is_named_at_its_row_at_once(client):
    season, agencies = year(6)
    sign_in(client, make_editor(agencies[0]))
    typed = {
        **counts(agencies[2], "9", ""),
        **counts(agencies[3], "abc", "7"),
        **counts(agencies[4], "9", "7"),
        **counts(agencies[5], "5", "7"),
    }

    answer = client.post(season_page("votes-save", season), typed)

    told = text_of(answer)
    assert answer.status_code == 422
    assert "Có 3 đơn vị cần xem lại, được đánh dấu đỏ bên dưới. Chưa ghi nội dung nào." in told
    for agency, said in zip(agencies[2:5], ("số nguyên", "số nguyên", "từ 0 đến 7"), strict=True):
        assert told.count(f"{agency.short_name}: ") == 1
        assert said in told.split(f"{agency.short_name}: ")[1][:60]
    assert value_of(answer, f"{agencies[5].code}-votes") == "5"
    assert not MemberVote.objects.exists()


def test_sending_the_page_again_takes_no_colleague_s_correction_back(client):
    season, agencies = year()
    for agency in agencies[1:3]:
        MemberVote.objects.create(season=season, agency=agency, votes=5, voters=7)
    seen = mark_of_votes(votes_of(season))
    MemberVote.objects.filter(agency=agencies[1]).update(votes=6)
    sign_in(client, make_editor(agencies[0]))
    typed = {**counts(agencies[1], "5", "7"), **counts(agencies[2], "4", "7"), "reason": "Đếm lại"}

    answer = client.post(season_page("votes-save", season), typed | {"seen": seen})

    assert answer.status_code == 409
    assert value_of(answer, f"{agencies[1].code}-votes") == "6"
    assert value_of(answer, f"{agencies[2].code}-votes") == "4"
    assert value_of(answer, "seen") == mark_of_votes(votes_of(season))


def test_counts_that_changed_meanwhile_are_refused(client):
    season, agencies = year()
    MemberVote.objects.create(season=season, agency=agencies[2], votes=5, voters=7)
    sign_in(client, make_editor(agencies[0]))

    answer = client.post(
        season_page("votes-save", season),
        counts(agencies[2], "6", "7") | {"seen": "", "reason": "Đếm lại"},
    )

    assert answer.status_code == 409
    assert votes_of(season) == {agencies[2].code: (5, 7)}


def test_a_correction_needs_its_reason(client):
    season, agencies = year()
    MemberVote.objects.create(season=season, agency=agencies[2], votes=5, voters=7)
    sign_in(client, make_editor(agencies[0]))
    form = counts(agencies[2], "6", "7") | {"seen": mark_of_votes(votes_of(season))}

    assert client.post(season_page("votes-save", season), form).status_code == 422
    answer = client.post(season_page("votes-save", season), form | {"reason": "Đếm lại"})

    assert answer.status_code == 302
    assert votes_of(season) == {agencies[2].code: (6, 7)}


def test_nobody_votes_or_decides_for_an_agency_of_theirs_by_a_direct_post(client):
    season, agencies = year()
    officer = make_officer(season.bloc)
    appoint(officer, Role.EDITOR, agency=agencies[2])
    tie = places((agencies[2], 1), (agencies[3], 2)) | {"seen": "", "reason": "x"}

    for person in (officer, make_editor(agencies[2]), make_editor(agencies[3])):
        sign_in(client, person)
        vote = client.post(season_page("votes-save", season), counts(agencies[2], "7", "7"))
        decision = client.post(season_page("tie-save", season), tie)
        assert (vote.status_code, decision.status_code) == (403, 403)
    for person in (make_editor(make_agency()), make_user()):
        sign_in(client, person)
        vote = client.post(season_page("votes-save", season), counts(agencies[2], "7", "7"))
        assert vote.status_code == 404
    assert not MemberVote.objects.exists()
    assert not TieDecision.objects.exists()


def test_the_members_that_share_a_rank_are_parted_by_a_decision(client):
    season, agencies = year()
    sign_in(client, make_approver(agencies[0]))
    shown = text_of(client.get(season_page("votes", season)))
    assert "Đồng hạng 3: 2 đơn vị" in shown

    answer = client.post(
        season_page("tie-save", season),
        places((agencies[2], 2), (agencies[3], 1))
        | {"seen": "", "reason": "Bốc thăm tại hội nghị"},
        follow=True,
    )

    said = text_of(answer)
    assert "Đã ghi quyết định phân định 2 đơn vị đồng hạng." in said
    assert "Hiện không có đơn vị đồng hạng cần phân định." in said
    assert "Bốc thăm tại hội nghị" in said


@pytest.mark.parametrize(
    ("typed", "said"), [(("1", "1"), "thứ tự riêng"), (("x", "y"), "Có 2 đơn vị cần xem lại")]
)
def test_a_refused_decision_comes_back_as_it_was_typed(client, typed, said):
    season, agencies = year()
    MemberVote.objects.create(season=season, agency=agencies[1], votes=5, voters=7)
    sign_in(client, make_approver(agencies[0]))
    tie = places(*zip(agencies[2:], typed, strict=True)) | {"seen": "", "reason": "Theo biên bản"}

    answer = client.post(season_page("tie-save", season), tie)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert [value_of(answer, f"{agency.code}-place") for agency in agencies[2:]] == list(typed)
    votes, decision = answer.content.decode().split('class="tie"')
    assert 'value="Theo biên bản"' not in votes
    assert decision.count('value="Theo biên bản"') == 1
    assert decision.count('aria-invalid="true"') == 2
    assert not TieDecision.objects.exists()


def test_members_see_votes_and_ties_with_the_ranking_and_not_before(client):
    season, agencies = year()
    MemberVote.objects.create(season=season, agency=agencies[2], votes=5, voters=7)
    sign_in(client, make_editor(agencies[3]))
    assert "Số phiếu đồng ý" not in text_of(client.get(season_page("votes", season)))

    make_ranking(season)
    SeasonTable.objects.update(totals_from=Stage.SUBMITTED.value)
    assert "Số phiếu đồng ý" not in text_of(client.get(season_page("votes", season)))

    SeasonTable.objects.update(totals_from=Stage.BLOC_REVIEW.value)
    assert "Số phiếu đồng ý" in text_of(client.get(season_page("votes", season)))


@pytest.mark.parametrize("size", [3, 6])
def test_the_page_asks_as_often_for_many_members(client, size, django_assert_num_queries):
    season, agencies = year(size)
    for agency in agencies:
        MemberVote.objects.create(season=season, agency=agency, votes=5, voters=7)
    sign_in(client, make_editor(agencies[0]))

    # Session, user, standing, season, seats, whether frozen, sample data; votes, members, the
    # table's rules, decisions, both marks; members and what would be frozen (nine).
    with django_assert_num_queries(22):
        client.get(season_page("votes", season))


def test_the_setting_of_visibility_is_kept_and_shown(client):
    season, agencies = year()
    sign_in(client, make_editor(agencies[0]))
    form = {
        "totals_from": "submitted",
        "lines_from": "decided",
        "seen_totals": "bloc_review",
        "seen_lines": "bloc_review",
    }

    answer = client.post(season_page("visibility", season), form, follow=True)

    assert "Đã lưu thời điểm công khai điểm." in text_of(answer)
    row = SeasonTable.objects.get(season=season)
    assert (row.totals_from, row.lines_from) == ("submitted", "decided")
    again = client.post(season_page("visibility", season), form | {"totals_from": "closed"})
    assert again.status_code == 409
    wrong = client.post(season_page("visibility", season), form | {"lines_from": "bloc_review"})
    assert wrong.status_code == 409


def test_a_wrong_order_of_visibility_says_why(client):
    season, _ = year()
    sign_in(client, make_officer(season.bloc))
    form = {
        "totals_from": "decided",
        "lines_from": "submitted",
        "seen_totals": "bloc_review",
        "seen_lines": "bloc_review",
    }

    answer = client.post(season_page("visibility", season), form)

    assert answer.status_code == 422
    assert "không được công khai trước tổng điểm" in text_of(answer)
    early = client.post(season_page("visibility", season), form | {"totals_from": "appraisal"})
    assert early.status_code == 422


def test_a_member_reads_the_setting_and_cannot_change_it(client):
    season, agencies = year()
    sign_in(client, make_editor(agencies[3]))
    form = {
        "totals_from": "submitted",
        "lines_from": "decided",
        "seen_totals": "bloc_review",
        "seen_lines": "bloc_review",
    }

    assert "Lưu thiết lập" not in text_of(client.get(season_page("visibility", season)))
    assert client.post(season_page("visibility", season), form).status_code == 403
    assert SeasonTable.objects.get(season=season).totals_from == "bloc_review"
