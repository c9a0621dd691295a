"""Which places of a script mean the same variable.

Nothing is computed beforehand: a script of a megabyte has few names that anybody asks for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from tree_sitter import Node

FUNCTIONS = frozenset(
    {"arrow_function", "function_declaration", "function_expression", "generator_function"}
    | {"generator_function_declaration", "method_definition", "class_static_block"}
)
_DECLARATIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "class_declaration"}
)
_BLOCKS = frozenset(
    {"program", "statement_block", "for_statement", "for_in_statement", "catch_clause"}
    | {"switch_body", "class"}
)
_SCOPES = FUNCTIONS | _BLOCKS
#: Where statements stand in statements.
_NESTING = frozenset(
    {"program", "statement_block", "if_statement", "else_clause", "for_statement"}
    | {"for_in_statement", "while_statement", "do_statement", "try_statement", "catch_clause"}
    | {"finally_clause", "switch_statement", "switch_body", "switch_case", "switch_default"}
    | {"labeled_statement", "with_statement", "export_statement"}
)
PROPERTY_NAMES = frozenset({"property_identifier", "private_property_identifier"})
_NAMES = frozenset(
    {"identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"}
)

_WORD = re.compile(rb"[\w$\x80-\xff]+")

#: A name that is mentioned more often is followed no further.
_MOST = 500
#: Nor is a property, which may be another one wherever it is mentioned.
_MOST_PROPERTIES = 40


def text_of(node: Node | None) -> str:
    """Return what is written at *node*."""
    return "" if node is None or node.text is None else node.text.decode("utf-8", "replace")


def function_around(node: Node) -> Node | None:
    """Return the function that *node* stands in."""
    around = node.parent
    while around is not None and around.type not in FUNCTIONS:
        around = around.parent
    return around


def pattern_names(pattern: Node | None) -> Iterator[Node]:
    """Yield the names that a pattern declares."""
    if pattern is None:
        return
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            yield pattern
        case "assignment_pattern" | "object_assignment_pattern":
            yield from pattern_names(pattern.child_by_field_name("left"))
        case "pair_pattern":
            yield from pattern_names(pattern.child_by_field_name("value"))
        case "object_pattern" | "array_pattern" | "rest_pattern" | "formal_parameters":
            for child in pattern.named_children:
                yield from pattern_names(child)
        case _:
            pass


def parameters(function: Node) -> list[Node]:
    """Return the patterns of the parameters of a function."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    several = function.child_by_field_name("parameters")
    return [] if several is None else [n for n in several.named_children if n.type != "comment"]


class Scopes:
    """The names of one script.

    :param source: the script in UTF-8.
    """

    def __init__(self, source: bytes, root: Node) -> None:
        self._source = source
        self._root = root
        self._declared: dict[int, frozenset[str]] = {}
        self._above: dict[int, Node | None] = {}
        self._known: dict[str, bool] = {}
        self._mentions: dict[tuple[int, str], list[Node] | None] = {}
        self._properties: dict[str, list[Node] | None] = {}

    def mentions(self, name: Node) -> list[Node] | None:
        """Return all places that mean the variable *name*; ``None`` if these are too many."""
        key = self.variable(name)
        if key not in self._mentions:
            found = list(self._same(self.scope_of(name), name))
            self._mentions[key] = found if len(found) <= _MOST else None
        return self._mentions[key]

    def variable(self, name: Node) -> tuple[int, str]:
        """Return what is equal for all places that mean the same variable."""
        return self.scope_of(name).id, text_of(name)

    def has(self, text: str) -> bool:
        """Return whether a *text* is anywhere in the script."""
        if text not in self._known:
            self._known[text] = text.encode() in self._source
        return self._known[text]

    def is_global(self, name: Node) -> bool:
        """Return whether other scripts of the page can mean the same variable."""
        return self.scope_of(name).type == "program"

    def scope_of(self, name: Node) -> Node:
        """Return the function or block that declares a name, or else the whole script."""
        word = text_of(name)
        scope = name.parent
        if scope is not None and scope.type in _DECLARATIONS and _is_name_of(scope, name):
            scope = scope.parent
        scope = self._scope_around(scope)
        while scope is not None and word not in self._names(scope):
            scope = self._scope_around(scope.parent)
        return scope or self._root

    def _scope_around(self, node: Node | None) -> Node | None:
        """Return the nearest function or block that a node is in, or is; not the whole script."""
        path = []
        while node is not None and node.id not in self._above and node.type not in _SCOPES:
            path.append(node.id)
            node = node.parent
        found = None
        if node is not None and node.type != "program":
            found = self._above.get(node.id, node)
        self._above.update(dict.fromkeys(path, found))
        return found

    def properties(self, name: str) -> list[Node] | None:
        """Return all places where a property *name* is mentioned after a dot, or in braces.

        :return: ``None`` if these are too many.
        """
        if name not in self._properties:
            found = list(islice(self._property(name), _MOST_PROPERTIES + 1))
            self._properties[name] = found if len(found) <= _MOST_PROPERTIES else None
        return self._properties[name]

    def _property(self, name: str) -> Iterator[Node]:
        for node in self._words(name, 0, len(self._source)):
            if node.type in PROPERTY_NAMES | {"shorthand_property_identifier_pattern"}:
                yield node

    def rarely_given(self, name: str) -> list[Node] | None:
        """Return all places where a property *name* is given something, however often it is read.

        :return: ``None`` if these are too many, or if it may have something by another way.
        """
        found = list(islice(self.mentioned_in(name, self._root), _MOST + 1))
        given = [each for each in found if _is_given(each)]
        is_open = len(found) > _MOST or any(map(_is_in_pattern, found))
        return None if is_open or len(given) > _MOST_PROPERTIES else given

    def mentioned_in(self, name: str, around: Node) -> Iterator[Node]:
        """Yield all places within a node where a property *name* is mentioned after a dot."""
        for node in self._words(name, around.start_byte, around.end_byte):
            if node.type in PROPERTY_NAMES:
                yield node

    def this_of(self, function: Node) -> Iterator[Node]:
        """Yield where a function says `this`."""
        for node in self._words("this", function.start_byte, function.end_byte):
            around = function_around(node) if node.type == "this" else None
            while around is not None and around.type == "arrow_function":
                around = function_around(around)
            if around == function:
                yield node

    def _same(self, scope: Node, name: Node) -> Iterator[Node]:
        count = 0
        for node in self._words(text_of(name), scope.start_byte, scope.end_byte):
            if node.type in _NAMES and self.scope_of(node) == scope:
                yield node
                count += 1
                if count > _MOST:
                    return

    def _words(self, word: str, start: int, end: int) -> Iterator[Node]:
        # Names that only their class has begin with a sign that is in no word.
        shift = word.startswith("#")
        places = self._places.get(word.removeprefix("#").encode(), [])
        for inner in places[bisect_left(places, start) : bisect_left(places, end)]:
            place = inner - shift
            node = self._root.descendant_for_byte_range(place, place + len(word.encode()))
            if node is not None and node.start_byte == place:
                yield node

    @cached_property
    def _places(self) -> dict[bytes, list[int]]:
        """Where each word of the script is."""
        places: defaultdict[bytes, list[int]] = defaultdict(list)
        for match in _WORD.finditer(self._source):
            places[match[0]].append(match.start())
        return places

    def _names(self, scope: Node) -> frozenset[str]:
        if scope.id not in self._declared:
            self._declared[scope.id] = frozenset(map(text_of, _declared(scope)))
        return self._declared[scope.id]


def _is_given(property_: Node) -> bool:
    """Return whether a property is given something where it is mentioned."""
    parent = property_.parent
    if parent is None or parent.type != "member_expression":
        return parent is not None and parent.type in {"field_definition", "pair"}
    around = parent.parent
    return around is not None and around.child_by_field_name("left") == parent


def _is_in_pattern(property_: Node) -> bool:
    """Return whether a loop or a pattern sets a property, or it is what a function returns."""
    access = property_.parent
    around = None if access is None else access.parent
    if access is None or access.type != "member_expression" or around is None:
        return access is not None and access.type == "method_definition"
    if around.type == "for_in_statement":
        return around.child_by_field_name("left") == access
    return around.type.endswith("_pattern") and around.child_by_field_name("right") != access


def _is_name_of(declaration: Node, name: Node) -> bool:
    return declaration.child_by_field_name("name") == name


def _declared(scope: Node) -> Iterator[Node]:
    """Yield the names that a function or a block declares."""
    if scope.type in FUNCTIONS:
        for pattern in parameters(scope):
            yield from pattern_names(pattern)
        name = scope.child_by_field_name("name")
        if name is not None and scope.type not in _DECLARATIONS and name.type == "identifier":
            yield name
        body = scope.child_by_field_name("body")
        if body is not None and body.type == "statement_block":
            yield from _of_statements(body.named_children, top=True)
    elif scope.type == "catch_clause":
        yield from pattern_names(scope.child_by_field_name("parameter"))
    elif scope.type == "for_in_statement":
        kind = scope.child_by_field_name("kind")
        if kind is not None and kind.type != "var":
            yield from pattern_names(scope.child_by_field_name("left"))
    elif scope.type == "class":
        if (name := scope.child_by_field_name("name")) is not None:
            yield name
    else:
        yield from _of_block(scope)


def _of_block(block: Node) -> Iterator[Node]:
    """Yield the names of a block that are no `var`."""
    for child in block.named_children:
        if child.type == "lexical_declaration":
            yield from _declarators(child)
        elif child.type in _DECLARATIONS:
            if (name := child.child_by_field_name("name")) is not None:
                yield name
        elif child.type in {"switch_case", "switch_default"}:
            yield from _of_block(child)


def _of_statements(statements: Iterable[Node], *, top: bool) -> Iterator[Node]:
    """Yield the names of the body of a function."""
    for child in statements:
        if child.type == "variable_declaration" or (top and child.type == "lexical_declaration"):
            yield from _declarators(child)
        elif child.type in _DECLARATIONS:
            if (name := child.child_by_field_name("name")) is not None:
                yield name
        elif child.type in _NESTING:
            kind = child.child_by_field_name("kind")
            if child.type == "for_in_statement" and kind is not None and kind.type == "var":
                yield from pattern_names(child.child_by_field_name("left"))
            yield from _of_statements(child.named_children, top=False)


def _declarators(declaration: Node) -> Iterator[Node]:
    for declarator in declaration.named_children:
        yield from pattern_names(declarator.child_by_field_name("name"))
