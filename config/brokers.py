"""How Celery reaches its broker: Redis, or a folder in the embedded mode."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REDIS_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 3,
    "socket_connect_timeout": 2,
    "health_check_interval": 25,
    "global_keyprefix": "thidua:",
}


def reach_broker(address: str, *, folder: Path) -> tuple[str, dict[str, Any]]:
    """Return the address and the transport's options for Celery; make the folders of a folder.

    Args:
        folder: where messages lie when the address names a folder broker without a path.
    """
    parts = urlsplit(address)
    if parts.scheme == "filesystem":
        # kombu warns about an address without a host.
        return "filesystem://localhost", _folder_options(Path(parts.path or folder))
    return parts.geturl(), REDIS_OPTIONS if parts.scheme in {"redis", "rediss"} else {}


def _folder_options(folder: Path) -> dict[str, Any]:
    for name in ("queue", "control", "processed"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
        "store_processed": False,
    }
