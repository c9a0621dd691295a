"""The envelope of an entry in a shared cache: what it is, for which key, and who says so.

A line of JSON and the bytes of the value.  The signature covers the key and the
digest, so that nobody can put one good entry in the place of another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from ..core.errors import EnvelopeError
from ..core.serialization import DamagedError, read_json

_FORMAT = "sphinx_compress 1"

_MAX_HEADER = 1000

#: In bytes; a larger one costs more on the way than in the making.
MAX_VALUE = 32_000_000
MAX_ENTRY = MAX_VALUE + _MAX_HEADER


def seal(key: str, value: bytes, secret: bytes = b"") -> bytes:
    """Return the entry for *value*.

    :param secret: signs it; empty for an entry that nobody vouches for.
    """
    digest = hashlib.sha256(value).hexdigest()
    header = {"format": _FORMAT, "key": key, "digest": digest}
    if secret:
        header["signature"] = _signature(key, digest, secret)
    return json.dumps(header, sort_keys=True).encode() + b"\n" + value


def unseal(key: str, entry: bytes, secret: bytes = b"") -> bytes:
    """Return the value in *entry*.

    :param secret: of the signature, which the entry need not have if it is empty.
    :raises EnvelopeError: if the entry is not one for *key*, is damaged, or is
        not signed with *secret*; the message says which of these.
    """
    end = entry.find(b"\n", 0, _MAX_HEADER)
    try:
        known, owner, digest, signature = read_json(entry[: max(end, 0)], _read_header)
    except DamagedError as error:
        raise EnvelopeError("it is no entry of sphinx_compress") from error
    if known != _FORMAT:
        raise EnvelopeError("it has a format of another version of sphinx_compress")
    if owner != key:
        raise EnvelopeError("it is the entry of another key")
    value = entry[end + 1 :]
    if hashlib.sha256(value).hexdigest() != digest:
        raise EnvelopeError("its digest is wrong")
    if secret and not signature:
        raise EnvelopeError("it is not signed")
    # Both as bytes, since text must be ASCII to be compared so.
    if secret and not hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(key, digest, secret).encode()
    ):
        raise EnvelopeError("it is signed with another key than compress_cache_key")
    return value


def _read_header(header: Mapping[str, Any]) -> tuple[Any, Any, Any, str]:
    return header["format"], header["key"], header["digest"], str(header.get("signature", ""))


def _signature(key: str, digest: str, secret: bytes) -> str:
    message = json.dumps([_FORMAT, key, digest]).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()
