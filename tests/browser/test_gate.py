"""Scripts behind the gate see all of the style sheets, and readers the page long before."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_compress.bundle.store import name_bundle
from sphinx_compress.page import gate
from tests.browser.engines import Engine
from tests.browser.looks import alike
from tests.browser.sites import TESTDOCS, Pair, build
from tests.browser.slow_server import NEVER, SlowServer, serve_slowly
from tests.servers import PATIENCE
from tests.sites import scripts_in_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

VARIANTS = Pair._fields

POLICIES = {
    "none": "",
    # No script may put a style element into the page.
    "self": "script-src 'self'; style-src 'self'",
    "strict": "script-src 'self'; require-trusted-types-for 'script';"
    " trusted-types sphinx-compress written",
}

#: What a page has when it has loaded, and what happened until then.
LOOK = """() => ({
    seen,
    scripts: [...document.querySelectorAll("body > script")].length,
    written: document.getElementById("written")?.nextElementSibling.localName,
    end: document.body.lastElementChild.id,
    text: document.body.innerText,
    spacing: getComputedStyle(document.querySelector("h1")).letterSpacing,
    left: document.querySelectorAll("[data-compress-gate], [data-compress-late]").length,
    media: [...document.querySelectorAll("head link[rel=stylesheet]")].map((link) => link.media),
})"""

SEEN = [
    "early loading false",
    "late loading false",
    "40px",
    "later loading false",
    "deferred interactive true",
    "last interactive true",
    "DOMContentLoaded",
    "load",
]


WHOLE = re.compile(r'/css/(output\.\w+\.css)"')
OPENER = name_bundle("js", gate.NAME, gate.OPENER.encode()).path


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project without and with the extension; it has many rules that it does not need."""
    root = tmp_path_factory.mktemp("gate")
    source = shutil.copytree(TESTDOCS / "test-gate", root / "source")
    rules = (f".none-{n * 7919 % 1000:03} {{ margin: {n}px {n * n % 97}px }}" for n in range(900))
    (source / "_static" / "one.css").write_text("p { color: rgb(1, 2, 3) }\n" + "\n".join(rules))
    # WebKit paints no page with less than 200 characters before all of it has come.
    with (source / "index.rst").open("a") as page:
        page.write("\n" + "Many words. " * 40)
    for name, enabled in (("stock", 0), ("compressed", 1)):
        build(root / name, "-D", f"compress_enabled={enabled}", source=source)
    scripts_in_pages(source)
    build(root / "inline", "-D", "compress_critical=inline", source=source)
    # What a cache has of it is of no other test.
    (root / "cached").symlink_to(root / "compressed")
    assert "data-compress-gate" in (root / "compressed" / "index.html").read_text()
    return root


@pytest.fixture(scope="module")
def whole(sites: Path) -> tuple[str, ...]:
    """Return the names of the whole sheets of the compressed site."""
    return tuple({*WHOLE.findall((sites / "compressed" / "index.html").read_text())})


@pytest.fixture(scope="module")
def started(sites: Path) -> Iterator[SlowServer]:
    with serve_slowly(sites) as server:
        yield server


@pytest.fixture
def server(started: SlowServer) -> SlowServer:
    """Return a server of both sites whose files come at once."""
    started.start_anew()
    return started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def look(engine: Engine, address: str) -> dict[str, Any]:
    engine.open(address)
    engine.wait_until("() => seen.at(-1) === 'load'")
    found: dict[str, Any] = engine.evaluate(LOOK)
    return found


def assert_same(stock: dict[str, Any], ours: dict[str, Any]) -> None:
    assert stock["seen"] == SEEN
    assert stock["spacing"] == "3px"
    assert ours == stock | {"scripts": ours["scripts"], "media": ours["media"]}
    assert {*ours["media"]} == {""}, "the whole sheet is not like any other"


def test_scripts_run_in_their_order_at_their_time(engine: Engine, server: SlowServer) -> None:
    late: dict[str, float]
    for late in ({}, {".css": 0.3}, {"late.js": 0.3}):
        server.late = late
        looks = [look(engine, f"{server.origin}/{name}/index.html") for name in VARIANTS]
        assert_same(*looks)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_lets_the_whole_sheets_apply(
    engine: Engine, server: SlowServer, policy: str
) -> None:
    server.policy = POLICIES[policy]
    stock, ours = (look(engine, f"{server.origin}/{name}/index.html") for name in VARIANTS)
    assert ours == stock | {"scripts": ours["scripts"], "media": ours["media"]}
    if policy != "strict":
        assert stock["seen"] == SEEN


def test_a_reader_sees_the_page_before_its_whole_sheets_and_no_script_runs_without_them(
    engine: Engine, server: SlowServer, whole: tuple[str, ...]
) -> None:
    stock = look(engine, f"{server.origin}/stock/index.html")
    server.start_anew()
    # On any line, the script of the gate takes a while.
    server.late = {**dict.fromkeys(whole, NEVER), OPENER: 0.3}
    # What was asked for once need not be again.
    server.caching = "max-age=60"
    engine.open(f"{server.origin}/cached/index.html", until_loaded=False)
    server.wait_for(whole[0])
    engine.wait_until("() => performance.getEntriesByName('first-contentful-paint').length")
    assert engine.evaluate("() => document.getElementById('end')") is None
    styles = "() => [seen.length, getComputedStyle(document.querySelector('p')).color]"
    assert engine.evaluate(styles) == [1, "rgb(1, 2, 3)"]
    time.sleep(0.3)
    assert engine.evaluate("() => [seen, document.readyState]") == [SEEN[:1], "loading"]
    server.late = {}
    engine.wait_until("() => seen.at(-1) === 'load'")
    assert_same(stock, engine.evaluate(LOOK))
    asked = [path for path in server.asked if path.startswith("/cached/")]
    assert len(asked) == len({*asked}), "something was asked for twice"


def test_a_part_in_the_page_itself_does_the_same(
    engine: Engine, server: SlowServer, sites: Path
) -> None:
    assert "<style>" in (sites / "inline" / "index.html").read_text()
    server.late = {".css": NEVER}
    engine.open(f"{server.origin}/inline/index.html", until_loaded=False)
    server.wait_for(OPENER)
    engine.wait_until("() => globalThis.seen?.length")
    styles = "() => [seen.length, getComputedStyle(document.querySelector('p')).color]"
    assert engine.evaluate(styles) == [1, "rgb(1, 2, 3)"]
    server.late = {}
    assert_same(
        *(look(engine, f"{server.origin}/{name}/index.html") for name in ("stock", "inline"))
    )
    assert not any("/critical." in path for path in server.asked)


def test_files_on_disk_do_the_same(engine: Engine, sites: Path) -> None:
    assert_same(*(look(engine, (sites / name / "a" / "deep.html").as_uri()) for name in VARIANTS))


def test_a_page_whose_whole_sheet_is_lost_runs_its_scripts(
    engine: Engine, server: SlowServer, whole: tuple[str, ...]
) -> None:
    server.lost = whole
    ours = look(engine, f"{server.origin}/compressed/index.html")
    assert ours["seen"] == [each if each != "40px" else "0px" for each in SEEN]


# Chromium answers nothing of such a page, and has a way of its own: see below.
@pytest.mark.parametrize("engine", ["firefox", "webkit"], indirect=True)
def test_who_runs_no_scripts_sees_the_same(engine: Engine, server: SlowServer) -> None:
    server.policy = "sandbox allow-same-origin"

    def seen(name: str) -> list[bytes]:
        engine.open(f"{server.origin}/{name}/index.html")
        return engine.pictures()

    stock, ours = alike(partial(seen, "stock"), partial(seen, "compressed"))
    assert stock == ours
    assert any("/css/output." in path for path in server.asked)


def test_who_runs_no_scripts_has_the_whole_sheets(server: SlowServer, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    seen = []
    for name in VARIANTS:
        page = context.new_page()
        server.start_anew()
        page.goto(f"{server.origin}/{name}/index.html", wait_until="load")
        seen.append(page.screenshot(full_page=True))
        assert name == "stock" or any("/css/output." in path for path in server.asked)
        added = "() => { document.querySelector('p').className = 'added-late';"
        added += " return getComputedStyle(document.querySelector('p')).marginLeft }"
        assert page.evaluate(added) == "40px"
    context.close()
    assert seen[0] == seen[1]


def test_what_is_printed_is_the_same_early_and_late(
    server: SlowServer, whole: tuple[str, ...], tab: Page
) -> None:
    colors = []
    server.late = dict.fromkeys(whole, NEVER)
    tab.goto(f"{server.origin}/compressed/index.html", wait_until="commit")
    tab.wait_for_function("document.querySelector('p') && seen.length")
    for opens in (True, False):
        tab.emulate_media(media="print")
        colors.append(tab.evaluate("getComputedStyle(document.querySelector('p')).color"))
        tab.emulate_media(media="screen")
        if opens:
            server.late = {}
            tab.wait_for_function("seen.at(-1) === 'load'")
    assert colors == ["rgb(7, 8, 9)"] * 2


def test_a_page_that_was_saved_has_its_whole_sheets(
    server: SlowServer, sites: Path, tab: Page
) -> None:
    tab.goto(f"{server.origin}/compressed/index.html", wait_until="load")
    text: str = tab.evaluate("document.documentElement.outerHTML")
    (sites / "compressed" / "saved.html").write_text(re.sub("(?s)<script.*?</script>", "", text))
    tab.goto((sites / "compressed" / "saved.html").as_uri(), wait_until="load")
    assert tab.evaluate("getComputedStyle(document.querySelector('p')).marginLeft") == "40px"


#: Does what loaders of content delivery networks do: they take all scripts out of the page, and
#: run them one by one when it has loaded.
ROCKET = """
addEventListener("load", async () => {
    for (const held of document.querySelectorAll("script[type='held']")) {
        const script = document.createElement("script");
        for (const {name, value} of held.attributes) script.setAttribute(name, value);
        script.removeAttribute("type");
        script.async = false;
        script.text = held.text;
        const done = script.src && new Promise((end) => script.onload = script.onerror = end);
        held.replaceWith(script);
        await done;
    }
    document.title = "done";
});
"""


def test_the_whole_sheets_apply_where_a_network_runs_the_scripts_later(
    server: SlowServer, sites: Path, tab: Page
) -> None:
    found: list[dict[str, list[str]]] = []
    for name in VARIANTS:
        text = (sites / name / "index.html").read_text().replace("<script", '<script type="held"')
        text = text.replace("</head>", f"<script>{ROCKET}</script></head>")
        (sites / name / "rocket.html").write_text(text)
        tab.goto(f"{server.origin}/{name}/rocket.html", wait_until="load")
        tab.wait_for_function("document.title === 'done'")
        found.append(tab.evaluate(LOOK))
    stock, ours = found
    # Such a loader knows no `defer`, and runs what stands first.
    assert sorted(ours["seen"]) == sorted(stock["seen"])
    assert not ours["left"]
    assert ours["media"] == ["", ""]
