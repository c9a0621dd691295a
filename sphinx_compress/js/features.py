"""Parts of a script that run only if a page asks for a feature, in a list of names that it has.

A theme may write what its site has switched on into each page as JSON::

    <script id="config" type="application/json">{"features": ["instant"]}</script>

Its script asks ``JSON.parse(…).features.includes("instant")`` before it does what belongs to that.
Where no page and no other script has the name, nothing of that happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from .choices import Choices
from .conditions import field_of, implied
from .constants import Constants, given_to
from .functions import Functions, arguments_of, called_at_once, called_by, name_of
from .scopes import FUNCTIONS, Scopes, function_around, parameters, text_of

#: What stands in JSON as it stands in a script.
_NAME = re.compile(r"[\w.-]{6,}", re.ASCII)
_FINDS = frozenset({"getElementById", "querySelector"})
#: So many names at most has an object that came from JSON, one given to the next.
_DEEPEST = 4


class Features:
    """What features the parts of one script need."""

    def __init__(self, source: bytes, root: Node, scopes: Scopes, functions: Functions) -> None:
        self._source = source
        self._root = root
        self._scopes = scopes
        constants = Constants(scopes)
        self._constants = constants
        self._functions = functions
        self._choices = Choices(constants, functions)
        self._needed: dict[int, frozenset[str] | None] = {}
        self._asked_last = 0
        #: Of each function that asks for a feature, the id of the element that has the list.
        self._lists: dict[int, str] = {}
        self._element = ""

    def needed(self, node: Node) -> frozenset[str]:
        """Return features without any one of which *node* never runs.

        Each is the id of the element that has the list, and the name, with a blank between.
        """
        return self._around(node) or frozenset()

    def _around(self, node: Node) -> frozenset[str] | None:
        """Return the same; ``None`` if it is run only by what is asked about already."""
        found = frozenset[str]()
        inner, around = node, node.parent
        while around is not None:
            condition = implied(around, inner)
            if condition is not None:
                found |= {name for each in _all_of(condition) if (name := self._asked(each))}
            if around.type in FUNCTIONS:
                needed = self._of_function(around)
                if needed is None:
                    return None
                found |= needed
            inner, around = around, around.parent
        return found

    def _of_function(self, function: Node) -> frozenset[str] | None:
        """Return what all uses of a function need."""
        name = name_of(function)
        if called_at_once(function) is not None or name is None or name.type != "identifier":
            # A property may be read in ways that are not seen, as all of an object at once.
            return frozenset()
        if function.id in self._needed:
            needed = self._needed[function.id]
            # What two functions that call each other need is not known before both are.
            return needed if needed is not None or function.id == self._asked_last else frozenset()
        uses, names = self._functions.uses(function)
        if not uses or names:
            return frozenset()
        self._needed[function.id] = None
        found: frozenset[str] | None = None
        for use in uses:
            self._asked_last = function.id
            needed = self._around(use)
            if needed is not None:
                found = needed if found is None else found & needed
        self._needed[function.id] = found = found or frozenset()
        return found

    def _asked(self, condition: Node) -> str:
        """Return the feature that a condition asks for; empty if it is none."""
        if condition.type != "call_expression":
            return ""
        given = arguments_of(condition)
        name = self._constants.text(given[0]) if len(given) == 1 else ""
        if not _NAME.fullmatch(name) or given[0].type != "string":
            return ""
        callee = condition.child_by_field_name("function")
        element = self._element if self._is_test(condition, None) else ""
        if not element and callee is not None and callee.type == "identifier":
            functions = self._functions.of(callee)
            is_one = len(functions) == 1 and not self._is_set(callee, functions[0])
            element = self._asks(functions[0], callee) if is_one else ""
        is_sure = element and self._is_only_asked_for(name, condition)
        return f"{element} {name}" if is_sure else ""

    def _is_set(self, name: Node, function: Node) -> bool:
        """Return whether a *name* may mean something else than a *function*."""
        given = [given_to(each) for each in self._functions.mentions(name)]
        return any(each not in {None, function} for each in given)

    def _asks(self, function: Node, callee: Node) -> str:
        """Return the element with the list if a function does nothing but ask for a feature.

        The feature is what the function is given.
        """
        if function.id not in self._lists:
            names, returned = parameters(function), function.child_by_field_name("body")
            for kind in ("statement_block", "return_statement"):
                if returned is not None and returned.type == kind:
                    inner = returned.named_children
                    returned = inner[0] if len(inner) == 1 else None
            is_known = not self._scopes.is_global(callee) and len(names) == 1
            is_test = is_known and returned and self._is_test(returned, text_of(names[0]))
            self._lists[function.id] = self._element if is_test else ""
        return self._lists[function.id]

    def _is_test(self, call: Node, name: str | None) -> bool:
        """Return whether a call asks if a list of a page has a name."""
        callee = call.child_by_field_name("function")
        if callee is None or text_of(callee.child_by_field_name("property")) != "includes":
            return False
        given = arguments_of(call)
        if len(given) != 1 or (name is not None and text_of(given[0]) != name):
            return False
        listed = callee.child_by_field_name("object")
        if listed is None or listed.type != "member_expression":
            return False
        owner = listed.child_by_field_name("object")
        lists = self._scopes.properties(text_of(listed.child_by_field_name("property")))
        is_read = lists is not None and all(_is_asked(each) for each in lists)
        return is_read and owner is not None and self._is_of_page(owner)

    def _is_of_page(self, owner: Node) -> bool:
        """Return whether an expression is what the JSON in an element of the page says."""
        if owner.type == "call_expression":
            functions = self._functions.of(owner.child_by_field_name("function"))
            values = self._choices.of(owner)
            if not functions:
                return self._is_parsed(owner)
            return bool(values) and all(map(self._is_parsed, values))
        return owner.type == "identifier" and self._is_parsed(owner)

    def _is_parsed(self, node: Node) -> bool:
        if node.type == "identifier":
            if self._scopes.is_global(node) or not all(self._read(node)):
                return False
            node = self._constants.value(node)
        callee = node.child_by_field_name("function")
        if node.type != "call_expression" or text_of(callee) != "JSON.parse":
            return False
        given = arguments_of(node)
        if len(given) != 1 or text_of(given[0].child_by_field_name("property")) != "textContent":
            return False
        element = given[0].child_by_field_name("object")
        return element is not None and self._is_found(element)

    def _is_found(self, element: Node) -> bool:
        """Return whether an expression is an element of the page, which a query finds."""
        value = self._constants.value(element)
        selector = self._constants.text(next(iter(arguments_of(value)), None))
        self._element = selector.removeprefix("#")
        if not re.fullmatch(r"[\w-]+", self._element, re.ASCII):
            return False
        if len(re.findall(rf"[\"'`#]{self._element}(?![\w-])".encode(), self._source)) > 1:
            # Its text may be changed before it is read.
            return False
        ends = [value, *self._choices.of(value)]
        found = [each for each in ends if _query_name(each) in _FINDS]
        others = [each for each in ends if each not in found and each != value]
        nothing = {"null", "unary_expression", "undefined"}
        return bool(found) and all(nothing & {each.type, text_of(each)} for each in others)

    def _read(self, name: Node, depth: int = 0) -> Iterator[bool]:
        return (self._is_read(mention, depth) for mention in self._functions.mentions(name))

    def _is_read(self, node: Node, depth: int) -> bool:
        """Return whether nothing but properties of an object are used where it is mentioned."""
        parent = node.parent
        if parent is None or depth > _DEEPEST:
            return False
        place = field_of(parent, node)
        match parent.type:
            case "member_expression":
                return place == "object"
            case "variable_declarator" if place == "name":
                return True
            case "variable_declarator":
                name = parent.children[0]
                is_taken = name.type == "object_pattern" and "..." not in text_of(name)
                return is_taken or (name.type == "identifier" and all(self._read(name, depth + 1)))
            case "return_statement" | "arrow_function":
                function = parent if place == "body" else function_around(parent)
                return function is not None and self._is_read_by_callers(function, depth + 1)
        return False

    def _is_read_by_callers(self, function: Node, depth: int) -> bool:
        uses, names = self._functions.uses(function)
        calls = [called_by(use) for use in uses or ()]
        is_known = uses is not None and not names and None not in calls
        return is_known and all(self._is_read(call, depth) for call in calls if call is not None)

    def _is_only_asked_for(self, name: str, test: Node) -> bool:
        """Return whether the name of a feature has no other use in the script."""
        callee = text_of(test.child_by_field_name("function"))
        for match in re.finditer(re.escape(name).encode(), self._source):
            node = self._root.descendant_for_byte_range(*match.span())
            call = node
            for _ in ("string", "arguments", "call"):
                call = None if call is None else call.parent
            if call is None or text_of(call.child_by_field_name("function")) != callee:
                return False
        return True


def _all_of(condition: Node) -> Iterator[Node]:
    """Yield the conditions that must all be true."""
    pending = [condition]
    while pending:
        node = pending.pop()
        if node.type == "parenthesized_expression":
            pending.append(node.named_children[-1])
        elif text_of(node.child_by_field_name("operator")) == "&&":
            pending += node.named_children
        else:
            yield node


def _query_name(call: Node) -> str:
    callee = call.child_by_field_name("function") if call.type == "call_expression" else None
    return text_of(None if callee is None else callee.child_by_field_name("property"))


def _is_asked(property_: Node) -> bool:
    """Return whether all that is done with a list is to look whether something is in it."""
    access = property_.parent
    method = None if access is None else access.parent
    if access is None or access.type != "member_expression" or method is None:
        return False
    return text_of(method.child_by_field_name("property")) == "includes"
