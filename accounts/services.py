"""Every write to people's accounts."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.managers import normal_name, normal_username
from accounts.models import User
from accounts.permissions import can_change_password, can_deactivate, can_manage_users


@transaction.atomic
def create_user(
    *,
    actor: User | None,
    username: str,
    full_name: str,
    password: str,
    email: str = "",
    must_change_password: bool = True,
) -> User:
    """Add a person who can sign in.

    Args:
        actor: who adds the person; None for a command of the system.
        password: their first one, which they change at once unless said otherwise.

    Raises:
        NotAllowed: not by this person.
        Invalid: a name is missing, malformed or taken, or the password is too weak.
    """
    can_manage_users(actor).demand()
    user = User(
        username=normal_username(username),
        full_name=normal_name(full_name),
        email=email.strip(),
        must_change_password=must_change_password,
        password_changed_at=timezone.now(),
    )
    _check_password(password, user)
    user.set_password(password)
    _check_fields(user)
    _insert(user)
    after = {
        "username": user.username,
        "full_name": user.full_name,
        "email": user.email,
        "must_change_password": user.must_change_password,
    }
    audit.record(actor=actor, action="user.create", subject=user, before={}, after=after)
    return user


def _check_fields(user: User) -> None:
    try:
        user.full_clean(validate_constraints=False)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(sentences), field=field) from error


def _insert(user: User) -> None:
    """Save a new person; two who take one name at the same time end here."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("Tên đăng nhập này đã được sử dụng.", field="username") from error


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error


@transaction.atomic
def change_password(*, actor: User | None, user_id: int, password: str, reason: str = "") -> User:
    """Give a person a new password; every session that used the old one ends.

    A password set by somebody else is a first password again, to be changed at sign-in.

    Args:
        actor: who sets it; None for a command of the system.

    Raises:
        NotAllowed: not by this person.
        Invalid: too weak, or the same as before.
    """
    user = _locked(user_id)
    can_change_password(actor, user).demand()
    if user.check_password(password):
        raise Invalid("Mật khẩu mới phải khác mật khẩu đang dùng.", field="password")
    _check_password(password, user)
    before = {"must_change_password": user.must_change_password}
    user.set_password(password)
    user.must_change_password = actor is None or actor.pk != user.pk
    user.password_changed_at = timezone.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    audit.record(
        actor=actor,
        action="user.change-password",
        subject=user,
        before=before,
        after={"must_change_password": user.must_change_password},
        reason=reason,
    )
    return user


@transaction.atomic
def deactivate_user(*, actor: User | None, user_id: int, reason: str) -> User:
    """Close an account; the person's next request finds them signed out.

    Raises:
        NotAllowed: not by this person, or the account is closed already.
        Invalid: no reason is given.
    """
    user = _locked(user_id)
    can_deactivate(actor, user).demand()
    if not reason.strip():
        raise Invalid("Quý vị cần nêu lý do ngừng hoạt động tài khoản.", field="reason")
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(
        actor=actor,
        action="user.deactivate",
        subject=user,
        before={"is_active": True},
        after={"is_active": False},
        reason=reason.strip(),
    )
    return user


def _locked(user_id: int) -> User:
    """Return the person, held against every other writer until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=user_id)
