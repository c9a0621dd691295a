"""Which names the elements must have that a selector can match.

See :mod:`~sphinx_compress.core.names`.  What depends on a user, on time or on where an element
stands is taken to hold: so a selector that cannot match here matches nowhere, and one that can
may still match nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ..core.names import MayBe
from .tokens import CLOSERS, ENDS, Word

#: The pseudo-classes that hold if one of the selectors in them does.
_ANY_OF: Final = frozenset({"is", "where", "has", "matches", "-webkit-any", "-moz-any"})
#: Deeper ones are taken to match.
_DEEPEST: Final = 20


def can_match(selectors: Sequence[Word], may_be: MayBe, depth: int = 0) -> bool:
    """Return whether one of some selectors, with commas between them, can match an element.

    :param depth: how many pseudo-classes they stand in.
    """
    # Each is asked for all its names, so that one who listens hears them.
    found = [_can_match(each, may_be, depth) for each in split(selectors)]
    return any(found)


def split(selectors: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the selectors of a list one by one."""
    start = depth = 0
    for index, word in enumerate(selectors):
        if word.type in CLOSERS:
            depth += 1
        elif word.type in ENDS:
            depth -= 1
        elif not depth and word.type == "literal" and word.value == ",":
            yield selectors[start:index]
            start = index + 1
    yield selectors[start:]


def _can_match(selector: Sequence[Word], may_be: MayBe, depth: int) -> bool:
    if depth > _DEEPEST:
        return True
    found = [may_be(name) for name in names_outside(selector)]
    found += [
        can_match(selector[first:last], may_be, depth + 1)
        for first, last in _blocks(selector)
        if _is_pseudo(selector, first - 1) and selector[first - 1].lower in _ANY_OF
    ]
    return all(found)


def _blocks(selector: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where the content of each bracket on the outermost level begins and ends."""
    depth = first = 0
    for index, word in enumerate(selector):
        if word.type in CLOSERS:
            if not depth:
                first = index + 1
            depth += 1
        elif word.type in ENDS:
            depth -= 1
            if not depth:
                yield first, index


def _is_pseudo(selector: Sequence[Word], index: int) -> bool:
    return index > 0 and selector[index].type != "[] block" and _is(selector[index - 1], ":")


def names_outside(selector: Sequence[Word]) -> Iterator[str]:
    """Yield the names in a selector outside of all parentheses."""
    plain = [*_outside_of_brackets(selector)]
    before = None
    for word, after in pairwise([*plain, None]):
        if word is None:
            continue
        if word.type == "hash":
            yield f"#{word.value.casefold()}"
        elif word.type == "ident":
            if before is not None and _is(before, "."):
                yield f".{word.value.casefold()}"
            # Else it may be a pseudo-class, or the name of a namespace.
            elif not (before is not None and _is(before, ":")) and not (after and _is(after, "|")):
                yield word.value.casefold()
        before = word
    for first, last in _blocks(selector):
        if selector[first - 1].type == "[] block":
            yield from _attribute(selector[first:last])


def _outside_of_brackets(selector: Sequence[Word]) -> Iterator[Word]:
    depth = 0
    for word in selector:
        if word.type in ENDS:
            depth -= 1
        elif not depth and word.type not in CLOSERS:
            yield word
        depth += word.type in CLOSERS


def _attribute(content: Sequence[Word]) -> Iterator[str]:
    """Yield the name of the attribute that stands in square brackets."""
    words = [word for word in content if word.type not in {"whitespace", "comment"}]
    bars = [index for index, word in enumerate(words[:2]) if _is(word, "|")]
    name = words[bars[-1] + 1 :] if bars else words
    if name and name[0].type == "ident":
        yield f"[{name[0].value.casefold()}"


def _is(word: Word, value: str) -> bool:
    return word.type == "literal" and word.value == value


#: All engines have known these for long, so that none takes a list of selectors for an error.
_KNOWN: Final = frozenset(
    """active checked disabled empty enabled first-child first-of-type focus hover last-child
    last-of-type link only-child only-of-type root target visited""".split()
)
#: They come last in a selector, with one colon or two.
_PSEUDO_ELEMENTS: Final = frozenset({"after", "before", "first-letter", "first-line"})
_MARKS: Final = {"ident": "i", "whitespace": "w", "[] block": "[", "]": "]", "string": "s"}
_LITERALS: Final = {".": ".", ":": ":", "*": "*", ">": ">", "+": ">", "~": ">"} | dict.fromkeys(
    ("=", "~=", "|=", "^=", "$=", "*="), "="
)
_SIMPLE: Final = r"(?:\.i|h|:p|\[i(?:=[is])?\])"
_COMPOUND: Final = rf"(?:[i*]{_SIMPLE}*+|{_SIMPLE}++)"
_COMBINATOR: Final = "(?:w?>w?|w)"
_PLAIN: Final = re.compile(
    rf"w?(?:{_COMPOUND}(?:{_COMBINATOR}{_COMPOUND})*+(?:{_COMBINATOR}?::?e)?|::?e)w?"
)


def is_plain(selector: Sequence[Word]) -> bool:
    """Return whether no browser takes a selector for an error.

    With one that is, all others in its list mean nothing.
    """
    marks = ""
    for word in selector:
        mark = _MARKS.get(word.type, "x")
        if word.type == "literal":
            mark = _LITERALS.get(word.value, "x")
        elif word.type == "hash" and word.is_identifier:
            mark = "h"
        elif mark == "i" and marks.endswith(":"):
            mark = "p" if word.lower in _KNOWN else "e" if word.lower in _PSEUDO_ELEMENTS else "x"
        elif mark == "i" and word.value.startswith("--") and not marks.endswith((".", "[")):
            # With a colon behind it, it begins no rule, but a custom property at a wrong place.
            mark = "x"
        marks += mark
    return _PLAIN.fullmatch(marks) is not None
