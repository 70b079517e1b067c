"""How people are found and made by Django's own machinery."""

import unicodedata
from typing import TYPE_CHECKING

from django.contrib.auth.models import BaseUserManager

if TYPE_CHECKING:
    from accounts.models import User


class UserManager(BaseUserManager["User"]):
    """Finds people by user name in any case; the name itself is kept in lower case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Save a person without an audit line; the product uses ``services.create_user``."""
        name = normal_username(username)
        full_name = str(fields.pop("full_name", "") or name)
        user = self.model(username=name, full_name=normal_name(full_name), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **fields: object
    ) -> "User":
        """Save a person who may do everything in Django's admin site."""
        return self.create_user(
            username, password, **{**fields, "is_staff": True, "is_superuser": True}
        )


def normal_username(text: str) -> str:
    """Return a user name the way it is kept: NFC, no outer blanks, lower case."""
    return unicodedata.normalize("NFC", text).strip().lower()


def normal_name(text: str) -> str:
    """Return a person's name the way it is kept: NFC, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
