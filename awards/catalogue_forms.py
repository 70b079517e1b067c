"""Forms of the catalogue: what a province calls an award, a form of its own, and its end."""

from django import forms

from accounts.form_parts import DayField, PageForm, ReasonField
from awards.condition_forms.scoped import ScopedForm
from awards.models import AwardType
from awards.models.labels import AWARD_KINDS, AWARD_LEVELS
from awards.services import AwardTypeSpec, OwnName
from awards.states import AwardKind, AwardLevel
from blocs.models.agencies import CODE

_GRADES = [("", "Không chia hạng"), ("1", "Hạng Nhất"), ("2", "Hạng Nhì"), ("3", "Hạng Ba")]


class OwnNameForm(PageForm):
    """What the province calls an award, and what it hands over with it."""

    label = forms.CharField(
        label="Tên gọi tại tỉnh",
        max_length=200,
        required=False,
        help_text="Bỏ trống nếu dùng tên trong danh mục. Ví dụ: Cờ dẫn đầu Khối thi đua.",
    )
    item = forms.CharField(
        label="Hiện vật kèm theo",
        max_length=200,
        required=False,
        help_text="Ví dụ: cờ, khung, tiền thưởng theo quy định.",
    )
    seen_label = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    seen_item = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    @property
    def own_name(self) -> OwnName:
        return OwnName(self.cleaned_data["label"], self.cleaned_data["item"])

    @property
    def seen(self) -> OwnName:
        """What the page showed."""
        return OwnName(self.cleaned_data["seen_label"], self.cleaned_data["seen_item"])


class AwardTypeForm(ScopedForm):
    """A form of award that the law does not name, or a grade of one that it names."""

    name = forms.CharField(
        label="Tên",
        max_length=200,
        help_text="Ví dụ: Cờ thi đua của Ủy ban nhân dân tỉnh hạng Nhất.",
        error_messages={"required": "Quý vị cần ghi tên."},
    )
    code = forms.CharField(
        label="Mã",
        max_length=60,
        validators=[CODE],
        help_text="Chữ thường không dấu, nối bằng gạch, ví dụ co-tinh-hang-nhat. Không đổi được.",
        error_messages={"required": "Quý vị cần ghi mã."},
    )
    kind = forms.ChoiceField(label="Loại", choices=AWARD_KINDS)
    level = forms.ChoiceField(label="Cấp", choices=AWARD_LEVELS, initial=AwardLevel.PROVINCE.value)
    counts_as = forms.ModelChoiceField(
        AwardType.objects.filter(province__isnull=True).order_by("position"),
        label="Được tính như",
        required=False,
        empty_label="Không tính như hình thức nào trong luật",
        help_text="Điều kiện, hạn mức và điểm thưởng tính hình thức này như hình thức được chọn.",
    )
    grade = forms.ChoiceField(label="Hạng", choices=_GRADES, required=False)
    decided_by = forms.CharField(
        label="Thẩm quyền quyết định",
        max_length=200,
        error_messages={"required": "Quý vị cần ghi ai quyết định."},
    )
    item = forms.CharField(label="Hiện vật kèm theo", max_length=200, required=False)
    source = forms.CharField(
        label="Căn cứ",
        max_length=200,
        help_text="Số, ngày của văn bản quy định.",
        error_messages={"required": "Quý vị cần ghi văn bản quy định hình thức này."},
    )
    valid_from = DayField("Áp dụng từ ngày", required=False, help_text="Bỏ trống nếu không rõ.")
    reason = ReasonField("Lý do thêm")

    field_order = [
        *("scope", "name", "code", "kind", "level", "counts_as", "grade", "decided_by", "item"),
        *("source", "valid_from", "reason"),
    ]

    @property
    def spec(self) -> AwardTypeSpec:
        """What the service takes."""
        data = self.cleaned_data
        canonical = data["counts_as"]
        return AwardTypeSpec(
            code=data["code"],
            name=data["name"],
            kind=AwardKind(data["kind"]),
            level=AwardLevel(data["level"]),
            decided_by=data["decided_by"],
            source=data["source"],
            counts_as_id=canonical.pk if canonical else None,
            grade=int(data["grade"]) if data["grade"] else None,
            item=data["item"],
            valid_from=data["valid_from"],
        )


class ResumeTypeForm(PageForm):
    """Why the end of a form is taken back."""

    reason = ReasonField("Lý do áp dụng lại")


class EndTypeForm(PageForm):
    """From which day on a form is not given any more, and why."""

    ends_on = DayField(
        "Thôi áp dụng từ ngày",
        missing="Quý vị ghi ngày thôi áp dụng.",
        help_text="Ngày đầu tiên không còn áp dụng.",
    )
    reason = ReasonField("Lý do thôi áp dụng")
