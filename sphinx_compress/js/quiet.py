"""Scripts that act at once, but only on what elements look like, and on what they remember.

Each word in one is known: it calls no function of another script, has no event happen, waits for
none, makes no element, and can mean no variable but by its name.  So scripts that only declare
may run before it or behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .pure import OF_WINDOWS
from .scopes import text_of
from .syntax import captures, is_deep, parse

_GLOBALS: Final = frozenset(
    """document window localStorage sessionStorage matchMedia undefined JSON console
    arguments""".split()
)
#: What it may look at, or call.
_PROPERTIES: Final = frozenset(
    """documentElement body getElementById getElementsByClassName getElementsByTagName
    getElementsByName querySelector querySelectorAll closest matches matchMedia parentElement
    getAttribute setAttribute hasAttribute removeAttribute classList add remove toggle contains
    replace dataset style setProperty removeProperty localStorage sessionStorage getItem setItem
    removeItem forEach map filter some every includes indexOf startsWith endsWith split slice trim
    toLowerCase toUpperCase length parse stringify concat join push log warn error info""".split()
)
#: What it may give to an element.
_GIVEN: Final = frozenset(
    "className hidden checked disabled selected value media title lang dir open".split()
)
#: Their properties have any names.
_OWNERS: Final = frozenset({"dataset", "style"})
_ATTRIBUTE: Final = re.compile(
    r"""["'](?:(?:data|aria)-[\w-]+|class|style|hidden|media|disabled|checked|selected|value|title
    |lang|dir|open|role)["']""",
    re.VERBOSE,
)
_KINDS: Final = frozenset(
    """program comment hash_bang_line empty_statement expression_statement statement_block
    variable_declaration lexical_declaration variable_declarator function_declaration
    function_expression arrow_function formal_parameters return_statement if_statement else_clause
    for_statement for_in_statement switch_statement switch_body switch_case switch_default
    break_statement continue_statement try_statement catch_clause finally_clause
    parenthesized_expression assignment_expression call_expression arguments optional_chain
    member_expression subscript_expression unary_expression binary_expression ternary_expression
    sequence_expression update_expression augmented_assignment_expression array spread_element
    identifier property_identifier string string_fragment escape_sequence template_string
    template_substitution number true false null undefined regex regex_pattern
    regex_flags""".split()
)
_NAMES: Final = frozenset({"identifier", "property_identifier"})
#: Nobody writes longer ones.
_LONGEST: Final = 20_000
_DECLARED: Final = """[(variable_declarator name: (identifier) @name)
    (function_declaration name: (identifier) @name) (function_expression name: (identifier) @name)
    (formal_parameters (identifier) @name) (arrow_function parameter: (identifier) @name)
    (catch_clause parameter: (identifier) @name) (for_in_statement left: (identifier) @name)
    (assignment_expression left: (member_expression object: (identifier) @window
        property: (property_identifier) @given (#eq? @window "window")))]"""


def is_quiet(text: str) -> bool:
    """Return whether each word of the script *text* is known to touch no other script."""
    root = None if len(text) > _LONGEST else parse(text.encode("utf-8", "replace")).root_node
    return root is not None and not root.has_error and not is_deep(root) and has_known_words(root)


def has_known_words(root: Node, known: frozenset[str] = frozenset()) -> bool:
    """Return whether a script has only words that quiet ones have.

    :param known: names of properties and variables that it may have besides.
    """
    found = captures(root, _DECLARED)
    given = {text_of(node) for node in found.get("given", ())} - _PROPERTIES - _GIVEN
    named = {text_of(node) for node in found.get("name", ())}
    if any("\\" in name for name in named | given):
        return False
    own = (named | given) - _GLOBALS - OF_WINDOWS
    return all(
        _is_quiet(node, own) or (node.type in _NAMES and text_of(node) in known)
        for node in _below(root)
    )


def _below(node: Node) -> Iterator[Node]:
    yield node
    for each in node.named_children:
        yield from _below(each)


def _is_quiet(node: Node, own: set[str]) -> bool:
    match node.type:
        case "identifier":
            is_made = node.parent is not None and node.parent.type == "new_expression"
            return text_of(node) in own | _GLOBALS or is_made
        case "property_identifier":
            return _is_known_property(node, own)
        case "new_expression":
            return text_of(node) in {"new Date()", "new Date"}
        case "assignment_expression" | "augmented_assignment_expression":
            return _may_be_given(node.child_by_field_name("left"), own)
        case "update_expression":
            return _may_be_given(node.child_by_field_name("argument"), own)
        case "subscript_expression":
            index = node.child_by_field_name("index")
            return index is not None and index.type == "number"
        case "unary_expression":
            return text_of(node.child_by_field_name("operator")) != "delete"
        case "call_expression":
            return _is_known_call(node)
    return node.type in _KINDS


def _is_known_property(name: Node, own: set[str]) -> bool:
    around = name.parent
    if around is None or around.type != "member_expression":
        return False
    owner = around.child_by_field_name("object")
    if text_of(owner) == "window" and text_of(name) in own:
        return not text_of(name).startswith("on")
    if text_of(name) == "remove" and owner is not None:
        # Of an element, it may be the whole body.
        return text_of(owner.child_by_field_name("property")) == "classList"
    return _is_of_owner(around) or text_of(name) in _PROPERTIES | _GIVEN


def _may_be_given(left: Node | None, own: set[str]) -> bool:
    if left is None or left.type == "identifier":
        return text_of(left) in own
    if left.type != "member_expression":
        return False
    name, owner = (left.child_by_field_name(each) for each in ("property", "object"))
    if text_of(owner) == "window":
        return text_of(name) in own
    is_given = text_of(name) in _GIVEN and text_of(owner) not in _GLOBALS
    return is_given or _is_of_owner(left)


def _is_of_owner(member: Node) -> bool:
    """Return whether a property is one of what an element is styled or described with."""
    owner = member.child_by_field_name("object")
    return owner is not None and text_of(owner.child_by_field_name("property")) in _OWNERS


def _is_known_call(node: Node) -> bool:
    function, arguments = (node.child_by_field_name(each) for each in ("function", "arguments"))
    if arguments is None or arguments.type != "arguments":
        return False
    name = text_of(function.child_by_field_name("property")) if function is not None else ""
    if name in {"setAttribute", "removeAttribute"}:
        first = arguments.named_children[0] if arguments.named_children else None
        return _ATTRIBUTE.fullmatch(text_of(first)) is not None
    return True
