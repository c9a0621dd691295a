"""Builds the demo, serves it and opens it in a browser."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Response, Route

DEMO = Path(__file__).parents[2] / "testdocs" / "demo"


def build(output: Path, *options: str) -> Path:
    """Build the demo with a sphinx-build of its own; a warning is an error."""
    doctrees = output.with_name(f"{output.name}-doctrees")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going"]
    command += ["-d", str(doctrees), *options, str(DEMO), str(output)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}\n{result.stderr}"
    return output


class _QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output readable."""


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    """Serve *directory* on this machine; yield the address without a final slash."""
    handler = partial(_QuietHandler, directory=str(directory))
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


@dataclass
class Visit:
    """A page in a tab of its own, and what it did since it was opened."""

    page: Page
    origin: str
    #: Paths asked of the site's own server, in order.
    requests: list[str] = field(default_factory=list)
    #: Console messages, uncaught errors and failed answers, without the server's address.
    messages: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site and wait until it stands still."""
        self.page.goto(f"{self.origin}/{path}", wait_until="load")
        self.page.evaluate(
            """async () => {
                await document.fonts.ready;
                await Promise.all([...document.images].map((image) => image.decode()));
                const frame = () => new Promise(requestAnimationFrame);
                await frame();
                await frame();
            }"""
        )
        return self.page

    def note(self, message: str) -> None:
        """Remember a message; the two sites' servers have different addresses."""
        self.messages.append(message.replace(self.origin, ""))

    def note_request(self, request: Request) -> None:
        """Remember a request, unless another site was asked."""
        if request.url.startswith(self.origin):
            self.requests.append(request.url.removeprefix(self.origin))

    def note_response(self, response: Response) -> None:
        """Remember an answer that says no."""
        if response.status >= 400:
            self.note(f"{response.status} {response.url}")


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
        context.route(lambda url: not url.startswith(self.origin), _answer_nothing)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.emulate_media(media=view.media)
        visit = Visit(page, self.origin)
        page.on("request", visit.note_request)
        page.on("response", visit.note_response)
        page.on("console", lambda message: visit.note(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: visit.note(f"uncaught: {error}"))
        try:
            yield visit
        finally:
            context.close()


def _answer_nothing(route: Route) -> None:
    route.fulfill(status=200, content_type="text/javascript", body="")
