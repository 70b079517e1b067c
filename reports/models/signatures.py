"""Signed and stamped copies of issued papers, beside the issued file that never changes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from reports.models.issues import Issue
from reports.states import TimeSource, Trust

TIME_SOURCES = [
    (TimeSource.TRUSTED_STAMP.value, "dấu thời gian tin cậy"),
    (TimeSource.STAMP.value, "dấu thời gian chưa xác định được nơi cấp"),
    (TimeSource.CLAIMED.value, "theo máy của người ký"),
    (TimeSource.NONE.value, "không ghi giờ ký"),
]
TRUST_LABELS = [
    (Trust.TRUSTED.value, "Chứng thư tin cậy"),
    (Trust.UNKNOWN.value, "Chưa xác định được tổ chức chứng thực tin cậy"),
    (Trust.SELF_SIGNED.value, "Chứng thư tự ký, không do tổ chức chứng thực cấp"),
    (Trust.EXPIRED.value, "Chứng thư không còn hiệu lực khi ký"),
    (Trust.REVOKED.value, "Chứng thư đã bị thu hồi"),
]
_WITHDRAWN = Q(withdrawn_at__isnull=False) & ~Q(reason="")
_KEPT = Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")


class SignedCopy(models.Model):
    """One signed state of an issued paper: the issued file's bytes and what signing added.

    ``number`` counts the states of one paper; each goes on from the one before.

    Source: docs/decisions/0020.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="signed_copies")
    number = models.PositiveSmallIntegerField()
    file = models.FileField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "number"]
        verbose_name_plural = "signed copies"
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="signedcopy_number_once"),
            models.UniqueConstraint(fields=["issue", "sha256"], name="signedcopy_bytes_once"),
            models.CheckConstraint(
                name="signedcopy_counted_from_one_and_not_empty",
                condition=Q(number__gte=1, size__gte=1) & ~Q(file="") & ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Bản ký lần {self.number}"


class Signature(models.Model):
    """One signature, whole and valid when the copy that brought it was taken in.

    ``place`` is for whom the field stands, as the paper prints it; empty where the signature
    lies in no prepared place. ``covers_file`` says that nothing follows it in its copy.
    ``trust`` is read anew when the trusted authorities change; nothing else ever changes.
    """

    copy = models.ForeignKey(SignedCopy, on_delete=models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=200)
    place = models.CharField(max_length=700, blank=True)
    signer = models.CharField(max_length=200)
    organisation = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=300)
    serial = models.CharField(max_length=60)
    signed_at = models.DateTimeField(null=True)
    time_source = models.CharField(max_length=13, choices=TIME_SOURCES)
    covers_file = models.BooleanField()
    trust = models.CharField(max_length=11, choices=TRUST_LABELS)
    trust_note = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["copy", "position"]
        constraints = [
            one_of("time_source", TimeSource, name="signature_time_source_valid"),
            one_of("trust", Trust, name="signature_trust_valid"),
            models.UniqueConstraint(fields=["copy", "field"], name="signature_field_once"),
            models.CheckConstraint(
                name="signature_without_time_iff_none_is_told",
                condition=Q(signed_at__isnull=True, time_source=TimeSource.NONE.value)
                | Q(signed_at__isnull=False) & ~Q(time_source=TimeSource.NONE.value),
            ),
        ]

    def __str__(self) -> str:
        return self.place or self.organisation or self.signer

    @property
    def is_trusted(self) -> bool:
        """Whether its certificate comes from an authority that the site trusts."""
        return self.trust == Trust.TRUSTED


class ScannedCopyQuerySet(models.QuerySet["ScannedCopy"]):
    def kept(self) -> Self:
        """Keep those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ScannedCopy(models.Model):
    """A scan of the paper as it was signed and stamped by hand. A wrong one is marked, not lost."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="scanned_copies")
    file = models.FileField()
    name = models.CharField(max_length=200)
    extension = models.CharField(max_length=4)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    signed_on = models.DateField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = ScannedCopyQuerySet.as_manager()

    class Meta:
        ordering = ["issue", "uploaded_at", "pk"]
        verbose_name_plural = "scanned copies"
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="scannedcopy_bytes_once",
            ),
            models.CheckConstraint(
                name="scannedcopy_not_empty",
                condition=Q(size__gte=1) & ~Q(file="") & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="scannedcopy_withdrawn_says_why", condition=_WITHDRAWN | _KEPT
            ),
        ]

    def __str__(self) -> str:
        return self.name
