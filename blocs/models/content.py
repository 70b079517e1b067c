"""What the year was about: movements, results in numbers and in words, tasks, sources."""

from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models.agencies import Agency
from blocs.models.blocs import Season
from blocs.models.labels import (
    BASELINE_KINDS,
    LAUNCHERS,
    MOVEMENT_KINDS,
    NARRATIVE_SECTIONS,
    QUALIFIERS,
    TERMS,
)
from blocs.rules.figures import lines_of, printed
from blocs.states import BaselineKind, Launcher, MovementKind, NarrativeSection, Qualifier, Term


class Movement(models.Model):
    """An emulation movement that the season responded to, or will in the next cycle."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="movements")
    position = models.PositiveSmallIntegerField()
    term = models.CharField(max_length=8, choices=TERMS, default=Term.CURRENT.value)
    name = models.CharField(max_length=400)
    kind = models.CharField(
        max_length=10, choices=MOVEMENT_KINDS, default=MovementKind.REGULAR.value
    )
    launched_by = models.CharField(max_length=16, choices=LAUNCHERS, default=Launcher.UNKNOWN.value)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            one_of("term", Term, name="movement_term_valid"),
            one_of("kind", MovementKind, name="movement_kind_valid"),
            one_of("launched_by", Launcher, name="movement_launcher_valid"),
            models.UniqueConstraint(fields=["season", "position"], name="movement_own_position"),
            models.UniqueConstraint(
                fields=["season", "term", "name"], name="movement_once_per_term"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """A result in numbers. ``value`` may be unknown when only a ratio was reported.

    ``qualifier_text`` keeps the source's own word ("gần", "hơn") for print.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    subject = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=QUALIFIERS, default=Qualifier.EXACT.value)
    qualifier_text = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            one_of("qualifier", Qualifier, name="indicator_qualifier_valid"),
            models.UniqueConstraint(fields=["season", "position"], name="indicator_own_position"),
        ]

    def __str__(self) -> str:
        return self.name


class IndicatorBaseline(models.Model):
    """What an indicator is compared with, and who set it.

    ``ratio`` is a percentage of the baseline (158 means 158 %); ``change`` is the
    percentage over or under it (2 means two per cent more). ``label`` is the source's own word
    for a plan, such as ``dự toán``; empty where it has no other than the usual one.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=BASELINE_KINDS, default=BaselineKind.PLAN.value)
    issuer = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    ratio = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    change = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=QUALIFIERS, default=Qualifier.EXACT.value)
    qualifier_text = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["indicator", "position"]
        constraints = [
            one_of("kind", BaselineKind, name="baseline_kind_valid"),
            one_of("qualifier", Qualifier, name="baseline_qualifier_valid"),
            models.UniqueConstraint(fields=["indicator", "position"], name="baseline_own_position"),
            models.CheckConstraint(
                name="baseline_plan_has_an_issuer",
                condition=~Q(kind=BaselineKind.PLAN.value) | ~Q(issuer=""),
            ),
            models.CheckConstraint(
                name="baseline_says_something",
                condition=Q(value__isnull=False) | Q(ratio__isnull=False) | Q(change__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.issuer or self.get_kind_display()


class Statement(models.Model):
    """A result, difficulty or direction in words, for one section of the report.

    ``text`` may hold figures as ``blocs.rules.figures`` writes them, and ``**`` around bold words.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="statements")
    section = models.CharField(max_length=20, choices=NARRATIVE_SECTIONS)
    position = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    text = models.TextField()

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            one_of("section", NarrativeSection, name="statement_section_valid"),
            models.UniqueConstraint(fields=["season", "position"], name="statement_own_position"),
        ]

    def __str__(self) -> str:
        return self.printed[:80]

    @property
    def printed(self) -> str:
        """The text as papers print it, its figures without their keys."""
        return printed(self.text)

    @property
    def lines(self) -> tuple[str, ...]:
        """The printed text, one paragraph of the paper each."""
        return lines_of(self.printed)


class NextTask(models.Model):
    """A numbered task for the next cycle."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="next_tasks")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "position"], name="task_own_position")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class LegalDocument(models.Model):
    """A document of law, Party or administration that papers refer to."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="legal_documents")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    subject = models.TextField(blank=True)
    covenant_basis = models.BooleanField(default=False)

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "position"], name="legal_own_position"),
            models.UniqueConstraint(
                fields=["season", "kind", "number", "subject"], name="legal_once_per_season"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


class Source(models.Model):
    """Where the facts of the season were read."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "position"], name="source_own_position")
        ]

    def __str__(self) -> str:
        return self.title
