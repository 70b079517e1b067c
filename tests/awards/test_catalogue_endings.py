"""The end of a form of a province's own: on a day that can be, and taken back after a slip."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from awards import services
from tests.awards.test_catalogue import LIST, add, end
from tests.factories import (
    make_agency,
    make_bloc,
    make_officer,
    make_province,
    make_record,
    make_season,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db


def resume(award, actor, reason="Ghi nhầm năm"):
    return services.resume_award_type(award_type_id=award.pk, reason=reason, actor=actor)


@pytest.mark.parametrize("day", [date(1026, 1, 1), date(1999, 12, 31), date(2126, 1, 1)])
def test_the_end_of_a_form_is_no_slip_of_the_hand(province, officer, day):
    made = add(province, officer)

    with pytest.raises(Invalid, match="phải từ 01/01/2000 đến") as refusal:
        end(made, officer, day)

    made.refresh_from_db()
    assert (refusal.value.field, made.valid_to) == ("ends_on", None)


def test_a_form_does_not_end_before_it_was_last_given(province, officer):
    made = add(province, officer)
    day = date(2024, 3, 5)
    record = make_record(make_agency(), made, make_season().cycle, decided_on=day)

    with pytest.raises(Invalid, match="đã được tặng ngày 05/3/2024"):
        end(made, officer, day)

    record.revoked_on, record.revocation_reason = day, "Ghi nhầm"
    record.save()
    assert end(made, officer, day).valid_to == day


def test_the_end_of_a_form_is_taken_back_by_who_keeps_it(province, officer):
    made = add(province, officer)
    end(made, officer, date(2020, 1, 1))
    for stranger in (make_officer(province=make_province()), make_officer(make_bloc())):
        with pytest.raises(NotAllowed):
            resume(made, stranger)
    with pytest.raises(Invalid, match="lý do"):
        resume(made, officer, " ")

    resume(made, officer)

    made.refresh_from_db()
    assert made.valid_to is None
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.reason) == ("award_type.resume", "Ghi nhầm năm")
    assert (event.before["valid_to"], event.after["valid_to"]) == ("2020-01-01", None)
    with pytest.raises(Refused, match="chưa ghi ngày thôi áp dụng"):
        resume(made, officer)


def test_the_page_takes_an_end_back(client, officer, province):
    made = add(province, officer)
    end(made, officer, date(2020, 1, 1))
    page = reverse("awards:award-type-resume", args=[made.code])
    assert page in client.get(LIST).content.decode()
    assert "đã ghi thôi áp dụng từ 01/01/2020" in text_of(client.get(page))

    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Ghi nhầm năm"}).url == LIST

    made.refresh_from_db()
    assert made.valid_to is None
    assert page not in client.get(LIST).content.decode()
    assert client.post(page, {"reason": "Ghi nhầm năm"}).status_code == 422


@pytest.mark.parametrize("name", ["catalogue", "condition-list"])
def test_the_lists_of_the_catalogue_say_where_the_reader_is(client, officer, name):
    page = client.get(reverse(f"awards:{name}"))

    assert "Trang chủ" in text_of(page)
    assert '<nav class="crumbs"' in page.content.decode()
