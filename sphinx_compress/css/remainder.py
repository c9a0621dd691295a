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
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from ..core.names import MayBe
from .critical import NotSplittable, Piece, Reader, Selector, splittable_tokens
from .families import ANY, family_of
from .rules import PartKind, Rule, parts
from .selectors import is_plain
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
        settings = self._settings(rule)
        is_plain_rule = self.is_plain(rule)
        if is_plain_rule and self.can_match(rule) and self._may_go(selectors, settings):
            left = [each for each in selectors if not each.is_needed]
            self._kept.add((weight_of(each.words) for each in left), settings)
            if left:
                yield from self.with_selectors(rule, left)
            return
        # What rules within it select is not known.
        weights = [weight_of(each.words) for each in selectors] if is_plain_rule else [None]
        self._kept.add(weights, settings)
        yield from self.whole(rule)

    def of_at_rule(self, name: str, rule: Rule) -> Iterator[Piece]:
        if name not in {*_OF_PART, "charset"}:
            raise NotSplittable(f"it has @{name}")
        if name == "font-face" and not self.has_fonts:
            yield from self.whole(rule)

    def _may_go(self, selectors: Sequence[Selector], settings: Set[Setting]) -> bool:
        """Return whether those selectors of a rule that are needed may stand earlier alone."""
        # In a list, one that a browser does not know makes all others mean nothing.
        if any(not each.is_needed for each in selectors) and not all(
            is_plain(each.words) for each in selectors
        ):
            return False
        weights = [weight_of(each.words) for each in selectors if each.is_needed]
        return all(family != ANY for family, _ in settings) and all(
            weight is not None and not self._kept.competes(weight, settings) for weight in weights
        )

    def _settings(self, rule: Rule) -> set[Setting]:
        """Return what the declarations of a rule set."""
        anything = {(ANY, False), (ANY, True)}
        if rule.inner is None:
            return anything
        first, last = rule.inner
        found = set()
        for kind, start, end, _ in parts(self.tokens.shape[first:last], nested=True):
            words = self.tokens.words[first + start : first + end]
            if kind is PartKind.SEMICOLON:
                continue
            if kind not in {PartKind.DECLARATION, PartKind.CUSTOM}:
                return anything
            name = next((word.value for word in words if word.type == "ident"), "")
            is_important = any(word.type == "literal" and word.value == "!" for word in words)
            # In the value of a custom property, it may be anything.
            found |= {(family_of(name), each) for each in {is_important, False}}
        return found


def remainder(css: str, may_be: MayBe, *, has_fonts: bool = True) -> str:
    """Return what is left of a style sheet, see :func:`remainder_pieces`."""
    return "".join(text for text, _ in remainder_pieces(css, may_be, has_fonts=has_fonts))


def remainder_pieces(css: str, may_be: MayBe, *, has_fonts: bool = True) -> list[Piece]:
    """Return the pieces of a sheet behind :func:`.critical` with the same arguments.

    :raises NotSplittable: if all of it must be there.
    """
    tokens = splittable_tokens(css)
    return [*_Remainder(tokens, may_be, has_fonts).parts(0, len(tokens.words))]
