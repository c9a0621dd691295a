"""Which entry of the offline manifest comes nearest to a region that has none."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping

from ..core.types import ROOT_MARKER
from ..page.pieces import pieces_of
from .nodelists import Nodelist

_INDENT = "    "


def nearest(wanted: Nodelist, known: Mapping[str, Nodelist]) -> str | None:
    """Return the key in *known* of the nodelist that is most like *wanted*; none if all differ."""
    lines = Counter(lines_of(wanted))

    def common(key: str) -> int:
        return (Counter(lines_of(known[key])) & lines).total()

    def likeness(key: str) -> float:
        return difflib.SequenceMatcher(
            None, known[key].text, wanted.text, autojunk=False
        ).quick_ratio()

    # Lines tell most of it, and cost the least.
    most = max(map(common, known), default=0)
    candidates = sorted(key for key in known if common(key) == most)
    return max(candidates, key=likeness, default=None)


def difference(known: Nodelist, wanted: Nodelist) -> Iterator[str]:
    """Yield, line by line, how *wanted* differs from *known*."""
    before, after = lines_of(known), lines_of(wanted)
    for line in difflib.unified_diff(before, after, n=1, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield line


def lines_of(nodelist: Nodelist) -> list[str]:
    """Return a nodelist as a person reads it, an element a line."""
    lines = [nodelist.marks]
    for piece in pieces_of(nodelist.text):
        text = piece.text.strip().replace(ROOT_MARKER, "")
        lines += text.splitlines()
    return lines


def indented(lines: list[str]) -> str:
    """Return *lines* as a block of a message."""
    return "\n".join(_INDENT + line for line in lines)
