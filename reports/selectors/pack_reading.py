"""Everything a conference pack holds, read at one moment."""

from collections.abc import Collection, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from accounts.errors import Refused
from accounts.verdicts import Verdict, no
from blocs.models import Meeting, Season
from blocs.states import MeetingKind
from reports.gather import gather_paper
from reports.models import DOCUMENT_KINDS, Document, Issue
from reports.papers import HandoverMinutes, Paper, fingerprint, fingerprints
from reports.rules.pack_pages import digest_of
from reports.selectors.open_matters import PAPERS_NOT_MADE
from reports.states import (
    ABOUT_ONE,
    CONFERENCE_KINDS,
    MORE_PACK_KINDS,
    DocumentKind,
)
from reports.subjects import Subject, is_ready, nothing_yet, subjects_of
from scoring.selectors.samples import is_sample

OFFERED = (*CONFERENCE_KINDS, *MORE_PACK_KINDS)
OF_A_MEETING = frozenset({DocumentKind.INVITATION, DocumentKind.PROGRAMME})
_LABELS = dict(DOCUMENT_KINDS)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the secretariat wants in the pack.

    Args:
        kinds: words of ``DocumentKind``; what is not offered is left out.
        meeting: the place of the conference in the year, for its invitation and programme; empty
            where none is on record.
        odd_starts: whether every paper begins on an odd page.
    """

    kinds: tuple[str, ...] = tuple(kind.value for kind in CONFERENCE_KINDS)
    meeting: str = ""
    odd_starts: bool = True

    def as_options(self) -> dict[str, object]:
        return {
            "kinds": list(self.kinds),
            "meeting": self.meeting,
            "odd_starts": self.odd_starts,
        }


def choice_from(options: dict[str, object]) -> Choice:
    """Return what was chosen for a stored pack."""
    kinds = options.get("kinds", [])
    assert isinstance(kinds, list)  # noqa: S101 -- written by ``as_options``
    return Choice(
        kinds=tuple(str(kind) for kind in kinds),
        meeting=str(options.get("meeting", "")),
        odd_starts=bool(options.get("odd_starts", True)),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper of the pack as it was read, or why it could not be.

    Args:
        fingerprint: of the paper, by which its draft is found.
        known: the document that is already there, if any.
    """

    kind: str
    subject: Subject | None
    paper: Paper | None = None
    fingerprint: str = ""
    known: Document | None = None
    why: str = ""

    @property
    def title(self) -> str:
        label = _LABELS[self.kind]
        return f"{label}: {self.subject.name}" if self.subject else label

    @property
    def mark(self) -> str:
        """What tells whether the paper changed: the fingerprint of what is printed.

        Draft minutes of handover list the papers made so far, those of this very pack as well:
        that is left out, or every pack would be old as soon as it is made.
        """
        if self.known is not None and self.known.is_issued:
            return self.known.fingerprint
        if isinstance(self.paper, HandoverMinutes) and self.paper.draft:
            return fingerprint(apart_from_papers(self.paper))
        return self.fingerprint

    @property
    def is_sample(self) -> bool:
        """Whether what is printed bears the mark of sample data."""
        of_facts = self.paper is not None and self.paper.sample
        return of_facts or (self.known is not None and self.known.is_sample)

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.subject.key if self.subject else ""


def apart_from_papers(minutes: HandoverMinutes) -> HandoverMinutes:
    """Return the minutes without what they tell of papers, made or not."""
    told = minutes.contents
    matters = tuple(one for one in told.matters if one.label != PAPERS_NOT_MADE)
    return replace(minutes, contents=replace(told, files=(), matters=matters))


@contextmanager
def one_reading() -> Iterator[None]:
    """Let everything inside be read as it was at one moment.

    On PostgreSQL the first query fixes that moment for all that follow; SQLite lets nobody write
    meanwhile. Inside another transaction, that one's moment holds.
    """
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def conference_meetings(season: Season) -> list[Meeting]:
    """Return the meetings that are not cancelled, the most likely conference first. Two queries."""
    meetings = list(season.meetings.kept().prefetch_related("purposes").order_by("-position"))
    return sorted(meetings, key=lambda one: not _sums_up(one))


def _sums_up(meeting: Meeting) -> bool:
    return any(one.kind == MeetingKind.SUMMARY for one in meeting.purposes.all())


def read_wanted(season: Season, choice: Choice) -> list[Wanted]:
    """Read the papers of a conference; what cannot be made says why.

    Who runs the season may have every kind that is offered here.

    Args:
        season: with its bloc, province and cycle.
    """
    return read_papers(season, choice.kinds, {choice.meeting})


def read_papers(season: Season, kinds: Collection[str], meetings: Set[str]) -> list[Wanted]:
    """Read the papers of some kinds, as ``read_wanted``; those of a meeting for these meetings."""
    found: list[Wanted] = []
    for kind in OFFERED:
        if kind.value in kinds:
            found += _of_kind(season, meetings, kind.value)
    return _with_documents(season, found)


def _of_kind(season: Season, meetings: Set[str], kind: str) -> Iterator[Wanted]:
    if kind not in ABOUT_ONE:
        yield _read(season, kind, None, is_ready(season, kind))
        return
    subjects = _subjects(season, kind, meetings)
    if not subjects:
        yield Wanted(kind, None, why=nothing_yet(kind))
    for one in subjects:
        yield _read(season, kind, one, _readiness(one))


def _readiness(subject: Subject) -> Verdict:
    return subject.ready if subject.ready else no(f"{subject.ready.reason}.")


def _subjects(season: Season, kind: str, meetings: Set[str]) -> Sequence[Subject]:
    found = subjects_of(season, kind)
    if kind in OF_A_MEETING:
        return [one for one in found if one.key in meetings]
    return found


def _read(season: Season, kind: str, subject: Subject | None, verdict: Verdict) -> Wanted:
    if not verdict:
        return Wanted(kind, subject, why=verdict.reason)
    try:
        paper = gather_paper(season, kind, subject.key if subject else "")
    except Refused as refusal:
        return Wanted(kind, subject, why=str(refusal))
    return Wanted(kind, subject, paper, fingerprint(paper))


def _with_documents(season: Season, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Find what is stored already: the issued paper in force first. Three queries at most."""
    sample_year = is_sample(season)
    issued_as = {one.key: _issued_as(one, sample_year=sample_year) for one in wanted}
    marks = {mark for held in issued_as.values() for mark in held}
    drafts = Document.objects.filter(season=season, fingerprint__in=marks).defer("content")
    issues = Issue.objects.in_force().filter(draft__season=season, draft__fingerprint__in=marks)
    issued = {
        (one.draft.kind, one.draft.subject, one.draft.fingerprint): one.document
        for one in issues.select_related("draft", "document").defer(
            "draft__content", "document__content"
        )
    }
    stored = {(one.kind, one.subject, one.fingerprint): one for one in drafts}

    def known(one: Wanted) -> Document | None:
        found = (issued.get((*one.key, mark)) for mark in issued_as[one.key])
        return next(filter(None, found), None) or stored.get((*one.key, one.fingerprint))

    return [replace(one, known=known(one)) for one in wanted]


def _issued_as(one: Wanted, *, sample_year: bool) -> tuple[str, ...]:
    """Return the fingerprints under which the same facts may have been issued.

    They may have been issued when their kind had fewer fields. And a year of sample data may have
    papers of true facts issued as samples, which are then the issued ones; no true year ever takes
    a sample. Source: docs/decisions/0030.
    """
    if one.paper is None:
        return ()
    papers = [one.paper]
    if sample_year and not one.paper.sample:
        papers.append(replace(one.paper, sample=True))
    return tuple(mark for paper in papers for mark in fingerprints(paper))


def fingerprint_of(season: Season, wanted: Sequence[Wanted], choice: Choice) -> str:
    """Return the fingerprint of the whole pack: of all that its pages say.

    Same facts, same fingerprint.
    """
    return digest_of(
        {
            "pack": 1,
            "bloc": [season.bloc.code, season.bloc.name],
            "cycle": season.cycle.label,
            "odd_starts": choice.odd_starts,
            "papers": [[*one.key, one.title, one.mark, one.why] for one in wanted],
        }
    )
