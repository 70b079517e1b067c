import threading
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError, OperationalError

import config.celery  # noqa: F401 -- it puts our transport in the place of kombu's
from config.folder_broker import Transport

MESSAGES = 2_000


def connection_to(folder: Path) -> Connection:
    options: dict[str, Any] = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
    }
    return Connection("filesystem://", transport_options=options)


def test_the_folder_address_means_our_transport(tmp_path: Path) -> None:
    with connection_to(tmp_path) as connection:
        assert isinstance(connection.transport, Transport)


def test_a_consumer_never_sees_half_a_message(tmp_path: Path) -> None:
    def publish() -> None:
        with connection_to(tmp_path) as connection:
            channel = connection.channel()
            for number in range(MESSAGES):
                channel._put("queue", {"body": number})

    publisher = threading.Thread(target=publish)
    publisher.start()
    received = []
    with connection_to(tmp_path) as connection:
        channel = connection.channel()
        while len(received) < MESSAGES:
            try:
                received.append(channel._get("queue")["body"])
            except Empty:
                assert publisher.is_alive() or any(tmp_path.glob("*.msg"))
    publisher.join()

    assert sorted(received) == list(range(MESSAGES))
    assert not list(tmp_path.glob("*.msg*"))


def test_a_folder_that_is_gone_is_an_error_of_the_broker(tmp_path: Path) -> None:
    with connection_to(tmp_path / "missing") as connection:
        channel = connection.channel()

        with pytest.raises((ChannelError, OperationalError)):
            channel._put("queue", {"body": 1})
