"""Whether a script may give elements a style that is not written in it, or read one that applies.

Such a style may use any custom property of a page.
"""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from .joined_words import JoinedWords
from .quiet import has_known_words
from .scopes import text_of
from .syntax import captures

#: They hand over no style.
_KNOWN: Final = frozenset({"addEventListener", "event", "focus", "select"})
_MENTIONED: Final = """[(property_identifier) (string_fragment)] @name"""
_GIVING: Final = frozenset({"setProperty", "removeProperty", "setAttribute", "removeAttribute"})


def may_use_properties(joined: JoinedWords | None) -> bool:
    """Return whether a script may use custom properties that it does not mention.

    :param joined: its texts; ``None`` if they cannot be read.
    """
    if joined is None or not has_known_words(joined.root, _KNOWN):
        return True
    mentioned = captures(joined.root, _MENTIONED).get("name", ())
    styles = [node for node in mentioned if "style" in text_of(node).lower()]
    if not styles:
        return False
    is_giving = any(text_of(node) in _GIVING for node in mentioned)
    return is_giving or not all(map(_is_written, styles))


def _is_written(style: Node) -> bool:
    """Return whether a property of a style is given a text that stands there."""
    owner = style.parent
    member = None if owner is None else owner.parent
    given = None if member is None else member.parent
    if (
        owner is None
        or member is None
        or given is None
        or given.type != "assignment_expression"
        or owner.child_by_field_name("property") != style
        or member.type != "member_expression"
        or member.child_by_field_name("object") != owner
        or given.child_by_field_name("left") != member
    ):
        return False
    value = given.child_by_field_name("right")
    return value is not None and value.type == "string" and "\\" not in text_of(value)
