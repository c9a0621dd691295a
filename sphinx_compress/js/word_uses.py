"""For what a script uses a text that it puts together."""

from __future__ import annotations

from tree_sitter import Node

from .functions import arguments_of
from .scopes import text_of

#: Where the text goes on as it is, or as a part of another one.
_AROUND = frozenset(
    {"parenthesized_expression", "sequence_expression", "template_substitution", "arguments"}
    | {"template_string", "ternary_expression", "await_expression"}
)
#: Functions and methods that only read what they are given, and make a text of another kind.
_READERS = frozenset(
    """assert debug error group info log mark measure time timeEnd trace warn
    closest contains find getAttribute getComputedStyle getElementById getElementsByClassName
    getElementsByName getElementsByTagName hasAttribute hasClass is matches not querySelector
    querySelectorAll remove removeAttribute removeAttr removeClass parents siblings
    addEventListener dispatchEvent removeEventListener off on one trigger
    endsWith exec has includes indexOf lastIndexOf localeCompare match search split startsWith
    test decodeURI encodeURI encodeURIComponent escape getPropertyValue insertRule matchMedia
    removeProperty setProperty fetch getItem importScripts isNaN open parseFloat parseInt
    postMessage Number removeItem setItem supports""".split()
)
_MADE = frozenset(
    {
        "Error",
        "RangeError",
        "RegExp",
        "SyntaxError",
        "TypeError",
        "URL",
        "URLSearchParams",
        "Worker",
    }
    | {"CustomEvent", "Event", "Request"}
)
#: Properties of elements whose texts are no names.
_PROPERTIES = frozenset(
    {"cssText", "hash", "href", "innerText", "message", "nodeValue", "onclick", "search", "src"}
    | {"textContent"}
)
#: What is neither a text nor a part of one.
_COMPARED = frozenset(
    {"==", "===", "!=", "!==", "<", ">", "<=", ">=", "in", "instanceof", "-", "*"}
)
#: Methods that give names, and with which of their arguments.
_NAMING = {"add": None, "addClass": None, "toggle": 0, "toggleClass": 0, "replace": 1}
_NAMING |= {"createElement": 0, "createElementNS": 1, "setAttribute": 0, "toggleAttribute": 0}


def may_become_name(text: Node) -> bool:
    """Return whether a *text* that a script puts together may become a name.

    :param text: the expression.
    """
    node, parent = _whole(text)
    if parent is None:
        return True
    match parent.type:
        case "arguments":
            return not _is_read(parent.parent, node)
        case "binary_expression":
            return text_of(parent.child_by_field_name("operator")) not in _COMPARED
        case "switch_case" | "import_statement" | "export_statement":
            return False
        case "throw_statement":
            return False
        case "subscript_expression":
            is_index = parent.child_by_field_name("index") == node
            return not is_index or _is_assigned(parent)
        case "assignment_expression" | "augmented_assignment_expression":
            return not _is_shown(parent.child_by_field_name("left"))
        case "member_expression":
            return not _is_asked(parent)
        case _:
            return True


def is_name(text: Node) -> bool:
    """Return whether a *text* becomes a name where it is put together."""
    node, parent = _whole(text)
    if text.type == "augmented_assignment_expression":
        parent = text
    if parent is None:
        return False
    if parent.type.endswith("assignment_expression"):
        left = parent.child_by_field_name("left")
        return left is not None and text_of(left.child_by_field_name("property")) in {
            "className",
            "id",
        }
    call = parent.parent
    if parent.type != "arguments" or call is None:
        return False
    return _names(call, node)


def _names(call: Node, argument: Node) -> bool:
    callee = call.child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return False
    method = text_of(callee.child_by_field_name("property"))
    arguments = arguments_of(call)
    if method == "setAttribute" and arguments[1:2] == [argument]:
        return text_of(arguments[0])[1:-1] in {"class", "id"}
    if method in {"add", "toggle", "replace"}:
        owner = callee.child_by_field_name("object")
        if not text_of(owner).endswith("classList"):
            return False
    place = _NAMING.get(method, -1)
    return place is None or arguments[place : place + 1] == [argument]


def _whole(text: Node) -> tuple[Node, Node | None]:
    """Return the outermost expression that comes to a text, or to more of it, and its parent."""
    node, parent = text, text.parent
    while parent is not None and _passes_on(parent, node):
        node, parent = parent, parent.parent
    return node, parent


def _passes_on(parent: Node, node: Node) -> bool:
    """Return whether an expression comes to the text that *node* is, or to more of it."""
    if parent.type == "arguments":
        # Of a template, or of a method that puts texts together.
        callee = None if parent.parent is None else parent.parent.child_by_field_name("function")
        return callee is not None and _is_concat(callee)
    if parent.type == "call_expression":
        return parent.child_by_field_name("function") != node or _is_concat(node)
    if parent.type == "member_expression":
        return _is_concat(parent) and parent.child_by_field_name("object") == node
    if parent.type == "binary_expression":
        return text_of(parent.child_by_field_name("operator")) in {"+", "||", "&&", "??"}
    if parent.type == "ternary_expression":
        return parent.child_by_field_name("condition") != node
    return parent.type in _AROUND


def _is_concat(callee: Node) -> bool:
    return (
        callee.type == "member_expression"
        and text_of(callee.child_by_field_name("property")) == "concat"
    )


def _is_read(call: Node | None, argument: Node) -> bool:
    """Return whether a function does nothing with a text that makes it a name."""
    if call is None:
        return False
    if call.type == "new_expression":
        return text_of(call.child_by_field_name("constructor")) in _MADE
    callee = call.child_by_field_name("function")
    if callee is None:
        return False
    name = text_of(callee.child_by_field_name("property") or callee)
    if name in {"replace", "replaceAll"} and not text_of(callee).endswith("classList.replace"):
        return arguments_of(call)[:1] == [argument]
    return name in _READERS or text_of(callee.child_by_field_name("object")) == "console"


def _is_assigned(target: Node) -> bool:
    parent = target.parent
    return (
        parent is not None
        and parent.type.endswith("assignment_expression")
        and parent.child_by_field_name("left") == target
    )


def _is_shown(target: Node | None) -> bool:
    """Return whether what is assigned to *target* is for an address, a style or a reader."""
    if target is None or target.type != "member_expression":
        return False
    owner = target.child_by_field_name("object")
    is_style = owner is not None and text_of(owner).endswith(".style")
    return is_style or text_of(target.child_by_field_name("property")) in _PROPERTIES


def _is_asked(member: Node) -> bool:
    """Return whether a text is only asked for something, as with `.length`."""
    return text_of(member.child_by_field_name("property")) in {"length", "indexOf", "includes"}
