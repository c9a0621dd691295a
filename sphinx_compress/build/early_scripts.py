"""Scripts that run while a page has nothing but the critical parts of its style sheets.

They run before the gate (see :mod:`~sphinx_compress.page.gate`).  What they may name is part
of the page; and where one looks at rules, or is not understood, no sheet of its page is split.

A file may change without its pages being rendered again.  So what is in the files of a page is
looked at when all pages are written; up to then, its names say which files it has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.names import from_words
from ..core.serialization import read_json_or
from ..core.urls import site_url
from ..core.version import __version__
from ..page.markup import attributes_of

_TYPES = frozenset({"", "application/javascript", "text/javascript", "text/ecmascript"})


@dataclass(frozen=True, slots=True)
class EarlyScript:
    """What a script may do before the whole style sheets apply."""

    #: Words in it; see :mod:`~sphinx_compress.core.names`.
    names: frozenset[str] = frozenset()
    #: Whether pages with it may be split: it does not look at rules, and what it names is known.
    is_known: bool = True
    #: Whether it looks at what elements look like.
    reads_layout: bool = False

    def is_refused(self, *, in_body: bool) -> bool:
        """Return whether no sheet of a page with it may be split.

        :param in_body: whether it may run when there is something that has a layout.
        """
        return not self.is_known or (self.reads_layout and in_body)


_UNKNOWN = EarlyScript(is_known=False)
#: Sphinx writes it when all pages are written.  It hands over what other scripts search later.
_SEARCH_INDEX = "searchindex.js"
#: One that runs when the page has been read, or never.
_LATER = EarlyScript()


#: How the name begins that says which script with a file a page has; then, whether in its body.
_FILE: Final = "@script "
_PLACES: Final = {False: "head ", True: "body "}


def name_of_file(tag: str, *, in_body: bool) -> str:
    """Return the name that stands, among those of a page, for a script with a file.

    :param tag: the marked text of its element.
    """
    return _FILE + _PLACES[in_body] + tag


def has_file(tag: str) -> bool:
    """Return whether the text of a script is in a file."""
    return "src" in attributes_of(tag)


class EarlyScripts:
    """Reads what scripts may do early, each of them only if the main cache has it not."""

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache
        self._known: dict[str, EarlyScript] = {}

    def read(self, tag: str) -> EarlyScript:
        """Return what a script may do.

        :param tag: the marked text of its element.
        """
        if tag not in self._known:
            self._known[tag] = self._read(tag)
        return self._known[tag]

    def of_files(self, names: Iterable[str]) -> Iterator[tuple[EarlyScript, bool]]:
        """Yield what the scripts do that names of pages tell of, and whether one is in a body."""
        for name in sorted(each for each in names if each.startswith(_FILE)):
            place, tag = name[len(_FILE) :].split(" ", 1)
            yield self.read(tag), place == "body"

    def forget(self) -> None:
        """Look at the files again from now on."""
        self._known.clear()

    def _read(self, tag: str) -> EarlyScript:
        attributes = attributes_of(tag)
        type_ = attributes.get("type", "").strip().lower()
        url = attributes.get("src")
        if type_ == "module" or (url is not None and not {"defer", "async"}.isdisjoint(attributes)):
            return _LATER
        if type_ not in _TYPES:
            # Browsers do not run it, but another script may read its text.
            return _LATER if url is not None else self._of(_content(tag), digest_of(_content(tag)))
        if url is None:
            return self._of(_content(tag), digest_of(_content(tag)))
        if url.partition("?")[0].replace("../", "") == _SEARCH_INDEX:
            return _LATER
        path = site_url(url)
        digest = self._sources.digest(path)
        if digest is None:
            return _UNKNOWN
        return self._of(self._sources.read(path).decode("utf-8", "replace"), digest)

    def _of(self, text: str, digest: str) -> EarlyScript:
        key = digest_of("early script", __version__, digest)
        known = read_json_or(None, self._cache.get(key) or b"", _from_json)
        if known is None:
            known = _look_at(text)
            self._cache.set(key, json.dumps(_to_json(known)).encode())
        return known


def _look_at(text: str) -> EarlyScript:
    # Parsers are imported on a miss only.
    from ..js.style_reads import style_reads
    from ..js.words import words

    found, reads = words(text), style_reads(text)
    return EarlyScript(
        frozenset(from_words(found)),
        is_known=not found.is_unbounded and not reads.rules,
        reads_layout=bool(reads.layout),
    )


def _content(tag: str) -> str:
    return tag[tag.find(">") + 1 : tag.rfind("<")]


def _to_json(script: EarlyScript) -> list[object]:
    return [sorted(script.names), script.is_known, script.reads_layout]


def _from_json(values: Any) -> EarlyScript:
    names, is_known, reads_layout = values
    return EarlyScript(frozenset(map(str, names)), bool(is_known), bool(reads_layout))
