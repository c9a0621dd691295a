"""Scripts that wait for the style sheets do what they do in the stock site, only later."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_compress.page.defer_code import CODE
from tests.browser.sites import TESTDOCS, QuietHandler, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HASH = base64.b64encode(hashlib.sha256(CODE.encode()).digest()).decode()

POLICIES = {
    "none": "",
    "self": "script-src 'self'",
    "hash": f"script-src 'self' 'sha256-{HASH}'",
    "unsafe": "script-src 'self' 'unsafe-inline'",
    "trusted": (
        "require-trusted-types-for 'script';"
        " trusted-types sphinx-compress-delay sphinx-compress written"
    ),
    "strict": (
        "script-src 'self'; require-trusted-types-for 'script';"
        " trusted-types sphinx-compress-delay sphinx-compress written"
    ),
}

#: What a page has when it has loaded, and what happened until then.
LOOK = """() => ({
    seen,
    left: document.querySelectorAll("noscript, svg").length,
    scripts: [...document.querySelectorAll("body > script")].length,
    written: document.getElementById("written")?.nextElementSibling.localName,
    end: document.body.lastElementChild.id,
    text: document.body.innerText,
})"""


class Server(ThreadingHTTPServer):
    """Serves the two sites; each page with the policy that its address asks for."""

    daemon_threads = True

    def __init__(self, directory: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(directory)))
        self.policy = ""
        #: While it is set, style sheets do not come.
        self.is_slow = False
        #: Files that were asked for, and sheets that were sent, in order.
        self.log: list[str] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(QuietHandler):
    server: Server

    def do_GET(self) -> None:  # noqa: N802
        path = self.path.partition("?")[0]
        self.server.log.append(path)
        if path.endswith(".css") and self.server.is_slow:
            # What could be asked for before it has been asked for by then.
            threading.Event().wait(0.5)
            self.server.log.append("a sheet")
        super().do_GET()

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def serving(directory: Path) -> Iterator[Server]:
    with Server(directory) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project without and with the extension, and with its comments taken out."""
    root = tmp_path_factory.mktemp("delay")
    for name, enabled in (("stock", 0), ("compressed", 1)):
        build(root / name, "-D", f"compress_enabled={enabled}", source=TESTDOCS / "test-delay")
    text = (root / "compressed" / "index.html").read_text()
    stripped = text.replace("<!--compress-->", "")
    assert len(text) - len(stripped) == 30
    (root / "compressed" / "stripped.html").write_text(stripped)
    # Something that reads scripts has taken their comments out, too.
    (root / "compressed" / "bare.html").write_text(stripped.replace("//-->", ""))
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


#: What is in the bundle of the head.
HEAD = ("first", "early")


def look(tab: Page, address: str) -> dict[str, object]:
    tab.goto(address, wait_until="load")
    tab.wait_for_function("seen.at(-1) === 'load'")
    found: dict[str, object] = tab.evaluate(LOOK)
    return found


SEEN = [
    "early loading false",
    "late loading false",
    "later loading false",
    "deferred interactive true",
    "last interactive true",
    "DOMContentLoaded",
    "load",
]


@pytest.mark.parametrize("policy", POLICIES)
def test_scripts_run_in_their_order_at_their_time(server: Server, tab: Page, policy: str) -> None:
    server.policy = POLICIES[policy]
    server.is_slow = False
    # Bundles run scripts as inline ones, or load them one by one where that is forbidden.
    stock = look(tab, f"{server.origin}/stock/index.html")
    ours = look(tab, f"{server.origin}/compressed/index.html")
    server.policy = ""
    if policy not in {"trusted", "strict"}:
        assert stock["seen"] == SEEN
        assert stock["written"] == "script"
    assert ours == stock | {"scripts": ours["scripts"]}
    assert ours["left"] == 0


@pytest.mark.parametrize("name", ["stripped", "bare"])
def test_comments_that_something_took_out_are_not_missed(
    server: Server, tab: Page, name: str
) -> None:
    server.is_slow = False
    usual = look(tab, f"{server.origin}/compressed/index.html")
    assert look(tab, f"{server.origin}/compressed/{name}.html") == usual


@pytest.mark.parametrize("policy", ["none", "self", "hash"])
def test_what_waits_is_asked_for_when_the_sheets_are_there(
    server: Server, tab: Page, policy: str
) -> None:
    server.policy = POLICIES[policy]
    server.is_slow = True
    server.log.clear()
    look(tab, f"{server.origin}/compressed/index.html")
    server.policy = ""
    sheet = server.log.index("a sheet")
    before, held = (
        # Where inline scripts are forbidden, the bundle of the head asks for its files.
        [name for name in names if name.endswith(".js") and Path(name).stem not in HEAD]
        for names in (server.log[:sheet], server.log[sheet:])
    )
    assert len(before) == 1
    assert len([name for name in held if "/delay." in name]) == (policy == "self")
    assert len([name for name in held if "/delay." not in name]) == 4
    server.log.clear()
    look(tab, f"{server.origin}/stock/index.html")
    sheet = server.log.index("a sheet")
    assert [name for name in server.log[:sheet] if name.endswith("late.js")]


def test_files_on_disk_do_the_same(sites: Path, tab: Page) -> None:
    stock, ours = (
        look(tab, (sites / name / "a" / "deep.html").as_uri()) for name in ("stock", "compressed")
    )
    assert stock["seen"] == SEEN
    assert ours == stock | {"scripts": ours["scripts"]}


def test_who_runs_no_scripts_sees_the_same(server: Server, browser: Browser) -> None:
    server.is_slow = False
    context = browser.new_context(java_script_enabled=False)
    pictures = []
    for name in ("stock", "compressed"):
        page = context.new_page()
        page.goto(f"{server.origin}/{name}/index.html", wait_until="load")
        pictures.append(page.screenshot(full_page=True))
    context.close()
    assert pictures[0] == pictures[1]


def test_a_page_that_a_script_puts_in_later_runs_its_scripts(server: Server, tab: Page) -> None:
    server.is_slow = False
    look(tab, f"{server.origin}/compressed/index.html")
    tab.evaluate(
        """async () => {
            seen.length = 0;
            const text = await (await fetch("a/deep.html")).text();
            const inner = text.match(/<noscript data-compress[^]*<!--compress-->/)[0];
            const found = document.createRange().createContextualFragment(
                inner.replaceAll("../", "")
            );
            document.body.append(found);
        }"""
    )
    tab.wait_for_function("seen.length === 4")
    assert sorted(name.split()[0] for name in tab.evaluate("seen")) == [
        "deferred",
        "last",
        "late",
        "later",
    ]
    assert tab.locator("noscript, svg").count() == 0
