"""What scripts that look for tags, sheets, rules and texts found before, they find still.

Each folder in testdocs/references has the template of a page, and its static files.  Its scripts
say by ``note()`` what they found.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.browser.sites import TESTDOCS, QuietHandler

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-references")]

REFERENCES = TESTDOCS / "references"
CASES = sorted(path.parent.name for path in REFERENCES.glob("*/layout.html"))

#: Scripts of these look for nothing, so that all may be bundled.
ASKS_FOR_NOTHING = ["plain-uses"]

NOTE = "window.notes = []; window.note = (text) => notes.push(String(text));"

LOOK = """() => {
    const look = (element) => {
        const { color, letterSpacing, margin } = getComputedStyle(element);
        return [element.localName, color, letterSpacing, margin];
    };
    const shown = [...document.querySelectorAll("#text, #text *, p")].map(look);
    return JSON.stringify([notes, shown, document.body.innerText]);
}"""


def build(case: str, output: Path, *, enabled: bool) -> None:
    """Build the site with the page of a *case*."""
    source = output.with_name(f"{output.name}-source")
    shutil.copytree(REFERENCES / case, source / "case")
    for name in ("conf.py", "index.rst"):
        shutil.copy(REFERENCES / name, source)
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source,
            source,
            output,
            output.with_name(f"{output.name}-doctrees"),
            "html",
            confoverrides={
                "compress_enabled": enabled,
                "templates_path": ["case"],
                "html_static_path": ["case/_static"],
            },
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
    assert not warnings.getvalue()


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    """Serve a site at the root of an address of its own."""
    handler = partial(QuietHandler, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class Seen:
    """What was found and shown on a page, and how many files it took."""

    found: object
    messages: list[str]
    requests: int


def see(context: BrowserContext, directory: Path) -> Seen:
    """Open the page of a site."""
    messages: list[str] = []
    requests: list[str] = []
    with serve(directory) as origin:
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text.replace(origin, "")))
        page.on("pageerror", lambda error: messages.append(str(error).replace(origin, "")))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{origin}/index.html", wait_until="load")
        page.wait_for_timeout(100)
        found = json.loads(page.evaluate(LOOK).replace(origin, ""))
        page.close()
    return Seen(found, messages, sum("/_static/" in url for url in requests))


@pytest.fixture(name="context", scope="module")
def a_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    context.add_init_script(NOTE)
    yield context
    context.close()


@pytest.mark.parametrize("case", CASES)
def test_a_script_finds_what_it_found_before(
    case: str, context: BrowserContext, tmp_path: Path
) -> None:
    seen = []
    for name in ("stock", "ours"):
        build(case, tmp_path / name, enabled=name == "ours")
        seen.append(see(context, tmp_path / name))
    stock, ours = seen
    assert (ours.found, ours.messages) == (stock.found, stock.messages)
    assert ours.requests <= stock.requests
    if case in ASKS_FOR_NOTHING:
        assert ours.requests < stock.requests - 1
