"""The pages that a command line means."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..build.site import WITHOUT_PAGES

_SUFFIXES = (".html", ".htm", ".xhtml")


def pages_below(directory: Path) -> Iterator[Path]:
    """Yield the files below a *directory* of a built site that look like pages, in order."""
    for folder, folders, files in os.walk(directory):
        folders[:] = sorted({*folders} - WITHOUT_PAGES)
        yield from (Path(folder, name) for name in sorted(files) if name.endswith(_SUFFIXES))
