"""Where the report on a site is."""

from __future__ import annotations

from pathlib import Path


def report_file(site: Path) -> Path:
    """Return the file for the report on the site in the directory *site*.

    It stands beside that directory, which is published, and not in it.
    """
    directory = site.resolve()
    return directory.with_name(f"{directory.name}.compress-report.html")
