"""How old the newest backup is, without reading all that it holds."""

import os
from datetime import datetime
from pathlib import Path

from reports.backups.manifest import SEAL, read_list


def newest_backup(folder: Path) -> datetime | None:
    """Return when the newest of the backups in a folder was made; None where there is none.

    Which one is the newest is told by its seal, the last file that a backup gets.

    Raises:
        BackupError: its list was changed or cut.
        OSError: the folder or the list cannot be read.
    """
    with os.scandir(folder) as entries:
        seals = [Path(entry.path) / SEAL for entry in entries if not entry.name.startswith(".")]
    sealed = [seal for seal in seals if seal.is_file()]
    if not sealed:
        return None
    newest = max(sealed, key=lambda seal: seal.stat().st_mtime_ns)
    return datetime.fromisoformat(read_list(newest.parent).made_at)
