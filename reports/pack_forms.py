"""Forms of packs: which papers of a conference, which paper of all blocs."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.form_parts import PageForm
from blocs.models import Meeting
from blocs.rules.writing import date_text
from reports.models import DOCUMENT_KINDS
from reports.selectors.pack_reading import OFFERED, Choice
from reports.states import CONFERENCE_KINDS, PROVINCE_KINDS

_LABELS = dict(DOCUMENT_KINDS)


class PackForm(PageForm):
    """Which kinds of paper belong to the pack, of which meeting, and how they are printed.

    Args:
        meetings: the season's meetings, the most likely conference first.
    """

    kinds = forms.MultipleChoiceField(
        label="Loại văn bản",
        choices=[(kind.value, _LABELS[kind.value]) for kind in OFFERED],
        initial=[kind.value for kind in CONFERENCE_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    meeting = forms.ChoiceField(label="Hội nghị", required=False)
    odd_starts = forms.BooleanField(
        label="Mỗi văn bản bắt đầu ở trang lẻ (để in hai mặt)", required=False, initial=True
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.position), _called(one)) for one in meetings]
        field = self.fields["meeting"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.attrs["class"] = "form-select"
        field.required = bool(choices)
        field.initial = choices[0][0] if choices else ""
        self.fields["odd_starts"].widget.attrs["class"] = "form-check-input"

    @property
    def choice(self) -> Choice:
        """What was chosen; only of a form that holds."""
        return Choice(
            kinds=tuple(self.cleaned_data["kinds"]),
            meeting=self.cleaned_data["meeting"],
            odd_starts=self.cleaned_data["odd_starts"],
        )


def whole_pack(meetings: Sequence[Meeting]) -> dict[str, object]:
    """Return what the form holds when nothing is changed in it: what the one click asks for."""
    return {
        "kinds": [kind.value for kind in CONFERENCE_KINDS],
        "meeting": str(meetings[0].position) if meetings else "",
        "odd_starts": "on",
    }


def _called(meeting: Meeting) -> str:
    day = meeting.held_on
    return f"{meeting.name} (ngày {date_text(day)})" if day else meeting.name


class ProvincePackForm(PageForm):
    """Which kind of paper is made of every bloc."""

    kind = forms.ChoiceField(
        label="Loại văn bản",
        choices=[(kind.value, _LABELS[kind.value]) for kind in PROVINCE_KINDS],
    )
