"""LibreOffice, which papers are measured beside: the same Word file converted to PDF."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.workplace import tell

BASELINE = "LibreOffice from its start: soffice --headless --convert-to pdf, the Word file"


# A small process in between: what we start ourselves would be said to have taken our memory, too.
_MEASURED = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
wall = time.perf_counter() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a piece of work took: seconds on the clock and of the processor, MB at its most."""

    wall: float
    cpu: float
    peak: float = 0.0


class Office:
    """LibreOffice with a profile of its own, so that no window of anybody is disturbed."""

    def __init__(self, soffice: str, folder: Path) -> None:
        self._folder = folder
        profile = (folder / "soffice").as_uri()
        options = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
        self._command = (soffice, f"-env:UserInstallation={profile}", *options)

    def convert(self, docx: bytes) -> Spent:
        """Convert a Word file and return what that took.

        Raises:
            FileNotFoundError: nothing came of it.
        """
        page = self._folder / "paper.docx"
        page.write_bytes(docx)
        done = subprocess.run(  # noqa: S603 -- our own command, nothing from outside
            [sys.executable, "-I", "-S", "-c", _MEASURED, *self._command, str(page)],
            stdout=subprocess.PIPE,
            check=True,
        )
        page.with_suffix(".pdf").unlink()
        return Spent(*json.loads(done.stdout))


def found_office(folder: Path, docx: bytes) -> Office | None:
    """Return LibreOffice after a first conversion, or None, and say so, where it cannot convert."""
    soffice = shutil.which("soffice")
    if soffice is None:
        tell("soffice is not installed (libreoffice-writer-nogui), so the papers have no baseline")
        return None
    office = Office(soffice, folder)
    try:
        office.convert(docx)
    except FileNotFoundError:
        tell("soffice is here without its Writer, so the papers have no baseline")
        return None
    return office
