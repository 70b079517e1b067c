"""Forms for award proposals; they parse and explain, services decide."""

from datetime import date
from typing import Any

from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.form_parts import ConfirmForm, DayField, PageForm, ReasonField, SeenVersionField
from accounts.spoken_forms import SpokenForm
from awards.form_parts import AwardChoice, AwardChoices, offer_awards
from awards.models import AwardType
from awards.models.proposals import MOST_ACHIEVEMENT, TOO_LONG
from awards.rules.workflow import ACTIONS
from awards.services import DecisionNote
from awards.states import ProposalAction
from blocs.models import Membership, Season


class MemberChoice(forms.ModelChoiceField):
    """Members under the names they bear in the season."""

    def label_from_instance(self, obj: object) -> str:
        return str(getattr(obj, "name", obj))


def achievement_field(*, rows: int) -> forms.CharField:
    return forms.CharField(
        label="Tóm tắt thành tích",
        required=False,
        max_length=MOST_ACHIEVEMENT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": TOO_LONG},
        help_text="Tối đa 4.000 ký tự; báo cáo thành tích đầy đủ để trong hồ sơ.",
    )


class AchievementForm(PageForm):
    """The short achievement of a proposal, corrected before it is sent."""

    seen_version = SeenVersionField()
    achievement = achievement_field(rows=8)


class ProposalForm(PageForm):
    """One member put forward for one award, or for awards still under discussion.

    Args:
        day: whose rules judge the season; only what can be given on it is offered.
    """

    agency = MemberChoice(
        label="Đơn vị", queryset=Membership.objects.none(), empty_label="Chọn đơn vị"
    )
    award_type = AwardChoice(
        AwardType.objects.none(),
        label="Hình thức khen thưởng",
        required=False,
        empty_label="Chưa xác định",
    )
    options = AwardChoices(
        AwardType.objects.none(),
        label="Các hình thức đang cân nhắc",
        to_field_name="code",  # a number too long for its column would fail in the database
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ chọn khi chưa xác định hình thức khen thưởng.",
    )
    local_label = forms.CharField(
        label="Tên gọi tại tỉnh",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi khác tên trong danh mục. Ví dụ: cờ dẫn đầu Khối thi đua.",
    )
    fallback_award = AwardChoice(
        AwardType.objects.none(),
        label="Hình thức thay thế",
        required=False,
        empty_label="Không nêu",
        help_text="Dùng khi hình thức trên không được chấp thuận.",
    )
    achievement = achievement_field(rows=3)

    def __init__(self, *args: Any, season: Season, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = ("award_type", "options", "fallback_award")
        offer_awards(self, *offered, province=season.bloc.province, day=day)
        self.fields["agency"].queryset = season.memberships.all()  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            "agency",
            "award_type",
            Field("options", wrapper_class="options-in-columns"),
            "local_label",
            "fallback_award",
            "achievement",
            Submit("save", "Thêm đề nghị"),
        )


class StepForm(ConfirmForm):
    """One step of a proposal: the version that the page showed, why, and the decision."""

    decision_number = forms.CharField(
        label="Số quyết định",
        max_length=60,
        error_messages={"required": "Quý vị cần ghi số của quyết định khen thưởng."},
    )
    decided_on = DayField(
        "Ngày quyết định", missing="Quý vị cần ghi ngày của quyết định khen thưởng."
    )

    def __init__(self, *args: Any, action: ProposalAction, **kwargs: Any) -> None:
        needs = ACTIONS[action].needs_reason
        super().__init__(*args, reason=ReasonField(max_length=300) if needs else None, **kwargs)
        if action is not ProposalAction.GRANT:
            del self.fields["decision_number"], self.fields["decided_on"]

    @property
    def decision(self) -> DecisionNote | None:
        """The decision that grants the award; nothing for the other steps."""
        data = self.cleaned_data
        if "decision_number" not in data:
            return None
        return DecisionNote(number=data["decision_number"], decided_on=data["decided_on"])


class ChooseAwardForm(SpokenForm):
    """The award that an undecided proposal is settled on, of those given on the day."""

    seen_version = SeenVersionField()
    award_type = AwardChoice(
        AwardType.objects.none(),
        label="Hình thức khen thưởng",
        empty_label=None,
        error_messages={"required": "Quý vị cần chọn hình thức khen thưởng."},
    )

    def __init__(self, *args: Any, season: Season, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_awards(self, "award_type", province=season.bloc.province, day=day)
