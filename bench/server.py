"""A real gunicorn on this machine, started as the Procfile starts it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
_GUNICORN = (
    *("-m", "gunicorn", "config.wsgi", "--worker-class", "gthread", "--workers", "2"),
    *("--threads", "4", "--no-control-socket", "--keep-alive", "30"),
)


@contextmanager
def serving(environment: Mapping[str, str], log: Path) -> Iterator[int]:
    """Serve the site and yield its port.

    Args:
        environment: what differs from this process's own variables.
        log: the file that the server writes to.
    """
    port = _free_port()
    command = [sys.executable, *_GUNICORN, "--bind", f"127.0.0.1:{port}"]
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603 -- our own command, nothing from outside
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=stream, stderr=stream
        )
        try:
            _wait_until_alive(process, port, log)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_alive(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_alive(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"gunicorn did not start:\n{log.read_text()}")
        time.sleep(0.1)


def _is_alive(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
