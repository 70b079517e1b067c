"""What an agency's report on its achievements says in the agency's own words."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Membership, Season
from blocs.permissions import can_write_own_words, seats_of
from blocs.rules.figures import lines_of
from blocs.rules.narrative import Paragraph
from blocs.rules.own_words import own_mark
from blocs.services import Begun, followed_from, last_move
from blocs.standing import Standing, standing_of
from blocs.states import NarrativeSection
from reports import services
from reports.access import member_for
from reports.crumbs import papers_crumb
from reports.own_words_forms import OwnWordsForm
from reports.rules.own_headings import HEADINGS, IF_EMPTY
from reports.selectors.own_words import (
    may_read_own_words,
    own_words_of,
    own_words_url,
    read_own_report,
)
from reports.selectors.section_history import Comparison, changes_between
from scoring.selectors.samples import is_sample

PAGE = "Lời văn báo cáo thành tích"


@require_form
@login_required
def own_words(request: SignedInRequest, bloc: str, cycle: str, agency: str) -> HttpResponse:
    """Write an agency's words; who comes second sees both texts and loses none."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    member = member_for(season, agency)
    if not may_read_own_words(standing, season, seats_of(season), member.agency_id):
        raise Http404("Another agency's.")
    since = last_move(season)  # before the words are read: a later one is followed
    form = OwnWordsForm(
        posted(request), held=own_words_of(season, member.agency), initial={"since": since}
    )
    return form_page(
        request,
        form,
        act=lambda: services.write_own_sections(
            season_id=season.pk, agency=member.agency, texts=form.texts, actor=request.user
        ),
        done=lambda count: f"Đã lưu {count} mục." if count else "Nội dung không có gì thay đổi.",
        to=own_words_url(season, member.agency),
        template="reports/own_words.html",
        context=lambda: _around(standing, season, member, form),
    )


def _around(
    standing: Standing, season: Season, member: Membership, form: OwnWordsForm
) -> dict[str, Any]:
    conflicts = {} if not form.is_bound or form.has_faults else _conflicts(season, member, form)
    seats = seats_of(season)
    return {
        "season": season,
        "member": member,
        "boxes": [
            {
                "heading": heading,
                "if_empty": IF_EMPTY[section],
                "conflict": conflicts.get(section),
                **form.box(section),
            }
            for section, heading in HEADINGS.items()
        ],
        "has_conflicts": bool(conflicts),
        "report": read_own_report(standing, season, seats, member.agency),
        "can_edit": can_write_own_words(standing, season, seats, member.agency_id),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, papers_crumb(season), f"{PAGE}: {member.name}"),
    }


def _conflicts(
    season: Season, member: Membership, form: OwnWordsForm
) -> Mapping[NarrativeSection, Comparison]:
    """Show what another wrote meanwhile: beside what the person changed, else in its box.

    Every box speaks with today's keys from then on.
    """
    since, followed = _followed(season, form)
    found, boxes = {}, {}
    for section, held in own_words_of(season, member.agency).items():
        sent, mark = lines_of(followed[section]), own_mark(held)
        is_changed = form.is_touched(section) and sent != tuple(held)
        if is_changed and mark != form.seen(section):
            found[section] = changes_between(
                season, [Paragraph(one) for one in held], [Paragraph(one) for one in sent]
            )
        boxes[section] = held, followed[section] if is_changed else "\n".join(held)
    form.speak_again(since, boxes)
    return found


def _followed(
    season: Season, form: OwnWordsForm
) -> tuple[int | None, Mapping[NarrativeSection, str]]:
    """Return the last move of keys, and what was sent for each section with today's keys."""
    sections, since = tuple(HEADINGS), form.cleaned_data["since"]
    texts = [Paragraph(form.cleaned_data[one.value]) for one in sections]
    # Of one reading, so that all boxes know of the same moves; own marks do not hold keys.
    begun = followed_from(season, sections[0], Begun(texts, "", since))
    rows = zip(sections, begun.paragraphs, strict=True)
    return begun.since, {section: row.text for section, row in rows}
