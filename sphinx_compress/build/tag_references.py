"""Which tags the scripts of a whole site refer to."""

from __future__ import annotations

import json
from collections.abc import Callable

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.urls import site_url
from ..core.version import __version__
from ..js.tag_references import _ASKING, asks
from ..page.markup import attributes_of


class Asker:
    """Finds out what script elements ask for, each of them once.

    :param cache: keeps what was found, so that a warm build parses nothing.
    """

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache

    def asks(self, tag: str) -> frozenset[str]:
        """Return what the script element with the marked text *tag* asks for."""
        url = attributes_of(tag).get("src")
        if url is None:
            return self._asks(tag[tag.find(">") + 1 : tag.rfind("<")])
        return self.file_asks(site_url(url))

    def file_asks(self, url: str) -> frozenset[str]:
        """Return what the script with this site-relative *url* asks for."""
        digest = self._sources.digest(url)
        if digest is None:
            # A file of another site, or none at all.
            return frozenset()
        return self._kept(digest, lambda: asks(self._sources.read(url).decode("utf-8", "replace")))

    def _asks(self, text: str) -> frozenset[str]:
        if not _ASKING.search(text):
            return frozenset()
        return self._kept(digest_of(text), lambda: asks(text))

    def _kept(self, digest: str, find: Callable[[], frozenset[str]]) -> frozenset[str]:
        key = digest_of("asks", __version__, digest)
        known = _read(self._cache.get(key))
        if known is None:
            known = find()
            self._cache.set(key, json.dumps(sorted(known)).encode())
        return known


def _read(value: bytes | None) -> frozenset[str] | None:
    try:
        return None if value is None else frozenset(map(str, json.loads(value)))
    except (ValueError, TypeError, RecursionError):
        return None
