"""A web server that answers from memory, so that what is measured is the browser."""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

#: The media type of a file, by the end of its name.
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
#: Those that a server compresses.
COMPRESSED: Final = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt"})


class Answer(NamedTuple):
    """What the server says to a request."""

    body: bytes
    content_type: str
    #: Of what is sent: the contents as they are, or gzipped.
    is_gzipped: bool
    tag: str
    cache_control: str
    #: Seconds to wait before the answer.
    delay: float = 0.0


def answer(
    content: bytes, suffix: str, *, cache_control: str = "no-cache", delay: float = 0.0
) -> Answer:
    """Prepare an answer; text is gzipped here, once and for all.

    :param suffix: of the file's name, with the dot; it determines the media type.
    """
    is_gzipped = suffix in COMPRESSED
    body = gzip.compress(content, 9, mtime=0) if is_gzipped else content
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    content_type = TYPES.get(suffix, "application/octet-stream")
    return Answer(body, content_type, is_gzipped, tag, cache_control, delay)


class Asked(NamedTuple):
    """One request, as it was answered."""

    #: Without the query.
    path: str
    status: int
    #: Bytes of the body that were sent.
    size: int


#: Finds the answer to a path without a query; ``None`` is "404 Not Found".
Finder = Callable[[str], Answer | None]


@dataclass
class Server:
    """A server that runs."""

    port: int
    #: What was asked for, in the order of the answers.
    asked: list[Asked] = field(default_factory=list)

    def origin(self, host: str = "127.0.0.1") -> str:
        """Its address without a final slash.

        :param host: any name below ``localhost``: to a browser each is a site of its own.
        """
        return f"http://{host}:{self.port}"


def site(directory: Path) -> Finder:
    """Answers for the files of a built site, as a careful administrator would set them up.

    What is in ``_static`` may be kept for a year, since names or queries change with contents; a
    browser has to ask again for anything else.
    """
    known: dict[str, Answer | None] = {}
    lock = threading.Lock()

    def find(path: str) -> Answer | None:
        # Two connections may ask for one file, and to compress it twice would cost time.
        with lock:
            if path not in known:
                known[path] = _read(directory, path)
            return known[path]

    return find


def _read(directory: Path, path: str) -> Answer | None:
    file = (directory / path.removeprefix("/")).resolve()
    if file.is_dir():
        file /= "index.html"
    if not (file.is_file() and file.is_relative_to(directory.resolve())):
        return None
    is_static = path.startswith("/_static/")
    cache_control = "public, max-age=31536000" if is_static else "no-cache"
    return answer(file.read_bytes(), file.suffix, cache_control=cache_control)


class _Server(ThreadingHTTPServer):
    # A browser holds its connections open, and opens several at once; a call that finds no place
    # in the queue is repeated only after a second.
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def serve(find: Finder, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """Answer requests until the context is left.

    :param headers: what is sent along with each answer.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body would otherwise wait for each other's acknowledgement.
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            """Answer one request."""
            path = unquote(urlsplit(self.path).path)
            found = find(path)
            if found is None:
                status, body = 404, b""
            elif self.headers.get("If-None-Match") == found.tag:
                status, body = 304, b""
            else:
                status, body = 200, found.body
            if found is not None and found.delay:
                time.sleep(found.delay)
            running.asked.append(Asked(path, status, len(body)))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if found is not None:
                self.send_header("ETag", found.tag)
                self.send_header("Cache-Control", found.cache_control)
            if found is not None and status == 200:
                self.send_header("Content-Type", found.content_type)
                if found.is_gzipped:
                    self.send_header("Content-Encoding", "gzip")
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep the output readable."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        running = Server(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield running
        finally:
            server.shutdown()
            thread.join()
