"""The maps that sources bring: a minified file of a theme names one beside it, or has it in it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from ..core.errors import SourceError
from ..core.map_comments import data_of, map_url
from ..core.serialization import DamagedError
from ..core.source_map import SourceMap, decoded
from ..core.types import STATIC
from ..css.urls import is_relative

#: Of the URLs of sources that name no file of a machine.
_SCHEMES: Final = frozenset({"http", "https", "ng", "rollup", "turbopack", "vite", "webpack"})


def own_map(text: str, name: str, read: Callable[[str], bytes]) -> SourceMap | None:
    """Return the map that a text names in its last comment; ``None`` if there is none to be had.

    :param name: URL of the text from the site root.
    :param read: reads a file of the site.
    """
    url = map_url(text)
    if not url:
        return None
    data = data_of(url)
    place = name
    if data is None:
        if not is_relative(url) or not name.startswith(STATIC):
            return None
        place = _resolved(url, name)
        try:
            data = read(place)
        except SourceError:
            return None
    try:
        found = decoded(data.decode("utf-8-sig", "replace"))
    except DamagedError:
        return None
    return replace(found, sources=tuple(reader_url(url, place) for url in found.sources))


def reader_url(url: str, place: str = "") -> str:
    """Return the URL of a source as readers of the site know it.

    That is one from the site root.  Of a path of the machine that made the map, only the name of
    the file is left.

    :param place: URL of the map from the site root, which the source may be relative to.
    """
    try:
        parts = urlsplit(url.replace("\\", "/"))
    except ValueError:
        return posixpath.basename(url)
    if parts.scheme in _SCHEMES:
        return url
    if parts.scheme or parts.path.startswith("/"):
        return posixpath.basename(parts.path)
    path = _resolved(parts.geturl(), place)
    while path.startswith("../"):
        path = path[3:]
    return path


def _resolved(url: str, place: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), url))
