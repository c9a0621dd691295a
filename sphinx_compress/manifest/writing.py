"""How the files beside the bundles are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def readable_json(values: Mapping[str, Any]) -> bytes:
    """Return *values* as JSON for people and version control: sorted, an entry a line."""
    text = json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False)
    # UTF-8 has no half characters, but JSON has, written like that.
    return text.encode("utf-8", "backslashreplace") + b"\n"
