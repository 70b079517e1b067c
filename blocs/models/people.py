"""Who acts for whom: appointments of people, offices of agencies."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models.agencies import Agency, Province
from blocs.models.blocs import Bloc, Season
from blocs.models.labels import OFFICE_ROLES, OFFICE_STATES, ROLES, SELECTION_METHODS, TERMS
from blocs.states import (
    AGENCY_ROLES,
    PROVINCE_ROLES,
    OfficeRole,
    OfficeState,
    Role,
    SelectionMethod,
    Term,
)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def begun_by(self, day: date) -> Self:
        """Keep the appointments that were in force on the day or on one before it."""
        never = Q(ends_on__lte=F("starts_on"))  # from its first day until before its last
        return self.filter(starts_on__lte=day).exclude(never)


class Appointment(models.Model):
    """A person acts for an agency, or for the province within a scope.

    A province role without a province reaches every bloc; with ``blocs`` it reaches
    those blocs only.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=16, choices=ROLES)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    blocs = models.ManyToManyField(Bloc, blank=True, related_name="appointments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "starts_on"]
        constraints = [
            one_of("role", Role, name="appointment_role_valid"),
            models.CheckConstraint(
                name="appointment_agency_iff_agency_role",
                condition=Q(
                    role__in=sorted(role.value for role in AGENCY_ROLES),
                    agency__isnull=False,
                    province__isnull=True,
                )
                | Q(
                    role__in=sorted(role.value for role in PROVINCE_ROLES),
                    agency__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="appointment_dates_in_order",
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "agency"],
                condition=Q(ends_on__isnull=True, agency__isnull=False),
                name="appointment_open_once_per_agency",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "province"],
                condition=Q(ends_on__isnull=True, province__isnull=False),
                name="appointment_open_once_per_province",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ends_on__isnull=True, agency__isnull=True, province__isnull=True),
                name="appointment_open_once_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class OfficeQuerySet(models.QuerySet["Office"]):
    def current_term(self) -> Self:
        return self.filter(term=Term.CURRENT.value)

    def confirmed(self) -> Self:
        return self.filter(state=OfficeState.CONFIRMED.value)

    def of_bloc_heads(self) -> Self:
        """Keep the heads and deputies of the season's own cycle, also after handover.

        Once the head has handed over, the confirmed head of the next term belongs to them.
        """
        handed_over = Office.objects.current_term().filter(
            role=OfficeRole.HEAD.value, state=OfficeState.HANDED_OVER.value
        )
        own = Q(term=Term.CURRENT.value) & ~Q(state=OfficeState.PROPOSED.value)
        following = Q(
            term=Term.NEXT.value,
            role=OfficeRole.HEAD.value,
            state=OfficeState.CONFIRMED.value,
            season__in=handed_over.values("season"),
        )
        return self.filter(own | following)


class Office(models.Model):
    """Head or deputy head of a bloc, held by an agency; the person is a snapshot.

    ``term`` tells whether the office is of the season's own cycle or, as decided at its
    conference, of the cycle that follows.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="offices")
    term = models.CharField(max_length=8, choices=TERMS, default=Term.CURRENT.value)
    role = models.CharField(max_length=8, choices=OFFICE_ROLES)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offices")
    state = models.CharField(
        max_length=12, choices=OFFICE_STATES, default=OfficeState.PROPOSED.value
    )
    selected_by = models.CharField(
        max_length=12, choices=SELECTION_METHODS, default=SelectionMethod.UNKNOWN.value
    )
    person_title = models.CharField(max_length=200, blank=True)
    person_name = models.CharField(max_length=120, blank=True)
    # On what ground: the decision, the minutes, the ballot.
    basis = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["season", "term", "-role"]
        constraints = [
            one_of("term", Term, name="office_term_valid"),
            one_of("role", OfficeRole, name="office_role_valid"),
            one_of("state", OfficeState, name="office_state_valid"),
            one_of("selected_by", SelectionMethod, name="office_selection_valid"),
            models.UniqueConstraint(
                fields=["season", "term", "role"],
                condition=~Q(state=OfficeState.HANDED_OVER.value),
                name="office_one_holder_per_role",
            ),
            models.UniqueConstraint(
                fields=["season", "term", "agency"],
                condition=~Q(state=OfficeState.HANDED_OVER.value),
                name="office_one_role_per_agency",
            ),
            models.CheckConstraint(
                name="office_dates_in_order",
                condition=Q(decided_on__isnull=True)
                | Q(handed_over_on__isnull=True)
                | Q(decided_on__lte=F("handed_over_on")),
            ),
            models.CheckConstraint(
                name="office_handover_day_only_when_handed_over",
                condition=Q(handed_over_on__isnull=True) | Q(state=OfficeState.HANDED_OVER.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.agency}"
