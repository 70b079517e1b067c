"""The render fetches nothing but our own fonts and pictures. Source: OWASP ASVS 1.3.6."""

import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import fields, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import structlog

from reports.papers import PAPERS
from reports.render.fetcher import FetchRefusedError, PaperFetcher, Picture
from reports.render.fonts import FACES, font_folder
from reports.render.pdf import html_to_pdf, pdf_bytes
from tests.reports import layout
from tests.reports.layout_cases import CASES
from tests.reports.payloads import attacks

CANARY = b"canary-5f1d9c"
NAMES = list(attacks("", ""))


class Site:
    """A server on this machine that remembers what it was asked for."""

    def __init__(self) -> None:
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(CANARY)

            def log_message(self, *_: object) -> None:
                """Keep the test's output quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def running_site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.asked.clear()
    return running_site


@pytest.fixture
def canary(tmp_path: Path) -> str:
    file = tmp_path / "canary.txt"
    file.write_bytes(CANARY)
    return file.as_uri()


def leaks(pdf: bytes) -> list[bytes]:
    return [stream for stream in (pdf, *layout.streams(pdf)) if CANARY in stream]


def test_the_site_would_notice_a_fetch(site):
    with urllib.request.urlopen(f"{site.address}/probe") as answer:  # noqa: S310 -- our own site
        assert answer.read() == CANARY

    assert site.asked == ["/probe"]


def test_there_are_twenty_attacks():
    assert len(NAMES) == 20


@pytest.mark.parametrize("name", NAMES)
def test_raw_html_fetches_and_leaks_nothing_and_is_logged(name, site, canary):
    html = f"<html><body>{attacks(site.address, canary)[name]}<p>hết</p>"

    with structlog.testing.capture_logs() as logs:
        pdf = html_to_pdf(html)

    assert site.asked == []
    assert leaks(pdf) == []
    assert "hết" in layout.text(pdf)
    # No base is read from a paper: what stands relative to it leads nowhere, and nobody is asked.
    told = set() if name == "base" else {("paper.fetch_refused", "warning")}
    assert {(entry["event"], entry["log_level"]) for entry in logs} == told


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_text_fields_that_hold_html_are_printed_letter_by_letter(kind, site, canary):
    texts = tuple(attacks(site.address, canary).values())
    paper = CASES[kind].small()
    lists = [field.name for field in fields(paper) if field.type == tuple[str, ...]]
    named = "bloc" if hasattr(paper, "bloc") else "agency"
    hostile = replace(paper, **{named: texts[0]}, **dict.fromkeys(lists, texts))

    with structlog.testing.capture_logs() as logs:
        pdf = pdf_bytes(hostile)

    printed = layout.unspaced(layout.text(pdf))
    assert site.asked == []
    assert leaks(pdf) == []
    assert logs == []
    assert layout.unspaced(texts[0]) in printed
    counts = [printed.count(layout.unspaced(text)) for text in texts]
    turns = len(layout.pages(pdf)) - 1  # the number of the next page may stand amid one text each
    assert all(counts) or not lists
    assert sum(counts) >= len(lists) * len(texts) - turns


@pytest.mark.parametrize(
    "url",
    [
        "app:font/LiberationMono-Regular",
        "app:font/../LiberationSerif-Regular",
        "app:font/LiberationSerif-Regular.ttf",
        "app:font/",
        "app:img/unknown",
        "app:other/x",
        "app:",
        "APP:font/LiberationSerif-Regular",
        "LiberationSerif-Regular",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x",
        "https://example.invalid/",
        "ftp://127.0.0.1/x",
        "data:text/plain,x",
    ],
)
def test_the_fetcher_refuses_and_logs_what_is_not_ours(url):
    fetcher = PaperFetcher(font_folder(""))

    with structlog.testing.capture_logs() as logs, pytest.raises(FetchRefusedError, match="ours"):
        fetcher.fetch(url)

    assert logs == [{"event": "paper.fetch_refused", "log_level": "warning", "url": url}]


def test_a_long_address_is_logged_in_part():
    with structlog.testing.capture_logs() as logs, pytest.raises(FetchRefusedError):
        PaperFetcher(font_folder("")).fetch(f"data:{'x' * 5000}")

    assert len(logs[0]["url"]) == 200


def test_the_fetcher_serves_our_four_faces_and_our_own_pictures():
    folder = font_folder("")
    fetcher = PaperFetcher(folder, {"seal": Picture("image/svg+xml", b"<svg/>")})

    picture = fetcher.fetch("app:img/seal")

    assert (picture.content_type, picture.read()) == ("image/svg+xml", b"<svg/>")
    for name, file in FACES.items():
        assert fetcher.fetch(f"app:font/{name}").read() == (folder / file).read_bytes()
