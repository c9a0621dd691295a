"""Builds sites, serves them, opens them in a browser and sees what a reader would see."""

from __future__ import annotations

import io
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from tests.conftest import BUILDERS
from tests.servers import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route

TESTDOCS = Path(__file__).parents[2] / "testdocs"
DEMO = TESTDOCS / "demo"
#: The project that is built with every theme.
SITE = TESTDOCS / "site"

T = TypeVar("T")


def build(output: Path, *options: str, source: Path = DEMO, builder: str = "html") -> Path:
    """Build a project in a process of its own; a warning is an error."""
    doctrees = output.with_name(f"{output.name}-doctrees")
    arguments = ["-b", builder, "-W", "--keep-going", "-d", str(doctrees)]
    arguments += [*options, str(source), str(output)]
    result = BUILDERS.build(arguments, dict(os.environ))
    assert result.returncode == 0, f"{' '.join(arguments)}\n{result.stdout}\n{result.stderr}"
    return output


def build_here(source: Path, output: Path, **values: Any) -> str:
    """Build a project in this process, as is good where there are many; return the warnings."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source,
            source,
            output,
            output.with_name(f"{output.name}-doctrees"),
            "html",
            confoverrides=values,
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
    assert app.statuscode == 0, warnings.getvalue()
    return warnings.getvalue()


class QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body are sent one by one, and the second is not to wait until the first arrived.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output readable."""


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    """Serve *directory* on this machine; yield the address without a final slash."""
    handler = partial(QuietHandler, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class View(NamedTuple):
    """How a page is looked at."""

    width: int = 1280
    height: int = 900
    color_scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"


# Keeps a record of what a page has put off, for less than the half second after which Sphinx's
# search page draws its dots for ever.  A page is not done before that is, and nothing else tells
# how long it may take.  And names that a page makes up at random are the same on both sites.
PREPARE = """
const timers = window[Symbol.for("timers")] = new Set();
const {setTimeout: set, clearTimeout: clear} = window;
window.setTimeout = (act, delay, ...rest) => {
    if (typeof act !== "function" || delay >= 500) return set(act, delay, ...rest);
    const id = set(() => { timers.delete(id); act(...rest); }, delay);
    timers.add(id);
    return id;
};
window.clearTimeout = (id) => { timers.delete(id); clear(id); };
let drawn = 1;
Math.random = () => (drawn = drawn * 48271 % 0x7fffffff) / 0x7fffffff;
"""

# Nothing moves, loads or changes any more.  Observers are asked once in a frame, hence the frames.
STAND_STILL = """async () => {
    const timers = window[Symbol.for("timers")] ?? new Set();
    const moves = (animation) => animation.playState === "running"
        && animation.effect.getComputedTiming().endTime < Infinity;
    let still = 0;
    const observer = new MutationObserver(() => { still = 0; });
    observer.observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true,
    });
    const began = performance.now();
    while (still < 5) {
        await document.fonts.ready;
        await Promise.all([...document.images].map((image) => image.decode()));
        await new Promise(requestAnimationFrame);
        const moving = document.getAnimations().filter(moves);
        still = timers.size || moving.length ? 0 : still + 1;
        if (performance.now() - began > 20_000) {
            throw new Error(`restless: ${timers.size} timers, ${moving.length} animations`);
        }
    }
    observer.disconnect();
}"""

# Hashed, because the text of all properties of all elements would be tens of megabytes; sorted,
# because custom properties come in another order each time.
COMPUTED_STYLES = """async () => {
    const digest = async (text) => {
        const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
        return btoa(String.fromCharCode(...new Uint8Array(bytes)));
    };
    // To list them takes most of the time, and who has as many as its parent has the same.
    const known = new Map();
    const properties = (style, parent) => {
        const names = known.get(parent);
        return names?.length === style.length ? names : [...style].sort();
    };
    const styles = [];
    const visible = "html, body, body *:not(script, style, link)";
    for (const element of document.querySelectorAll(visible)) {
        for (const pseudo of [null, "::before", "::after"]) {
            const style = getComputedStyle(element, pseudo);
            if (pseudo && style.content === "none") continue;
            const names = properties(style, pseudo ? element : element.parentElement);
            if (!pseudo) known.set(element, names);
            const text = names
                .map((name) => `${name}: ${style.getPropertyValue(name)}`)
                .join(";")
                .replaceAll(location.origin, "");
            const name = `${element.tagName} ${element.className} ${pseudo}`;
            styles.push([name, await digest(text)]);
        }
    }
    return styles;
}"""

# All that can be observed of a page but its looks.  What bundling replaces is left out, and so is
# the space around it.
STATE = """() => {
    const attributes = (element) =>
        [...element.attributes].map(({name, value}) => `${name}=${value}`).sort();
    const body = document.body.cloneNode(true);
    body.querySelectorAll("script, style, link").forEach((each) => each.remove());
    const comments = document.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
    for (let each; (each = comments.nextNode()); ) each.remove();
    const {activeElement: focused} = document;
    return {
        address: location.href,
        title: document.title,
        root: attributes(document.documentElement),
        body: attributes(document.body),
        elements: body.innerHTML.replace(/\\s+/g, " ").replace(/> ?</g, ">\\n<").split("\\n"),
        text: document.body.innerText.split(/\\s*\\n\\s*/),
        fields: [...document.querySelectorAll("input, select, textarea")].map(
            ({type, name, value, checked}) => [type, name, value, checked]
        ),
        focus: focused && [focused.tagName, ...attributes(focused)],
        scroll: [scrollX, scrollY],
        local: Object.entries(localStorage).sort(),
        session: Object.entries(sessionStorage).sort(),
    };
}"""

# Stands in for the library that draws diagrams, and does with an element what that does.
MERMAID = """export default {
    initialize() {},
    registerLayoutLoaders() {},
    async run({nodes = document.querySelectorAll(".mermaid")} = {}) {
        for (const node of nodes) {
            const label = node.textContent.trim().split(/\\s+/)[0];
            node.innerHTML = `<svg viewBox="0 0 200 40"><text y="30">${label}</text></svg>`;
            node.dataset.processed = "true";
        }
    },
};"""


#: How Chromium begins its message for a script that it cannot run at all, if a bundle asked it to:
#: a difference that is accepted, and said in the manual.
BY_LOADER = "Failed to execute 'appendChild' on 'Node': "


@dataclass
class Visit:
    """A page in a tab of its own, and what it did since it was opened."""

    page: Page
    origin: str
    #: Paths asked of the site's own server, in order.
    requests: list[str] = field(default_factory=list)
    #: Addresses asked of others, in order.
    elsewhere: list[str] = field(default_factory=list)
    #: Console messages and uncaught errors, in order, without the server's address.
    messages: list[str] = field(default_factory=list)
    #: Requests that were not answered, or with an error.
    failures: list[str] = field(default_factory=list)
    _pending: list[Request] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site and wait until it stands still."""
        self.page.goto(f"{self.origin}/{path}", wait_until="load")
        self.stand_still()
        return self.page

    def stand_still(self) -> None:
        """Wait until the page has loaded, drawn and done all that it is going to."""
        deadline = time.monotonic() + PATIENCE
        # What comes to lie beneath a pointer that rests is hovered over sooner, later or never.
        self.page.mouse.move(-1, -1)
        self.page.evaluate(STAND_STILL)
        # What a script or a style sheet asks for once the page is there, no event waits for.
        while self._pending:
            assert time.monotonic() < deadline, f"never answered: {self._pending}"
            self.page.evaluate(STAND_STILL)

    def scroll(self, share: float) -> None:
        """Go down by a share of the page."""
        self.page.evaluate(
            """(share) => {
                const top = share * document.documentElement.scrollHeight;
                scrollTo({ top, behavior: "instant" });
            }""",
            share,
        )
        self.stand_still()

    def picture(self, *, whole_page: bool = False) -> bytes:
        """Return a PNG of what can be seen, or of all that there is to see."""
        return self.page.screenshot(full_page=whole_page, animations="disabled")

    def styles(self) -> list[list[str]]:
        """Return every element and pseudo-element with a digest of how it is styled."""
        styles: list[list[str]] = self.page.evaluate(COMPUTED_STYLES)
        return styles

    def state(self) -> dict[str, object]:
        """Return what the page shows and remembers, and where its reader is."""
        text = json.dumps(self.page.evaluate(STATE), ensure_ascii=False)
        state: dict[str, object] = json.loads(text.replace(self.origin, ""))
        return state

    def note(self, message: str) -> None:
        """Remember a message; the two sites' servers have different addresses."""
        self.messages.append(message.replace(self.origin, "").replace(BY_LOADER, ""))

    def note_console(self, message: ConsoleMessage) -> None:
        """Remember what the console says."""
        # This comes sooner or later than others, and `failures` knows it anyway.
        if not message.text.startswith("Failed to load resource:"):
            self.note(f"{message.type}: {message.text}")

    def note_request(self, request: Request) -> None:
        """Remember what was asked, and of whom."""
        self._pending.append(request)
        if request.url.startswith(f"{self.origin}/"):
            self.requests.append(request.url.removeprefix(self.origin))
        else:
            self.elsewhere.append(request.url)

    def note_response(self, response: Response) -> None:
        """Remember an answer that says no."""
        if response.status >= 400:
            self.failures.append(f"{response.status} {response.url}".replace(self.origin, ""))

    def note_end(self, request: Request) -> None:
        """Remember that a request is over, and whether it came to nothing."""
        if request in self._pending:
            self._pending.remove(request)
        # A reader who goes on to another page takes back what that page no longer needs.
        if request.failure and request.failure != "net::ERR_ABORTED":
            self.failures.append(f"{request.failure} {request.url}".replace(self.origin, ""))


@dataclass
class Site:
    """One of the builds, served."""

    name: str
    directory: Path
    origin: str
    browser: Browser

    @contextmanager
    def visit(self, view: View | None = None, permissions: Sequence[str] = ()) -> Iterator[Visit]:
        """Open a tab with a cold cache and an empty storage."""
        view = view or View()
        context = self.browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme=view.color_scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            permissions=list(permissions),
        )
        # What other sites serve is not ours to test, and a build machine may not reach them.
        ours = rf"{re.escape(self.origin)}/|http://127\.0\.0\.1:\d+/|data:|blob:"
        others = re.compile(f"^(?!{ours})")
        context.route(others, _answer_for_others)
        context.set_default_timeout(PATIENCE * 1000)
        context.add_init_script(PREPARE)
        page = context.new_page()
        # A session of our own hides the medium that Playwright would set in its own.
        session = context.new_cdp_session(page)
        session.send("Emulation.setEmulatedMedia", {"media": view.media})
        # What is drawn while it moves is not drawn anew where it comes to rest, and differs there.
        session.send("Animation.enable")
        session.send("Animation.setPlaybackRate", {"playbackRate": 1000})
        visit = Visit(page, self.origin)
        page.on("request", visit.note_request)
        page.on("response", visit.note_response)
        page.on("requestfinished", visit.note_end)
        page.on("requestfailed", visit.note_end)
        page.on("console", visit.note_console)
        page.on("pageerror", lambda error: visit.note(f"uncaught: {error}"))
        try:
            yield visit
        finally:
            context.close()


def _answer_for_others(route: Route) -> None:
    route.fulfill(
        status=200,
        content_type="text/javascript",
        headers={"access-control-allow-origin": "*"},
        body=MERMAID if route.request.url.endswith(".mjs") else "",
    )


class Pair(NamedTuple):
    """A project, built without and with the extension."""

    stock: Site
    compressed: Site

    def from_disk(self) -> Pair:
        """Return the same sites as they are without a server."""
        stock, compressed = (replace(site, origin=site.directory.as_uri()) for site in self)
        return Pair(stock, compressed)


def in_both(
    pair: Pair,
    act: Callable[[Visit], T],
    *,
    view: View | None = None,
    permissions: Sequence[str] = (),
) -> tuple[T, T]:
    """Do the same on both sites; return what came of it, the stock site's first.

    Both must have said the same, and have asked others for the same.
    """
    results, heard = [], []
    for site in pair:
        with site.visit(view, permissions) as visit:
            results.append(act(visit))
            # Failures and others' files come in no certain order.
            others = sorted(visit.failures), sorted(visit.elsewhere)
            heard.append((visit.messages, *others))
    stock, compressed = heard
    assert compressed == stock, f"{stock}\n{compressed}"
    return results[0], results[1]


def wait_for_results(visit: Visit) -> None:
    """Wait until the search is over and each page that was found shows an extract."""
    visit.page.wait_for_function(
        """() => {
            const summary = document.querySelector("#search-results .search-summary");
            const found = [...document.querySelectorAll("#search-results ul.search > li")];
            return summary && /found|did not match/.test(summary.textContent)
                && found.every((item) => item.children.length > 1);
        }"""
    )
