"""What became of one text, in a form that can be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from ..core.joinability import Joinability
from ..core.types import Problem
from .result import read_problem


@dataclass(frozen=True, slots=True)
class Prepared:
    """What precompilers and input filters made of a text."""

    text: str
    joinability: Joinability
    problems: tuple[Problem, ...] = ()
    #: Other files that had a part in it, with their digests; ``None`` for one that was not there.
    inputs: tuple[tuple[str, str | None], ...] = ()
    #: Custom properties that hold a URL, relative to whatever sheet uses them.
    url_properties: tuple[str, ...] = ()
    #: Number and size in bytes of the files that browsers would have loaded for it.
    inlined: tuple[int, int] = (0, 0)


#: What comes of reading a text that is something else.
_DAMAGED = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


def to_json(prepared: Prepared) -> str:
    """Return *prepared* as text that :func:`from_json` understands."""
    return json.dumps(asdict(prepared), default=sorted)


def from_json(text: str | bytes) -> Prepared:
    """Return what :func:`to_json` wrote.

    :raises ValueError: if *text* is something else.
    """
    try:
        values = json.loads(text)
        return Prepared(
            str(values["text"]),
            _read_joinability(values["joinability"]),
            tuple(map(read_problem, values["problems"])),
            tuple(
                (str(url), None if digest is None else str(digest))
                for url, digest in values["inputs"]
            ),
            tuple(map(str, values["url_properties"])),
            (int(values["inlined"][0]), int(values["inlined"][1])),
        )
    except _DAMAGED as error:
        raise ValueError(f"not a prepared text: {error}") from error


def _read_joinability(values: Mapping[str, Any]) -> Joinability:
    """Return the joinability with these values, each of the type that it must have."""
    if len(values) != len(fields(Joinability)):
        raise ValueError("it has other traits")
    found: dict[str, Any] = {}
    for name, default in asdict(Joinability()).items():
        value = values[name]
        is_set = isinstance(default, frozenset)
        found[name] = frozenset(map(str, value)) if is_set else type(default)(value)
    return Joinability(**found)
