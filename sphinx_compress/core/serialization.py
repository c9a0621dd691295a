"""The one way to read JSON that may be garbage.

Caches, manifests and what tools say come from files that a build may have left
half written, that an earlier version wrote, or that somebody else did.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

T = TypeVar("T")
D = TypeVar("D")

#: What the conversion of a value of another shape raises.  `OverflowError`, since JSON knows
#: `Infinity`; `RecursionError`, since it may have any number of brackets.
_WRONG_SHAPE = (
    AttributeError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


class DamagedError(ValueError):
    """A text is not JSON, or not of the shape that is wanted."""


def read_json(text: str | bytes, convert: Callable[[Any], T], name: str = "JSON as expected") -> T:
    """Return what *convert* makes of the value that a JSON text holds.

    :param convert: may simply take the value to be of the right shape: whatever an
        operation on another one raises becomes a :exc:`DamagedError`.
    :param name: what messages call the wanted thing, with its article: ``a result``.
    :raises DamagedError: if the text is no JSON, or *convert* cannot use its value.

    >>> read_json('{"size": "12"}', lambda value: int(value["size"]), "a file")
    12
    >>> read_json('{"size": null}', lambda value: int(value["size"]), "a file")
    Traceback (most recent call last):
    sphinx_compress.core.serialization.DamagedError: not a file: int() argument must be ...
    """
    try:
        return convert(json.loads(text))
    except _WRONG_SHAPE as error:
        raise DamagedError(f"not {name}: {error}") from error


def read_json_or(
    default: D, source: str | bytes | Traversable, convert: Callable[[Any], T]
) -> T | D:
    """Return the same as :func:`read_json`; *default* where that raises.

    :param source: the text, or the file that it is in, which need not exist.

    >>> read_json_or(0, "[1, 2", len)
    0
    """
    try:
        text = source if isinstance(source, str | bytes) else source.read_bytes()
        return read_json(text, convert)
    except (OSError, DamagedError):
        return default
