"""What a script is like as a part of a bundle, as its syntax tree tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tree_sitter import Node

from ..core.joinability import SYNTAX_ERROR, Joinability
from .computed_names import names_of_page
from .constants import Constants
from .declarations import declarations
from .functions import arguments_of
from .own_tag import own_attributes
from .runners import run_codes, run_texts
from .scopes import Scopes
from .stack_traces import stack_reads
from .syntax import FUNCTIONS, QUERIED, captures, is_deep, parse, texts

#: Of single nodes only: with nodes in nodes, its time is quadratic for trees as deep as that of
#: `a + b + c…`.  What such a node is in is found from above, see below.
_QUERY = """
[(identifier) (shorthand_property_identifier) (shorthand_property_identifier_pattern)] @name
(property_identifier) @property
(string_fragment) @string
(subscript_expression) @subscript
"in" @in
(meta_property) @meta
(import) @import
[(import_statement) (export_statement)] @module
[(await_expression) (yield_expression)] @suspension
(hash_bang_line) @hash_bang
"""

#: Selectors that find a script tag by its attributes or its place.
_SCRIPT_SELECTOR = re.compile(r"(?<![\w-])script[\[:]|\[src")

#: Properties of `document` by which a script finds its own tag.
_TIES = frozenset({"currentScript", "scripts"})


_TRACES = frozenset({"stack", "prepareStackTrace"})
_WRITES = frozenset({"write", "writeln"})
#: Where a property of an object stands without it.
_BARE = """
[(identifier) (shorthand_property_identifier_pattern)] @name
(pair_pattern key: (property_identifier) @name)
"""
#: What code has that needs its tag.
_NEEDS_TAG = re.compile(r"\bimport\b|write|currentScript|script|stack")
#: Functions that look for tags by their name.
_LOOKS = frozenset(
    {b"getElementsByTagName", b"querySelector", b"querySelectorAll", b"$", b"jQuery"}
)


def js_joinability(text: str) -> Joinability:
    """Return what must be known of a script to join it with others."""
    source = text.encode()
    root = parse(source).root_node
    if root.has_error:
        return Joinability(kept_because=SYNTAX_ERROR)
    if is_deep(root, QUERIED):
        return Joinability(kept_because="it is nested too deep")
    found = captures(root, _QUERY)
    mentioned = texts(found.get("name", ()))
    strings = texts(found.get("string", ()))
    hidden = names_of_page(source, root, found.get("subscript", ()))
    computed = _computed(root, found) | hidden
    properties = texts(found.get("property", ())) | computed
    ties = (mentioned | properties) & _TIES
    own: frozenset[str] | None = frozenset()
    if ties:
        is_plain = ties == {"currentScript"} and not (ties & hidden or is_deep(root))
        own = own_attributes(_own_mentions(found)) if is_plain else None
    words = _Words(mentioned | properties, computed, strings, own is None)
    if reason := _why_kept(source, root, found, words):
        return Joinability(kept_because=reason)
    declared = declarations(root)
    if declared is None or not _may_suspend(root, found.get("suspension", ())):
        # Browsers refuse it, and would refuse all of a bundle with it.
        return Joinability(kept_because=SYNTAX_ERROR)
    return Joinability(
        first_because="its first line is for the top only" if "hash_bang" in found else "",
        strict=_is_strict(root),
        declared_names=declared.names,
        lexical_names=declared.lexical,
        mentioned_names=mentioned,
        mentioned_properties=properties,
        own_data_attributes=own or frozenset(),
        waits_for_page_end="DOMContentLoaded" in strings
        and not ("readyState" in properties and _compares_state(root)),
    )


class _Words(NamedTuple):
    #: The names and properties that a script mentions.
    all: frozenset[str]
    #: The properties that it mentions in brackets.
    computed: frozenset[str]
    strings: frozenset[str]
    #: Whether it may want more of its tag than `data-*` attributes.
    is_tied: bool


def _why_kept(source: bytes, root: Node, found: Mapping[str, Sequence[Node]], words: _Words) -> str:
    """Return why a script needs the tag that it stands in; empty if it does not.

    :param found: what `_QUERY` captures.
    """
    asks_for_url = any(text.startswith("import") for text in texts(found.get("meta", ())))
    if "module" in found or asks_for_url or "import" in found:
        return "it imports, exports or asks for its own URL"
    if any("\\" in word for word in words.all):
        return "it writes a name with escapes"
    if words.is_tied:
        return f"it may look for its own tag: it mentions {min(words.all & _TIES)}"
    if "document" in words.all and (words.computed & _WRITES or _writes(root, words.all)):
        return "it writes into the page where its tag stands"
    if words.all & _TRACES and any(stack_reads(source, root, Scopes(source, root))):
        return "it may read the URL of its file in a stack trace"
    if "script" in words.strings and _looks_for_scripts(root):
        return "it looks at the page's script tags"
    if any(map(_SCRIPT_SELECTOR.search, words.strings)):
        return "it looks for a script tag by its attributes"
    return _why_kept_by_code(source, root)


def _why_kept_by_code(source: bytes, root: Node) -> str:
    """Return why the code needs the tag that is in texts which a script runs."""
    codes = run_codes(root)
    if not codes or is_deep(root):
        return ""
    for _, code in run_texts(codes, Constants(Scopes(source, root))):
        # It may be the body of a function.
        body = f"function run() {{\n{code}\n}}"
        if _NEEDS_TAG.search(code) and len(code) < len(source):
            reason = js_joinability(body).kept_because
            if reason not in {"", SYNTAX_ERROR}:
                return reason
    return ""


def _computed(root: Node, found: Mapping[str, Sequence[Node]]) -> frozenset[str]:
    """Return the properties that a script mentions as strings: `a["b"]` and `"b" in a`."""
    names = [node.child_by_field_name("index") for node in found.get("subscript", ())]
    if "in" in found:
        for node in _nodes(root, "binary_expression"):
            operator = node.child_by_field_name("operator")
            if operator is not None and operator.type == "in":
                names.append(node.child_by_field_name("left"))
    return texts(part for name in names if name is not None for part in _fragments(name))


def _fragments(node: Node) -> list[Node]:
    """Return the parts of a string without its escapes; none of any other node."""
    parts = node.named_children if node.type == "string" else []
    return [part for part in parts if part.type == "string_fragment"]


def _nodes(root: Node, kind: str) -> list[Node]:
    return captures(root, f"({kind}) @node").get("node", [])


def _own_mentions(found: Mapping[str, Sequence[Node]]) -> list[Node]:
    names = (node for kind in ("name", "property", "string") for node in found.get(kind, ()))
    return [node for node in names if node.text == b"currentScript"]


def _property_of(node: Node) -> bytes | None:
    """Return the name of the property that `a.b` means."""
    name = node.child_by_field_name("property") if node.type == "member_expression" else None
    return None if name is None else name.text


def _writes(root: Node, words: frozenset[str]) -> bool:
    names = {name.encode() for name in words & _WRITES}
    nodes = _nodes(root, "member_expression") if names else ()
    if any(_property_of(node) in names for node in nodes):
        return True
    bare = captures(root, _BARE).get("name", ()) if names else ()
    return any(node.text in names and _is_of_object(node) for node in bare)


def _is_of_object(name: Node) -> bool:
    """Return whether a name is taken out of an object, or stands where those of an object do."""
    around: Node | None = name
    while around is not None and around.type.endswith(("_pattern", "identifier")):
        around = around.parent
    if around is not None and around.type in {"variable_declarator", "assignment_expression"}:
        value = around.child_by_field_name("value") or around.child_by_field_name("right")
        if name.type != "identifier" and b"ocument" in ((value and value.text) or b""):
            return True
    while name.type == "identifier" and around is not None:
        if around.type == "with_statement":
            return True
        around = around.parent
    return False


def _compares_state(root: Node) -> bool:
    """Return whether a script compares `document.readyState`, and so runs at any time."""
    return any(
        _property_of(part) == b"readyState"
        for node in _nodes(root, "binary_expression")
        for part in node.named_children
    )


def _looks_for_scripts(root: Node) -> bool:
    for call in _nodes(root, "call_expression"):
        callee = call.child_by_field_name("function")
        if callee is None:
            continue
        name = callee.text if callee.type == "identifier" else _property_of(callee)
        if name not in _LOOKS:
            continue
        arguments = arguments_of(call)
        if arguments and b"script" in [part.text for part in _fragments(arguments[0])]:
            return True
    return False


def _is_strict(root: Node) -> bool:
    """Return whether a script begins with `"use strict"`, or another directive and that."""
    for statement in root.named_children:
        if statement.type in {"comment", "hash_bang_line", "html_comment"}:
            continue
        if statement.type != "expression_statement" or not statement.named_children:
            return False
        expression = statement.named_children[0]
        if expression.type != "string":
            return False
        if expression.text is not None and expression.text[1:-1] == b"use strict":
            return True
    return False


def _may_suspend(root: Node, suspensions: Sequence[Node]) -> bool:
    """Return whether the function around each `await` and `yield` allows it."""
    if not suspensions:
        return True
    functions = [node for kind in sorted(FUNCTIONS) for node in _nodes(root, kind)]
    functions.sort(key=lambda node: (-node.start_byte, node.end_byte))
    around: list[Node] = []
    for node in sorted(suspensions, key=lambda node: node.start_byte):
        while functions and functions[-1].start_byte < node.start_byte:
            _leave(around, functions[-1])
            around.append(functions.pop())
        _leave(around, node)
        wanted = "async" if node.type == "await_expression" else "*"
        if not around or all(child.type != wanted for child in around[-1].children):
            return False
    return True


def _leave(around: list[Node], node: Node) -> None:
    while around and around[-1].end_byte <= node.start_byte:
        around.pop()
