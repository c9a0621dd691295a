"""Has pages fetch Sphinx's search index when it is needed, where that is shown to change nothing.

Most themes load it in their page of search results only, which needs it at once, and is left as it
is.  Others search on all pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.own_code import own_digest
from ..core.serialization import read_json_or
from ..core.types import STATIC
from ..core.urls import site_url
from ..page.markup import attributes_of
from ..page.region import mark
from ..page.scan import SCRIPT
from .tag_references import content_of

#: Sphinx writes it when all pages are written.
INDEX: Final = "searchindex.js"
#: What stands in pages instead, below ``_static/``.
ON_DEMAND: Final = "search-on-demand.js"
_TOOLS: Final = f"{STATIC}searchtools.js"
#: The element that results are put in.
_RESULTS: Final = "search-results"
#: Code in an attribute.
_HANDLER: Final = re.compile(r"""(?:\son\w+\s*=|javascript:)[^<>]*?\bSearch\b""", re.IGNORECASE)
#: Scripts of Sphinx's search are a site's own.
_OF_ANOTHER_SITE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
#: How the name begins that tells, among those of a page, whether its index is fetched on demand.
SEARCH: Final = "@search "


class SearchingPage(NamedTuple):
    """A page that has the search index, and all that it depends on whether it is fetched late."""

    #: URLs of its other scripts, from the site root.
    files: tuple[str, ...]
    is_on_demand: bool = False

    @property
    def name(self) -> str:
        """Stands for it among the names of a page."""
        return SEARCH + json.dumps(self)

    @classmethod
    def from_name(cls, name: str) -> SearchingPage | None:
        """Return the page that has a :attr:`name`; ``None`` if it is none."""
        return read_json_or(None, name.removeprefix(SEARCH).encode(), cls._from_values)

    @classmethod
    def _from_values(cls, values: Any) -> SearchingPage:
        files, is_on_demand = values
        return cls(tuple(map(str, files)), bool(is_on_demand))


class SearchIndex:
    """Looks at pages while they are rendered."""

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache
        self._known: dict[tuple[str, ...], bool] = {}

    def on_demand(self, html: str, prefix: str) -> tuple[str, frozenset[str]]:
        """Return a page that fetches the index when it needs it, and the names that tell of that.

        It is as it was if that might change something.

        :param prefix: that of the page.
        """
        if html.count(INDEX) != 1 or not _may_wait(html, prefix):
            return html, frozenset()
        elements = [mark(each[0], prefix) for each in SCRIPT.finditer(html)]
        files = _files(elements, prefix + INDEX)
        if files is None or not all(map(_is_harmless, map(content_of, elements))):
            return html, frozenset()
        page = self._decided(SearchingPage(files))
        if page.is_on_demand:
            html = html.replace(prefix + INDEX, prefix + STATIC + ON_DEMAND)
        return html, frozenset({page.name})

    def is_changed(self, name: str) -> bool:
        """Return whether the page with a *name* would load the index in another way now."""
        page = SearchingPage.from_name(name)
        return page is None or self._decided(page) != page

    def _decided(self, page: SearchingPage) -> SearchingPage:
        if page.files not in self._known:
            others = (file for file in page.files if file != _TOOLS)
            self._known[page.files] = self._is_good(_TOOLS) and all(map(self._is_good, others))
        return page._replace(is_on_demand=self._known[page.files])

    def _is_good(self, file: str) -> bool:
        """Return whether a script does with the search what is expected of it."""
        digest = self._sources.digest(file)
        if digest is None:
            return _OF_ANOTHER_SITE.match(file) is not None
        key = digest_of("uses of search", own_digest(), digest, str(file == _TOOLS))
        known: bool | None = read_json_or(None, self._cache.get(key) or b"", bool)
        if known is None:
            look = _lets_wait if file == _TOOLS else _is_harmless
            known = look(self._sources.read(file).decode("utf-8", "replace"))
            self._cache.set(key, json.dumps(known).encode())
        return known


# Parsers are imported on a miss only.
def _lets_wait(text: str) -> bool:
    from ..js.search_uses import lets_queries_wait

    return lets_queries_wait(text)


def _is_harmless(text: str) -> bool:
    from ..js.search_uses import hands_over_queries

    return ("Search" not in text and "\\u" not in text) or hands_over_queries(text)


def _may_wait(html: str, prefix: str) -> bool:
    """Return whether the markup of a page is no reason to load the index at once."""
    return (
        f'data-content_root="{prefix or "./"}"' in html[: html.find("<head")]
        and _RESULTS not in html
        and _HANDLER.search(html) is None
    )


def _files(elements: Iterable[str], index: str) -> tuple[str, ...] | None:
    """Return the files of the other scripts of a page; ``None`` if its index is not as usual.

    :param index: the URL of that.
    """
    urls = list[str]()
    is_usual = False
    for element in elements:
        attributes = attributes_of(element)
        url = attributes.get("src", "")
        if url == index:
            is_usual = _TOOLS in urls and attributes.keys() <= {"src", "defer"}
        elif url:
            urls.append(site_url(url))
    return tuple(dict.fromkeys(urls)) if is_usual else None
