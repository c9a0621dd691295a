"""How messages put things."""

from __future__ import annotations

import textwrap


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return *number* with the *noun* for it.

    >>> count(1, "entry", "entries"), count(2, "page")
    ('1 entry', '2 pages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or f'{noun}s'}"


def excerpt(text: str, most: int = 60) -> str:
    """Return *text* on one line of at most *most* characters.

    What does not fit is cut off between two words, or within one if that saves
    more than half of the line: minified code may be one long word.

    >>> excerpt("function  f() {\\n  return 1;\\n}", 20)
    'function f() { …'
    >>> excerpt("a{color:red}b{color:blue}", 20)
    'a{color:red}b{color…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words = textwrap.shorten(line, most, placeholder=" …")
    return words if len(words) > most // 2 else line[: most - 1] + "…"
