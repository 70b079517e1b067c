"""Meetings of a bloc; one event may be several kinds of meeting at once."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models.agencies import Agency
from blocs.models.blocs import Season
from blocs.models.labels import (
    ATTENDANCE_ROLES,
    DAY_PARTS,
    GUEST_ROLES,
    MEETING_KINDS,
    TERMS,
)
from blocs.rules.meetings import NOON
from blocs.states import AttendanceRole, DayPart, GuestRole, MeetingKind, Term


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def kept(self) -> Self:
        """Keep the meetings that were held or will be: all but the cancelled ones."""
        return self.filter(cancelled_because="")


class Meeting(models.Model):
    """One event. Its day may lie in the year after the cycle it sums up.

    A cancelled meeting keeps its place: papers name a meeting by its position.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="meetings")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    held_on = models.DateField(null=True, blank=True)
    day_part = models.CharField(max_length=10, choices=DAY_PARTS, default=DayPart.UNKNOWN.value)
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=250, blank=True)
    # Who is to lead it, by office; empty for who led it by the record, or the head of the bloc.
    chair = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            one_of("day_part", DayPart, name="meeting_day_part_valid"),
            models.CheckConstraint(
                name="meeting_hour_within_its_part",
                condition=Q(starts_at__isnull=True)
                | Q(day_part=DayPart.UNKNOWN.value)
                | Q(day_part=DayPart.MORNING.value, starts_at__lt=NOON)
                | Q(day_part=DayPart.AFTERNOON.value, starts_at__gte=NOON),
            ),
            models.UniqueConstraint(fields=["season", "position"], name="meeting_own_position"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def was_held(self) -> bool:
        """Whether the record tells who came or what was concluded. Two queries unless loaded."""
        return bool(self.attendances.all() or self.conclusions.all())


class MeetingPurpose(models.Model):
    """One kind of meeting that the event was, and for which cycle."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="purposes")
    kind = models.CharField(max_length=20, choices=MEETING_KINDS)
    term = models.CharField(max_length=8, choices=TERMS, default=Term.CURRENT.value)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            one_of("kind", MeetingKind, name="purpose_kind_valid"),
            one_of("term", Term, name="purpose_term_valid"),
            models.UniqueConstraint(
                fields=["meeting", "kind", "term"], name="purpose_once_per_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Attendance(models.Model):
    """A member agency at a meeting; the person is named by office."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendances")
    role = models.CharField(
        max_length=12, choices=ATTENDANCE_ROLES, default=AttendanceRole.PARTICIPANT.value
    )
    present = models.BooleanField(default=True)
    representative = models.CharField(max_length=200, blank=True)
    absence_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            one_of("role", AttendanceRole, name="attendance_role_valid"),
            models.UniqueConstraint(fields=["meeting", "agency"], name="attendance_once"),
            models.CheckConstraint(
                name="attendance_absence_reason_only_when_absent",
                condition=Q(present=False) | Q(absence_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"


class Guest(models.Model):
    """A guest named by office; one guest may have several roles (see ``GuestDuty``)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField()
    office = models.CharField(max_length=300)
    in_charge_of_bloc = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="guest_own_position")
        ]

    def __str__(self) -> str:
        return self.office


class GuestDuty(models.Model):
    """What a guest did at the meeting: directed, concluded, witnessed, attended."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=12, choices=GUEST_ROLES, default=GuestRole.ATTENDS.value)

    class Meta:
        ordering = ["guest", "id"]
        constraints = [
            one_of("role", GuestRole, name="duty_role_valid"),
            models.UniqueConstraint(fields=["guest", "role"], name="duty_once_per_guest"),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class ProgrammeItem(models.Model):
    """One point of the programme; an open hour is written in by hand.

    A meeting without points of its own has the usual ones: see ``rules.programme``.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="programme")
    position = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(null=True, blank=True)
    text = models.CharField(max_length=500)
    performer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="programme_own_position"),
            models.CheckConstraint(name="programme_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Conclusion(models.Model):
    """A point of what was concluded or directed, in the words of the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    position = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey(
        Guest, on_delete=models.SET_NULL, null=True, blank=True, related_name="conclusions"
    )
    text = models.TextField()

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="conclusion_own_position")
        ]

    def __str__(self) -> str:
        return self.text[:80]
