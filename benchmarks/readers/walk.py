"""What a reader downloads who goes from page to page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .server import serve, site
from .sites import Pair
from .table import is_asset

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Three of the thirty load more than others do: a formula, a diagram, and tabs.
PAGES: Final = tuple(
    """index guide/index guide/first guide/deep/index guide/deep/page guide/deep/cards
    guide/deep/hidden guide/choices guide/index tools/index
    tools/t-almanac tools/t-bell tools/t-buoy tools/t-chart tools/t-compass
    tools/t-foghorn guide/formula tools/t-log tools/t-sextant reference/table
    reference/api _modules/lantern reference/api genindex index
    guide/drawing guide/first guide/deep/page search reference/table""".split()
)

#: After how many pages is looked.
STEPS: Final = (1, 5, 10, 20, 30)


class Downloaded(NamedTuple):
    """What was downloaded up to some page."""

    requests: int
    #: As it went over the line, without headers.
    size: int


def walk(browser: Browser, directory: Path) -> list[Downloaded]:
    """Visit all pages of the walk with a cache that begins empty.

    :return: what style sheets and scripts amount to after each number of :data:`STEPS`.
    """
    found = []
    with serve(site(directory)) as server:
        context = browser.new_context()
        page = context.new_page()
        for number, name in enumerate(PAGES, 1):
            page.goto(f"{server.origin()}/{name}.html", wait_until="networkidle")
            if number in STEPS:
                assets = [asked for asked in server.asked if is_asset(asked)]
                found.append(Downloaded(len(assets), sum(asked.size for asked in assets)))
        context.close()
    return found


def print_walk(browser: Browser, pairs: list[Pair]) -> None:
    """Walk through each pair of sites and print what was downloaded."""
    print("CSS and JavaScript downloaded in a walk, kB gzipped (requests)")
    print(f"{'theme':22}{'':8}", *(f"{f'{step} pages':>14}" for step in STEPS))
    for pair in pairs:
        for which, directory in (("stock", pair.stock), ("ours", pair.ours)):
            found = walk(browser, directory)
            cells = (f"{one.size / 1000:8.1f} ({one.requests:3})" for one in found)
            print(
                f"{pair.theme if which == 'stock' else '':22}{which:8}",
                *(f"{cell:>14}" for cell in cells),
                flush=True,
            )
