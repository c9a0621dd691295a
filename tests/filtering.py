"""Running one filter on one text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sphinx_compress.filters import Filter, FilterContext, Kind, Problem

PROBES = Path(__file__).parent / "probes"


@dataclass(frozen=True)
class Filtered:
    """What a filter made of a text, and what it had to say."""

    text: str
    problems: list[Problem]


def run(
    filter_: Filter,
    text: str,
    kind: Kind,
    *,
    source: str | None = "_static/css/a.css",
    base: str | None = "_static/css",
    target: str | None = "_static/compress/css",
) -> Filtered:
    """Apply a filter as the compressor does."""
    problems: list[Problem] = []

    def read(url: str) -> bytes:
        raise AssertionError(f"read {url}")

    context = FilterContext(kind, source, base, target, read, problems.append)
    return Filtered(filter_(text, context), problems)


def read(path: Path) -> str:
    """The text of a probe with its line ends as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
