import pytest

from accounts import services
from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent, User
from tests.factories import PASSWORD, make_user

NEW = "mat-khau-hoan-toan-moi"


def make_manager() -> User:
    return make_user(is_staff=True)


def secrets_in_audit(*secrets: str) -> list[str]:
    rows = str(list(AuditEvent.objects.values()))
    return [secret for secret in secrets if secret in rows]


@pytest.mark.django_db
def test_a_manager_adds_a_person_who_must_choose_a_password():
    manager = make_manager()

    user = services.create_user(
        actor=manager, username=" Van-Thu ", full_name="Văn  thư", password=PASSWORD, email="a@b.vn"
    )

    user.refresh_from_db()
    assert (user.username, user.full_name, user.email) == ("van-thu", "Văn thư", "a@b.vn")
    assert (user.must_change_password, user.is_staff, user.is_active) == (True, False, True)
    assert user.check_password(PASSWORD)
    line = AuditEvent.objects.get()
    assert (line.actor, line.action, line.before) == (manager, "user.create", {})
    assert line.after == {
        "username": "van-thu",
        "full_name": "Văn thư",
        "email": "a@b.vn",
        "must_change_password": True,
    }
    assert secrets_in_audit(PASSWORD, user.password) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "văn-thư"}, "username"),
        ({"username": "-x"}, "username"),
        ({"username": "a" * 151}, "username"),
        ({"username": "da-co"}, "username"),
        ({"username": "DA-CO"}, "username"),
        ({"full_name": "   "}, "full_name"),
        ({"email": "khong-phai-thu"}, "email"),
        ({"password": "ngan"}, "password"),
        ({"password": "password1234"}, "password"),
    ],
)
def test_a_person_with_a_bad_value_is_not_added(changes, field):
    make_user(username="da-co")
    wanted = {"username": "van-thu", "full_name": "Văn thư", "password": PASSWORD, **changes}

    with pytest.raises(Invalid) as refused:
        services.create_user(actor=None, **wanted)

    assert refused.value.field == field
    assert str(refused.value)
    assert User.objects.count() == 1
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_only_a_manager_adds_people():
    with pytest.raises(NotAllowed, match="Chỉ người quản trị"):
        services.create_user(
            actor=make_user(), username="van-thu", full_name="Văn thư", password=PASSWORD
        )

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_person_chooses_their_own_password():
    user = make_user(must_change_password=True)

    services.change_password(actor=user, user_id=user.pk, password=NEW)

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert not user.must_change_password
    assert user.password_changed_at is not None
    line = AuditEvent.objects.get()
    assert (line.action, line.subject_id) == ("user.change-password", str(user.pk))
    assert (line.before, line.after) == (
        {"must_change_password": True},
        {"must_change_password": False},
    )
    assert secrets_in_audit(NEW, PASSWORD, user.password) == []


@pytest.mark.django_db
def test_a_password_set_by_a_manager_is_a_first_password_again():
    user = make_user()

    services.change_password(actor=make_manager(), user_id=user.pk, password=NEW, reason="quên")

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert user.must_change_password
    assert AuditEvent.objects.get().reason == "quên"


@pytest.mark.django_db
@pytest.mark.parametrize("password", [PASSWORD, "ngan"])
def test_a_password_that_is_the_old_one_or_too_weak_is_refused(password):
    user = make_user()

    with pytest.raises(Invalid) as refused:
        services.change_password(actor=user, user_id=user.pk, password=password)

    user.refresh_from_db()
    assert refused.value.field == "password"
    assert user.check_password(PASSWORD)
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_nobody_changes_the_password_of_a_colleague():
    user = make_user()

    with pytest.raises(NotAllowed):
        services.change_password(actor=make_user(), user_id=user.pk, password=NEW)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_manager_closes_an_account_with_a_reason():
    user = make_user()

    services.deactivate_user(actor=make_manager(), user_id=user.pk, reason=" chuyển công tác ")

    user.refresh_from_db()
    assert not user.is_active
    line = AuditEvent.objects.get()
    assert (line.action, line.before, line.after, line.reason) == (
        "user.deactivate",
        {"is_active": True},
        {"is_active": False},
        "chuyển công tác",
    )


@pytest.mark.django_db
def test_an_account_is_not_closed_without_a_reason():
    user = make_user()

    with pytest.raises(Invalid, match="lý do"):
        services.deactivate_user(actor=None, user_id=user.pk, reason="  ")

    user.refresh_from_db()
    assert user.is_active
    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_manager_does_not_close_their_own_account():
    manager = make_manager()

    with pytest.raises(NotAllowed, match="của chính mình"):
        services.deactivate_user(actor=manager, user_id=manager.pk, reason="thử")

    manager.refresh_from_db()
    assert manager.is_active


@pytest.mark.django_db
def test_a_closed_account_is_not_closed_again():
    user = make_user(is_active=False)

    with pytest.raises(NotAllowed, match="đã ngừng hoạt động"):
        services.deactivate_user(actor=make_manager(), user_id=user.pk, reason="thử")

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_closed_manager_manages_nobody():
    closed = make_user(is_staff=True, is_active=False)

    with pytest.raises(NotAllowed):
        services.deactivate_user(actor=closed, user_id=make_user().pk, reason="thử")
