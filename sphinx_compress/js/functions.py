"""Which function of a script an expression means, and where a function is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from .scopes import FUNCTIONS, PROPERTY_NAMES, Scopes, function_around, parameters, text_of

#: What a page calls the object that has its variables.
WINDOWS = frozenset({"window", "self", "globalThis"})
_COUNTING = frozenset({"update_expression", "augmented_assignment_expression"})


def function_with_this(node: Node) -> Node | None:
    """Return the function whose `this` and `arguments` code at *node* has."""
    around = function_around(node)
    while around is not None and around.type == "arrow_function":
        around = function_around(around)
    return around


class Functions:
    """The functions of one script."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._named: dict[tuple[int, str] | str, list[Node]] = {}

    def of(self, node: Node | None) -> list[Node]:
        """Return the functions that an expression may mean; none if that is not known."""
        if node is None:
            return []
        if node.type in FUNCTIONS:
            return [node]
        match node.type:
            case "parenthesized_expression":
                return self.of(node.named_children[-1])
            case "call_expression":
                callee = node.child_by_field_name("function")
                if callee is not None and text_of(callee.child_by_field_name("property")) == "bind":
                    return self.of(callee.child_by_field_name("object"))
                return []
            case "identifier":
                return self._by_name(self._scopes.variable(node), self.mentions(node))
            case "member_expression":
                name = text_of(node.child_by_field_name("property"))
                return self._by_name(name, self._scopes.properties(name) or [])
            case _:
                return []

    def _by_name(self, name: tuple[int, str] | str, mentions: list[Node]) -> list[Node]:
        if name not in self._named:
            self._named[name] = [each for mention in mentions for each in _defined(mention)]
        return self._named[name]

    def mentions(self, name: Node) -> list[Node]:
        """Return all places that mean the variable *name*, as far as they are followed."""
        return self._scopes.mentions(name) or []

    def given(self, name: str) -> list[Node]:
        """Return the expressions that a property *name* is given."""
        return given_at(self._scopes.properties(name) or ())

    def uses(self, function: Node) -> tuple[list[Node] | None, list[str]]:
        """Return where a function is used, and names that other scripts may have it by.

        The first is ``None`` if it is not known.
        """
        name = name_of(function)
        if name is not None and text_of(name) == "constructor":
            # Whoever makes an object of a class calls it.
            name = class_name(function) or name
        if name is None or name.type == "computed_property_name":
            return None, []
        if name.type == "identifier":
            names = [text_of(name)] if self._scopes.is_global(name) else []
            mentions = self._scopes.mentions(name)
            if mentions is None:
                return None, names
            uses = [each for each in mentions if each != name]
            return uses, [*names, *filter(is_telling, self._exported(uses))]
        names = [text_of(name)]
        if not (is_telling(names[0]) or self.is_of_window(name)):
            names = []
        mentions = self._scopes.properties(text_of(name))
        if mentions is None:
            return None, names
        parents = [each.parent for each in mentions if each != name and each.parent is not None]
        return [each for each in parents if each.type == "member_expression"], names

    def is_of_window(self, property_: Node) -> bool:
        """Return whether a property is a variable of all scripts."""
        access = property_.parent
        owner = None if access is None else access.child_by_field_name("object")
        if owner is None or text_of(owner) in WINDOWS:
            return owner is not None
        scope = self._scopes.scope_of(owner) if owner.type == "identifier" else None
        call = None if scope is None or scope.type not in FUNCTIONS else called_at_once(scope)
        if scope is None or call is None:
            return False
        names = [text_of(each) for each in parameters(scope)]
        given = dict(zip(names, map(text_of, arguments_of(call)), strict=False))
        return given.get(text_of(owner)) in WINDOWS | {"this"}

    def _exported(self, uses: list[Node]) -> Iterator[str]:
        for use in uses:
            parent = use.parent
            if parent is None:
                continue
            if use.type == "shorthand_property_identifier":
                yield text_of(use)
            elif parent.type == "pair":
                yield text_of(parent.child_by_field_name("key"))
            elif parent.type == "assignment_expression":
                left = parent.child_by_field_name("left")
                if left is not None and left.type == "member_expression":
                    yield text_of(left.child_by_field_name("property"))

    def is_counter(self, index: Node) -> bool:
        """Return whether an index goes through all numbers, and means no certain one."""
        if index.type == "update_expression":
            return True
        if index.type != "identifier":
            return False
        for mention in self._scopes.mentions(index) or ():
            parent = mention.parent
            if parent is None:
                continue
            if parent.type in _COUNTING:
                return True
            if parent.type == "for_in_statement":
                return True
            if parent.type == "formal_parameters" and _is_second_of_callback(parent, mention):
                return True
        return False

    def runs_at_once(self, node: Node) -> bool:
        """Return whether something runs when its script does, and not later."""
        function = function_around(node)
        while function is not None:
            call = called_at_once(function)
            if call is None:
                return False
            function = function_around(call)
        return True


def given_at(mentions: Iterable[Node]) -> list[Node]:
    """Return the expressions that properties are given where they are mentioned."""
    values = []
    for mention in mentions:
        parent = mention.parent
        if parent is not None and parent.type in {"field_definition", "pair"}:
            values.append(parent.child_by_field_name("value"))
        elif parent is not None and parent.parent is not None:
            values.append(parent.parent.child_by_field_name("right"))
    return [value for value in values if value is not None]


def arguments_of(call: Node) -> list[Node]:
    """Return the arguments of a call."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None or arguments.type != "arguments":
        return []
    return [child for child in arguments.named_children if child.type != "comment"]


def called_by(name: Node) -> Node | None:
    """Return the call of a function, or a constructor, with this *name*."""
    callee = name
    if name.parent is not None and name.parent.type == "member_expression":
        if name.parent.child_by_field_name("property") != name:
            return None
        callee = name.parent
    call = callee.parent
    if call is None or call.type not in {"call_expression", "new_expression"}:
        return None
    field = "function" if call.type == "call_expression" else "constructor"
    return call if call.child_by_field_name(field) == callee else None


def called_on(value: Node, method: str) -> Node | None:
    """Return the call of a *method* of an expression."""
    name = None if value.parent is None else value.parent.child_by_field_name("property")
    return called_by(name) if name is not None and text_of(name) == method else None


def called_at_once(function: Node) -> Node | None:
    """Return the call of a function that is called where it is written."""
    callee = function
    while callee.parent is not None and callee.parent.type in {
        "parenthesized_expression",
        "member_expression",
    }:
        callee = callee.parent
    call = callee.parent
    if call is None or call.type != "call_expression":
        return None
    return call if call.child_by_field_name("function") == callee else None


def is_telling(name: str) -> bool:
    """Return whether a property with this *name* is likely to be the same in another script."""
    return len(name) > 3 and name not in _COMMON


#: What methods and properties of all kinds of objects are called.
_COMMON = frozenset(
    {"apply", "bind", "call", "constructor", "default", "each", "entries", "every", "filter"}
    | {"find", "findIndex", "findLast", "findLastIndex", "flatMap", "forEach", "init", "keys"}
    | {"length", "name", "reduce", "render", "slice", "some", "sort", "style", "then", "toString"}
    | {"type", "update", "value", "valueOf", "values", "attr", "prop", "text", "html", "data"}
    | {"clone", "next", "prev", "parent", "join", "push", "concat", "includes", "indexOf", "start"}
    | {"getItem", "removeItem", "setItem"}
    | {
        "exports",
        "load",
        "open",
        "close",
        "stop",
        "show",
        "hide",
        "remove",
        "create",
        "delete",
        "clear",
    }
)


def class_name(method: Node) -> Node | None:
    """Return the name that the class of a *method* is given."""
    around = None if method.parent is None else method.parent.parent
    return None if around is None else name_of(around)


def _is_second_of_callback(parameters: Node, name: Node) -> bool:
    function = parameters.parent
    around = None if function is None else function.parent
    if around is None or around.type != "arguments" or name not in parameters.named_children:
        return False
    callee = None if around.parent is None else around.parent.child_by_field_name("function")
    # jQuery gives the number first.
    is_each = callee is not None and text_of(callee.child_by_field_name("property")) == "each"
    return is_each or len(parameters.named_children) > 1


#: Where a name is given a function: what that is in, and the parts with the name and with it.
_GIVING = {
    "variable_declarator": ("name", "value"),
    "pair": ("key", "value"),
    "field_definition": ("property", "value"),
    "assignment_expression": ("left", "right"),
}


def _defined(mention: Node) -> Iterator[Node]:
    """Yield the function that a name is given where it is mentioned."""
    parent = mention.parent
    if parent is None:
        return
    if parent.type in FUNCTIONS and parent.child_by_field_name("name") == mention:
        yield parent
    target = mention
    if parent.type == "member_expression" and parent.parent is not None:
        target, parent = parent, parent.parent
    name, given = _GIVING.get(parent.type, ("", ""))
    if not name or parent.child_by_field_name(name) != target:
        return
    value = parent.child_by_field_name(given)
    while value is not None and value.type in {"parenthesized_expression", "assignment_expression"}:
        value = value.child_by_field_name("right") or value.named_children[-1]
    if value is not None and value.type in FUNCTIONS:
        yield value


def is_getter(function: Node) -> bool:
    """Return whether a property is what a function returns."""
    return any(child.type == "get" for child in function.children)


def name_of(function: Node) -> Node | None:
    """Return the name, of a variable or a property, that a function is given."""
    own = function.child_by_field_name("name")
    if own is not None and function.type != "function_expression":
        return own
    parent = function.parent
    if parent is None:
        return None
    for field in ("name", "key", "left", "property"):
        name = parent.child_by_field_name(field)
        if name is not None and name != function:
            if name.type == "member_expression":
                return name.child_by_field_name("property")
            return name if name.type in {"identifier", *PROPERTY_NAMES} else None
    return own
