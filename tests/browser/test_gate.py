"""Scripts behind the gate see the whole style sheets, and readers the page long before."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import TESTDOCS, QuietHandler, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

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


class Server(ThreadingHTTPServer):
    """Serves the two sites, with a policy for each page, and may hold whole sheets back."""

    daemon_threads = True

    def __init__(self, directory: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(directory)))
        self.policy = ""
        #: Whole style sheets come when it is set.
        self.opened = threading.Event()
        self.opened.set()
        #: The files that were asked for.
        self.log: list[str] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(QuietHandler):
    server: Server

    def do_GET(self) -> None:  # noqa: N802
        path = self.path.partition("?")[0]
        self.server.log.append(path.rpartition("/")[2])
        if "/css/output." in path:
            self.server.opened.wait(20)
        super().do_GET()

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "max-age=60")
        super().end_headers()


@contextmanager
def serving(directory: Path) -> Iterator[Server]:
    with Server(directory) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.opened.set()
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project without and with the extension; it has many rules that it does not need."""
    root = tmp_path_factory.mktemp("gate")
    source = shutil.copytree(TESTDOCS / "test-gate", root / "source")
    rules = (f".none-{n * 7919 % 1000:03} {{ margin: {n}px {n * n % 97}px }}" for n in range(900))
    (source / "_static" / "one.css").write_text("p { color: rgb(1, 2, 3) }\n" + "\n".join(rules))
    for name, enabled in (("stock", 0), ("compressed", 1)):
        build(root / name, "-D", f"compress_enabled={enabled}", source=source)
    assert "data-compress-gate" in (root / "compressed" / "index.html").read_text()
    return root


@pytest.fixture(scope="module")
def server(sites: Path) -> Iterator[Server]:
    with serving(sites) as server:
        yield server


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def look(tab: Page, address: str) -> dict[str, object]:
    tab.goto(address, wait_until="load")
    tab.wait_for_function("seen.at(-1) === 'load'")
    found: dict[str, object] = tab.evaluate(LOOK)
    return found


def assert_same(stock: dict[str, object], ours: dict[str, object]) -> None:
    assert stock["seen"] == SEEN
    assert stock["spacing"] == "3px"
    assert ours == stock | {"scripts": ours["scripts"], "media": ours["media"]}
    assert ours["media"] == ["", ""], "the whole sheet is not like any other"


@pytest.mark.parametrize("policy", POLICIES)
def test_scripts_run_in_their_order_at_their_time(server: Server, tab: Page, policy: str) -> None:
    server.policy = POLICIES[policy]
    stock = look(tab, f"{server.origin}/stock/index.html")
    ours = look(tab, f"{server.origin}/compressed/index.html")
    server.policy = ""
    assert ours == stock | {"scripts": ours["scripts"], "media": ours["media"]}
    if policy != "strict":
        assert stock["seen"] == SEEN


def test_a_reader_sees_the_page_before_its_whole_sheets_and_no_script_runs_without_them(
    server: Server, tab: Page
) -> None:
    stock = look(tab, f"{server.origin}/stock/index.html")
    server.opened.clear()
    server.log.clear()
    tab.goto(f"{server.origin}/compressed/index.html", wait_until="commit")
    tab.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    tab.wait_for_function("document.getElementById('end') === null && seen.length")
    before = tab.evaluate("[seen.length, getComputedStyle(document.querySelector('p')).color]")
    assert before == [1, "rgb(1, 2, 3)"]
    tab.wait_for_timeout(300)
    assert tab.evaluate("seen") == SEEN[:1]
    server.opened.set()
    tab.wait_for_function("seen.at(-1) === 'load'")
    assert_same(stock, tab.evaluate(LOOK))
    assert len(server.log) == len({*server.log}), "something was asked for twice"


def test_files_on_disk_do_the_same(sites: Path, tab: Page) -> None:
    stock, ours = (
        look(tab, (sites / name / "a" / "deep.html").as_uri()) for name in ("stock", "compressed")
    )
    assert_same(stock, ours)


def test_who_runs_no_scripts_has_the_whole_sheets(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    seen = []
    for name in ("stock", "compressed"):
        page = context.new_page()
        server.log.clear()
        page.goto(f"{server.origin}/{name}/index.html", wait_until="load")
        seen.append(page.screenshot(full_page=True))
        assert name == "stock" or any(file.startswith("output.") for file in server.log)
        added = "() => { document.querySelector('p').className = 'added-late';"
        added += " return getComputedStyle(document.querySelector('p')).marginLeft }"
        assert page.evaluate(added) == "40px"
    context.close()
    assert seen[0] == seen[1]


def test_what_is_printed_is_the_same_early_and_late(server: Server, tab: Page) -> None:
    colors = []
    server.opened.clear()
    tab.goto(f"{server.origin}/compressed/index.html", wait_until="commit")
    tab.wait_for_function("document.querySelector('p') && seen.length")
    for opens in (True, False):
        tab.emulate_media(media="print")
        colors.append(tab.evaluate("getComputedStyle(document.querySelector('p')).color"))
        tab.emulate_media(media="screen")
        if opens:
            server.opened.set()
            tab.wait_for_function("seen.at(-1) === 'load'")
    assert colors == ["rgb(7, 8, 9)"] * 2


def test_a_page_whose_whole_sheet_is_lost_runs_its_scripts(server: Server, tab: Page) -> None:
    tab.route("**/css/output.*", lambda route: route.abort())
    ours = look(tab, f"{server.origin}/compressed/index.html")
    assert ours["seen"] == [each if each != "40px" else "0px" for each in SEEN]


def test_a_page_that_was_saved_has_its_whole_sheets(server: Server, sites: Path, tab: Page) -> None:
    look(tab, f"{server.origin}/compressed/index.html")
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
    server: Server, sites: Path, tab: Page
) -> None:
    found: list[dict[str, list[str]]] = []
    for name in ("stock", "compressed"):
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
