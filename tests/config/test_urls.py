"""Every address of the site, by what answers there."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import make_bloc_year, make_editor, make_officer, make_sheet


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


WORDS = {
    "int": "1",
    "path": "x",
    "slug": "x",
    "str": "%00",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


def _with_nul(pattern: URLPattern, bloc: str) -> str:
    """Return the address with a NUL wherever one passes for a word."""
    address = re.sub(r"<slug:bloc>", bloc, str(pattern.pattern))
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: WORDS.get(found[1], "x"), address)


@pytest.mark.django_db
def test_an_address_with_a_nul_is_found_nowhere_on_the_site(client: Client) -> None:
    """SQLite looks it up in vain, PostgreSQL refuses the question."""
    season, agencies = make_bloc_year(1)
    sheet = make_sheet(season, agencies[0])
    client.force_login(make_officer(season.bloc))
    written = [
        _with_nul(pattern, season.bloc.code)
        for pattern in _patterns(get_resolver())
        if "<str:" in str(pattern.pattern)
    ]
    asked = [
        f"/?tim=%00{sheet.pk}",
        f"{sheet.get_absolute_url()}?loc=a%00b",
        f"/khoi/{season.bloc.code}/{season.cycle.label}/phieu-cham-diem/?tim=%00",
        "/dang-nhap/?next=/%00",
        "/xac-minh/a%00b",
        "/%00",
    ]

    answers = {address: client.get(address) for address in (*written, *asked)}

    assert len(written) > 30
    assert {address: one.status_code for address, one in answers.items()} == dict.fromkeys(
        answers, 404
    )
    assert "Không tìm thấy trang" in answers[asked[0]].content.decode()


@pytest.mark.django_db
def test_a_word_that_only_looks_like_a_nul_is_searched_for(client: Client) -> None:
    season, _ = make_bloc_year(1)
    client.force_login(make_officer(season.bloc))
    page = f"/khoi/{season.bloc.code}/{season.cycle.label}/phieu-cham-diem/"

    assert client.get(f"{page}?tim=%2500").status_code == 200


def _without_tokens(page: str) -> str:
    """Return the page without the tokens, which are others in every answer."""
    return re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]*"', "", page)


@pytest.mark.django_db
def test_a_page_that_is_not_there_and_one_of_others_are_the_same_page_with_the_menu(
    client: Client,
) -> None:
    season, agencies = make_bloc_year(1)
    _, strangers = make_bloc_year(1)
    sheet = make_sheet(season, agencies[0])
    client.force_login(make_editor(strangers[0]))
    hidden = sheet.get_absolute_url()
    missing = [hidden.replace(str(sheet.pk), "987654"), "/khong/co/trang/nay/"]

    page = client.get(hidden)
    others = [client.get(address) for address in missing]

    text = page.content.decode()
    assert page.status_code == 404
    assert "Không tìm thấy trang" in text
    assert 'class="site-nav"' in text
    assert "Đăng xuất" in text
    for other in others:
        assert other.status_code == 404
        assert _without_tokens(other.content.decode()) == _without_tokens(text)
        assert other.headers.keys() == page.headers.keys()


@pytest.mark.django_db
def test_nobody_and_a_fragment_get_the_bare_page_of_what_is_not_there(client: Client) -> None:
    nobody = client.get("/khong/co/trang/nay/")
    client.force_login(make_officer(make_bloc_year(1)[0].bloc))
    fragment = client.get("/khong/co/trang/nay/", headers={"HX-Request": "true"})

    for answer in (nobody, fragment):
        assert answer.status_code == 404
        assert "Không tìm thấy trang" in answer.content.decode()
        assert "site-nav" not in answer.content.decode()
