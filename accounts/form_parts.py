"""The fields and forms that many pages share; they parse and explain, services decide.

A page with a form of its own inherits from ``PageForm``; a step that asks first takes
``ConfirmForm`` as it is, or adds its fields to it. Both are shown by ``accounts.pages``.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from accounts.spoken_forms import SpokenForm

DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]
FIRST_YEAR, LAST_YEAR = 1900, 2199
NO_REASON = "Quý vị cần nêu lý do."


def is_word(typed: str, word: str, *, in_capitals: bool = False) -> bool:
    """Say whether a person typed the word, however its accents are put together.

    Args:
        in_capitals: small letters do not do.
    """
    said = unicodedata.normalize("NFC", typed).strip()
    return (said if in_capitals else said.upper()) == word


class SeenVersionField(forms.IntegerField):
    """The version that the page showed; services refuse one that is no longer current."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "widget": forms.HiddenInput, **kwargs})


class SeenMarkField(forms.CharField):
    """A mark of what the page showed; services refuse one that is no longer current."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "widget": forms.HiddenInput, **kwargs})


class BoxCountField(forms.IntegerField):
    """How many groups of boxes the page showed, in a form that offers some for new rows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "widget": forms.HiddenInput, **kwargs})


def boxes_sent(data: Mapping[str, Any], most: int) -> int:
    """Return how many groups of boxes a form has to read; none where the page does not say.

    Args:
        data: what the page sent, with a ``BoxCountField`` named ``boxes``.
        most: how many the form offers at the most.
    """
    sent = str(data.get("boxes", ""))
    return min(int(sent), most) if sent.isdecimal() and len(sent) < len("1000") else 0


class ReasonField(forms.CharField):
    """Why something is done, in a few sentences; always demanded.

    Args:
        missing: the sentence for a person who gave none.
        rows: height of the box, in lines.
    """

    def __init__(
        self, label: str = "Lý do", *, missing: str = NO_REASON, rows: int = 3, **kwargs: Any
    ) -> None:
        box = forms.Textarea(attrs={"rows": rows})
        said = {"required": missing}
        super().__init__(
            **{"label": label, "max_length": 500, "widget": box, "error_messages": said, **kwargs}
        )


class ConfirmWordField(forms.CharField):
    """The word that a person types to confirm a final step, such as CHỐT, in capitals."""

    def __init__(self, word: str, **kwargs: Any) -> None:
        self.word = word
        self.wrong = f"Quý vị vui lòng gõ đúng chữ {word} để xác nhận."
        super().__init__(
            **{
                "label": f"Để xác nhận, quý vị gõ {word}",
                "max_length": 20,
                "error_messages": {"required": self.wrong, "max_length": self.wrong},
                **kwargs,
            }
        )
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not is_word(typed, self.word):
            raise forms.ValidationError(self.wrong)
        return typed


class DayField(forms.DateField):
    """A date as people write it: ngày/tháng/năm.

    A year of another age is a slip of the hand on every page; what a day must be besides, the
    rules of its page say.

    Args:
        missing: the sentence for a person who gave none, where one is demanded.
    """

    def __init__(self, label: str, *, missing: str = "Quý vị ghi ngày.", **kwargs: Any) -> None:
        said = {
            "required": missing,
            "invalid": "Quý vị ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2026.",
        }
        box = forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "ngày/tháng/năm"})
        super().__init__(
            **{
                "label": label,
                "input_formats": DATE_FORMATS,
                "widget": box,
                "error_messages": said,
                "validators": [_demand_an_age],
                **kwargs,
            }
        )


def _demand_an_age(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(
            f"Quý vị kiểm tra lại năm: phải từ {FIRST_YEAR} đến {LAST_YEAR}."
        )


class PageForm(SpokenForm):
    """A form that crispy shows inside the page's own form tag, which carries the token."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ConfirmForm(PageForm):
    """What a page that asks first sends back: the version it showed, and what it asked for.

    Args:
        reason: the field for the reason, where the step needs one.
        word: what to type before a final step; empty where a click is enough.
    """

    seen_version = SeenVersionField()

    def __init__(
        self, *args: Any, reason: ReasonField | None = None, word: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if reason is not None:
            self.fields["reason"] = reason
        if word:
            self.fields["confirmation"] = ConfirmWordField(word)

    @property
    def values(self) -> Mapping[str, Any]:
        """What the service takes: everything but the word."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "confirmation"}
