"""A table takes a step: first a page that says what will happen, then the step itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.models import Province
from blocs.rules.writing import number_text
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import table_for
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_table, can_manage_tables, table_scope
from scoring.rules.tree import check_tree
from scoring.selectors.nodes import nodes_of
from scoring.selectors.results import rules_of
from scoring.states import TableState
from scoring.table_forms import CloneForm
from scoring.views.tables import table_crumbs

_OF_A_CLONE = (
    (
        "Phần mềm lập dự thảo mới với đủ các tiêu chí và quy định của bảng này; trạng thái, văn "
        "bản ban hành và năm thi đua dùng bảng không được chép sang."
    ),
    "Mỗi tiêu chí mới nối với tiêu chí cũ để theo dõi kết quả qua các năm.",
    "Năm thi đua chưa có trong phần mềm thì được mở cùng lúc; nhật ký ghi người mở.",
)


@dataclass(frozen=True, slots=True)
class _Step:
    """What a confirm page says, and what it does; ``act`` returns where to go."""

    label: str
    consequences: tuple[str, ...]
    act: Callable[[ConfirmForm, User], CriteriaTable | None]
    done: str
    hindrance: str = ""
    style: str = "primary"


@require_form
@login_required
def table_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish a draft."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)
    nodes = nodes_of(table)
    faults = check_tree(nodes, table.scale, decimals=rules_of(table).decimals)
    leaves = sum(not node.is_group for node in nodes)

    def publish(form: ConfirmForm, actor: User) -> CriteriaTable:
        seen = form.cleaned_data["seen_version"]
        return services.publish_table(table=table, seen_version=seen, actor=actor)

    step = _Step(
        label="Ban hành bảng tiêu chí",
        consequences=(
            (
                f"Bảng gồm {leaves} tiêu chí chấm điểm, thang {number_text(table.scale)} điểm, "
                "được ban hành và giao được cho các năm thi đua."
            ),
            "Từ đó nội dung không sửa, không xóa được; thay đổi được lập thành bản sửa đổi.",
            *_of_amendment(table),
        ),
        act=publish,
        done="Đã ban hành bảng tiêu chí.",
        hindrance=" ".join(faults) or _not_a_draft(table),
    )
    return _page(request, standing, table, step, word="BAN HÀNH")


@require_form
@login_required
def table_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End new uses of a published table."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)
    used = table.seasons.count()

    def close(_: ConfirmForm, actor: User) -> CriteriaTable:
        return services.close_table(table=table, actor=actor)

    step = _Step(
        label="Kết thúc áp dụng",
        consequences=(
            "Bảng tiêu chí không giao được cho năm thi đua nào nữa và không mở lại được.",
            f"{used} năm thi đua đang dùng bảng này vẫn dùng tiếp đến hết năm."
            if used
            else "Chưa có năm thi đua nào dùng bảng này.",
        ),
        act=close,
        done="Đã kết thúc áp dụng bảng tiêu chí.",
        hindrance="" if table.state == TableState.PUBLISHED else "Bảng này không đang áp dụng.",
        style="danger",
    )
    return _page(request, standing, table, step, word="KẾT THÚC")


@require_form
@login_required
def table_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)

    def delete(form: ConfirmForm, actor: User) -> None:
        seen = form.cleaned_data["seen_version"]
        services.delete_draft(table=table, seen_version=seen, actor=actor)

    step = _Step(
        label="Xóa dự thảo",
        consequences=(
            f"Dự thảo cùng {table.criteria.count()} dòng tiêu chí bị xóa, không lấy lại được.",
            "Nhật ký vẫn ghi ai đã xóa, lúc nào.",
        ),
        act=delete,
        done="Đã xóa dự thảo bảng tiêu chí.",
        hindrance=_not_a_draft(table),
        style="danger",
    )
    return _page(request, standing, table, step, word="XÓA")


@require_form
@login_required
def table_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draft the next version of a published table."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)

    def amend(_: ConfirmForm, actor: User) -> CriteriaTable:
        return services.draft_amendment(table=table, actor=actor)

    step = _Step(
        label="Lập bản sửa đổi",
        consequences=(
            (
                "Phần mềm lập dự thảo bản mới với nội dung như bản này; quý vị tải về Excel để "
                "sửa, nhập lại rồi ban hành."
            ),
            "Các năm thi đua vẫn dùng bản hiện nay cho đến khi quý vị áp dụng bản sửa đổi.",
        ),
        act=amend,
        done="Đã lập dự thảo sửa đổi.",
        hindrance="" if table.state == TableState.PUBLISHED else "Bảng này không đang áp dụng.",
    )
    return _page(request, standing, table, step)


@require_form
@login_required
def table_clone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draft a table for another cycle from this one."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)
    start = {"title": table.title}
    form = CloneForm(posted(request), initial=start, provinces=_owners(standing))
    ask = Confirmation(
        label="Nhân bản cho năm khác",
        subject=_named(table),
        verdict=can_manage_tables(standing),
        consequences=_OF_A_CLONE,
        page=table.get_absolute_url(),
        page_name="bảng tiêu chí",
        hindrance=_still_a_draft(table),
    )
    return form_page(
        request,
        form,
        act=lambda: services.clone_table(table=table, actor=request.user, **form.cleaned_data),
        done="Đã lập dự thảo từ bảng tiêu chí này.",
        to=lambda copy: copy,
        template="_parts/confirm_page.html",
        context=lambda: _context(standing, table, ask),
    )


def _page(
    request: SignedInRequest, standing: Standing, table: CriteriaTable, step: _Step, word: str = ""
) -> HttpResponse:
    form = ConfirmForm(posted(request), initial={"seen_version": table.version}, word=word)
    ask = Confirmation(
        label=step.label,
        subject=_named(table),
        verdict=can_manage_table(standing, table),
        consequences=step.consequences,
        page=table.get_absolute_url(),
        page_name="bảng tiêu chí",
        hindrance=step.hindrance,
        style=step.style,
    )
    return form_page(
        request,
        form,
        act=lambda: step.act(form, request.user),
        done=step.done,
        to=lambda after: after or reverse("scoring:table-list"),
        template="_parts/confirm_page.html",
        context=lambda: _context(standing, table, ask),
    )


def _context(standing: Standing, table: CriteriaTable, ask: Confirmation) -> dict[str, object]:
    return {
        "ask": ask,
        "is_sample": table.is_sample,
        "crumbs": table_crumbs(table, ask.label),
    }


def _named(table: CriteriaTable) -> str:
    return f"{table.title}, bản {table.number}"


def _owners(standing: Standing) -> QuerySet[Province]:
    """Return the provinces among which the person has to choose; none where there is one."""
    scope = table_scope(standing.manages)
    if scope.everything:
        return Province.objects.order_by("name")
    if len(scope.province_ids) > 1:
        return Province.objects.filter(pk__in=scope.province_ids).order_by("name")
    return Province.objects.none()


def _of_amendment(table: CriteriaTable) -> tuple[str, ...]:
    if table.amends is None:
        return ()
    used, number = table.amends.seasons.count(), table.amends.number
    return (
        (
            f"{used} năm thi đua đang dùng bản {number} chưa đổi theo; quý vị áp dụng bản sửa đổi "
            "cho từng năm thi đua sau khi ban hành."
        ),
    )


def _not_a_draft(table: CriteriaTable) -> str:
    return "" if table.state == TableState.DRAFT else "Bảng tiêu chí này không còn là dự thảo."


def _still_a_draft(table: CriteriaTable) -> str:
    if table.state == TableState.DRAFT:
        return "Bảng tiêu chí này còn là dự thảo; quý vị sửa ngay trên dự thảo."
    return ""
