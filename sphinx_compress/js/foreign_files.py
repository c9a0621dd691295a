"""Scripts that may load scripts of other sites."""

from __future__ import annotations

import re
from typing import Final

_SIGN: Final = re.compile(r"//[^\s\"'`]+\.m?js|import\s*\(|from\s*[\"']|import\s*[\"']")
_FOREIGN: Final = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"[^?#]*\.m?js(?:[?#]|$)", re.IGNORECASE)


def loads_foreign_files(text: str) -> bool:
    """Return whether the script *text* has a URL of a script of another site, or imports one."""
    if not _SIGN.search(text):
        return False
    from .scopes import text_of
    from .syntax import captures, is_deep, parse

    root = parse(text.encode("utf-8", "replace")).root_node
    if root.has_error or is_deep(root):
        return True
    found = captures(root, "(string (string_fragment) @text) (template_string (_) @text)")
    for node in found.get("text", ()):
        url = text_of(node)
        if _FOREIGN.match(url) and (_SCRIPT.match(url) or _is_imported(url, text)):
            return True
    return False


def _is_imported(url: str, text: str) -> bool:
    """Return whether a URL stands where an import has one."""
    return re.search(rf"(?:import|from)\s*\(?\s*[\"'`]{re.escape(url)}", text) is not None
