"""The critical part of a style sheet is all that a page needs, as it is delivered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import COMPUTED_STYLES, Pair, Site, View
from tests.browser.test_matrix import CONTENT, GOALS, VIEWS, WithTheme, for_each

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LATE = re.compile(r'data-compress-late="" href="[^"]*/([^"/]+)"')

PAGES = {
    "light": ["index", "guide/deep/cards", "guide/choices", "genindex", "search", CONTENT],
    "dark": [CONTENT],
    "print": [CONTENT],
    "narrow": [CONTENT],
}


@contextmanager
def without_scripts(site: Site, view: View, blocked: Callable[[str], bool]) -> Iterator[Page]:
    context = site.browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.color_scheme,
        reduced_motion="reduce",
        java_script_enabled=False,
    )
    context.route(
        lambda url: not url.startswith((site.origin, "data:")) or blocked(url),
        lambda route: route.abort(),
    )
    page = context.new_page()
    page.emulate_media(media=view.media)
    yield page
    context.close()


def picture(site: Site, page: str, view: View) -> tuple[bytes, list[list[str]]]:
    """Return what a page looks like without scripts, and with no style sheet that is late."""
    late = LATE.findall((site.directory / f"{page}.html").read_text())
    assert bool(late) == (site.name == "compressed"), "nothing is split"
    with without_scripts(site, view, lambda url: url.endswith(tuple(late) or "\0")) as tab:
        tab.goto(f"{site.origin}/{page}.html", wait_until="load")
        while tab.evaluate("document.fonts.status") != "loaded":
            tab.wait_for_timeout(20)
        return tab.screenshot(full_page=True, animations="disabled"), tab.evaluate(COMPUTED_STYLES)


@for_each("theme", [(theme,) for theme in GOALS])
def test_a_page_without_its_whole_style_sheet_looks_the_same(
    with_theme: WithTheme, theme: str, tmp_path: Path
) -> None:
    pair = with_theme(theme, "html")
    for view, pages in PAGES.items():
        for page in pages:
            stock, ours = (picture(site, page, VIEWS[view]) for site in pair)
            if ours[0] != stock[0]:
                for name, seen in zip(Pair._fields, (stock, ours), strict=True):
                    (tmp_path / f"{name}.png").write_bytes(seen[0])
                pytest.fail(f"{view} {page}: compare the pictures in {tmp_path}")
            differing = [pair for pair in zip(stock[1], ours[1], strict=True) if pair[0] != pair[1]]
            assert not differing, f"{view} {page}: {differing[0][0][0]}"
