"""For which tags of its page does a script ask?

A script may look for a style sheet by its URL, to swap or to switch it, or for
the tag of another script.  A tag that may be asked for stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..core.types import Kind
from .function_texts import function_texts, texts_below
from .given_roots import given_below, may_give
from .lending import lends, lent_below, may_lend
from .origin_names import UNFOLLOWED
from .url_words import ANY

if TYPE_CHECKING:
    from tree_sitter import Node

    from .values import Sources

__all__ = ["ANY", "References", "asked_for", "has_signs", "references"]

_SIGNS = re.compile(
    r"styleSheets|\bscripts\b|(?:added|removed)Nodes|currentScript|querySelector|\bclosest\b"
    r"|getElementsByTagName|jQuery|\$\(|link\s*\[|script\s*\[|\[\s*(?:data-|href\b|src\b|rel\b)"
    r"|stylesheet|\.css|getEntries|\bevaluate\b|TreeWalker|NodeIterator|document\s*\[|\.all\b"
    rf"|atches(?:Selector)?\(|(?<![\w$])\$\s*[;,)]|getHTML|createExpression|\.prototype\b|{UNFOLLOWED}"
    r"|serviceWorker|\beval\b|\bFunction\s*\(|\bset(?:Timeout|Interval)\b|\bextends\s*:"
    r"|\b(?:fetch|Request)\s*\(|\.open\s*\(|\bReflect\.get\s*\(|Sibling\??\.src\b",
    re.IGNORECASE,
)
#: What is of interest only if both are there.
_ROOTS = re.compile(r"\bhead\b|\bbody\b|documentElement|\bdocument\b")
_INNER = re.compile(
    r"children|childNodes|childElementCount|(?:first|last)(?:Element)?Child|(?:inner|outer)HTML|textContent"
    r"|XMLSerializer|\bwith\s*\("
)
#: The same for what has tags in it, and a property whose name is computed.
_WITH_TAGS = re.compile(r"\bhead\b|\bbody\b|documentElement")
_COMPUTED = re.compile(r"[\w)]\[\s*[A-Za-z_$][\w$]*\s*\]")
#: A function of nothing but a comment, which scripts may read, or a caller.
_OWN_TEXT = re.compile(r"\)\s*(?:=>\s*)?\{\s*/[*/]|\.caller\b")
#: What may turn a function into its text.
_TEXT_READER = re.compile(r"toString|String\(|`|\+\s*[\"']|[\"']\s*\+")
_LISTENERS = re.compile(r"addEventListener\s*\((?:[^,]{0,40}(?:load|error)|\s*[\w$.]+\s*,)")
#: A string that may select tags.
_SELECTING = re.compile(
    r"""["'`](?:[^"'`\n]*[\s>+~,(])?(?:link|script|\*)["'`\s,:\[]""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class References:
    """How a script refers to tags of its page."""

    #: Parts of tags, such as the names of files, and values of :data:`ANY`.
    words: frozenset[str] = frozenset()
    #: Names by which other scripts can have tags from it, and the kinds of these.
    given: Mapping[str, frozenset[Kind]] = field(default_factory=dict)
    #: Functions that look for what other scripts tell them to.
    helpers: frozenset[str] = frozenset()
    #: Whether it looks at the rules of style sheets.
    reads_rules: bool = False
    #: Parts of tags that it sees while they come, if it runs before.
    watched: frozenset[str] = frozenset()
    #: Whether it asks who calls its functions, or reads their texts.
    reads_own_texts: bool = False
    #: Functions of the page that it reads the texts of: see :attr:`.FunctionTexts.names`.
    shown: frozenset[str] = frozenset()
    #: Whether it has functions of nothing but a comment, for a script to read.
    has_texts: bool = False
    #: Whether it may read the text of a function, of its own or of another script.
    reads_texts: bool = False
    #: Its functions that depend on the tag of the script that calls them.
    lent: frozenset[str] = frozenset()
    #: Words that count only under a condition: where a page has a feature, see
    #: :meth:`.Features.needed`; where ``[name``, an attribute, or ``=name``, a variable, may hold
    #: a selector of a tag; or, for ``*``, where anything may.
    under: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Of which kinds the tags are that its strings select, as far as no use of these is known.
    loose: frozenset[Kind] = frozenset()
    #: Where it comes by what it tells from others by a word: the line and the column, from one.
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


#: Of a script that nobody can follow.
_EVERYTHING = References(
    frozenset(ANY.values()),
    reads_rules=True,
    reads_own_texts=True,
    has_texts=True,
    reads_texts=True,
    loose=frozenset(ANY),
)


def has_signs(text: str) -> bool:
    """Return whether a text might refer to tags at all."""
    if may_give(text) or any(sign.search(text) for sign in (_SIGNS, _LISTENERS, _OWN_TEXT)):
        return True
    pairs = (_INNER, _ROOTS), (_WITH_TAGS, _COMPUTED)
    return any(one.search(text) and other.search(text) for one, other in pairs)


_QUERY = """
(string) @text
(template_string (string_fragment) @text)
(regex_pattern) @pattern
"""

#: What stands between the names of a list, too.
_BETWEEN_FILES = re.compile(r"[/\s\"'`?#,|;:=<>(]+")
_FILE = re.compile(r"(.*?\.(?:css|js))(?![a-z]|\.(?:css|js)(?![a-z]))", re.IGNORECASE)
#: What of a pattern is no text: classes, escapes, and what may be missing.
_NOT_LITERAL = re.compile(r"\[[^\]]*\]|\\[a-zA-Z]|\w[?*]")
#: Words of a pattern that tell no file from another one.
_COMMON = frozenset({"css", "min"})


def references(text: str, helpers: frozenset[str] = frozenset()) -> References:
    """Return what the script *text* may find tags by.

    :param helpers: functions of other scripts that look for what they are told to.
    """
    if not helpers and not has_signs(text):
        return _without_tags(text)
    from .code_strings import code_strings
    from .scopes import Scopes
    from .sources import Finder
    from .syntax import is_deep, parse

    source = text.encode()
    root = parse(source).root_node
    if is_deep(root):
        return _EVERYTHING
    scopes = Scopes(source, root)
    found = Finder(source, root, scopes, helpers).find()
    own, shown = texts_below(root, scopes)
    for node, code in code_strings(root, scopes):
        if len(code) < len(text):
            _add_code(found, references(code, helpers), node)
    _add_names(found, root)
    has_own = _OWN_TEXT.search(text) is not None
    return References(
        words=frozenset(found.words),
        given=found.given,
        helpers=frozenset(found.helpers) | given_below(root, scopes),
        reads_rules=found.reads_rules,
        watched=frozenset(found.watched),
        reads_own_texts=own or (has_own and _reads_callers(root)),
        shown=shown,
        has_texts=has_own and _has_texts(root),
        reads_texts=_reads_texts(text),
        lent=lent_below(source, root, scopes) if may_lend(text) else frozenset(),
        under={name: frozenset(words) for name, words in found.under.items()},
        loose=frozenset(found.loose),
        places={word: _place(source, node) for word, node in sorted(found.places.items())},
    )


def _without_tags(text: str) -> References:
    own, shown = function_texts(text)
    return References(
        reads_own_texts=own,
        shown=shown,
        reads_texts=_reads_texts(text),
        lent=lends(text),
        loose=frozenset(ANY) if _SELECTING.search(text) else frozenset(),
    )


def _add_names(found: Sources, root: Node) -> None:
    """Add the names of files that the strings and the patterns of a script have."""
    from .scopes import text_of
    from .syntax import captures

    literals = captures(root, _QUERY)
    for kind in ("css", *(found.kinds & {"js"})):
        for name, words_in in (("text", _names), ("pattern", _literals)):
            for node in literals.get(name, ()):
                found.add_words(set(words_in(text_of(node), f".{kind}")), node)


def _add_code(found: Sources, inner: References, string: Node) -> None:
    """Add what the code in a string refers to."""
    found.add_words(inner.words | inner.watched, string)
    found.given.update(inner.given)
    found.helpers |= inner.helpers
    for feature, words in inner.under.items():
        found.add_under(feature, set(words))
    found.loose |= inner.loose
    found.reads_rules |= inner.reads_rules


def _place(source: bytes, node: Node) -> tuple[int, int]:
    """Return the line and the column of a node, from one, in characters."""
    line_start = source.rfind(b"\n", 0, node.start_byte) + 1
    return node.start_point[0] + 1, len(source[line_start : node.start_byte].decode()) + 1


def _reads_callers(root: Node) -> bool:
    from .syntax import captures

    properties = captures(root, "(property_identifier) @property").get("property", ())
    return any(node.text == b"caller" for node in properties)


def _has_texts(root: Node) -> bool:
    from .syntax import FUNCTIONS, captures

    blocks = captures(root, "(statement_block (comment)) @block").get("block", ())
    return any(
        each.parent is not None
        and each.parent.type in FUNCTIONS
        and {child.type for child in each.named_children} == {"comment"}
        for each in blocks
    )


def _reads_texts(text: str) -> bool:
    return _TEXT_READER.search(text) is not None


def asked_for(tag: str, url: str, kind: Kind, words: Iterable[str]) -> str:
    """Return the first of *words* by which a script may mean this *tag*; empty if none does.

    :param url: that of the file which the tag names; empty if it names none.
    """
    url, mark = url.lower(), ANY[kind]
    for word in words:
        if word[0] != "*":
            if word in tag:
                return word
        elif word == mark or (word.startswith(f"{mark} ") and word[len(mark) + 1 :] in url):
            return word
    return ""


def _names(text: str, end: str) -> Iterator[str]:
    """Yield the names of files that a string has, if they are more than their common *end*."""
    for part in _BETWEEN_FILES.split(text.replace("\\", "")):
        # To search each part takes quadratic time, and some hold whole files.
        if end in part.lower():
            for name in _FILE.findall(part):
                if name.lower().endswith(end) and len(name) > len(end):
                    yield name


def _literals(pattern: str, end: str) -> Iterator[str]:
    """Yield texts, one of which is in each name with this *end* that a pattern matches."""
    plain = _NOT_LITERAL.sub(" ", pattern.replace("[.]", ".")).replace("\\", "")
    words = re.findall(r"[\w.-]+", plain)
    ends = [word for word in words if word.lower().endswith(end)]
    yield from (word for word in ends if len(word) > len(end))
    if any(len(word) == len(end) for word in ends):
        # The name itself is not written as one word.
        stems = {word.strip(".") for word in words if word not in ends} - _COMMON
        yield from (stem for stem in stems if len(stem) > 2)
