"""Which file a Sass ``@use``, ``@forward`` or ``@import`` means, and what is in it.

The rules are those of Dart Sass's own importer for directories, so that a
stylesheet means the same here and there
(https://sass-lang.com/documentation/at-rules/use/#finding-the-module).  All
files are read by :attr:`FilterContext.read`, also those that are not there:
one that appears later may win over those found now.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote, urlsplit

from ...core.errors import FilterError, SourceNotFound
from ...core.types import STATIC

#: The scheme of the URLs by which Sass knows our files.
SCHEME = "compress"


def sass_url(path: str) -> str:
    """Return the URL that Sass knows the site-relative *path* by."""
    return f"{SCHEME}:///{quote(path)}"


def site_relative(url: str) -> str:
    """Return the path that :func:`sass_url` made *url* of; any other URL is returned as it is."""
    parts = urlsplit(url)
    return unquote(parts.path.lstrip("/")) if parts.scheme == SCHEME else url


class SassFiles:
    """The files that one compilation may read.

    :param read: see :attr:`FilterContext.read`.
    :param load_paths: site-relative directories to look in for what is not
        found beside the stylesheet that imports it.
    """

    def __init__(self, read: Callable[[str], bytes], load_paths: Sequence[str] = ()) -> None:
        self._read = read
        self._load_paths = load_paths
        self._known: dict[str, bytes | None] = {}
        #: A path outside of the site that an import led to; nothing is read there.
        self._outside: str | None = None

    def find(self, url: str, *, from_import: bool = False) -> str | None:
        """Return the site-relative path of what an import means.

        :param url: as the stylesheet has it, to be looked for in the load
            paths; or one that Sass made of it and of :func:`sass_url` of the
            stylesheet that has it.
        :param from_import: whether it is an ``@import``.
        :return: ``None`` if there is none.
        :raises FilterError: if it is not clear which one is meant, or the URL
            leads out of the site.
        :raises sphinx_compress.core.errors.SourceError: if a file is there, and
            must not be read.
        """
        parts = urlsplit(url)
        if parts.scheme == SCHEME:
            return self._find(site_relative(url), from_import)
        path = unquote(parts.path)
        if parts.scheme or parts.netloc or path.startswith("/"):
            raise FilterError(f"{url} is no file of this site: it must be a relative URL")
        for directory in self._load_paths:
            found = self._find(posixpath.join(directory, path), from_import)
            if found is not None:
                return found
        if self._outside is not None:
            raise FilterError(f"{url} leads out of {STATIC}")
        return None

    def find_beside(self, url: str, importing: str) -> str | None:
        """Return what the ``@import`` of *url* in the file *importing* means; see :meth:`find`."""
        parts = urlsplit(url)
        if not (parts.scheme or parts.netloc or parts.path.startswith("/")):
            path = posixpath.join(posixpath.dirname(importing), unquote(parts.path))
            found = self._find(path, from_import=True)
            if found is not None:
                return found
        return self.find(url, from_import=True)

    def content(self, path: str) -> str:
        """Return the text of a file that :meth:`find` returned.

        :raises FilterError: if it is not UTF-8, which Sass files always are.
        """
        data = self._bytes(path)
        if data is None:
            raise FilterError(f"{path} was not found")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FilterError(f"{path} is not encoded in UTF-8") from error

    def _find(self, path: str, from_import: bool) -> str | None:
        path = posixpath.normpath(path)
        if not f"{path}/".startswith(STATIC):
            self._outside = path
            return None
        stem, extension = posixpath.splitext(path)
        if extension in (".sass", ".scss", ".css"):
            found = self._one_of(f"{stem}.import{extension}") if from_import else None
            return found or self._one_of(path)
        for place in (path, f"{path}/index"):
            if not place.startswith(STATIC):
                continue
            found = self._with_extension(f"{place}.import") if from_import else None
            found = found or self._with_extension(place)
            if found is not None:
                return found
        return None

    def _with_extension(self, path: str) -> str | None:
        return self._one_of(f"{path}.sass", f"{path}.scss") or self._one_of(f"{path}.css")

    def _one_of(self, *paths: str) -> str | None:
        found: list[str] = []
        for path in paths:
            directory, name = posixpath.split(path)
            partial = f"{directory}/_{name}"
            found += [place for place in (partial, path) if self._bytes(place) is not None]
        if len(found) > 1:
            raise FilterError("It's not clear which file to import. Found: " + ", ".join(found))
        return found[0] if found else None

    def _bytes(self, path: str) -> bytes | None:
        if path not in self._known:
            try:
                self._known[path] = self._read(quote(path))
            except SourceNotFound:
                self._known[path] = None
        return self._known[path]
