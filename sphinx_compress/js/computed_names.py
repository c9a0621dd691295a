"""Which property of the page a script means whose name it computes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from tree_sitter import Node

from .choices import Choices
from .constants import Constants
from .documents import Documents, is_named
from .functions import Functions
from .scopes import Scopes
from .syntax import is_deep
from .url_words import UNKNOWN
from .values import OF_DOCUMENT

#: A name that stands for the page, or is given what ends with it.
_GIVEN_PAGE = re.compile(
    rb"(?<![\w$])(document|[\w$\x80-\xff]+(?=\s*=[^=;,]{0,80}?ocument(?!\s*[\w$.\[(=])))"
)


def names_of_page(source: bytes, root: Node, accesses: Iterable[Node]) -> frozenset[str]:
    """Return the names that a script works out of what it reads of the page in brackets.

    :param accesses: all that it reads in brackets.
    """
    pages = {match[1] for match in _GIVEN_PAGE.finditer(source)}
    read = [each for each in accesses if _is_worked_out(each, pages)]
    if not read or is_deep(root):
        return frozenset()
    scopes = Scopes(source, root)
    constants, functions = Constants(scopes), Functions(scopes)
    computed = ComputedNames(source, constants, functions, Documents(constants, functions))
    return frozenset().union(*(computed.of(each) or () for each in read))


def _is_worked_out(access: Node, pages: Collection[bytes]) -> bool:
    """Return whether the name of what is read has to be found out, and it may be of the page."""
    index, owner = access.child_by_field_name("index"), access.child_by_field_name("object")
    if index is None or owner is None or index.type in {"string", "number"}:
        return False
    if owner.type == "identifier":
        return owner.text in pages
    name = owner.child_by_field_name("property")
    return name is not None and name.text in {b"document", b"ownerDocument"}


class ComputedNames:
    """Works out such names in one script."""

    def __init__(
        self, source: bytes, constants: Constants, functions: Functions, documents: Documents
    ) -> None:
        #: What variables are called that may mean the page: few names need to be resolved.
        self._names = {match[1] for match in _GIVEN_PAGE.finditer(source)}
        self._constants = constants
        self._functions = functions
        self._choices = Choices(constants, functions)
        self._documents = documents

    def of(self, access: Node) -> frozenset[str] | None:
        """Return the names that may stand in the brackets of an *access*.

        :return: ``None`` if they may be any of the page; none at all where it is of something else.
        """
        index = access.child_by_field_name("index")
        if index is None or index.type in {"string", "number"}:
            return frozenset()
        owner = access.child_by_field_name("object")
        name = self._constants.text(index)
        if UNKNOWN not in name:
            is_told = name not in OF_DOCUMENT or self._documents.is_page(owner)
            return frozenset({name}) if is_told else frozenset()
        if not self._is_page(owner):
            return frozenset()
        names = frozenset(map(self._constants.text, self._choices.of(index)))
        return None if not names or any(UNKNOWN in each for each in names) else names

    def _is_page(self, owner: Node | None) -> bool:
        is_other = owner is None or (owner.type == "identifier" and owner.text not in self._names)
        return not is_other and is_named(owner, self._constants)

    def is_by_name(self, list_: Node) -> bool:
        """Return whether one of a list is taken by its name, and none by its number."""
        access = list_.parent
        if access is None or access.type != "subscript_expression":
            return False
        index = access.child_by_field_name("index")
        return index is not None and not self._functions.is_counter(index)
