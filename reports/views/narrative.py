"""The words of the season's report: read, written section by section, brought up to date."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, act_and_tell, form_page, posted, require_form
from accounts.verdicts import Verdict, no
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, seats_of, sees_whole_calendar
from blocs.rules.narrative import Paragraph, mark_of
from blocs.services import Begun, followed_from, last_move, paragraphs_of
from blocs.standing import Standing, standing_of
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports import services
from reports.models import DOCUMENT_KINDS
from reports.narrative_forms import DraftForm, FiguresForm, SectionForm, show_again
from reports.rules.paper_sections import how_printed
from reports.selectors.last_words import last_words
from reports.selectors.narrative import SectionView, read_narrative, standard_paragraphs
from reports.selectors.open_words import apart_from_others, apart_from_places
from reports.selectors.own_words import own_places
from reports.selectors.section_history import agencies_named, changes_between
from scoring.permissions import can_see_points
from scoring.selectors.rankings import current_ranking, is_outdated
from scoring.selectors.samples import is_sample

PAGE = "Nội dung văn bản"
_PAPERS = dict(DOCUMENT_KINDS)


@require_safe
@login_required
def narrative(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the words by paper, with every figure that the data no longer gives."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    words = read_narrative(season)
    places = can_see_points(standing, season, seats, is_frozen=True)
    shown = words if places else apart_from_places(words)
    leads = sees_whole_calendar(standing, season, seats)
    if not leads:
        shown = apart_from_others(shown, standing, season)
    context = {
        "season": season,
        "narrative": shown,
        "papers": [
            {"kind": kind, "label": _PAPERS[kind], "sections": held}
            for kind, held in shown.papers.items()
        ],
        "places": places,
        "own_words": own_places(standing, season),
        "can_edit": can_run_season(standing, season, seats),
        "with_history": _with_history(season) if leads else frozenset(),
        "is_outdated": is_outdated(season, current_ranking(season)),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, PAGE),
    }
    return render(request, "reports/narrative.html", context)


@require_form
@login_required
def narrative_section(
    request: SignedInRequest, bloc: str, cycle: str, section: NarrativeSection
) -> HttpResponse:
    """Edit one section; who comes second sees both texts and loses none."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    if not (opens := _may_open(standing, season, seats, section)):
        return _back_to_words(request, season, opens)
    form = _section_form(request, season, section)
    return form_page(
        request,
        form,
        act=lambda: services.edit_section(
            season_id=season.pk,
            section=section,
            paragraphs=form.paragraphs,
            seen=form.cleaned_data["seen"],
            since=form.cleaned_data["since"],
            actor=request.user,
        ),
        done=lambda kept: "Đã lưu." if kept else "Nội dung không có gì thay đổi.",
        to=section_url(season, section),
        template="reports/narrative_section.html",
        context=lambda: _editor(can_run_season(standing, season, seats), season, section, form),
    )


@require_form
@login_required
def narrative_draft(
    request: SignedInRequest, bloc: str, cycle: str, section: NarrativeSection
) -> HttpResponse:
    """Show a draft beside what is there, and ask what becomes of it."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    if not (opens := _may_open(standing, season, seats, section)):
        return _back_to_words(request, season, opens)
    form = DraftForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: services.draft_section(
            season_id=season.pk, section=section, actor=request.user, **form.values
        ),
        done=lambda count: f"Đã đưa vào mục này {count} đoạn soạn từ số liệu.",
        to=section_url(season, section),
        template="reports/narrative_draft.html",
        context=lambda: _draft(can_run_season(standing, season, seats), season, section, form),
    )


@require_POST
@login_required
def narrative_fill(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Write every empty section that the data tells of."""
    season = season_for(standing_of(request.user), bloc, cycle)
    act_and_tell(
        request,
        lambda: services.draft_empty_sections(season_id=season.pk, actor=request.user),
        lambda count: f"Đã soạn nháp {count} mục từ số liệu; đề nghị quý vị đọc và sửa lại.",
    )
    return redirect(narrative_url(season))


@require_POST
@login_required
def narrative_figures(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Bring the figures of everything, of a section or of a paragraph up to date."""
    season = season_for(standing_of(request.user), bloc, cycle)
    form = FiguresForm(request.POST)
    act_and_tell(
        request,
        lambda: services.accept_figures(season_id=season.pk, actor=request.user, **form.values),
        lambda count: f"Đã cập nhật {count} số liệu.",
        form=form,
    )
    return redirect(f"{narrative_url(season)}#{request.POST.get('section', '')}".rstrip("#"))


def _may_open(
    standing: Standing, season: Season, seats: Seats, section: NarrativeSection
) -> Verdict:
    """Say whether the person opens a page that lists every figure, and all of a section."""
    if section in AGENCY_SECTIONS and not sees_whole_calendar(standing, season, seats):
        return no(
            "Mục này có lời văn riêng của từng đơn vị; đơn vị viết lời văn của mình ở trang Lời "
            "văn báo cáo thành tích."
        )
    return can_see_points(standing, season, seats, is_frozen=True)


def _back_to_words(request: SignedInRequest, season: Season, why: Verdict) -> HttpResponse:
    messages.error(request, why.reason)
    return redirect(narrative_url(season))


def _with_history(season: Season) -> frozenset[str]:
    return frozenset(season.section_revisions.order_by().values_list("section", flat=True))


def narrative_url(season: Season) -> str:
    """Return the address of the page with all sections."""
    return reverse("reports:narrative", args=[season.bloc.code, season.cycle.label])


def section_url(season: Season, section: NarrativeSection) -> str:
    """Return the address of one section on the page with all of them."""
    return f"{narrative_url(season)}#{section.value}"


def narrative_crumbs(season: Season, label: str) -> list[Crumb]:
    """Return the path to a page below the one with all sections."""
    return season_crumbs(season, Crumb(PAGE, narrative_url(season)), label)


def _section_form(
    request: SignedInRequest, season: Season, section: NarrativeSection
) -> SectionForm:
    since, held = last_move(season), paragraphs_of(season, section)
    shown = held if request.method == "POST" else held or standard_paragraphs(season, section)
    return SectionForm(
        posted(request),
        initial={"seen": mark_of(held), "since": since},
        paragraphs=shown,
        agencies=agencies_named(season, [one.agency for one in held]),
        needs_agency=section in AGENCY_SECTIONS,
    )


def _editor(
    can_edit: Verdict, season: Season, section: NarrativeSection, form: SectionForm
) -> dict[str, Any]:
    words = read_narrative(season)
    held = words.section(section)
    conflict = None
    seen = _follow(season, section, form) if form.is_bound else ""
    if seen and seen != held.mark and not form.has_faults:
        conflict = changes_between(season, held.paragraphs, form.paragraphs)
        show_again(form, held.mark)
    return {
        "season": season,
        "held": held,
        "groups": words.groups,
        "last_words": last_words(season, section) if can_edit else (),
        "conflict": conflict,
        "printed_so": how_printed(section),
        "can_edit": can_edit,
        "page": section_url(season, section),
        "is_sample": is_sample(season),
        "crumbs": narrative_crumbs(season, held.label),
    }


def _follow(season: Season, section: NarrativeSection, form: SectionForm) -> str:
    """Show what was sent with today's keys, as the list beside it has them; return its mark."""
    seen, since = form.cleaned_data.get("seen", ""), form.cleaned_data.get("since")
    if since is None:
        return seen
    sent = [Paragraph(text) for text in form.texts_sent]
    begun = followed_from(season, section, Begun(sent, seen, since))
    boxes = {f"text_{place}": one.text for place, one in enumerate(begun.paragraphs)}
    show_again(form, begun.seen, since=str(begun.since), **boxes)
    return begun.seen


def _draft(
    can_edit: Verdict, season: Season, section: NarrativeSection, form: DraftForm
) -> dict[str, Any]:
    held = read_narrative(season).section(section)
    show_again(form, held.draft_mark)
    ask = Confirmation(
        label="Soạn nháp từ số liệu",
        subject=held.label,
        verdict=can_edit,
        consequences=(
            "Nội dung trước khi dùng bản nháp vẫn được giữ trong các bản đã lưu.",
            "Bản nháp chỉ nêu số liệu đã có; đề nghị quý vị đọc và sửa lại lời văn.",
        ),
        hindrance=_hindrance(held),
        button="Dùng bản nháp",
        page=section_url(season, section),
        page_name="nội dung văn bản",
    )
    return {
        "season": season,
        "held": held,
        "ask": ask,
        "changes": changes_between(season, held.paragraphs, held.draft),
        "is_sample": is_sample(season),
        "crumbs": narrative_crumbs(season, f"{held.label}: soạn nháp"),
    }


def _hindrance(held: SectionView) -> str:
    if not held.draft:
        return "Chưa có số liệu để soạn nháp cho mục này."
    if not held.can_draft:
        return "Mục không có lời riêng thì văn bản tự in lời này, không cần soạn nháp."
    if list(held.draft) == held.paragraphs:
        return "Nội dung hiện nay đã đúng như bản nháp."
    return ""
