"""What many builds of a large site cost, with a main cache of their own and with a shared one.

Nobody builds a million pages to find that out: it is computed from unit costs, which are
measured here and now.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from . import growth
from .generating import Found, regions
from .readers.sites import STOCK, built
from .running import processor_time
from .site import Build

_THEME: Final = "furo"
_PAGES: Final = 2000


@dataclass(frozen=True, slots=True)
class Units:
    """Processor seconds."""

    #: For each build: modules are imported.
    start: float
    #: To make the regions of one kind of page.
    making: float
    #: To get them from the main cache, the bundles being gone from the output.
    hit: float
    #: For each page: while it is rendered, and at the end of the build.
    page: float
    #: For each page at the end of a build that rendered none.
    unchanged: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of all builds together."""

    start: float
    regions: float
    pages: float

    @property
    def total(self) -> float:
        return self.start + self.regions + self.pages


def cost(units: Units, *, builds: int, pages: int, kinds: int, is_shared: bool) -> Cost:
    """What builds cost that each begin with nothing but, perhaps, a shared main cache.

    :param pages: of each build.
    :param kinds: how many kinds of pages there are whose regions differ.
    """
    if builds < 1:
        return Cost(0.0, 0.0, 0.0)
    made = 1 if is_shared else builds
    return Cost(
        start=builds * units.start,
        regions=kinds * (made * units.making + (builds - made) * units.hit),
        pages=builds * pages * units.page,
    )


def measure(sites: Path, rounds: int) -> Units:
    """Measure the unit costs, with the style sheets and scripts of a real theme.

    :param sites: see :func:`benchmarks.readers.sites.built`.
    """
    site = built(sites, STOCK, _THEME)
    found = regions(site)
    makings, hits = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            makings.append(_compress(site, found, directory))
            shutil.rmtree(directory / "html")
            shutil.rmtree(directory / "state" / "pages")
            hits.append(_compress(site, found, directory))
    grown = [one for many in growth.measure([_PAGES], [1], rounds).values() for one in many]
    return Units(
        start=median(_start() for _ in range(rounds)),
        making=median(makings),
        hit=median(hits),
        page=median(one.pages / (_PAGES - 3) + one.end / _PAGES for one in grown),
        unchanged=median(one.unchanged / _PAGES for one in grown),
    )


def _compress(site: Path, found: Sequence[Found], directory: Path) -> float:
    build = Build(directory, set(), static=site / "_static")
    spent = processor_time(lambda: [build.compressor.compress(one.region) for one in found])
    build.end()
    return spent


_START: Final = """
import time
import sphinx.application, sphinx.builders.html
start = time.process_time()
import sphinx_compress.config, sphinx_compress.events
print(time.process_time() - start)
"""


def _start() -> float:
    done = subprocess.run(
        [sys.executable, "-c", _START], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


HEADER: Final = ("Processor time", "Each its own cache", "One shared cache")


def rows(units: Units, *, builds: int, pages: int, kinds: int) -> list[list[str]]:
    """What is spent where, for all builds together, and for one."""
    own, shared = (
        cost(units, builds=builds, pages=pages, kinds=kinds, is_shared=is_shared)
        for is_shared in (False, True)
    )
    return [
        ["start", _seconds(own.start), _seconds(shared.start)],
        ["regions", _seconds(own.regions), _seconds(shared.regions)],
        ["pages", _seconds(own.pages), _seconds(shared.pages)],
        ["all builds", _seconds(own.total), _seconds(shared.total)],
        ["one build", _seconds(own.total / builds), _seconds(shared.total / builds)],
    ]


def _seconds(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds >= 10 else f"{seconds:.2f} s"


def told(units: Units, *, builds: int, pages: int, kinds: int) -> str:
    """From what it was computed."""
    return (
        f"{builds:,} builds of {pages:,} pages of {kinds} kinds, each without output and doctrees"
        f" of an earlier one. This is computed from measurements with the files of {_THEME}:"
        f" {1000 * units.making:.0f} ms to make the bundles of a kind of page,"
        f" {1000 * units.hit:.1f} ms to get them from the main cache,"
        f" {1e6 * units.page:.0f} µs for each page that is rendered,"
        f" {1e6 * units.unchanged:.0f} µs for each that is not, and"
        f" {1000 * units.start:.0f} ms to start."
    )
