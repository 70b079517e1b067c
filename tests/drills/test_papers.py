"""F11-F15 for every kind of paper, printed by a process of its own.

tests/reports/test_render_fetcher.py tries the same attacks as raw HTML, and the fetcher itself.
"""

import io
import json
import re
import subprocess
import sys
import threading
import unicodedata
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reports.papers import PAPERS
from tests.reports import layout, word_files
from tests.reports.layout_cases import CASES

# The child process reads no database and asks no server, so one run says all.
pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
OUR_FACES = {
    "Liberation-Serif-Paper",
    "Liberation-Serif-Paper-Bold",
    "Liberation-Serif-Paper-Italic",
}
OUR_FACES |= {"Liberation-Serif-Paper-Bold-Italic"}
CANARY = b"canary-8b2e41"
MARK = re.compile(r"m\d+q")
WHOLE_MARK = re.compile(r"<u>m\d+q</u>")


class Press:
    """What the process printed and said, and what a server on this machine was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        canary = folder / "canary.txt"
        canary.write_bytes(CANARY)
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            self.told = run_press(folder, address, canary.as_uri(), "0")
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def run_press(folder: Path, *words: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.drills.press", str(folder), *words]
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONHASHSEED": words[-1],
        "PATH": "/usr/bin:/bin",
        "TZ": "Asia/Ho_Chi_Minh" if words[-1] == "0" else "America/New_York",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    return Press(tmp_path_factory.mktemp("press"))


def drawn(pdf: bytes) -> str:
    """Return the letters in the order in which they are drawn: a cell after the other."""
    with pypdfium2.PdfDocument(pdf) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
    return layout.unspaced("".join(texts))


def unpacked(docx: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return [package.read(name) for name in package.namelist()]


@pytest.mark.drill("F11")
def test_html_in_any_text_is_printed_letter_by_letter(press: Press, tell):
    swallowed = 0
    for kind in CASES:
        texts = {
            "pdf": drawn(press.read(f"{kind}.marked.pdf")),
            "docx": layout.unspaced(word_files.body_text(press.read(f"{kind}.marked.docx"))),
        }
        for end, text in texts.items():
            found, whole = len(MARK.findall(text)), len(WHOLE_MARK.findall(text))
            assert found > 2, (kind, end)
            swallowed += found - whole
    tell(swallowed, "marks that were read as HTML", exactly=0)


@pytest.mark.drill("F12")
def test_no_attack_in_any_text_fetches_or_leaks(press: Press, tell):
    leaks = 0
    for kind in CASES:
        pdf = press.read(f"{kind}.attacked.pdf")
        streams = [pdf, *layout.streams(pdf), *unpacked(press.read(f"{kind}.attacked.docx"))]
        leaks += sum(CANARY in stream for stream in streams)
    tell(len(press.asked), "HTTP hits", exactly=0)
    tell(leaks, "streams with the canary", exactly=0)


@pytest.mark.drill("F13")
def test_printing_never_tries_to_reach_anything(press: Press, tell):
    tell(len(press.told["attempts"]), "outbound attempts", exactly=0)


@pytest.mark.drill("F14")
def test_every_kind_is_for_the_archive_in_our_faces_and_composed_letters(press: Press, tell):
    foreign, decomposed, unmarked = 0, 0, 0
    for kind in CASES:
        pdf = press.read(f"{kind}.pdf")
        names = layout.font_names(pdf)
        foreign += sum(name not in OUR_FACES for name in names) if names else 1
        text = layout.text(pdf)
        decomposed += text != unicodedata.normalize("NFC", text)
        assert layout.unspaced(CASES[kind].title) in layout.unspaced(text)
        with pikepdf.open(io.BytesIO(pdf)) as file:
            meta = file.open_metadata()
            archive = (meta.get("pdfaid:part"), meta.get("pdfaid:conformance"))
            unmarked += (archive, str(file.Root.Lang)) != (("2", "A"), "vi")
    tell(foreign, "faces that are foreign or not embedded", exactly=0)
    tell(decomposed, "kinds with decomposed letters", exactly=0)
    tell(unmarked, f"kinds of {len(PAPERS)} without archive mark or language", exactly=0)


@pytest.mark.drill("F15")
def test_two_processes_on_two_days_print_the_same_bytes(press: Press, tmp_path: Path, tell):
    other = run_press(tmp_path, "", "", "400")["sums"]

    assert set(other) == set(PAPERS)
    differing = [kind for kind, sums in press.told["sums"].items() if sums != other[kind]]
    assert differing == []
    tell(len(differing), f"kinds of {len(PAPERS)} that differ", exactly=0)
