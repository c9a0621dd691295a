"""Which tags the scripts of a whole site refer to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from ..bundle.sources import Sources
from ..cache.local import Cache
from ..core.digests import digest_of
from ..core.types import STATIC, Kind
from ..core.urls import site_url
from ..core.wording import excerpt
from ..css.tag_selectors import selected_kinds, selects_by_place, selects_last
from ..js.function_texts import may_read, shown
from ..js.lending import ANY_SCRIPT, lends, mentions
from ..js.tag_references import ANY, References, has_signs, references
from ..page.attribute_code import code_in_url
from ..page.attribute_selectors import recorded
from ..page.markup import attributes_of
from .conditions import Conditions
from .known_texts import FLAG, KINDS, NAMES, REFERENCES, KnownTexts, Text
from .site_script import Script

_EMPTY_RULE = re.compile(rb"\{\s*(?:/\*(?:[^*]|\*(?!/))*+\*/\s*)*+\}")

#: A word, and where a script may look for what has it.
_Word = tuple[str, str]

_Find = Callable[[str, frozenset[str]], frozenset[str]]


class TagReferences:
    """Finds out how script elements refer to tags, each of them once.

    :param cache: keeps what was found, so that a warm build parses nothing.
    """

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._known = KnownTexts(cache)

    def words(
        self, tags: Iterable[str], files: Iterable[str] = (), sheets: Iterable[str] = ()
    ) -> dict[str, str]:
        """Return by what all these scripts together may find tags, and where each may do so.

        :param tags: the marked texts of script elements.
        :param files: site-relative URLs of scripts that others may load.
        :param sheets: the marked texts of the elements of style sheets.
        """
        tags = list(tags)
        elements = [tag for tag in tags if recorded(tag)]
        found = [self._file(url) for url in files]
        found += [self._script(tag) for tag in tags if not recorded(tag)]
        known = {(each.digest, each.word, each.is_early): each for each in found if each}
        scripts = list(known.values())
        own = [self._references(script, frozenset()) for script in scripts]
        known_of = list(zip(scripts, own, strict=True))
        known_of += (told := list(self._through_helpers(scripts, own)))
        words = [word for script, each in told for word in script.at(each, each.words)]
        texts_are_read = any(each.reads_texts for each in own)
        for script, each in zip(scripts, own, strict=True):
            words += script.at(each, each.words | (each.watched if script.is_early else set()))
            if each.reads_own_texts or (each.has_texts and texts_are_read):
                words += script.at(each, {script.word})
        pairs = zip(scripts, own, strict=True)
        if readers := [script.name for script, each in pairs if each.reads_rules]:
            words += ((word, min(readers)) for word in self._with_empty_rules(sheets))
        words += self._selected(sheets)
        words += Conditions(known_of, elements, self._names).words()
        words += self._through_names(scripts, own)
        words += self._lent(scripts, own)
        words += self._shown(scripts, own)
        # Of several places, the same one is told in whatever order the pages come.
        return dict(sorted(words, reverse=True))

    def _with_empty_rules(self, sheets: Iterable[str]) -> frozenset[str]:
        """Return what tells the sheets that have empty rules, which a script may fill."""
        words = set()
        for tag in sheets:
            url = site_url(attributes_of(tag).get("href", ""))
            if self._sources.digest(url) is None:
                continue
            if _EMPTY_RULE.search(self._sources.read(url)):
                words.add(f"{ANY['css']} {url.lower()}")
        return frozenset(words)

    def _selected(self, sheets: Iterable[str]) -> Iterator[_Word]:
        """Yield of which kinds the tags are that selectors of sheets name."""
        for tag in sheets:
            url = attributes_of(tag).get("href")
            if url is None:
                name = f'the style sheet "{excerpt(content_of(tag), 40)}"'
                kinds = self._known.of("selected", _block(tag), selected_kinds, KINDS)
                yield from ((ANY[kind], name) for kind in kinds)
                continue
            sheet = self._file(site_url(url))
            # The comments and variables of other languages look like selectors.
            if sheet is not None and sheet.name.endswith(".css"):
                kinds = self._known.of("selected", sheet.text, selected_kinds, KINDS)
                yield from ((ANY[kind], sheet.name) for kind in kinds)

    def counting_sheet(self, sheets: Iterable[str], body: Collection[str]) -> str:
        """Return the first sheet that may tell which elements are the last of a page, or all.

        :param sheets: the marked texts of the elements of style sheets.
        :param body: the names of the body.
        :return: how a user is told of it; empty if there is none.
        """
        find = partial(selects_last, body=body)
        kind = f"selects last in {sorted(body)}"
        for tag in sheets:
            url = attributes_of(tag).get("href")
            if url is None:
                if self._known.of("selects by place", _block(tag), selects_by_place, FLAG):
                    return f'the style sheet "{excerpt(content_of(tag), 40)}"'
                continue
            sheet = self._file(site_url(url))
            if sheet is not None and self._known.of(kind, sheet.text, find, FLAG):
                return sheet.name
        return ""

    def _script(self, tag: str) -> Script | None:
        attributes = attributes_of(tag)
        url = attributes.get("src")
        is_early = "defer" not in attributes and attributes.get("type") != "module"
        code = code_in_url(url or "")
        if code is not None:
            block = _script_block(tag, is_early=is_early)
            return replace(block, digest=digest_of(code), read=lambda: code)
        if url is not None:
            script = self._file(site_url(url))
            return None if script is None else replace(script, is_early=is_early)
        return _script_block(tag, is_early=is_early)

    def _file(self, url: str) -> Script | None:
        digest = self._sources.digest(url)
        if digest is None:
            # A file of another site, or none at all.
            return None
        word = f"{ANY['js']} {url.lower()}"
        read = lambda: self._sources.read(url).decode("utf-8", "replace")  # noqa: E731
        return Script(digest, read, word, name=url.removeprefix(STATIC))

    def _references(self, script: Script, helpers: frozenset[str]) -> References:
        text = script.read() if script.is_block and not helpers else None
        if text is not None and not has_signs(text) and not may_read(text):
            # What can refer to nothing needs no place in the cache.
            return references(text)
        key = f"references {' '.join(sorted(helpers))}"
        return self._known.of(key, script.text, lambda text: references(text, helpers), REFERENCES)

    def _through_helpers(
        self, scripts: list[Script], own: list[References]
    ) -> Iterator[tuple[Script, References]]:
        """Yield what scripts refer to that have the helpers of others look for something."""
        helpers, known = frozenset[str]().union(*(each.helpers for each in own)), frozenset[str]()
        while helpers != known:
            known = helpers
            for script, mine in zip(scripts, own, strict=True):
                if called := self._names("calls", script, known - mine.helpers, _called):
                    found = self._references(script, called)
                    # What calls a helper may be one itself.
                    helpers |= found.helpers
                    yield script, found

    def _through_names(self, scripts: list[Script], own: list[References]) -> Iterator[_Word]:
        """Yield of which kinds scripts have tags from others.

        A file that has a tag is here twice, so that its own variables count, too.
        """
        given: defaultdict[str, dict[int, frozenset[Kind]]] = defaultdict(dict)
        for number, each in enumerate(own):
            for name, kinds in each.given.items():
                given[name][number] = kinds
        for number, script in enumerate(scripts):
            of_others = frozenset(
                name for name, givers in given.items() if givers.keys() - {number}
            )
            for name in self._mentioned(script, of_others):
                for giver, kinds in given[name].items():
                    if giver != number:
                        other = scripts[giver].name
                        place = f"{script.name}, by {name} of {other}"
                        yield from ((ANY[kind], place) for kind in kinds)

    def _lent(self, scripts: list[Script], own: list[References]) -> Iterator[_Word]:
        """Yield what tells the tags of scripts that have others do what depends on their tag."""
        names, known = frozenset[str]().union(*(each.lent for each in own)), frozenset[str]()
        lent = [each.lent for each in own]
        while names != known:
            known = names
            called = names - {ANY_SCRIPT}
            lent = [self._names("lends", each, called, lends) for each in scripts]
            names = names.union(*lent)
        for script, each, found in zip(scripts, own, lent, strict=True):
            if ANY_SCRIPT in each.lent | found:
                yield ANY["js"], script.name
        for script in scripts:
            if mentioned := self._mentioned(script, names - {ANY_SCRIPT}):
                yield script.word, _by_function(script, min(mentioned))

    def _shown(self, scripts: list[Script], own: list[References]) -> Iterator[_Word]:
        """Yield what tells the tags of scripts that have functions whose texts are read."""
        names = frozenset[str]().union(*(each.shown for each in own))
        for script in scripts:
            if found := self._names("shown", script, names, shown):
                yield script.word, _by_function(script, min(found).split()[0])

    def _mentioned(self, script: Script, names: frozenset[str]) -> frozenset[str]:
        return self._names("mentions", script, names, mentions)

    def _names(
        self, what: str, script: Script, names: frozenset[str], find: _Find
    ) -> frozenset[str]:
        """Return what a script has to do with *names*."""
        if not names:
            return names
        key = f"{what} {' '.join(sorted(names))}"
        return self._known.of(key, script.text, lambda text: find(text, names), NAMES)


def _by_function(script: Script, function: str) -> str:
    return f"{script.name}, by the function {function}"


# Pages have most of them in common, and each page asks again for the sake of its own ones.
@lru_cache(1024)
def _script_block(tag: str, *, is_early: bool) -> Script:
    text = content_of(tag)
    name = f'the script "{excerpt(text, 40)}"'
    return Script(digest_of(text), lambda: text, tag, is_early, True, name)


def _block(tag: str) -> Text:
    content = content_of(tag)
    return Text(digest_of(content), lambda: content, is_block=True)


def content_of(tag: str) -> str:
    """Return what stands between the tags of an element."""
    return tag[tag.find(">") + 1 : tag.rfind("<")]


def _called(text: str, names: frozenset[str]) -> frozenset[str]:
    called = set(re.findall(r"[\w$]+", text))
    return frozenset(name for name in names if name.partition(":")[0] in called)
