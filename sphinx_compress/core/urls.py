"""URLs as pages write them, and the paths that they mean."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from .errors import SourceError, SourceNotFound, SourceOutsideRoots
from .types import ROOT_MARKER, STATIC

#: The queries that Sphinx and themes append.
_CHECKSUM = re.compile(r"(?:(?:v|digest)=[\w.-]*)?")


def unversioned(url: str) -> str:
    """Return *url* without the checksum that Sphinx or a theme appended to it."""
    path, _, query = url.partition("?")
    return path if _CHECKSUM.fullmatch(query) else url


def site_path(url: str) -> str:
    """Return the normalised path below ``_static/`` that a site-relative *url* means.

    :param url: for example ``_static/css/a%20b.css?v=1f``.  A query other than
        the checksums that Sphinx and themes append is refused, since what it is
        for is not known.
    :raises SourceOutsideRoots: if the path leads out of ``_static/``, or if
        servers and file systems do not agree on what it means.
    :raises SourceError: if the URL has another kind of query, or a fragment.
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


def site_relative(url: str) -> str:
    """Return a marked URL as it is seen from the site root, without its version."""
    return unversioned(url).removeprefix(ROOT_MARKER)
