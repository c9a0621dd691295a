"""What Chromium prints of a page is what it prints of a stock page, to the byte."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import build_once, shared_directory
from tests.browser.sites import SITE, STAND_STILL, Pair
from tests.browser.slow_server import NEVER, SlowServer, serve_slowly
from tests.browser.test_critical import LATE
from tests.browser.test_held_sheets import up_to_gate
from tests.browser.test_matrix import CONTENT, WithTheme
from tests.servers import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sphinx_book_theme")]

#: It has the most rules for paper.
THEME = "sphinx_book_theme"
PAGES = [CONTENT, "guide/deep/hidden"]
#: When a file was printed.
_DATE = re.compile(rb"/(?:Creation|Mod)Date \(D:[^)]*\)")
#: All that is printed has come.
THERE = """document.fonts.status === "loaded"
    && [...document.images].every((each) => each.complete)"""


def on_paper(tab: Page) -> bytes:
    """Return what is printed of a page as it is now, but not when."""
    while not tab.evaluate(THERE):
        tab.wait_for_timeout(20)
    return _DATE.sub(b"", tab.pdf(print_background=True))


class Printer:
    """Prints pages of several sites, which have the same addresses: these are printed, too."""

    def __init__(self, browser: Browser, server: SlowServer, place: Path) -> None:
        self._browser = browser
        self._place = place
        self.server = server

    @contextmanager
    def opened(self, site: Path, page: str, *, with_scripts: bool = True) -> Iterator[Page]:
        """Open a page of a site, and do not wait for it."""
        self._place.unlink(missing_ok=True)
        self._place.symlink_to(site)
        context = self._browser.new_context(
            java_script_enabled=with_scripts, reduced_motion="reduce"
        )
        origin = self.server.origin
        context.route(lambda url: not url.startswith(origin), lambda route: route.abort())
        tab = context.new_page()
        tab.goto(f"{origin}/{self._place.name}/{page}.html", wait_until="commit")
        yield tab
        context.close()

    def wait_for(self, tab: Page, end: str) -> None:
        """Wait until a tab has asked for a path with this end; it asks by way of this thread."""
        until = time.monotonic() + PATIENCE
        while not any(path.endswith(end) for path in self.server.asked):
            assert time.monotonic() < until, f"never asked for: {end}"
            tab.wait_for_timeout(20)

    def printed(self, site: Path, page: str, *, with_scripts: bool = True) -> bytes:
        """Return what is printed of a page that has loaded."""
        with self.opened(site, page, with_scripts=with_scripts) as tab:
            tab.wait_for_load_state("load")
            if with_scripts:
                tab.evaluate(STAND_STILL)
            return on_paper(tab)


@pytest.fixture
def printer(browser: Browser, tmp_path: Path) -> Iterator[Printer]:
    with serve_slowly(tmp_path) as server:
        yield Printer(browser, server, tmp_path / "site")


@pytest.fixture(name="sites", scope="module")
def both_sites(
    with_theme: WithTheme, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Return the stock site, and ours with whole fonts: a letter is printed as its font has it."""
    options = ("-D", f"html_theme={THEME}", "-D", "compress_fonts=off")
    output = shared_directory(tmp_path_factory) / f"{THEME}-whole-fonts"
    ours = build_once(output, *options, source=SITE)
    return with_theme(THEME, "html").stock.directory, ours


def late_of(site: Path, page: str) -> tuple[str, ...]:
    """Return the names of the sheets of a page that come late."""
    late = tuple(LATE.findall((site / f"{page}.html").read_text()))
    assert late, "nothing is split"
    return late


def assert_same(stock: bytes, ours: bytes, directory: Path) -> None:
    if stock != ours:
        for name, each in zip(Pair._fields, (stock, ours), strict=True):
            (directory / f"{name}.pdf").write_bytes(each)
        pytest.fail(f"compare the files in {directory}")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_printed_as_a_stock_page_is(
    printer: Printer, sites: tuple[Path, Path], page: str, tmp_path: Path
) -> None:
    stock, ours = (printer.printed(site, page) for site in sites)
    assert_same(stock, ours, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_printed_so_without_scripts_and_its_whole_sheet(
    printer: Printer, sites: tuple[Path, Path], page: str, tmp_path: Path
) -> None:
    printer.server.lost = late_of(sites[1], page)
    stock, ours = (printer.printed(site, page, with_scripts=False) for site in sites)
    assert_same(stock, ours, tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_who_prints_before_the_whole_sheet_is_there_gets_what_comes_of_it_later(
    printer: Printer, sites: tuple[Path, Path], page: str, tmp_path: Path
) -> None:
    # What scripts behind the gate do is their affair.
    cut = tmp_path / "cut"
    shutil.copytree(sites[1], cut)
    file = cut / f"{page}.html"
    file.write_text(up_to_gate(file.read_text()))
    late = late_of(cut, page)
    printer.server.late = dict.fromkeys(late, NEVER)
    with printer.opened(cut, page) as tab:
        printer.wait_for(tab, late[0])
        tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        early = on_paper(tab)
        assert tab.evaluate("document.readyState") == "loading"
        printer.server.late = {}
        tab.wait_for_load_state("load")
        tab.evaluate(STAND_STILL)
        assert tab.locator("[data-compress-late], [data-compress-gate]").count() == 0
        assert_same(on_paper(tab), early, tmp_path)


def test_what_is_printed_otherwise_is_seen(
    printer: Printer, sites: tuple[Path, Path], tmp_path: Path
) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(sites[0], changed)
    with (changed / "_static" / "pygments.css").open("a") as sheet:
        sheet.write("@media print { p { letter-spacing: 0.1px } }")
    assert printer.printed(changed, CONTENT) != printer.printed(sites[0], CONTENT)
