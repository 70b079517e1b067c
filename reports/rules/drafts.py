"""Drafts of sections, written from the figures of the year; people edit them then.

Each draft says only what the data says, or what papers say where nobody wrote anything else. A
figure stands in it as a reference, so that a later change is seen. A section without data has no
draft.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from blocs.rules.figures import Figure, escaped
from blocs.rules.narrative import Paragraph
from blocs.rules.writing import lower_first
from blocs.states import NarrativeSection
from reports.rules import standard_words
from reports.rules.figure_keys import Entry
from reports.rules.year_figures import (
    AwardFigures,
    PlaceFigures,
    PlanFigures,
    ResultFigures,
    YearFigures,
)

_FIRST_PLACES = 3
_LAST_YEAR = "cùng kỳ năm trước"


def draft_of(section: NarrativeSection, year: YearFigures) -> tuple[Paragraph, ...]:
    """Write a section from the figures; nothing where the data says nothing about it."""
    write = _DRAFTS.get(section)
    return tuple(write(year)) if write else ()


def told(entry: Entry) -> str:
    """Return the reference to a figure as it stands in a text."""
    return Figure(entry.value, entry.key).source


def _situation(year: YearFigures) -> Iterable[Paragraph]:
    if year.members is None:
        return
    change = ""
    if year.members_change:
        change = f", {told(year.members_change)} so với năm {year.last_cycle}"
    yield Paragraph(
        f"Năm {year.cycle}, {escaped(year.bloc)} có {told(year.members)} đơn vị thành viên{change}."
    )


def _political_tasks(year: YearFigures) -> Iterable[Paragraph]:
    for one in year.results:
        yield Paragraph(_result(one), one.agency)


def _result(one: ResultFigures) -> str:
    name = escaped(one.name)
    if not one.agency and one.subject:
        name = f"{escaped(one.subject)}: {lower_first(name)}"
    head = f"{name} {told(one.value)}" if one.value else name
    clauses = [*(clause for plan in one.plans for clause in _plan(plan)), *_past(one)]
    if not one.value and clauses:  # "Thu ngân sách đạt 158% so với …"
        return f"{head} {'; '.join(clauses)}."
    return f"{'; '.join((head, *clauses))}."


def _plan(one: PlanFigures) -> Iterable[str]:
    plan = escaped(one.plan)
    if one.ratio:
        named = f"{plan} ({told(one.value)})" if one.value else plan
        yield f"{told(one.ratio)} so với {named}"
    elif one.value:
        yield f"{plan}: {told(one.value)}"
    if one.change:
        yield f"{told(one.change)} so với {plan}"


def _past(one: ResultFigures) -> Iterable[str]:
    if one.past_ratio:
        yield f"bằng {told(one.past_ratio)} so với {_LAST_YEAR}"
    if one.past_change:
        yield f"{told(one.past_change)} so với {_LAST_YEAR}"
    if one.past:
        yield f"{_LAST_YEAR}: {told(one.past)}"


def _movements(year: YearFigures) -> Iterable[Paragraph]:
    if year.registered:
        items = [told(one) for one in (year.targets, year.titles) if one]
        listed = f" với {' và '.join(items)}" if items else ""
        yield Paragraph(f"Đầu năm, {told(year.registered)} đã đăng ký thi đua{listed}.")
    if year.movements:
        yield Paragraph(
            f"Trong năm, {year.short} đã hưởng ứng, tổ chức thực hiện {told(year.movements)}."
        )


def _commendation(year: YearFigures) -> Iterable[Paragraph]:
    if not year.awards:
        return
    listed = "; ".join(_award(one, year.last_cycle) for one in year.awards)
    yield Paragraph(f"Kết quả khen thưởng đối với các đơn vị thành viên trong năm: {listed}.")


def _award(one: AwardFigures, last_cycle: str) -> str:
    change = f", {told(one.change)} so với năm {last_cycle}" if one.change else ""
    return f"{escaped(one.award)}: {told(one.count)}{change}"


def _activities(year: YearFigures) -> Iterable[Paragraph]:
    if year.meetings:
        yield Paragraph(f"Trong năm thi đua, {year.short} đã tổ chức {told(year.meetings)}.")


def _next_year(year: YearFigures) -> Iterable[Paragraph]:
    """Say how many tasks and movements there will be; the report lists them by themselves."""
    items = [told(one) for one in (year.tasks, year.next_movements) if one]
    if items:
        yield Paragraph(f"Năm sau, {year.short} tập trung thực hiện {' và '.join(items)}.")


def _review(year: YearFigures) -> Iterable[Paragraph]:
    if year.ranked:
        first = "; ".join(_place(one, year.last_cycle) for one in year.places[:_FIRST_PLACES])
        tail = f" Các đơn vị xếp hạng cao: {first}." if first else ""
        yield Paragraph(
            f"Qua chấm điểm, bình xét, {told(year.ranked)} được xếp hạng, công bố.{tail}"
        )
    if year.proposals:
        listed = "; ".join(_award(one, year.last_cycle) for one in year.proposed)
        which = f", trong đó: {listed}" if listed else ""
        yield Paragraph(f"{year.short} có {told(year.proposals)} khen thưởng{which}.")


def _place(one: PlaceFigures, last_cycle: str) -> str:
    known = [told(one.place)]
    if one.points:
        known.append(told(one.points))
    if one.points_change:
        known.append(f"{told(one.points_change)} so với năm {last_cycle}")
    if one.past_place:
        known.append(f"năm {last_cycle} {told(one.past_place)}")
    return f"{escaped(one.agency)} ({', '.join(known)})"


def _covenant_duties(year: YearFigures) -> Iterable[Paragraph]:
    return [Paragraph(line) for line in standard_words.covenant_duties(year.head)]


def _covenant_pledge(_year: YearFigures) -> Iterable[Paragraph]:
    yield Paragraph(standard_words.covenant_pledge())


def _covenant_copies(year: YearFigures) -> Iterable[Paragraph]:
    if year.copies:
        yield Paragraph(standard_words.covenant_copies(told(year.copies)))


def _invitation_notes(year: YearFigures) -> Iterable[Paragraph]:
    yield Paragraph(standard_words.invitation_notes(year.head))


def _reminder_request(year: YearFigures) -> Iterable[Paragraph]:
    yield Paragraph(standard_words.reminder_request(year.head))


def _submission_opening(year: YearFigures) -> Iterable[Paragraph]:
    if year.put_forward:
        bloc, agencies = escaped(year.bloc), told(year.put_forward)
        yield Paragraph(standard_words.submission_opening(bloc, year.cycle, agencies))


def _submission_pledge(year: YearFigures) -> Iterable[Paragraph]:
    yield Paragraph(standard_words.submission_pledge(escaped(year.bloc), year.council))


_DRAFTS: Mapping[NarrativeSection, Callable[[YearFigures], Iterable[Paragraph]]] = MappingProxyType(
    {
        NarrativeSection.SITUATION: _situation,
        NarrativeSection.POLITICAL_TASKS: _political_tasks,
        NarrativeSection.MOVEMENTS: _movements,
        NarrativeSection.COMMENDATION: _commendation,
        NarrativeSection.BLOC_ACTIVITIES: _activities,
        NarrativeSection.NEXT_YEAR: _next_year,
        NarrativeSection.REVIEW: _review,
        NarrativeSection.COVENANT_DUTIES: _covenant_duties,
        NarrativeSection.COVENANT_PLEDGE: _covenant_pledge,
        NarrativeSection.COVENANT_COPIES: _covenant_copies,
        NarrativeSection.INVITATION_NOTES: _invitation_notes,
        NarrativeSection.REMINDER_REQUEST: _reminder_request,
        NarrativeSection.SUBMISSION_OPENING: _submission_opening,
        NarrativeSection.SUBMISSION_PLEDGE: _submission_pledge,
    }
)
