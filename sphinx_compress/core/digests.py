"""How digests of several things are made."""

from __future__ import annotations

import hashlib
import json


def digest_of(*parts: str) -> str:
    """Return the SHA-256 of *parts*, in hexadecimal digits.

    Where one part ends and the next begins makes a difference.
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
