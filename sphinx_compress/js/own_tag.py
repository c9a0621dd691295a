"""What a script reads of its own tag, by `document.currentScript`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from .functions import called_at_once
from .syntax import FUNCTIONS

_DOCUMENTS = frozenset({b"document", b"window.document", b"self.document", b"globalThis.document"})

#: Names without capitals, since `dataset` and attributes spell these in two ways.
_DATA_NAME = re.compile(r"data-[a-z0-9]+(?:-[a-z0-9]+)*")


def own_attributes(mentions: Iterable[Node]) -> frozenset[str] | None:
    """Return the names of the `data-*` attributes that a script reads of its own tag.

    :param mentions: each place where the script says `currentScript`.
    :return: ``None`` if it may want anything else of the tag.
    """
    names = set[str]()
    for mention in mentions:
        own = mention.parent
        if own is None or own.type != "member_expression" or mention.type != "property_identifier":
            return None
        document = own.child_by_field_name("object")
        if document is None or document.text not in _DOCUMENTS or _is_in_function(own):
            return None
        read = _destructured(own) or [_attribute_read(own)]
        if not all(name is not None and _DATA_NAME.fullmatch(name) for name in read):
            return None
        names.update(name for name in read if name is not None)
    return frozenset(names)


def _is_in_function(node: Node) -> bool:
    """Return whether a node may run when another script is the current one, or none."""
    around = node.parent
    while around is not None:
        if around.type in FUNCTIONS | {"field_definition"}:
            is_plain = not {"async", "*"} & {child.type for child in around.children}
            if not is_plain or called_at_once(around) is None:
                return True
        around = around.parent
    return False


def _destructured(own: Node) -> list[str | None]:
    """Return the attributes that `const {a, b: c} = document.currentScript.dataset` reads."""
    access = own.parent
    if access is None or access.child_by_field_name("object") != own or _key(access) != "dataset":
        return []
    declarator = access.parent
    if declarator is None or declarator.type != "variable_declarator":
        return []
    pattern = declarator.child_by_field_name("name")
    if pattern is None or pattern.type != "object_pattern":
        return []
    return [_attribute_of(_key_of(part)) for part in pattern.named_children]


def _key_of(part: Node) -> str | None:
    """Return the name of the property that a part of a pattern takes."""
    if part.type == "object_assignment_pattern":
        left = part.child_by_field_name("left")
        return None if left is None else _key_of(left)
    name = part.child_by_field_name("key") if part.type == "pair_pattern" else part
    if name is None or name.text is None or name.type not in _PLAIN_KEYS:
        return None
    return name.text.decode()


_PLAIN_KEYS = frozenset({"property_identifier", "shorthand_property_identifier_pattern"})


def _attribute_of(key: str | None) -> str | None:
    """Return the attribute that a property of `dataset` is."""
    return None if key is None else "data-" + re.sub("[A-Z]", lambda m: f"-{m[0].lower()}", key)


def _attribute_read(own: Node) -> str | None:
    """Return the attribute that an expression reads of `document.currentScript`.

    :param own: the node of `document.currentScript` in it.
    :return: ``None`` if it may do anything else with that.
    """
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
    return _attribute_of(_key(call))


def _is_target(node: Node) -> bool:
    """Return whether the script may write to what a node stands for."""
    around = node.parent
    if around is None or around.type == "update_expression":
        return True
    if around.type == "unary_expression":
        return around.children[0].type == "delete"
    if around.type in {"array_pattern", "assignment_pattern", "pair_pattern", "rest_pattern"}:
        return True
    return around.child_by_field_name("left") == node and around.type != "binary_expression"


def _key(access: Node) -> str | None:
    """Return the name of the property that `a.b` or `a["b"]` means, if it is known."""
    if access.type == "member_expression":
        name = access.child_by_field_name("property")
        return name.text.decode() if name is not None and name.text is not None else None
    if access.type == "subscript_expression":
        index = access.child_by_field_name("index")
        return None if index is None else _literal(index)
    return None


def _literal(node: Node) -> str | None:
    """Return the value of a string without escapes; ``None`` for everything else."""
    if node.type != "string" or node.text is None or b"\\" in node.text:
        return None
    return node.text.decode()[1:-1]
