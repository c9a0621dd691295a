"""For which tags of its page does a script ask?

A script may look for a style sheet by its URL, to swap or to switch it, or for
the tag of another script.  A tag that may be asked for stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from . import __version__
from .cache import Cache
from .digests import digest_of
from .filters import ROOT_MARKER, Kind
from .markup import attributes_of
from .sources import Sources, unversioned
from .traits import javascript, parse_javascript

if TYPE_CHECKING:
    from tree_sitter import Node, Query

#: Instead of a part of one tag: any style sheet may be meant, or any script.
ANY: dict[Kind, str] = {"css": "*css", "js": "*js"}

#: A text without any of these asks for nothing.
_ASKING = re.compile(r"styleSheets|link|\.css|\.js|script|\[data-", re.IGNORECASE)

_QUERY = """
[(string_fragment) (regex_pattern)] @text
(property_identifier) @property
((subscript_expression object: (member_expression property: (property_identifier) @sheets)
                       index: (_) @number)
 (#eq? @sheets "styleSheets"))
((call_expression
   function: [(identifier) @called (member_expression property: (property_identifier) @called)]
   arguments: (arguments . [(string (string_fragment) @selector) (template_string) @selector]))
 (#any-of? @called "getElementsByTagName" "querySelector" "querySelectorAll" "matches" "closest"
                   "$" "jQuery" "find" "children" "next" "prev" "filter"))
"""

_FILE = re.compile(r"([^/\s\"'`?#]*\.(?:css|js))(?![a-z])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\[\s*(href|src)\s*[*^$~|]?=\s*["']?([^"'\]]*)""", re.IGNORECASE)
_LINK_TAG = re.compile(r"^\s*link\s*$|\blink\b[^,]*\bstylesheet\b|stylesheet", re.IGNORECASE)
_SCRIPT_TAG = re.compile(r"(?<![\w-])script(?![\w-])", re.IGNORECASE)
_DATA = re.compile(r"\[\s*(data-[\w-]+)", re.IGNORECASE)
#: What is a selector, or the beginning of one, wherever it stands.
_SELECTOR = re.compile(r"\b(?:link|script)\s*\[|\[\s*(?:href|src)\b", re.IGNORECASE)


@cache
def _query() -> Query:
    from tree_sitter import Query

    return Query(javascript(), _QUERY)


def asks(text: str) -> frozenset[str]:
    """Return what the script *text* may find tags by.

    :return: parts of tags, such as the name of a file, and values of :data:`ANY`.
    """
    if not _ASKING.search(text):
        return frozenset()
    from tree_sitter import QueryCursor

    root = parse_javascript(text).root_node
    found = QueryCursor(_query()).captures(root)
    texts = _texts(found.get("text", ()))
    selectors = [*_texts(found.get("selector", ())), *filter(_SELECTOR.search, texts)]
    properties = _texts(found.get("property", ()))
    words = {name for each in texts for name in _FILE.findall(each) if _is_name(name)}
    wanted: set[str] = {word for word in words if word.lower().endswith(".css")}
    looks_at_scripts = "scripts" in properties
    for selector in selectors:
        for attribute, value in _ATTRIBUTE.findall(selector):
            name = value.rpartition("/")[2].rpartition("}")[2].strip()
            kind: Kind = "css" if attribute.lower() == "href" else "js"
            if len(name) > 2 and "${" not in value:
                wanted.add(name)
            elif re.search(r"\blink\b" if kind == "css" else r"\bscript\b", selector):
                # The rest of the value comes from somewhere else.
                wanted.add(ANY[kind])
        if _LINK_TAG.search(selector) and "href" not in selector.lower():
            wanted.add(ANY["css"])
        looks_at_scripts = looks_at_scripts or bool(_SCRIPT_TAG.search(selector))
    for each in texts:
        wanted.update(_DATA.findall(each))
    if looks_at_scripts:
        wanted |= words
    if any(_says_which(node) for node in found.get("number", ())):
        wanted.add(ANY["css"])
    return frozenset(wanted)


class Asker:
    """Finds out what script elements ask for, each of them once.

    :param cache: keeps what was found, so that a warm build parses nothing.
    """

    def __init__(self, sources: Sources, cache: Cache) -> None:
        self._sources = sources
        self._cache = cache

    def asks(self, tag: str) -> frozenset[str]:
        """Return what the script element with the marked text *tag* asks for."""
        url = attributes_of(tag).get("src")
        if url is None:
            return asks(tag[tag.find(">") + 1 : tag.rfind("<")])
        url = unversioned(url.removeprefix(ROOT_MARKER))
        digest = self._sources.digest(url)
        if digest is None:
            # A file of another site, or none at all.
            return frozenset()
        key = digest_of("asks", __version__, digest)
        known = _kept(self._cache.get(key))
        if known is None:
            known = asks(self._sources.read(url).decode("utf-8", "replace"))
            self._cache.set(key, json.dumps(sorted(known)).encode())
        return known


def _kept(value: bytes | None) -> frozenset[str] | None:
    try:
        return None if value is None else frozenset(map(str, json.loads(value)))
    except (ValueError, TypeError, RecursionError):
        return None


def asked_for(tag: str, kind: Kind, words: Iterable[str]) -> bool:
    """May a script that asks by *words* mean this *tag*?"""
    return any(word in tag or word == ANY[kind] for word in words)


def _is_name(name: str) -> bool:
    """Is it more than the end that all such files have?"""
    return len(name.rpartition(".")[0]) > 0


def _says_which(index: Node) -> bool:
    """Does an index mean one certain sheet, and not each of them in turn?"""
    text = (index.text or b"").decode()
    return text.isdigit() or "length" in text


def _texts(nodes: Iterable[Node]) -> list[str]:
    return sorted({(node.text or b"").decode().replace("\\.", ".") for node in nodes})
