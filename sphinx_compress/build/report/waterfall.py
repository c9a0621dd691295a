"""What comes when to a reader on a slow line: a model, not a measurement.

One connection of HTTP/2 is opened, which takes two round trips.  Each file is asked for as soon as
its tag has come.  The line carries one file after the other: first those that the first paint waits
for, then the rest in the order of their tags.  The first paint comes when the page and all that
blocks it are there.  Left out is what is the same before and after or hard to know: fonts and
images, other hosts, the time that scripts run, and that a connection starts slowly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from ...core.urls import is_local
from .files import Files
from .loads import Load

#: Milliseconds that a message takes to the server and back.
ROUND_TRIP: Final = 150
#: Bits in a millisecond: 1.6 Mbit/s.
RATE: Final = 1600

#: The name and the encryption of the host: TCP and TLS 1.3.
_CONNECTION: Final = 2 * ROUND_TRIP


@dataclass(frozen=True, slots=True)
class Bar:
    """One file, and when it comes; all times are in milliseconds."""

    url: str
    #: ``html``, ``css`` or ``js``.
    kind: str
    #: As gzip sends it.
    size: int
    #: Whether the first paint waits for it.
    blocks: bool
    asked: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """All that comes for one page."""

    #: The page itself comes first.
    bars: tuple[Bar, ...]

    @property
    def shown(self) -> float:
        """When the first paint comes."""
        return max(bar.end for bar in self.bars if bar.blocks)

    @property
    def done(self) -> float:
        """When everything is there."""
        return max(bar.end for bar in self.bars)


def waterfall(name: str, size: int, loads: Iterable[Load], files: Files) -> Waterfall:
    """Return when the files of a page come.

    :param name: of the page.
    :param size: of the page itself, as gzip sends it.
    :param loads: what it loads; files of other hosts are left out.
    """
    start = float(_CONNECTION + ROUND_TRIP)
    page = Bar(name, "html", size, True, 0.0, start, start + _time(size))
    bars = [page]
    found = [(each, start + each.place * (page.end - start)) for each in loads]
    known = {load.url for load, _ in found}
    clock = page.end
    while found:
        number = _next(found, clock)
        load, asked = found.pop(number)
        if not is_local(load.url):
            continue
        size = files.size(load.url).gzip
        start = max(clock, asked + ROUND_TRIP)
        clock = start + _time(size)
        bars.append(Bar(load.url, load.kind, size, load.blocks, asked, start, clock))
        for url in files.imports(load.url):
            if url not in known:
                known.add(url)
                found.append((replace(load, url=url), clock))
    return Waterfall(tuple(bars))


def _next(found: list[tuple[Load, float]], clock: float) -> int:
    """Return the number of what the line carries next."""

    def rank(number: int) -> tuple[float, bool, float, int]:
        load, asked = found[number]
        return max(clock, asked + ROUND_TRIP), not load.blocks, load.place, number

    return min(range(len(found)), key=rank)


def _time(size: int) -> float:
    return size * 8 / RATE
