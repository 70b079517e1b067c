"""The addresses of the site: five apps at the root and two for the monitor."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
