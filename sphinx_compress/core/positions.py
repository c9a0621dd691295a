"""Offsets in a text → lines and columns, as source maps count them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from .types import Kind

_LINE_END: Final[dict[Kind, re.Pattern[str]]] = {
    "css": re.compile(r"\r\n|[\n\r\f]"),
    "js": re.compile(r"\r\n|[\n\r\u2028\u2029]"),
}


class Positions:
    """The lines of a text."""

    def __init__(self, text: str, kind: Kind) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END[kind].finditer(text))]
        #: Where the characters are that UTF-16 has two units for.
        self._wide: list[int] = []
        if not text.isascii() and max(text) > "\uffff":
            self._wide = [at for at, character in enumerate(text) if character > "\uffff"]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._starts)

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted from 0."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        column = offset - start
        if self._wide:
            column += bisect_left(self._wide, offset) - bisect_left(self._wide, start)
        return line, column
