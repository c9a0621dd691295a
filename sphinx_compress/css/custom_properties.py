"""Custom properties that hold URLs: which they are, and which other ones use them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from .rules import PartKind, Rule, parts, rules
from .tokens import Tokens, UntokenizableError, tokenize
from .urls import borrowed_urls, is_relative, is_rooted, urls


def url_properties(css: str) -> frozenset[str]:
    """Return the custom properties that hold, or pass on, a URL which depends on a directory.

    Browsers resolve such a URL against the style sheet that uses the property,
    not against the one that sets it.

    :raises UntokenizableError: if the text cannot be split into tokens.
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
        for rule in rules(tokens.shape, nested=tokens.nested)
        # To look into every rule would take longer than all else here.
        if holds(rule.first, rule.last)
        for name, first, last in _set_in(tokens, rule)
        if holds(first, last)
    )
    return with_users(holding, [used_properties(css)]) if holding else holding


def used_properties(css: str) -> dict[str, frozenset[str]]:
    """Return the custom properties and functions that a style sheet uses.

    :return: by the name of each custom property that the sheet sets, those which
        its value uses; by the empty name, those which everything else uses.
    :raises UntokenizableError: if the text cannot be split into tokens.
    """
    tokens = tokenize(css)
    owners = [*_custom_properties(tokens)]
    used: defaultdict[str, set[str]] = defaultdict(set)
    ident = ""
    # From the end, since a `var()` may be far from the name in it.
    for index in range(len(tokens.words) - 1, -1, -1):
        token = tokens.words[index]
        while owners and owners[-1][1] > index:
            owners.pop()
        owner = owners[-1][0] if owners and index < owners[-1][2] else ""
        if token.type == "ident":
            ident = token.value
        elif token.type == "function" and token.lower == "var":
            used[owner].add(ident)
        elif token.type == "function" and token.value.startswith("--"):
            used[owner].add(token.value)
    return {name: frozenset(names) for name, names in used.items()}


def borrows_urls(css: str) -> bool:
    """Return whether a string that a custom property holds may become a URL of this sheet.

    Only ``image-set()`` and the like make a URL of a string.  So nobody can see
    it in the sheet that sets the property.
    """
    try:
        return bool(borrowed_urls(tokenize(css)))
    except UntokenizableError:
        # Whoever rebases its URLs reports that.
        return False


def with_users(
    properties: Collection[str], used: Sequence[Mapping[str, Collection[str]]]
) -> frozenset[str]:
    """Return *properties* and all that use one of them, directly or by another one.

    :param used: :func:`used_properties` of some style sheets.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for names_of in used:
        for user, names in names_of.items():
            for name in names if user else ():
                users[name].add(user)
    found: set[str] = set()
    pending = set(properties)
    while pending:
        found |= pending
        pending = {user for name in pending for user in users[name]} - found
    return frozenset(found)


def _set_in(tokens: Tokens, rule: Rule) -> Iterator[tuple[str, int, int]]:
    """Yield each name that a rule gives a value, and the indexes where that begins and ends."""
    first, last, inner = rule
    # Chromium resolves the URLs of `@property` against the page, and those of `@function`
    # against the sheet that calls it.
    if inner and tokens.words[first].is_at(("property", "function")):
        prelude = tokens.words[first + 1 : inner[0]]
        name = next((token.value for token in prelude if token.type in ("ident", "function")), None)
        if name is not None:
            yield name, first, last
    for name, begin, end in _custom_properties(tokens.cut(first, last)):
        yield name, first + begin, first + end


def _custom_properties(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each custom property that is set, and where that begins and ends."""
    for kind, first, last, _ in parts(tokens.shape, nested=tokens.nested):
        # Descriptors give a value to the property that their rule is named for: see `_set_in`.
        if kind is PartKind.CUSTOM and tokens.words[first].value.startswith("--"):
            yield tokens.words[first].value, first, last
