"""Lines of the register that came with a season file from another site; only read here."""

from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.constraints import one_of
from blocs.models import Agency, Province, Season
from reports.models.documents import DOCUMENT_KINDS, seen_by
from reports.models.register_lines import RegisterLine, issuer_name, register_constraints
from reports.states import DocumentKind

if TYPE_CHECKING:
    from blocs.standing import Standing


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


class CarriedPaper(RegisterLine):
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
    sha256 = models.CharField(max_length=64, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = CarriedPaperQuerySet.as_manager()

    class Meta(RegisterLine.Meta):
        constraints = [
            one_of("kind", DocumentKind, name="carried_kind_valid"),
            *register_constraints("carried", issuer="issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.reference}"

    @property
    def title(self) -> str:
        """The kind of paper, and what it is about where that is one of several."""
        kind = str(self.get_kind_display())
        return f"{kind}: {self.about}" if self.about else kind

    @property
    def issuer_name(self) -> str:
        """Who issued it, by today's name."""
        return issuer_name(self.issuer, self.province)
