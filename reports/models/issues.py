"""The register of issued papers: number, day, code, and what became of each."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.constraints import made_of, one_of
from blocs.models import Agency, Province
from blocs.rules.writing import date_text
from reports.models.documents import Document
from reports.rules.codes import ALPHABET, LENGTH, grouped
from reports.rules.numbers import MOST_SYMBOL_SIGNS, full_number
from reports.states import IssueState

if TYPE_CHECKING:
    from blocs.standing import Standing

ISSUE_STATES = [
    (IssueState.ISSUED.value, "Còn hiệu lực"),
    (IssueState.REPLACED.value, "Đã được thay thế"),
    (IssueState.WITHDRAWN.value, "Đã thu hồi"),
]
_IN_FORCE = Q(state=IssueState.ISSUED.value)


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the issued papers that the person may see as papers."""
        return self.filter(document__in=Document.objects.visible_to(standing).values("pk"))

    def in_force(self) -> Self:
        return self.filter(_IN_FORCE)

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


class Issue(models.Model):
    """One paper as it was issued: ``document`` is its file, made from the ``draft``'s content.

    Either an agency or a province issued it. A paper of a kind without a number has neither
    number nor symbol. ``year`` is that of the day, for numbers begin anew each year. ``reason``
    is why it was withdrawn, ``ended_at`` when it was withdrawn or replaced.

    Source: NĐ 30/2020/NĐ-CP, Điều 15; docs/decisions/0015.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="issue")
    draft = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="issues")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="issues"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="issues"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=MOST_SYMBOL_SIGNS, blank=True)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    excerpt = models.CharField(max_length=500)
    signers = models.JSONField(default=list, blank=True)
    code = models.CharField(max_length=LENGTH, unique=True)
    state = models.CharField(max_length=9, choices=ISSUE_STATES, default=IssueState.ISSUED.value)
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            one_of("state", IssueState, name="issue_state_valid"),
            made_of("code", ALPHABET, name="issue_code_valid"),
            models.CheckConstraint(
                name="issue_by_an_agency_or_a_province",
                condition=Q(agency__isnull=False, province__isnull=True)
                | Q(agency__isnull=True, province__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_number_with_its_symbol",
                # A comparison with NULL is no "no" to the database, so NULL is named.
                condition=Q(number__isnull=True, symbol="")
                | (Q(number__isnull=False, number__gte=1) & ~Q(symbol="")),
            ),
            models.UniqueConstraint(
                fields=["agency", "year", "symbol", "number"], name="issue_number_once_per_agency"
            ),
            models.UniqueConstraint(
                fields=["province", "year", "symbol", "number"],
                name="issue_number_once_per_province",
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=_IN_FORCE, name="issue_draft_in_force_once"
            ),
            models.CheckConstraint(
                name="issue_withdrawn_says_why",
                condition=Q(state=IssueState.WITHDRAWN.value) & ~Q(reason="")
                | ~Q(state=IssueState.WITHDRAWN.value) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="issue_ended_iff_no_longer_in_force",
                condition=_IN_FORCE & Q(ended_at__isnull=True)
                | ~_IN_FORCE & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="issue_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.get_kind_display()} {self.reference}"

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()

    def get_signing_url(self) -> str:
        return reverse("reports:signing", args=[self.document.uuid])

    @property
    def full_number(self) -> str:
        """Number and symbol as they are written; empty for a paper without a number."""
        return full_number(self.number, self.symbol)

    @property
    def reference(self) -> str:
        """How other papers name this one: ``số 05/BC-KTĐ ngày 24/02/2023``."""
        return reference(self.full_number, self.issued_on)

    @property
    def spoken_code(self) -> str:
        """The code in groups, as it is printed."""
        return grouped(self.code)

    @property
    def issuer_name(self) -> str:
        """Who issued it, by today's name."""
        return issuer_name(self.agency, self.province)


def issuer_name(agency: Agency | None, province: Province | None) -> str:
    """Name the body whose register gives the number, by today's name."""
    return agency.name if agency else f"Cơ quan thi đua, khen thưởng {province}"


def reference(number: str, day: date) -> str:
    """Name a paper by its number, where it has one, and its day."""
    return f"số {number} ngày {date_text(day)}" if number else f"ngày {date_text(day)}"
