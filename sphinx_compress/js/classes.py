"""What a script says of the objects of its classes where it says ``this``."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from .constants import Constants
from .functions import function_with_this
from .methods import CALLBACKS, COMPARE, LISTS
from .scopes import Scopes, text_of

#: What texts and lists of texts have.
OF_TEXTS = LISTS | CALLBACKS | COMPARE | {"length", "push", "get", "forEach", "size", "next"}
_CLASSES = frozenset({"class", "class_declaration"})


class Classes:
    """The classes of one script."""

    def __init__(self, scopes: Scopes, constants: Constants) -> None:
        self._scopes = scopes
        self._constants = constants
        self._objects: dict[tuple[int, str], bool] = {}

    def around(self, access: Node) -> Node | None:
        """Return the class of whose objects something is read; ``None`` if it is of others."""
        while access.type == "member_expression" and access.named_children:
            access = access.named_children[0]
        return _class_of(access)

    def is_object(self, access: Node) -> bool:
        """Return whether a property of ``this`` is used as no text is.

        :param access: such as ``this.node`` or ``this.item.node``.
        """
        of = self.around(access) if text_of(access).startswith("this.") else None
        if of is None:
            return False
        key = of.id, text_of(access)
        if key not in self._objects:
            uses = [use for use in self._same(access, of) if use.parent is not None]
            is_asked = any(map(_is_asked_for_its_type, uses))
            self._objects[key] = not is_asked and any(map(_is_used_as_object, uses))
        return self._objects[key]

    def _same(self, access: Node, of: Node) -> Iterator[Node]:
        """Yield all places of a class where the same is written."""
        name = access.child_by_field_name("property")
        for mention in self._scopes.mentioned_in(text_of(name), of):
            same = mention.parent
            if same is not None and same.text == access.text:
                yield same

    def related(self, call: Node, functions: list[Node]) -> list[Node]:
        """Return those *functions* that a *call* of a method of ``this`` may mean."""
        callee = call.child_by_field_name("function")
        owner = None if callee is None else callee.child_by_field_name("object")
        of = None if owner is None or owner.type != "this" else _class_of(owner)
        if of is None:
            return functions
        return [each for each in functions if self._may_have(of, each)]

    def _may_have(self, of: Node, method: Node) -> bool:
        """Return whether an object that has the methods of a class may have this *method*."""
        body = method.parent
        around = None if body is None or body.type != "class_body" else body.parent
        if around is None:
            return True
        return self._may_extend(of, around) or self._may_extend(around, of)

    def _may_extend(self, of: Node, base: Node) -> bool:
        """Return whether a class may be another one, or made from that."""
        seen: set[int] = set()
        each: Node | None = of
        while each is not None and each != base:
            heritage = next((x for x in each.named_children if x.type == "class_heritage"), None)
            if heritage is None or each.id in seen:
                return False
            seen.add(each.id)
            each = self._class(heritage.named_children[-1])
        return True

    def _class(self, name: Node) -> Node | None:
        """Return the class that a *name* means; ``None`` if that is not known."""
        value = self._constants.value(name)
        if value.type in _CLASSES:
            return value
        if name.type != "identifier":
            return None
        found = [
            each.parent
            for each in self._scopes.mentions(name) or ()
            if each.parent is not None
            and each.parent.type in _CLASSES
            and each.parent.child_by_field_name("name") == each
        ]
        return found[0] if len(found) == 1 else None


def _class_of(this: Node) -> Node | None:
    """Return the class whose objects *this* means; ``None`` if it means something else."""
    if this.type != "this":
        return None
    function = function_with_this(this)
    body = None if function is None or function.type != "method_definition" else function.parent
    return body.parent if body is not None and body.type == "class_body" else None


def _is_used_as_object(use: Node) -> bool:
    """Return whether a script would fail at one place if something were a text."""
    access = use.parent
    if access is None or access.child_by_field_name("object") != use:
        return False
    if any(child.type == "optional_chain" for child in access.children):
        return False
    around = access.parent
    is_needed = around is not None and (
        around.child_by_field_name("function") == access
        or around.child_by_field_name("object") == access
    )
    return is_needed and text_of(access.child_by_field_name("property")) not in OF_TEXTS


def _is_asked_for_its_type(use: Node) -> bool:
    parent = use.parent
    operator = text_of(parent and parent.child_by_field_name("operator"))
    return operator in {"typeof", "instanceof"}
