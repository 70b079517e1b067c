"""Forms about criteria tables; they parse and explain, services decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.form_parts import ConfirmForm, ConfirmWordField, PageForm, ReasonField
from accounts.spoken_forms import SpokenForm
from blocs.models import Province
from blocs.models.agencies import CODE
from blocs.services.registry import NO_CYCLE
from scoring.models import CriteriaTable
from scoring.selectors.amendments import Choice
from scoring.selectors.versions import names_a_cycle
from scoring.states import LinePolicy

_HELP = {"rows": 2}


class DraftForm(ConfirmForm):
    """What stands above a draft's tree."""

    title = forms.CharField(
        label="Tên bảng tiêu chí", max_length=300, widget=forms.Textarea(attrs=_HELP)
    )
    issued_by = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    decision = forms.CharField(
        label="Văn bản ban hành",
        max_length=200,
        required=False,
        help_text="Số, ký hiệu, ngày của văn bản.",
    )


class CycleField(forms.CharField):
    """The label of a cycle: one on record, or a year that is opened together with the table."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Năm thi đua", max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        label = str(super().clean(value))
        if label and not names_a_cycle(label):
            raise forms.ValidationError(NO_CYCLE.format(label))
        return label


class CloneForm(PageForm):
    """Name of the new table, and what it is made for."""

    title = forms.CharField(
        label="Tên bảng mới", max_length=300, widget=forms.Textarea(attrs=_HELP)
    )
    code = forms.CharField(
        label="Mã bảng mới",
        max_length=80,
        validators=[CODE],
        help_text="Chữ thường không dấu, số và gạch nối, ví dụ khoi-tong-hop-2027.",
    )
    cycle = CycleField(
        required=False,
        help_text="Ví dụ 2027; năm học ghi 2026-2027. Để trống nếu chưa xác định.",
    )
    province = forms.ModelChoiceField(Province.objects.none(), label="Tỉnh", required=False)

    def __init__(self, *args: Any, provinces: QuerySet[Province], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners: Any = self.fields["province"]
        owners.queryset = provinces
        if not provinces:
            del self.fields["province"]


class AssignForm(PageForm):
    """Which published table a season scores with.

    ``seen_table`` is the one that the page showed as the season's, 0 for none.
    """

    seen_table = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    table = forms.ModelChoiceField(
        CriteriaTable.objects.none(),
        label="Bảng tiêu chí",
        empty_label="Chọn bảng tiêu chí",
        error_messages={"required": "Quý vị cần chọn bảng tiêu chí."},
    )
    scores_are_sample = forms.BooleanField(
        label="Điểm chỉ là dữ liệu mẫu, để minh họa", required=False
    )

    def __init__(self, *args: Any, usable: QuerySet[CriteriaTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables: Any = self.fields["table"]
        tables.queryset = usable
        tables.label_from_instance = _name_of


class AmendmentForm(SpokenForm):
    """Why a season goes on with an amended table, and what becomes of points, line by line."""

    seen_table = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = ReasonField(
        missing="Quý vị cần nêu lý do áp dụng bảng tiêu chí sửa đổi.",
        rows=2,
        help_text="Ghi vào hồ sơ và gửi kèm các phiếu được trả lại.",
    )
    confirmation = ConfirmWordField("ÁP DỤNG")

    def __init__(self, *args: Any, choices: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"dong-{place}": one.node.key for place, one in enumerate(choices)}
        for name, one in zip(self.keys, choices, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"Điểm đã có ở tiêu chí {one.node.key}",
                choices=one.policies,
                initial=one.suggested.value,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def policies(self) -> dict[str, LinePolicy]:
        """What becomes of points, by the criterion's key."""
        return {key: LinePolicy(self.cleaned_data[name]) for name, key in self.keys.items()}


def _name_of(table: CriteriaTable) -> str:
    return f"{table.title} (mã {table.code}, bản {table.number})"
