"""For what a script uses a text that it puts together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from .constants import unescaped
from .functions import arguments_of
from .lent_givers import OF_CLASSES, accessed, given_unseen, is_of_classes
from .scopes import text_of
from .syntax import captures

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
#: Methods that give names, and with which of their arguments: from one up to another.
_NAMING = {
    "addClass": (0, 9),
    "after": (0, 9),
    "append": (0, 9),
    "attr": (0, 2),
    "before": (0, 9),
    "createAttribute": (0, 1),
    "createContextualFragment": (0, 1),
    "createElement": (0, 1),
    "createElementNS": (1, 2),
    "html": (0, 1),
    "insertAdjacentHTML": (1, 2),
    "parseFromString": (0, 1),
    "parseHTML": (0, 1),
    "parseHTMLUnsafe": (0, 1),
    "prepend": (0, 9),
    "prop": (0, 2),
    "replaceWith": (0, 9),
    "setAttribute": (0, 2),
    "setAttributeNS": (1, 3),
    "setHTML": (0, 1),
    "setHTMLUnsafe": (0, 1),
    "toggleAttribute": (0, 1),
    "toggleClass": (0, 1),
    "wrap": (0, 1),
    "wrapAll": (0, 1),
    "wrapInner": (0, 1),
    "write": (0, 9),
    "writeln": (0, 9),
}
#: Attributes, and properties of elements, whose values are names or have some in them.
_NAMES = frozenset({"class", "classList", "className", "id", "innerHTML", "outerHTML", "srcdoc"})
#: Attributes by which more than a name is given, or nothing at all.
_WITH_VALUE = frozenset({"attr", "prop", "setAttribute", "setAttributeNS"})
#: What may come to any text.
_OF_ANY_TEXT = frozenset(
    {"identifier", "member_expression", "subscript_expression", "call_expression"}
)

_GIVEN = """
(assignment_expression left: [(member_expression) (subscript_expression)] @target)
(augmented_assignment_expression left: [(member_expression) (subscript_expression)] @target)
(call_expression function: [(member_expression) (subscript_expression)]
                 arguments: (arguments)) @call
(pair key: (_) @key)
"""
#: Keys by which properties of elements are given.
_KEYS = frozenset({"class", "classList", "className", "innerHTML", "outerHTML", "srcdoc"})
#: Functions that give an element all that stands in an object.
_FROM_OBJECTS = frozenset({"assign", "attr", "prop"})


def names_given(root: Node) -> Iterator[Node]:
    """Yield the expressions that a script gives to elements as names, or as HTML."""
    found = captures(root, _GIVEN)
    for target in found.get("target", ()):
        _, name = accessed(target)
        index = target.child_by_field_name("index")
        if accessed(target.child_by_field_name("object"))[1] == "dataset" and index is not None:
            yield index
        value = target.parent.child_by_field_name("right") if target.parent else None
        is_list = is_of_classes(target) and name == "value"
        if value is not None and (name in _NAMES or is_list):
            yield value
    for key in found.get("key", ()):
        value = key.parent.child_by_field_name("value") if key.parent else None
        name = unescaped(text_of(key).strip("\"'"))
        if value is not None and (name in _KEYS or (name == "id" and _is_of_element(key))):
            yield value
    for call in found.get("call", ()):
        yield from _given_by(call)
    yield from given_unseen(root)


def _given_by(call: Node) -> Sequence[Node]:
    callee = call.child_by_field_name("function")
    _, method = accessed(callee)
    arguments = arguments_of(call)
    places = _NAMING.get(method)
    if method in OF_CLASSES:
        places = OF_CLASSES[method] if callee is not None and is_of_classes(callee) else None
    if places is None:
        return ()
    first, last = places
    if method in _WITH_VALUE:
        last -= not (arguments[first:] and _may_be_of_names(arguments[first]))
    spread = [each for each in arguments[:first] if each.type == "spread_element"]
    return [*spread, *arguments[first:last]]


def _is_of_element(key: Node) -> bool:
    """Return whether an element is given what stands at a key of an object."""
    around = key.parent and key.parent.parent and key.parent.parent.parent
    call = around.parent if around is not None and around.type == "arguments" else None
    callee = None if call is None else call.child_by_field_name("function")
    return accessed(callee)[1] in _FROM_OBJECTS


def _may_be_of_names(attribute: Node) -> bool:
    """Return whether an expression may be the name of an attribute whose value is a name."""
    written = text_of(attribute)[1:-1]
    return attribute.type in _OF_ANY_TEXT or {written, written.lower()} & _NAMES != set()


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
