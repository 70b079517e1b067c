"""Whose points an appraisal page is about, as its address says."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from scoring.models import ScoreSheet
from scoring.states import Layer

PARAMETER, PROVINCE = "lop", "tinh"


def layer_asked(request: HttpRequest) -> Layer:
    """Return the province's layer where the address asks for it, else the bloc's."""
    return Layer.PROVINCE if request.GET.get(PARAMETER) == PROVINCE else Layer.APPRAISED


def appraisal_page(
    sheet: ScoreSheet, layer: Layer, name: str = "scoring:appraisal", *, wanted: str = ""
) -> str:
    """Return the address of a page of the appraisal, showing only the wanted lines."""
    query = {PARAMETER: PROVINCE} if layer is Layer.PROVINCE else {}
    if wanted:
        query["loc"] = wanted
    address = reverse(name, args=[sheet.pk])
    return f"{address}?{urlencode(query)}" if query else address


def points_page(sheet: ScoreSheet, layer: Layer) -> str:
    """Return the address of the page on which a layer of the whole sheet is typed."""
    return sheet.get_absolute_url() if layer is Layer.SELF else appraisal_page(sheet, layer)
