"""What gives names to elements by functions that set properties, or attributes, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tree_sitter import Node

from .computed_givers import ComputedGivers
from .functions import arguments_of
from .lent_givers import GIVERS, PROPERTIES, accessed
from .scopes import text_of
from .syntax import captures

_ATTRIBUTES: Final = {"attr": 0, "prop": 0, "setAttribute": 0, "setAttributeNS": 1}
_OF_NAMES: Final = PROPERTIES | {"class"}
#: What `Reflect.get` may read to give names by it.
_READ: Final = GIVERS | {"classList"}
_COMMANDS: Final = frozenset({"insertHTML", "inserthtml"})
#: Functions that give one object what others have, whatever has them.
_ASSIGNING: Final = frozenset({"assign", "extend"})
#: Those of which an object may have functions taken out by their names.
_OPENED: Final = {"Object": {"assign"}, "Reflect": {"apply", "set"}}
#: Those that hand out how a property is set.
_DESCRIPTORS: Final = frozenset({"getOwnPropertyDescriptor", "getOwnPropertyDescriptors"})

_QUERY: Final = """
(call_expression function: [(member_expression) (subscript_expression)]
                 arguments: (arguments)) @call
(member_expression object: (member_expression property: (property_identifier) @used))
(object_pattern [(shorthand_property_identifier_pattern)
                 (pair_pattern key: (property_identifier))]) @pattern
"""


class ObjectGivers:
    """Finds such calls in one script.

    :param computed: knows what a computed name may be.
    """

    def __init__(self, computed: ComputedGivers) -> None:
        self._computed = computed

    def given(self, root: Node) -> Iterator[Node]:
        """Yield the expressions that may be given to elements as names, or as HTML."""
        found = captures(root, _QUERY)
        opened = found.get("pattern", ())
        with_setters = "set" in map(text_of, found.get("used", ()))
        with_setters = with_setters or any("set" in _keys(pattern) for pattern in opened)
        for call in found.get("call", ()):
            yield from self._by_function(call)
            if with_setters and self._hands_out_setter(call):
                yield call
        for pattern in opened:
            around = pattern.parent
            value = text_of(around and around.child_by_field_name("value"))
            if _OPENED.get(value, set()) & _keys(pattern):
                yield pattern

    def _by_function(self, call: Node) -> Iterator[Node]:
        owner, method = accessed(call.child_by_field_name("function"))
        arguments = arguments_of(call)
        if owner in {"Object", "Reflect"} and any(
            each.type == "spread_element" for each in arguments
        ):
            yield call if method in {"assign", "set"} else call.named_children[0]
        elif method == "set" and len(arguments) > 2:
            if accessed(arguments[0])[1] == "dataset":
                yield arguments[1]
            yield from self._computed.by_property(*arguments[:3])
        elif (owner, method) == ("Reflect", "get") and len(arguments) > 1:
            yield from [call] if self._computed.may_be(arguments[1], _READ) else ()
        elif method in _ASSIGNING:
            yield from self._by_objects([each for each in arguments if each.type != "true"])
        elif method in _ATTRIBUTES:
            name, *values = arguments[_ATTRIBUTES[method] :] or [call]
            yield from values[:1] if self._computed.may_be(name, _OF_NAMES) else ()
        elif method == "execCommand" and arguments:
            if self._computed.may_be(arguments[0], _COMMANDS):
                yield from arguments[2:]
        elif method == "__lookupSetter__" and arguments:
            yield from [call] if self._computed.may_be(arguments[0], PROPERTIES) else ()

    def _by_objects(self, objects: list[Node]) -> Iterator[Node]:
        """Yield what is not known of objects whose properties the first one of them is given."""
        if len(objects) < 2 or self._computed.own.has(objects[0]):
            return
        target, *sources = objects
        is_data = accessed(target)[1] == "dataset"
        is_list = accessed(target)[1] == "classList" or "attributes" in text_of(target)
        for source in sources:
            if source.type == "object" and not is_list:
                yield from self._by_object(source, is_data=is_data)
            elif source.type not in {"null", "undefined"}:
                yield source

    def _by_object(self, source: Node, *, is_data: bool) -> Iterator[Node]:
        for each in source.named_children:
            key, value = (each.child_by_field_name(part) for part in ("key", "value"))
            is_short = each.type.startswith("shorthand")
            if each.type == "spread_element" or (is_short and text_of(each) in PROPERTIES):
                yield each
            elif key is not None and key.type == "computed_property_name" and value is not None:
                name = key.named_children[0]
                yield from [name] if is_data else self._computed.by_property(None, name, value)

    def _hands_out_setter(self, call: Node) -> bool:
        arguments = arguments_of(call)
        if not arguments or accessed(call.child_by_field_name("function"))[1] not in _DESCRIPTORS:
            return False
        is_prototype = accessed(arguments[0])[1] == "prototype"
        if self._computed.own.has(arguments[0]) and not is_prototype:
            return False
        return len(arguments) < 2 or self._computed.may_be(arguments[1], PROPERTIES)


def _keys(pattern: Node) -> set[str]:
    return {text_of(each.child_by_field_name("key") or each) for each in pattern.named_children}
