import pytest
from django.test import RequestFactory

from accounts.addresses import client_address, counted_address, is_local, page_left_behind


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "1.2.3.4", "10.0.0.1"),  # nobody but the client can have written it
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"),  # the left part is the client's own invention
        (2, "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "not an address", "10.0.0.1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),  # as a socket of both families writes it
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies, header, address):
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": header} if header else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")

    assert client_address(request) == address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
    ],
)
def test_wrong_passwords_of_one_ipv6_customer_are_counted_together(address, counted):
    request = RequestFactory().get("/", REMOTE_ADDR=address)

    assert counted_address(request) == counted


def test_a_socket_without_an_address_gives_none(settings):
    settings.PROXY_COUNT = 0

    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""


@pytest.mark.parametrize(
    ("target", "local"),
    [
        ("/khoi/1/?trang=2", True),
        ("http://testserver/khoi/", True),
        ("", False),
        ("//evil.example/", False),
        ("https://evil.example/", False),
        ("/\\evil.example", False),
        ("javascript:alert(1)", False),
        ("http:///evil.example", False),
    ],
)
def test_only_pages_of_this_site_are_local(target, local):
    assert is_local(RequestFactory().get("/"), target) is local


@pytest.mark.parametrize(
    ("method", "headers", "page"),
    [
        ("GET", {}, "/o/5/?a=1"),
        ("POST", {}, ""),
        ("POST", {"Referer": "http://testserver/phieu/5/?x=2"}, "/phieu/5/?x=2"),
        ("POST", {"Referer": "http://evil.example/phieu/"}, ""),
        ("GET", {"HX-Request": "true", "HX-Current-URL": "http://testserver/p/"}, "/p/"),
        ("GET", {"HX-Request": "true"}, ""),
    ],
)
def test_the_page_to_come_back_to_is_the_page_the_person_saw(method, headers, page):
    request = RequestFactory().generic(method, "/o/5/?a=1", headers=headers)

    assert page_left_behind(request) == page
