"""What the style sheets of a page may use of custom properties that another one of them sets.

And whether they can tell what stands at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..bundle.critical import can_be_split
from ..bundle.elements import bundle_url
from ..bundle.result import Result
from ..bundle.sources import Sources
from ..bundle.splitter import Splitter
from ..bundle.store import Bundle
from ..cache.local import Cache
from ..core.names import ANY_PROPERTY
from ..page.pieces import Piece, elements_of
from .known_texts import NAMES, KnownTexts, Text, text_of_file
from .page_end import PageEnd
from .tag_references import TagReferences


class OtherSheets:
    """Finds the custom properties that style sheets mention, each sheet once.

    :param splitter: reads bundles.
    :param output_dir: where the bundles are, below ``_static/``.
    """

    def __init__(self, splitter: Splitter, sources: Sources, cache: Cache, output_dir: str) -> None:
        self._splitter = splitter
        self._sources = sources
        self._texts = KnownTexts(cache)
        self._references = TagReferences(sources, cache)
        self._output_dir = output_dir

    def tell(self, end: PageEnd) -> bool:
        """Return whether the style sheets of a page may tell that something stands at its end."""
        return bool(self._references.counting_sheet(end.sheets, end.body))

    def of(self, results: list[Result]) -> Iterator[tuple[Bundle, frozenset[str]]]:
        """Yield each bundle that can be split, and what the other sheets of a page mention.

        :param results: those of all regions with style sheets that a page has.
        """
        found = [(each, self._read(each, result)) for result in results for each in _links(result)]
        for result in results:
            for bundle in result.bundles:
                if can_be_split(bundle, result, self._output_dir):
                    own = bundle_url(self._output_dir, bundle.path)
                    others = (names for link, names in found if link.url != own)
                    yield bundle, frozenset[str]().union(*others)

    def _read(self, link: Piece, result: Result) -> frozenset[str]:
        urls = {bundle_url(self._output_dir, each.path): each for each in result.bundles}
        bundle = urls.get(link.url)
        if bundle is not None:
            return self._find(Text(bundle.digest, partial(self._splitter.text, bundle)))
        text = text_of_file(self._sources, link.file)
        return frozenset({ANY_PROPERTY}) if text is None else self._find(text)

    def _find(self, text: Text) -> frozenset[str]:
        return self._texts.of("custom properties of a sheet", text, _properties, NAMES)


def _properties(css: str) -> frozenset[str]:
    # Parsers are imported on a miss only.
    from ..css.unused_properties import properties_of

    return properties_of(css)


def _links(result: Result) -> list[Piece]:
    return [each for each in elements_of(result.html) if each.name == "link"]
