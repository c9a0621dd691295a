"""What an expression of a script comes to, as far as that is written in the script."""

from __future__ import annotations

import re
from operator import itemgetter

from tree_sitter import Node

from .scopes import Scopes, function_around, text_of
from .url_words import UNKNOWN

_DEEPEST = 8

#: What is run as a whole before what comes next in what is around it.
_EVALUATED = frozenset(
    {"assignment_expression", "expression_statement", "lexical_declaration"}
    | {"parenthesized_expression", "sequence_expression", "variable_declaration"}
    | {"variable_declarator"}
)

#: Stands in code for what is not known of it: it may be part of a name, and of a string.
HOLE = "\U0010fffd"


class Constants:
    """Works out the strings of one script."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._values: dict[tuple[int, str], Node | None] = {}

    def text(self, node: Node | None, depth: int = 0) -> str:
        """Return the string that *node* comes to, with :data:`.UNKNOWN` for each unknown part."""
        if node is None or depth > _DEEPEST:
            return UNKNOWN
        match node.type:
            case "string":
                return unescaped(text_of(node)[1:-1])
            case "template_string":
                return self._template(node, depth)
            case "parenthesized_expression" if node.named_child_count == 1:
                return self.text(node.named_children[0], depth + 1)
            case "binary_expression" if text_of(node.child_by_field_name("operator")) == "+":
                return "".join(self.text(part, depth + 1) for part in summands(node))
            case "call_expression":
                return self._joined(node, depth)
            case "number":
                return text_of(node)
            case _:
                value = self.value(node)
                return UNKNOWN if value is node else self.text(value, depth + 1)

    def value(self, node: Node) -> Node:
        """Return the expression that a name stands for, if it is given just that one."""
        if node.type != "identifier":
            return node
        variable = self._scopes.variable(node)
        if variable not in self._values:
            mentions = self._scopes.mentions(node) or ()
            given = [value for name in mentions if (value := given_to(name)) is not None]
            is_known = len(given) == 1 and not any(map(is_parameter, mentions))
            self._values[variable] = given[0] if is_known else None
        return self._values[variable] or node

    def just_given(self, name: Node) -> Node | None:
        """Return what a name was given before, if nothing can have come in between."""
        given = [(each, each.parent) for each in self._scopes.mentions(name) or ()]
        places = [(at.end_byte, at) for each, at in given if at is not None and given_to(each)]
        before = [at for end, at in sorted(places, key=itemgetter(0)) if end <= name.start_byte]
        last = around = before[-1] if before else None
        if last is None or around is None or last.type == "update_expression":
            return None
        while around.parent is not None and around.type in _EVALUATED:
            around = around.parent
        function = function_around(name)
        is_elsewhere = any(function_around(at) != function for _, at in places)
        is_later = any(last.end_byte < at.start_byte < around.end_byte for _, at in places)
        if is_elsewhere or is_later or name.end_byte > around.end_byte:
            return None
        return last.child_by_field_name("value") or last.child_by_field_name("right")

    def _template(self, node: Node, depth: int) -> str:
        parts = []
        for child in node.named_children:
            if child.type == "template_substitution":
                inner = child.named_children[0] if child.named_children else None
                parts.append(self.text(inner, depth + 1))
            else:
                parts.append(unescaped(text_of(child)))
        return "".join(parts)

    def _joined(self, call: Node, depth: int) -> str:
        """Return what a list of strings is joined to."""
        function = call.child_by_field_name("function")
        arguments = call.child_by_field_name("arguments")
        if function is None or arguments is None or function.type != "member_expression":
            return UNKNOWN
        name = text_of(function.child_by_field_name("property"))
        object_ = function.child_by_field_name("object")
        if object_ is not None and name == "concat":
            parts = [object_, *arguments.named_children]
            return "".join(self.text(part, depth + 1) for part in parts)
        if object_ is None or name != "join" or object_.type != "array":
            return UNKNOWN
        with_ = self.text(arguments.named_children[0]) if arguments.named_children else ","
        return with_.join(self.text(part, depth + 1) for part in object_.named_children)


def summands(sum_: Node) -> list[Node | None]:
    """Return all that is added, one after the other."""
    parts: list[Node | None] = []
    left: Node | None = sum_
    while left is not None and text_of(left.child_by_field_name("operator")) == "+":
        if left.type != "binary_expression":
            break
        parts.append(left.child_by_field_name("right"))
        left = left.child_by_field_name("left")
    return [left, *reversed(parts)]


def given_to(name: Node) -> Node | None:
    """Return the value that is given to a name where it is mentioned."""
    parent = name.parent
    if parent is None:
        return None
    if parent.type == "variable_declarator" and parent.child_by_field_name("name") == name:
        return parent.child_by_field_name("value")
    if parent.type.endswith("assignment_expression") and parent.child_by_field_name("left") == name:
        return parent.child_by_field_name("right")
    if parent.type == "update_expression":
        return parent
    return None


def is_parameter(name: Node) -> bool:
    """Return whether what a name means is given to it from elsewhere where it is mentioned."""
    around = name.parent
    while around is not None and around.type.endswith("_pattern"):
        around = around.parent
    if around is None:
        return False
    if around.type == "arrow_function":
        return around.child_by_field_name("parameter") == name
    is_loop = around.type == "for_in_statement"
    return around.type == "formal_parameters" or (
        is_loop and around.child_by_field_name("left") == name
    )


_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,5})\}|(\r\n|[\s\S]))"
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_LINE_ENDS = frozenset({"\n", "\r\n", "\r", "\u2028", "\u2029"})


def unescaped(text: str) -> str:
    """Return a string as a script has it; old escapes of digits are unknown."""

    def one(match: re.Match[str]) -> str:
        if code := match[1] or match[2] or match[3]:
            return chr(int(code, 16))
        character = match[4]
        if character in _LETTERS or character in _LINE_ENDS:
            return _LETTERS.get(character, "")
        return UNKNOWN if character.isdigit() or character in "xu" else character

    return _ESCAPE.sub(one, text.replace(HOLE, UNKNOWN))
