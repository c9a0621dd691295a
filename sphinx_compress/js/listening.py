"""How a script hears that the file of a tag is there, or that it is not."""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from .conditions import is_guarded
from .selectors import JS
from .url_words import UNKNOWN
from .values import CHANGES, Findings, Value

_HANDLERS: Final = frozenset({"onload", "onerror", "onreadystatechange"})
_LISTENERS: Final = frozenset({"addEventListener", "attachEvent", "bind", "on", "once", "one"})
_EVENTS: Final = ("load", "error", UNKNOWN)


def note_given(findings: Findings, name: str, value: Value, at: Node, *, is_one: bool) -> None:
    """Take note that a property of tags is given another value.

    :param at: where that is done.
    :param is_one: whether that is done to some of them only.
    """
    if name in CHANGES:
        findings.add_change(value, is_one=is_one)
    elif name in _HANDLERS:
        note_heard(findings, value, at)


def hears(name: str, event: str) -> bool:
    """Return whether a method with a *name* has its script told of what loads a file.

    :param event: what it is told, with :data:`.UNKNOWN` for what is not known of it.
    """
    return name in _LISTENERS and any(each in event for each in _EVENTS)


def note_heard(findings: Findings, value: Value, at: Node) -> None:
    """Take note that a script is told when the files of tags are there: a bundle is one file.

    :param at: where it asks for that.
    """
    if value.place:
        findings.add_any(value.kinds)
    elif value.is_picked:
        findings.single |= value.kinds
    elif is_guarded(at):
        # Sheets are told by what they are for, so that these are switched when they are there.
        findings.single |= value.kinds & JS
    else:
        findings.add_any(value.kinds)
