"""What was seen on a slow line, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ...series import median_of_ratios, spread
from ...tables import text_table
from .lines import LINES
from .measuring import Found
from .record import values


class _Measure(NamedTuple):
    """A field of :class:`Seen`."""

    name: str
    label: str
    digits: str = ".0f"
    unit: float = 1
    #: Whether rounds differ, so that there are quartiles.
    varies: bool = True
    has_ratio: bool = True
    has_floor: bool = False


_MEASURES: Final = (
    _Measure("first_paint", "first paint, ms", has_floor=True),
    _Measure("largest_paint", "largest paint, ms", has_floor=True),
    _Measure("content_loaded", "DOMContentLoaded, ms"),
    _Measure("load", "load, ms"),
    _Measure("blocking", "blocking tasks, ms", has_ratio=False),
    _Measure("shift", "layout shift", ".3f", varies=False, has_ratio=False),
    _Measure("size", "kB", ".1f", 1000, varies=False),
    _Measure("requests", "requests", varies=False, has_ratio=False),
)


def print_visit(found: Found, visit: str) -> None:
    """Print all that was measured of one kind of visit, a column for each site."""
    # Not all of them have been visited in this way.
    first, *_ = sites = [site for site in found.sessions if found.seen(site, visit)]
    rounds = len(found.seen(first, visit))
    print(f"\n{found.case.name}, {visit}, {found.line} ({LINES[found.line]}), {rounds} rounds")
    rows = []
    for measure in _MEASURES:
        before = values(found.seen(first, visit), measure.name)
        cells = [
            _cell(measure, before, values(found.seen(site, visit), measure.name)) for site in sites
        ]
        # The first one has no ratio to itself.
        cells[0] = cells[0].partition(" x")[0]
        at_least = f"{found.floor(visit):.0f}" if measure.has_floor else ""
        rows.append([measure.label, *cells, at_least])
    if visit == "cold":
        blocking = [f"{found.blocking[site] / 1000:.1f}" for site in sites]
        rows.append(["CSS that blocks, kB", *blocking, ""])
    print(text_table(["", *sites, "floor"], rows), flush=True)


def _cell(measure: _Measure, before: Sequence[float], after: Sequence[float]) -> str:
    scaled = spread([each / measure.unit for each in after])
    cell = format(scaled if measure.varies else scaled.median, measure.digits)
    # Some sites are not visited in all rounds.
    ratio = median_of_ratios(before[: len(after)], after)
    return f"{cell} x{ratio:.2f}" if measure.has_ratio else cell
