"""Whole fonts that would come before the scripts which wait, and take longer than these.

Browsers ask for fonts at the first paint, and prefer them to scripts.  With sphinx_rtd_theme, on a
slow line, scripts that waited were there after 3.9 s instead of 1.2 s, and after 1.0 s where they
stayed in the head (``python -m benchmarks readers line --dilate``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import Final

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.errors import SourceError
from ..core.urls import site_url
from ..page.markup import attributes_of
from .known_texts import NAMES, KnownTexts, text_of_file

_IMPORTED: Final = "@import "


class HeavyFonts:
    """Weighs the fonts of style sheets, each sheet once.

    :param are_subset: whether pages get subsets of them, which are small.
    """

    def __init__(self, sources: Sources, cache: Cache, *, are_subset: bool) -> None:
        self._sources = sources
        self._known = KnownTexts(cache)
        self._are_subset = are_subset
        self._fonts: dict[str, frozenset[str]] = {}

    def why_in_front(self, scripts: Iterable[str], sheets: Iterable[str]) -> str:
        """Return why the scripts of a page stay in its head; empty if no font is the reason.

        :param scripts: marked texts of all that it has.
        :param sheets: those of its style sheets.
        """
        if self._are_subset:
            return ""
        fonts = set[str]()
        for tag in sheets:
            if url := attributes_of(tag).get("href"):
                fonts |= self._fonts_of(site_url(url))
        weight = sum(map(self._size, fonts))
        urls = {site_url(url) for tag in scripts if (url := attributes_of(tag).get("src"))}
        if weight <= sum(map(self._size, urls)):
            return ""
        return (
            f"{weight / 1000:.0f} kB of fonts would come before it; "
            "they are small as subsets: pip install sphinx_compress[fonts]"
        )

    def _fonts_of(self, url: str) -> frozenset[str]:
        if url not in self._fonts:
            # Sheets may import each other.
            self._fonts[url] = frozenset()
            found = self._named_in(url)
            sheets = {each for each in found if each.startswith(_IMPORTED)}
            imported = (self._fonts_of(each.removeprefix(_IMPORTED)) for each in sheets)
            self._fonts[url] = (found - sheets).union(*imported)
        return self._fonts[url]

    def _named_in(self, url: str) -> frozenset[str]:
        text = text_of_file(self._sources, url)
        if text is None:
            return frozenset()
        base = posixpath.dirname(url)
        find = lambda css: frozenset(_named(css, base))  # noqa: E731
        return self._known.of(f"fonts from {base}", text, find, NAMES)

    def _size(self, url: str) -> int:
        try:
            return self._sources.find(url).stat().st_size
        except (SourceError, OSError):
            # A file of another site, or none at all.
            return 0


def _named(css: str, base: str) -> Iterator[str]:
    """Yield the fonts that a style sheet declares, and the sheets that it imports."""
    # Parsers are imported on a miss only.
    from ..css.imports import imports
    from ..css.rebase import rebased
    from ..css.tokens import UntokenizableError, tokenize
    from ..fonts.faces import faces

    # Of those with a range, browsers fetch a few.
    yield from (face.url for face in faces(css, base) if not face.within)
    try:
        found = imports(tokenize(css)) or ()
    except UntokenizableError:
        return
    for each in found:
        if each.url:
            yield _IMPORTED + site_url(rebased(each.url, base=base, target=None, source=None))
