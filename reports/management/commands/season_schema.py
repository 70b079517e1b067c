"""Print the JSON Schema of season files."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from reports.season_files.schema import SCHEMA


class Command(BaseCommand):
    """Print the format of season files as JSON Schema, draft 2020-12."""

    help = "In lược đồ JSON Schema của tệp hồ sơ năm thi đua."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(json.dumps(dict(SCHEMA), ensure_ascii=False, indent=2))
