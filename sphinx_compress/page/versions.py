"""The version queries of static files: Sphinx's ``?v=`` and, with some themes, ``?digest=``.

They hold a checksum of the file.  What a region is known by must not depend on the
contents of files, so they are taken off, and put back into what a page gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..core.types import ROOT_MARKER, STATIC
from .markup import start_tags

#: The marked URL of a static file, and its version query.
_URL = re.compile(
    rf"({re.escape(ROOT_MARKER + STATIC)}[^\s\"'?#>]*)(\?(?:v|digest)=[\w.-]*)?(?=[\s\"'>])"
)


def without_versions(tag: str) -> str:
    """Return the start tag of a ``link`` or a ``script`` without the versions of its files."""
    return _URL.sub(r"\1", tag)


# The end of a build asks for that of each region several times.
@lru_cache(4096)
def canonical_form(nodelist: str) -> str:
    """Return the marked *nodelist* without the version queries of its static files."""
    return _in_tags(nodelist, without_versions) if "?" in nodelist else nodelist


def with_versions(html: str, nodelist: str) -> str:
    """Return *html* with the version queries that its static files have in *nodelist*.

    :param html: marked, and in canonical form: what stands in for a region.
    :param nodelist: the region's text on one page, marked.
    """
    versions: dict[str, str] = {}
    for tag in start_tags(nodelist) if "?" in nodelist else ():
        for url, version in _URL.findall(nodelist, tag.start, tag.end):
            if version:
                versions.setdefault(url, version)
    if not versions:
        return html

    def restored(tag: str) -> str:
        return _URL.sub(lambda match: match[1] + versions.get(match[1], ""), tag)

    return _in_tags(html, restored)


def _in_tags(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with each start tag of a link or script changed."""
    parts: list[str] = []
    position = 0
    for tag in start_tags(html):
        if tag.name in {"link", "script"}:
            parts += html[position : tag.start], change(html[tag.start : tag.end])
            position = tag.end
    return "".join([*parts, html[position:]])
