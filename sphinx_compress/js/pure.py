"""Expressions that have a value and no effect, and what they look at."""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from .plain import Scope, inner, is_plain_class
from .scopes import text_of
from .style_reads import READ_GLOBALS, READ_NAMES

_GETTERS: Final = frozenset({"getAttribute", "getItem", "hasAttribute"})
#: What may be made anew without any effect.
_MADE: Final = frozenset({"Set", "Map", "WeakMap", "WeakSet", "RegExp", "Date", "Error", "URL"})
_PURE_CALLS: Final = frozenset({"Object.freeze", "Object.create", "Object.assign", "Symbol"})
_PLAIN: Final = frozenset(
    """string number true false null undefined regex property_identifier this
    function_expression arrow_function generator_function comment""".split()
)
#: By which a script has what all of them share.
GLOBALS: Final = frozenset({"window", "self", "globalThis", "this"})
#: Themselves, they never change.
_STORAGES: Final = frozenset({"localStorage", "sessionStorage"})
#: What an element has wherever it stands.
_OF_TAGS: Final = frozenset({"dataset", "getAttribute", "hasAttribute", "src"})
#: What of a document is there from its beginning, and stays.
_LASTING: Final = frozenset(
    """documentElement readyState addEventListener attachEvent location URL documentURI baseURI
    referrer characterSet contentType compatMode""".split()
)
#: What a page makes of these changes while it is read.
_CHANGING: Final = frozenset(
    """document event frames history length opener parent performance top name status closed
    innerWidth innerHeight outerWidth outerHeight""".split()
)


class PureReader:
    """Follows what expressions look at.

    :param scope: that of the script.
    """

    def __init__(self, scope: Scope) -> None:
        #: Where the expression stands that is looked at.
        self.scope = scope
        #: Names whose values it looks at.
        self.reads: set[str] = set()
        #: Whether it looks at what of a page is there already.
        self.reads_page = False

    def calls_own(self, name: str) -> bool:
        """Return whether a call of what has a name is known to have no effect."""
        return False

    def is_pure(self, node: Node) -> bool:
        """Return whether an expression has a value and no effect."""
        if node.type in _PLAIN:
            return True
        match node.type:
            case "identifier" | "shorthand_property_identifier":
                return self._is_looked_at(text_of(node))
            case "class":
                return is_plain_class(node)
            case "new_expression" | "call_expression":
                return self._is_pure_call(node)
            case "member_expression" | "subscript_expression":
                return self._is_looked_up(node)
            case "unary_expression":
                is_deleting = text_of(node.child_by_field_name("operator")) == "delete"
                return not is_deleting and self.all_pure(node)
            case "pair":
                key, value = node.named_children[0], node.named_children[-1]
                return key.type != "computed_property_name" and self.is_pure(value)
            case "method_definition" | "string_fragment":
                return True
            case "object" | "array" | "template_string" | "template_substitution":
                return self.all_pure(node)
            case "binary_expression" | "ternary_expression" | "parenthesized_expression":
                return self.all_pure(node)
        return node.type in {
            "escape_sequence",
            "spread_element",
            "optional_chain",
        } and self.all_pure(node)

    def _is_pure_call(self, node: Node) -> bool:
        arguments = node.child_by_field_name("arguments")
        if node.type == "new_expression":
            made = text_of(node.child_by_field_name("constructor"))
            is_known = made in _MADE or self.calls_own(made)
        else:
            called = node.child_by_field_name("function")
            is_known = text_of(called) in _PURE_CALLS or self._is_getter(called)
        return is_known and (arguments is None or self.all_pure(arguments))

    def _is_getter(self, node: Node | None) -> bool:
        """Return whether a function only tells what an attribute or a storage holds."""
        if node is None or node.type != "member_expression":
            return False
        name = text_of(node.child_by_field_name("property"))
        if name == "getItem":
            self.reads |= _STORAGES
        return name in _GETTERS and self._is_looked_up(node)

    def _is_looked_at(self, name: str) -> bool:
        """Return whether to look at a variable has no effect, and none of rules."""
        if not self.scope.is_local(name):
            self.reads |= {name} - _STORAGES
            self.reads_page |= name in _CHANGING
            return name not in READ_GLOBALS
        return True

    def _is_looked_up(self, node: Node) -> bool:
        """Return whether to look at a property has no effect, and none of rules."""
        owner, name, index = (
            node.child_by_field_name(each) for each in ("object", "property", "index")
        )
        if owner is None:
            return False
        parts = text_of(owner).replace("?.", ".").split(".")
        if parts[-1] == "document":
            self.reads_page |= text_of(name) not in _LASTING and not _is_of_own_tag(node)
        elif not GLOBALS.isdisjoint(parts[-1:]):
            self.reads_page |= name is None or text_of(name) in _CHANGING
        is_known = owner.type == "identifier" and {parts[-1]} <= {"document", *GLOBALS}
        self.reads |= _STORAGES.intersection(parts[-1:])
        if name is not None and text_of(name) not in _STORAGES:
            self.reads.add(text_of(name))
        return (
            text_of(name) not in READ_NAMES
            and (is_known or self.is_pure(owner))
            and (index is None or self.is_pure(index))
        )

    def all_pure(self, node: Node | None) -> bool:
        """Return whether all that is in a node is pure; true if there is none."""
        return node is None or all(self.is_pure(each) for each in inner(node))


def _is_of_own_tag(node: Node) -> bool:
    """Return whether what is looked up is an attribute of the script's own element."""
    if text_of(node.child_by_field_name("property")) != "currentScript" or node.parent is None:
        return False
    return text_of(node.parent.child_by_field_name("property")) in _OF_TAGS
