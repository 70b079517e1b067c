"""The sections of a season's report as they were: every state that somebody left is kept."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models.blocs import Season
from blocs.models.labels import NARRATIVE_SECTIONS, REVISION_CAUSES
from blocs.rules.narrative import Paragraph
from blocs.states import NarrativeSection, RevisionCause


class SectionRevision(models.Model):
    """The paragraphs of one section after one change, numbered from 1; never changed afterwards.

    ``content`` holds each paragraph's text and the code of the agency it speaks of. The first
    revision may be what was there before anybody edited it (``found``, made by nobody).
    """

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="section_revisions")
    section = models.CharField(max_length=20, choices=NARRATIVE_SECTIONS)
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=10, choices=REVISION_CAUSES)
    content = models.JSONField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["season", "section", "-number"]
        constraints = [
            one_of("section", NarrativeSection, name="revision_section_valid"),
            one_of("cause", RevisionCause, name="revision_cause_valid"),
            models.UniqueConstraint(
                fields=["season", "section", "number"], name="revision_own_number"
            ),
            models.CheckConstraint(name="revision_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} ({self.number})"

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """The paragraphs as they were."""
        return [Paragraph(one["text"], one["agency"]) for one in self.content]
