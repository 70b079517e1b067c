from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in and the record of what they did."""

    name = "accounts"
    verbose_name = "Tài khoản và nhật ký"
    default_auto_field = "django.db.models.BigAutoField"
