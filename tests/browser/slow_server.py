"""A server whose files come late or never, as a test says."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from tests.browser.sites import QuietHandler
from tests.servers import PATIENCE

NEVER = math.inf


class SlowServer(ThreadingHTTPServer):
    """Serves a directory to any browser."""

    daemon_threads = True

    def __init__(self, directory: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(directory)))
        #: Seconds by the end of a path, without the query.  What is late comes at once when
        #: it is taken out.
        self.late: dict[str, float] = {}
        #: Ends of paths that lead nowhere.
        self.lost: tuple[str, ...] = ()
        #: What caches may do.
        self.caching = "no-store"
        #: What pages may do, as a Content-Security-Policy says it.
        self.policy = ""
        #: Paths in the order in which they were asked for.
        self.asked: list[str] = []
        self.ended = threading.Event()

    @property
    def origin(self) -> str:
        """The address without a final slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start_anew(self) -> None:
        """Forget what is late or lost, and what was asked for."""
        self.late.clear()
        self.asked.clear()
        self.lost = ()
        self.policy = ""
        self.caching = "no-store"

    def delay(self, path: str) -> float:
        """Return how many seconds late a file comes."""
        return max((late for end, late in [*self.late.items()] if path.endswith(end)), default=0)

    def wait_for(self, end: str) -> None:
        """Wait until a path with this end has been asked for."""
        until = time.monotonic() + PATIENCE
        while not any(path.endswith(end) for path in self.asked):
            assert time.monotonic() < until, f"never asked for: {end}"
            time.sleep(0.02)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that no longer wait for an answer."""


class _Handler(QuietHandler):
    server: SlowServer

    def do_GET(self) -> None:  # noqa: N802
        path = self.path.partition("?")[0]
        self.server.asked.append(path)
        began = time.monotonic()
        while time.monotonic() - began < self.server.delay(path):
            if self.server.ended.wait(0.01):
                break
        if self.server.ended.is_set():
            self.close_connection = True
        elif path.endswith(self.server.lost):
            self.send_error(404)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", self.server.caching)
        super().end_headers()


@contextmanager
def serve_slowly(directory: Path) -> Iterator[SlowServer]:
    """Serve a directory on this machine."""
    with SlowServer(directory) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
