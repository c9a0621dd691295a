"""The rules of a style sheet that draw icons: characters for private use in their strings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..core.names import IconRule
from .rules import rules
from .selectors import names_outside, split
from .tokens import Tokens, UntokenizableError, tokenize

#: In more blocks nobody writes a rule.
_DEEPEST: Final = 50


def icon_rules(sheet: str, is_icon: Callable[[str], bool]) -> list[IconRule]:
    """Return the rules of a style sheet that have icons; none if it cannot be read."""
    try:
        tokens = tokenize(sheet)
    except UntokenizableError:
        return []
    return list(_rules(tokens, 0, len(tokens.words), is_icon)) if tokens.closed else []


def _rules(
    tokens: Tokens, first: int, last: int, is_icon: Callable[[str], bool], depth: int = 0
) -> Iterator[IconRule]:
    for rule in rules(tokens.shape[first:last]):
        if rule.inner is None:
            continue
        start, inner = rule.first + first, (rule.inner[0] + first, rule.inner[1] + first)
        begin = tokens.words[start]
        icons = frozenset(
            each
            for word in tokens.words[slice(*inner)]
            if word.type == "string"
            for each in filter(is_icon, word.value)
        )
        if not icons:
            continue
        if begin.type != "at-keyword":
            prelude = tokens.words[start : inner[0] - 1]
            names = (frozenset(names_outside(each)) for each in split(prelude))
            yield IconRule(tuple(names), icons)
        elif "{" in tokens.shape[slice(*inner)] and not begin.lower.endswith("keyframes"):
            if depth < _DEEPEST:
                yield from _rules(tokens, *inner, is_icon, depth + 1)
        else:
            # It is for elements that are not named here.
            yield IconRule((frozenset(),), icons)
