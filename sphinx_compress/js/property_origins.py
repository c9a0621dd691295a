"""Where the property of an object may come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from tree_sitter import Node

from .classes import Classes
from .constants import Constants
from .functions import WINDOWS, Functions, given_at
from .origin_names import (
    ELSEWHERE,
    ELSEWHERE_OBJECTS,
    ELSEWHERE_UNLESS_GIVEN,
    NO_PROPERTIES,
    NO_SELECTORS,
    REFLECTED,
)
from .scopes import Scopes, text_of
from .url_words import UNKNOWN, data_attribute

#: Objects in objects are followed no deeper.
_DEEPEST = 3


@dataclass(slots=True)
class Origin:
    """What may be in a value."""

    texts: set[str] = field(default_factory=set)
    #: Attributes of the page that it may be read from, with :data:`.UNKNOWN` for what is not
    #: known of their names.
    attributes: set[str] = field(default_factory=set)
    #: Variables of all scripts that it may be in.
    variables: set[str] = field(default_factory=set)
    #: Properties, and functions, by which other scripts may give it.
    properties: set[str] = field(default_factory=set)
    #: Those of them that are read last, and functions of others that return it.
    read: set[str] = field(default_factory=set)
    #: Whether it comes from a reader, a server, a text of the page, or another window.
    is_elsewhere: bool = False
    #: Whether it is put together from parts of which none is known.
    is_joined: bool = False
    #: Whether the way back was lost.
    is_lost: bool = False


class Follows(Protocol):
    """Follows values back; see :class:`.Origins`."""

    found: Origin
    depth: int

    def push(self, node: Node | None, *, is_cut: bool = False, is_within: bool = False) -> None:
        """Have a value followed back."""

    def lose(self) -> None:
        """Take note that the way back is lost."""


class PropertyOrigins:
    """Follows the properties of the objects of one script back."""

    def __init__(
        self, origins: Follows, scopes: Scopes, constants: Constants, functions: Functions
    ) -> None:
        self._origins = origins
        self._scopes = scopes
        self._constants = constants
        self._functions = functions
        self._classes = Classes(scopes, constants)
        self._values: dict[str, list[tuple[Node | None, Node]]] = {}

    def of(self, owner: Node | None, name: str, *, is_cut: bool = False) -> None:
        """Follow a property back."""
        found, mentions = self._origins.found, self._mentions(owner, name)
        given = self._given(name, mentions)
        of = text_of(owner)
        source = text_of(self._constants.value(owner)) if owner is not None else ""
        if source.endswith("dataset"):
            found.attributes.add(data_attribute(name))
            return
        if name in {"value", "nodeValue"} and (attribute := self._attribute(owner)):
            found.attributes.add(attribute)
            return
        if of == "document" and name in {"title", "URL"}:
            found.is_elsewhere = True
        elif name == "hash":
            # It begins with a sign of which no selector of a tag begins.
            found.is_elsewhere |= is_cut
        elif name in ELSEWHERE or of.removeprefix("window.").split(".")[0] in ELSEWHERE_OBJECTS:
            found.is_elsewhere = True
        elif name in NO_PROPERTIES:
            return
        elif name in NO_SELECTORS:
            # Of a URL, a part may be one.
            found.is_elsewhere |= is_cut and not self._origins.depth
        elif name in REFLECTED:
            found.attributes.add(REFLECTED[name])
        elif of in WINDOWS:
            found.variables.add(name)
        elif name in ELSEWHERE_UNLESS_GIVEN and not given and not self._is_iterated(owner):
            found.is_elsewhere = True
        elif name == "value" and self._is_iterated(owner):
            self._origins.push(owner, is_cut=is_cut, is_within=True)
        elif owner is not None and name != "dataset":
            # What has such a name is followed from where it was read before.
            self._in_object(owner, name, is_known=mentions is not None or name in found.read)
        for value in given:
            self._origins.push(value, is_cut=is_cut)
        if name == "dataset":
            found.attributes.add(f"data-{UNKNOWN}")

    def _mentions(self, owner: Node | None, name: str) -> list[Node] | None:
        """Return where a property is mentioned, or given something; ``None`` if it is not known."""
        mentions = self._scopes.properties(name)
        is_of_class = owner is not None and self._classes.around(owner) is not None
        return self._scopes.rarely_given(name) if mentions is None and is_of_class else mentions

    def is_object(self, access: Node) -> bool:
        """Return whether what is read from a property, and kept in another one, is no text.

        What is looked for by the first may be put back in its place.
        """
        if not self._origins.found.read or access.type != "member_expression":
            return False
        name = text_of(access.child_by_field_name("property"))
        return bool(self._origins.found.read - {name}) and self._classes.is_object(access)

    def _given(self, name: str, mentions: list[Node] | None) -> list[Node]:
        """Return what a property is given, but for the objects that classes give it."""
        if mentions is None:
            return []
        if name not in self._values:
            of = [(each.parent, value) for each in mentions for value in given_at((each,))]
            self._values[name] = [(self._of_class(access), value) for access, value in of]
        given = self._values[name]
        return [value for access, value in given if not (access and self.is_object(access))]

    def _of_class(self, access: Node | None) -> Node | None:
        is_access = access is not None and access.type == "member_expression"
        return access if is_access and access and self._classes.around(access) else None

    def _attribute(self, node: Node | None) -> str:
        """Return the name of the attribute that an expression is; empty if it is none."""
        if node is None or not text_of(node.child_by_field_name("object")).endswith(".attributes"):
            return ""
        index = node.child_by_field_name("index")
        name = text_of(node.child_by_field_name("property"))
        return name or self._constants.text(index)

    def _in_object(self, owner: Node, name: str, *, is_known: bool) -> None:
        """Follow the object that a property is in."""
        quoted = f'"{name}"', f"'{name}'"
        if not is_known or any(map(self._scopes.has, quoted)):
            self._origins.lose()
        self._origins.found.properties.add(name)
        if not self._origins.depth:
            self._origins.found.read.add(name)
        self._origins.depth += 1
        self._origins.push(owner if self._origins.depth <= _DEEPEST else None)
        self._origins.depth -= 1

    def _is_iterated(self, owner: Node | None) -> bool:
        """Return whether a value is what an iterator returns."""
        mentions = [] if owner is None else self._functions.mentions(owner)
        return any(
            each.parent is not None
            and text_of(each.parent.child_by_field_name("property")) == "done"
            for each in mentions
        ) or text_of(owner).endswith(("next()", ".n()"))

    def item(self, access: Node, *, is_cut: bool) -> None:
        """Follow what is read of an object by an index."""
        owner, index = access.child_by_field_name("object"), access.child_by_field_name("index")
        if index is not None and index.type == "string":
            self.of(owner, text_of(index)[1:-1], is_cut=is_cut)
        elif text_of(owner).endswith("dataset"):
            self._origins.found.attributes.add(f"data-{UNKNOWN}")
        else:
            # A text has parts, too.
            self._origins.push(owner, is_cut=True, is_within=True)
