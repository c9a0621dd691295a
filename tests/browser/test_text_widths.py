"""In three browsers, no text becomes wider, and none moves, when the whole style sheet comes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import build_once, shared_directory
from tests.browser.engines import Engine
from tests.browser.sites import SITE, STAND_STILL, Pair
from tests.browser.slow_server import NEVER, SlowServer, serve_slowly
from tests.browser.test_critical import LATE
from tests.browser.test_held_sheets import up_to_gate
from tests.browser.test_matrix import CONTENT, assert_same_lines

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

PAGE = f"{CONTENT}.html"
#: Beside it, a page that waits for nothing.
WITHOUT_WHOLE_SHEET = f"{CONTENT}-first.html"
#: Options of ``sphinx-build`` beside the theme: their fonts have subsets or not.
SITES = {
    "sphinx_rtd_theme": [],
    "sphinx_rtd_theme without subsets": ["-D", "compress_fonts=off"],
    "pydata_sphinx_theme": [],
    "python_docs_theme": [],
}
#: Those whose letters are of a font that they bring.
WITH_FONTS = {name for name in SITES if name.startswith("sphinx_rtd_theme")}

#: Returns where each line of text begins and how wide it is, and keeps to itself how to.
WATCH = """() => {
    const range = document.createRange();
    const look = () => {
        const found = [];
        const texts = document.createNodeIterator(document.body, NodeFilter.SHOW_TEXT);
        for (let text; (text = texts.nextNode()); ) {
            range.selectNodeContents(text);
            const lines = [...range.getClientRects()].map((each) => [each.x, each.y, each.width]);
            if (lines.length) found.push(`${text.data.trim()} ${lines}`);
        }
        return found;
    };
    window.looks = [];
    const watch = () => {
        const seen = look();
        if (`${seen}` !== `${window.looks.at(-1)}`) window.looks.push(seen);
        requestAnimationFrame(watch);
    };
    watch();
}"""
LOOKS = "() => window.looks"
FORGET = "() => { window.looks.length = 0 }"

#: Firefox says of a page that waits for any sheet that its fonts load, so each of them is asked.
HELD = """() => performance.getEntriesByName("first-contentful-paint").length
    && document.querySelector("[data-compress-gate]")
    && [...document.fonts].every((each) => each.status !== "loading")"""
HAS_FONTS = "() => [...document.fonts].some((each) => each.status === 'loaded')"
FRAMES = """async () => {
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
}"""
LOADED = """() => document.readyState === "complete"
    && !document.querySelector("[data-compress-late], [data-compress-gate]")
    && document.fonts.status === "loaded\""""


@pytest.fixture(name="site", params=SITES, scope="module")
def site_of_theme(
    request: pytest.FixtureRequest,
    with_theme: Callable[[str, str], Pair],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return a site whose page ends at its gate: what scripts behind it do is their affair."""
    theme, *_ = request.param.split()
    if options := SITES[request.param]:
        output = shared_directory(tmp_path_factory) / request.param.replace(" ", "-")
        built = build_once(output, "-D", f"html_theme={theme}", *options, source=SITE)
    else:
        built = with_theme(theme, "html").compressed.directory
    site = tmp_path_factory.mktemp("widths") / "html"
    shutil.copytree(built, site)
    text = up_to_gate((site / PAGE).read_text())
    (site / PAGE).write_text(text)
    page = BeautifulSoup(text, "html.parser")
    for element in page.select("[data-compress-late], [data-compress-gate]"):
        element.decompose()
    (site / WITHOUT_WHOLE_SHEET).write_text(str(page))
    return site


@contextmanager
def held(engine: Engine, site: Path) -> Iterator[SlowServer]:
    """Open a page, and wait until nothing is missing but its whole sheets."""
    late = LATE.findall((site / PAGE).read_text())
    assert late, "nothing is split"
    with serve_slowly(site) as server:
        server.late = dict.fromkeys(late, NEVER)
        # Over HTTP/1.1, Firefox asks for no font before all style sheets are there: it must have
        # them already.
        server.caching = "max-age=60"
        engine.open(f"{server.origin}/{WITHOUT_WHOLE_SHEET}")
        engine.open(f"{server.origin}/{PAGE}", until_loaded=False)
        server.wait_for(late[0])
        engine.wait_until(HELD)
        engine.evaluate(WATCH)
        engine.wait_until(HELD)
        # What a font moved has been drawn.
        engine.evaluate(FRAMES)
        engine.evaluate(FORGET)
        engine.evaluate(FRAMES)
        yield server


def looks_when_the_sheet_comes(engine: Engine, server: SlowServer) -> list[list[str]]:
    """Return what a page looks like before its whole sheet comes, and whenever that changes."""
    assert engine.evaluate("() => document.readyState") == "loading"
    server.late = {}
    engine.wait_until(LOADED)
    engine.evaluate(STAND_STILL)
    looks: list[list[str]] = engine.evaluate(LOOKS)
    return looks


def test_no_text_is_wider_or_moves_when_the_whole_sheet_comes(
    engine: Engine, site: Path, request: pytest.FixtureRequest
) -> None:
    with held(engine, site) as server:
        has_fonts = engine.evaluate(HAS_FONTS)
        looks = looks_when_the_sheet_comes(engine, server)
    assert_same_lines("lines of text", looks[0], looks[-1])
    assert len(looks) == 1
    assert len(looks[0]) > 20
    name = request.node.callspec.params["site"]
    assert has_fonts or name not in WITH_FONTS


def test_text_that_becomes_wider_is_seen(engine: Engine, site: Path, tmp_path: Path) -> None:
    changed = tmp_path / "html"
    shutil.copytree(site, changed)
    for late in LATE.findall((site / PAGE).read_text()):
        for sheet in changed.rglob(late):
            sheet.write_text(f"{sheet.read_text()} p {{ letter-spacing: 0.5px }}")
    with held(engine, changed) as server:
        first, *others = looks_when_the_sheet_comes(engine, server)
    assert others
    assert others[-1] != first
