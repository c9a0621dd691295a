"""How many bytes the files of regions take on the way to a reader, when gzip sends them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.serialization import read_json_or
from .critical import waits
from .result import Result
from .sources import Sources
from .store import Store

#: What servers use that compress each answer anew.
GZIP_LEVEL: Final = 6

#: In the form of gzip, and not of zlib.
_WINDOW: Final = 31


def gzip_size(data: bytes) -> int:
    """Return how many bytes gzip makes of *data*; 0 for none, which nobody compresses."""
    return len(zlib.compress(data, GZIP_LEVEL, _WINDOW)) if data else 0


class TransferSizes:
    """Sizes of files, each of which is compressed only if the main cache has not its size."""

    def __init__(self, sources: Sources, store: Store, cache: Cache) -> None:
        self._sources = sources
        self._store = store
        self._cache = cache

    def before(self, result: Result) -> int:
        """Return the size of the files that a page would load for a region."""
        return sum(map(self._source, result.files))

    def after(self, result: Result) -> int:
        """Return the size of what a page loads now, with code that stands in the page itself."""
        bundles = sum(bundle.size for bundle in result.bundles)
        if not result.sizes[1]:
            # What announces files, which count where they are loaded.
            return 0
        inline = gzip_size(result.html.encode()) if result.sizes[1] > bundles else 0
        return inline + sum(self._bundle(bundle.path, bundle.digest) for bundle in result.bundles)

    def waiting(self, result: Result, output_dir: str) -> int:
        """Return the size of the style sheets that come behind their critical parts."""
        return sum(
            self._bundle(bundle.path, bundle.digest)
            for bundle in result.bundles
            if waits(bundle, result, output_dir)
        )

    def _source(self, url: str) -> int:
        digest = self._sources.digest(url)
        # Of one that is gone, a page would load nothing.
        return 0 if digest is None else self._size(digest, lambda: self._sources.read(url))

    def _bundle(self, path: str, digest: str) -> int:
        return self._size(digest, (self._store.directory / path).read_bytes)

    def _size(self, digest: str, read: Callable[[], bytes]) -> int:
        key = digest_of("gzip size", str(GZIP_LEVEL), digest)
        size = read_json_or(None, self._cache.get(key) or b"", int)
        if size is None:
            size = gzip_size(read())
            self._cache.set(key, str(size).encode())
        return size
