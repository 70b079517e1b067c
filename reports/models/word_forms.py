"""Forms of a province's own for the Word copies of papers; every version is kept."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models import Province
from reports.models.documents import DOCUMENT_KINDS
from reports.states import DocumentKind


class WordFormQuerySet(models.QuerySet["WordForm"]):
    def in_force(self) -> Self:
        """Keep the forms that Word copies are made with now."""
        return self.filter(ended_at__isnull=True)


class WordForm(models.Model):
    """One version of a province's form for one kind of paper; it never changes, only ends."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="word_forms")
    kind = models.CharField(max_length=30, choices=DOCUMENT_KINDS)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WordFormQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            one_of("kind", DocumentKind, name="word_form_kind_valid"),
            models.CheckConstraint(name="word_form_counted_from_one", condition=Q(version__gte=1)),
            models.UniqueConstraint(
                fields=["province", "kind", "version"], name="word_form_version_once"
            ),
            models.UniqueConstraint(
                fields=["province", "kind"],
                condition=Q(ended_at__isnull=True),
                name="word_form_in_force_once",
            ),
            models.CheckConstraint(
                name="word_form_ended_by_somebody_when_ended",
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, bản {self.version}"
