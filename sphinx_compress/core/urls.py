"""URLs that lead from the site root to a static file, and the paths that they mean."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from .errors import SourceError, SourceNotFound, SourceOutsideRoots
from .types import ROOT_MARKER, STATIC

#: The query of a URL that has none, or only a checksum: Sphinx writes `v=`, themes `digest=`.
_CHECKSUM = re.compile(r"(?:(?:v|digest)=[\w.-]*)?")


def without_checksum(url: str) -> str:
    """Return *url* without the checksum that Sphinx or a theme appended to it.

    ``_static/a.css?v=1f`` becomes ``_static/a.css``; ``_static/a.css?x=1`` stays.
    """
    path, _, query = url.partition("?")
    return path if _CHECKSUM.fullmatch(query) else url


def site_url(url: str) -> str:
    """Return a URL from the site root, as messages and reports show it.

    ``compress-root:_static/a.css?v=1f`` becomes ``_static/a.css``.
    """
    return without_checksum(url).removeprefix(ROOT_MARKER)


def path_below_static(url: str) -> str:
    """Return the normalised path below ``_static/`` that a URL from the site root means.

    ``_static/css/a%20b.css?v=1f`` becomes ``css/a b.css``.

    :raises SourceOutsideRoots: if the path leads out of ``_static/``, or if
        servers and file systems do not agree on what it means.
    :raises SourceNotFound: if it is the path of a directory.
    :raises SourceError: if the URL has a fragment, or a query other than a
        checksum: nobody knows what that is for.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise SourceOutsideRoots(f"{url} is no URL: {error}") from error
    if parts.scheme or parts.netloc or not parts.path.startswith(STATIC):
        raise SourceOutsideRoots(f"{url} is not below {STATIC}")
    if parts.fragment or not _CHECKSUM.fullmatch(parts.query):
        raise SourceError(f"{url} has a query or fragment that may mean something to a script")
    if "%2f" in parts.path.lower():
        raise SourceOutsideRoots(f"{url} has a slash in it that separates no directories")
    path = unquote(parts.path[len(STATIC) :])
    if (
        "\\" in path
        or "\0" in path
        or any(char < " " or "\ud800" <= char <= "\udfff" for char in path)
    ):
        raise SourceOutsideRoots(f"{url} has a character that no file of a site may have")
    normal = posixpath.normpath(path)
    if path.startswith("/") or normal == ".." or normal.startswith("../"):
        raise SourceOutsideRoots(f"{url} leads out of {STATIC}")
    if normal == "." or path.endswith("/"):
        raise SourceNotFound(f"{url} is not a file")
    return normal


def seen_from_root(url: str, directory: str, prefix: str) -> str:
    """Return the URL of a file from the site root, without its version.

    That of another host, or of another site on the same one, stays as it is.

    :param url: as a page has it.
    :param directory: of the page, below the site root; empty for the root itself.
    :param prefix: what the page writes before ``_static/``.
    """
    url = without_checksum(url)
    if prefix and not prefix.startswith(".") and url.startswith(prefix):
        return url.removeprefix(prefix)
    if url.startswith("/") or ":" in url.partition("/")[0]:
        return url
    return posixpath.normpath(posixpath.join(directory, url))


def is_local(url: str) -> bool:
    """Return whether a URL that is seen from the site root is that of a file of the site."""
    return not url.startswith(("/", "..")) and ":" not in url.partition("/")[0]


def path_of(url: str) -> str:
    """Return the path of the file behind a URL that is seen from the site root.

    It is empty for one of another site.
    """
    return unquote(url.partition("#")[0].partition("?")[0]) if is_local(url) else ""
