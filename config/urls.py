"""The addresses of the site: five apps at the root and two for the monitor."""

from django.urls import include, path

from config.health import Readiness, is_alive

urlpatterns = [
    path("livez", is_alive, name="livez"),
    path("readyz", Readiness.as_view(), name="readyz"),
    path("", include("accounts.urls")),
    path("", include("blocs.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("", include("reports.urls")),
]

handler404 = "accounts.views.not_found"
handler500 = "accounts.views.server_error"
