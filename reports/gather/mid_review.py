"""The mid-year report: the year-end report's facts as far as they are known, and what is left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from blocs.models import Membership, Registration, Season
from blocs.models.labels import STEP_KINDS
from blocs.rules.deadlines import deadline_text
from blocs.states import TARGET_KINDS, CycleKind, NarrativeSection, StepKind
from reports.gather.facts import read_roster
from reports.gather.summary import summed_up
from reports.gather.texts import DASH, OwnWords, read_own_words, registered_text
from reports.papers.mid_review import MidReview, Progress
from reports.papers.results import IndicatorText
from reports.rules.list_lines import unclosed
from reports.states import DocumentKind
from reports.wording import first_names, joined, with_remark

_SUBJECT = "Sơ kết công tác thi đua, khen thưởng {}; nhiệm vụ trọng tâm {}"
_AFTER_MID_YEAR = (
    StepKind.SELF_SCORING,
    StepKind.APPRAISAL,
    StepKind.BLOC_REVIEW,
    StepKind.DOSSIER,
)


def gather_mid_review(season: Season) -> MidReview:
    """Read the report's facts: those of the year-end report, and more."""
    roster = read_roster(season)
    whole = summed_up(roster)
    own = read_own_words(roster, DocumentKind.MID_REVIEW)
    half, rest = _halves(season, whole.cycle)
    found = season.registrations.prefetch_related("items")
    registered = {row.agency_id: row for row in found}
    progress = tuple(_progress(roster.members, registered, whole.results.indicators))
    named = {one.agency for one in progress}
    return MidReview(
        sample=season.is_made_up,
        letterhead=whole.letterhead,
        bloc=whole.bloc,
        half=half,
        rest=rest,
        subject=_SUBJECT.format(half, rest),
        addressees=whole.addressees,
        situation=whole.situation,
        results=replace(
            whole.results,
            indicators=tuple(one for one in whole.results.indicators if one.agency not in named),
            awards_intro=(),
            awards=(),
        ),
        progress=progress,
        shortcomings=whole.shortcomings,
        left=(*_tasks(own), *_left(season, roster.members, registered)),
        signature=whole.signature,
        recipients=whole.recipients,
    )


def _halves(season: Season, cycle: str) -> tuple[str, str]:
    if season.cycle.kind == CycleKind.SCHOOL_YEAR:
        return f"giữa năm {cycle}", f"thời gian còn lại của năm {cycle}"
    return f"6 tháng đầu năm {cycle}", f"6 tháng cuối năm {cycle}"


def _progress(
    members: Sequence[Membership],
    registered: Mapping[int, Registration],
    indicators: Sequence[IndicatorText],
) -> Iterator[Progress]:
    """Put what each member registered beside the results that are known of it."""
    for member in members:
        row = registered.get(member.agency_id)
        targets = registered_text(row, *TARGET_KINDS) if row else ""
        if targets:
            own = [one for one in indicators if one.agency == member.name]
            result = joined(replace(one, agency="").sentence for one in own)
            yield Progress(agency=member.name, targets=targets, result=result)


def _tasks(own: OwnWords) -> Iterator[str]:
    """Yield the tasks that people wrote; the paper numbers its list and closes it.

    Where all of them have dashes, these give way to numbers.
    """
    lines = own(NarrativeSection.SECOND_HALF)
    dashed = all(line.startswith(DASH) for line in lines)
    for line in lines:
        yield unclosed(line.removeprefix(DASH) if dashed else line)


def _left(
    season: Season, members: Sequence[Membership], registered: Mapping[int, Registration]
) -> Iterator[str]:
    """Say what is still to be done: who has not registered, where others have, and the steps."""
    missing = [one.name for one in members if one.agency_id not in registered]
    if registered and missing:
        yield f"Hoàn thành đăng ký thi đua của các đơn vị: {first_names(missing)}"
    labels = dict(STEP_KINDS)
    for kind in _AFTER_MID_YEAR:
        due_at = season.calendar.deadline(kind)
        if due_at is not None:
            due = deadline_text(timezone.localtime(due_at))
            yield with_remark(labels[kind.value], f"thời hạn: {due}")
