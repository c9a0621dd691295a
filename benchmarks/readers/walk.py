"""What a reader downloads who goes from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..circumstances import circumstances
from ..tables import list_table
from .browser import find_chromium
from .server import Asked, serve, site
from .sites import ICONS, OURS, STOCK, built, theme_version

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
STEPS: Final = (1, 20)

#: What is counted, by the ends of names.
KINDS: Final = {
    "HTML": (".html", "/"),
    "CSS": (".css",),
    "JavaScript": (".js", ".mjs"),
    "Fonts": (".woff2", ".woff", ".ttf"),
    "Images": (".svg", ".png", ".ico", ".jpg", ".gif"),
    "All": ("",),
}

#: The themes that draw icons with Font Awesome's script.
_WITH_ICONS: Final = frozenset({"pydata_sphinx_theme", "sphinx_book_theme"})
_NAMES: Final = {STOCK: "stock", OURS: "bundles", ICONS: "used icons"}


def walk(browser: Browser, directory: Path) -> list[list[Asked]]:
    """Visit the pages of the walk with a cache that begins empty.

    :return: what was asked for up to each number of :data:`STEPS`.
    """
    found = []
    with serve(site(directory)) as server:
        context = browser.new_context()
        page = context.new_page()
        for number, name in enumerate(PAGES[: max(STEPS)], 1):
            page.goto(f"{server.origin()}/{name}.html", wait_until="networkidle")
            if number in STEPS:
                found.append([*server.asked])
        context.close()
    return found


def as_text(browser: Browser, sites: Path, themes: Iterable[str]) -> str:
    """What is downloaded, as reStructuredText.

    :param sites: where sites are kept.
    """
    steps = " and ".join(map(str, STEPS))
    return "\n".join(
        [
            ".. Written by ``python -m benchmarks.readers walk``.",
            "",
            f"Counted {circumstances(find_chromium())}, after {steps} pages, with a cache that"
            " begins empty: kB, text gzipped, without headers, and how many requests.",
            "",
            *list_table(["Theme", "", "Pages", *KINDS, "of stock"], _rows(browser, sites, themes)),
            "",
        ]
    )


def _rows(browser: Browser, sites: Path, themes: Iterable[str]) -> Iterator[Sequence[str]]:
    for theme in themes:
        stock: list[int] = []
        for way in (STOCK, OURS, *([ICONS] if theme in _WITH_ICONS else [])):
            steps = walk(browser, built(sites, way, theme))
            sizes = [sum(each.size for each in asked) for asked in steps]
            stock = stock or sizes
            for step, asked, size, before in zip(STEPS, steps, sizes, stock, strict=True):
                cells = (_count(asked, ends) for ends in KINDS.values())
                name = f"{theme} {theme_version(theme)}"
                yield [name, _NAMES[way], str(step), *cells, f"{size / before:.2f}"]


def _count(asked: Iterable[Asked], ends: tuple[str, ...]) -> str:
    sizes = [each.size for each in asked if each.path.endswith(ends)]
    return f"{sum(sizes) / 1000:.1f} ({len(sizes)})"
