"""What is left of a style sheet behind its critical part, where both together mean the same.

Of two declarations that compete for an element, the one wins that is more specific, or else the
later one.  So a rule may stand earlier than before, in the critical part alone, if nothing that
stood before it, and is left here, competes with it: that has the same specificity, sets
something of the same family, is as important and may be for the same element.  Otherwise it
stays here, too.  Conditions are taken to hold, and layers to be one, which finds more that
competes, and never less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from ..core.names import MayBe
from .families import ANY, family_of
from .part_reader import (
    Declaration,
    NotSplittable,
    Piece,
    Reader,
    Selector,
    splittable_tokens,
)
from .rules import Rule
from .selectors import is_plain
from .unused_properties import unused_properties
from .weight import Specificity, Subject, Weight, weight_of

#: Of these, all are in the critical part, in their order.
_OF_PART: Final = frozenset(
    """counter-style font-face font-feature-values font-palette-values keyframes -moz-keyframes
    -o-keyframes -webkit-keyframes layer page property -ms-viewport viewport""".split()
)

#: What a declaration sets: a family, and whether that is important.
Setting = tuple[str, bool]


@dataclass
class _Kept:
    """What the rules that are left select and set."""

    _subjects: defaultdict[tuple[Setting, Specificity | None], set[Subject | None]] = field(
        default_factory=lambda: defaultdict(set)
    )

    def add(self, weights: Iterable[Weight | None], settings: Set[Setting]) -> None:
        """Take note of a rule that is left.

        :param weights: of its selectors; ``None`` for one that is not understood.
        """
        for weight in weights:
            for setting in settings:
                specificity, subject = weight or (None, None)
                self._subjects[setting, specificity].add(subject)

    def competes(self, weight: Weight, settings: Set[Setting]) -> bool:
        """Return whether some rule so far competes with one of this weight and these settings."""
        return any(
            other is None or other.meets(weight.subject)
            for family, is_important in settings
            for kind in ((family, is_important), (ANY, is_important))
            for specificity in (weight.specificity, None)
            for other in self._subjects.get((kind, specificity), ())
        )


@dataclass
class _Remainder(Reader):
    _kept: _Kept = field(default_factory=_Kept)

    def of_rule(self, rule: Rule) -> Iterator[Piece]:
        selectors = [*self.selectors(rule)]
        if not self.is_plain(rule):
            # What rules within it select is not known.
            self._kept.add([None], {(ANY, False), (ANY, True)})
            yield from self.whole(rule)
            return
        settings = {each: self._settings(each) for each in self.declarations(rule)}
        staying = self._staying(rule, selectors, settings)
        if len(staying) == len(settings) > 0:
            self._keep(selectors, settings.values())
            yield from self.whole(rule)
            return
        needed = [each for each in selectors if each.is_needed]
        left = [each for each in selectors if not each.is_needed]
        self._keep(needed, map(settings.__getitem__, staying))
        self._keep(left, settings.values())
        if staying:
            yield from self.with_selectors(rule, needed, staying.__contains__)
        if left:
            yield from self.with_selectors(rule, left)

    def _keep(self, selectors: Iterable[Selector], settings: Iterable[Set[Setting]]) -> None:
        weights = [weight_of(each.words) for each in selectors]
        self._kept.add(weights, set[Setting]().union(*settings))

    def of_at_rule(self, name: str, rule: Rule) -> Iterator[Piece]:
        if name not in {*_OF_PART, "charset"}:
            raise NotSplittable(f"it has @{name}")
        if name == "font-face" and not self.has_fonts:
            yield from self.whole(rule)

    def _staying(
        self,
        rule: Rule,
        selectors: Sequence[Selector],
        settings: Mapping[Declaration, Set[Setting]],
    ) -> Collection[Declaration]:
        """Return the declarations of a rule that may not stand earlier alone."""
        weights = [weight_of(each.words) for each in selectors if each.is_needed]
        # In a list, one that a browser does not know makes all others mean nothing.
        is_known = all(each.is_needed for each in selectors) or all(
            is_plain(each.words) for each in selectors
        )
        known = [weight for weight in weights if weight is not None]
        has_any = any(family == ANY for found in settings.values() for family, _ in found)
        if not self.can_match(rule) or not is_known or has_any or len(known) < len(weights):
            return settings
        return {
            each
            for each, found in settings.items()
            if not self.is_used(each) or any(self._kept.competes(one, found) for one in known)
        }

    def _settings(self, declaration: Declaration) -> set[Setting]:
        """Return what a declaration sets."""
        if not declaration.name:
            return {(ANY, False), (ANY, True)}
        words = self.tokens.words[declaration.first : declaration.last]
        is_important = any(word.type == "literal" and word.value == "!" for word in words)
        # In the value of a custom property, it may be anything.
        return {(family_of(declaration.name), each) for each in {is_important, False}}


def remainder(css: str, may_be: MayBe, *, has_fonts: bool = True) -> str:
    """Return what is left of a style sheet, see :func:`remainder_pieces`."""
    return "".join(text for text, _ in remainder_pieces(css, may_be, has_fonts=has_fonts))


def remainder_pieces(css: str, may_be: MayBe, *, has_fonts: bool = True) -> list[Piece]:
    """Return the pieces of a sheet behind :func:`.critical` with the same arguments.

    :raises NotSplittable: if all of it must be there.
    """
    tokens = splittable_tokens(css)
    unused = unused_properties(tokens, may_be)
    return [*_Remainder(tokens, may_be, has_fonts, unused).parts(0, len(tokens.words))]
