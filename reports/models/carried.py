"""Lines of the register that came with a season file from another site; only read here."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from accounts.constraints import made_of, one_of
from blocs.models import Agency, Province, Season
from reports.models.documents import DOCUMENT_KINDS, seen_by
from reports.models.issues import ISSUE_STATES, issuer_name, reference
from reports.rules.codes import ALPHABET, LENGTH, grouped
from reports.rules.numbers import MOST_SYMBOL_SIGNS, full_number
from reports.states import DocumentKind, IssueState

if TYPE_CHECKING:
    from blocs.standing import Standing

_IN_FORCE = Q(state=IssueState.ISSUED.value)


class CarriedPaperQuerySet(models.QuerySet["CarriedPaper"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the lines whose papers the person might see, had they been issued here."""
        return self.filter(seen_by(standing))

    def with_names(self) -> Self:
        """Load what a line of the register shows."""
        return self.select_related(
            "agency",
            "issuer",
            "province",
            "replaces",
            "replaced_by",
            "season__bloc",
            "season__cycle",
        ).order_by("-issued_on", "-number", "-pk")


class CarriedPaper(models.Model):
    """One paper that was issued elsewhere: its number is taken here too, its file is not here.

    ``agency`` is whose own paper it is. Either a member (``issuer``) or a province issued it.

    Source: docs/decisions/0029.
    """

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="carried_papers")
    kind = models.CharField(max_length=30, choices=DOCUMENT_KINDS)
    about = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issuer = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=MOST_SYMBOL_SIGNS, blank=True)
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    excerpt = models.CharField(max_length=500)
    code = models.CharField(max_length=LENGTH, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=9, choices=ISSUE_STATES, default=IssueState.ISSUED.value)
    reason = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    is_sample = models.BooleanField(default=False)

    objects = CarriedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            one_of("kind", DocumentKind, name="carried_kind_valid"),
            one_of("state", IssueState, name="carried_state_valid"),
            made_of("code", ALPHABET, name="carried_code_valid"),
            models.CheckConstraint(
                name="carried_by_an_agency_or_a_province",
                condition=Q(issuer__isnull=False, province__isnull=True)
                | Q(issuer__isnull=True, province__isnull=False),
            ),
            models.CheckConstraint(
                name="carried_number_with_its_symbol",
                # A comparison with NULL is no "no" to the database, so NULL is named.
                condition=Q(number__isnull=True, symbol="")
                | (Q(number__isnull=False, number__gte=1) & ~Q(symbol="")),
            ),
            models.UniqueConstraint(
                fields=["issuer", "year", "symbol", "number"],
                name="carried_number_once_per_agency",
            ),
            models.UniqueConstraint(
                fields=["province", "year", "symbol", "number"],
                name="carried_number_once_per_province",
            ),
            models.CheckConstraint(
                name="carried_withdrawn_says_why",
                condition=Q(state=IssueState.WITHDRAWN.value) & ~Q(reason="")
                | ~Q(state=IssueState.WITHDRAWN.value) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="carried_ended_iff_no_longer_in_force",
                condition=_IN_FORCE & Q(ended_at__isnull=True)
                | ~_IN_FORCE & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="carried_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.reference}"

    @property
    def title(self) -> str:
        """The kind of paper, and what it is about where that is one of several."""
        kind = str(self.get_kind_display())
        return f"{kind}: {self.about}" if self.about else kind

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
        return issuer_name(self.issuer, self.province)
