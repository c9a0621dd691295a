"""What became of one text, in a form that can be kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from .filters import Problem
from .traits import Traits


@dataclass(frozen=True, slots=True)
class Prepared:
    """What precompilers and input filters made of a text."""

    text: str
    traits: Traits
    problems: tuple[Problem, ...] = ()
    #: Other files that had a part in it, with their digests; ``None`` for one that was not there.
    inputs: tuple[tuple[str, str | None], ...] = ()
    #: Custom properties that hold a URL, relative to whatever sheet uses them.
    url_properties: tuple[str, ...] = ()
    #: Number and size in bytes of the files that browsers would have loaded for it.
    inlined: tuple[int, int] = (0, 0)


def to_json(prepared: Prepared) -> str:
    """Return *prepared* as text that :func:`from_json` understands."""
    return json.dumps(asdict(prepared), default=sorted)


def from_json(text: str | bytes) -> Prepared:
    """Return what :func:`to_json` wrote.

    :raises ValueError: if *text* is something else.
    """
    try:
        values = json.loads(text)
        found = values["traits"]
        for name in ("declared", "lexical", "mentioned", "properties", "reads"):
            found[name] = frozenset(map(str, found[name]))
        return Prepared(
            str(values["text"]),
            Traits(**found),
            tuple(Problem(**problem) for problem in values["problems"]),
            tuple((str(url), digest) for url, digest in values["inputs"]),
            tuple(map(str, values["url_properties"])),
            (int(values["inlined"][0]), int(values["inlined"][1])),
        )
    except (ValueError, AttributeError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError(f"not a prepared text: {error}") from error
