"""What became of a region, in a form that can be kept."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from .filters import Problem
from .store import Bundle


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a region."""

    #: Marked HTML.
    html: str
    #: Site-relative URLs of all files it was made from or looked for, sorted.
    inputs: tuple[str, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: Files that a page loads for the region's bundled elements, before and after.
    requests: tuple[int, int] = (0, 0)
    #: Bytes of these files, before and after.
    sizes: tuple[int, int] = (0, 0)


def to_json(result: Result) -> str:
    """Return *result* as text that :func:`from_json` understands."""
    return json.dumps(asdict(result), sort_keys=True)


def from_json(text: str | bytes) -> Result:
    """Return what :func:`to_json` wrote.

    :raises ValueError: if *text* is something else.
    """
    try:
        values = json.loads(text)
        return Result(
            html=str(values["html"]),
            inputs=tuple(map(str, values["inputs"])),
            bundles=tuple(Bundle(**bundle) for bundle in values["bundles"]),
            problems=tuple(Problem(**problem) for problem in values["problems"]),
            requests=(int(values["requests"][0]), int(values["requests"][1])),
            sizes=(int(values["sizes"][0]), int(values["sizes"][1])),
        )
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError) as error:
        raise ValueError(f"not a result: {error}") from error
