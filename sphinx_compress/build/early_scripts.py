"""Scripts that run while a page has nothing but the critical parts of its style sheets.

They run before the gate (see :mod:`~sphinx_compress.page.gate`).  What they may name is part
of the page; and where one looks at rules, or is not understood, no sheet of its page is split.

A file may change without its pages being rendered again.  So what is in the files of a page is
looked at when all pages are written; up to then, its names say which files it has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Final

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.names import (
    ANY_PROPERTY,
    Declarations,
    Words,
    from_words,
    mentioned_in,
    properties_in,
    word_name,
)
from ..core.types import ROOT_MARKER, STATIC
from ..core.urls import site_url
from ..js.sheet_selectors import selects_sheets
from ..page.markup import attributes_of
from ..page.script_types import is_run, type_of
from .known_texts import FLAG, Form, KnownTexts, Text, text_of_file
from .libraries import libraries
from .search_index import INDEX, ON_DEMAND
from .tag_references import content_of


@dataclass(frozen=True, slots=True)
class EarlyScript:
    """What a script may do before the style sheets apply as a whole."""

    #: Words in it; see :mod:`~sphinx_compress.core.names`.
    names: frozenset[str] = frozenset()
    #: Whether pages with it may be split: it does not look at rules, and what it names is known.
    is_known: bool = True
    #: Whether it looks at what elements look like.
    reads_layout: bool = False
    #: Names that it uses for whatever.
    mentions: frozenset[str] = frozenset()
    #: What it declares, if it does nothing else before the page has been read.
    declares: Declarations | None = None
    #: Whether it acts only on what elements look like, see :func:`.is_quiet`.
    is_quiet: bool = False
    #: Where it does more than declare; zero if it does not, or is not understood.
    acts_in_line: int = 0

    def is_refused(self, *, in_body: bool) -> bool:
        """Return whether no sheet of a page with it may be split.

        :param in_body: whether it may run when there is something that has a layout.
        """
        return not self.is_known or (self.reads_layout and in_body)


#: One whose text cannot be read.
UNKNOWN = EarlyScript(is_known=False)
_NOTHING = Declarations()
#: Reads the layout, but tells its script nothing of it.  What it does is the same with the critical
#: part alone: with that, each element looks as it will with the whole sheet.
_HANDS_NOTHING: Final = frozenset({"focus"})
#: One that runs when the page has been read, or never.
LATER = EarlyScript(declares=_NOTHING)
#: It hands over what other scripts search later, or has that done when somebody is to search.
_INDEX_OF_SEARCH = EarlyScript(
    mentions=frozenset({"Search"}), declares=Declarations(reads=frozenset({"Search"}))
)


def acting(scripts: Collection[EarlyScript], mentioned: Collection[str]) -> list[EarlyScript]:
    """Return those scripts of a page that act before it has been read, or let others do so.

    :param mentioned: the names that other scripts of the page mention.
    """
    offers = _NOTHING.offers.union(*(each.declares.offers for each in scripts if each.declares))
    idle = {script for script in scripts if script.declares and script.declares.calls <= offers}
    found = [script for script in scripts if script not in idle]
    names = set(mentioned).union(*(script.mentions for script in found))
    while called := {each for each in idle if each.declares and each.declares.names & names}:
        idle -= called
        found += called
        names.update(*(script.mentions for script in called))
    return found


#: How the name begins that says which script a page has; then, whether in its body.
_SCRIPT: Final = "@script "
_PLACES: Final = {False: "head ", True: "body "}
#: How the names of a page begin that tell of a script in it.
OF_SCRIPTS: Final = (_SCRIPT, word_name(""))


def name_of_script(tag: str, *, in_body: bool) -> str:
    """Return the name that stands, among those of a page, for a script that is judged at the end.

    :param tag: the marked text of its element.
    """
    return _SCRIPT + _PLACES[in_body] + tag


def named_scripts(names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the scripts that names of pages tell of, and whether one is in a body."""
    for name in sorted(each for each in names if each.startswith(_SCRIPT)):
        place, tag = name[len(_SCRIPT) :].split(" ", 1)
        yield tag, place == "body"


def has_file(tag: str) -> bool:
    """Return whether the text of a script is in a file."""
    return "src" in attributes_of(tag)


def runs_early(tag: str) -> bool:
    """Return whether a script may run before the page has been read."""
    attributes = attributes_of(tag)
    return is_run(attributes) and not _is_deferred(attributes)


def is_async(attributes: Mapping[str, str]) -> bool:
    """Return whether a script with these *attributes* runs whenever it is there."""
    return "async" in attributes and ("src" in attributes or type_of(attributes) == "module")


def _is_deferred(attributes: Mapping[str, str]) -> bool:
    waits = type_of(attributes) == "module" or {"defer", "src"} <= attributes.keys()
    return waits and not is_async(attributes)


def is_of_svg(tag: str) -> bool:
    """Return whether a script names its file as those in drawings do."""
    return not {"href", "xlink:href"}.isdisjoint(attributes_of(tag))


def is_of_another_site(tag: str) -> bool:
    """Return whether a script holds up the page until a file of another site is there."""
    attributes = attributes_of(tag)
    url = attributes.get("src", "").strip()
    is_later = not {"defer", "async"}.isdisjoint(attributes) or attributes.get("type") == "module"
    is_other = "\\" in url or url.startswith("//") or ":" in url.partition("/")[0]
    return is_other and not is_later and not url.startswith(ROOT_MARKER)


class EarlyScripts:
    """Reads what scripts may do early, each of them only if the main cache has it not.

    :param with_styles: whether a ``style`` element may stand for a style sheet.
    """

    def __init__(self, sources: Sources, cache: Cache, *, with_styles: bool = False) -> None:
        self._sources = sources
        self._texts = KnownTexts(cache)
        self._with_styles = with_styles
        self._known: dict[str, EarlyScript] = {}
        self._selecting: dict[str, bool] = {}

    def read(self, tag: str) -> EarlyScript:
        """Return what a script may do.

        :param tag: the marked text of its element.
        """
        if tag not in self._known:
            self._known[tag] = self._read(tag)
        return self._known[tag]

    def of_pages(self, names: Iterable[str]) -> Iterator[tuple[EarlyScript, bool]]:
        """Yield what the scripts do that names of pages tell of, and whether one is in a body."""
        for tag, in_body in named_scripts(names):
            yield self.read(tag), in_body

    def selects_sheets(self, tag: str) -> bool:
        """Return whether a script, whenever it runs, may select what stands for a style sheet."""
        if tag not in self._selecting:
            self._selecting[tag] = self._selects_sheets(tag)
        return self._selecting[tag]

    def _selects_sheets(self, tag: str) -> bool:
        url = attributes_of(tag).get("src")
        text: Text | None
        if url is None:
            content = content_of(tag)
            text = Text(digest_of(content), lambda: content, is_block=True)
        else:
            text = text_of_file(self._sources, site_url(url))
        if text is None:
            return False
        find = partial(selects_sheets, with_styles=self._with_styles)
        return self._texts.of(f"selects sheets {self._with_styles}", text, find, FLAG)

    def forget(self) -> None:
        """Look at the files again from now on."""
        self._known.clear()
        self._selecting.clear()

    def _read(self, tag: str) -> EarlyScript:
        attributes = attributes_of(tag)
        url = attributes.get("src")
        if _is_deferred(attributes):
            return LATER
        if url is None:
            # Browsers may not run it, but another script may read its text.
            return self._of(content_of(tag), digest_of(content_of(tag)))
        if not is_run(attributes):
            return LATER
        path = site_url(url)
        if path.partition("?")[0].replace("../", "") in {INDEX, STATIC + ON_DEMAND}:
            return _INDEX_OF_SEARCH
        digest = self._sources.digest(path)
        if digest is None:
            return LATER if is_async(attributes) else UNKNOWN
        found = self._of(self._sources.read(path).decode("utf-8", "replace"), digest)
        # It comes before the sheets or behind them, with and without a gate.
        is_racing = is_async(attributes)
        return replace(found, is_known=True, reads_layout=False) if is_racing else found

    def _of(self, text: str, digest: str) -> EarlyScript:
        find = lambda text: _look_at(text, digest)  # noqa: E731
        return self._texts.of("early script", Text(digest, lambda: text), find, _FORM)


def _look_at(text: str, digest: str) -> EarlyScript:
    # Parsers are imported on a miss only.
    from ..js.at_once import at_once
    from ..js.joined_words import joined_words
    from ..js.quiet import is_quiet
    from ..js.style_reads import UNKNOWN_READS, reads_of
    from ..js.style_texts import may_use_properties
    from ..js.syntax import without_comments
    from ..js.words import UNBOUNDED, words_of

    joined = joined_words(text)
    found = UNBOUNDED if joined is None else words_of(joined)
    properties = {ANY_PROPERTY} if may_use_properties(joined) else {*properties_in(text)}
    if declares := libraries().get(digest):
        # It hands on what it is called with when the page is read.
        mentions = frozenset(name.lstrip("?") for name in declares.reads)
        return EarlyScript(
            frozenset(from_words(Words(found.names))) | properties,
            mentions=mentions,
            declares=declares,
        )
    declares, line = at_once(text)
    reads = UNKNOWN_READS if joined is None else reads_of(joined)
    words = text if joined is None else without_comments(joined.root)
    return EarlyScript(
        frozenset(from_words(found)) | properties,
        # Names from elsewhere may be any.
        is_known=not (found.is_unbounded or found.takes_names or reads.rules),
        reads_layout=not reads.layout <= _HANDS_NOTHING,
        mentions=mentioned_in(words, declares),
        declares=declares,
        is_quiet=is_quiet(text),
        acts_in_line=line,
    )


def _to_json(script: EarlyScript) -> list[object]:
    declares = script.declares
    parts = declares and [getattr(declares, each.name) for each in fields(Declarations)]
    lists = parts and [each if isinstance(each, bool) else sorted(each) for each in parts]
    rest = script.is_known, script.reads_layout, lists, script.is_quiet, script.acts_in_line
    return [sorted(script.names), sorted(script.mentions), *rest]


def _from_json(values: Any) -> EarlyScript:
    names, mentions, is_known, reads_layout, parts, quiet, line = values
    return EarlyScript(
        frozenset(map(str, names)),
        bool(is_known),
        bool(reads_layout),
        frozenset(map(str, mentions)),
        None if parts is None else _declarations(*parts),
        bool(quiet),
        int(line),
    )


_FORM: Final[Form[EarlyScript]] = (_to_json, _from_json)


def _declarations(*parts: Any) -> Declarations:
    names, offers, calls, events, reads = (frozenset(map(str, each)) for each in parts[:-1])
    return Declarations(names, offers, calls, events, reads, bool(parts[-1]))
