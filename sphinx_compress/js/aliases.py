"""Where a method of the page is called that a script keeps under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from .conditions import field_of
from .functions import arguments_of, class_name, is_telling, name_of
from .scopes import PROPERTY_NAMES, Scopes, text_of

#: Where all that is asked is whether there is such a method.
_TESTS = frozenset(
    {"unary_expression", "if_statement", "while_statement", "expression_statement"}
    | {"call_expression", "subscript_expression", "template_substitution", "throw_statement"}
)
#: Where a string is the name of a property, or is compared with one.
_OF_NAMES = frozenset({"subscript_expression", "binary_expression"})
#: What a module has for others in the same file.
_OF_MODULES = frozenset({"default", "exports"})
_STRINGS = frozenset({"string", "template_string"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


def _is_tagged(call: Node) -> bool:
    """Return whether a function is given a template and no list of arguments."""
    given = call.child_by_field_name("arguments")
    return given is not None and given.type != "arguments"


@dataclass(slots=True)
class Aliases:
    """The uses of one method.

    :param scopes: of its script.
    """

    scopes: Scopes
    #: The calls, each with the arguments; ``None`` if it is not known which is which.
    calls: list[tuple[Node, list[Node] | None]] = field(default_factory=list)
    #: Names by which other scripts may have it.
    names: set[str] = field(default_factory=set)
    #: The same, where functions of all kinds have such names.
    common: set[str] = field(default_factory=set)
    #: Whether all its uses are known.
    is_known: bool = True
    #: What it is called in the page.  Calls by that name are found without this.
    _method: str = ""
    _seen: set[int] = field(default_factory=set)

    def follow(self, method: Node) -> None:
        """Find the uses of the method that is named at *method*."""
        parent = method.parent
        self._method = text_of(method)
        if method.type == "identifier":
            self._use(method)
        elif parent is not None and parent.type == "member_expression":
            self._use(parent)
        elif parent is not None and parent.type == "string" and parent.parent is not None:
            self.is_known &= parent.parent.type in _OF_NAMES
            self._use(parent.parent)
        elif method.type == "shorthand_property_identifier_pattern":
            self._named(method)
        elif parent is not None and parent.type == "pair_pattern":
            self._named(parent.child_by_field_name("value"))

    def follow_name(self, name: Node | None) -> None:
        """Find the uses of the function that is declared by a *name*."""
        self._named(name)
        around = None if name is None else name.parent
        if around is not None and around.parent is not None:
            # What is set calls it, and what imports it.
            kinds = {around.parent.type, *(child.type for child in around.children)}
            self.is_known &= not kinds & {"export_statement", "set"}

    def follow_value(self, function: Node, own_name: Node | None) -> None:
        """Find the uses of a *function* that is an expression, which may have a name of its own."""
        self._use(function)
        if own_name is not None:
            self._mentioned(self.scopes.mentions(own_name), own_name)

    def _use(self, value: Node) -> None:
        """Look at what becomes of the method at one place."""
        if value.id in self._seen:
            return
        self._seen.add(value.id)
        if (parent := value.parent) is None:
            return
        place = field_of(parent, value)
        match parent.type:
            case "object":
                self._property(text_of(value))
            case "member_expression":
                self._method_of(parent)
            case "call_expression" | "new_expression" if place in {"function", "constructor"}:
                self.calls.append((parent, None if _is_tagged(parent) else arguments_of(parent)))
            case "variable_declarator":
                self._named(parent.child_by_field_name("name"))
            case "assignment_expression":
                if place == "right":
                    self._named(parent.child_by_field_name("left"))
                    self._use(parent)
            case "pair" | "field_definition":
                self._named(parent.child_by_field_name("key") or parent.named_children[0])
            case "parenthesized_expression":
                self._use(parent)
            case "binary_expression":
                operator = text_of(parent.child_by_field_name("operator"))
                if operator in {"||", "??"} or (operator == "&&" and place == "right"):
                    self._use(parent)
            case "ternary_expression" if place != "condition":
                self._use(parent)
            case "sequence_expression" if parent.named_children[-1] == value:
                self._use(parent)
            case "ternary_expression" | "sequence_expression":
                pass
            case each if each not in _TESTS:
                self.is_known = False

    def _method_of(self, access: Node) -> None:
        """Look at a call of a method that the method itself has."""
        call = access.parent
        if call is None or call.type != "call_expression":
            return
        given = arguments_of(call)[1:]
        match text_of(access.child_by_field_name("property")):
            case "bind":
                # With arguments of its own, those of its callers are others.
                self.is_known &= not given
                self._use(call)
            case "call":
                self.calls.append((call, given))
            case "apply":
                is_list = bool(given) and given[0].type == "array"
                self.calls.append((call, given[0].named_children if is_list else None))

    def _named(self, name: Node | None) -> None:
        """Look at all places where a name is mentioned that the method is given."""
        if name is None:
            return
        if name.type == "member_expression":
            self._property(text_of(name.child_by_field_name("property")))
        elif name.type in {"subscript_expression", "computed_property_name"}:
            index = name.child_by_field_name("index") or name.named_children[-1]
            self.is_known &= index.type == "string"
            self._property(text_of(index).strip("'\""))
        elif name.type not in _NAMES:
            self._property(text_of(name).strip("'\""))
        else:
            if self.scopes.is_global(name):
                self.names.add(text_of(name))
            self._mentioned(self.scopes.mentions(name), name)

    def _property(self, name: str) -> None:
        if name == self._method:
            return
        if is_telling(name):
            self.names.add(name)
        elif name not in _OF_MODULES:
            self.common.add(name)
        self._mentioned(self.scopes.properties(name))

    def _mentioned(self, mentions: list[Node] | None, name: Node | None = None) -> None:
        if mentions is None:
            self.is_known = False
        for mention in mentions or ():
            if mention.type in PROPERTY_NAMES:
                access = mention.parent
                if access is not None and access.type == "member_expression":
                    self._use(access)
                elif access is not None and access.type == "pair_pattern":
                    self._named(access.child_by_field_name("value"))
            elif mention != name:
                self._use(mention)


def uses_of(function: Node, scopes: Scopes) -> Aliases:
    """Return the uses of a *function* of a script."""
    aliases = Aliases(scopes)
    name, around = name_of(function), function.parent
    if around is not None and around.type == "arguments":
        # What it is called with is not from this script, but for what is beside it.
        beside = around.named_children
        behind = beside[beside.index(function) + 1 :]
        aliases.is_known = not any(each.type in _STRINGS for each in behind)
        return aliases
    if name is not None and text_of(name) == "constructor":
        # Whoever makes an object of a class calls it.
        aliases.follow_name(class_name(function))
    elif function.type.endswith(("declaration", "definition")):
        aliases.follow_name(name)
    else:
        aliases.follow_value(function, function.child_by_field_name("name"))
    is_kept = around is not None and around.type in {"array", "pair"}
    if is_kept or (name is not None and name.type != "identifier"):
        # What has no calls has some that are not seen.
        aliases.is_known &= bool(aliases.calls or aliases.names)
    return aliases
