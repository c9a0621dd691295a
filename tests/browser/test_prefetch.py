"""A browser fetches the pages of a site while the pointer rests on their links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Project
from tests.servers import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("prefetch")]

Requests = Queue[tuple[str, str | None]]


@contextmanager
def noting_server(directory: Path, requests: Requests) -> Iterator[str]:
    """Serve a site, and note the path and the purpose of each request."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.put((self.path, self.headers.get("Sec-Purpose")))
            super().do_GET()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    handler = partial(Handler, directory=directory)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_only_other_pages_are_fetched_and_only_then(
    browser: Browser, project: Callable[[str], Project]
) -> None:
    source = project("test-furo")
    source.write("sub/one.rst", "One\n===\n\n:doc:`/index` :doc:`two` :download:`one.rst`\n")
    source.write("sub/two.rst", ":orphan:\n\nTwo\n===\n")
    source.configure("compress_prefetch = True")
    built = source.build()
    requests: Requests = Queue()
    with noting_server(built.directory, requests) as root:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{root}sub/one.html", wait_until="networkidle")
        loaded = [requests.get() for _ in range(requests.qsize())]
        assert ("/sub/one.html", None) in loaded
        assert not [path for path, purpose in loaded if purpose]
        page.hover("article a.download")
        page.wait_for_timeout(400)
        for link, path in (("two.html", "/sub/two.html"), ("../index.html", "/index.html")):
            page.hover(f"article a[href='{link}']")
            assert requests.get(timeout=PATIENCE) == (path, "prefetch")
        page.close()
    assert said == []
