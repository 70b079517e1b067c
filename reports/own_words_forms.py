"""The form of what one agency says in its own papers; it parses and explains, services decide."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.form_parts import SeenMarkField
from accounts.spoken_forms import SpokenForm
from blocs.rules.figures import lines_of
from blocs.rules.own_words import exact_mark, fault_of, own_mark
from blocs.services import OwnText
from blocs.states import NarrativeSection
from reports.narrative_forms import ParagraphField
from reports.rules.own_headings import HEADINGS

_NOTHING: Mapping[NarrativeSection, Sequence[str]] = MappingProxyType({})
_LEAST_ROWS, _MOST_ROWS, _SIGNS_IN_A_ROW = 4, 16, 90


class OwnTextField(ParagraphField):
    """What one agency says in a section, each line a paragraph."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if fault := fault_of(lines_of(value)):
            raise forms.ValidationError(f"“{self.label}”: {fault}")


class OwnWordsForm(SpokenForm):
    """A box for each section that an agency writes, named as the section is.

    Args:
        held: the agency's lines by section, as they are stored now.
    """

    since = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        held: Mapping[NarrativeSection, Sequence[str]] = _NOTHING,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for section, heading in HEADINGS.items():
            lines = held.get(section, ())
            attrs = {"rows": _rows_for(lines), "class": "form-control"}
            self.fields[section.value] = OwnTextField(
                label=heading,
                required=False,
                widget=forms.Textarea(attrs=attrs),
                initial="\n".join(lines),
            )
            self.fields[_seen(section)] = SeenMarkField(initial=own_mark(lines))
            self.fields[_shown(section)] = SeenMarkField(initial=exact_mark(lines))

    @property
    def texts(self) -> Mapping[NarrativeSection, OwnText]:
        """What the person changed, by section; what was only shown takes nothing back."""
        since = self.cleaned_data["since"]
        return {
            one: OwnText(self.cleaned_data[one.value], self.seen(one), since)
            for one in HEADINGS
            if self.is_touched(one)
        }

    def is_touched(self, section: NarrativeSection) -> bool:
        """Say whether what was sent for a section is not what was shown, be it only in a key."""
        shown = self.cleaned_data[_shown(section)]
        return exact_mark(lines_of(self.cleaned_data[section.value])) != shown

    def seen(self, section: NarrativeSection) -> str:
        """Return the mark of what the person was shown of a section."""
        return str(self.cleaned_data[_seen(section)])

    def box(self, section: NarrativeSection) -> Mapping[str, forms.BoundField]:
        """Return the box of a section and its hidden marks."""
        return {
            "text": self[section.value],
            "seen": self[_seen(section)],
            "shown": self[_shown(section)],
        }

    def speak_again(
        self,
        since: int | None,
        boxes: Mapping[NarrativeSection, tuple[Sequence[str], str]],
    ) -> None:
        """Let what was sent speak of what is stored now.

        Args:
            since: the last move of keys that the texts know of.
            boxes: by section the agency's lines as they are stored, and what its box shows.
        """
        data = {"since": str(since)}
        for section, (held, text) in boxes.items():
            data |= {
                _seen(section): own_mark(held),
                _shown(section): exact_mark(held),
                section.value: text,
            }
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data.update(data)

    @property
    def has_faults(self) -> bool:
        """Whether a box or a mark cannot be used; a refusal of the whole is no such fault."""
        return not self.fields.keys() <= self.cleaned_data.keys()


def _seen(section: NarrativeSection) -> str:
    return f"seen_{section.value}"


def _shown(section: NarrativeSection) -> str:
    return f"shown_{section.value}"


def _rows_for(lines: Sequence[str]) -> int:
    rows = sum(len(line) // _SIGNS_IN_A_ROW + 1 for line in lines)
    return min(max(rows + 1, _LEAST_ROWS), _MOST_ROWS)
