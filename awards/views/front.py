"""Where everything about awards that stands above the seasons is found."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from awards.selectors.province_quotas import latest_year
from blocs.models import Agency
from blocs.standing import Standing, standing_of

_FOR_ALL = (
    (
        "catalogue",
        "Danh mục danh hiệu, hình thức",
        "Các hình thức trong luật và của tỉnh, tên gọi tại tỉnh, hiện vật kèm theo.",
    ),
    (
        "condition-list",
        "Điều kiện khen thưởng",
        "Điều kiện của từng danh hiệu, hình thức theo luật, nghị định, và việc đối chiếu.",
    ),
    (
        "quota-list",
        "Hạn mức đề nghị",
        "Số đề nghị tối đa theo số thành viên hoặc theo tỷ lệ, và căn cứ.",
    ),
    (
        "session-list",
        "Phiên họp Hội đồng",
        "Kết quả biểu quyết của Hội đồng thi đua, khen thưởng về các đề nghị.",
    ),
    (
        "decision-list",
        "Quyết định khen thưởng",
        "Dự thảo và quyết định đã công bố, với các đơn vị được khen thưởng.",
    ),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A page that the person may open, and what is found there."""

    url: str
    title: str
    text: str


@require_safe
@login_required
def front(request: SignedInRequest) -> HttpResponse:
    """List the pages about awards within the person's reach."""
    standing = standing_of(request.user)
    return render(request, "awards/front.html", {"doors": [*_own(standing), *_common(standing)]})


def _own(standing: Standing) -> list[Door]:
    agencies = Agency.objects.filter(pk__in=standing.agency_ids).order_by("name")
    return [
        Door(
            reverse("awards:history", args=[agency.code]),
            f"Thành tích của {agency.name}",
            "Danh hiệu, hình thức khen thưởng và xếp loại các năm của đơn vị quý vị.",
        )
        for agency in agencies
    ]


def _common(standing: Standing) -> list[Door]:
    records = Door(
        reverse("awards:record-list"),
        "Thành tích của các đơn vị",
        "Danh hiệu, hình thức khen thưởng đã ghi của mọi đơn vị; nhập từ tệp các năm trước.",
    )
    return [
        *([records] if standing.watches.reaches_any else []),
        *_overview(standing),
        *(Door(reverse(f"awards:{name}"), title, text) for name, title, text in _FOR_ALL),
    ]


def _overview(standing: Standing) -> list[Door]:
    """Return the page of all blocs of a province, to who oversees one that has any."""
    found = latest_year(standing)
    if found is None:
        return []
    province, cycle = found
    return [
        Door(
            reverse("awards:quota-province", args=[province.code, cycle.label]),
            "Hạn mức và kết quả toàn tỉnh",
            "Mọi khối, cụm của tỉnh bên hạn mức; bao nhiêu đề nghị không được chấp thuận, vì sao.",
        )
    ]
