"""How scripts use Sphinx's search: whether the index may come when somebody searches.

Sphinx's own script keeps a query until the index is there, since that may come late at all times.
Nothing changes for others as long as they only hand queries to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .scopes import text_of
from .syntax import captures, is_deep, parse

#: What needs the index at once.  A query may be handed to the first of these only.
_QUERY: Final = "query"
_NEEDING: Final = frozenset({_QUERY, "_performSearch", "performObjectSearch", "performTermsSearch"})
#: What is there to let queries wait.
_WAITING: Final = frozenset("_index _queued_query setIndex hasIndex deferQuery loadIndex".split())
_NAME: Final = re.compile(r"(?<![\w$])Search(?![\w$])|\\u(?:0053|\{0*53\})")
#: In a string, it may be code.
_CODE: Final = re.compile(r"(?<![\w$])Search\s*[.\[(]")
_NAMES: Final = '((identifier) @name (#eq? @name "Search"))'
_STRINGS: Final = "(string_fragment) @text"
#: Methods of Sphinx's script, as they must be: their words, without blanks.
_EXPECTED: Final = {
    "setIndex": "(index)=>{Search._index=index;if(Search._queued_query!==null){"
    "constquery=Search._queued_query;Search._queued_query=null;Search.query(query);}}",
    "hasIndex": "()=>Search._index!==null",
    "deferQuery": "(query)=>(Search._queued_query=query)",
}
#: How the method must end that is handed a query.
_END: Final = "if(Search.hasIndex())Search.query(query);elseSearch.deferQuery(query);}"
#: The uses of the names that these methods make, which no other function may have.
_USES: Final = {
    "_index": {"setIndex", "hasIndex", *_NEEDING},
    "_queued_query": {"setIndex", "deferQuery"},
    "hasIndex": {"performSearch"},
    "deferQuery": {"performSearch"},
    _QUERY: {"performSearch", "setIndex"},
    "_performSearch": {_QUERY},
    "performObjectSearch": {"_performSearch"},
    "performTermsSearch": {"_performSearch"},
}


def mentions_search(text: str) -> bool:
    """Return whether the script *text* may use the search at all."""
    return _NAME.search(text) is not None


def hands_over_queries(text: str) -> bool:
    """Return whether the script *text* only hands queries to the search, or leaves it alone."""
    if not mentions_search(text):
        return True
    root = _tree(text)
    if root is None:
        return False
    strings = captures(root, _STRINGS).get("text", ())
    if "\\u" in text or any(_CODE.search(text_of(each)) for each in strings):
        return False
    return all(
        _is_looked_at(name) or (member and member not in _NEEDING | _WAITING)
        for name, member in _uses(root)
    )


def lets_queries_wait(text: str) -> bool:
    """Return whether the script *text* is Sphinx's, which keeps a query until it has the index."""
    root = _tree(text)
    if root is None or "\\u" in text:
        return False
    methods = _methods(root)
    written = {name: "".join(_words(methods[name])) for name in methods}
    if any(written.get(name) != expected for name, expected in _EXPECTED.items()):
        return False
    if not written.get("performSearch", "").endswith(_END):
        return False
    return all(_is_as_sphinx_uses_it(name, member, methods) for name, member in _uses(root))


def _tree(text: str) -> Node | None:
    root = parse(text.encode("utf-8", "replace")).root_node
    return None if root.has_error or is_deep(root) else root


def _uses(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield where the search is named, and which member is meant; empty if that is unclear."""
    for name in captures(root, _NAMES).get("name", ()):
        around = name.parent
        is_member = around is not None and around.type == "member_expression"
        yield name, text_of(around.child_by_field_name("property")) if around and is_member else ""


def _is_looked_at(name: Node) -> bool:
    """Return whether it is only asked whether there is a search."""
    around = name.parent
    return around is not None and (
        around.type == "unary_expression"
        or (
            around.type == "parenthesized_expression"
            and around.parent is not None
            and around.parent.type == "if_statement"
        )
    )


def _methods(root: Node) -> dict[str, Node]:
    """Return the members of the search, if the script declares it."""
    for declaration in root.named_children:
        for declarator in declaration.named_children:
            value = declarator.child_by_field_name("value")
            is_search = text_of(declarator.child_by_field_name("name")) == "Search"
            if is_search and declaration.type == "lexical_declaration" and value is not None:
                return {
                    text_of(pair.child_by_field_name("key")): found
                    for pair in value.named_children
                    if (found := pair.child_by_field_name("value")) is not None
                }
    return {}


def _is_as_sphinx_uses_it(name: Node, member: str, methods: dict[str, Node]) -> bool:
    if not member:
        return name.parent is not None and name.parent.type == "variable_declarator"
    around = next(
        (
            key
            for key, value in methods.items()
            if value.start_byte <= name.start_byte < value.end_byte
        ),
        "",
    )
    return around in _USES.get(member, {around}) and member not in {"setIndex", "loadIndex"}


def _words(node: Node) -> Iterator[str]:
    if node.type == "comment":
        return
    if not node.children:
        yield text_of(node)
    for child in node.children:
        yield from _words(child)
