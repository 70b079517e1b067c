"""The pages of a season's eligibility: who sees what, what each line says, what is settled."""

from datetime import date

import pytest
from django.urls import reverse

from awards.models import ConditionConfirmation, SeasonRuleDay
from awards.states import EligibilityKind
from blocs.states import Stage
from tests.awards.eligibility_rows import (
    confirm,
    make_judged_year,
    rank_by_points,
    verify,
)
from tests.factories import (
    make_agency,
    make_condition,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_record,
    make_user,
)

pytestmark = pytest.mark.django_db


def url(season, name="eligibility", *more):
    return reverse(f"awards:{name}", args=[season.bloc.code, season.cycle.label, *more])


def answer_url(season, agency, award):
    return url(season, "eligibility-answer", agency.code, award.code)


def settle_url(season, agency, award, condition):
    return url(season, "eligibility-settle", agency.code, award.code, condition.pk)


def text_of(page):
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("size", [1, 3])
def test_the_table_costs_the_same_for_one_member_and_for_many(
    client, django_assert_num_queries, size
):
    season, members, award, rule = make_judged_year(size, kind=EligibilityKind.LED_BLOC)
    rank_by_points(season, members, ["40", "30", "20"][:size])
    for member in members:
        make_record(member, award, make_cycle())
        confirm(season, member, rule, confirmed_by=make_user())
    client.force_login(make_editor(members[0]))
    client.get(url(season))  # the first page of a session also writes it

    # session, user, appointments, season, two times the seats, the 23 of the table (no
    # attendances without a meeting, no items without a registration), sample
    with django_assert_num_queries(31):
        page = client.get(url(season))

    assert len(page.context["rows"]) == size


def test_the_table_says_by_which_days_rules_and_how_many_nobody_has_verified(client):
    season, members, _, rule = make_judged_year(
        kind=EligibilityKind.LED_BLOC, stage=Stage.SUBMITTED
    )
    verify(rule)
    client.force_login(make_editor(members[0]))

    page = client.get(url(season))

    table = page.context["table"]
    assert "có hiệu lực ngày <strong>31/12/2025</strong>" in text_of(page)
    assert f"{table.conditions - 1}/{table.conditions} điều kiện đang áp dụng chưa" in text_of(page)


def test_a_day_before_all_rules_says_that_there_is_nothing_to_judge_by(client):
    season, members, *_ = make_judged_year(year="2022", stage=Stage.DECIDED)
    client.force_login(make_editor(members[0]))

    page = client.get(url(season))

    answers = {cell.label for _, cells in page.context["rows"] for cell in cells}
    assert answers == {"Cần xác nhận"}


def test_only_the_awards_of_the_chosen_level_are_shown(client):
    season, members, award, _ = make_judged_year()
    client.force_login(make_editor(members[0]))

    page = client.get(url(season), {"cap": "ministry"})
    assert [one.code for one in page.context["table"].awards] == ["bang-khen-bo", "co-bo"]
    page = client.get(url(season), {"cap": "nonsense"})
    assert award in page.context["table"].awards


def test_who_leads_or_oversees_sees_all_and_a_member_its_own(client):
    season, members, award, _ = make_judged_year(4, kind=EligibilityKind.LED_BLOC)
    rank_by_points(season, members, ["40", "30", "20", "10"])
    seen = {}
    for name, user in {
        "head": make_editor(members[0]),
        "deputy": make_editor(members[1]),
        "member": make_editor(members[2]),
        "province": make_officer(province=season.bloc.province),
    }.items():
        client.force_login(user)
        rows = client.get(url(season)).context["rows"]
        others = client.get(answer_url(season, members[3], award)).status_code
        seen[name] = [membership.agency for membership, _ in rows], others

    assert seen == {
        "head": (members, 200),
        "deputy": (members, 200),
        "member": ([members[2]], 404),
        "province": (members, 200),
    }


def test_a_member_sees_no_rank_that_is_not_published(client):
    season, members, award, _ = make_judged_year(kind=EligibilityKind.LED_BLOC, published_ranks=1)
    rank_by_points(season, members, ["40", "30", "20"])
    client.force_login(make_editor(members[2]))

    text = text_of(client.get(answer_url(season, members[2], award)))

    assert "không thuộc các hạng được công khai" in text
    assert "Hạng 3" not in text


def test_an_answer_names_clause_record_and_what_is_missing_until_when(client):
    season, members, award, rule = make_judged_year(
        kind=EligibilityKind.AWARDS_IN_YEARS,
        params={"any_of": [{"groups": [{"codes": ["co-tinh"], "count": 2}]}], "years": 5},
    )
    flag = type(award).objects.get(code="co-tinh")
    make_record(members[1], flag, make_cycle(label="2024"), decision_number="12/QĐ-UBND")
    make_record(members[1], flag, make_cycle(label="2019"), decision_number="3/QĐ-UBND")
    verify(rule, checked_by=make_user(full_name="Chuyên viên A"), note="Công báo số 5")
    client.force_login(make_editor(members[0]))

    text = text_of(client.get(answer_url(season, members[1], award)))

    assert rule.article in text
    assert "Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2024 (Quyết định số 12/QĐ-UBND)" in text
    assert "năm 2019 (Quyết định số 3/QĐ-UBND): trước năm 2021" in text
    assert "còn thiếu 1 Cờ thi đua của Ủy ban nhân dân tỉnh" in text
    assert "Sớm nhất có thể đủ: năm 2026." in text
    assert "Đã đối chiếu" in text
    assert "Chuyên viên A, ngày 15/11/2022: Công báo số 5" in text
    assert "Không gửi được đề nghị:" in text


def test_an_unverified_answer_says_that_it_stops_nothing(client):
    season, members, award, _ = make_judged_year(
        kind=EligibilityKind.HAS_AWARD, params={"codes": ["co-tinh"]}
    )
    client.force_login(make_editor(members[0]))

    text = text_of(client.get(answer_url(season, members[1], award)))

    assert "không chặn đề nghị" in text
    assert "Không gửi được đề nghị" not in text


def test_pages_of_another_bloc_or_of_no_member_do_not_exist(client):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    client.force_login(make_editor(make_agency()))
    pages = [
        url(season),
        url(season, "eligibility-day"),
        answer_url(season, members[0], award),
        settle_url(season, members[0], award, rule),
    ]
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert [client.post(page).status_code for page in (pages[1], pages[3])] == [404, 404]

    client.force_login(make_officer())
    stranger = make_agency()
    assert client.get(answer_url(season, stranger, award)).status_code == 404
    unknown = url(season, "eligibility-answer", members[0].code, "khong-co")
    assert client.get(unknown).status_code == 404
    elsewhere = make_condition(award_type=type(award).objects.get(code="co-tinh"))
    assert client.get(settle_url(season, members[0], award, elsewhere)).status_code == 404


SETTLED = {"met": "dat", "reason": "Đã xem báo cáo", "document": "BC 5", "seen_confirmations": "0"}


def test_the_secretariat_settles_a_condition_from_the_answer(client):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    client.force_login(make_editor(members[0]))
    page = settle_url(season, members[1], award, rule)
    assert page in client.get(answer_url(season, members[1], award)).content.decode()
    assert rule.wording in text_of(client.get(page))

    answer = client.post(page, SETTLED)

    assert answer.url == answer_url(season, members[1], award)
    row = ConditionConfirmation.objects.get()
    assert (row.met, row.note, row.document) == (True, "Đã xem báo cáo", "BC 5")
    text = text_of(client.get(answer.url))
    assert "xác nhận ngày" in text
    assert "Xác nhận lại" in text
    assert "Đã xem báo cáo (BC 5)" in text_of(client.get(page))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("met", "", "chọn kết luận"),
        ("reason", " ", "đã xem xét những gì"),
        ("met", "co-le", "không có trong danh sách"),
    ],
)
def test_a_form_that_lacks_something_keeps_what_was_typed(client, field, value, sentence):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    client.force_login(make_editor(members[0]))

    page = client.post(settle_url(season, members[1], award, rule), {**SETTLED, field: value})

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert "BC 5" in text_of(page)
    assert not ConditionConfirmation.objects.exists()


def test_nobody_settles_for_an_agency_of_their_own_and_the_page_says_why(client):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    client.force_login(make_editor(members[0]))
    page = settle_url(season, members[0], award, rule)

    text = text_of(client.get(answer_url(season, members[0], award)))
    assert page not in text
    assert "Quý vị thuộc chính đơn vị này" in text
    answer = client.post(page, SETTLED)
    assert answer.status_code == 403
    assert "Nội dung quý vị vừa nhập, chưa được lưu" in text_of(answer)
    assert not ConditionConfirmation.objects.exists()


def test_who_was_faster_is_told_and_nothing_is_saved(client):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.CONFIRMED)
    confirm(season, members[1], rule, met=False)
    client.force_login(make_editor(members[0]))

    page = client.post(settle_url(season, members[1], award, rule), SETTLED)

    assert page.status_code == 409
    assert "vừa được người khác xác nhận" in text_of(page)
    assert ConditionConfirmation.objects.count() == 1


def test_what_the_data_says_offers_no_button(client):
    season, members, award, rule = make_judged_year(kind=EligibilityKind.LED_BLOC)
    rank_by_points(season, members, ["40", "30", "20"])
    client.force_login(make_editor(members[0]))
    page = settle_url(season, members[1], award, rule)

    assert page not in client.get(answer_url(season, members[1], award)).content.decode()
    assert "Hồ sơ đã đủ để kết luận" in text_of(client.get(page))
    assert client.post(page, SETTLED).status_code == 403


DAY = {"day": "30/06/2025", "reason": "Hồ sơ nhận trước ngày 01/7/2025", "seen_day": ""}


def test_the_province_sets_the_day_and_the_table_follows(client):
    season, *_ = make_judged_year()
    client.force_login(make_officer(province=season.bloc.province))
    assert "Đổi ngày áp dụng" in text_of(client.get(url(season)))

    answer = client.post(url(season, "eligibility-day"), DAY)

    assert answer.url == url(season)
    assert SeasonRuleDay.objects.get().day == date(2025, 6, 30)
    assert "<strong>30/6/2025</strong> (do tỉnh ấn định: Hồ sơ nhận" in text_of(
        client.get(url(season))
    )
    back = {"day": "", "reason": "Theo thứ tự chung", "seen_day": "2025-06-30"}
    assert client.post(url(season, "eligibility-day"), back).status_code == 302
    assert not SeasonRuleDay.objects.exists()


def test_a_member_cannot_set_the_day_and_is_told_why(client):
    season, members, *_ = make_judged_year()
    client.force_login(make_editor(members[2]))

    assert "Đổi ngày áp dụng" not in text_of(client.get(url(season)))
    assert "Chỉ cơ quan thi đua" in text_of(client.get(url(season, "eligibility-day")))
    answer = client.post(url(season, "eligibility-day"), DAY)
    assert (answer.status_code, SeasonRuleDay.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"day": "hôm qua"}, 422, "dạng ngày/tháng/năm"),
        ({"reason": ""}, 422, "cần nêu lý do"),
        ({"seen_day": "2025-01-01"}, 409, "vừa được người khác thay đổi"),
        ({"day": ""}, 422, "không thay đổi"),
    ],
)
def test_a_day_that_cannot_be_set_is_refused_in_place(client, fields, status, sentence):
    season, *_ = make_judged_year()
    client.force_login(make_officer())

    page = client.post(url(season, "eligibility-day"), {**DAY, **fields})

    assert (page.status_code, sentence in text_of(page)) == (status, True)
    assert not SeasonRuleDay.objects.exists()


def test_a_provinces_row_is_linked_for_those_of_the_province(client):
    season, members, award, _ = make_judged_year(kind=EligibilityKind.CONFIRMED)
    own = make_condition(award_type=award, province=season.bloc.province)
    make_condition(award_type=award, province=make_province())
    client.force_login(make_editor(members[0]))

    page = client.get(answer_url(season, members[1], award)).content.decode()

    assert own.get_absolute_url() in page
    assert client.get(own.get_absolute_url()).status_code == 200
