"""CSS and JavaScript in a form that can stand in a style or script element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..core.types import Kind

if TYPE_CHECKING:
    from tree_sitter import Node

#: What changes where a script element ends
#: (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
_HAZARD = re.compile(rb"<(?=!--|/?script)", re.IGNORECASE)

#: What ends a style element.
_STYLE_END = re.compile(r"</(?=style)", re.IGNORECASE)

#: Before `<`, these make it a part of `\\<`, of `(?<name>` or of `\\k<name>`.
_TAKES_PART = frozenset(b"\\?k")


def inline_safe(text: str, kind: Kind, encoding: str = "utf-8") -> str | None:
    """Return *text* in a form that can stand in a style or script element.

    :param encoding: of the page; character references, which Sphinx writes for
        what it lacks, mean nothing in these elements.
    :return: ``None`` for a script that has no such form which is certain to mean the same.
    """
    if kind == "css":
        # It can stand only in strings, URLs and comments, where `\/` means `/`.
        return _in_encoding(_STYLE_END.sub(r"<\\/", text), encoding)
    if not _can_be_encoded(text, encoding):
        return None
    source = text.encode()
    hazards = [match.start() for match in _HAZARD.finditer(source)]
    if not hazards:
        return text
    from ..js.syntax import parse

    root = parse(source).root_node
    for at in reversed(hazards):
        if source[at - 1 : at] and source[at - 1] in _TAKES_PART:
            return None
        if not _takes_escapes(root.descendant_for_byte_range(at, at + 1)):
            return None
        source = source[:at] + rb"\x3C" + source[at + 1 :]
    return source.decode()


def _can_be_encoded(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_encoding(css: str, encoding: str) -> str:
    """Return *css* with escapes for the characters that *encoding* lacks.

    None of these is syntax: that is all ASCII.
    """
    if _can_be_encoded(css, encoding):
        return css

    def escaped(match: re.Match[str]) -> str:
        char = match[0][-1]
        return match[0] if _can_be_encoded(char, encoding) else f"\\{ord(char):x} "

    return re.sub(r"\\.|[^\x00-\x7f]", escaped, css, flags=re.DOTALL)


def _takes_escapes(node: Node | None) -> bool:
    """Return whether `\\x3C` means `<` in this node."""
    while node is not None:
        match node.type:
            case "comment" | "string" | "regex":
                return True
            case "template_string":
                # A tag function sees the raw text.
                return node.parent is None or node.parent.type != "call_expression"
            case "string_fragment" | "regex_pattern":
                node = node.parent
            case _:
                return False
    return False
