"""What the checks find in a season that a test writes down."""

from collections.abc import Mapping
from typing import Any

from reports.season_files.checks import season_findings
from reports.season_files.schema import canonical


def findings(season: Mapping[str, Any]) -> list[str]:
    """Return the findings as a person reads them."""
    return [str(finding) for finding in season_findings(canonical(season))]
