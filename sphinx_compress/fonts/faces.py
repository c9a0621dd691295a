"""The fonts that a style sheet declares, and how each becomes two: a subset, and the whole font.

Of several faces that differ only in the file and in ``unicode-range``, browsers look into the
last one first, and fetch only those that have a character of the page.  So the rule for the
whole font stays, and that of the subset follows.  Text that has something which the subset has
not is drawn with the whole font as before, letters with their marks together.  For what neither
of them has, browsers look into the subset in vain, and need not fetch the whole font.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..core.types import ROOT_MARKER
from ..css.rebase import rebased
from ..css.rules import PartKind, parts, rules, skip_layout
from ..css.tokens import LAYOUT, Tokens, UntokenizableError, tokenize
from .blocks import Ranges

#: Formats that all browsers read which know ``unicode-range`` and WOFF 2.
_READ: Final = frozenset(
    {"woff2", "woff", "truetype", "opentype"}
    | {"woff2-variations", "woff-variations", "truetype-variations", "opentype-variations"}
)
#: Formats that none of them reads.
_NOT_READ: Final = frozenset({"embedded-opentype", "svg"})
_RANGE: Final = re.compile(r"[uU]\+([0-9a-fA-F?]{1,6})(?:-([0-9a-fA-F]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Face:
    """The rule of a font whose file may have a subset."""

    #: Of the file, from the site root.
    url: str
    #: The tokens of its rule: first, and first behind it.
    place: tuple[int, int]
    #: All descriptors as they are written, but for ``src`` and ``unicode-range``.
    others: str
    #: What stands in ``src`` before the file: fonts of the reader's machine.
    local: str
    #: The value of ``unicode-range`` as ranges; empty if there is none.
    within: Ranges


class Subset(NamedTuple):
    """A subset of a font."""

    #: As seen from the style sheet.
    url: str
    #: The characters for which browsers look into it, and into the whole font.
    has: Ranges
    whole: Ranges


class _Unknown(ValueError):
    """A rule that is left alone."""


def faces(sheet: str, base: str) -> list[Face]:
    """Return the fonts of a style sheet that may have a subset, in their order.

    :param base: the directory of the sheet, from the site root.
    """
    try:
        tokens = tokenize(sheet)
    except UntokenizableError:
        return []
    found = []
    for rule in rules(tokens.shape) if tokens.closed else ():
        if rule.inner is not None and tokens.words[rule.first].is_at({"font-face"}):
            try:
                found.append(_face(tokens, (rule.first, rule.last), rule.inner, base))
            except _Unknown:
                continue
    return found


def with_subsets(sheet: str, base: str, subset_of: Callable[[Face], Subset | None]) -> str:
    """Return a style sheet with a second rule behind that of each font that has a subset."""
    tokens = tokenize(sheet)
    pieces = []
    done = 0
    for face in faces(sheet, base):
        subset = subset_of(face)
        if subset is not None:
            first, last = face.place
            rule = tokens.between(first, last)
            pieces += [tokens.between(done, first), *_rules(rule, face, subset)]
            done = last
    return "".join([*pieces, tokens.between(done, len(tokens.words))])


def _rules(rule: str, face: Face, subset: Subset) -> Iterator[str]:
    """Yield the rule of the whole font, and that of its subset."""
    if face.within:
        yield rule
    else:
        block = rule.removesuffix("}").rstrip().removesuffix(";")
        yield f"{block};unicode-range:{_written(subset.whole)}}}"
    has = _common(subset.has, face.within) if face.within else subset.has
    yield (
        f'@font-face{{{face.others}src:{face.local}url({subset.url})format("woff2");'
        f"unicode-range:{_written(has)}}}"
    )


def _face(tokens: Tokens, place: tuple[int, int], inner: tuple[int, int], base: str) -> Face:
    found: dict[str, tuple[int, int]] = {}
    others = []
    for kind, first, last, colon in parts(tokens.shape[slice(*inner)], nested=True):
        first, last, colon = (each + inner[0] for each in (first, last, colon))
        if kind is PartKind.SEMICOLON:
            continue
        if kind is not PartKind.DECLARATION or tokens.words[first].type != "ident":
            raise _Unknown
        name = tokens.words[first].lower
        if name in {"src", "unicode-range"}:
            found[name] = colon + 1, last
        else:
            others.append(tokens.between(first, last).rstrip() + ";")
    if "src" not in found:
        raise _Unknown
    within = _read_ranges(tokens, *found["unicode-range"]) if "unicode-range" in found else ()
    local, url = _source(tokens, *found["src"])
    site_url = rebased(url, base=base, target=None, source=None)
    if not site_url.startswith(ROOT_MARKER):
        raise _Unknown
    # What follows it is for caches and for browsers of old.
    path = re.split("[?#]", site_url.removeprefix(ROOT_MARKER))[0]
    return Face(path, place, "".join(others), local, within)


def _source(tokens: Tokens, first: int, last: int) -> tuple[str, str]:
    """Return what stands before the file that browsers take, and the URL of the file."""
    local = []
    for start, end in _list(tokens, first, last):
        words = [word for word in tokens.words[start:end] if word.type not in LAYOUT]
        name = words[0].lower if words[0].type == "function" else words[0].type
        if name == "local":
            local.append(tokens.between(start, end).strip() + ",")
            continue
        if name != "url":
            raise _Unknown
        url = words[0].value if words[0].type == "url" else words[1].value
        rest = words[1:] if words[0].type == "url" else words[3:]
        formats = [word.lower for word in rest if word.type in {"string", "ident"}]
        functions = [word.lower for word in rest if word.type == "function"]
        if functions not in ([], ["format"]) or len(formats) != len(functions):
            raise _Unknown
        if formats and formats[0] in _NOT_READ:
            continue
        if formats and formats[0] not in _READ:
            raise _Unknown
        return "".join(local), url
    raise _Unknown


def _list(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the first token, and the first behind it, of each part of a list with commas."""
    depth = 0
    start = skip_layout(tokens.shape, first)
    for index in range(start, last):
        mark = tokens.shape[index]
        depth += (mark in "f({[") - (mark in ")}]")
        if not depth and _is_comma(tokens, index):
            yield start, index
            start = skip_layout(tokens.shape, index + 1)
    if start >= last:
        raise _Unknown
    yield start, last


def _is_comma(tokens: Tokens, index: int) -> bool:
    return tokens.words[index].type == "literal" and tokens.words[index].value == ","


def _read_ranges(tokens: Tokens, first: int, last: int) -> Ranges:
    found = []
    for start, end in _list(tokens, first, last):
        match = _RANGE.fullmatch(tokens.between(start, end).strip())
        if match is None:
            raise _Unknown
        low, high = match[1].replace("?", "0"), match[2] or match[1].replace("?", "f")
        found.append((int(low, 16), int(high, 16)))
    return tuple(found)


def _common(one: Ranges, other: Ranges) -> Ranges:
    """Return what is in both of two lists of ranges."""
    both = {(max(a, c), min(b, d)) for a, b in one for c, d in other}
    return tuple(sorted((low, high) for low, high in both if low <= high))


def _written(ranges: Ranges) -> str:
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges)
