"""What a script is like as a part of a bundle, as its syntax tree tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tree_sitter import Node

from ..core.joinability import Joinability
from .declarations import declarations
from .own_tag import own_attributes
from .syntax import FUNCTIONS, captures, parse, texts

_QUERY = """
[(identifier) (shorthand_property_identifier) (shorthand_property_identifier_pattern)] @name
(property_identifier) @property
(subscript_expression index: (string (string_fragment) @property))
((member_expression property: (property_identifier) @write)
 (#any-of? @write "write" "writeln"))
((subscript_expression index: (string (string_fragment) @write))
 (#any-of? @write "write" "writeln"))
(binary_expression left: (string (string_fragment) @property) operator: "in")
([(identifier) (property_identifier) (string_fragment)
  (shorthand_property_identifier) (shorthand_property_identifier_pattern)] @own
 (#eq? @own "currentScript"))
(binary_expression (member_expression property: (property_identifier) @compared)
 (#eq? @compared "readyState"))
(meta_property) @meta
(import) @import
[(import_statement) (export_statement)] @module
(string_fragment) @string
[(await_expression) (yield_expression)] @suspension
(hash_bang_line) @hash_bang
(call_expression
  function: [(identifier) @called (member_expression property: (property_identifier) @called)]
  arguments: (arguments . (string (string_fragment) @argument))
  (#any-of? @called "getElementsByTagName" "querySelector" "querySelectorAll" "$" "jQuery")
  (#eq? @argument "script"))
"""

_SYNTAX_ERROR = "it has a syntax error, or syntax that is not known here"

#: Selectors that find a script tag by its attributes or its place.
_SCRIPT_SELECTOR = re.compile(r"(?<![\w-])script[\[:]|\[src")

#: Properties of `document` by which a script finds its own tag.
_TIES = frozenset({"currentScript", "scripts"})


def js_joinability(text: str) -> Joinability:
    """Return what must be known of a script to join it with others."""
    root = parse(text.encode()).root_node
    if root.has_error:
        return Joinability(kept_because=_SYNTAX_ERROR)
    found = captures(root, _QUERY)
    mentioned = texts(found.get("name", ()))
    properties = texts(found.get("property", ()))
    ties = (mentioned | properties) & _TIES
    own: frozenset[str] | None = frozenset()
    if ties:
        own = own_attributes(found.get("own", ())) if ties == {"currentScript"} else None
    if reason := _why_kept(found, mentioned | properties, is_tied=own is None):
        return Joinability(kept_because=reason)
    declared = declarations(root)
    if declared is None or not all(map(_may_suspend, found.get("suspension", ()))):
        # Browsers refuse it, and would refuse all of a bundle with it.
        return Joinability(kept_because=_SYNTAX_ERROR)
    return Joinability(
        first_because="its first line is for the top only" if "hash_bang" in found else "",
        strict=_is_strict(root),
        declared_names=declared.names,
        lexical_names=declared.lexical,
        mentioned_names=mentioned,
        mentioned_properties=properties,
        own_data_attributes=own or frozenset(),
        waits_for_page_end="DOMContentLoaded" in texts(found.get("string", ()))
        and "compared" not in found,
    )


def _why_kept(found: Mapping[str, Sequence[Node]], words: frozenset[str], *, is_tied: bool) -> str:
    """Return why a script needs the tag that it stands in; empty if it does not.

    :param found: what `_QUERY` captures.
    :param words: the names and properties that it mentions.
    :param is_tied: whether it may want more of its tag than `data-*` attributes.
    """
    asks_for_url = any(text.startswith("import") for text in texts(found.get("meta", ())))
    if "module" in found or asks_for_url or "import" in found:
        return "it imports, exports or asks for its own URL"
    if any("\\" in word for word in words):
        return "it writes a name with escapes"
    if is_tied:
        return f"it may look for its own tag: it mentions {min(words & _TIES)}"
    if "document" in words and "write" in found:
        return "it writes into the page where its tag stands"
    if "argument" in found:
        return "it looks at the page's script tags"
    if any(map(_SCRIPT_SELECTOR.search, texts(found.get("string", ())))):
        return "it looks for a script tag by its attributes"
    return ""


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


def _may_suspend(node: Node) -> bool:
    """Return whether the function around an `await` or `yield` allows it."""
    wanted = "async" if node.type == "await_expression" else "*"
    around = node.parent
    while around is not None and around.type not in FUNCTIONS:
        around = around.parent
    return around is not None and any(child.type == wanted for child in around.children)
