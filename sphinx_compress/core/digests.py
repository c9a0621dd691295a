"""How digests of several things are made."""

from __future__ import annotations

import hashlib
import json


def digest_of(*parts: str) -> str:
    """Return the SHA-256 of *parts* in hexadecimal digits; no two lists of parts are alike."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
