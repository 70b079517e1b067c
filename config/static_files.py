"""Which files of the packages from npm the site serves: what its pages name, and no more.

A file that is collected is also named by its content and compressed, at every installation.
"""

from django.contrib.staticfiles.apps import StaticFilesConfig


class CollectedFiles(StaticFilesConfig):
    """Leave out Bootstrap's other builds; the map of each file that is served stays beside it."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-*",  # its grid, reboot and utilities alone
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.bundle.js*",
        "bootstrap.esm.*",
        "bootstrap.min.js*",
    ]
