"""The files of a built site: how many bytes they take on the way to a reader."""

from __future__ import annotations

import importlib
import posixpath
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from ...bundle.transfer import gzip_size
from ...core.urls import is_local, seen_from_root
from ..checks.pages import imported_urls

#: What servers use that compress each answer anew.
_BROTLI_QUALITY: Final = 5


class Size(NamedTuple):
    """How many bytes a file has."""

    raw: int = 0
    gzip: int = 0
    #: 0 if brotli is not installed.
    brotli: int = 0

    def plus(self, other: Size) -> Size:
        """Return the size of two files."""
        return Size(*(one + more for one, more in zip(self, other, strict=True)))

    def minus(self, other: Size) -> Size:
        """Return how much more it is than another size."""
        return Size(*(one - less for one, less in zip(self, other, strict=True)))


class Files:
    """The files of the site in a directory, each read once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._sizes: dict[str, Size] = {}
        self._imports: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _brotli(self) -> Callable[..., bytes] | None:
        try:
            compress: Callable[..., bytes] = importlib.import_module("brotli").compress
        except ImportError:
            return None
        return compress

    @property
    def knows_brotli(self) -> bool:
        """Whether brotli is installed, so that its sizes are known."""
        return self._brotli is not None

    def size(self, url: str) -> Size:
        """Return the size of a file, by its URL from the site root; 0 if it is not there."""
        if url not in self._sizes:
            self._sizes[url] = self.size_of(self.read(url))
        return self._sizes[url]

    def size_of(self, data: bytes) -> Size:
        """Return the size of a file with these bytes."""
        if not data:
            return Size()
        brotli = len(self._brotli(data, quality=_BROTLI_QUALITY)) if self._brotli else 0
        return Size(len(data), gzip_size(data), brotli)

    def read(self, url: str) -> bytes:
        """Return the bytes of a file, by its URL from the site root; none if it is not there."""
        path = (self._site / unquote(url.partition("?")[0])).resolve()
        # A page may name anything.
        if not is_local(url) or not path.is_relative_to(self._site.resolve()):
            return b""
        try:
            return path.read_bytes()
        except (OSError, ValueError):
            return b""

    def imports(self, url: str) -> tuple[str, ...]:
        """Return the URLs of the style sheets that the one at *url* imports itself."""
        if url not in self._imports:
            data = self.read(url)
            urls = imported_urls(data) if b"@import" in data.lower() else ()
            directory = posixpath.dirname(url)
            self._imports[url] = tuple(seen_from_root(each, directory, "") for each in urls)
        return self._imports[url]
