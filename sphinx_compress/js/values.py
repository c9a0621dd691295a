"""What a script can have in its hands, and what it makes of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

from ..core.types import Kind
from .selectors import BOTH, CSS, JS
from .url_words import ANY

if TYPE_CHECKING:
    from tree_sitter import Node

    from .constants import Constants
    from .scopes import Scopes

What = Literal["tags", "text", "root", "own", "event"]


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a script got hold of.

    ``tags`` are tags, sheets or rules, or lists of these; ``text`` is their URLs or what is
    written in them; a ``root`` is an element with tags in it; ``own`` is the script's own tag, or
    a comment; an ``event`` is one that a tag may be the target of.
    """

    what: What
    kinds: frozenset[Kind] = BOTH
    #: Whether these were picked from all of them by what they are, and not by their place.
    is_picked: bool = False
    #: By which place it was found, if others may be put before it.
    place: Literal["", "first", "beside"] = ""
    #: Whether it is all that is written in a tag, and not just its URL.
    is_whole: bool = False
    #: Whether these are rules, of which the URL of their sheet is hardly ever asked.
    is_rule: bool = False
    #: Whether properties of an unknown kind may hold it: it comes from a function of the site.
    is_wrapped: bool = False


_ROOT = Value("root")
#: Properties that lead to tags, and to what.
PROPERTIES: dict[str, Value] = {
    "styleSheets": Value("tags", CSS),
    "scripts": Value("tags", JS),
    "all": Value("tags"),
    "addedNodes": Value("tags"),
    "removedNodes": Value("tags"),
    "head": _ROOT,
    "documentElement": _ROOT,
    "body": Value("root", JS),
    "currentScript": Value("own", JS),
    **dict.fromkeys(("children", "childNodes", "firstElementChild", "lastElementChild"), _ROOT),
}
#: Of these, others than the document have some that are something else.
OF_DOCUMENT = frozenset(
    {"scripts", "all", "head", "body", "documentElement"}
    | {"children", "childNodes", "firstElementChild", "lastElementChild"}
)


@dataclass(slots=True)
class Findings:
    """What one way to come by a tag leads to."""

    words: set[str] = field(default_factory=set)
    #: Kinds of which the script has a single one in its hands in the end.
    single: set[Kind] = field(default_factory=set)
    #: Names under which others can have tags from this script, and of which kinds.
    given: dict[str, frozenset[Kind]] = field(default_factory=dict)
    #: Whether rules are looked at one by one.
    reads_rules: bool = False

    def add_any(self, kinds: frozenset[Kind]) -> None:
        """Take note that each tag of *kinds* may be meant."""
        self.words.update(ANY[kind] for kind in kinds)

    def add_words(self, words: frozenset[str] | None, kinds: frozenset[Kind]) -> None:
        """Take note of what URLs are compared with; ``None`` for what is not known."""
        if words is None:
            self.add_any(kinds)
        else:
            self.words.update(f"{ANY[kind]} {word}" for word in words for kind in kinds)

    def add_change(self, value: Value, *, is_one: bool = False) -> None:
        """Take note that tags are switched, removed, or get another file.

        :param is_one: whether that is done to some of them only.
        """
        if value.place:
            # Another one may stand there.
            self.add_any(value.kinds)
        elif value.is_picked or is_one:
            # A bundle would be more than this one.
            self.single |= value.kinds

    def close(self) -> None:
        """Ask for all tags of which the script has one, but not by anything that tells it."""
        for kind in self.single:
            if not any(word.startswith(ANY[kind]) for word in self.words):
                self.words.add(ANY[kind])


@dataclass(slots=True)
class Sources:
    """What the sources of a script lead to."""

    words: set[str] = field(default_factory=set)
    given: dict[str, frozenset[Kind]] = field(default_factory=dict)
    #: Functions that look for what they are told to.
    helpers: set[str] = field(default_factory=set)
    reads_rules: bool = False
    #: Of what comes while the page is read, if it runs before.
    watched: set[str] = field(default_factory=set)
    #: Of which tags it has some in its hands.
    kinds: set[Kind] = field(default_factory=set)
    #: Words that count only under a condition: see :attr:`.References.under`.
    under: dict[str, set[str]] = field(default_factory=dict)
    #: Of which kinds the tags are that strings select of which no use is known.
    loose: set[Kind] = field(default_factory=set)
    #: The first source that leads to a word.
    places: dict[str, Node] = field(default_factory=dict)

    def add(self, findings: Findings, source: Node) -> None:
        """Take note of what one source leads to."""
        self.add_words(findings.words, source)
        self.given.update(findings.given)
        self.reads_rules |= findings.reads_rules

    def add_under(self, condition: str, words: set[str]) -> None:
        """Take note of words that one source leads to under a *condition*."""
        if words:
            self.under.setdefault(condition, set()).update(words)

    def add_words(self, words: Iterable[str], source: Node) -> None:
        """Take note of words that one source leads to."""
        self.words.update(words)
        self.note(words, source)

    def note(self, words: Iterable[str], source: Node) -> None:
        """Take note of where the source of some words is."""
        for word in words:
            known = self.places.get(word, source)
            self.places[word] = min(known, source, key=lambda node: node.start_byte)


#: What one reads of a tag that has nothing to do with which file it loads.
_TEXTS: dict[str, frozenset[Kind]] = {
    "href": CSS,
    "src": JS,
    "textContent": BOTH,
    "innerText": BOTH,
    "innerHTML": BOTH,
    "outerHTML": BOTH,
    "text": BOTH,
    "name": BOTH,
}

#: What leads from a tag to its sheet and its rules, or back.
_WITHIN = frozenset(
    {"cssRules", "rules", "imports", "sheet", "styleSheet", "ownerNode", "parentStyleSheet"}
    | {"attributes", "parentRule", "currentNode", "referenceNode"}
)
_BESIDE = frozenset(
    {"nextSibling", "previousSibling", "nextElementSibling", "previousElementSibling"}
)
_INNER = frozenset({"children", "childNodes", "all", "scripts", "styleSheets"})
_LAST = frozenset({"lastChild", "lastElementChild"})
_FIRST = frozenset({"firstChild", "firstElementChild"})
#: Methods that put something beside a tag.
INSERTS = frozenset({"after", "before", "insertAdjacentElement", "insertAdjacentHTML"})
#: Properties and methods that switch a tag, remove it, or give it another file.
CHANGES = frozenset(
    {"disabled", "href", "media", "rel", "remove", "removeAttribute", "replaceWith"}
    | {"setAttribute", "setAttributeNS", "setAttributeNode", "toggleAttribute", "type"}
)
#: What one element gives another, which is then like it.
COPIES = frozenset({"href", "src", "text", "textContent", "innerHTML", "nodeValue", "onload"})
#: Types of values that no text of a tag equals.
NOTHING = frozenset({"null", "undefined", "true", "false", "number"})
_TARGETS = frozenset({"target", "srcElement", "currentTarget", "originalTarget"})
_OF_URL = frozenset({"pathname", "href", "source", "input", "groups", "value", "nodeValue"})


def read_property(value: Value, name: str, findings: Findings) -> Value | None:
    """Return what a property of a value is; ``None`` if it tells nothing of tags."""
    match value.what:
        case "tags":
            return _of_tags(value, name, findings)
        case "text" if value.is_rule and name != "length":
            return replace(value, is_rule=False)
        case "text":
            return value if name in _OF_URL else None
        case "event":
            return Value("tags", value.kinds) if name in _TARGETS else None
        case "own":
            return _of_own(name, findings)
        case _:
            return _of_root(value, name, findings)


def _of_own(name: str, findings: Findings) -> Value | None:
    if name in _BESIDE:
        return Value("tags", place="beside")
    if name in {"currentNode", "referenceNode"}:
        return Value("own")
    return Value("root") if name in {"parentNode", "parentElement"} else None


def _of_root(value: Value, name: str, findings: Findings) -> Value | None:
    if name in _INNER:
        return Value("tags", value.kinds)
    if name in _FIRST:
        return Value("tags", value.kinds, place="first")
    if name in _LAST:
        findings.add_any(value.kinds)
    if name in {"innerHTML", "outerHTML", "textContent"}:
        return Value("text", value.kinds, place="beside", is_whole=True)
    if name in {"parentNode", "parentElement"} | _BESIDE:
        # The head and the body stand beside each other.
        return Value("root")
    return value if name in {"head", "body", "documentElement"} else None


def _of_tags(value: Value, name: str, findings: Findings) -> Value | None:
    if value.is_rule and name != "length":
        findings.reads_rules = True
    if name.isdigit() or name.startswith("["):
        # One of a list, or of what nobody knows.
        findings.add_any(value.kinds)
        return value
    if name in {"value", "done"}:
        # Of what an iterator returns.
        return replace(value, place="") if name == "value" else None
    if value.place and name not in {"parentNode", "parentElement", "length", *INSERTS}:
        # What is there if there are fewer tags is another one.
        findings.add_any(value.kinds)
        return None
    if value.is_rule and name in {"cssText", "style"}:
        # As it is written, or what of it is declared: another filter may write it otherwise.
        return Value("text", CSS, value.is_picked, is_whole=True, is_rule=name == "style")
    if name in _TEXTS:
        if value.is_rule:
            return None
        kinds = value.kinds & _TEXTS[name]
        is_whole = name not in {"href", "src", "name"}
        return Value("text", kinds, value.is_picked, is_whole=is_whole) if kinds else None
    if name in _WITHIN:
        is_rule = name in {"cssRules", "rules"} or (value.is_rule and name != "parentStyleSheet")
        is_picked = value.is_picked or name == "parentStyleSheet"
        return Value("tags", value.kinds, is_picked, is_rule=is_rule)
    if name in _BESIDE:
        return Value("tags", value.kinds, value.is_picked, place="beside")
    if name in _FIRST | _LAST:
        return None
    if name in {"parentNode", "parentElement"}:
        return Value("root")
    return value if name in _TARGETS or (value.is_wrapped and name != "length") else None


def of_root(value: Value, name: str, arguments: Sequence[Node]) -> Value | None:
    """Return what a method of a root returns; ``None`` if it tells nothing of tags."""
    if value.what == "event":
        return Value("tags", value.kinds) if name == "composedPath" else None
    if value.what == "own":
        return value if name in {"nextNode", "previousNode"} else None
    if name in {"cloneNode", "clone", "get", "eq", "first", "item"}:
        return value
    if name == "getHTML" or (not arguments and name in {"html", "text"}):
        return Value("text", value.kinds, is_whole=True)
    if not arguments and name in {"children", "contents"}:
        return Value("tags", value.kinds)
    return None


class Follows(Protocol):
    """What has values followed; see :class:`.Flow`."""

    scopes: Scopes
    constants: Constants
    findings: Findings
    #: Those that functions return to, by their ids; see :attr:`.Told.callers`.
    callers: Mapping[int, Node]

    def push(self, node: Node, value: Value) -> None:
        """Have the *value* of the expression *node* followed."""

    def lose(self, value: Value, at: Node | None = None) -> None:
        """Take note that nobody knows what becomes of a *value*."""

    def bind(self, pattern: Node | None, value: Value) -> None:
        """Have all mentions of what a *pattern* takes of a *value* followed."""

    def in_function(self, function: Node, number: int, value: Value) -> None:
        """Have a *value* followed that a function is given as one of its arguments."""
