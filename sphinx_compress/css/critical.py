"""The critical part of a style sheet: the rules that some element of some page can match.

The part is a piece of the sheet: its rules are in the order of the sheet, and none is changed.
Before the whole sheet, directly and at the same place of the cascade, it changes nothing: of
two declarations that compete, the last copies stand in the whole sheet.  What of that need not
come a second time, :mod:`.remainder` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..core.names import MayBe
from .rules import Rule, rules
from .selectors import can_match, is_plain, split
from .tokens import BLANKS, LAYOUT, Tokens, UntokenizableError, Word, tokenize

#: A condition around rules: without rules it says nothing.
_CONDITIONS: Final = frozenset({"media", "supports", "container", "document", "-moz-document"})
#: What stands at the top of a sheet, and would be there twice.
_AT_THE_TOP: Final = frozenset({"import", "namespace"})


#: In more blocks nobody writes a rule.
_DEEPEST: Final = 50
#: Within a rule, one with these may be about what the rule does not match.
_OF_OTHERS: Final = frozenset(
    {"not", "is", "where", "has", "matches", "any", "-webkit-any", "-moz-any"}
    | {"nth-child", "nth-last-child", "host", "host-context", "slotted"}
)


class NotSplittable(ValueError):
    """A sheet that means something else when a part of it stands before it."""


class Piece(NamedTuple):
    """A piece of a part of a sheet."""

    text: str
    #: Where it begins in the normalized text of the sheet.
    start: int


class Selector(NamedTuple):
    """A selector of a rule."""

    words: Sequence[Word]
    #: Which token of the sheet is its first one.
    first: int
    #: Whether the critical part has it.
    is_needed: bool


@dataclass
class Reader:
    """Reads what is critical of a style sheet.

    :param may_be: whether an element of a page that has the sheet may have a name.
    :param has_fonts: whether ``@font-face`` is a part of it.
    """

    tokens: Tokens
    may_be: MayBe
    has_fonts: bool = True

    def parts(self, first: int, last: int, depth: int = 0) -> Iterator[Piece]:
        """Yield what is critical of some rules.

        :param depth: in how many conditions and layers they stand.
        """
        if depth > _DEEPEST:
            raise NotSplittable("it has too many blocks within each other")
        for rule in rules(self.tokens.shape[first:last]):
            yield from self._rule(
                Rule(
                    rule.first + first,
                    rule.last + first,
                    rule.inner and (rule.inner[0] + first, rule.inner[1] + first),
                ),
                depth,
            )

    def _rule(self, rule: Rule, depth: int) -> Iterator[Piece]:
        begin = self.tokens.words[rule.first]
        if begin.type == "at-keyword":
            yield from self._at_rule(begin.lower, rule, depth)
        else:
            yield from self.of_rule(rule)

    def of_rule(self, rule: Rule) -> Iterator[Piece]:
        """Yield what is to be read of a style rule."""
        if self.can_match(rule):
            is_plain = self.is_plain(rule)
            yield from (
                self.with_selectors(rule, self.needed(rule)) if is_plain else self.whole(rule)
            )

    def of_at_rule(self, name: str, rule: Rule) -> Iterator[Piece]:
        """Yield what is to be read of an at-rule without rules in it."""
        if name != "charset" and (self.has_fonts or name != "font-face"):
            yield from self.whole(rule)

    def is_plain(self, rule: Rule) -> bool:
        """Return whether a style rule has declarations and no more."""
        return rule.inner is not None and "{" not in self.tokens.shape[slice(*rule.inner)]

    def can_match(self, rule: Rule) -> bool:
        words = self.tokens.words
        if rule.inner is None:
            return True
        prelude = self._prelude(rule)
        if any(word.type in {"error", "at-keyword"} for word in prelude):
            return True
        if "{" in self.tokens.shape[slice(*rule.inner)] and any(
            # A layer is ordered by where it is named first, though nothing matches.
            word.is_at({"layer"}) or (word.type == "function" and word.lower in _OF_OTHERS)
            for word in words[slice(*rule.inner)]
        ):
            return True
        return can_match(prelude, self.may_be)

    def _prelude(self, rule: Rule) -> Sequence[Word]:
        return self.tokens.words[rule.first : (rule.inner or (rule.last, 0))[0] - 1]

    def selectors(self, rule: Rule) -> Iterator[Selector]:
        """Yield the selectors of a style rule."""
        start = rule.first
        for words in split(self._prelude(rule)):
            is_needed = can_match(words, self.may_be) or not is_plain(words)
            yield Selector(words, start, is_needed)
            start += len(words) + 1

    def needed(self, rule: Rule) -> list[Selector]:
        """Return the selectors of a rule without those that can match nothing."""
        found = [*self.selectors(rule)]
        # Without what stands before it, something else may begin there.
        if any(map(_may_begin_another, self._prelude(rule))):
            return found
        return [each for each in found if each.is_needed]

    def with_selectors(self, rule: Rule, selectors: Iterable[Selector]) -> Iterator[Piece]:
        """Yield a plain rule with some of its selectors."""
        assert rule.inner is not None
        kept: list[Piece] = []
        for words, first, _ in selectors:
            comma = Piece(",", self.tokens.starts[first - 1])
            kept += comma, self._between(first, first + len(words))
        _, (text, at) = kept[:2]
        kept[:2] = [Piece(text.lstrip(BLANKS), at + len(text) - len(text.lstrip(BLANKS)))]
        kept[-1] = Piece(kept[-1].text.rstrip(BLANKS), kept[-1].start)
        yield from kept
        yield self._between(rule.inner[0] - 1, rule.last)

    def _between(self, first: int, last: int) -> Piece:
        return Piece(self.tokens.between(first, last), self.tokens.starts[first])

    def _at_rule(self, name: str, rule: Rule, depth: int) -> Iterator[Piece]:
        if name in _AT_THE_TOP:
            raise NotSplittable(f"it has @{name}")
        is_layer = name == "layer" and rule.inner is not None
        if rule.inner is None or not (is_layer or name in _CONDITIONS):
            yield from self.of_at_rule(name, rule)
            return
        inner = [*self.parts(*rule.inner, depth + 1)]
        # Layers are ordered by the places where they are named first.
        if inner or is_layer:
            yield self._between(rule.first, rule.inner[0])
            yield from inner
            yield Piece("}", self.tokens.starts[rule.inner[1]])

    def whole(self, rule: Rule) -> Iterator[Piece]:
        """Yield a rule as it is written."""
        text, start = self._between(rule.first, rule.last)
        text = text.strip(BLANKS)
        yield Piece(text if text.endswith(("}", ";")) else f"{text};", start)


def critical(css: str, may_be: MayBe, *, has_fonts: bool = True) -> str:
    """Return the critical part of a style sheet, see :func:`critical_pieces`."""
    return "".join(text for text, _ in critical_pieces(css, may_be, has_fonts=has_fonts))


def critical_pieces(css: str, may_be: MayBe, *, has_fonts: bool = True) -> list[Piece]:
    """Return the pieces of a style sheet that are its critical part.

    :param may_be: whether an element of a page that has the sheet may have a name.
    :param has_fonts: whether ``@font-face`` is a part of it.
    :raises NotSplittable: if the sheet cannot have a part of it before it.
    """
    tokens = splittable_tokens(css)
    return [*Reader(tokens, may_be, has_fonts).parts(0, len(tokens.words))]


def names_of(css: str) -> frozenset[str]:
    """Return the names on which it depends what is critical of a style sheet.

    :raises NotSplittable: see :func:`critical`.
    """
    found = set[str]()

    def may_be(name: str) -> bool:
        found.add(name)
        return True

    critical(css, may_be)
    return frozenset(found)


def splittable_tokens(css: str) -> Tokens:
    """Return the tokens of a style sheet.

    :raises NotSplittable: see :func:`critical`.
    """
    try:
        tokens = tokenize(css)
    except UntokenizableError as error:
        raise NotSplittable(str(error)) from error
    if not tokens.closed or tokens.torn:
        raise NotSplittable("it ends within a block")
    if _has_nameless_layer(tokens):
        # Twice in a page, it would be two layers.
        raise NotSplittable("it has a layer without a name")
    return tokens


def _may_begin_another(word: Word) -> bool:
    """Return whether at the beginning of a rule, a word may make another thing of it."""
    is_mark = word.type == "literal" and word.value in {";", "<!--", "-->"}
    is_custom = word.type == "ident" and word.value.startswith("--")
    return is_mark or is_custom or word.type == "at-keyword"


def _has_nameless_layer(tokens: Tokens) -> bool:
    is_layer = False
    for word in tokens.words:
        if is_layer and word.type == "{} block":
            return True
        if word.type not in LAYOUT:
            is_layer = word.is_at({"layer"})
    return False
