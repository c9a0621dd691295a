"""Tables of what was seen on a slow line, for the terminal and for the manual."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ...series import median_of_ratios, spread
from ...tables import list_table, text_table
from .lines import LINES
from .measuring import Found, Plan
from .visit import Seen


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

_WHICH: Final = {
    "cold": "The first page that a reader opens, with an empty cache.",
    "second": "The second page that a reader opens, with what the first one left in the cache.",
    "walk": "All of the first {steps} pages that a reader opens: sums.",
}

_TOLD: Final = (
    "Milliseconds are medians of {rounds} rounds, with quartiles in brackets, and ratios are"
    " medians of the ratios of rounds. *Noise* is the ratio of a second visit of the stock site in"
    " the same round. Blocking is what long tasks take beyond 50 ms. CSS is what the first paint"
    " waits for, with brotli 11. The last two columns are what came over the line."
)

HEADER: Final = (
    "Site",
    "First paint",
    "Ratio (noise)",
    "Floor",
    "Largest paint",
    "Load",
    "Load, ratio (noise)",
    "Blocking",
    "Layout shift",
    "CSS, kB",
    "kB",
    "Requests",
)


def values(seen: Iterable[Seen], name: str) -> list[float]:
    """One field of each."""
    return [getattr(each, name) for each in seen]


def print_visit(found: Found, visit: str) -> None:
    """Print all that was measured of one kind of visit, a column for each site."""
    first, *_ = sites = list(found.sessions)
    rounds = len(found.sessions[first])
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
    return f"{cell} x{median_of_ratios(before, after):.2f}" if measure.has_ratio else cell


def as_text(found: Sequence[Found], visit: str, plan: Plan, made: str) -> str:
    """The same as reStructuredText: a table for each line, and a row for each pair of sites.

    :param made: when and where it was measured, and with what.
    """
    lines = [".. Written by ``python -m benchmarks readers line``.", ""]
    lines += [_WHICH[visit].format(steps=plan.pages), _TOLD.format(rounds=plan.rounds)]
    lines += [f"Measured {made}."]
    for name in plan.lines:
        rows = [row(each, visit) for each in found if each.line == name]
        lines += ["", f"**{LINES[name]}**", "", *list_table(HEADER, rows)]
    return "\n".join(lines) + "\n"


def row(found: Found, visit: str) -> list[str]:
    """One row, of a stock site, the same again, and ours."""
    sites = list(found.sessions)
    stock, again, ours = (found.seen(site, visit) for site in sites)

    def both(name: str, digits: str = ".0f", unit: float = 1) -> str:
        medians = (statistics.median(values(each, name)) / unit for each in (stock, ours))
        return " → ".join(format(each, digits) for each in medians)

    def with_quartiles(name: str) -> str:
        return " → ".join(f"{spread(values(each, name)):.0f}" for each in (stock, ours))

    def ratio(name: str) -> str:
        before = values(stock, name)
        of_ours, noise = (median_of_ratios(before, values(each, name)) for each in (ours, again))
        return f"{of_ours:.2f} ({noise:.2f})"

    blocking = (f"{found.blocking[sites[place]] / 1000:.1f}" for place in (0, 2))
    return [
        found.case.name,
        with_quartiles("first_paint"),
        ratio("first_paint"),
        f"{found.floor(visit):.0f}",
        both("largest_paint"),
        with_quartiles("load"),
        ratio("load"),
        both("blocking"),
        both("shift", ".3f"),
        " → ".join(blocking) if visit == "cold" else "—",
        both("size", ".1f", 1000),
        both("requests"),
    ]
