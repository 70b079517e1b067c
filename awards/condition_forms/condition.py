"""A written condition as a form: what it says, its clause, and the fields of its kind."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms

from accounts.form_parts import DayField, ReasonField
from accounts.lists import FilterForm
from awards.condition_forms.grid import GridRow, grid_faults, grid_rows
from awards.condition_forms.params import param_fields, param_initial, params_from
from awards.condition_forms.scoped import Scope, ScopedForm
from awards.form_parts import AwardChoice, offer_to
from awards.models import AwardCondition, AwardType
from awards.models.labels import ELIGIBILITY_KINDS
from awards.selectors.condition_pages import sentences_of
from awards.services import ConditionSpec
from awards.states import EligibilityKind
from scoring.rules.text import tidy_line

_SHARED = (
    "award_type",
    "route",
    "position",
    "wording",
    "law",
    "article",
    "clause",
    "source",
    "valid_from",
    "valid_to",
    "is_warning",
)


class KindForm(FilterForm):
    """Which kind of condition is going to be written."""

    loai = forms.ChoiceField(label="Loại điều kiện", choices=ELIGIBILITY_KINDS)


class ConditionForm(ScopedForm):
    """One condition of a kind; the fields of the kind stand between wording and clause.

    Args:
        kind: what the condition looks at.
        row: the condition that is replaced; without one a new condition is written.
    """

    award_type = AwardChoice(
        AwardType.objects.none(),
        label="Hình thức khen thưởng",
        required=False,
        empty_label="Mọi hình thức",
    )
    route = forms.CharField(
        label="Trường hợp xét",
        max_length=120,
        required=False,
        help_text=(
            "Ví dụ Điều 73 khoản 4 điểm e. Các điều kiện cùng trường hợp phải đạt tất cả; chỉ cần "
            "đạt một trường hợp. Bỏ trống là điều kiện chung của mọi trường hợp."
        ),
    )
    position = forms.IntegerField(label="Thứ tự", min_value=1, max_value=999, initial=1)
    wording = forms.CharField(
        label="Nội dung điều kiện",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Quý vị cần ghi nội dung điều kiện."},
    )
    keeps_wording = forms.BooleanField(
        label="Nội dung vẫn đúng khi số liệu bên dưới thay đổi, giữ nguyên", required=False
    )
    law = forms.CharField(
        label="Văn bản",
        max_length=250,
        help_text="Số, ký hiệu, tên văn bản quy định.",
        error_messages={"required": "Quý vị cần ghi văn bản quy định điều kiện này."},
    )
    article = forms.CharField(label="Điều", max_length=60, required=False)
    clause = forms.CharField(label="Khoản, điểm", max_length=60, required=False)
    source = forms.CharField(
        label="Nguồn",
        max_length=500,
        help_text="Đã đọc ở đâu: địa chỉ trang, Công báo, bản giấy.",
        error_messages={"required": "Quý vị cần ghi đã đọc văn bản ở đâu."},
    )
    valid_from = DayField("Có hiệu lực từ ngày", required=False)
    valid_to = DayField(
        "Hết hiệu lực từ ngày", required=False, help_text="Ngày đầu tiên không còn áp dụng."
    )
    is_warning = forms.BooleanField(
        label="Chỉ để nhắc, không quyết định kết quả và không chặn đề nghị", required=False
    )
    reason = ReasonField("Lý do thêm, sửa")

    def __init__(
        self,
        *args: Any,
        kind: EligibilityKind,
        scopes: Sequence[Scope],
        row: AwardCondition | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {**param_initial(row.params if row else {}), **_told(row)}
        super().__init__(*args, scopes=scopes, **kwargs)
        self.kind = kind
        offer_to(self, "award_type", provinces=[pk for pk, _ in scopes])
        fields = param_fields(kind)
        self.param_names = [name for name in fields if "-" not in name]
        self.fields.update(fields)
        self.row = row
        if row is None:
            del self.fields["keeps_wording"]
        else:
            self.fields["award_type"].disabled = True
        # The table of alternatives is drawn by a template of its own.
        grid = [HTML('{% include "awards/_condition_grid.html" %}')]
        self.helper.layout = Layout(
            *("award_type", "route", "position", "wording"),
            *(name for name in ("keeps_wording",) if name in self.fields),
            *(grid if kind is EligibilityKind.AWARDS_IN_YEARS else []),
            *self.param_names,
            *("law", "article", "clause", "source", "valid_from", "valid_to", "is_warning"),
            *(name for name in ("reason", "scope") if name in self.fields),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.kind is EligibilityKind.AWARDS_IN_YEARS:
            for name, fault in grid_faults(data).items():
                self.add_error(name, fault)
        if self.row is not None and not self.errors:
            self._ask_for_wording(self.row, data)
        return data

    def _ask_for_wording(self, row: AwardCondition, data: dict[str, Any]) -> None:
        """Ask once where the numbers change and the words beside them do not."""
        if data["keeps_wording"] or tidy_line(data["wording"]) != row.wording:
            return
        said = sentences_of(self.kind, params_from(self.kind, data), self.province_id)
        if not said or said == sentences_of(self.kind, row.params, self.province_id):
            return
        self.add_error(
            "wording",
            f"Số liệu đã thay đổi mà nội dung vẫn như cũ. Theo số liệu mới: “{' '.join(said)}” Đề "
            "nghị quý vị sửa nội dung cho khớp; nếu nội dung vẫn đúng thì đánh dấu ô giữ nguyên.",
        )

    @property
    def grid(self) -> list[GridRow]:
        """The alternatives in rows, for the one kind that has them."""
        return grid_rows(self) if self.kind is EligibilityKind.AWARDS_IN_YEARS else []

    @property
    def spec(self) -> ConditionSpec:
        """What the service takes."""
        data = self.cleaned_data
        award = data["award_type"]
        texts = {name: data[name] for name in _SHARED if name != "award_type"}
        return ConditionSpec(
            kind=self.kind,
            award_type_id=award.pk if award else None,
            params=params_from(self.kind, data),
            **texts,
        )


def _told(row: AwardCondition | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {name: getattr(row, name) for name in _SHARED} | {"award_type": row.award_type_id}
