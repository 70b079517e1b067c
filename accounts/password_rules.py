"""Django's rules for passwords with answers in Vietnamese, which Django lacks for some."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)


class LongEnough(MinimumLengthValidator):
    """A password has at least so many characters."""

    def get_error_message(self) -> str:
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự; có thể là một câu ngắn dễ nhớ, có dấu cách."


class NotCommon(CommonPasswordValidator):
    """A password is none of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        return "Mật khẩu này quá phổ biến, dễ bị đoán ra. Quý vị vui lòng chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không dùng mật khẩu phổ biến như “password1234”."
