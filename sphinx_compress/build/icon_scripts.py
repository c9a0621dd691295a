"""Decides, when all pages are written, which icons a script of Font Awesome has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..bundle.icon_scripts import PREFIX, IconSplitter
from ..bundle.sources import Sources
from ..bundle.swaps import Swap
from ..core.types import ROOT_MARKER
from ..core.urls import site_url
from ..page.markup import attributes_of
from ..page.script_types import JS_TYPES, type_of
from .index import Index
from .known_texts import FLAG, KnownTexts, text_of_file
from .script_tags import scripts_of_pages
from .script_words import ScriptWords
from .tag_references import content_of

_AWESOME = "fontawesome"
#: By this name, such a script is told of more icons.
_NAMESPACE = "___font_awesome___"
#: How what stands for icons begins among the names of a page.
_NAMED = "@class "
_CLASS = re.compile(rf"{PREFIX}[\w-]+", re.ASCII | re.IGNORECASE)


def names_for_icons(html: str, *_: object) -> frozenset[str]:
    """Return what stands, among the names of a page, for the icons that it may have.

    All that looks like a class of one counts, in text and scripts, too: what is missed here is
    drawn later.
    """
    return frozenset(_NAMED + name.lower() for name in _CLASS.findall(html))


class IconScripts:
    """Finds scripts with icons, and those icons that a site names."""

    def __init__(self, splitter: IconSplitter, sources: Sources, texts: KnownTexts) -> None:
        self._splitter = splitter
        self._sources = sources
        self._texts = texts
        self._words = ScriptWords(sources, texts)

    def decide(self, index: Index) -> Mapping[str, Swap]:
        """Return what stands in for scripts, by their URLs from the site root.

        :raises OSError: if the output directory is not writable.
        """
        tags = sorted(set(scripts_of_pages(index)))
        found = {tag for tag in tags if self._is(_NAMESPACE, tag)}
        urls = {attributes_of(tag).get("src", "") for tag in found}
        # Who knows of these icons may ask for others in ways that nobody sees.
        if len(urls) != 1 or any(self._is(_AWESOME, tag) for tag in tags if tag not in found):
            return {}
        (url,) = urls
        if not url.startswith(ROOT_MARKER) or not all(map(_is_plain, found)):
            return {}
        named = index.names(_NAMED)
        classes = {name.removeprefix(_NAMED) for name in named}
        for tag in tags:
            if tag not in found:
                words = (name[1:] for name in self._words.of(_path(tag)))
                classes.update(word for word in words if _CLASS.fullmatch(word))
        swap = self._splitter.split(site_url(url), classes)
        return {site_url(url): swap} if swap else {}

    def _is(self, word: str, tag: str) -> bool:
        """Return whether a script has a word in it, in whichever case."""
        path = _path(tag)
        if not path:
            return word in content_of(tag).casefold()
        text = text_of_file(self._sources, path)
        if text is None:
            return False
        return self._texts.of(f"has {word}", text, lambda text: word in text.casefold(), FLAG)


def _path(tag: str) -> str:
    return site_url(attributes_of(tag).get("src", ""))


def _is_plain(tag: str) -> bool:
    attributes = attributes_of(tag)
    is_classic = type_of(attributes) in JS_TYPES
    return is_classic and attributes.keys() <= {"src", "defer", "type", "charset", "async"}
