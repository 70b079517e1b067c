"""Forms around issued papers: number and day from the register, and the public check."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.form_parts import DayField, PageForm
from accounts.spoken_forms import SpokenForm
from reports.models import Issue
from reports.papers import ToldDay
from reports.rules.numbers import LEFT_OPEN, MOST_SYMBOL_SIGNS
from reports.services import Entry

MOST_NUMBER = 999_999

ON_ITS_OWN = "khong"
_UNSAID = "Quý vị chọn ban hành văn bản riêng hay thay thế một văn bản đang có hiệu lực."
_LOST = "Chữ ký số trên văn bản bị thay thế không chuyển sang văn bản mới."


class IssueForm(PageForm):
    """Number, symbol and day of one paper, and whether it replaces one that is in force.

    Where there is such a paper nothing is chosen beforehand: to replace it by oversight would
    take it out of force. Only what was issued from this very draft can be nothing but corrected.

    Args:
        symbol: what the kind of paper proposes; empty for a kind without a number.
        replaceable: the papers in force that it may replace, the latest first, each with its
            ``signature_count``.
        own: the one among them that was issued from this draft, if any.
        told: the day that the paper itself tells, if any; where ``is_fixed``, no other will do.
    """

    number = forms.IntegerField(
        label="Số",
        min_value=1,
        max_value=MOST_NUMBER,
        help_text="Theo sổ văn bản của cơ quan, ví dụ 5.",
        error_messages={"required": "Quý vị ghi số của văn bản theo sổ."},
    )
    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=MOST_SYMBOL_SIGNS,
        help_text="Chữ viết tắt loại văn bản và nơi ban hành, nối bằng gạch nối.",
    )
    issued_on = DayField("Ngày ban hành", missing="Quý vị ghi ngày ban hành theo sổ văn bản.")
    replaces = forms.ChoiceField(
        label="Văn bản riêng hay thay thế văn bản đang có hiệu lực",
        widget=forms.RadioSelect,
        error_messages={"required": _UNSAID},
    )

    def __init__(
        self,
        *args: Any,
        symbol: str,
        replaceable: Sequence[Issue] = (),
        own: Issue | None = None,
        told: ToldDay | None = None,
        is_fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["symbol"].initial = symbol.replace(LEFT_OPEN, "")
        if not symbol:
            del self.fields["number"], self.fields["symbol"]
        if told:
            self.fields["issued_on"].initial = told.day
            self.fields["issued_on"].help_text = _from(told, is_fixed=is_fixed)
        if not replaceable:
            del self.fields["replaces"]
            return
        choices = [(ON_ITS_OWN, "Ban hành văn bản riêng, không thay thế văn bản nào")]
        choices += [(str(one.pk), f"Thay thế {_named(one)}") for one in replaceable]
        self.fields["replaces"].choices = choices  # type: ignore[attr-defined]
        self.fields["replaces"].initial = str(own.pk) if own else None
        if any(map(_signature_count, replaceable)):
            self.fields["replaces"].help_text = _LOST

    @property
    def entry(self) -> Entry:
        """What was entered, as the service takes it."""
        data = self.cleaned_data
        replaces = data.get("replaces", ON_ITS_OWN)
        return Entry(
            issued_on=data["issued_on"],
            number=data.get("number"),
            symbol=data.get("symbol", ""),
            replaces_id=None if replaces == ON_ITS_OWN else int(replaces),
        )


def _from(told: ToldDay, *, is_fixed: bool) -> str:
    then = (
        "; ngày ban hành phải là ngày ấy."
        if is_fixed
        else ". Sổ văn bản ghi ngày khác thì quý vị sửa lại."
    )
    return f"Lấy theo {told.source}{then}"


def _named(issue: Issue) -> str:
    count = _signature_count(issue)
    return f"{issue} (đã có {count} chữ ký số)" if count else str(issue)


def _signature_count(issue: Issue) -> int:
    return issue.signature_count  # type: ignore[attr-defined]


class CodeForm(SpokenForm):
    """The code of a paper, as somebody reads it off the page; what it must be, the rule says."""

    ma = forms.CharField(
        label="Mã xác minh",
        max_length=100,
        error_messages={"required": "Quý vị nhập mã xác minh in ở cuối trang đầu của văn bản."},
    )


class CheckFileForm(SpokenForm):
    """The file that somebody holds. It is only counted through, never stored."""

    tep = forms.FileField(
        label="Tệp cần so",
        error_messages={"required": "Quý vị chọn tệp PDF cần so với văn bản đã ban hành."},
    )
