"""What gives names to elements by a property or a method whose name is computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from tree_sitter import Node

from .functions import arguments_of
from .indices import Indices
from .lent_givers import GIVERS, OF_CLASSES, PROPERTIES, accessed
from .own_objects import OwnObjects
from .scopes import Scopes, text_of
from .sums import may_come_to
from .syntax import captures
from .url_words import UNKNOWN

#: Stands for all properties that have a dash as attributes.
_DASHED: Final = frozenset({"ariaLabel"})
_PROPERTIES: Final = PROPERTIES | _DASHED | {"baseVal"}
_HANDED_ON: Final = GIVERS | {"eval"}
_METHODS: Final = GIVERS | set("after append attr before eval html prepend prop".split())
#: What gives no name, whichever property has it: no element has it as an attribute.
_NO_TEXTS: Final = frozenset(
    "arrow_function class function_expression generator_function object".split()
)

_QUERY: Final = """
(assignment_expression left: (subscript_expression) @target)
(augmented_assignment_expression left: (subscript_expression) @target)
(array_pattern (subscript_expression) @each)
(assignment_pattern left: (subscript_expression) @each)
(pair_pattern value: (subscript_expression) @each)
(for_in_statement left: (subscript_expression) @each)
(call_expression function: (subscript_expression) arguments: (arguments)) @computed
(call_expression function: (member_expression object: (subscript_expression))) @within
(member_expression) @member
(subscript_expression) @looked_up
(pair_pattern key: (property_identifier) @key)
(shorthand_property_identifier_pattern) @key
"""

Texts = Callable[[Node], list[str]]


class ComputedGivers:
    """Finds such places in one script.

    :param texts: returns the texts that an expression may come to.
    """

    def __init__(self, scopes: Scopes, texts: Texts) -> None:
        self._texts = texts
        self._indices = Indices(scopes)
        self.own = OwnObjects(scopes)

    def given(self, root: Node) -> Iterator[Node]:
        """Yield the expressions that may be given to elements as names, or as HTML."""
        found = captures(root, _QUERY)
        names = {accessed(each)[1] for each in found.get("member", ()) if _is_handed_on(each)}
        names |= {text_of(key) for key in found.get("key", ())}
        for target in found.get("target", ()):
            yield from self._by_target(target, with_data="dataset" in names)
        for target in found.get("each", ()):
            index, owner = (target.child_by_field_name(part) for part in ("index", "object"))
            if index is not None and not self._indices.is_number(index):
                yield from self.by_property(owner, index, target)
        for call in found.get("computed", ()):
            yield from self._by_method(call)
        for call in found.get("within", ()):
            yield from self._of_list(call)
        yield from filter(self._is_lent, found.get("looked_up", ()))

    def _by_target(self, target: Node, *, with_data: bool) -> Iterator[Node]:
        index, owner = (target.child_by_field_name(part) for part in ("index", "object"))
        value = target.parent and target.parent.child_by_field_name("right")
        is_data = accessed(owner)[1] == "dataset"
        if index is None or value is None or is_data or self._indices.is_number(index):
            return
        if with_data and not self.own.has(owner):
            yield index
        yield from self.by_property(owner, index, value)

    def by_property(self, owner: Node | None, name: Node, value: Node) -> Iterator[Node]:
        """Yield what may be given by a property, and where it stands if that may be any.

        :param name: the expression that comes to its name.
        """
        of_list = {"value"} if accessed(owner)[1] == "classList" else set[str]()
        if (
            not self.may_be(name, _PROPERTIES | of_list)
            or self.own.has(owner)
            or value.type in _NO_TEXTS
        ):
            return
        if value.type == "array":
            yield from value.named_children
            return
        yield value
        texts = self._texts(name)
        if any(UNKNOWN in text and may_come_to(text, _DASHED) for text in texts) and name.parent:
            yield name.parent

    def _by_method(self, call: Node) -> Iterator[Node]:
        callee = call.child_by_field_name("function")
        index = callee and callee.child_by_field_name("index")
        owner = callee and callee.child_by_field_name("object")
        if index is None or index.type == "string" or self._indices.is_number(index):
            return
        is_list = accessed(owner)[1] == "classList" and self.may_be(index, OF_CLASSES)
        texts = [text for text in self._texts(index) if text.strip(UNKNOWN)]
        is_code = any(may_come_to(text, {"eval"}) for text in texts)
        if is_list or is_code or (self.may_be(index, _METHODS) and not self.own.has(owner)):
            yield from arguments_of(call)

    def _of_list(self, call: Node) -> Iterator[Node]:
        """Yield what is given to a list of classes that is itself looked up by its name."""
        callee = call.child_by_field_name("function")
        list_ = callee and callee.child_by_field_name("object")
        index = list_ and list_.child_by_field_name("index")
        first, last = OF_CLASSES.get(accessed(callee)[1], (0, 0))
        given = arguments_of(call)[first:last]
        if list_ is None or index is None or not given or self._indices.is_number(index):
            return
        is_own = self.own.has(list_) or self.own.has(list_.child_by_field_name("object"))
        if self.may_be(index, {"classList"}) and not is_own:
            yield from given

    def _is_lent(self, access: Node) -> bool:
        """Return whether a method is handed on that is looked up by a name that is half known."""
        index = access.child_by_field_name("index")
        around = access.parent
        if index is None or index.type == "string" or self._indices.is_number(index):
            return False
        is_call = around is not None and around.child_by_field_name("function") == access
        is_list = accessed(access.child_by_field_name("object"))[1] == "classList"
        names = OF_CLASSES if is_list else _HANDED_ON
        known = (text for text in self._texts(index) if is_list or text.strip(UNKNOWN))
        return not is_call and any(may_come_to(text, names) for text in known)

    def may_be(self, name: Node, names: Collection[str]) -> bool:
        """Return whether an expression may come to one of *names*."""
        return any(may_come_to(text, names) for text in self._texts(name))


def _is_handed_on(member: Node) -> bool:
    """Return whether more is done with a property than to read one of its own."""
    around = member.parent
    return around is not None and around.child_by_field_name("object") != member
