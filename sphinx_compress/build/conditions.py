"""Conditions under which a script asks for tags: what other scripts and the pages have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

from ..js.tag_references import References
from ..js.url_words import UNKNOWN
from ..page.attribute_selectors import recorded
from ..page.loose_scripts import UNSEEN, is_data
from ..page.markup import attributes_of
from .site_script import Script

#: Of an attribute with a shorter name, scripts could set any.
_SHORTEST = len("data-x")


Find = Callable[[str, frozenset[str]], frozenset[str]]
Names = Callable[[str, Script, frozenset[str], Find], frozenset[str]]


class Conditions:
    """Tells which conditions hold on one site.

    :param known: each script, with what it refers to.
    :param elements: what :func:`.attribute_selectors.records` tells of the pages.
    :param names: returns what a script has to do with names.
    """

    def __init__(
        self, known: list[tuple[Script, References]], elements: Iterable[str], names: Names
    ) -> None:
        self._known = known
        self._attributes = {name for each in elements if (name := recorded(each))}
        self._names = names
        #: All conditions that are asked for.
        self._asked = {condition for _, found in known for condition in found.under}

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield each word that counts, and where a script may look for what has it."""
        for script, found in self._known:
            for condition, words in sorted(found.under.items()):
                if self._holds(script, condition):
                    place = self._place(script, condition)
                    yield from ((word, place) for word in words)

    def _place(self, script: Script, condition: str) -> str:
        """Return how a user is told of what a script looks for under a *condition*."""
        name = condition.rpartition(" ")[2].lstrip("[=.!")
        match condition[0]:
            case "[" if name.strip(UNKNOWN):
                attribute = name.replace(UNKNOWN, "…")
                return f"{script.name}, by the attribute {attribute}"
            case "[":
                return f"{script.name}, by some attribute"
            case "=":
                return f"{script.name}, by the variable {name}"
            case "." | "!":
                name = min(each[1:] for each in _properties_of(condition) if self._giving[each])
                return f"{script.name}, by the property {name}"
            case _:
                return f"{script.name}, for the feature {name}"

    def _holds(self, script: Script, condition: str) -> bool:
        match condition[0]:
            case "[":
                return self._may_be_set(condition[1:])
            case "=":
                return bool(self._giving[condition[1:]])
            case "." | "!":
                names = _properties_of(condition)
                of = {each for name in names for each in self._giving[name]}
                return bool(of - {script.digest})
            case _:
                return self._is_there(script, *condition.split(" ", 1))

    def _may_be_set(self, attribute: str) -> bool:
        """Return whether an attribute of some element may select tags."""
        if self._is_recorded(attribute):
            return True
        if len(attribute.partition(UNKNOWN)[0]) < _SHORTEST and UNKNOWN in attribute:
            return any(found.loose for _, found in self._known)
        return any(self._giving[name] for name in _names_of(attribute))

    def _is_recorded(self, attribute: str) -> bool:
        """Return whether a page has such an attribute that may select tags."""
        pattern = re.compile(".*".join(map(re.escape, attribute.split(UNKNOWN))))
        return "*" in self._attributes or any(map(pattern.fullmatch, self._attributes))

    @cached_property
    def _giving(self) -> defaultdict[str, set[str]]:
        """The scripts that may give a name a selector."""
        wanted = set[str]()
        for condition in self._asked:
            match condition[0]:
                case "[":
                    wanted.update(_names_of(condition[1:]))
                case "=":
                    wanted.add(condition[1:])
                case "." | "!":
                    wanted.update(_properties_of(condition))
        giving: defaultdict[str, set[str]] = defaultdict(set)
        for script, found in self._known:
            has_loose = bool(found.loose)
            find = partial(_given_selectors, has_loose=has_loose)
            what = "gives any" if has_loose else "gives"
            for given in self._names(what, script, frozenset(wanted), find):
                name, _, attribute = given.partition(" <")
                if not attribute or self._is_recorded(attribute):
                    giving[name].add(script.digest)
        return giving

    def _is_there(self, script: Script, element: str, name: str) -> bool:
        """Return whether a page may have a feature, in the list of an *element*."""
        others = (self._having[name] | self._having[element]) - {script.digest}
        return element not in self._data or bool(others)

    @cached_property
    def _data(self) -> set[str | None]:
        """The ids of elements with data."""
        blocks = (each.word for each, _ in self._known if each.is_block)
        return {attributes_of(each).get("id") for each in blocks if is_data(each)}

    @cached_property
    def _having(self) -> defaultdict[str, set[str]]:
        """The scripts that have the name of a feature, or of the element that lists it."""
        features = [each for each in self._asked if each[0] not in "[=.!"]
        # A script that names the element may write into it what it puts together.
        names = frozenset(part for feature in features for part in feature.split(" ", 1))
        having: defaultdict[str, set[str]] = defaultdict(set)
        for script, _ in self._known:
            for name in self._names("has", script, names, _having):
                having[name].add(script.digest)
        return having


def _properties_of(condition: str) -> list[str]:
    return [f"{condition[0]}{name}" for name in condition[1:].split(" ")]


def _names_of(attribute: str) -> Iterator[str]:
    """Yield by what a script may name an attribute: by itself, and as a property."""
    name = attribute.partition(UNKNOWN)[0]
    # What a script gives others is hardly ever a selector.
    if name.startswith("data-") and (len(name) >= _SHORTEST or name == attribute):
        yield f"[{name}"
        if name == attribute and name.startswith("data-"):
            yield re.sub(r"-(\w)", lambda match: match[1].upper(), name.removeprefix("data-"))


def _given_selectors(text: str, names: frozenset[str], *, has_loose: bool) -> frozenset[str]:
    # Parsers are imported on a miss only.
    from ..js.given_selectors import given_selectors

    return given_selectors(text, names, has_loose=has_loose)


def _having(text: str, names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name in text or text == UNSEEN)
