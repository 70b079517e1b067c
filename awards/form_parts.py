"""Fields that let a person choose awards, under the names that the province gives them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from awards.models import AwardType
from awards.selectors.words import award_name, labels_of
from blocs.models import Province


class AwardChoice(forms.ModelChoiceField):
    """One award of the catalogue; ``offer_awards`` says which."""

    labels: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return award_name(obj, self.labels)


class AwardChoices(forms.ModelMultipleChoiceField):
    """Several awards of the catalogue; ``offer_awards`` says which."""

    labels: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return award_name(obj, self.labels)


def offer_awards(
    form: forms.BaseForm, *names: str, province: Province | None, day: date | None = None
) -> None:
    """Let these fields of a form offer the law's awards and the province's own.

    Args:
        day: only what can be given on it; None for former ones too.
    """
    rows = AwardType.objects.of_province(province)
    labels = labels_of(province.pk if province is not None else None)
    for name in names:
        field: Any = form.fields[name]
        field.queryset = (rows if day is None else rows.given_on(day)).order_by("position")
        field.labels = labels


def offer_to(form: forms.BaseForm, name: str, *, provinces: Collection[int | None]) -> None:
    """Let a field offer the law's awards and those of the provinces that the person writes for.

    They bear a province's names where it is the only one.
    """
    field: Any = form.fields[name]
    own = [pk for pk in provinces if pk is not None]
    rows = AwardType.objects.filter(Q(province__isnull=True) | Q(province__in=own))
    field.queryset = rows.order_by("position")
    field.labels = labels_of(own[0]) if len(provinces) == len(own) == 1 else {}
