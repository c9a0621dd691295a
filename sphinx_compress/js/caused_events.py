"""Whether scripts may make events happen that browsers know, and that others may wait for.

An event whose name nobody but a script can have made up, such as ``addons-ready``, may come at
any time.  What waits for it may stand before scripts that are not there yet if it clicks nothing.
"""

from __future__ import annotations

import re
from typing import Final

from tree_sitter import Node

from .scopes import text_of
from .syntax import captures

_OWN: Final = re.compile(r"\w+(?:[-:]\w+)+")
#: What may make an event happen, or be a function that does.
_CAUSES: Final = frozenset(
    """click submit requestSubmit reset focus blur trigger triggerHandler fireEvent createEvent
    initEvent eval Function postMessage hash pushState replaceState showModal play""".split()
)
_NAMES: Final = """[(identifier) @name (property_identifier) @name
    (call_expression function: (subscript_expression) @called)
    (new_expression constructor: (identifier) @made) @new]"""


def waits_for_own(event: Node | None) -> bool:
    """Return whether an event is some script's own, and the one that waits causes no others.

    :param event: its name, in the script that waits for it.
    """
    if event is None or not _is_own(event):
        return False
    root = event
    while root.parent is not None:
        root = root.parent
    return not may_cause_events(root)


def may_cause_events(root: Node) -> bool:
    """Return whether a script may make other events happen than those that have own names.

    :param root: that of its syntax tree.
    """
    found = captures(root, _NAMES)
    names = [text_of(node) for node in found.get("name", ())]
    made = [node for node in found.get("new", ()) if _constructor(node).endswith("Event")]
    named = sum(name.endswith("Event") and name[:1].isupper() for name in names)
    return (
        "called" in found
        or not _CAUSES.isdisjoint(names)
        or named != len(made)
        or not all(map(_makes_own, made))
    )


def _constructor(node: Node) -> str:
    return text_of(node.child_by_field_name("constructor"))


def _makes_own(new: Node) -> bool:
    arguments = new.child_by_field_name("arguments")
    return arguments is not None and any(map(_is_own, arguments.named_children[:1]))


def _is_own(name: Node) -> bool:
    """Return whether no browser has an event with a name."""
    return name.type == "string" and _OWN.fullmatch(text_of(name)[1:-1]) is not None
