"""Forms of a proposal's dossier and of other agencies' opinions; services decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms

from accounts.form_parts import ConfirmForm, DayField
from accounts.spoken_forms import SpokenForm
from awards.models import DossierItem
from awards.models.labels import DOSSIER_KINDS, DOSSIER_STATES, OPINIONS
from awards.services import ItemCheck, ItemReference
from awards.states import DossierKind, DossierState, OpinionAnswer
from blocs.models import Agency
from scoring.models import EvidenceDocument

Items = Mapping[str, DossierItem]


class DossierForm(SpokenForm):
    """One line for each paper of a dossier."""

    seen_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    columns: Sequence[str] = ()

    def __init__(self, *args: Any, items: Items, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for kind, label in DOSSIER_KINDS:
            item = items.get(kind)
            for column in self.columns:
                self.fields[f"{column}_{kind}"] = self.cell(column, label, item)

    def cell(self, column: str, label: str, item: DossierItem | None) -> forms.Field:
        """Return the field of one cell."""
        if column == "state":
            held = item.state if item else DossierState.MISSING.value
            said = f"Kết quả: {label}"
            box: forms.Widget = forms.Select(attrs=_named(said, "form-select"))
            return forms.ChoiceField(label=said, choices=DOSSIER_STATES, initial=held, widget=box)
        said = f"{'Ghi chú' if column == 'note' else 'Số, ngày, nơi lưu'}: {label}"
        held = getattr(item, column) if item else ""
        box = forms.TextInput(attrs=_named(said, "form-control"))
        return forms.CharField(label=said, max_length=300, required=False, initial=held, widget=box)

    @property
    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each paper with its cells."""
        for kind, label in DOSSIER_KINDS:
            yield label, [self[f"{column}_{kind}"] for column in self.columns]

    def said(self, column: str, kind: str) -> Any:
        return self.cleaned_data[f"{column}_{kind}"]


class ReferForm(DossierForm):
    """Where the bloc says each paper is found, in words or by a document on the register."""

    columns = ("reference", "document")
    heads = ("Số, ngày, nơi lưu", "Hoặc chọn trong kho tài liệu của đơn vị")

    def __init__(
        self, *args: Any, documents: Iterable[EvidenceDocument] = (), **kwargs: Any
    ) -> None:
        self.documents = [("", "Không chọn"), *((str(one.pk), str(one)) for one in documents)]
        super().__init__(*args, **kwargs)

    def cell(self, column: str, label: str, item: DossierItem | None) -> forms.Field:
        """Return the field of one cell."""
        if column != "document":
            return super().cell(column, label, item)
        held = str(item.document_id or "") if item else ""
        said = f"Tài liệu: {label}"
        box = forms.Select(attrs=_named(said, "form-select"))
        return forms.ChoiceField(
            label=said, choices=self.documents, required=False, initial=held, widget=box
        )

    @property
    def specs(self) -> list[ItemReference]:
        """The papers as the service takes them."""
        return [
            ItemReference(
                DossierKind(kind),
                self.said("reference", kind),
                int(self.said("document", kind)) if self.said("document", kind) else None,
            )
            for kind, _ in DOSSIER_KINDS
        ]


class CheckForm(DossierForm):
    """What the province found."""

    columns = ("state", "reference", "note")
    heads = ("Kết quả kiểm tra", "Số, ngày, nơi lưu", "Ghi chú; lý do nếu không yêu cầu")

    @property
    def specs(self) -> list[ItemCheck]:
        """The findings as the service takes them."""
        return [
            ItemCheck(
                DossierKind(kind),
                DossierState(self.said("state", kind)),
                self.said("reference", kind),
                self.said("note", kind),
            )
            for kind, _ in DOSSIER_KINDS
        ]


class AskForm(ConfirmForm):
    """Which agency is asked, and until when it may answer."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Cơ quan được lấy ý kiến",
        required=False,
        empty_label="Không có trong danh mục",
    )
    agency_name = forms.CharField(
        label="Tên cơ quan, nếu không có trong danh mục", max_length=250, required=False
    )
    asked_on = DayField("Ngày lấy ý kiến")
    due_on = DayField("Hạn trả lời", required=False)

    def __init__(self, *args: Any, province_id: int | None, nominee_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["agency"]
        others = Agency.objects.filter(province=province_id).exclude(pk=nominee_id)
        choice.queryset = others.order_by("name")


class AnswerForm(ConfirmForm):
    """What the agency answered."""

    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[pair for pair in OPINIONS if pair[0] != OpinionAnswer.WAITING.value],
        widget=forms.RadioSelect,
        error_messages={"required": "Quý vị cần chọn nội dung trả lời."},
    )
    answered_on = DayField("Ngày trả lời")
    text = forms.CharField(
        label="Nội dung, lý do",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document = forms.CharField(label="Văn bản trả lời", max_length=200, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(super().values)
        return data | {"answer": OpinionAnswer(data["answer"])}


def _named(label: str, css: str) -> dict[str, str]:
    return {"aria-label": label, "class": css}
