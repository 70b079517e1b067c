"""Packs: many papers asked for at once, made one after another, handed out as one file."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.constraints import one_of
from blocs.models import Agency, Cycle, Office, Province, Season
from reports.models.documents import DOCUMENT_KINDS, Document
from reports.rules.pack_pages import pack_code
from reports.states import (
    MADE_AGAIN,
    DocumentKind,
    DocumentState,
    PackItemState,
    PackKind,
    PackState,
)

if TYPE_CHECKING:
    from blocs.standing import Standing

PACK_KINDS = [
    (PackKind.CONFERENCE.value, "Trọn bộ tài liệu hội nghị"),
    (PackKind.PROVINCE.value, "Văn bản của các khối, cụm"),
]
PACK_STATES = [
    (PackState.MAKING.value, "Đang lập"),
    (PackState.PAUSED.value, "Tạm dừng"),
    (PackState.ASSEMBLING.value, "Đang đóng bộ"),
    (PackState.READY.value, "Đã lập xong"),
    (PackState.FAILED.value, "Không lập được"),
    (PackState.CANCELLED.value, "Đã hủy"),
]
PACK_ITEM_STATES = [
    (PackItemState.WAITING.value, "Chưa đến lượt"),
    (PackItemState.ASKED.value, "Đã yêu cầu lập"),
    (PackItemState.LEFT_OUT.value, "Chưa lập được"),
]
ACTIVE = (PackState.MAKING.value, PackState.PAUSED.value, PackState.ASSEMBLING.value)
_CONFERENCE = Q(kind=PackKind.CONFERENCE.value)
_READY = Q(state=PackState.READY.value)


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the packs of which the person may see every paper.

        A conference pack may hold single members' own papers, so it opens to who runs the season
        and to who oversees it, not to the members; a province's pack to who oversees all its
        blocs. Source: docs/decisions/0021.
        """
        overseen = Season.objects.overseen_by(standing).values("pk")
        run = Office.objects.of_bloc_heads().filter(agency__in=standing.agency_ids)
        beyond = PackItem.objects.filter(pack=OuterRef("pk")).exclude(season__in=overseen)
        return self.filter(
            (_CONFERENCE & (Q(season__in=run.values("season")) | Q(season__in=overseen)))
            | (~_CONFERENCE & ~Exists(beyond) & Q(items__isnull=False))
        ).distinct()

    def with_names(self) -> Self:
        return self.select_related(
            "season__bloc__province", "season__cycle", "province", "cycle", "requested_by"
        )


class Pack(models.Model):
    """Papers of one conference, or one kind of paper of all blocs of a province.

    ``options`` is what was chosen: kinds, meeting, odd starts. ``fingerprint`` is that of all
    papers of a conference together, taken when they were read; the same facts, the same pack.
    ``attempts``, ``lease_until`` and ``published_at`` are those of the job that puts the files
    together. Source: docs/decisions/0021.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=9, choices=PACK_KINDS)
    season = models.ForeignKey(
        Season, on_delete=models.PROTECT, null=True, blank=True, related_name="packs"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="packs"
    )
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="packs"
    )
    paper_kind = models.CharField(max_length=30, choices=DOCUMENT_KINDS, blank=True)
    options = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=PACK_STATES, default=PackState.MAKING.value)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    archive = models.FileField(blank=True)
    archive_sha256 = models.CharField(max_length=64, blank=True)
    archive_size = models.PositiveBigIntegerField(null=True, blank=True)
    bound = models.FileField(blank=True)
    bound_sha256 = models.CharField(max_length=64, blank=True)
    bound_size = models.PositiveBigIntegerField(null=True, blank=True)
    bound_pages = models.PositiveIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            one_of("kind", PackKind, name="pack_kind_valid"),
            one_of("state", PackState, name="pack_state_valid"),
            models.CheckConstraint(
                name="pack_of_a_season_or_of_a_province",
                condition=(
                    _CONFERENCE
                    & Q(season__isnull=False, province__isnull=True, cycle__isnull=True)
                    & Q(paper_kind="")
                    & ~Q(fingerprint="")
                )
                | (
                    ~_CONFERENCE
                    & Q(season__isnull=True, province__isnull=False, cycle__isnull=False)
                    & Q(paper_kind__in=[word.value for word in DocumentKind], fingerprint="")
                ),
            ),
            models.UniqueConstraint(
                fields=["season", "fingerprint"],
                condition=_CONFERENCE,
                name="pack_once_per_fingerprint",
            ),
            models.UniqueConstraint(
                fields=["province", "cycle", "paper_kind", "requested_by"],
                condition=~_CONFERENCE & Q(state__in=ACTIVE),
                name="pack_of_a_province_one_at_a_time",
            ),
            models.CheckConstraint(
                name="pack_ready_iff_it_has_its_files",
                # A comparison with NULL is no "no" to the database, so NULL is named.
                condition=_READY
                & Q(ready_at__isnull=False, archive_size__isnull=False, archive_size__gt=0)
                & ~Q(archive="")
                & ~Q(archive_sha256="")
                & (~_CONFERENCE | (~Q(bound="") & ~Q(bound_sha256="")))
                | (~_READY & Q(archive="", archive_sha256="", bound="", bound_sha256="")),
            ),
            models.CheckConstraint(
                name="pack_failed_says_why",
                condition=~Q(state=PackState.FAILED.value) | ~Q(error=""),
            ),
            models.CheckConstraint(
                name="pack_at_most_three_attempts", condition=Q(attempts__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:pack-detail", args=[self.uuid])

    @property
    def is_conference(self) -> bool:
        return self.kind == PackKind.CONFERENCE

    @property
    def is_active(self) -> bool:
        """Whether it is still to be finished, now or after a pause."""
        return self.state in ACTIVE

    @property
    def is_cancelled(self) -> bool:
        return self.state == PackState.CANCELLED

    @property
    def code(self) -> str:
        """What stands on every page; empty for a province's pack, which is not bound."""
        return pack_code(self.fingerprint) if self.fingerprint else ""

    @property
    def title(self) -> str:
        if self.is_conference:
            return f"{self.get_kind_display()} {self.code}"
        return f"{self.get_paper_kind_display()} của các khối, cụm, năm {self.cycle}"

    @property
    def file_stem(self) -> str:
        """The name, without its ending, under which the files are handed out."""
        if self.season is not None:
            place = [self.season.bloc.code, self.season.cycle.label, self.code]
            return "-".join(["tron-bo-hoi-nghi", *place])
        assert self.province is not None  # noqa: S101 -- the database holds one of both
        return f"{self.paper_kind}-{self.province.code}-{self.cycle}"


class PackItemQuerySet(models.QuerySet["PackItem"]):
    def in_flight(self) -> Self:
        """Keep those whose paper is with the workers or on the way to them."""
        return self.filter(
            state=PackItemState.ASKED.value,
            document__state__in=[DocumentState.QUEUED.value, DocumentState.RUNNING.value],
        )

    def made(self) -> Self:
        return self.filter(
            state=PackItemState.ASKED.value, document__state=DocumentState.READY.value
        )

    def failed(self) -> Self:
        """Keep those whose paper was asked for and came to nothing."""
        return self.filter(state=PackItemState.ASKED.value, document__state__in=MADE_AGAIN)

    def left_out(self) -> Self:
        """Keep those whose facts were not there."""
        return self.filter(state=PackItemState.LEFT_OUT.value)


class PackItem(models.Model):
    """One paper of a pack, in its place.

    ``content`` is the paper as it was read together with the others, kept until its turn to be
    made comes; ``fingerprint`` tells whether what is printed, issued or not, changed since. One
    that is ``left_out`` says why in ``error``.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DOCUMENT_KINDS)
    subject = models.CharField(max_length=100, blank=True)
    subject_name = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        max_length=8, choices=PACK_ITEM_STATES, default=PackItemState.WAITING.value
    )
    content = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="pack_items"
    )
    error = models.CharField(max_length=500, blank=True)

    objects = PackItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("kind", DocumentKind, name="pack_item_kind_valid"),
            one_of("state", PackItemState, name="pack_item_state_valid"),
            models.UniqueConstraint(fields=["pack", "position"], name="pack_item_position_once"),
            models.UniqueConstraint(
                fields=["pack", "season", "kind", "subject"], name="pack_item_paper_once"
            ),
            models.CheckConstraint(
                name="pack_item_asked_has_its_document",
                condition=~Q(state=PackItemState.ASKED.value)
                | Q(document__isnull=False, content__isnull=True),
            ),
            models.CheckConstraint(
                name="pack_item_left_out_says_why",
                condition=Q(state=PackItemState.LEFT_OUT.value) & ~Q(error="")
                | ~Q(state=PackItemState.LEFT_OUT.value) & Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The kind of paper, and what it is about where that is one of several."""
        kind = str(self.get_kind_display())
        return f"{kind}: {self.subject_name}" if self.subject_name else kind
