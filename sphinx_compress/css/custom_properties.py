"""Custom properties that hold URLs: who sets them, who asks for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from .rules import PartKind, Rule, parts, rules
from .tokens import Tokens, UntokenizableError, tokenize
from .urls import borrowed_urls, is_relative, is_rooted, urls


def url_properties(css: str) -> frozenset[str]:
    """Return the custom properties that hold, or pass on, a URL which depends on a directory.

    Such a URL is resolved against the style sheet that uses the property, not
    the one that sets it.

    :raises UntokenizableError: when the text cannot be split into tokens.
    """
    if "--" not in css:
        return frozenset()
    tokens = tokenize(css)
    found = [u.position for u in urls(tokens) if is_relative(u.value) or is_rooted(u.value)]
    found = sorted([*found, *borrowed_urls(tokens)])
    if not found:
        return frozenset()

    def holds(first: int, last: int) -> bool:
        return bisect_left(found, first) < bisect_left(found, last)

    holding = frozenset(
        name
        for rule in rules(tokens.tokens, nested=tokens.nested)
        # To look into each takes longer than all else here.
        if holds(rule.first, rule.last)
        for name, first, last in _set_in(tokens, rule)
        if holds(first, last)
    )
    return passed_on(holding, [asked_properties(css)]) if holding else holding


def asked_properties(css: str) -> dict[str, frozenset[str]]:
    """Return the custom properties that a style sheet asks for by ``var()``.

    :return: under the name of each custom property that it sets, those which
        that one asks for; under the empty name all others.
    :raises UntokenizableError: when the text cannot be split into tokens.
    """
    tokens = tokenize(css)
    owner = dict.fromkeys(range(len(tokens.tokens)), "")
    for name, first, last in _custom_properties(tokens):
        owner |= dict.fromkeys(range(first, last), name)
    asked: dict[str, set[str]] = {}
    for index, token in enumerate(tokens.tokens):
        if token.type == "function" and token.lower == "var":
            behind = (tokens.tokens[at] for at in range(index + 1, len(tokens.tokens)))
            name = next((t.value for t in behind if t.type == "ident"), "")
            asked.setdefault(owner[index], set()).add(name)
        elif token.type == "function" and token.value.startswith("--"):
            asked.setdefault(owner[index], set()).add(token.value)
    return {name: frozenset(names) for name, names in asked.items()}


def borrows_urls(css: str) -> bool:
    """Whether a string that a custom property holds may become a URL of this style sheet.

    Strings are no URLs until they stand in ``image-set()``, so that nothing
    shows where the property is set.
    """
    try:
        return bool(borrowed_urls(tokenize(css)))
    except UntokenizableError:
        # It is for those who rebase URLs to say so.
        return False


def passed_on(
    properties: Collection[str], asked: Sequence[Mapping[str, Collection[str]]]
) -> frozenset[str]:
    """Return *properties* and all that ask for one of them, or for one that does.

    :param asked: :func:`asked_properties` of some style sheets.
    """
    found = frozenset(properties)
    while new := {
        name
        for names_of in asked
        for name, names in names_of.items()
        if name and name not in found and not found.isdisjoint(names)
    }:
        found |= new
    return found


def _set_in(tokens: Tokens, rule: Rule) -> Iterator[tuple[str, int, int]]:
    """Yield the name of all that a rule gives a value, and where that begins and ends."""
    first, last, inner = rule
    # Chromium resolves the URLs of `@property` against the page, those of `@function` against
    # who asks for it.
    if inner and tokens.tokens[first].is_at(("property", "function")):
        prelude = tokens.tokens[first + 1 : inner[0]]
        name = next((token.value for token in prelude if token.type in ("ident", "function")), None)
        if name is not None:
            yield name, first, last
    for name, begin, end in _custom_properties(tokens.cut(first, last)):
        yield name, first + begin, first + end


def _custom_properties(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each, and where it begins and ends."""
    for kind, first, last, _ in parts(tokens.tokens, nested=tokens.nested):
        # What descriptors give a custom property its value, the rule around them is named for.
        if kind is PartKind.CUSTOM and tokens.tokens[first].value.startswith("--"):
            yield tokens.tokens[first].value, first, last
