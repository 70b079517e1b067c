"""Stored papers: their content, fingerprint, and the file made from it.

The row is the truth about a render job; the broker is only a nudge (docs/sources.md#broker).
"""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.constraints import one_of
from blocs.models import Agency, Office, Season
from reports.states import (
    ABOUT_ONE,
    OF_ONE_AGENCY,
    TELLS_PLACES,
    DocumentKind,
    DocumentState,
    RenderStep,
)
from scoring.models import SeasonTable

if TYPE_CHECKING:
    from blocs.standing import Standing

DOCUMENT_STATES = [
    (DocumentState.QUEUED.value, "Đang chờ lập"),
    (DocumentState.RUNNING.value, "Đang lập"),
    (DocumentState.READY.value, "Đã lập xong"),
    (DocumentState.FAILED.value, "Không lập được"),
    (DocumentState.CANCELLED.value, "Đã hủy lập"),
]
RENDER_STEPS = [
    (RenderStep.PREPARING.value, "Chuẩn bị nội dung"),
    (RenderStep.LAYING_OUT.value, "Dàn trang"),
    (RenderStep.WRITING.value, "Ghi tệp PDF"),
]
DOCUMENT_KINDS = [
    (DocumentKind.SUMMARY_REPORT.value, "Báo cáo tổng kết"),
    (DocumentKind.COVENANT.value, "Giao ước thi đua"),
    (DocumentKind.SCORE_MATRIX.value, "Bảng tổng hợp điểm"),
    (DocumentKind.HANDOVER_MINUTES.value, "Biên bản bàn giao"),
    (DocumentKind.BALLOT_SLIPS.value, "Phiếu bầu"),
    (DocumentKind.COUNTING_MINUTES.value, "Biên bản kiểm phiếu"),
    (DocumentKind.REVIEW_MINUTES.value, "Biên bản bình xét"),
    (DocumentKind.SUBMISSION.value, "Tờ trình đề nghị khen thưởng"),
    (DocumentKind.REFUSAL_NOTICE.value, "Thông báo không đủ điều kiện"),
    (DocumentKind.SELF_SCORES.value, "Phiếu tự chấm điểm"),
    (DocumentKind.INVITATION.value, "Giấy mời hội nghị"),
    (DocumentKind.PROGRAMME.value, "Chương trình hội nghị"),
    (DocumentKind.ENROLMENT.value, "Bản đăng ký thi đua"),
    (DocumentKind.EXPLANATION.value, "Phiếu giải trình chênh lệch điểm"),
    (DocumentKind.MID_REVIEW.value, "Báo cáo sơ kết"),
    (DocumentKind.ACHIEVEMENT.value, "Báo cáo thành tích"),
    (DocumentKind.REMINDER.value, "Công văn đôn đốc"),
]
_ABOUT_ONE = Q(kind__in=sorted(ABOUT_ONE))
PENDING = (DocumentState.QUEUED.value, DocumentState.RUNNING.value)
_OF_ONE_AGENCY = Q(kind__in=sorted(OF_ONE_AGENCY))
_TELLS_PLACES = Q(kind__in=sorted(TELLS_PLACES))


def seen_by(standing: "Standing") -> Q:
    """Return what holds of the papers that a person may see: those of the person's seasons.

    One agency's own paper opens to that agency, to who runs the season and to who oversees it:
    not to the other members. What tells everybody's places opens to them when the season opens
    its totals (docs/decisions/0004).
    """
    seasons = Season.objects.visible_to(standing)
    run = Office.objects.of_bloc_heads().filter(agency__in=standing.agency_ids)
    closed = SeasonTable.objects.with_totals_closed()
    is_common = Q(agency__isnull=True) & ~(_TELLS_PLACES & Q(season__in=closed.values("season")))
    seen = (
        is_common
        | Q(agency__in=standing.agency_ids)
        | Q(season__in=run.values("season"))
        | Q(season__in=seasons.overseen_by(standing).values("pk"))
    )
    return seen & Q(season__in=seasons.values("pk"))


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the papers that the person may see."""
        return self.filter(seen_by(standing))

    def with_names(self) -> Self:
        return self.select_related("season__bloc", "season__cycle", "requested_by")

    def drafts(self) -> Self:
        """Keep the papers that bear no number, day and code yet."""
        return self.filter(imprint__isnull=True)


class Document(models.Model):
    """One paper. Same facts, same fingerprint, the same document.

    ``subject`` is the key of the one ballot, meeting, agency or proposal that the paper is
    about, in the words of its kind, and ``subject_name`` what that was called when the paper was
    asked for.
    ``agency`` is whose own paper it is. Source: docs/decisions/0014.

    ``imprint`` is what the clerk added to an issued paper, as it is printed; a draft has none.
    An issued paper never changes. Source: docs/decisions/0015.

    ``claim`` is the key of the one worker that may report on the paper and store its file; it
    is drawn anew at each claim and gone when the job is over. Source: docs/decisions/0022.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=DOCUMENT_KINDS)
    subject = models.CharField(max_length=100, blank=True)
    subject_name = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    content = models.JSONField()
    imprint = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(
        max_length=9, choices=DOCUMENT_STATES, default=DocumentState.QUEUED.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    step = models.CharField(max_length=7, choices=RENDER_STEPS, blank=True)
    pages_laid = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    file = models.FileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["queued_at", "id"],
                condition=Q(state__in=PENDING),
                name="document_pending_by_turn",
            )
        ]
        constraints = [
            one_of("kind", DocumentKind, name="document_kind_valid"),
            one_of("state", DocumentState, name="document_state_valid"),
            models.UniqueConstraint(
                fields=["season", "kind", "subject", "fingerprint"],
                name="document_once_per_fingerprint",
            ),
            models.CheckConstraint(
                name="document_about_one_names_it",
                condition=(_ABOUT_ONE & ~Q(subject="") & ~Q(subject_name=""))
                | (~_ABOUT_ONE & Q(subject="", subject_name="")),
            ),
            models.CheckConstraint(
                name="document_of_one_agency_names_it",
                condition=(_OF_ONE_AGENCY & Q(agency__isnull=False))
                | (~_OF_ONE_AGENCY & Q(agency__isnull=True)),
            ),
            models.CheckConstraint(
                name="document_ready_iff_it_has_a_file",
                # A comparison with NULL is no "no" to the database, so NULL is named.
                condition=Q(
                    state=DocumentState.READY.value,
                    ready_at__isnull=False,
                    size__isnull=False,
                    size__gt=0,
                )
                & ~Q(file="")
                & ~Q(sha256="")
                | (~Q(state=DocumentState.READY.value) & Q(file="", sha256="")),
            ),
            models.CheckConstraint(
                name="document_failed_says_why",
                condition=~Q(state=DocumentState.FAILED.value) | ~Q(error=""),
            ),
            models.CheckConstraint(
                name="document_at_most_three_attempts", condition=Q(attempts__lte=3)
            ),
            models.CheckConstraint(
                name="document_step_valid",
                condition=Q(step__in=["", *(step.value for step in RenderStep)]),
            ),
            models.CheckConstraint(
                name="document_held_only_while_it_is_made",
                condition=Q(state=DocumentState.RUNNING.value)
                | Q(claim__isnull=True, step="", pages_laid=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.season}"

    def get_absolute_url(self) -> str:
        return reverse("reports:document-detail", args=[self.uuid])

    @property
    def title(self) -> str:
        """The kind of paper, its number, and what it is about where that is one of several."""
        kind = str(self.get_kind_display())
        if self.imprint is not None:
            number, symbol = self.imprint["number"], self.imprint["symbol"]
            kind += f" số {number}/{symbol}" if number else " (đã ban hành)"
        return f"{kind}: {self.subject_name}" if self.subject else kind

    @property
    def file_name(self) -> str:
        """The name under which the file is handed out."""
        return f"{self._file_stem}.pdf"

    @property
    def word_name(self) -> str:
        """The name under which its Word copy is handed out."""
        return f"{self._file_stem}.docx"

    @property
    def _file_stem(self) -> str:
        parts = [self.kind, self.season.bloc.code, self.season.cycle.label, self.subject]
        if self.imprint is not None:
            number = self.imprint["number"]
            parts.append(f"so-{number}" if number else "ban-hanh")
        return "-".join(part for part in parts if part)

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a worker or is being made."""
        return self.state in PENDING

    @property
    def is_issued(self) -> bool:
        """Whether it was issued, whatever became of it since."""
        return self.imprint is not None
