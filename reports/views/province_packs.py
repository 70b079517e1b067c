"""One kind of paper of all blocs that an officer oversees, made in one job."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs.crumbs import Crumb
from blocs.standing import standing_of
from reports import services
from reports.access import overseen_year_for
from reports.pack_forms import ProvincePackForm
from reports.pack_lists import ProvincePackTable
from reports.permissions import can_ask_of_all_blocs
from reports.selectors.packs import province_packs as packs_of_year


@require_form
@login_required
def province_packs(request: SignedInRequest, province: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    where, year, seasons = overseen_year_for(standing, province, cycle)
    form = ProvincePackForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: services.ask_for_province_pack(
            province=where, cycle=year, kind=form.cleaned_data["kind"], actor=request.user
        ),
        done="Các văn bản đang được lập; trang này tự cập nhật.",
        to=lambda pack: pack,
        template="reports/province_packs.html",
        context=lambda: {
            "province": where,
            "cycle": year,
            "count": sum(standing.manages.covers(one.bloc) for one in seasons),
            "verdict": can_ask_of_all_blocs(standing, seasons),
            "table": ProvincePackTable(packs_of_year(standing, where, year), request=request),
            "crumbs": [Crumb(where.name), Crumb("Văn bản của các khối, cụm")],
        },
    )
