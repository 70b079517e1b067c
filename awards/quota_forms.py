"""The forms of a limit: what it says, and the day on which it ends."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms

from accounts.form_parts import ConfirmForm, DayField, ReasonField, SeenVersionField
from awards.condition_forms.scoped import Scope, ScopedForm
from awards.form_parts import AwardChoice, offer_to
from awards.models import AwardType, Quota
from awards.models.labels import (
    QUOTA_BASES,
    QUOTA_MODES,
    QUOTA_SCOPES,
    SHARE_ROUNDINGS,
    STRICTNESSES,
)
from awards.rules.quotas import Bracket
from awards.services import QuotaSpec
from awards.states import QuotaBase, QuotaMode, QuotaScope, ShareRounding, Strictness
from blocs.models.labels import BLOC_KINDS

ROWS = 6
_SHARED = ("bloc_kind", "mode", "base", "percent", "rounding", "strictness", "source", "verified")


class QuotaForm(ScopedForm):
    """One limit. A bracket begins after the one before it, so none overlap and none is left out.

    Args:
        row: the limit that is replaced; without one a new limit is written.
    """

    award_type = AwardChoice(
        AwardType.objects.none(),
        label="Hình thức khen thưởng",
        empty_label="Chọn hình thức",
        error_messages={"required": "Quý vị cần chọn hình thức khen thưởng."},
    )
    reach = forms.ChoiceField(label="Phạm vi", choices=QUOTA_SCOPES)
    bloc_kind = forms.ChoiceField(
        label="Loại", choices=[("", "Khối và cụm như nhau"), *BLOC_KINDS], required=False
    )
    base = forms.ChoiceField(label="Tính theo", choices=QUOTA_BASES)
    mode = forms.ChoiceField(label="Cách tính", choices=QUOTA_MODES, widget=forms.RadioSelect)
    percent = forms.DecimalField(
        label="Tỷ lệ (%)",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text="Chỉ ghi khi tính theo tỷ lệ phần trăm.",
    )
    rounding = forms.ChoiceField(label="Làm tròn", choices=SHARE_ROUNDINGS)
    strictness = forms.ChoiceField(label="Khi vượt", choices=STRICTNESSES, initial="soft")
    only_leaders = forms.BooleanField(label="Chỉ dành cho đơn vị dẫn đầu khối, cụm", required=False)
    valid_from = DayField("Có hiệu lực từ ngày")
    source = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Số, ngày của văn bản quy định hoặc giao hạn mức.",
        error_messages={"required": "Quý vị cần ghi căn cứ của hạn mức."},
    )
    verified = forms.BooleanField(
        label="Đã đối chiếu với văn bản (chưa đối chiếu thì chỉ cảnh báo)", required=False
    )
    reason = ReasonField("Lý do đặt, thay hạn mức")
    seen_version = SeenVersionField(required=False)

    def __init__(
        self, *args: Any, scopes: Sequence[Scope], row: Quota | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, scopes=scopes, initial=_told(row), **kwargs)
        owners = [pk for pk, _ in scopes] if row is None else [row.province_id]
        offer_to(self, "award_type", provinces=owners)
        for place in range(ROWS):
            self.fields[f"most-{place + 1}"] = _number(f"Mức {place + 1}, đến", least=1)
            self.fields[f"limit-{place + 1}"] = _number(f"Mức {place + 1}, tối đa", least=0)
        if row is not None:
            for name in ("award_type", "reach", "bloc_kind"):
                self.fields[name].disabled = True
            self.fields.pop("scope", None)
        self.helper.layout = Layout(
            *("award_type", "reach", "bloc_kind", "base", "mode"),
            HTML('{% include "awards/_quota_grid.html" %}'),
            *("percent", "rounding", "strictness", "only_leaders", "valid_from", "source"),
            *("verified", "reason", "seen_version"),
            *(["scope"] if "scope" in self.fields else []),
        )

    @property
    def grid(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The brackets in rows: up to how many, and how many awards at most."""
        return [(self[f"most-{at + 1}"], self[f"limit-{at + 1}"]) for at in range(ROWS)]

    @property
    def spec(self) -> QuotaSpec:
        """What the service takes."""
        data = self.cleaned_data
        return QuotaSpec(
            award_type_id=data["award_type"].pk,
            mode=QuotaMode(data["mode"]),
            source=data["source"],
            valid_from=data["valid_from"],
            scope=QuotaScope(data["reach"]),
            bloc_kind=data["bloc_kind"],
            base=QuotaBase(data["base"]),
            percent=data["percent"],
            rounding=ShareRounding(data["rounding"]),
            brackets=self._brackets(),
            strictness=Strictness(data["strictness"]),
            only_leaders=data["only_leaders"],
            verified=data["verified"],
        )

    def _brackets(self) -> tuple[Bracket, ...]:
        found: list[Bracket] = []
        least = 1
        for place in range(ROWS):
            most = self.cleaned_data[f"most-{place + 1}"]
            limit = self.cleaned_data[f"limit-{place + 1}"]
            if limit is None:
                continue
            found.append(Bracket(least, most, limit))
            least = (most or least) + 1
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in range(ROWS):
            if data.get(f"most-{place + 1}") is not None and data.get(f"limit-{place + 1}") is None:
                self.add_error(f"limit-{place + 1}", "Quý vị ghi số lượng tối đa của mức này.")
        return data


class EndForm(ConfirmForm):
    """From which day on a limit is not in force any more, and why."""

    ends_on = DayField("Hết hiệu lực từ ngày", help_text="Ngày đầu tiên hạn mức không còn áp dụng.")

    field_order = ["ends_on", "reason"]


def _number(label: str, *, least: int) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "form-control form-control-sm num"})
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=999, widget=box
    )


def _told(row: Quota | None) -> dict[str, Any]:
    if row is None:
        return {"mode": QuotaMode.BRACKETS.value}
    told: dict[str, Any] = {name: getattr(row, name) for name in _SHARED}
    told |= {"award_type": row.award_type_id, "reach": row.scope, "seen_version": row.version}
    told["only_leaders"] = row.only_leaders
    for at, one in enumerate(row.brackets.all(), start=1):
        told |= {f"most-{at}": one.most, f"limit-{at}": one.limit}
    return told
