"""Finds, in the pages of a built site, the regions whose decisions are written down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ..core.types import ROOT_MARKER, STATIC
from ..page.bundle_links import with_the_site
from ..page.patterns import Element, find_elements
from ..page.region import unmark
from . import decisions, manifest


def record_below(site: Path) -> Path | None:
    """Return the file of the decisions in the site at *site*; ``None`` if there is none."""
    # The site may have a file of that name for itself.
    files = sorted((site / STATIC).rglob(decisions.FILE_NAME))
    return max(files, key=_likeliness, default=None)


def no_record(site: Path) -> str:
    """Return what is to be said of a directory without that file."""
    folders = sorted(each for each in site.iterdir() if each.is_dir()) if site.is_dir() else []
    near = next((each for each in folders if record_below(each)), None)
    question = (
        f"did you mean {near}?"
        if near
        else "is it the output directory of a build with sphinx_compress, and is compress_enabled"
        " True?"
    )
    return f"no {STATIC}…/{decisions.FILE_NAME} was found below {site}: {question}"


def _likeliness(file: Path) -> tuple[bool, bool]:
    is_good = any(decisions.load(file).values())
    return is_good, bool(manifest.load(file.parent / manifest.FILE_NAME))


def prefix_of(text: str, bundles: str, depth: int) -> str:
    """Return what a page writes before ``_static/``.

    :param text: of the page.
    :param bundles: the directory of the bundles, seen from the site root.
    :param depth: how many directories the page is below the site root.
    """
    # A page for errors, which may be shown at any depth, has URLs from the root of the server.
    text = with_the_site(text, bundles, ROOT_MARKER)
    written = re.search(rf"""["'=]([^"'=\s>]*){re.escape(bundles)}/(?:css|js)/""", text)
    if written and written[1] == ROOT_MARKER:
        # Another server has the bundles, and this one the rest.
        written = re.search(rf"""["'=](/[^"'=\s>:]*|(?:\.\./)*){STATIC}""", text)
    return written[1] if written else "../" * depth


class Place(NamedTuple):
    """Where a region stands in a page."""

    start: int
    end: int
    #: The marked HTML that stands there.
    html: str


class _Alike(NamedTuple):
    """Texts of regions that begin with the same element and are equally long."""

    #: What stands before that element.
    offset: int
    length: int
    #: As the page has it → marked.
    htmls: Mapping[str, str]


class Places:
    """Finds regions in pages, in a time that grows with the pages and not with the regions.

    :param known: the marked HTML of all regions.
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        #: Prefix → first element → texts that begin with it, the longest first.
        self._by_prefix: dict[str, dict[str, list[_Alike]]] = {}

    def find(self, text: str, prefix: str, elements: Iterable[Element]) -> Iterator[Place]:
        """Yield the regions of a page with this *text*, in order and apart from each other.

        :param prefix: what the page writes before ``_static/``.
        :param elements: those of the page, as :func:`.find_elements` finds them.
        """
        if prefix not in self._by_prefix:
            self._by_prefix[prefix] = _by_first_element(self._known, prefix)
        by_start = self._by_prefix[prefix]
        position = 0
        for element in elements:
            for alike in by_start.get(text[element.start : element.end], ()):
                start = element.start - alike.offset
                end = start + alike.length
                marked = alike.htmls.get(text[start:end]) if start >= position else None
                if marked is not None:
                    yield Place(start, end, marked)
                    position = end
                    break


def _by_first_element(known: Collection[str], prefix: str) -> dict[str, list[_Alike]]:
    found: defaultdict[str, defaultdict[tuple[int, int], dict[str, str]]]
    found = defaultdict(lambda: defaultdict(dict))
    for marked in known:
        html = unmark(marked, prefix).replace("\r\n", "\n")
        first = next(find_elements(html), None)
        if first is not None:
            element = html[first.start : first.end]
            # One may be the beginning of another one.
            found[element][-len(html), first.start][html] = marked
    return {
        element: [_Alike(start, -length, alike[length, start]) for length, start in sorted(alike)]
        for element, alike in found.items()
    }
