"""Forms of the lists of a year that papers print; they parse and explain, services decide."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from accounts.form_parts import DayField, PageForm, SeenMarkField
from accounts.spoken_forms import SpokenForm
from awards.form_parts import AwardChoice, offer_awards
from awards.models import AwardType
from awards.services import AwardCountSpec
from blocs.models import Season
from blocs.models.labels import LAUNCHERS, MOVEMENT_KINDS, TERMS
from blocs.rules.year_lists import Wish, in_order
from blocs.services import LegalDocumentSpec, MovementSpec, SourceSpec
from blocs.states import Launcher, MovementKind, Term
from reports.indicator_forms import IndicatorForm, LineField, YearRowForm
from reports.states import YearRows

_MOST_NOTE = 1000


class OrderForm(SpokenForm):
    """A place for each row of a list.

    Args:
        numbers: of the rows, in their present order.
    """

    seen = SeenMarkField()

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for place, number in enumerate(numbers, start=1):
            self.fields[f"place_{number}"] = forms.IntegerField(
                label=f"Thứ tự của mục {place}",
                required=False,
                min_value=0,
                max_value=9999,
                initial=place,
                widget=forms.NumberInput(
                    attrs={
                        "class": "form-control form-control-sm num",
                        "aria-label": f"Thứ tự của mục {place}",
                    }
                ),
            )

    @property
    def places(self) -> Iterator[forms.BoundField]:
        """The boxes, in the order of the rows."""
        return (self[f"place_{number}"] for number in self.numbers)

    @property
    def order(self) -> list[int]:
        """The rows as the person wants them."""
        data = self.cleaned_data
        return in_order([Wish(number, data[f"place_{number}"]) for number in self.numbers])


class RemoveForm(PageForm):
    """The row as the page showed it."""

    seen = SeenMarkField()


class MovementForm(YearRowForm[MovementSpec]):
    """An emulation movement of this year or of the next."""

    makes = MovementSpec

    name = LineField(label="Tên phong trào", max_length=400)
    term = forms.TypedChoiceField(label="Thực hiện trong", choices=TERMS, coerce=Term)
    kind = forms.TypedChoiceField(
        label="Loại phong trào", choices=MOVEMENT_KINDS, coerce=MovementKind
    )
    launched_by = forms.TypedChoiceField(label="Cấp phát động", choices=LAUNCHERS, coerce=Launcher)
    note = LineField(
        label="Ghi chú",
        required=False,
        max_length=_MOST_NOTE,
        help_text="In sau tên phong trào, ví dụ: Kế hoạch số 12/KH-UBND.",
    )


class AwardCountForm(YearRowForm[AwardCountSpec]):
    """How many members received one award."""

    columns = MappingProxyType({"award": "award_type"})

    award = AwardChoice(
        label="Danh hiệu, hình thức khen thưởng",
        queryset=AwardType.objects.none(),
        empty_label="Chọn danh hiệu, hình thức",
    )
    agencies = forms.IntegerField(
        label="Số đơn vị thành viên được khen thưởng",
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "num"}),
    )
    note = LineField(label="Ghi chú", required=False, max_length=200)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, season=season, **kwargs)
        offer_awards(self, "award", province=season.bloc.province)

    @property
    def spec(self) -> AwardCountSpec:
        """What the service takes: the award by its code."""
        data = self.cleaned_data
        return AwardCountSpec(data["award"].code, data["agencies"], data["note"])


class DocumentForm(YearRowForm[LegalDocumentSpec]):
    """A document that papers refer to."""

    makes = LegalDocumentSpec

    kind = LineField(
        label="Tên loại văn bản",
        max_length=60,
        help_text="Ví dụ: Luật, Nghị định, Chỉ thị, Kế hoạch.",
    )
    number = LineField(
        label="Số, ký hiệu", required=False, max_length=60, help_text="Ví dụ: 01/CT-UBND."
    )
    issued_on = DayField("Ngày ban hành", required=False)
    issuer = LineField(label="Cơ quan ban hành", required=False, max_length=200)
    subject = LineField(
        label="Trích yếu",
        required=False,
        max_length=_MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    covenant_basis = forms.BooleanField(
        label="In ở phần căn cứ của giao ước thi đua", required=False
    )


class SourceForm(YearRowForm[SourceSpec]):
    """Where facts of the year were read."""

    makes = SourceSpec

    title = LineField(label="Nguồn", max_length=300, help_text="Tên bài báo, báo cáo, tài liệu.")
    publisher = LineField(label="Nơi đăng, nơi ban hành", required=False, max_length=200)
    published_on = DayField("Ngày đăng", required=False)


ROW_FORMS: Mapping[YearRows, type[YearRowForm[Any]]] = MappingProxyType(
    {
        YearRows.INDICATORS: IndicatorForm,
        YearRows.MOVEMENTS: MovementForm,
        YearRows.AWARDS: AwardCountForm,
        YearRows.DOCUMENTS: DocumentForm,
        YearRows.SOURCES: SourceForm,
    }
)
