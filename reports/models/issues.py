"""The register of issued papers: number, day, code, and what became of each."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from blocs.models import Agency, Province
from reports.models.documents import Document
from reports.models.register_lines import (
    IN_FORCE,
    RegisterLine,
    issuer_name,
    register_constraints,
)

if TYPE_CHECKING:
    from blocs.standing import Standing


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the issued papers that the person may see as papers."""
        return self.filter(document__in=Document.objects.visible_to(standing).values("pk"))

    def in_force(self) -> Self:
        return self.filter(IN_FORCE)

    def correctable_by(self, draft: Document) -> Self:
        """Keep the papers in force that one of the draft's content would correct."""
        same = self.in_force().filter(
            document__season=draft.season_id,
            document__kind=draft.kind,
            document__subject=draft.subject,
        )
        return same.select_related("document")

    def with_names(self) -> Self:
        """Load what a line of the register shows, and never the paper's content."""
        return (
            self.select_related(
                "agency",
                "province",
                "issued_by",
                "document__season__bloc",
                "document__season__cycle",
                "replaces",
                "replaced_by__document",
            )
            .defer("document__content", "replaced_by__document__content")
            .order_by("-issued_on", "-number", "-pk")
        )

    def with_signing(self) -> Self:
        """Add ``signature_count``, and ``has_scan``: whether a stamped copy is kept."""
        # By name: the models of the copies stand above this one.
        signatures = apps.get_model("reports", "Signature").objects
        scans = apps.get_model("reports", "ScannedCopy").objects
        of_this = signatures.filter(copy__issue=OuterRef("pk")).order_by().values("copy__issue")
        count = Subquery(of_this.annotate(count=Count("pk")).values("count"))
        return self.annotate(
            signature_count=Coalesce(count, 0),
            has_scan=Exists(scans.kept().filter(issue=OuterRef("pk"))),
        )


class Issue(RegisterLine):
    """One paper as it was issued: ``document`` is its file, made from the ``draft``'s content.

    Either an agency or a province issued it.

    Source: docs/decisions/0015.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="issue")
    draft = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="issues")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="issues"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="issues"
    )
    signers = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()

    objects = IssueQuerySet.as_manager()

    class Meta(RegisterLine.Meta):
        constraints = [
            *register_constraints("issue", issuer="agency"),
            models.UniqueConstraint(
                fields=["draft"], condition=IN_FORCE, name="issue_draft_in_force_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.get_kind_display()} {self.reference}"

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()

    def get_signing_url(self) -> str:
        return reverse("reports:signing", args=[self.document.uuid])

    @property
    def issuer_name(self) -> str:
        """Who issued it, by today's name."""
        return issuer_name(self.agency, self.province)
