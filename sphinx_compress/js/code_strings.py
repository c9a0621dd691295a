"""Code that a script has in its strings: for timers, event attributes and inserted scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tree_sitter import Node

from .constants import HOLE, Constants
from .functions import called_on
from .runners import run_codes, run_texts
from .scopes import Scopes
from .syntax import STRING_PARTS, captures, is_deep, parse
from .url_words import UNKNOWN

#: What code has that looks for tags, and what no prose has.
_SIGNS = re.compile(
    r"\bquerySelector(?:All)?\s*\(|\bgetElementsBy\w+\s*\(|\$\(\s*[\"'`]"
    r"|\b(?:d|ownerD)ocument\s*\.\s*"
    r"(?:styleSheets|scripts|head|body|documentElement|all|children)\b"
)
#: What is in one of the parts of such code.
_PART = re.compile(r"\b(?:d|ownerD)ocument\b|querySel|getElem|\$\(")
_PROSE = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", re.IGNORECASE)
_STRINGS = "[(string) (template_string)] @string"


def code_strings(root: Node, scopes: Scopes) -> Iterator[tuple[Node, str]]:
    """Yield the code that is in strings of a script, and where that is."""
    constants = Constants(scopes)
    seen: set[int] = set()
    for node in captures(root, _STRINGS).get("string", ()):
        if not _PART.search((node.text or b"").decode("utf-8", "replace")):
            continue
        whole = _whole(node)
        if whole.id not in seen:
            seen.add(whole.id)
            text = _text(constants, whole).replace(UNKNOWN, HOLE)
            for code in _codes(text) if _SIGNS.search(text) else ():
                yield whole, code
    for node, code in run_texts(run_codes(root), constants):
        if node.id not in seen:
            yield node, code


def _whole(string: Node) -> Node:
    """Return what a string is a part of."""
    whole = string
    while whole.parent is not None and whole.parent.type in STRING_PARTS:
        whole = whole.parent
        if whole.type == "template_substitution" and whole.parent is not None:
            whole = whole.parent
    if whole.parent is None or whole.parent.type != "array":
        return whole
    joined = called_on(whole.parent, "join")
    return whole.parent if joined is None else _whole(joined)


def _text(constants: Constants, whole: Node) -> str:
    if whole.type == "array":
        return "".join(map(constants.text, whole.named_children))
    return constants.text(whole)


def _codes(text: str) -> Iterator[str]:
    """Yield the code that a text is, or has in it as HTML."""
    if not text.lstrip().startswith("<") and _is_code(text):
        yield text
    elif "<" in text:
        parser = _Codes()
        parser.feed(text)
        parser.close()
        yield from filter(_SIGNS.search, parser.found)
    elif not _PROSE.search(text):
        yield text


def _is_code(text: str) -> bool:
    root = parse(text.encode()).root_node
    return not root.has_error and not is_deep(root)


class _Codes(HTMLParser):
    """Collects the scripts and the event attributes of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the code of event attributes."""
        self.found += [value for name, value in attrs if name.startswith("on") and value]

    def handle_data(self, data: str) -> None:
        """Take the text of scripts."""
        if self.cdata_elem == "script":
            self.found.append(data)
