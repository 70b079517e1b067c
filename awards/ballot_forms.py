"""Forms about ballots; they parse and explain, services decide."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.utils import timezone

from accounts.form_parts import ConfirmForm, PageForm, ReasonField, SeenVersionField
from awards.models import AwardType, Ballot
from awards.models.ballots import MOST_OF_A_FRACTION
from awards.models.labels import BALLOT_METHODS, SHARE_BASES
from awards.rules.ballots import Threshold
from awards.selectors.ballot_pages import member_names, office_title
from awards.selectors.ballot_people import Person
from awards.selectors.ballots import left_by
from awards.selectors.rule_days import rule_day
from awards.selectors.words import award_name, labels_of
from awards.services import BallotSpec
from awards.services.ballots import spec_of
from awards.states import BallotMethod, ShareBase
from blocs.models import Meeting, Season
from blocs.states import OfficeRole

_FRACTION = re.compile(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*")
_PERCENT = re.compile(r"\s*(\d{1,3})\s*%\s*")
_KEPT_IN_LATER_ROUNDS = ("matter", "threshold", "strict", "share_of", "quorum", "self_vote")
_BY_REGULATION = "Ghi theo quy chế của khối, cụm: phân số như 2/3 hoặc phần trăm như 70%."


class FractionField(forms.CharField):
    """A part as people write it, ``2/3`` or ``70%``; gives numerator and denominator."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"placeholder": "2/3", "autocomplete": "off"})
        super().__init__(**{"label": label, "max_length": 12, "widget": box, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if found := _FRACTION.fullmatch(text):
            part = int(found[1]), int(found[2])
        elif found := _PERCENT.fullmatch(text):
            part = int(found[1]), 100
        else:
            raise forms.ValidationError(f"“{self.label}” ghi dạng 2/3 hoặc 70%.")
        if not 1 <= part[0] <= part[1] <= MOST_OF_A_FRACTION:
            raise forms.ValidationError(
                f"“{self.label}” phải lớn hơn 0, không quá 1, mẫu số không quá "
                f"{MOST_OF_A_FRACTION}."
            )
        return part


class BallotForm(PageForm):
    """What is voted on, by which rule, and who stands."""

    matter = forms.ChoiceField(label="Nội dung bỏ phiếu")
    title = forms.CharField(
        label="Tên cuộc bỏ phiếu",
        max_length=200,
        required=False,
        help_text="Bỏ trống để lấy tên theo nội dung.",
    )
    nominees = forms.MultipleChoiceField(
        label="Đơn vị có tên trong phiếu", widget=forms.CheckboxSelectMultiple
    )
    method = forms.ChoiceField(label="Cách bỏ phiếu", choices=BALLOT_METHODS)
    is_secret = forms.BooleanField(
        label="Bỏ phiếu kín", required=False, help_text="Bỏ dấu chọn khi biểu quyết giơ tay."
    )
    meeting = forms.ModelChoiceField(
        label="Hội nghị",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Không gắn với hội nghị",
        help_text="Danh sách có mặt lấy từ hội nghị này.",
    )
    threshold = FractionField("Tỷ lệ cần đạt", help_text=_BY_REGULATION)
    strict = forms.ChoiceField(
        label="Cách so",
        choices=[("", "từ tỷ lệ này trở lên"), ("strict", "trên tỷ lệ này")],
        required=False,
    )
    share_of = forms.ChoiceField(label="Tính trên", choices=SHARE_BASES)
    quorum = FractionField("Số đơn vị tham dự tối thiểu", help_text="Phần của tổng số thành viên.")
    seats = forms.IntegerField(label="Số được bầu", min_value=1, max_value=999, initial=1)
    max_choices = forms.IntegerField(
        label="Mỗi phiếu chọn nhiều nhất", min_value=1, max_value=999, initial=1
    )
    self_vote = forms.BooleanField(
        label="Đơn vị được bỏ phiếu cho chính mình", required=False, initial=True
    )
    least_voters = forms.IntegerField(
        label="Số phiếu ít nhất để công bố",
        min_value=1,
        max_value=999,
        help_text="Bỏ phiếu kín mà ít phiếu hơn số này thì kết quả không được công bố.",
    )

    def __init__(
        self, *args: Any, season: Season, ballot: Ballot | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.season, self.ballot = season, ballot
        later = ballot is not None and ballot.previous is not None
        names = member_names(season)
        if ballot is not None and ballot.previous is not None:
            _, again = left_by(ballot.previous)
            names = {pk: name for pk, name in names.items() if pk in again}
        self.fields["nominees"].choices = list(names.items())  # type: ignore[attr-defined]
        held = ballot.award_type_id if ballot is not None else None
        self.fields["matter"].choices = _matters(season, held)  # type: ignore[attr-defined]
        for name in _KEPT_IN_LATER_ROUNDS:
            self.fields[name].disabled = later
        self.fields["meeting"].queryset = season.meetings.kept()  # type: ignore[attr-defined]
        if ballot is not None:
            self.fields["seen_version"] = SeenVersionField(initial=ballot.version)
        self.helper.layout = _layout(has_version=ballot is not None)

    @property
    def spec(self) -> BallotSpec:
        """What the service takes."""
        data = self.cleaned_data
        kind, _, code = data["matter"].partition(":")
        award = AwardType.objects.get(code=code) if kind == "award" else None
        role = OfficeRole(code) if kind == "office" else None
        part, whole = data["threshold"]
        return BallotSpec(
            title=data["title"] or default_title(self.season, award, role),
            award=award,
            role=role,
            method=BallotMethod(data["method"]),
            is_secret=data["is_secret"],
            share_of=ShareBase(data["share_of"]),
            threshold=Threshold(part, whole, strict=bool(data["strict"])),
            quorum=data["quorum"],
            seats=data["seats"],
            max_choices=data["max_choices"],
            self_vote=data["self_vote"],
            least_voters=data["least_voters"],
            nominees=[int(pk) for pk in data["nominees"]],
            meeting=data["meeting"],
        )


def default_title(season: Season, award: AwardType | None, role: OfficeRole | None) -> str:
    """Name a ballot by its matter."""
    if award is not None:
        name = award_name(award, labels_of(season.bloc.province_id))
        return f"Bỏ phiếu đề nghị tặng {name}"[:200]
    return f"Bầu {office_title(season, role or OfficeRole.HEAD)} năm sau"


def start_of(ballot: Ballot) -> Mapping[str, Any]:
    """Return what the form shows of a ballot that is set up already."""
    spec = spec_of(ballot)
    matter = f"award:{spec.award.code}" if spec.award else f"office:{ballot.role}"
    return {
        **rule_of(ballot),
        "matter": matter,
        "title": spec.title,
        "nominees": [str(agency) for agency in spec.nominees],
        "seats": spec.seats,
        "max_choices": spec.max_choices,
        "meeting": spec.meeting,
        "seen_version": ballot.version,
    }


def rule_of(ballot: Ballot | None) -> Mapping[str, Any]:
    """Return the rule of the bloc's last ballot as the next one's start.

    Without one no threshold and no quorum is suggested: they come from the bloc's regulation.
    """
    if ballot is None:
        return {"is_secret": True, "least_voters": settings.BALLOT_LEAST_VOTERS}
    return {
        "method": ballot.method,
        "is_secret": ballot.is_secret,
        "threshold": f"{ballot.threshold_numerator}/{ballot.threshold_denominator}",
        "strict": "strict" if ballot.threshold_strict else "",
        "share_of": ballot.share_of,
        "quorum": f"{ballot.quorum_numerator}/{ballot.quorum_denominator}",
        "self_vote": ballot.self_vote,
        "least_voters": ballot.least_voters,
    }


def _matters(season: Season, held: int | None) -> list[Any]:
    """Return what may be voted on: forms given on the season's day, and what stands already."""
    labels = labels_of(season.bloc.province_id)
    catalogue = AwardType.objects.of_province(season.bloc.province)
    day = rule_day(season, timezone.localdate()).day
    catalogue = catalogue.given_on(day) | catalogue.filter(pk__in=[] if held is None else [held])
    awards = [(f"award:{one.code}", award_name(one, labels)) for one in catalogue]
    offices = [(f"office:{role.value}", office_title(season, role)) for role in OfficeRole]
    return [
        ("", "Chọn nội dung"),
        ("Đề nghị khen thưởng", awards),
        ("Chức danh của năm thi đua sau", offices),
    ]


def _layout(*, has_version: bool) -> Layout:
    return Layout(
        Fieldset("Nội dung", "matter", "title", "nominees"),
        Fieldset(
            "Cách bỏ phiếu",
            Row(Column("method"), Column("meeting")),
            Row(Column("is_secret"), Column("self_vote")),
            Row(Column("seats"), Column("max_choices"), Column("least_voters")),
        ),
        Fieldset(
            "Điều kiện được bầu",
            Row(Column("threshold"), Column("strict"), Column("share_of")),
            "quorum",
        ),
        *(["seen_version"] if has_version else []),
    )


class TellersForm(PageForm):
    """Who counts: one person or two."""

    seen_version = SeenVersionField()

    def __init__(
        self, *args: Any, people: Sequence[Person], wanted: int, named: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.user.pk: person.user for person in people}
        choices = [("", "Chọn người"), *((one.user.pk, one.label) for one in people)]
        for number in range(1, wanted + 1):
            self.fields[f"teller_{number}"] = forms.TypedChoiceField(
                label=f"Người kiểm phiếu thứ {number}" if wanted > 1 else "Người đếm",
                choices=choices,
                coerce=int,
                initial=named[number - 1] if number <= len(named) else "",
            )

    @property
    def values(self) -> Mapping[str, Any]:
        """What the service takes: the people chosen, in their order."""
        data = self.cleaned_data
        chosen = [data[name] for name in self.fields if name.startswith("teller_")]
        tellers = [self.people[pk] for pk in chosen]
        return {"tellers": tellers, "seen_version": data["seen_version"]}


class EndForm(ConfirmForm):
    """Voting ends or the result is made public: the reason is asked only where one is needed."""

    def __init__(self, *args: Any, missing: int, word: str = "", **kwargs: Any) -> None:
        label = f"Lý do kết thúc khi còn {missing} đơn vị chưa bỏ phiếu"
        super().__init__(*args, reason=ReasonField(label) if missing else None, word=word, **kwargs)


class OverrideForm(PageForm):
    """The paper that names a nominee beyond the count, and why."""

    decision = forms.CharField(
        label="Văn bản quyết định",
        max_length=300,
        help_text="Số, ký hiệu, ngày và cơ quan ban hành.",
    )
    reason = ReasonField("Lý do")
