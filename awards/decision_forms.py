"""Forms of the council's sittings and of decisions; they parse and explain, services decide."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from accounts.form_parts import DayField, PageForm, SeenVersionField
from accounts.spoken_forms import SpokenForm
from awards.models.labels import SHARE_BASES
from awards.rules.ballots import Threshold
from awards.rules.council import Voted
from awards.selectors.decision_pages import Entry
from awards.services import DecisionSpec, SessionSpec, VoteSpec
from awards.states import ShareBase
from blocs.models import Cycle, Province

MOST = 30_000  # what the columns hold
_BASES = {
    "members": "Tổng số thành viên Hội đồng",
    "present": "Số thành viên có mặt",
    "valid": "Số phiếu hợp lệ",
}


class OfYearForm(PageForm):
    """Something of one province and year; both stay as they are once it exists."""

    province = forms.ModelChoiceField(Province.objects.none(), label="Tỉnh", empty_label=None)
    cycle = forms.ModelChoiceField(
        Cycle.objects.order_by("-starts_on"), label="Năm thi đua", empty_label="Chọn năm"
    )
    seen_version = SeenVersionField(required=False)

    def __init__(self, *args: Any, provinces: Sequence[Province] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not provinces:
            del self.fields["province"], self.fields["cycle"]
            return
        where: Any = self.fields["province"]
        where.queryset = Province.objects.filter(pk__in=[one.pk for one in provinces])


class SessionForm(OfYearForm):
    """Who sat, and the rule that votes are counted by."""

    name = forms.CharField(label="Tên phiên họp", max_length=200)
    held_on = DayField("Ngày họp")
    members = forms.IntegerField(label="Tổng số thành viên Hội đồng", min_value=1, max_value=MOST)
    present = forms.IntegerField(label="Số thành viên có mặt", min_value=1, max_value=MOST)
    threshold_numerator = forms.IntegerField(
        label="Tỷ lệ cần đạt: tử số",
        min_value=1,
        max_value=MOST,
        help_text="Ví dụ tỷ lệ 2/3: tử số là 2, mẫu số là 3.",
    )
    threshold_denominator = forms.IntegerField(
        label="Tỷ lệ cần đạt: mẫu số", min_value=1, max_value=MOST
    )
    threshold_strict = forms.BooleanField(
        label="Phải cao hơn tỷ lệ này (đúng bằng thì chưa đạt)", required=False
    )
    base = forms.ChoiceField(
        label="Tính trên", choices=[(word, _BASES[word]) for word, _ in SHARE_BASES]
    )
    source = forms.CharField(
        label="Căn cứ của tỷ lệ",
        max_length=300,
        help_text="Ví dụ: quy chế hoạt động của Hội đồng, số và ngày ban hành.",
    )

    @property
    def spec(self) -> SessionSpec:
        """The sitting as the service takes it."""
        data = self.cleaned_data
        return SessionSpec(
            name=data["name"],
            held_on=data["held_on"],
            members=data["members"],
            present=data["present"],
            base=ShareBase(data["base"]),
            threshold=Threshold(
                data["threshold_numerator"],
                data["threshold_denominator"],
                data["threshold_strict"],
            ),
            source=data["source"],
        )


class VotesForm(SpokenForm):
    """The votes on all proposals that wait for the council; an empty line is not voted on."""

    seen_version = SeenVersionField()
    note = forms.CharField(
        label="Lý do số phiếu ít hơn số thành viên có mặt",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for entry in entries:
            pk = entry.proposal.pk
            for name, label in (("agreed", "Đồng ý"), ("disagreed", "Không đồng ý")):
                self.fields[f"{name}_{pk}"] = _votes_field(f"{label}: {entry.agency}")
            self.fields[f"invalid_{pk}"] = _votes_field(f"Không hợp lệ: {entry.agency}")
            self.fields[f"seen_{pk}"] = SeenVersionField(initial=entry.proposal.version)

    @property
    def rows(self) -> Iterator[tuple[Entry, list[forms.BoundField]]]:
        """Each proposal with its cells; the version goes hidden beside the first."""
        for entry in self.entries:
            names = ("agreed", "disagreed", "invalid", "seen")
            yield entry, [self[f"{name}_{entry.proposal.pk}"] for name in names]

    def clean(self) -> dict[str, Any]:
        """Ask for both numbers of a line that was begun: an empty cell says nothing."""
        data = super().clean() or self.cleaned_data
        for entry in self.entries:
            pk = entry.proposal.pk
            names = [f"{name}_{pk}" for name in ("agreed", "disagreed", "invalid")]
            if all(data.get(name) is None and name not in self.errors for name in names):
                continue
            for name in names[:2]:
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, "Quý vị ghi đủ hai số; không có phiếu nào thì ghi 0.")
        return data

    @property
    def votes(self) -> list[VoteSpec]:
        """The lines that were filled in, as the service takes them."""
        return list(self._filled())

    def _filled(self) -> Iterator[VoteSpec]:
        data = self.cleaned_data
        for entry in self.entries:
            pk = entry.proposal.pk
            numbers = [data[f"{name}_{pk}"] for name in ("agreed", "disagreed", "invalid")]
            if any(number is not None for number in numbers):
                voted = Voted(*(number or 0 for number in numbers))
                yield VoteSpec(pk, data[f"seen_{pk}"], voted)


class DecisionForm(OfYearForm):
    """Number, day and issuer of a decision."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    issued_on = DayField("Ngày ban hành")
    issuer = forms.CharField(
        label="Người, cơ quan quyết định",
        max_length=200,
        help_text="Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh.",
    )
    signer_office = forms.CharField(label="Chức vụ người ký", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    @property
    def spec(self) -> DecisionSpec:
        """The decision as the service takes it."""
        names = ("number", "issued_on", "issuer", "signer_office", "note")
        return DecisionSpec(**{name: self.cleaned_data[name] for name in names})


class LinesForm(SpokenForm):
    """Which adopted proposals the decision grants."""

    seen_version = SeenVersionField()
    proposals = forms.MultipleChoiceField(label="Đề nghị", required=False)

    def __init__(self, *args: Any, entries: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["proposals"]
        known.choices = [(str(one.proposal.pk), one.agency) for one in entries]

    @property
    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["proposals"]]


def _votes_field(label: str) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "form-control num", "aria-label": label})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False, widget=box)
