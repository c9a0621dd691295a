"""What scripts do with the rules of a sheet by their places, which are others in a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tree_sitter import Node

from .functions import Functions
from .scopes import text_of
from .values import Value

_REMOVING: Final = frozenset({"deleteRule", "removeRule"})
#: Where these are told the place.
_ADDING: Final = {"insertRule": 1, "addRule": 2}
#: Methods that change rules by their places.
BY_PLACE: Final = _REMOVING | frozenset(_ADDING)
#: Methods that change what a rule declares.
DECLARING: Final = frozenset({"removeProperty", "setProperty"})


def is_other_place(
    name: str, arguments: Sequence[Node], value: Value, functions: Functions
) -> bool:
    """Return whether a method of a sheet or of a rule means another place in a bundle.

    :param name: one of :data:`BY_PLACE`.
    """
    if name in _REMOVING:
        return not (arguments and functions.is_counter(arguments[0]))
    number = _ADDING[name]
    is_told = len(arguments) > number and text_of(arguments[number]) != "0"
    # In front of the rules of each sheet of a list is behind those of others.
    is_each = not (value.is_picked or value.is_rule)
    return is_told or is_each or name == "addRule"
