"""Decides, when all pages are written, which characters the subsets of fonts have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ..bundle.font_subsetter import FontSubsetter
from ..bundle.result import url_of
from ..bundle.sources import Sources
from ..bundle.store import Bundle
from ..bundle.swaps import Swaps
from ..core.errors import SourceError
from ..core.names import ANY, UNKNOWN, names_among
from ..core.types import ROOT_MARKER, Kind
from ..core.urls import site_url
from ..fonts.blocks import ANY_ICON, is_icon, is_of_fonts, names_of_code, names_of_page
from ..page.patterns import find_elements
from ..page.region import mark
from .index import Index
from .script_words import ScriptWords
from .splitting import Compress

_PRELOADED: Final = "@font preloaded "
_ANNOUNCED: Final = ('as="font"', "as='font'", "as=font")


def names_for_fonts(
    html: str, prefix: str, vocabulary: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return what stands, among the names of a page, for what it needs of fonts.

    :param html: the page as it was rendered.
    :param prefix: its site root prefix.
    :param vocabulary: what its elements have for names, if that is known.
    """
    names = names_of_page(html)
    if (not vocabulary or "[as" in vocabulary) and "preload" in html:
        names |= frozenset(_preloaded(html, prefix))
    return names


def _preloaded(html: str, prefix: str) -> Iterator[str]:
    """Yield the names of the fonts that a page announces, and perhaps of a few more."""
    for announced in _ANNOUNCED:
        at = html.find(announced)
        while at >= 0:
            first, end = html.rfind("<", 0, at), html.find(">", at) + 1
            tag = html[first:end]
            is_link = any(each.name == "link" for each in find_elements(tag))
            if is_link and "preload" in tag:
                url = url_of(mark(tag, prefix))
                if url.startswith(ROOT_MARKER):
                    yield _PRELOADED + site_url(url)
            at = html.find(announced, at + 1)


class FontSubsetting:
    """Makes subsets of the fonts of a site."""

    def __init__(self, subsetter: FontSubsetter, sources: Sources, words: ScriptWords) -> None:
        self._subsetter = subsetter
        self._sources = sources
        self._words = words

    def decide(self, index: Index, compress: Compress) -> Swaps:
        """Return the bundles whose fonts are subset.

        :param compress: returns what stands in for a region with all fonts whole.
        :raises OSError: if the output directory is not writable.
        """
        bundles = set[Bundle]()
        inputs: dict[Kind, set[str]] = {"css": set(), "js": set()}
        for region_id in {use.region_id for use in index.uses()}:
            region = index.regions[region_id].region
            if region.mode in {"file", "inline"}:
                result = compress(region)
                inputs[region.kind].update(result.inputs)
                bundles.update(each for each in result.bundles if region.kind == "css")
        if not self._subsetter.has_fonts(bundles):
            return Swaps()
        of_pages = index.names()
        names = set(filter(is_of_fonts, of_pages))
        for url in inputs["css"]:
            # Of its icons, those count that a rule draws that can match.
            names |= {name for name in self._names_of(url) if not is_icon(name)}
        for url in inputs["js"]:
            names |= self._names_of(url)
        names |= self._icons(of_pages, bundles, inputs["js"])
        announced = [
            name.removeprefix(_PRELOADED) for name in of_pages if name.startswith(_PRELOADED)
        ]
        ordered = sorted(bundles, key=lambda bundle: bundle.path)
        return self._subsetter.subset(ordered, names, announced)

    def _icons(
        self, of_pages: Iterable[str], bundles: Collection[Bundle], scripts: Iterable[str]
    ) -> set[str]:
        """Return the names of the icons that style sheets may draw.

        :param of_pages: the names of all pages.
        :param scripts: URLs of the scripts in bundles.
        """
        names = set(filter(_is_certain, of_pages))
        # Each page has this one; without it, nobody looked at the elements of any page.
        if "html" not in names:
            return {ANY_ICON}
        for url in scripts:
            names |= self._words.of(url)
        return self._subsetter.icons(bundles, names_among(names))

    def _names_of(self, url: str) -> frozenset[str]:
        try:
            return names_of_code(self._sources.read(url))
        except SourceError:
            return frozenset()


def _is_certain(name: str) -> bool:
    """Return whether it is a whole name, and does not stand for others."""
    return name != ANY and UNKNOWN not in name
