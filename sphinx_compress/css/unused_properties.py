"""Which custom properties nothing uses while a page has the critical part of a sheet alone.

They may come with the rest.  Such a property is mentioned by no rule of the part but where it is
set, or where another one of them is; and by nothing else that the page has, which names tell.
Nothing moves when it is set at last: no transition is for such properties, unless a sheet says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..core.names import ANY_PROPERTY, MayBe
from .part_reader import Piece, Reader, Wanted
from .rules import Rule
from .tokens import Tokens, UntokenizableError, Word, tokenize


def unused_properties(tokens: Tokens, may_be: MayBe) -> frozenset[str]:
    """Return the custom properties that nothing uses.

    :param may_be: whether an element of a page that has the sheet may have a name, or whatever
        else it has mention a custom property.
    """
    uses = _Uses(tokens, may_be)
    for _ in uses.parts(0, len(tokens.words)):
        """Each piece takes note of what it mentions."""
    # Each is asked for, so that one who listens hears them.
    pending = {name for name in uses.mentioned_by if may_be(name)} | uses.mentioned
    if ANY_PROPERTY in mentioned_in(tokens.words):
        return frozenset()
    used = set[str]()
    while pending:
        used |= pending
        pending = {name for each in pending for name in uses.mentioned_by.get(each, ())} - used
    return frozenset(uses.mentioned_by.keys() - used)


def properties_of(css: str) -> frozenset[str]:
    """Return the custom properties that a whole sheet mentions.

    :return: with :data:`.ANY_PROPERTY` among them, it may use others.
    """
    try:
        words = tokenize(css).words
    except UntokenizableError:
        return frozenset({ANY_PROPERTY})
    others = {ANY_PROPERTY} if any(word.is_at({"import"}) for word in words) else frozenset[str]()
    return mentioned_in(words) | others


def mentioned_in(words: Sequence[Word]) -> frozenset[str]:
    """Return the custom properties that some tokens mention, see :func:`properties_of`."""
    return frozenset(_mentioned(words))


def _mentioned(words: Sequence[Word]) -> Iterator[str]:
    for word in words:
        if word.type in {"ident", "function"}:
            if word.value.startswith("--"):
                yield word.value.casefold()
            # A transition for whatever changes, and `attr()` with what an attribute may mention.
            elif word.lower == "allow-discrete" or (word.type, word.lower) == ("function", "type"):
                yield ANY_PROPERTY


@dataclass
class _Uses(Reader):
    """Reads what the critical part mentions."""

    mentioned: set[str] = field(default_factory=set)
    #: Custom property → what its values mention.
    mentioned_by: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def block(self, rule: Rule, is_wanted: Wanted | None) -> Iterator[Piece]:
        """Take note of what the declarations of a rule mention."""
        if self.is_odd(rule):
            yield from super().block(rule, is_wanted)
            return
        for first, last, name in self.declarations(rule):
            is_custom = name.startswith("--")
            found = mentioned_in(self.tokens.words[first + is_custom : last])
            (self.mentioned_by[name.casefold()] if is_custom else self.mentioned).update(found)

    def of_at_rule(self, name: str, rule: Rule) -> Iterator[Piece]:
        """Take note of what an at-rule mentions."""
        words = self.tokens.words[rule.first : rule.last]
        values = [word.value for word in words if word.type in {"ident", "string"}]
        # Without a type, a property has one value, and then another one.
        if name == "property" and "*" in values and "syntax" in values:
            return
        yield from super().of_at_rule(name, rule)

    def _between(self, first: int, last: int) -> Piece:
        self.mentioned |= mentioned_in(self.tokens.words[first:last])
        return super()._between(first, last)
