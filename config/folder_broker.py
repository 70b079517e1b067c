"""The embedded mode's broker: a folder in which every message is whole from its first moment.

kombu's own folder transport makes a message's file first and fills it afterwards. A worker that
looks in between reads an empty message and dies of it ("Unrecoverable error"). Here the file
gets its name only when it is written.
"""

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Puts messages into the folder in one step."""

    # kombu's own override names the argument so, against its base class.
    def _put(  # type: ignore[override]
        self, queue: str, payload: dict[str, Any], **_: Any
    ) -> None:
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        target = Path(self.data_folder_out) / name
        part = target.with_name(f"{name}.part")  # no consumer looks for this name
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            part.replace(target)
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to the folder.") from error


class Transport(filesystem.Transport):
    """kombu's folder transport with whole messages."""

    Channel = Channel


def use_whole_messages() -> None:
    """Let every ``filesystem:`` address mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
