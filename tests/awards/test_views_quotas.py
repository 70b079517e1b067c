"""The pages of limits: the list, setting one, putting another in its place, ending it."""

from datetime import date

import pytest
from django.urls import reverse

from awards.models import AwardLabel, AwardType, Quota
from tests.factories import (
    make_agency,
    make_approver,
    make_bloc,
    make_bloc_year,
    make_editor,
    make_officer,
    make_province,
    make_quota,
)

pytestmark = pytest.mark.django_db
LIST = reverse("awards:quota-list")
ADD = reverse("awards:quota-add")


def url(row, name):
    return reverse(f"awards:quota-{name}", args=[row.pk])


def text_of(page):
    return " ".join(page.content.decode().split())


def sent(**fields):
    return {
        "award_type": AwardType.objects.get(code="co-tinh").pk,
        "reach": "bloc",
        "base": "members",
        "mode": "brackets",
        "rounding": "down",
        "strictness": "hard",
        "most-1": "7",
        "limit-1": "1",
        "limit-2": "2",
        "valid_from": "01/01/2026",
        "source": "Quyết định 12/QĐ-UBND",
        "reason": "Chỉ tiêu 2026",
        **fields,
    }


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_limit_and_for_many(
    client, django_assert_num_queries, province, size
):
    for _ in range(size):
        make_quota((1, 7, 1), (8, None, 2), province=province)
    client.force_login(make_officer(province=province))
    client.get(LIST)

    # session, user, appointments, limits, brackets, names of awards, for whom the person writes,
    # the latest year of the province
    with django_assert_num_queries(9):
        page = client.get(LIST)

    assert len(page.context["table"].rows) == size + 1  # and the one that is shipped


def test_the_list_says_each_limit_and_is_filtered_by_day_award_and_check(client, officer, province):
    row = make_quota((1, 7, 1), (8, None, 2), province=province, verified=True)
    make_quota(province=province, valid_to=date(2024, 1, 1))

    text = text_of(client.get(LIST))
    assert "từ 1 đến 7: tối đa 1" in text
    assert "20% số đơn vị thành viên; bỏ phần lẻ" in text
    for asked, count in (({"ngay": "01/02/2024"}, 2), ({"doi_chieu": "roi"}, 1)):
        assert len(client.get(LIST, asked).context["table"].rows) == count
    named = client.get(LIST, {"hinh_thuc": row.award_type.name}).context["table"].rows
    assert [one.record.pk for one in named] == [row.pk]
    AwardLabel.objects.create(province=province, award_type=row.award_type, label="Cờ Sen")
    named = client.get(LIST, {"hinh_thuc": "cờ sen"}).context["table"].rows
    assert [one.record.pk for one in named] == [row.pk]


def test_the_province_sets_a_limit_and_each_bracket_begins_after_the_one_before(
    client, officer, province
):
    answer = client.post(ADD, sent())

    assert answer.status_code == 302
    quota = Quota.objects.get(province=province)
    rows = [(one.least, one.most, one.limit) for one in quota.brackets.all()]
    assert rows == [(1, 7, 1), (8, None, 2)]
    assert (quota.strictness, quota.verified) == ("hard", False)


def test_what_cannot_be_is_said_on_the_page_and_nothing_is_saved(client, officer, province):
    for fields, sentence in (
        ({"limit-2": "", "most-2": ""}, "Mức cuối cùng phải để trống số cuối"),
        ({"limit-1": ""}, "Quý vị ghi số lượng tối đa của mức này."),
        ({"mode": "percent"}, "Quý vị cần ghi tỷ lệ từ 0 đến 100%."),
        ({"source": ""}, "Quý vị cần ghi căn cứ của hạn mức."),
    ):
        page = client.post(ADD, sent(**fields))
        assert page.status_code == 422
        assert sentence in text_of(page)

    assert not Quota.objects.filter(province=province).exists()


def test_replacing_shows_the_old_limit_and_ends_it(client, officer, province):
    old = make_quota((1, 7, 1), (8, None, 2), province=province)
    page = client.get(url(old, "replace"))
    assert [form_row[1].value() for form_row in page.context["form"].grid][:2] == [1, 2]

    answer = client.post(url(old, "replace"), sent(**{"seen_version": 1, "limit-2": "3"}))

    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.valid_to == date(2026, 1, 1)
    new = Quota.objects.get(province=province, valid_from=date(2026, 1, 1))
    assert new.award_type == old.award_type
    assert new.brackets.last().limit == 3


def test_a_page_that_is_no_longer_current_is_refused(client, officer, province):
    old = make_quota(province=province)
    Quota.objects.filter(pk=old.pk).update(version=2)

    assert client.post(url(old, "replace"), sent(seen_version=1)).status_code == 409
    asked = {"seen_version": 1, "ends_on": "01/01/2026", "reason": "Bãi bỏ"}
    assert client.post(url(old, "end"), asked).status_code == 409


def test_a_limit_is_ended_from_a_day_on(client, officer, province):
    row = make_quota(province=province)
    assert "Kết thúc hạn mức" in text_of(client.get(url(row, "end")))

    asked = {"seen_version": 1, "ends_on": "01/01/2026", "reason": "Bãi bỏ"}
    assert client.post(url(row, "end"), asked).status_code == 302

    row.refresh_from_db()
    assert row.valid_to == date(2026, 1, 1)


def test_members_read_their_province_s_limits_and_write_none(client, province):
    season, (agency, *_) = make_bloc_year(bloc=make_bloc(province=province))
    row = make_quota(province=season.bloc.province)
    client.force_login(make_editor(agency))

    page = text_of(client.get(LIST))
    assert row.award_type.name in page
    assert "Chỉ cơ quan thi đua, khen thưởng tỉnh" in page
    assert client.post(ADD, sent()).status_code == 403
    assert client.post(url(row, "replace"), sent(seen_version=1)).status_code == 403
    asked = {"seen_version": 1, "ends_on": "01/01/2026", "reason": "Bãi bỏ"}
    assert client.post(url(row, "end"), asked).status_code == 403
    assert Quota.objects.filter(province=province, valid_to=None).count() == 1


def test_another_province_does_not_see_the_limit(client, province):
    row = make_quota(province=province)
    for stranger in (make_officer(province=make_province()), make_approver(make_agency())):
        client.force_login(stranger)
        assert client.get(url(row, "replace")).status_code == 404
        assert client.get(url(row, "end")).status_code == 404
        assert row.award_type.name not in text_of(client.get(LIST))


def test_nobody_signed_in_is_sent_to_sign_in(client):
    assert client.get(LIST).status_code == 302
