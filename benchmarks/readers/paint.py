"""How soon a page is seen on a slow line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from playwright.sync_api import TimeoutError as Timeout

from ..series import median_of_ratios, ratio_of_medians, spread
from .server import serve, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: What browsers call "slow 4G": bytes a second, and milliseconds.
_LINE: Final = {
    "offline": False,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "latency": 150,
}

#: After how many visits in a row that did not end nothing more is tried.
_TRIES: Final = 3

_LOOK: Final = """() => new Promise((resolve, reject) => {
    const started = performance.now();
    let largest = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) largest = entry.startTime;
    }).observe({type: "largest-contentful-paint", buffered: true});
    const look = () => {
        const first = performance.getEntriesByName("first-contentful-paint")[0];
        const load = performance.getEntriesByType("navigation")[0].loadEventStart;
        // Whatever arrived last has to be painted, too.
        if (first && largest && performance.now() > load + 300)
            resolve([first.startTime, largest, load]);
        else if (performance.now() > started + 10000)
            reject(new Error("nothing was painted"));
        else
            setTimeout(look, 50);
    };
    look();
})"""


class Seen(NamedTuple):
    """Milliseconds from the begin of one visit."""

    first_paint: float
    largest_paint: float
    load: float


#: What the fields of :class:`Seen` are called.
NAMES: Final = ("first contentful paint", "largest contentful paint", "load event")


def measure(
    browser: Browser, sites: Mapping[str, Path], page: str, pairs: int
) -> dict[str, list[Seen]]:
    """Visit the same page of several sites, one site after the other.

    :param sites: directories, by any name.
    :param pairs: how many times each is visited.
    :return: by name of the site, what was seen; visits with the same index belong together.
    """
    seen: dict[str, list[Seen]] = {name: [] for name in sites}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serve(site(path))) for name, path in sites.items()}
        # The first round lets servers read and compress, and the browser start up.
        for pair in range(-1, pairs):
            order = list(sites)
            # Each goes first as often as any other.
            shift = pair % len(order)
            for name in order[shift:] + order[:shift]:
                found = _visit(browser, f"{servers[name].origin()}/{page}")
                if pair >= 0:
                    seen[name].append(found)
    return seen


def _visit(browser: Browser, address: str) -> Seen:
    for _ in range(_TRIES):
        try:
            return _try_to_visit(browser, address)
        except Timeout:
            # Rarely, and we do not know why, a throttled visit never comes to its end.
            print(f"{address} did not load and is visited again", file=sys.stderr, flush=True)
    raise TimeoutError(f"{address} did not load")


def _try_to_visit(browser: Browser, address: str) -> Seen:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _LINE)
        page.goto(address, wait_until="load")
        found: Any = page.evaluate(_LOOK)
    finally:
        context.close()
    return Seen(*found)


def print_paint(title: str, seen: Mapping[str, list[Seen]]) -> None:
    """Print how each site compares with the first."""
    first, *_ = seen
    width = max(map(len, seen)) + 2
    print(f"\n{title}: ms, median [quartiles] of {len(seen[first])} visits")
    print(f"{'':{26 + width}}{'':>26}{'of medians':>12}{'of pairs':>10}  to {first}")
    for column, label in enumerate(NAMES):
        before = [visit[column] for visit in seen[first]]
        for name, visits in seen.items():
            after = [visit[column] for visit in visits]
            ratios = (
                f"{ratio_of_medians(before, after):12.3f}{median_of_ratios(before, after):10.3f}"
            )
            print(
                f"{label if name == first else '':26}{name:{width}}{spread(after)!s:>26}"
                f"{ratios if name != first else ''}",
                flush=True,
            )
