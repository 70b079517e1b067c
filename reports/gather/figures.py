"""The figures of a season that its texts may refer to, each exactly as papers print it.

Points and places are those of the frozen ranking as far as the bloc publishes it: a text never
says more than the paper's own tables.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q

from awards.models import AwardType
from awards.selectors import award_name, labels_of
from awards.states import ProposalState
from blocs.models import RegistrationItem, Season
from blocs.rules.figures import shown_value
from blocs.rules.writing import count_text
from blocs.states import TARGET_KINDS, RegistrationKind, Term
from reports.gather.facts import read_roster, season_before
from reports.gather.figure_ranking import ranking_figures
from reports.gather.figure_results import result_figures
from reports.rules.figure_keys import Entry, Keys
from reports.rules.standard_words import covenant_copies_of
from reports.rules.year_figures import AwardFigures, YearFigures
from reports.subjects import put_forward
from reports.wording import COUNCIL, UNCHANGED, year_label

MEMBERS = "Đơn vị thành viên, đăng ký thi đua"
ACTIVITIES = "Phong trào, hoạt động, nhiệm vụ"
AWARDS = "Khen thưởng"
PROPOSALS = "Đề nghị khen thưởng"


def gather_figures(season: Season) -> YearFigures:
    """Read every figure of the season; the number of queries does not grow with it.

    Args:
        season: with its bloc, province and cycle.
    """
    roster = read_roster(season)
    past = season_before(season)
    labels = labels_of(season.bloc.province_id)
    count, was = len(roster.members), past.memberships.count() if past else 0
    label, kind = season.cycle.label, season.cycle.kind
    return YearFigures(
        bloc=season.bloc.name,
        short=roster.words.short.capitalize(),
        cycle=year_label(label, kind),
        last_cycle=year_label(past.cycle.label, past.cycle.kind) if past else "",
        head=roster.words.head,
        council=COUNCIL,
        **_members(count, was),
        **_registered(season),
        results=result_figures(roster, past, Keys()),
        **_activities(season),
        awards=tuple(_awards(season, past, labels)),
        **ranking_figures(roster, past),
        **_proposals(season, labels),
    )


def _entry(key: str, name: str, value: str, group: str) -> Entry:
    return Entry(key, name, shown_value(value), group)


def _counted(key: str, name: str, count: int, what: str, group: str) -> Entry | None:
    return _entry(key, name, f"{count_text(count)} {what}", group) if count else None


def _change(key: str, name: str, now: int, was: int | None, group: str) -> Entry | None:
    """Write how a number of agencies differs from last year's; nothing where that is not known."""
    if not was:
        return None
    word = "tăng" if now > was else "giảm"
    value = f"{word} {count_text(abs(now - was))} đơn vị" if now != was else UNCHANGED
    return _entry(f"{key}.so-voi-nam-truoc", f"{name}, so với năm trước", value, group)


def _members(count: int, was: int) -> Mapping[str, Any]:
    """Write the number of members, and of what is made for each of them."""
    if not count:
        return {}
    name, copies = "Số đơn vị thành viên", covenant_copies_of(count)
    return {
        "members": _entry("don-vi.so-luong", name, count_text(count), MEMBERS),
        "members_change": _change("don-vi", name, count, was, MEMBERS),
        "copies": _entry("giao-uoc.so-ban", "Số bản của giao ước", copies, MEMBERS),
    }


def _registered(season: Season) -> Mapping[str, Any]:
    count = season.registrations.count()
    items = RegistrationItem.objects.filter(registration__season=season)
    kinds = dict(items.order_by().values_list("kind").annotate(times=Count("pk")))
    targets = sum(kinds.get(kind.value, 0) for kind in TARGET_KINDS)
    titles = kinds.get(RegistrationKind.TITLE.value, 0)
    return {
        "registered": _counted(
            "dang-ky.so-don-vi", "Số đơn vị đã đăng ký thi đua", count, "đơn vị", MEMBERS
        ),
        "targets": _counted(
            "dang-ky.chi-tieu", "Số chỉ tiêu đã đăng ký", targets, "chỉ tiêu", MEMBERS
        ),
        "titles": _counted(
            "dang-ky.danh-hieu",
            "Số danh hiệu, hình thức đã đăng ký",
            titles,
            "danh hiệu, hình thức khen thưởng",
            MEMBERS,
        ),
    }


def _activities(season: Season) -> Mapping[str, Any]:
    terms = dict(season.movements.order_by().values_list("term").annotate(times=Count("pk")))
    now, later = (terms.get(term.value, 0) for term in (Term.CURRENT, Term.NEXT))
    what = "phong trào thi đua"
    meetings, tasks = season.meetings.kept().count(), season.next_tasks.count()
    return {
        "movements": _counted(
            "phong-trao.so-luong", "Số phong trào thi đua trong năm", now, what, ACTIVITIES
        ),
        "next_movements": _counted(
            "phong-trao.nam-sau", "Số phong trào thi đua năm sau", later, what, ACTIVITIES
        ),
        "meetings": _counted(
            "hoi-nghi.so-luong", "Số hội nghị, cuộc họp", meetings, "hội nghị, cuộc họp", ACTIVITIES
        ),
        "tasks": _counted("nhiem-vu.nam-sau", "Số nhiệm vụ năm sau", tasks, "nhiệm vụ", ACTIVITIES),
    }


def _awards(
    season: Season, past: Season | None, labels: Mapping[int, str]
) -> Iterator[AwardFigures]:
    rows = season.award_counts.select_related("award_type").order_by("award_type__position")
    was = dict(past.award_counts.values_list("award_type", "agencies")) if past else {}
    for row in rows:
        name, key = award_name(row.award_type, labels), f"khen-thuong.{row.award_type.code}"
        yield AwardFigures(
            award=name,
            count=_entry(key, name, f"{count_text(row.agencies)} đơn vị", AWARDS),
            change=_change(key, name, row.agencies, was.get(row.award_type_id), AWARDS),
        )


def _proposals(season: Season, labels: Mapping[int, str]) -> Mapping[str, Any]:
    living = season.proposals.exclude(state=ProposalState.WITHDRAWN.value)
    counts = dict(living.order_by().values_list("award_type").annotate(times=Count("pk")))
    awards = AwardType.objects.filter(Q(pk__in=[one for one in counts if one])).order_by("position")
    agencies = put_forward(season).order_by().values("agency").distinct().count()
    return {
        "put_forward": _counted(
            "de-nghi.so-don-vi",
            "Số đơn vị được đề nghị khen thưởng",
            agencies,
            "đơn vị thành viên",
            PROPOSALS,
        ),
        "proposals": _counted(
            "de-nghi.so-luong", "Số đề nghị", sum(counts.values()), "đề nghị", PROPOSALS
        ),
        "proposed": tuple(
            AwardFigures(
                award=award_name(one, labels),
                count=_entry(
                    f"de-nghi.{one.code}",
                    f"Đề nghị {award_name(one, labels)}",
                    f"{count_text(counts[one.pk])} đơn vị",
                    PROPOSALS,
                ),
            )
            for one in awards
        ),
    }
