"""Signing in and choosing a password."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.password_validation import password_validators_help_texts

from accounts.managers import normal_username
from accounts.models import User
from accounts.spoken_forms import SpokenFields, SpokenForm


class SignInForm(SpokenFields, AuthenticationForm):
    """User name and password; the answer is the same whether or not the name exists."""

    username = UsernameField(
        label="Tên đăng nhập", max_length=150, widget=forms.TextInput(attrs={"autofocus": True})
    )
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Quý vị vui lòng kiểm tra bộ gõ "
        "tiếng Việt, phím Caps Lock rồi nhập lại.",
        "inactive": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.add_input(Submit("sign-in", "Đăng nhập", css_class="btn-lg w-100"))

    def clean_username(self) -> str:
        # The lock counts by name: another case of it must not bring five more tries.
        return normal_username(self.cleaned_data["username"])


class PasswordChangeForm(SpokenForm):
    """The present password and the new one, twice; the service judges the new one."""

    old_password = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label="Nhập lại mật khẩu mới",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.add_input(Submit("change", "Đổi mật khẩu"))

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("Mật khẩu đang dùng chưa đúng.")
        return old

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("repeated"):
            self.add_error("repeated", "Hai lần nhập mật khẩu mới chưa giống nhau.")
        return cleaned
