"""A browser without a screen: one keep-alive connection, its cookies, its form token."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TIMEOUT_SECONDS = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody on one connection to the site on this machine."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
        self._cookies: dict[str, str] = {}
        self._token = ""

    def get(self, path: str) -> str:
        """Return the page, or raise RuntimeError when the answer is not 200."""
        return self._demand(HTTPStatus.OK, "GET", path)

    def post(self, path: str, fields: Mapping[str, str], *, wanted: int = HTTPStatus.OK) -> str:
        """Send a form with the token of the last page that had one."""
        body = urlencode({"csrfmiddlewaretoken": self._token, **fields})
        return self._demand(wanted, "POST", path, body)

    def sign_in(self, username: str, password: str) -> None:
        """Go through the sign-in page."""
        path = "/dang-nhap/"
        self.get(path)
        fields = {"username": username, "password": password}
        self.post(path, fields, wanted=HTTPStatus.FOUND)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _demand(self, status: int, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status != status:
            raise RuntimeError(f"{method} {path}: {answer.status}, not {status}\n{text[:2000]}")
        self._keep_cookies(answer)
        token = _TOKEN.search(text)
        self._token = token[1] if token else self._token
        return text

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value
