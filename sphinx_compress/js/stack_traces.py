"""Where a script takes a stack trace apart.

Traces name the file of each caller, and in a bundle the last of them is the bundle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .scopes import Scopes, function_around, text_of
from .syntax import captures

_STACK = re.compile(rb"(?<![\w$])(?:stack|prepareStackTrace)(?![\w$])")
_ERROR = re.compile(r"^(?:\w+\.)*\w*Error$")

_LITERALS = "[(string_fragment) (regex_pattern)] @text"
_OF_URLS = re.compile(r"[/:@.(]|\bat\b|^js$|https?")

#: Of texts only: lists, which scripts call stacks more often, have none of them.
_TEXT_METHODS = frozenset(
    {"match", "matchAll", "replace", "replaceAll", "search", "split", "substr", "substring", "trim"}
)
_PATTERN_METHODS = frozenset({"exec", "test"})
#: A value that is one of these is still the same text, or is shown with others.
_PASSED_ON = frozenset(
    {"parenthesized_expression", "ternary_expression", "template_substitution", "template_string"}
    | {"binary_expression", "sequence_expression"}
)
_DONE = frozenset(
    {"expression_statement", "if_statement", "throw_statement", "unary_expression"}
    | {"augmented_assignment_expression"}
)


def stack_reads(source: bytes, root: Node, scopes: Scopes) -> Iterator[Node]:
    """Yield where a script does more with a stack trace than to show it or to pass it on."""
    for match in _STACK.finditer(source):
        node = root.descendant_for_byte_range(*match.span())
        parent = None if node is None else node.parent
        if node is None or parent is None or node.end_byte != match.end():
            continue
        if node.type == "property_identifier" and parent.type == "member_expression":
            access = parent
        elif node.type == "string_fragment" and parent.parent is not None:
            access = parent.parent
        else:
            if _is_taken_from_error(node, scopes):
                yield node
            continue
        # Chromium hands a function of this name the callers one by one.
        is_function = match[0] == b"prepareStackTrace"
        if is_function or _is_taken_apart(access, access.child_by_field_name("object"), scopes):
            yield access


def _is_taken_apart(access: Node, owner: Node | None, scopes: Scopes) -> bool:
    if owner is None or owner.type == "this":
        return False
    value, around = access, access.parent
    while around is not None and around.type in _PASSED_ON:
        value, around = around, around.parent
    if around is None or (around.type == "variable_declarator" and _seeks_no_file(around)):
        return False
    return _is_text(around) or (_is_error(owner, scopes) and not _is_shown(value, around))


def _seeks_no_file(variable: Node) -> bool:
    """Return whether a function that keeps a trace has texts, but none that URLs have parts of."""
    function = function_around(variable)
    if function is None:
        return False
    texts = [text_of(node) for node in captures(function, _LITERALS).get("text", ())]
    return bool(texts) and not any(map(_OF_URLS.search, texts))


def _is_taken_from_error(name: Node, scopes: Scopes) -> bool:
    """Return whether a name in braces is that of a property of an error."""
    is_key = name.type == "property_identifier" and name.parent is not None
    is_pair = is_key and name.parent.type == "pair_pattern"  # type: ignore[union-attr]
    if name.type != "shorthand_property_identifier_pattern" and not is_pair:
        return False
    around = name.parent
    while around is not None and around.type.endswith("_pattern"):
        around = around.parent
    if around is None or around.type == "catch_clause":
        return around is not None
    value = around.child_by_field_name("value") or around.child_by_field_name("right")
    return value is not None and _is_error(value, scopes)


def _is_error(value: Node, scopes: Scopes) -> bool:
    if value.type == "identifier":
        return any(map(_holds_error, scopes.mentions(value) or ()))
    return _makes_error(value)


def _holds_error(mention: Node) -> bool:
    """Return whether a variable is given an error where it is mentioned."""
    parent = mention.parent
    if parent is None or parent.type == "catch_clause":
        return parent is not None
    value = parent.child_by_field_name("value") or parent.child_by_field_name("right")
    return value is not None and _makes_error(value)


def _makes_error(value: Node) -> bool:
    match value.type:
        case "parenthesized_expression":
            return any(map(_makes_error, value.named_children))
        case "new_expression":
            made = value.child_by_field_name("constructor")
        case "call_expression":
            made = value.child_by_field_name("function")
        case _:
            return False
    return made is not None and _ERROR.search(text_of(made)) is not None


def _is_text(around: Node) -> bool:
    """Return whether something is done with a value that is done with texts only."""
    if around.type == "member_expression":
        return text_of(around.child_by_field_name("property")) in _TEXT_METHODS
    method = _callee(around, "property")
    return text_of(method) in _PATTERN_METHODS


def _is_shown(value: Node, around: Node) -> bool:
    """Return whether a stack trace is written to the console, kept as what it is, or tested."""
    match around.type:
        case "arguments":
            return text_of(_callee(around, "object")).endswith("console")
        case "assignment_expression":
            target = around.child_by_field_name("left")
            name = None if target is None else target.child_by_field_name("property")
            return target == value or text_of(name) == "stack"
        case "pair":
            return text_of(around.child_by_field_name("key")).strip("\"'") == "stack"
        case kind:
            return kind in _DONE


def _callee(arguments: Node, field: str) -> Node | None:
    """Return the method that is called with *arguments*, or the object of it."""
    call = arguments.parent if arguments.type == "arguments" else None
    callee = None if call is None else call.child_by_field_name("function")
    return None if callee is None else callee.child_by_field_name(field)
