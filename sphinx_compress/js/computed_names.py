"""Which property of the page a script means whose name it computes."""

from __future__ import annotations

from tree_sitter import Node

from .choices import Choices
from .constants import Constants
from .documents import Documents
from .functions import Functions
from .url_words import UNKNOWN
from .values import OF_DOCUMENT


class ComputedNames:
    """Works out such names in one script."""

    def __init__(self, constants: Constants, functions: Functions, documents: Documents) -> None:
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
        if not self._documents.is_surely_page(owner):
            return frozenset()
        names = frozenset(map(self._constants.text, self._choices.of(index)))
        return None if not names or any(UNKNOWN in each for each in names) else names

    def is_by_name(self, list_: Node) -> bool:
        """Return whether one of a list is taken by its name, and none by its number."""
        access = list_.parent
        if access is None or access.type != "subscript_expression":
            return False
        index = access.child_by_field_name("index")
        return index is not None and not self._functions.is_counter(index)
