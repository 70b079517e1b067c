"""Forms of the season and the overview; they parse and explain, services decide."""

from collections.abc import Sequence

import django_filters
from django import forms

from accounts.form_parts import ReasonField, SeenVersionField, is_word
from accounts.lists import QueryFilter
from accounts.spoken_forms import SpokenForm
from blocs.models import Cycle, Season
from blocs.models.labels import STAGES
from blocs.rules.stages import next_stages
from blocs.states import Stage

CONFIRMATION = "CHỐT"
_STAGE_LABELS = dict(STAGES)


class AdvanceForm(SpokenForm):
    """The stage to move on to; a step that shuts somebody out asks for the word CHỐT.

    Such steps are handing the dossier to the province, ending the self-scoring while members
    have not sent their sheets, and ending the appraisal while members have not sent theirs
    again or others have not given their points: only the province can take them back.

    Args:
        unsent: the members whose sheets were never sent.
        ungiven: sentences about sheets not sent again, and about points that others still owe.
    """

    to = forms.ChoiceField(label="Chuyển sang bước")
    seen_version = SeenVersionField()
    confirmation = forms.CharField(label="Ô xác nhận", required=False, max_length=20)

    def __init__(
        self,
        *args: object,
        season: Season,
        unsent: Sequence[str] = (),
        ungiven: Sequence[str] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.consequences = _consequences(unsent, ungiven)
        following = next_stages(Stage(season.stage))
        choices = [(stage.value, _STAGE_LABELS[stage]) for stage in following]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["to"].initial = choices[0][0] if choices else ""
        self.fields["seen_version"].initial = season.version
        if len(choices) < 2:  # noqa: PLR2004 -- with one stage there is nothing to choose
            self.fields["to"].widget = forms.HiddenInput()

    @property
    def consequence(self) -> str:
        """Say what cannot be undone by the first stage on offer; empty when nothing."""
        return self.consequences.get(self.fields["to"].initial, "")

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        consequence = self.consequences.get(data.get("to", ""))
        typed = data.get("confirmation", "")
        if consequence and not is_word(typed, CONFIRMATION, in_capitals=True):
            self.add_error(
                "confirmation",
                f"{consequence} Quý vị vui lòng gõ đúng chữ {CONFIRMATION} vào ô xác nhận.",
            )
        return data


def _consequences(unsent: Sequence[str], ungiven: Sequence[str]) -> dict[str, str]:
    found = {
        Stage.SUBMITTED.value: "Hồ sơ bình xét được trình lên tỉnh; sau bước này không sửa "
        "được điểm, xếp hạng và đề nghị."
    }
    if unsent:
        found[Stage.APPRAISAL.value] = (
            f"Còn {len(unsent)} đơn vị chưa gửi phiếu: {', '.join(unsent)}; sau bước này các đơn "
            "vị đó không gửi được nữa và không được xếp hạng."
        )
    if ungiven:
        found[Stage.BLOC_REVIEW.value] = (
            f"{' '.join(ungiven)} Sau bước này không gửi lại phiếu, không chấm chéo, không chấm "
            "chuyên ngành được nữa; đơn vị còn thiếu điểm không được xếp hạng."
        )
    return found


class StepBackForm(SpokenForm):
    """Why a season goes one stage back."""

    seen_version = SeenVersionField()
    reason = ReasonField(
        "Lý do trở lại bước trước",
        missing="Quý vị cần nêu lý do đưa năm thi đua trở lại bước trước.",
        rows=2,
    )


class SeasonFilter(QueryFilter):
    """Keep the seasons of a bloc by part of its name, of one cycle, or at one stage."""

    ten = django_filters.CharFilter(
        label="Tên khối, cụm",
        field_name="bloc__name",
        lookup_expr="icontains",
    )
    nam = django_filters.ModelChoiceFilter(
        label="Năm",
        field_name="cycle",
        queryset=Cycle.objects.all(),
        to_field_name="label",
        empty_label="Tất cả các năm",
    )
    buoc = django_filters.ChoiceFilter(
        label="Bước",
        field_name="stage",
        choices=STAGES,
        empty_label="Tất cả các bước",
    )

    class Meta(QueryFilter.Meta):
        model = Season
