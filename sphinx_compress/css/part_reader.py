"""Reads the rules of a style sheet one by one, and puts together those that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..core.names import MayBe
from .rules import PartKind, Rule, name_of, parts, rules
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


class Declaration(NamedTuple):
    """A declaration: its first token, and the first one behind it."""

    first: int
    last: int
    #: As it is written; empty for what is no declaration.
    name: str


#: Returns whether a declaration is to be there.
Wanted = Callable[[Declaration], bool]


@dataclass
class Reader:
    """Reads what is critical of a style sheet.

    :param may_be: whether an element of a page that has the sheet may have a name.
    :param has_fonts: whether ``@font-face`` is a part of it.
    """

    tokens: Tokens
    may_be: MayBe
    has_fonts: bool = True
    #: Custom properties that nothing needs before the rest is there, see
    #: :mod:`.unused_properties`.
    unused: Set[str] = frozenset()

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
            if not self.is_plain(rule):
                yield from self.whole(rule)
            elif self._is_used_at_all(rule):
                is_used = self.is_used if self.unused else None
                yield from self.with_selectors(rule, self.needed(rule), is_used)

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
        if self.is_odd(rule):
            return found
        return [each for each in found if each.is_needed]

    def is_odd(self, rule: Rule) -> bool:
        """Return whether something else may begin within the selectors of a rule."""
        return any(map(_may_begin_another, self._prelude(rule)))

    def with_selectors(
        self, rule: Rule, selectors: Iterable[Selector], is_wanted: Wanted | None = None
    ) -> Iterator[Piece]:
        """Yield a plain rule with some of its selectors.

        :param is_wanted: whether a declaration is; all are without it.
        """
        kept: list[Piece] = []
        for words, first, _ in selectors:
            comma = Piece(",", self.tokens.starts[first - 1])
            kept += comma, self._between(first, first + len(words))
        _, (text, at) = kept[:2]
        kept[:2] = [Piece(text.lstrip(BLANKS), at + len(text) - len(text.lstrip(BLANKS)))]
        kept[-1] = Piece(kept[-1].text.rstrip(BLANKS), kept[-1].start)
        yield from kept
        yield from self.block(rule, is_wanted)

    def block(self, rule: Rule, is_wanted: Wanted | None) -> Iterator[Piece]:
        """Yield the block of a plain rule; see :meth:`with_selectors`."""
        assert rule.inner is not None
        found = [*self.declarations(rule)] if is_wanted else []
        wanted = [*filter(is_wanted, found)]
        if len(wanted) == len(found):
            yield self._between(rule.inner[0] - 1, rule.last)
            return
        mark = Piece("{", self.tokens.starts[rule.inner[0] - 1])
        for each in wanted:
            yield mark
            yield self._between(each.first, each.last)
            mark = Piece(";", self.tokens.starts[each.last])
        yield Piece("}", self.tokens.starts[rule.inner[1]])

    def declarations(self, rule: Rule) -> Iterator[Declaration]:
        """Yield the declarations of a plain rule, and whatever stands among them."""
        assert rule.inner is not None
        begin, end = rule.inner
        for kind, first, last, _ in parts(self.tokens.shape[begin:end], nested=True):
            if kind is not PartKind.SEMICOLON:
                is_known = kind in {PartKind.DECLARATION, PartKind.CUSTOM}
                name = name_of(self.tokens.words, begin + first) if is_known else ""
                yield Declaration(begin + first, begin + last, name)

    def is_used(self, declaration: Declaration) -> bool:
        """Return whether something needs a declaration before the rest is there."""
        return declaration.name.casefold() not in self.unused

    def _is_used_at_all(self, rule: Rule) -> bool:
        found = [*self.declarations(rule)] if self.unused else []
        return not found or any(map(self.is_used, found))

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
