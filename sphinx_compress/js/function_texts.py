"""Which functions a script turns into their texts, which minifiers change.

A page may show its own examples, and some libraries read the comments of a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .object_texts import (
    ANY_FUNCTION,
    OF_BROWSERS,
    is_by_property,
    property_text,
    shown_by_property,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from .functions import Functions
    from .scopes import Scopes

_SIGN = re.compile(
    r"toString\b|String\(|\$\{|[\"'`]\s*\+|\+=?\s*[\"'`(]|[\"'`]\s*[!=]=(?!=)|[!=]=\s*[\"'`]"
    r"|\b(?:Text|alert|test|exec|createTextNode|insertAdjacent\w+|setAttribute)\("
    r"|\b(?:append|prepend|before|after|replaceWith|replaceChildren|join|concat)\(|\bconsole\."
    r"|(?:HTML|innerText|textContent|nodeValue|value|text|title)\s*=(?!=)|\[[a-zA-Z_$][\w$]*\]"
)
#: Expressions that mean no other function than the one that is found.
_CERTAIN = frozenset({"arrow_function", "function_expression", "identifier"})


_CALLER = '(member_expression property: (_) @asked (#eq? @asked "caller"))'
#: Stands behind the name of a function that reads the text of whatever function calls it.
_CALLED = "()"


class FunctionTexts(NamedTuple):
    """Which functions a script reads the texts of."""

    #: Whether some of them are its own.
    own: bool = False
    #: Functions of the page, by their names.  With a number behind it, the name is that of a
    #: function which reads the text of the argument with that number; with ``()``, of one which
    #: reads those of the functions that call it.
    names: frozenset[str] = frozenset()


def may_read(text: str) -> bool:
    """Return whether a script might turn a function into its text at all."""
    return _SIGN.search(text) is not None


def function_texts(text: str) -> FunctionTexts:
    """Return which functions the script *text* reads the texts of."""
    if not may_read(text):
        return FunctionTexts()
    from .scopes import Scopes
    from .syntax import is_deep, parse

    source = text.encode()
    root = parse(source).root_node
    return FunctionTexts(own=True) if is_deep(root) else texts_below(root, Scopes(source, root))


def texts_below(root: Node, scopes: Scopes) -> FunctionTexts:
    """Return which functions a script reads the texts of, by its tree."""
    from .conversions import converted
    from .functions import Functions

    reading = _Reading(root, scopes, Functions(scopes))
    for value in converted(root, scopes):
        reading.follow(value)
    return FunctionTexts(reading.own, frozenset({*reading.names, *_asking_callers(root, scopes)}))


def shown(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return those of *names* by which the text of a function of this script is read.

    :param names: see :attr:`FunctionTexts.names`.
    """
    by_property = frozenset(filter(is_by_property, names))
    if by_property:
        return shown_by_property(text, by_property) | shown(text, names - by_property)
    words = "|".join(sorted({re.escape(name.split()[0]) for name in names}))
    # Where it is called, or given a function.
    given = r"\s*(?:\(|=[\s\w$.=]{0,60}(?:function\b|\(|=>))"
    sign = re.compile(rf"(?<![\w$])(?:{words})(?={given})".encode())
    source = text.encode()
    if not names or not sign.search(source):
        return frozenset()
    from .functions import Functions
    from .scopes import Scopes
    from .syntax import is_deep, parse

    root = parse(source).root_node
    if is_deep(root):
        return names
    scopes = Scopes(source, root)
    functions = Functions(scopes)
    found = set[str]()
    for match in sign.finditer(source):
        node = root.descendant_for_byte_range(*match.span())
        target = None if node is None else _global(node, scopes)
        if target is not None:
            found.update(_shown_at(target, match[0].decode(), functions))
    return names & found


def _shown_at(target: Node, name: str, functions: Functions) -> Iterator[str]:
    from .functions import arguments_of

    call = target.parent
    if call is not None and call.type == "call_expression" and call.children[0] == target:
        yield f"{name} {_CALLED}"
        for number, argument in enumerate(arguments_of(call)):
            if argument.type in _CERTAIN and functions.of(argument):
                yield f"{name} {number}"
    elif functions.of(target):
        yield name


def _global(node: Node, scopes: Scopes) -> Node | None:
    """Return the expression by which a script means a variable of the page where it names it."""
    from .functions import WINDOWS
    from .scopes import text_of

    if node.type == "identifier":
        return node if scopes.is_global(node) else None
    parent = node.parent
    if node.type != "property_identifier" or parent is None:
        return None
    return parent if text_of(parent.child_by_field_name("object")) in WINDOWS else None


class _Reading:
    """Finds out which functions are meant by what a script turns into texts."""

    def __init__(self, root: Node, scopes: Scopes, functions: Functions) -> None:
        self._root = root
        self._scopes = scopes
        self._functions = functions
        self.own = False
        self.names = set[str]()
        self._known = set[tuple[int, int, str]]()

    def follow(self, value: Node) -> None:
        """Note what a *value* means that is turned into a text."""
        from .functions import WINDOWS
        from .scopes import FUNCTIONS, text_of

        while value.type == "parenthesized_expression" and value.named_children:
            value = value.named_children[-1]
        if value.type in FUNCTIONS:
            self.own = True
        elif value.type == "array":
            for each in value.named_children:
                self.follow(each)
        elif value.type == "identifier":
            self._follow_name(value)
        elif value.type in {"member_expression", "subscript_expression"}:
            owner = value.named_children[0]
            name = value.child_by_field_name("property")
            if text_of(owner) in WINDOWS:
                self._follow_global(name)
            elif owner.type == "identifier" and self._is_of_others(owner):
                self.names.add(property_text(text_of(owner), text_of(name)))
            elif name is not None and owner.type == "identifier":
                mentions = self._scopes.properties(text_of(name)) or ()
                self.own |= any(_is_given(each, owner, self._scopes) for each in mentions)

    def _is_of_others(self, owner: Node) -> bool:
        is_global = self._scopes.scope_of(owner).type == "program"
        is_global &= (owner.text or b"").decode() not in OF_BROWSERS
        return is_global and not any(map(_is_set, self._functions.mentions(owner)))

    def _follow_global(self, name: Node | None) -> None:
        from .scopes import text_of

        if name is not None:
            self.names.add(text_of(name))
        else:
            # Any function may be meant.
            self.names.add(ANY_FUNCTION)
            self.own |= any("function" in each.type for each in self._root.named_children)

    def _follow_name(self, name: Node) -> None:
        from .scopes import FUNCTIONS, function_around, parameters, text_of

        scope = self._scopes.scope_of(name)
        around = function_around(name)
        key = scope.id, 0 if around is None else around.id, text_of(name)
        if key in self._known:
            return
        self._known.add(key)
        if self._functions.of(name):
            self.own = True
        elif scope.type == "program":
            if not any(map(_is_set, self._functions.mentions(name))):
                self.names.add(text_of(name))
        elif scope.type in FUNCTIONS and scope == around:
            # A function inside may be the one for all that are no functions.
            patterns = [text_of(each) for each in parameters(scope)]
            if text_of(name) in patterns and not self._is_tested(name):
                self._follow_calls(scope, patterns.index(text_of(name)))

    def _is_tested(self, name: Node) -> bool:
        """Return whether a function asks for the type of what it is given."""
        parents = [each.parent for each in self._functions.mentions(name)]
        return any(each is not None and each.type == "unary_expression" for each in parents)

    def _follow_calls(self, function: Node, number: int) -> None:
        """Note what the calls of a *function* mean by the argument with this *number*."""
        from .scopes import text_of

        name = _name_of(function)
        if name is None:
            return
        if _global(name, self._scopes) is not None:
            self.names.add(f"{text_of(name)} {number}")
        elif name.type == "identifier":
            calls = (
                found
                for mention in self._functions.mentions(name)
                for found in _shown_at(mention, "", self._functions)
            )
            self.own |= f" {number}" in calls


def _name_of(function: Node) -> Node | None:
    """Return the name by which others may call a function."""
    name, given = function.child_by_field_name("name"), function.parent
    if name is None and given is not None:
        name = given.child_by_field_name("name") or given.child_by_field_name("left")
    if name is not None and name.type == "member_expression":
        return name.child_by_field_name("property")
    return name


def _asking_callers(root: Node, scopes: Scopes) -> Iterator[str]:
    """Yield the functions of the page that ask which function calls them."""
    from .scopes import function_around, text_of
    from .syntax import captures

    for asked in captures(root, _CALLER).get("asked", ()):
        function = function_around(asked)
        while function is not None:
            name = _name_of(function)
            if name is not None and _global(name, scopes) is not None:
                yield f"{text_of(name)} {_CALLED}"
            function = function_around(function)


def _is_set(mention: Node) -> bool:
    """Return whether a variable is declared, or given something, where it is mentioned."""
    parent = mention.parent
    if parent is None or parent.type == "binary_expression":
        return False
    if parent.type.endswith(("_pattern", "_specifier", "_clause")):
        return True
    return mention in (parent.child_by_field_name("name"), parent.child_by_field_name("left"))


def _is_given(mention: Node, owner: Node, scopes: Scopes) -> bool:
    """Return whether a property of *owner* is given a function where it is mentioned."""
    from .scopes import FUNCTIONS, text_of

    given = mention.parent
    if given is None or given.parent is None:
        return False
    if given.type == "member_expression":
        value = given.parent.child_by_field_name("right")
        has_it: Node | None = given.named_children[0]
    else:
        value = given if given.type == "method_definition" else given.child_by_field_name("value")
        around = given.parent.parent if given.parent.type == "object" else None
        if around is None:
            return False
        has_it = around.child_by_field_name("name") or around.child_by_field_name("left")
    if value is None or value.type not in FUNCTIONS or has_it is None:
        return False
    if has_it.type != "identifier" or text_of(has_it) != text_of(owner):
        return False
    return scopes.scope_of(has_it) == scopes.scope_of(owner)
