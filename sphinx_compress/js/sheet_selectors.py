"""Scripts that select the elements of style sheets, or of what stands for them without scripts.

Where a sheet is split, there are three such elements instead of one.  One of them may be a
``style`` element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

#: Links of other kinds are no business of ours: `link[rel="next"]`.
_OTHER: Final = r"""\[\s*rel\s*[~|^$*]?=\s*["']?(?!\w*style|alternate)\w"""
_SELECTOR: Final = re.compile(
    rf"\s*(?:link|noscript)(?!{_OTHER})\s*(?:[\[:.#>,~+]|$)", re.IGNORECASE
)
_SIGN: Final = re.compile("link|noscript|style", re.IGNORECASE)
#: The word alone is an attribute in most scripts.
_STYLE: Final = re.compile(r"\s*style\s*(?:[\[:.#>,~+]|$)", re.IGNORECASE)
_FINDING: Final = ("querySelector", "querySelectorAll", "ByTagName", "$", "jQuery", "find")


def selects_sheets(text: str, *, with_styles: bool = False) -> bool:
    """Return whether the script *text* has a string that may select such an element.

    :param with_styles: whether that may be a ``style`` element.
    """
    if not _SIGN.search(text):
        return False
    from .scopes import text_of
    from .syntax import captures, is_deep, parse

    root = parse(text.encode("utf-8", "replace")).root_node
    if root.has_error or is_deep(root):
        return False
    found = captures(root, "(string (string_fragment) @text) (template_string (_) @text)")
    return any(
        (_SELECTOR.match(text_of(node)) and not _is_made(node) and not _is_listed(node))
        or (with_styles and _STYLE.match(text_of(node)) and _caller(node).endswith(_FINDING))
        for node in found.get("text", ())
    )


def _is_listed(text: Node) -> bool:
    """Return whether a string is one of a list, as of the names that elements are compared with."""
    around = text.parent and text.parent.parent
    return around is not None and around.type == "array"


def _is_made(text: Node) -> bool:
    """Return whether a string names an element that is made, and not one that is there."""
    return _caller(text).endswith("createElement")


def _caller(text: Node) -> str:
    """Return the function that is called with a string; empty if none is."""
    from .scopes import text_of

    call = text.parent and text.parent.parent and text.parent.parent.parent
    function = call and call.child_by_field_name("function")
    return text_of(function)
