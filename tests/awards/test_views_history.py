"""The page of one agency's achievements, the list of all, and the pages that change them."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from awards.models import AwardRecord, AwardType, CompletionRating
from blocs.models import AgencyName, AgencySuccession, Cycle
from tests.factories import (
    join,
    make_agency,
    make_award_type,
    make_bloc_year,
    make_cycle,
    make_editor,
    make_officer,
    make_province,
    make_record,
    make_season,
)

pytestmark = pytest.mark.django_db
LIST = reverse("awards:record-list")


def url(name, *args):
    return reverse(f"awards:{name}", args=args)


def page_of(agency):
    return url("history", agency.code)


def text_of(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def record(agency):
    return make_record(
        agency,
        AwardType.objects.get(code="co-tinh"),
        make_cycle(label="2022"),
        decision_number="15/QĐ-UBND",
        decided_on=date(2023, 2, 5),
    )


@pytest.fixture
def rating(agency):
    return CompletionRating.objects.create(
        agency=agency, cycle=make_cycle(label="2021"), level="excellent"
    )


def inherit(old, new, label):
    AgencySuccession.objects.create(
        predecessor=old,
        successor=new,
        kind="merged",
        happened_on=date(2025, 7, 1),
        inherits_history=True,
    )
    make_record(old, make_award_type(name="Cờ cũ"), make_cycle(label=label))


@pytest.fixture
def agency(province):
    return make_agency(province=province)


def test_the_page_shows_what_is_held_inherited_and_how_the_agency_came_to_be(
    client, officer, agency, record, rating
):
    old = make_agency(name="Sở Tiền Thân", founded_on=date(1990, 5, 2))
    inherit(old, agency, "2020")
    AgencyName.objects.create(agency=agency, name="Ban Xưa", valid_to=date(2010, 1, 1))

    text = text_of(client.get(page_of(agency)))

    for said in (
        record.award_type.name,
        "Số 15/QĐ-UBND, ngày 05/02/2023",
        "Kế thừa từ Sở Tiền Thân",
        "Hoàn thành xuất sắc nhiệm vụ",
        "Ban Xưa",
        "hợp nhất, sáp nhập ngày 01/7/2025, kế thừa thành tích",
        "tính cả đơn vị được kế thừa: từ 02/5/1990",
    ):
        assert said in text


def test_its_people_and_who_leads_its_season_read_and_strangers_find_nothing(client, record):
    season, members = make_bloc_year(3)
    join(season, record.agency)
    leaders = [make_editor(members[0]), make_editor(members[1])]
    for reader in (make_editor(record.agency), *leaders, make_officer(season.bloc)):
        client.force_login(reader)
        assert client.get(page_of(record.agency)).status_code == 200
    for stranger in (make_editor(members[2]), make_officer(province=make_province())):
        client.force_login(stranger)
        for address in (
            page_of(record.agency),
            url("award-add", record.agency.code),
            url("rating-add", record.agency.code),
            url("founding-day", record.agency.code),
            url("award-edit", record.pk),
            url("award-revoke", record.pk),
        ):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code in {404, 405}


def test_its_own_people_change_nothing(client, agency, record, rating):
    client.force_login(make_editor(agency))

    text = text_of(client.get(page_of(agency)))
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in text
    assert url("award-edit", record.pk) not in text
    answers = [
        client.post(url("award-add", agency.code), award()),
        client.post(url("award-edit", record.pk), {**award(), "seen_version": 1, "reason": "x"}),
        client.post(url("award-revoke", record.pk), revocation()),
        client.post(url("rating-add", agency.code), {"cycle": "2019", "level": "good"}),
        client.post(url("rating-revoke", rating.pk), revocation()),
        client.post(url("founding-day", agency.code), {"founded_on": "01/01/2000", "seen": ""}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert AuditEvent.objects.count() == 0
    assert not Cycle.objects.filter(label__in=["2019", "2024"]).exists()


def award(**changes):
    return {
        "award_type": "co-chinh-phu",
        "cycle": "2024",
        "basis": "merit",
        "decision_number": "20/QĐ-TTg",
        "decided_on": "05/03/2025",
        "issuer": "Thủ tướng Chính phủ",
        "note": "",
        **changes,
    }


def revocation(**changes):
    return {"revoked_on": "01/03/2024", "reason": "Kê khai sai", "seen_version": 1, **changes}


def test_an_award_is_entered_also_for_a_year_that_nobody_opened(client, officer, agency):
    answer = client.post(url("award-add", agency.code), award())

    assert answer.url == page_of(agency)
    made = AwardRecord.objects.get()
    assert (made.award_type.code, made.cycle.label) == ("co-chinh-phu", "2024")
    assert (made.decided_on, made.origin) == (date(2025, 3, 5), "entered")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"award_type": ""}, "cần chọn danh hiệu"),
        ({"award_type": "danh-hieu-tinh-khac"}, "không có trong danh sách"),
        ({"cycle": "năm ngoái"}, "Chưa có năm thi đua"),
        ({"decided_on": "05/03/2023"}, "trước khi năm thi đua bắt đầu"),
        ({"decision_number": ""}, "cần ghi cả số quyết định"),
    ],
)
def test_a_wrong_award_is_refused_in_place(client, officer, agency, changes, sentence):
    make_award_type(code="danh-hieu-tinh-khac", province=make_province())

    page = client.post(url("award-add", agency.code), award(**changes))

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert AwardRecord.objects.count() == AuditEvent.objects.count() == 0


def test_an_award_is_corrected_with_a_reason_and_not_over_somebody_elses_change(
    client, officer, record
):
    page = client.get(url("award-edit", record.pk))
    assert page.context["form"].initial["cycle"] == "2022"
    sent = award(cycle="2022", seen_version=1, reason="Ghi nhầm")

    assert client.post(url("award-edit", record.pk), {**sent, "reason": ""}).status_code == 422
    assert client.post(url("award-edit", record.pk), sent).status_code == 302
    assert client.post(url("award-edit", record.pk), sent).status_code == 409

    record.refresh_from_db()
    assert (record.award_type.code, record.version) == ("co-chinh-phu", 2)
    assert AuditEvent.objects.get(action="award.amend").reason == "Ghi nhầm"


def test_an_award_is_revoked_and_stays_on_the_page(client, officer, agency, record):
    assert "Bản ghi vẫn được lưu" in text_of(client.get(url("award-revoke", record.pk)))

    wrong = client.post(url("award-revoke", record.pk), revocation(revoked_on="01/01/2023"))
    assert wrong.status_code == 422
    assert client.post(url("award-revoke", record.pk), revocation()).status_code == 302

    text = text_of(client.get(page_of(agency)))
    assert "Thu hồi, hủy bỏ 01/3/2024" in text
    assert "Kê khai sai" in text
    assert url("award-revoke", record.pk) not in text
    again = client.get(url("award-revoke", record.pk))
    assert "không thay đổi được nữa" in text_of(again)


def test_a_rating_is_entered_corrected_and_annulled(client, officer, agency):
    client.post(url("rating-add", agency.code), {"cycle": "2023", "level": "excellent"})
    twice = client.post(url("rating-add", agency.code), {"cycle": "2023", "level": "good"})
    assert (twice.status_code, "đã có mức xếp loại" in text_of(twice)) == (422, True)
    rating = CompletionRating.objects.get()

    sent = {"level": "good", "seen_version": 1, "reason": "Nhầm dòng"}
    client.post(url("rating-edit", rating.pk), sent)
    client.post(url("rating-revoke", rating.pk), revocation(seen_version=2))

    rating.refresh_from_db()
    assert (rating.level, rating.revoked_on) == ("good", date(2024, 3, 1))
    assert "Hoàn thành tốt nhiệm vụ" in text_of(client.get(page_of(agency)))


def test_the_founding_day_is_noted_once_and_not_over_another_day(client, officer, agency):
    address = url("founding-day", agency.code)
    sent = {"founded_on": "02/05/1990", "seen": ""}

    assert client.post(address, {**sent, "founded_on": "01/01/2999"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 409

    agency.refresh_from_db()
    assert agency.founded_on == date(1990, 5, 2)
    event = AuditEvent.objects.get(action="agency.set_founding_day")
    assert (event.actor, event.after) == (officer, {"founded_on": "1990-05-02"})
    assert "02/5/1990" in text_of(client.get(page_of(agency)))


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, officer, agency, size
):
    for number in range(size):
        year = make_cycle(label=str(2010 + number))
        make_record(agency, make_award_type(), year)
        CompletionRating.objects.create(agency=agency, cycle=year, level="good")
        inherit(make_agency(), agency, str(2000 + number))
    client.get(page_of(agency))

    # session, user, appointments, agency, whether it is seen, then what the page shows:
    # successions twice for its past and for its founding, names and awards and ratings of all
    # predecessors, own awards, ratings, names, successions, founding days, the
    # province's names of awards
    with django_assert_num_queries(16):
        page = client.get(page_of(agency))

    assert len(page.context["past"].awards) == 2 * size


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, province, officer, size
):
    for _ in range(size):
        make_record(make_agency(province=province), make_award_type(), make_cycle())
    client.get(LIST)

    # session, user, appointments, awards of the filter, how many rows, the rows, provinces' names
    # of awards
    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert len(page.context["table"].rows) == size


def test_the_list_is_filtered_by_agency_award_year_and_state(client, officer, province, record):
    other = make_record(
        make_agency(name="Sở Y tế", province=province),
        make_award_type(),
        make_cycle(label="2023"),
        revoked_on=date(2024, 1, 1),
        revocation_reason="Sai",
    )
    make_record(make_agency(province=make_province()), make_award_type(), make_cycle())

    def found(**query):
        return [row.record.pk for row in client.get(LIST, query).context["table"].rows]

    assert found() == [other.pk, record.pk]
    assert found(don_vi="y tế") == [other.pk]
    assert found(hinh_thuc="co-tinh") == [record.pk]
    assert found(nam="2022") == [record.pk]
    assert found(tinh_trang="con") == [record.pk]
    assert found(tinh_trang="thu-hoi") == [other.pk]
    assert found(sort="-state")
    assert found(sort="basis")


def test_an_empty_list_says_whether_it_is_filtered(client, officer, province):
    nothing, no_match = "Chưa ghi thành tích nào.", "Không có thành tích nào khớp"

    assert nothing in text_of(client.get(LIST))
    assert nothing in text_of(client.get(LIST, {"don_vi": " ", "nam": "", "page": "1"}))
    filtered = text_of(client.get(LIST, {"tinh_trang": "con"}))
    assert no_match in filtered
    assert nothing not in filtered


def test_an_agency_without_records_is_found_by_its_name(client, officer, province, record):
    bare = make_agency(name="Sở Chưa Có Gì", province=province)
    foreign = make_agency(name="Sở Chưa Có Gì Khác", province=make_province())

    shown = client.get(LIST, {"don_vi": "chưa có"})

    assert shown.context["named"] == [bare]
    assert page_of(bare) in text_of(shown)
    assert page_of(foreign) not in text_of(shown)
    assert client.get(LIST).context["named"] == []


def test_only_the_province_has_the_list_and_finds_it_among_the_awards(client, officer, agency):
    front = reverse("awards:front")
    assert LIST in text_of(client.get(front))

    client.force_login(make_editor(agency))

    assert client.get(LIST).status_code == 404
    assert LIST not in text_of(client.get(front)).replace(page_of(agency), "")


def test_the_season_leads_its_leaders_to_each_members_achievements(client):
    members = [make_agency() for _ in range(3)]
    season = make_season(members=members, head=members[0])
    client.force_login(make_editor(members[0]))
    text = text_of(client.get(season.get_absolute_url()))
    assert all(page_of(one) in text for one in members)

    client.force_login(make_editor(members[2]))
    text = text_of(client.get(season.get_absolute_url()))
    assert [page_of(one) in text for one in members] == [False, False, True]
