"""The tag references of all scripts of a site, each script analysed once."""

from __future__ import annotations

import json
from collections.abc import Callable

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.serialization import read_json_or
from ..core.urls import site_url
from ..core.version import __version__
from ..js.tag_references import _ASKING, asks
from ..page.markup import attributes_of


class TagReferences:
    """Finds out by what scripts may get hold of tags of their page.

    :param cache: keeps what was found, so that a warm build parses nothing.
    """

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache

    def of_element(self, tag: str) -> frozenset[str]:
        """Return what the script element with the marked text *tag* refers to."""
        url = attributes_of(tag).get("src")
        if url is None:
            return self._of_text(tag[tag.find(">") + 1 : tag.rfind("<")])
        return self.of_file(site_url(url))

    def of_file(self, url: str) -> frozenset[str]:
        """Return what the script with this site-relative *url* refers to."""
        digest = self._sources.digest(url)
        if digest is None:
            # A file of another site, or none at all.
            return frozenset()
        return self._cached(
            digest, lambda: asks(self._sources.read(url).decode("utf-8", "replace"))
        )

    def _of_text(self, text: str) -> frozenset[str]:
        if not _ASKING.search(text):
            return frozenset()
        return self._cached(digest_of(text), lambda: asks(text))

    def _cached(self, digest: str, analyse: Callable[[], frozenset[str]]) -> frozenset[str]:
        """Return what a script with this *digest* refers to, from the cache if it is there."""
        key = digest_of("tag references", __version__, digest)
        value = self._cache.get(key)
        known = None if value is None else read_json_or(None, value, _read)
        if known is None:
            known = analyse()
            self._cache.set(key, json.dumps(sorted(known)).encode())
        return known


def _read(words: list[object]) -> frozenset[str]:
    return frozenset(map(str, words))
