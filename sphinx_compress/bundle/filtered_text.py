"""What became of one source text, in a form that the main cache can keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from ..core.joinability import Joinability
from ..core.serialization import read_json
from ..core.types import Problem
from .result import read_problem


@dataclass(frozen=True, slots=True)
class FilteredText:
    """What precompiler and input filters made of a source text."""

    text: str
    joinability: Joinability
    problems: tuple[Problem, ...] = ()
    #: Other files that had a part in it, with their digests; ``None`` for one that was not there.
    inputs: tuple[tuple[str, str | None], ...] = ()
    #: Custom properties that hold a URL, relative to whatever sheet uses them.
    url_properties: tuple[str, ...] = ()
    #: The files that it now holds, which browsers would have loaded: URLs and sizes in bytes.
    inlined: tuple[tuple[str, int], ...] = ()
    #: The source map of the text as JSON; empty if nobody wants one.
    source_map: str = ""


def to_json(filtered: FilteredText) -> str:
    """Return *filtered* as text that :func:`from_json` understands."""
    return json.dumps(asdict(filtered), default=sorted)


def from_json(text: str | bytes) -> FilteredText:
    """Return what :func:`to_json` wrote.

    :raises DamagedError: if *text* is something else.
    """
    return read_json(text, _filtered_text, "a filtered text")


def _filtered_text(values: Mapping[str, Any]) -> FilteredText:
    return FilteredText(
        str(values["text"]),
        _joinability(values["joinability"]),
        tuple(map(read_problem, values["problems"])),
        tuple(
            (str(url), None if digest is None else str(digest)) for url, digest in values["inputs"]
        ),
        tuple(map(str, values["url_properties"])),
        tuple((str(url), int(size)) for url, size in values["inlined"]),
        str(values["source_map"]),
    )


def _joinability(values: Mapping[str, Any]) -> Joinability:
    """Return the joinability with these values, each of the type that it must have."""
    if len(values) != len(fields(Joinability)):
        raise ValueError("its joinability has other fields")
    found: dict[str, Any] = {}
    for name, default in asdict(Joinability()).items():
        value = values[name]
        is_set = isinstance(default, frozenset)
        found[name] = frozenset(map(str, value)) if is_set else type(default)(value)
    return Joinability(**found)
