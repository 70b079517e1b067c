"""The pages of written conditions: the list, one with its past, writing, comparing, ending."""

from datetime import date

import pytest
from django.urls import reverse

from awards.models import AwardCondition, ConditionCheck
from awards.states import EligibilityKind
from blocs.states import Role
from tests.awards.eligibility_rows import award, verify
from tests.factories import (
    appoint,
    make_agency,
    make_bloc,
    make_bloc_year,
    make_condition,
    make_editor,
    make_officer,
    make_province,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = reverse("awards:condition-list")
ADD = reverse("awards:condition-add")


def url(row, name):
    return reverse(f"awards:condition-{name}", args=[row.pk])


def text_of(page):
    return " ".join(page.content.decode().split())


def shown(page):
    return [row.record.row.pk for row in page.context["table"].rows]


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_many(
    client, django_assert_num_queries, province, size
):
    for _ in range(size):
        row = make_condition(province=province, award_type=award("co-tinh"), written_by=make_user())
        verify(row, province=province, checked_by=make_user())
    client.force_login(make_officer(province=province))
    client.get(LIST)

    # session, user, appointments, provinces, conditions, awards, checks, the province's
    # names of awards, for whom the person writes
    with django_assert_num_queries(9):
        page = client.get(LIST, {"van_ban": "Luật thử nghiệm"})

    assert len(shown(page)) == size


def test_the_list_is_filtered_by_award_law_day_and_check(client, officer, province):
    flag, old, checked, former, new = (
        make_condition(province=province, law=f"Quyết định {name}", **fields)
        for name, fields in {
            "A": {"award_type": award("co-tinh")},
            "B": {"valid_to": date(2025, 7, 1)},
            "C": {},
            "D": {},
            "E": {},
        }.items()
    )
    verify(checked, province=province)
    after = make_condition(province=province, law="Quyết định F", replaces=former, reason="Sửa")

    def found(**query):
        return shown(client.get(LIST, {"van_ban": "quyết định", **query}))

    assert found() == [old.pk, checked.pk, new.pk, after.pk, flag.pk]
    assert found(hinh_thuc=flag.award_type.name) == [flag.pk]
    assert found(van_ban="quyết định B") == [old.pk]
    assert found(ngay="30/06/2025") == [old.pk, checked.pk, new.pk, after.pk, flag.pk]
    assert found(ngay="01/07/2025") == [checked.pk, new.pk, after.pk, flag.pk]
    assert found(doi_chieu="roi") == [checked.pk]
    assert former.pk in found(cu="co")
    assert found(sort="-validity")  # every column can be sorted
    assert found(sort="award")


def test_who_oversees_several_provinces_chooses_one(client):
    provinces = [make_province() for _ in range(2)]
    own = [make_condition(province=one, law="Quyết định A") for one in provinces]
    client.force_login(make_officer())

    assert shown(client.get(LIST, {"van_ban": "Quyết định A"})) == []
    query = {"van_ban": "Quyết định A", "tinh": provinces[1].pk}
    assert shown(client.get(LIST, query)) == [own[1].pk]


def test_a_member_reads_the_rules_of_its_province_and_changes_none(client, province):
    _, members = make_bloc_year(1, bloc=make_bloc(province=province))
    own, other = (make_condition(province=one) for one in (province, make_province()))
    client.force_login(make_editor(members[0]))

    assert own.pk in shown(client.get(LIST, {"van_ban": "Luật thử nghiệm"}))
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    for name in ("edit", "check", "retire"):
        assert client.get(url(other, name)).status_code == 404
        assert client.post(url(other, name)).status_code == 404
        assert "Chỉ cơ quan thi đua" in text_of(client.get(url(own, name)))
    assert "Chỉ cơ quan thi đua" in text_of(client.get(LIST))
    assert client.get(ADD, {"loai": "led_bloc"}).status_code == 403
    assert client.post(url(own, "retire"), {"reason": "x"}).status_code == 403
    check = client.post(url(own, "check"), {"verified": "roi", "reason": "x"})
    assert (check.status_code, ConditionCheck.objects.count()) == (403, 0)


def test_a_council_member_reads_and_writes_nothing(client, province):
    row = make_condition(province=province)
    client.force_login(appoint(make_user(), Role.COUNCIL_MEMBER, province=province).user)

    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.post(url(row, "retire"), {"reason": "x"}).status_code == 403


def test_who_belongs_to_no_province_reads_the_law(client):
    law = AwardCondition.objects.filter(province__isnull=True).first()
    client.force_login(make_editor(make_agency()))

    assert client.get(law.get_absolute_url()).status_code == 200
    assert len(client.get(LIST).context["filter"].kept) == 58


def test_a_condition_shows_its_past_with_who_said_what(client, officer, province):
    law = AwardCondition.objects.get(kind="led_bloc", award_type__code="co-tinh")
    verify(law, checked_by=make_user(full_name="Người đối chiếu"), note="Công báo số 1")
    new = make_condition(
        EligibilityKind.RANK_AT_MOST,
        params={"rank": 2},
        province=province,
        replaces=law,
        reason="Quy định riêng của tỉnh",
        written_by=officer,
    )

    text = text_of(client.get(new.get_absolute_url()))

    assert "Xếp hạng từ 2 trở lên, kể cả đồng hạng." in text
    assert "Quy định riêng của tỉnh" in text
    assert "Chưa đối chiếu" in text
    assert "Người đối chiếu" in text
    assert "Công báo số 1" in text
    assert "Có sẵn trong phần mềm" in text
    old = text_of(client.get(law.get_absolute_url()))
    assert "Riêng của" not in old


def test_the_province_verifies_a_condition(client, officer, province):
    law = AwardCondition.objects.get(kind="led_bloc", award_type__code="co-tinh")

    answer = client.post(url(law, "check"), {"verified": "roi", "reason": "vbpl.vn, ngày 01/12"})

    assert answer.url == law.get_absolute_url()
    check = ConditionCheck.objects.get()
    assert (check.province, check.verified, check.note) == (province, True, "vbpl.vn, ngày 01/12")
    assert "Đã đối chiếu" in text_of(client.get(law.get_absolute_url()))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"verified": "", "reason": "vbpl.vn"}, "chọn kết quả đối chiếu"),
        ({"verified": "roi", "reason": " "}, "đã đối chiếu với văn bản nào"),
    ],
)
def test_a_check_that_lacks_something_is_refused_in_place(client, officer, data, sentence):
    law = AwardCondition.objects.first()

    page = client.post(url(law, "check"), data)

    assert (page.status_code, sentence in text_of(page)) == (422, True)
    assert not ConditionCheck.objects.exists()


def test_who_manages_everything_chooses_for_whom(client, province):
    law = AwardCondition.objects.first()
    client.force_login(make_officer())
    data = {"verified": "roi", "reason": "vbpl.vn"}

    client.post(url(law, "check"), {**data, "scope": ""})
    client.post(url(law, "check"), {**data, "scope": province.pk})
    page = client.post(url(law, "check"), {**data, "scope": "900001"})

    assert page.status_code == 422
    checked = ConditionCheck.objects.order_by("pk").values_list("province", flat=True)
    assert list(checked) == [None, province.pk]


def test_a_condition_is_ended_with_a_reason(client, officer, province):
    row = make_condition(province=province)
    assert "vẫn được lưu" in text_of(client.get(url(row, "retire")))

    page = client.post(url(row, "retire"), {"reason": ""})
    assert (page.status_code, AwardCondition.objects.get(pk=row.pk).retired_at) == (422, None)
    answer = client.post(url(row, "retire"), {"reason": "Không còn quy định"})

    assert answer.url == LIST
    assert row.pk not in shown(client.get(LIST, {"van_ban": row.law}))
    text = text_of(client.get(row.get_absolute_url()))
    assert "Không dùng nữa" in text
    assert url(row, "edit") not in text
    again = client.post(url(row, "retire"), {"reason": "x"})
    assert (again.status_code, "vừa được thay thế" in text_of(again)) == (409, True)
