"""What people settle about eligibility: a condition that is open, the day whose rules apply."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from awards import services
from awards.eligibility_forms import RuleDayForm, SettleForm
from awards.models import ConditionConfirmation
from awards.permissions import can_confirm_condition, can_set_rule_day
from awards.rules.eligibility.judging import Judgement, Line
from awards.selectors.rule_days import RuleDay, day_words, rule_day
from awards.views.eligibility import (
    TITLE,
    answer_crumbs,
    answer_for,
    answer_url,
    shown_line,
    table_url,
)
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Membership, Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample

_SETTLED = "Hồ sơ đã đủ để kết luận, hoặc một bước khác của năm thi đua kết luận việc này."


@require_form
@login_required
def condition_settle(
    request: SignedInRequest, bloc: str, cycle: str, *, agency: str, award: str, pk: int
) -> HttpResponse:
    """Settle on record what the data leaves open about a member."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    table, membership, judgement = answer_for(standing, season, agency, award)
    line = _line(judgement, pk)
    earlier = _earlier(season, membership, pk)
    form = SettleForm(posted(request), initial={"seen_confirmations": earlier.count()})
    page = answer_url(season, agency, award)
    return form_page(
        request,
        form,
        act=lambda: services.confirm_condition(
            season_id=season.pk,
            agency_id=membership.agency_id,
            condition_id=pk,
            award_type_id=table.awards[0].pk,
            today=timezone.localdate(),
            actor=request.user,
            **form.values,
        ),
        done="Đã ghi kết luận về điều kiện này.",
        to=page,
        template="awards/condition_settle.html",
        context=lambda: {
            "shown": shown_line(line, judgement.cycle_kind),
            "earlier": earlier,
            "ask": _ask(standing, season, membership, judgement, line),
            "is_sample": is_sample(season),
            "crumbs": answer_crumbs(season, membership, judgement, "Xác nhận điều kiện"),
        },
    )


@require_form
@login_required
def rule_day_set(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Set by the rules of which day the season is judged."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    found = rule_day(season, timezone.localdate())
    held = found.setting.day if found.setting else None
    form = RuleDayForm(posted(request), initial={"day": held, "seen_day": held})
    ask = _ask_day(standing, season, found)
    return form_page(
        request,
        form,
        act=lambda: services.set_rule_day(
            season_id=season.pk, actor=request.user, **form.cleaned_data
        ),
        done="Đã đổi ngày áp dụng quy định.",
        to=table_url(season),
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": ask,
            "is_sample": is_sample(season),
            "crumbs": season_crumbs(season, Crumb(TITLE, table_url(season)), ask.label),
        },
    )


def _earlier(
    season: Season, membership: Membership, condition_id: int
) -> QuerySet[ConditionConfirmation]:
    """Return what was confirmed before, the latest first."""
    rows = ConditionConfirmation.objects.filter(
        season=season, agency=membership.agency_id, condition=condition_id
    )
    return rows.select_related("confirmed_by").order_by("-pk")


def _ask_day(standing: Standing, season: Season, found: RuleDay) -> Confirmation:
    return Confirmation(
        label="Đổi ngày áp dụng quy định",
        subject=season.bloc.name,
        verdict=can_set_rule_day(standing, season),
        consequences=(
            f"Hiện nay xét theo quy định có hiệu lực ngày {day_words(found)}.",
            "Mọi đơn vị, mọi hình thức khen thưởng của năm thi đua được xét lại theo ngày mới.",
            "Ngày cũ, ngày mới và lý do được lưu vào nhật ký.",
        ),
        page=table_url(season),
        page_name="bảng điều kiện",
    )


def _line(judgement: Judgement, condition_id: int) -> Line:
    lines = [line for route in judgement.routes for line in route.lines]
    found = next((line for line in lines if line.condition.id == condition_id), None)
    if found is None:
        raise Http404("No such condition in this answer.")
    return found


def _ask(
    standing: Standing, season: Season, membership: Membership, judgement: Judgement, line: Line
) -> Confirmation:
    return Confirmation(
        label="Xác nhận điều kiện",
        subject=f"{membership.name}, {judgement.award_name}",
        verdict=can_confirm_condition(standing, season, membership.agency_id, seats_of(season)),
        consequences=(
            "Kết luận được tính khi xét điều kiện, cùng tên quý vị, ngày và nội dung đã xem xét.",
            "Kết luận không sửa, không xóa được; kết luận sau thay kết luận trước, cả hai đều lưu.",
            "Khi hồ sơ có số liệu nói rõ, phần mềm xét theo số liệu; kết luận này vẫn được giữ.",
        ),
        page=answer_url(season, membership.agency.code, judgement.award),
        page_name="phần giải thích",
        hindrance="" if line.asks_people else _SETTLED,
        button="Ghi kết luận",
    )
