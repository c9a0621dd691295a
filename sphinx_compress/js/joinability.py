"""What a script is like as a part of a bundle, from its syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from ..core.joinability import Joinability
from .syntax import captures, parse, texts

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

#: Selectors that look for a script by more than its name.
_SCRIPT_SELECTOR = re.compile(r"(?<![\w-])script[\[:]|\[src")

#: Names by which a script finds its own element.
_TIES = frozenset({"currentScript", "scripts"})


def js_joinability(text: str) -> Joinability:
    """Return what must be known of a script to join it with others."""
    root = parse(text.encode()).root_node
    if root.has_error:
        return Joinability(kept_because=_SYNTAX_ERROR)
    found = captures(root, _QUERY)
    mentioned = texts(found.get("name", ()))
    properties = texts(found.get("property", ()))
    asks = any(text.startswith("import") for text in texts(found.get("meta", ())))
    if "module" in found or asks or "import" in found:
        return Joinability(kept_because="it imports, exports or asks for its own URL")
    if any("\\" in name for name in mentioned | properties):
        return Joinability(kept_because="it writes a name with escapes")
    reads = frozenset[str]()
    if ties := (mentioned | properties) & _TIES:
        found_reads = _attributes_read(found.get("own", ())) if ties == {"currentScript"} else None
        if found_reads is None:
            return Joinability(kept_because=f"it may look for its own tag: it mentions {min(ties)}")
        reads = found_reads
    if "document" in mentioned | properties and "write" in found:
        return Joinability(kept_because="it writes into the page where its tag stands")
    if "argument" in found:
        return Joinability(kept_because="it looks at the page's script tags")
    strings = texts(found.get("string", ()))
    if any(map(_SCRIPT_SELECTOR.search, strings)):
        return Joinability(kept_because="it looks for a script tag by its attributes")
    declared = _declared(root)
    if declared is None or not all(map(_may_suspend, found.get("suspension", ()))):
        # On its own it does not run; in a bundle, it would keep all others from running.
        return Joinability(kept_because=_SYNTAX_ERROR)
    return Joinability(
        first_because="its first line is for the top only" if "hash_bang" in found else "",
        strict=_is_strict(root),
        declared_names=declared[0],
        lexical_names=declared[1],
        mentioned_names=mentioned,
        mentioned_properties=properties,
        own_data_attributes=reads,
        waits_for_page_end="DOMContentLoaded" in strings and "compared" not in found,
    )


def _attributes_read(mentions: Iterable[Node]) -> frozenset[str] | None:
    """Return the `data-*` attributes of its tag that a script reads.

    :param mentions: each place where it says `currentScript`.
    :return: ``None`` if it asks for anything else, so that it needs the tag itself.
    """
    names = set()
    for mention in mentions:
        own = mention.parent
        if own is None or own.type != "member_expression" or mention.type != "property_identifier":
            return None
        document = own.child_by_field_name("object")
        if document is None or document.text not in _DOCUMENTS or _is_in_function(own):
            return None
        name = _attribute_read(own)
        if name is None or not _DATA_NAME.fullmatch(name):
            return None
        names.add(name)
    return frozenset(names)


def _is_in_function(node: Node) -> bool:
    """Might it run when another script is the current one, or none?"""
    around = node.parent
    while around is not None and around.type not in _FUNCTIONS | {"field_definition"}:
        around = around.parent
    return around is not None


_DOCUMENTS = frozenset({b"document", b"window.document", b"self.document", b"globalThis.document"})

#: Names without capitals, since `dataset` and attributes spell these in two ways.
_DATA_NAME = re.compile(r"data-[a-z0-9]+(?:-[a-z0-9]+)*")


def _attribute_read(own: Node) -> str | None:
    """Return the one attribute that is read of the element *own*, and of nothing else."""
    access = own.parent
    if access is None or access.child_by_field_name("object") != own:
        return None
    key = _key(access)
    call = access.parent
    if call is None or key is None:
        return None
    if key in {"getAttribute", "hasAttribute"}:
        arguments = call.child_by_field_name("arguments")
        if call.type != "call_expression" or call.child_by_field_name("function") != access:
            return None
        if arguments is None or len(arguments.named_children) != 1:
            return None
        return _literal(arguments.named_children[0])
    if key != "dataset" or call.child_by_field_name("object") != access or _is_target(call):
        return None
    name = _key(call)
    return None if name is None else "data-" + re.sub("[A-Z]", lambda m: f"-{m[0].lower()}", name)


def _is_target(node: Node) -> bool:
    """May what is read here be written to?"""
    around = node.parent
    if around is None or around.type == "update_expression":
        return True
    if around.type == "unary_expression":
        return around.children[0].type == "delete"
    if around.type in {"array_pattern", "assignment_pattern", "pair_pattern", "rest_pattern"}:
        return True
    return around.child_by_field_name("left") == node and around.type != "binary_expression"


def _key(access: Node) -> str | None:
    """Return the name of the property that an expression reads, if it says which."""
    if access.type == "member_expression":
        name = access.child_by_field_name("property")
        return name.text.decode() if name is not None and name.text is not None else None
    if access.type == "subscript_expression":
        index = access.child_by_field_name("index")
        return None if index is None else _literal(index)
    return None


def _literal(node: Node) -> str | None:
    if node.type != "string" or node.text is None or b"\\" in node.text:
        return None
    return node.text.decode()[1:-1]


def _is_strict(root: Node) -> bool:
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


_FUNCTIONS = frozenset(
    {"arrow_function", "class_static_block", "function_declaration", "function_expression"}
    | {"generator_function", "generator_function_declaration", "method_definition"}
)


def _may_suspend(node: Node) -> bool:
    """Does the function around an `await` or `yield` allow it?"""
    wanted = "async" if node.type == "await_expression" else "*"
    around = node.parent
    while around is not None and around.type not in _FUNCTIONS:
        around = around.parent
    return around is not None and any(child.type == wanted for child in around.children)


def _declared(root: Node) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the names that become the page's, and those of them that are `let` or the like.

    `var` counts in whatever block it stands.

    :return: ``None`` if browsers refuse the script: it declares a name twice, or returns.
    """
    names: set[str] = set()
    lexical: list[str] = []
    others: set[str] = set()
    pending = [(child, True) for child in root.named_children]
    while pending:
        node, top = pending.pop()
        match node.type:
            case "function_declaration" | "generator_function_declaration" | "class_declaration":
                # A function in a block is the page's too, outside of strict mode (annex B.3.3).
                name = node.child_by_field_name("name")
                found = texts([name] if name else ())
                if top and node.type == "class_declaration":
                    lexical += found
                    continue
                names |= found
                if top:
                    others |= found
                continue
            case "variable_declaration":
                others |= set(_bound(node))
                continue
            case "lexical_declaration":
                if top:
                    lexical += _bound(node)
                continue
            case "return_statement":
                return None
            case "expression_statement":
                continue
            case "for_in_statement":
                kind = node.child_by_field_name("kind")
                left = node.child_by_field_name("left")
                if kind is not None and kind.type == "var" and left is not None:
                    others |= set(_pattern_names(left))
        pending += [(child, False) for child in node.named_children]
    if len(lexical) > len(set(lexical)) or not others.isdisjoint(lexical):
        return None
    return frozenset(names | others | set(lexical)), frozenset(lexical) - names


def _bound(declaration: Node) -> list[str]:
    names: list[str] = []
    for declarator in declaration.named_children:
        if (name := declarator.child_by_field_name("name")) is not None:
            names += _pattern_names(name)
    return names


def _pattern_names(pattern: Node) -> list[str]:
    """Return the names that a pattern declares."""
    names: list[str] = []
    pending: list[Node | None] = [pattern]
    while pending:
        node = pending.pop()
        if node is None:
            continue
        match node.type:
            case "identifier" | "shorthand_property_identifier_pattern":
                names += texts([node])
            case "assignment_pattern" | "object_assignment_pattern":
                pending.append(node.child_by_field_name("left"))
            case "pair_pattern":
                pending.append(node.child_by_field_name("value"))
            case _:
                pending += node.named_children
    return names
