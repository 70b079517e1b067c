"""Who may do what to people's accounts."""

from accounts.models import User
from accounts.verdicts import YES, Verdict, no


def can_manage_users(actor: User | None) -> Verdict:
    """Say whether the person may add, change and close accounts; no person means a command."""
    if actor is None or (actor.is_active and actor.is_staff):
        return YES
    return no("Chỉ người quản trị hệ thống được quản lý tài khoản.")


def can_change_password(actor: User | None, user: User) -> Verdict:
    """Say whether the person may set the password of the user: their own, or as manager."""
    if actor is not None and actor.pk == user.pk:
        return YES
    return can_manage_users(actor)


def can_deactivate(actor: User | None, user: User) -> Verdict:
    """Say whether the person may close the account; nobody closes their own."""
    if not user.is_active:
        return no("Tài khoản này đã ngừng hoạt động.")
    if actor is not None and actor.pk == user.pk:
        return no("Không thể tự ngừng hoạt động tài khoản của chính mình.")
    return can_manage_users(actor)
