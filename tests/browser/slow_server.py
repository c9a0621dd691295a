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
        #: Seconds by the end of a path, without the query.
        self.late: dict[str, float] = {}
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
        """Forget what is late, and what was asked for."""
        self.late.clear()
        self.asked.clear()
        self.policy = ""

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
        late = [each for end, each in self.server.late.items() if path.endswith(end)]
        if late:
            seconds = max(late)
            self.server.ended.wait(None if seconds == NEVER else seconds)
        if self.server.ended.is_set():
            self.close_connection = True
        else:
            super().do_GET()

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "no-store")
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
