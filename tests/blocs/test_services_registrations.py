from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Registration
from blocs.services import ItemSpec
from blocs.states import RegistrationKind, Stage
from tests.factories import make_agency, make_approver, make_bloc_year, make_cycle, make_editor

pytestmark = pytest.mark.django_db

TARGET = ItemSpec(RegistrationKind.TARGET, "Thu ngân sách", "tỷ đồng", Decimal("5591.8"), "dự toán")
TITLE = ItemSpec(RegistrationKind.TITLE, "Tập thể lao động xuất sắc")


def register(season, agency, *items, seen_version=0, actor=None, registered_on=None):
    return services.register_targets(
        season_id=season.pk,
        agency=agency,
        items=items,
        registered_on=registered_on,
        seen_version=seen_version,
        actor=actor,
    )


@pytest.fixture
def opened():
    cycle = make_cycle(label="2022")
    season, members = make_bloc_year(stage=Stage.REGISTRATION, cycle=cycle)
    return season, members[2]


def test_a_member_registers_and_registers_again(opened):
    season, agency = opened
    editor = make_editor(agency)
    register(season, agency, TARGET, TITLE, actor=editor)

    again = register(
        season, agency, TITLE, seen_version=1, registered_on=date(2022, 2, 1), actor=editor
    )

    assert Registration.objects.get() == again
    assert (again.version, again.registered_on) == (2, date(2022, 2, 1))
    assert [item.content for item in again.items.all()] == ["Tập thể lao động xuất sắc"]
    first, second = AuditEvent.objects.all()
    assert first.before == {}
    assert first.after["items"][0]["planned_value"] == "5591.80"
    assert [item["content"] for item in second.before["items"]] == [TARGET.content, TITLE.content]


def test_two_people_never_overwrite_each_other(opened):
    season, agency = opened
    register(season, agency, TARGET)

    with pytest.raises(Stale):
        register(season, agency, TITLE)

    assert [item.content for item in Registration.objects.get().items.all()] == [TARGET.content]
    assert AuditEvent.objects.count() == 1


def test_a_member_registers_for_itself_only(opened):
    season, agency = opened

    with pytest.raises(NotAllowed, match="đơn vị mình"):
        register(season, agency, TARGET, actor=make_approver(make_agency()))
    with pytest.raises(Invalid, match="không phải thành viên"):
        register(season, make_agency(), TARGET)

    assert not Registration.objects.exists()


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.RUNNING, Stage.CLOSED])
def test_registration_has_its_time(stage):
    season, (_, _, agency) = make_bloc_year(stage=stage)

    with pytest.raises(NotAllowed, match="Đăng ký thi đua"):
        register(season, agency, TARGET, actor=make_approver(agency))


def test_an_empty_item_registers_nothing(opened):
    season, agency = opened

    with pytest.raises(Invalid):
        register(season, agency, TARGET, ItemSpec(RegistrationKind.TARGET, ""))

    assert not Registration.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_registration_says_something(opened):
    season, agency = opened

    with pytest.raises(Invalid, match="ít nhất một nội dung"):
        register(season, agency)

    assert not Registration.objects.exists()


def test_a_member_may_register_in_the_year_before(opened):
    season, agency = opened

    early = register(season, agency, TITLE, registered_on=date(2021, 1, 1))

    assert early.registered_on == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 12, 31), "Ngày đăng ký không thể trước ngày 01/01/2021, một năm trước"),
        (date(1, 1, 1), "Ngày đăng ký không thể trước ngày 01/01/2021, một năm trước"),
        (None, "Ngày đăng ký không thể sau ngày hôm nay."),
    ],
)
def test_a_registration_bears_no_day_that_its_paper_could_not_bear(opened, day, said):
    season, agency = opened
    day = day or timezone.localdate() + timedelta(days=1)

    with pytest.raises(Invalid, match=said) as refusal:
        register(season, agency, TITLE, registered_on=day)

    assert refusal.value.field == "registered_on"
    assert not Registration.objects.exists()


def test_a_member_that_registers_today_is_believed(opened):
    season, agency = opened

    assert register(season, agency, TITLE, registered_on=timezone.localdate()).pk
