"""The comment at the end of a style sheet or script that names its source map."""

from __future__ import annotations

import base64
from typing import Final

from .types import Kind

#: What stands before the URL of a map in the last comment of a text, and what ends it.
_MARKS: Final[dict[Kind, tuple[str, str]]] = {
    "css": ("/*# sourceMappingURL=", "*/"),
    "js": ("//# sourceMappingURL=", ""),
}
_OLD_MARKS: Final = (("/*@ sourceMappingURL=", "*/"), ("//@ sourceMappingURL=", ""))


def map_url(text: str) -> str:
    """Return the URL in the comment at the end of a text that names its map; empty if none."""
    rest = text.rstrip()
    start = rest.rfind("sourceMappingURL=") - len("//# ")
    for mark, end in (*_MARKS.values(), *_OLD_MARKS) if start >= 0 else ():
        if rest.startswith(mark, start) and rest.endswith(end):
            url = rest[start + len(mark) : len(rest) - len(end)].strip()
            return url if url and not any(map(str.isspace, url)) else ""
    return ""


def without_map_url(text: str) -> str:
    """Return a text without the comment at its end that names its map."""
    if not map_url(text):
        return text
    return text[: text.rfind("sourceMappingURL=") - len("//# ")].removesuffix("\n")


def with_map_url(text: str, url: str, kind: Kind) -> str:
    """Return a text with a comment at its end that names its map."""
    mark, end = _MARKS[kind]
    return f"{text}\n{mark}{url}{' ' if end else ''}{end}"


def data_of(url: str) -> bytes | None:
    """Return what a ``data:`` URL holds; ``None`` for another URL, or one with something else."""
    head, comma, data = url.partition(",")
    if not comma or not head.startswith("data:") or not head.endswith(";base64"):
        return None
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        return None
