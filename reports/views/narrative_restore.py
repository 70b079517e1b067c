"""A kept state of a section made the present one again: whole, or one agency's words in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season, SectionRevision
from blocs.permissions import can_run_season, seats_of
from blocs.rules.narrative import Paragraph, mark_of
from blocs.rules.own_words import own_lines, own_mark
from blocs.services import followed_since, paragraphs_of, restore_own_words, restore_section
from blocs.standing import Standing, standing_of
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.narrative_forms import RestoreForm, show_again
from reports.selectors.section_history import agencies_named, changes_between, revisions_of
from reports.views.narrative import PAGE, narrative_url, section_url
from reports.views.narrative_history import HISTORY, season_with_drafts, section_label
from scoring.selectors.samples import is_sample

_SAME = "Nội dung hiện nay đã đúng như bản này."


@require_form
@login_required
def revision_restore(
    request: SignedInRequest, bloc: str, cycle: str, section: NarrativeSection, number: int
) -> HttpResponse:
    """Show what a kept state would change, and make it the present one.

    Of words that are each agency's own, those of one agency come back: the page asks whose.
    """
    standing = standing_of(request.user)
    season = season_with_drafts(standing, bloc, cycle)
    revision = _revision(season, section, number)
    if section not in AGENCY_SECTIONS:
        return _restore(request, standing, _whole(season, revision))
    name = dict(_whose(season, revision)).get(code := request.GET.get("don-vi", ""))
    if name is None:
        return render(request, "reports/narrative_restore_whose.html", _choice(season, revision))
    return _restore(request, standing, _own(season, revision, code, name))


@dataclass(frozen=True, slots=True)
class _Restoring:
    """What would come back: a whole section, or one agency's words in it.

    Args:
        mark: of what is there now, as the service checks it.
        label: what is done, and ``promise`` what becomes of the words.
    """

    season: Season
    revision: SectionRevision
    now: Sequence[Paragraph]
    then: Sequence[Paragraph]
    mark: str
    label: str
    promise: str
    act: Callable[..., SectionRevision | None]


def _whole(season: Season, revision: SectionRevision) -> _Restoring:
    now = paragraphs_of(season, NarrativeSection(revision.section))
    return _Restoring(
        season,
        revision,
        now,
        followed_since(revision),
        mark_of(now),
        f"Khôi phục bản {revision.number}",
        f"Nội dung của mục trở lại như bản {revision.number}; bản hiện nay vẫn được giữ.",
        restore_section,
    )


def _own(season: Season, revision: SectionRevision, code: str, name: str) -> _Restoring:
    held = own_lines(paragraphs_of(season, NarrativeSection(revision.section)), code)
    then = own_lines(followed_since(revision), code)
    return _Restoring(
        season,
        revision,
        [Paragraph(line, code) for line in held],
        [Paragraph(line, code) for line in then],
        own_mark(held),
        f"Khôi phục lời của {name} ở bản {revision.number}",
        f"Chỉ lời của {name} trở lại như bản {revision.number}; lời của các đơn vị khác không thay "
        "đổi, bản hiện nay vẫn được giữ.",
        partial(restore_own_words, code=code),
    )


def _restore(request: SignedInRequest, standing: Standing, one: _Restoring) -> HttpResponse:
    form = RestoreForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: one.act(revision_id=one.revision.pk, actor=request.user, **form.cleaned_data),
        done=lambda kept: f"Đã {one.label[0].lower()}{one.label[1:]}." if kept else _SAME,
        to=section_url(one.season, NarrativeSection(one.revision.section)),
        template="reports/narrative_restore.html",
        context=lambda: _restoring(standing, one, form),
    )


def _whose(season: Season, revision: SectionRevision) -> list[tuple[str, str]]:
    """Return code and name of the agencies with words in a kept state, or in the present one."""
    now = paragraphs_of(season, NarrativeSection(revision.section))
    codes = {one.agency for one in (*now, *revision.paragraphs)}
    return [one for one in agencies_named(season, codes) if one[0] in codes]


def _choice(season: Season, revision: SectionRevision) -> dict[str, Any]:
    section = NarrativeSection(revision.section)
    now, then = paragraphs_of(season, section), followed_since(revision)
    return {
        "label": section_label(season, section),
        "number": revision.number,
        "agencies": [
            {"code": code, "name": name, "changes": own_lines(now, code) != own_lines(then, code)}
            for code, name in _whose(season, revision)
        ],
        "page": _history_url(season, section),
        "is_sample": is_sample(season),
        "crumbs": _crumbs(season, section, f"Khôi phục bản {revision.number}"),
    }


def _revision(season: Season, section: NarrativeSection, number: int) -> SectionRevision:
    revision = revisions_of(season, section).filter(number=number).first()
    if revision is None:
        raise Http404("No such revision.")
    return revision


def _restoring(standing: Standing, one: _Restoring, form: RestoreForm) -> dict[str, Any]:
    season, section = one.season, NarrativeSection(one.revision.section)
    show_again(form, one.mark)
    ask = Confirmation(
        label=one.label,
        subject=section_label(season, section),
        verdict=can_run_season(standing, season, seats_of(season)),
        consequences=(
            one.promise,
            "Số liệu trong bản cũ có thể đã thay đổi; trang Nội dung văn bản sẽ đánh dấu.",
        ),
        hindrance=_SAME if one.now == one.then else "",
        page=_history_url(season, section),
        page_name=HISTORY.lower(),
    )
    return {
        "ask": ask,
        "changes": changes_between(season, one.now, one.then),
        "is_sample": is_sample(season),
        "crumbs": _crumbs(season, section, one.label),
    }


def _crumbs(season: Season, section: NarrativeSection, label: str) -> Sequence[Crumb]:
    words, history = narrative_url(season), _history_url(season, section)
    return season_crumbs(season, Crumb(PAGE, words), Crumb(HISTORY, history), label)


def _history_url(season: Season, section: NarrativeSection) -> str:
    return reverse(
        "reports:narrative-history", args=[season.bloc.code, season.cycle.label, section]
    )
