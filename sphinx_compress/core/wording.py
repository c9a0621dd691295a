"""How messages put things."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

#: How much of two names must be the same for one to be meant by the other.
_NEAR: Final = 0.65
#: Of two names, both are meant if one is not nearer by more.
_AS_NEAR: Final = 0.05


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return *number* with the *noun* for it.

    >>> count(1, "entry", "entries"), count(2, "page")
    ('1 entry', '2 pages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or f'{noun}s'}"


def suggestion(name: str, known: Iterable[str], prefix: str = "") -> str:
    """Return, for behind a message, which of the *known* names was meant; empty if none is near.

    :param prefix: stands before the names in the message.

    >>> suggestion("ofline", ["offline", "enabled"])
    ' (did you mean offline?)'
    >>> suggestion("filters", ["css_filters", "js_filters"], "my_")
    ' (did you mean my_js_filters or my_css_filters?)'
    >>> suggestion("x", ["offline"])
    ''
    """
    # Most builds have nothing to suggest.
    from difflib import SequenceMatcher, get_close_matches

    near = get_close_matches(name, sorted(known), 2, _NEAR)
    ratios = [SequenceMatcher(None, each, name).ratio() for each in near]
    if len(near) > 1 and ratios[0] - ratios[1] > _AS_NEAR:
        near.pop()
    names = " or ".join(f"{prefix}{each}" for each in near)
    return f" (did you mean {names}?)" if near else ""


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
    # The rest may be a whole script, and is in no line that is cut off.
    words = textwrap.shorten(line[: 3 * most], most, placeholder=" …")
    return words if len(words) > most // 2 else line[: most - 1] + "…"
