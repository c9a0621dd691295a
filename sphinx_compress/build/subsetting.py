"""Decides, when all pages are written, which characters the subsets of fonts have."""

from __future__ import annotations

from typing import Final

from ..bundle.fonts import FontSubsetter, SubsetFonts
from ..bundle.result import url_of
from ..bundle.sources import Sources
from ..bundle.store import Bundle
from ..core.errors import SourceError
from ..core.types import ROOT_MARKER
from ..core.urls import site_url
from ..fonts.blocks import is_of_fonts, names_of_code, names_of_page
from ..page.patterns import find_elements
from ..page.region import mark
from .index import Index
from .splitting import Compress

_PRELOADED: Final = "@font preloaded "
_ANNOUNCED: Final = ('as="font"', "as='font'", "as=font")


def names_for_fonts(html: str, prefix: str) -> frozenset[str]:
    """Return what stands, among the names of a page, for what it needs of fonts.

    :param html: the page as it was rendered.
    :param prefix: its site root prefix.
    """
    names = names_of_page(html)
    if "preload" in html and any(announced in html for announced in _ANNOUNCED):
        names |= {
            f"{_PRELOADED}{site_url(url)}"
            for element in find_elements(html)
            if element.name == "link"
            for tag in (html[element.start : element.end],)
            if "preload" in tag and (url := url_of(mark(tag, prefix))).startswith(ROOT_MARKER)
        }
    return names


class FontSubsetting:
    """Makes subsets of the fonts of a site."""

    def __init__(self, subsetter: FontSubsetter, sources: Sources) -> None:
        self._subsetter = subsetter
        self._sources = sources

    def decide(self, index: Index, compress: Compress) -> SubsetFonts:
        """Return the bundles whose fonts are subset.

        :param compress: returns what stands in for a region with all fonts whole.
        :raises OSError: if the output directory is not writable.
        """
        bundles = set[Bundle]()
        inputs = set[str]()
        for region_id in {use.region_id for use in index.uses()}:
            region = index.regions[region_id].region
            if region.mode in {"file", "inline"}:
                result = compress(region)
                inputs.update(result.inputs)
                bundles.update(each for each in result.bundles if region.kind == "css")
        if not self._subsetter.has_fonts(bundles):
            return SubsetFonts()
        names = set(index.names(is_of_fonts))
        for url in inputs:
            names |= self._names_of(url)
        preloaded = index.names(lambda name: name.startswith(_PRELOADED))
        announced = [name.removeprefix(_PRELOADED) for name in preloaded]
        ordered = sorted(bundles, key=lambda bundle: bundle.path)
        return self._subsetter.subset(ordered, names, announced)

    def _names_of(self, url: str) -> frozenset[str]:
        try:
            return names_of_code(self._sources.read(url))
        except SourceError:
            return frozenset()
