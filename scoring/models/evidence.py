"""Evidence: stored files, the register of documents, and the lines that refer to them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from blocs.models import Agency
from scoring.models.sheets import ScoreLine


class EvidenceFile(models.Model):
    """One file of one agency; the same bytes are stored once.

    The stored file is named by ``uuid``, never by what the person called it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="evidence_files")
    file = models.FileField(upload_to="evidence")
    name = models.CharField(max_length=200)
    extension = models.CharField(max_length=5)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"], name="evidencefile_once_per_agency"
            ),
            models.CheckConstraint(name="evidencefile_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class EvidenceDocument(models.Model):
    """A document in an agency's register: one serves many lines and many years."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(
        EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["agency", "-issued_on", "title"]
        constraints = [
            models.CheckConstraint(name="evidencedocument_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A document of the agency's register put forward for one line."""

    line = models.ForeignKey(ScoreLine, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(EvidenceDocument, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        ordering = ["line", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["line", "document"], name="evidence_once_per_line"),
        ]

    def __str__(self) -> str:
        return str(self.document)
