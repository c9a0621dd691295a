"""The source maps of bundles: files beside them, which the bundles name in a comment.

A map is named by its own contents and does not say whose it is, so that the name of a bundle can
be the hash of all its bytes, with the name of its map in them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.map_comments import map_url, with_map_url
from ..core.positions import Positions
from ..core.source_map import SourceMap, composed, decoded, encoded, joined
from ..core.types import STATIC, Kind
from ..filters.trace import Trace
from .store import MAPS, Bundle, Store, cache_key, name_bundle

#: What a map calls the text of the whole bundle while that is made.
WHOLE = ":bundle:"


def block_name(text: str, kind: Kind) -> str:
    """Return what maps call an inline block, which stands on many pages."""
    return f"inline-{digest_of(text)[:8]}.{kind}"


class MapWriter:
    """Makes the maps of the bundles of one region.

    :param output_dir: where the bundles are, below ``_static/``.
    :param name: of the region, with which the names of its files begin.
    """

    def __init__(self, output_dir: str, kind: Kind, name: str) -> None:
        self._directory = posixpath.normpath(f"{STATIC}{output_dir}/{MAPS}")
        self._kind = kind
        self._name = name
        #: The maps, and their contents.
        self.files: dict[Bundle, bytes] = {}

    def url_of(self, source_map: SourceMap) -> str:
        """Return the URL of a map, relative to that of the bundle."""
        relative = tuple(self._relative(url) for url in source_map.sources)
        data = encoded(replace(source_map, sources=relative)).encode()
        bundle = name_bundle(MAPS, self._name, data)
        self.files[bundle] = data
        return f"../{bundle.path}"

    def _relative(self, url: str) -> str:
        if not url.startswith(STATIC):
            return url
        return quote(posixpath.relpath(url, self._directory))

    def trace(self, whole: str, starts: Iterable[int], maps: Iterable[str]) -> Trace:
        """Follow the text of a bundle.

        :param starts: where in it each of the texts begins that it was made of, on a new line.
        :param maps: the source maps of these, as JSON.
        """
        places = map(Positions(whole, self._kind).at, starts)
        parts = zip(places, map(decoded, maps), strict=True)
        return Trace(whole, self._kind, WHOLE, joined((*place, part) for place, part in parts))


class DerivedMaps:
    """The maps of style sheets that are made of bundles."""

    def __init__(self, store: Store, cache: Cache) -> None:
        self._store = store
        self._cache = cache

    def named_in(self, text: str, name: str, whole: str, step: SourceMap | None = None) -> str:
        """Return a sheet with a comment that names its map; as it is if its bundle has none.

        The map is in the store then.

        :param name: with which the name of the map begins.
        :param whole: the bundle, with the comment that names its map.
        :param step: the map of the sheet, with :data:`WHOLE` as its source; if there is none, the
            tokens are looked for in the bundle.
        :raises OSError: if the output directory is not writable.
        """
        path = map_url(whole).removeprefix("../")
        found = self._read(path) if path.startswith(f"{MAPS}/") else None
        if found is None:
            return text
        if step is None:
            from ..filters.alignment import aligned

            step = aligned(whole, text, "css", WHOLE)
        data = encoded(composed(step, decoded(found), WHOLE)).encode()
        bundle = name_bundle(MAPS, name, data)
        self._store.write(bundle, data)
        self._cache.set(cache_key(bundle), data)
        return with_map_url(text, f"../{bundle.path}", "css")

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._store.directory / path).read_bytes()
        except OSError:
            return self._cache.get(cache_key(Bundle(path, "", 0)))
