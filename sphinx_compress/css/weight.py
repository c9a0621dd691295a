"""What decides which of two rules wins for an element: specificity, and what selectors select."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .selectors import is_plain, split
from .tokens import CLOSERS, ENDS, Word

#: How many ids, classes and elements a selector has.
Specificity = tuple[int, int, int]

#: Those with one colon, too.
_OLD_PSEUDO_ELEMENTS: Final = frozenset({"after", "before", "first-letter", "first-line"})
#: What is in their brackets adds nothing.
_PLAIN_FUNCTIONS: Final = frozenset(
    "dir lang nth-child nth-last-child nth-last-of-type nth-of-type".split()
)
_OF_THE_MOST_SPECIFIC: Final = frozenset({"is", "not"})
_COMBINATORS: Final = frozenset(">+~")


class Subject(NamedTuple):
    """What is known of the elements that a selector selects; empty where nothing is."""

    element: str = ""
    id: str = ""
    pseudo_element: str = ""

    def meets(self, other: Subject) -> bool:
        """Return whether two selectors may select the same."""
        return (
            (
                self.pseudo_element == other.pseudo_element
                # One may have two names, such as ``::placeholder``.
                or not {self.pseudo_element, other.pseudo_element} & {"", *_OLD_PSEUDO_ELEMENTS}
            )
            and all(
                not mine or not its or mine == its
                for mine, its in zip(self[:2], other[:2], strict=True)
            )
        )


class Weight(NamedTuple):
    """What counts of a selector."""

    specificity: Specificity
    subject: Subject


class _NotUnderstood(ValueError):
    """A selector with something that is not understood."""


def weight_of(selector: Sequence[Word]) -> Weight | None:
    """Return what counts of a selector; ``None`` if it is not understood."""
    try:
        return _Weighing([*selector]).weight()
    except (_NotUnderstood, IndexError):
        return None


class _Weighing:
    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._index = 0
        self._ids = self._classes = self._elements = 0
        self._subject = Subject()
        self._has_compound = False

    def weight(self) -> Weight:
        while self._words and self._words[-1].type == "whitespace":
            self._words.pop()
        while self._words and self._words[0].type == "whitespace":
            del self._words[0]
        while self._index < len(self._words):
            self._read(self._next())
        if not self._has_compound:
            raise _NotUnderstood
        return Weight((self._ids, self._classes, self._elements), self._subject)

    def _next(self) -> Word:
        self._index += 1
        return self._words[self._index - 1]

    def _read(self, word: Word) -> None:
        if word.type == "whitespace" or (word.type == "literal" and word.value in _COMBINATORS):
            self._subject, self._has_compound = Subject(), False
            return
        self._has_compound = True
        if word.type == "hash" and word.is_identifier and not self._subject.id:
            self._ids += 1
            self._subject = self._subject._replace(id=word.value.casefold())
        elif word.type == "ident" and not self._subject.element:
            self._elements += 1
            self._subject = self._subject._replace(element=word.value.casefold())
        elif word.type == "[] block":
            self._classes += 1
            self._skip()
        elif word.type == "literal" and word.value == "." and self._next().type == "ident":
            self._classes += 1
        elif word.type == "literal" and word.value == ":":
            self._read_pseudo(self._next())
        elif word.type != "literal" or word.value != "*":
            raise _NotUnderstood

    def _read_pseudo(self, word: Word) -> None:
        is_element = word.type == "literal" and word.value == ":"
        name = self._next() if is_element else word
        if name.type == "function" and not is_element:
            self._read_function(name.lower, self._skip())
        elif name.type != "ident":
            raise _NotUnderstood
        elif is_element or name.lower in _OLD_PSEUDO_ELEMENTS:
            self._elements += 1
            self._subject = self._subject._replace(pseudo_element=name.lower)
        else:
            self._classes += 1

    def _read_function(self, name: str, inner: list[Word]) -> None:
        if name in _PLAIN_FUNCTIONS:
            self._classes += 1
            if any(each.lower == "of" for each in inner if each.type == "ident"):
                raise _NotUnderstood
        elif name in _OF_THE_MOST_SPECIFIC:
            others = [*split(inner)]
            weights = map(weight_of, others)
            known = [each for each in weights if each and not each.subject.pseudo_element]
            # What is an error there, such as a pseudo-element, counts for nothing.
            if len(known) < len(others) or not all(map(is_plain, others)):
                raise _NotUnderstood
            ids, classes, elements = max(each.specificity for each in known)
            self._ids += ids
            self._classes += classes
            self._elements += elements
        elif name != "where":
            raise _NotUnderstood

    def _skip(self) -> list[Word]:
        """Go behind the end of a block; return what is in it."""
        start = self._index
        depth = 1
        while depth:
            word = self._next()
            depth += (word.type in CLOSERS) - (word.type in ENDS)
        return self._words[start : self._index - 1]
