"""Whose points an appraisal page is about, as its address says."""

from django.http import HttpRequest

from scoring.states import Layer

PARAMETER, PROVINCE = "lop", "tinh"


def layer_asked(request: HttpRequest) -> Layer:
    """Return the province's layer where the address asks for it, else the bloc's."""
    return Layer.PROVINCE if request.GET.get(PARAMETER) == PROVINCE else Layer.APPRAISED
