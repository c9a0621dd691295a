"""Expressions that have a value and no effect, and what they look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tree_sitter import Node

from .plain import CONVERSIONS, GLOBALS, Scope, inner, is_bare_class, is_plain_class
from .scopes import text_of
from .style_reads import READ_GLOBALS, READ_NAMES

_TAG_OWNERS: Final = frozenset({"document.documentElement", "document.currentScript"})
#: What is no more than looked up, and of what.
_GETTERS: Final = {
    "getAttribute": _TAG_OWNERS,
    "hasAttribute": _TAG_OWNERS,
    "getItem": frozenset({"localStorage", "sessionStorage"}),
}
#: What may be made anew without any effect.
_MADE: Final = frozenset({"Set", "Map", "WeakMap", "WeakSet", "RegExp", "Date", "Error", "URL"})
_PURE_CALLS: Final = frozenset({"Object.freeze", "Object.create", "Object.assign", "Symbol"})
_PLAIN: Final = frozenset(
    """string number true false null undefined regex property_identifier
    function_expression arrow_function generator_function comment""".split()
)
#: Of these, the first argument is changed.
_CHANGING_CALLS: Final = frozenset({"Object.assign", "Object.freeze"})
#: Themselves, they never change.
_STORAGES: Final = frozenset({"localStorage", "sessionStorage"})
_ATTRIBUTES: Final = frozenset({"dataset", "getAttribute", "hasAttribute"})
#: What may be looked up of these: what is written in their own tags.
_TAGS: Final = {
    "currentScript": _ATTRIBUTES | {"src"},
    "documentElement": _ATTRIBUTES | {"dir", "lang"},
}
#: By these, a script may find the element of the page itself, whose attributes it may change.
_FINDING: Final = frozenset(
    """.documentElement .querySelector .querySelectorAll .getElementsByTagName .parentElement
    .getElementsByClassName .closest""".split()
)
#: What of a document is there from its beginning, and stays.
_LASTING: Final = frozenset(
    """readyState addEventListener attachEvent location URL documentURI baseURI referrer
    characterSet contentType compatMode""".split()
)
#: What a page makes of these changes while it is read.
_CHANGING: Final = frozenset(
    """document event frames history length opener parent performance top name status closed
    innerWidth innerHeight outerWidth outerHeight""".split()
)

#: Windows have these themselves.
OF_WINDOWS: Final = frozenset(
    """name status length self top parent frames opener closed event history location navigator
    document window globalThis origin external screen toString valueOf constructor setTimeout
    setInterval clearTimeout fetch alert addEventListener removeEventListener dispatchEvent
    postMessage open close stop focus blur print find scroll scrollTo scrollBy getComputedStyle
    matchMedia requestAnimationFrame localStorage sessionStorage performance console Object Array
    Function String Number Boolean Symbol Date Math JSON Promise Map Set WeakMap WeakSet RegExp
    Error Proxy Reflect Node Element Document Event EventTarget Window Image Option Audio
    customElements eval undefined""".split()
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
        self.reads_page: bool = False

    def calls_own(self, name: str) -> bool:
        """Return whether a call of what has a name is known to have no effect."""
        return False

    def is_pure(self, node: Node) -> bool:
        """Return whether an expression has a value and no effect."""
        if node.type in _PLAIN:
            return True
        match node.type:
            case "this":
                # Nobody knows what is looked up of it.
                self.reads_page = True
                return True
            case "shorthand_property_identifier":
                return _is_quiet(node) and self._is_looked_at(text_of(node))
            case "identifier":
                return self._is_looked_at(text_of(node))
            case "class":
                return self.is_class_plain(node)
            case "new_expression" | "call_expression":
                return self._is_pure_call(node)
            case "member_expression" | "subscript_expression":
                return self._is_looked_up(node)
            case "unary_expression":
                operator = text_of(node.child_by_field_name("operator"))
                argument = node.child_by_field_name("argument")
                if operator == "typeof" and argument is not None and argument.type == "identifier":
                    return self._is_asked_for(text_of(argument))
                return operator != "delete" and self.all_pure(node)
            case "binary_expression" if text_of(node.child_by_field_name("operator")) == "in":
                return self._is_searched(node)
            case "pair":
                key, value = node.named_children[0], node.named_children[-1]
                return _is_quiet(key) and self.is_pure(value)
            case "method_definition":
                is_accessor = any(each.type in {"get", "set"} for each in node.children)
                return not is_accessor and _is_quiet(node.child_by_field_name("name"))
            case "object" | "array" | "template_string" | "template_substitution":
                return self.all_pure(node)
            case "binary_expression" | "ternary_expression" | "parenthesized_expression":
                return self.all_pure(node)
        return node.type in {"escape_sequence", "optional_chain", "string_fragment"}

    def _is_pure_call(self, node: Node) -> bool:
        arguments = node.child_by_field_name("arguments")
        if node.type == "new_expression":
            made = text_of(node.child_by_field_name("constructor"))
            is_known = self._makes_own(made, arguments) if self.is_own(made) else made in _MADE
        else:
            called = node.child_by_field_name("function")
            name = text_of(called)
            is_known = name in _PURE_CALLS and not self.is_own(name.partition(".")[0])
            if name in _CHANGING_CALLS:
                first = inner(arguments)[:1] if arguments is not None else []
                is_known &= [each.type for each in first] in (["object"], ["array"])
            is_known = is_known or self._is_getter(called, arguments)
        return is_known and (arguments is None or self.all_pure(arguments))

    def _makes_own(self, name: str, arguments: Node | None) -> bool:
        """Return whether to make an object of a class of the script has no effect."""
        found = self.scope.function(name)
        if found is None or not is_bare_class(found[0]):
            return self.calls_own(name)
        bases = [each for each in inner(found[0]) if each.type == "class_heritage"]
        names = [text_of(each) for base in bases for each in inner(base)]
        is_alone = arguments is None or not inner(arguments)
        return is_alone and all(each in _MADE and not self.is_own(each) for each in names)

    def is_own(self, name: str) -> bool:
        """Return whether a name means what the script has declared."""
        return self.scope.function(name) is not None or self.scope.is_local(name)

    def is_class_plain(self, node: Node) -> bool:
        """Return whether a class does nothing when it is declared, and look at what it extends."""
        heritage = [each for each in inner(node) if each.type == "class_heritage"]
        return is_plain_class(node) and all(self.all_pure(each) for each in heritage)

    def _is_asked_for(self, name: str) -> bool:
        """Take note that it is asked whether there is a variable; return that this is no effect."""
        if not self.scope.is_local(name):
            self.reads.add(f"?{name}")
        return True

    def _is_searched(self, node: Node) -> bool:
        """Return whether it is asked which names an object has."""
        name, owner = (node.child_by_field_name(each) for each in ("left", "right"))
        text = text_of(name)
        if name is not None and name.type == "string" and text_of(owner) in GLOBALS:
            self.reads_page |= "\\" in text
            return self._is_asked_for(text[1:-1])
        return self.all_pure(node)

    def _is_getter(self, node: Node | None, arguments: Node | None) -> bool:
        """Return whether a function only tells what an attribute or a storage holds."""
        if node is None or node.type != "member_expression":
            return False
        name = text_of(node.child_by_field_name("property"))
        owner = text_of(node.child_by_field_name("object")).replace("?", "")
        owner = owner.removeprefix("window.")
        if name not in _GETTERS or owner not in _GETTERS[name]:
            return False
        asked = inner(arguments) if arguments is not None else []
        if name == "getItem":
            self.reads |= _STORAGES
        elif [each.type for each in asked] == ["string"]:
            self._look_at_attribute(text_of(asked[0]), owner)
        else:
            self.reads_page = True
        return self._is_looked_up(node)

    def _look_at_attribute(self, name: str, owner: str) -> None:
        """Take note that an attribute is looked at, of the page or of the script itself."""
        if "currentScript" not in owner:
            self.reads |= {f".{word}" for word in _words(name)} | _FINDING

    def _is_looked_at(self, name: str) -> bool:
        """Return whether to look at a variable has no effect, and none of rules."""
        if not self.scope.is_local(name):
            self.reads |= {name} - _STORAGES
            self.reads_page |= name in _CHANGING or name in GLOBALS
            return name not in READ_GLOBALS
        return True

    def _is_looked_up(self, node: Node) -> bool:
        """Return whether to look at a property has no effect, and none of rules."""
        owner, name, index = (
            node.child_by_field_name(each) for each in ("object", "property", "index")
        )
        if owner is None:
            return False
        property_ = text_of(name)
        last = text_of(owner).replace("?.", ".").rpartition(".")[2]
        if last == "document":
            self.reads_page |= property_ not in _LASTING and not _is_of(node, _TAGS)
        elif last == "dataset":
            self._look_at_attribute(property_, text_of(owner))
        self.reads |= _STORAGES & {last}
        is_known = owner.type == "identifier" and last in {"document", *GLOBALS}
        if property_ in GLOBALS or (property_ == "document" and not _is_owner(node)):
            # A window by another name.
            self.reads_page = True
        if is_known and last in GLOBALS:
            self.reads_page |= name is None or property_ in _CHANGING
            self.reads |= {f"?{property_}"} if property_ not in _STORAGES else set()
        elif property_ and property_ != "documentElement":
            self.reads.add(f".{property_}")
        return (
            property_ not in READ_NAMES
            and (is_known or self.is_pure(owner))
            and (index is None or self.is_pure(index))
        )

    def all_pure(self, node: Node | None) -> bool:
        """Return whether all that is in a node is pure; true if there is none."""
        return node is None or all(self.is_pure(each) for each in inner(node))


def _is_of(node: Node, tags: Mapping[str, frozenset[str]]) -> bool:
    """Return whether of one of the *tags* only that is looked up that does not change."""
    around = node.parent
    found = "" if around is None else text_of(around.child_by_field_name("property"))
    return found in tags.get(text_of(node.child_by_field_name("property")), ())


def _is_owner(node: Node) -> bool:
    """Return whether a property of a node is looked up."""
    return node.parent is not None and node.parent.type == "member_expression"


def _is_quiet(key: Node | None) -> bool:
    """Return whether a property has a name by which no expression calls it."""
    is_computed = key is None or key.type == "computed_property_name"
    return not is_computed and text_of(key).strip("\"'") not in CONVERSIONS


def _words(text: str) -> Iterator[str]:
    """Yield the words of which the name of an attribute is made."""
    for word in re.findall(r"[A-Za-z][a-z0-9]*", text):
        if word != "data":
            yield word[0].lower() + word[1:]
