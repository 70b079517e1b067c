"""What each member registers at the start of the year: targets and titles."""

from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models.agencies import Agency
from blocs.models.blocs import Season
from blocs.models.labels import REGISTRATION_KINDS
from blocs.states import RegistrationKind


class Registration(models.Model):
    """The registration of one agency in one season."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="registrations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="registrations")
    registered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["season", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["season", "agency"], name="registration_one_per_agency")
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.season}"


class RegistrationItem(models.Model):
    """A target in numbers or words, or a title the agency strives for."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=REGISTRATION_KINDS)
    content = models.CharField(max_length=500)
    unit = models.CharField(max_length=60, blank=True)
    planned_value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["registration", "position"]
        constraints = [
            one_of("kind", RegistrationKind, name="registrationitem_kind_valid"),
            models.UniqueConstraint(
                fields=["registration", "position"], name="registrationitem_own_position"
            ),
            models.CheckConstraint(
                name="registrationitem_says_something", condition=~Q(content="")
            ),
        ]

    def __str__(self) -> str:
        return self.content
