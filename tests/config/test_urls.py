"""Every address of the site, by what answers there."""

from collections.abc import Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def test_no_address_leads_to_a_log_that_could_be_emptied_or_to_a_general_admin() -> None:
    """A peer registers a route that deletes its log."""
    found = list(_patterns(get_resolver()))

    words = ("audit", "nhat-ky", "log/", "admin")
    named = [str(entry.pattern) for entry in found if any(w in str(entry.pattern) for w in words)]
    foreign = {entry.callback.__module__.partition(".")[0] for entry in found}
    assert named == []
    assert foreign <= {"accounts", "blocs", "scoring", "awards", "reports", "config"}
    assert not apps.is_installed("django.contrib.admin")
