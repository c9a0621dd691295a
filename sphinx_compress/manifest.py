"""The offline manifest: nodelist hash → the HTML that stands in for the region."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

#: Name of the manifest in the output directory of the bundles.
FILE_NAME = "manifest.json"


def dump(entries: Mapping[str, str]) -> bytes:
    """Return the manifest with these *entries*: no times, no paths, sorted."""
    return json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def load(path: Path) -> dict[str, str]:
    """Return the entries of the manifest at *path*; none if there is no good one."""
    try:
        entries = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
        return {}
    return entries
