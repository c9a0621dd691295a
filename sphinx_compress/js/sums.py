"""What a sum comes to: numbers are added, and texts are put one behind the other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import takewhile
from typing import Final

from .url_words import UNKNOWN

#: Stands before a number, which makes no text of what it is added to.
NUMBER: Final = "\1"
_OF_NO_TEXT: Final = re.compile(rf"(?:{UNKNOWN}|{NUMBER}[^{UNKNOWN}{NUMBER}]*)+")
#: Others, such as `0x10`, `1e3` and `1_0`, are written in another way when they become a text.
_AS_IN_TEXTS: Final = re.compile(r"(?:0|[1-9]\d{0,14})(?:\.\d{0,5}[1-9])?")


def number(written: str) -> str:
    """Return what stands for a number that is written like that."""
    return NUMBER + (written if _AS_IN_TEXTS.fullmatch(written) else UNKNOWN)


def has_no_text(part: str) -> bool:
    """Return whether something is made of numbers, and of what is not known, alone."""
    return _OF_NO_TEXT.fullmatch(part) is not None


def added(parts: Iterable[str]) -> str:
    """Return what a sum comes to.  In front of its first text, numbers are added."""
    found = [*parts]
    numbers = [*takewhile(has_no_text, found)]
    before = "".join(numbers)
    if len(numbers) > 1 and NUMBER in before:
        # What is not known may be a number, too.
        before = UNKNOWN * before.count(UNKNOWN) or NUMBER + UNKNOWN
    return before + "".join(found[len(numbers) :])


def may_come_to(text: str, names: Collection[str]) -> bool:
    """Return whether a *text* of which not all is known may be one of *names*."""
    if UNKNOWN not in text or NUMBER in text:
        return text in names
    pattern = re.compile(".*".join(map(re.escape, text.split(UNKNOWN))), re.DOTALL)
    return any(map(pattern.fullmatch, names))
