"""The numbers and sets of each kind of condition as fields of a form, and back."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from django import forms

from awards.condition_forms.grid import grid_fields, grid_initial, grid_params
from awards.models import AwardType
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS, SHARE_BASES
from awards.rules.eligibility.finding import share_text
from awards.rules.eligibility.reading import BARRING, MOST_YEARS, share_written
from awards.states import AwardBasis, EligibilityKind
from scoring.models.labels import EFFECTS
from scoring.rules.json_fields import number_written

_SHARE = re.compile(r"[0-9]+(/0*[1-9][0-9]*|(\.[0-9]+)?%?)")
Fields = dict[str, forms.Field]
Raw = Mapping[str, Any]


class ShareField(forms.CharField):
    """A share as people write it, ``2/3`` or ``80%``; its value is the written fraction."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        said = {"required": "Quý vị cần ghi tỷ lệ."}
        super().__init__(
            **{
                "label": label,
                "max_length": 20,
                "help_text": "Ghi 2/3 hoặc 80%.",
                "error_messages": said,
                **kwargs,
            }
        )

    def clean(self, value: Any) -> str:
        typed = super().clean(value).replace(" ", "").replace(",", ".")
        if not typed:
            return ""
        # Fraction reads "1e999999999" too, and would compute for hours.
        if not _SHARE.fullmatch(typed):
            raise forms.ValidationError("Quý vị ghi tỷ lệ dạng 2/3 hoặc 80%.")
        share = Fraction(typed.removesuffix("%"))
        share = share / 100 if typed.endswith("%") else share
        if not 0 < share <= 1:
            raise forms.ValidationError("Tỷ lệ phải lớn hơn 0 và không quá 100%.")
        return share_written(share)


class AwardsField(forms.MultipleChoiceField):
    """Awards of the catalogue, by their codes."""

    def __init__(self, label: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            choices=lambda: AwardType.objects.order_by("position").values_list("code", "name"),
            required=required,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Quý vị cần chọn ít nhất một hình thức khen thưởng."},
        )


def _words(label: str, choices: list[tuple[str, str]], *, required: bool = True) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Quý vị cần chọn ít nhất một mục."},
    )


def _bases() -> forms.Field:
    return _words("Loại khen thưởng được tính", AWARD_BASES)


def _of_a_run(*, required: bool) -> Fields:
    return {
        "levels": _words("Mức hoàn thành nhiệm vụ được tính", COMPLETION_LEVELS, required=required),
        "titles": AwardsField("Danh hiệu được tính thay mức hoàn thành", required=False),
        "after": AwardsField("Chỉ tính từ sau năm được tặng lần đầu", required=False),
    }


def _rank() -> Fields:
    return {"rank": forms.IntegerField(label="Hạng thấp nhất được xét", min_value=1, max_value=999)}


def _points() -> Fields:
    return {
        "total": forms.DecimalField(
            label="Tổng điểm từ",
            required=False,
            localize=True,
            max_digits=8,
            decimal_places=2,
            help_text="Ghi tổng điểm hoặc tỷ lệ, chỉ một trong hai.",
        ),
        "share": ShareField("Tỷ lệ điểm tối đa từ", required=False),
    }


def _floor() -> Fields:
    return {
        "share": ShareField("Mỗi nhóm đạt từ"),
        "keys": forms.CharField(
            label="Nhóm tiêu chí",
            required=False,
            max_length=200,
            help_text="Ký hiệu các nhóm, ví dụ I, II. Bỏ trống là mọi nhóm.",
        ),
    }


def _bars() -> Fields:
    labels = dict(EFFECTS)
    choices = [(effect.value, labels[effect.value]) for effect in BARRING]
    return {"effects": _words("Xét sự việc, điều kiện có hệ quả", choices)}


def _vote() -> Fields:
    return {
        "share": ShareField("Tỷ lệ phiếu đồng ý"),
        "of": forms.ChoiceField(label="Tính trên", choices=SHARE_BASES),
        "strict": forms.BooleanField(label="Phải quá tỷ lệ này, bằng là chưa đủ", required=False),
    }


def _registered() -> Fields:
    label = "Chỉ cần có bản đăng ký thi đua, không cần ghi tên hình thức này"
    return {"any_title": forms.BooleanField(label=label, required=False)}


def _confirmed() -> Fields:
    label = "Trường hợp riêng: coi là không thuộc cho đến khi có người xác nhận"
    return {"exception": forms.BooleanField(label=label, required=False)}


def _has_award() -> Fields:
    return {"codes": AwardsField("Đã được tặng một trong các hình thức"), "bases": _bases()}


def _awards() -> Fields:
    return {
        **grid_fields(),
        "years": forms.IntegerField(
            label="Trong số năm gần nhất",
            required=False,
            help_text="Kể cả năm thi đua đang xét. Bỏ trống là không giới hạn.",
            min_value=1,
            max_value=MOST_YEARS,
        ),
        **_of_a_run(required=False),
        "bases": _bases(),
    }


def _run() -> Fields:
    return {
        "years": forms.IntegerField(label="Số năm liên tục", min_value=1, max_value=MOST_YEARS),
        **_of_a_run(required=False),
        "bases": _bases(),
    }


def _age() -> Fields:
    return {
        "years": forms.IntegerField(
            label="Số năm từ ngày thành lập", min_value=1, max_value=MOST_YEARS
        )
    }


def _twice() -> Fields:
    return {"codes": AwardsField("Các hình thức chỉ tặng một cho mỗi thành tích")}


_FIELDS: Mapping[EligibilityKind, Callable[[], Fields]] = MappingProxyType(
    {
        EligibilityKind.RANK_AT_MOST: _rank,
        EligibilityKind.POINTS_AT_LEAST: _points,
        EligibilityKind.CRITERION_FLOOR: _floor,
        EligibilityKind.NO_BARRING_FACT: _bars,
        EligibilityKind.REGISTERED_TITLE: _registered,
        EligibilityKind.VOTE_SHARE: _vote,
        EligibilityKind.HAS_AWARD: _has_award,
        EligibilityKind.AWARDS_IN_YEARS: _awards,
        EligibilityKind.CONSECUTIVE_YEARS: _run,
        EligibilityKind.OLDER_THAN: _age,
        EligibilityKind.NOT_REWARDED_TWICE: _twice,
        EligibilityKind.CONFIRMED: _confirmed,
    }
)


def param_fields(kind: EligibilityKind) -> Fields:
    """Return the fields for the numbers and sets of a kind; none where it says all by itself."""
    make = _FIELDS.get(kind)
    return {} if make is None else make()


def param_initial(raw: Raw) -> dict[str, Any]:
    """Return what the fields show for a condition that is stored."""
    shown: dict[str, Any] = {"bases": [basis.value for basis in AwardBasis], **raw}
    if "share" in raw:
        shown["share"] = share_text(Fraction(raw["share"]))
    if "total" in raw:
        shown["total"] = Decimal(raw["total"])
    if "keys" in raw:
        shown["keys"] = ", ".join(raw["keys"])
    return {**shown, **grid_initial(raw)}


def params_from(kind: EligibilityKind, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object that is stored, from the cleaned data of the fields.

    What was left open is left out, so that the same condition is always stored the same way.
    """
    raw = {name: data[name] for name in param_fields(kind) if name in data and "-" not in name}
    if isinstance(raw.get("total"), Decimal):
        raw["total"] = number_written(raw["total"])
    if "keys" in raw:
        raw["keys"] = [key.strip() for key in raw["keys"].split(",") if key.strip()]
    if set(raw.get("bases", ())) == set(AwardBasis):
        raw["bases"] = []
    kept = {name: value for name, value in raw.items() if value not in (None, "", [], False)}
    return kept | (grid_params(data) if kind is EligibilityKind.AWARDS_IN_YEARS else {})
