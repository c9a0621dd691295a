"""Which token of a text each token of another one comes from that was made of it.

Of a text that was only minified, the verification tells: it takes both for the same because
their tokens say the same, one by one.  Of others, the tokens that are still there are found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from ..core.matching import matches
from ..core.positions import Positions
from ..core.source_map import Segment, SourceMap
from ..core.types import Kind
from ..css.meaning import Meaning, meaning
from ..css.tokens import (
    CLOSERS,
    ENDS,
    Tokens,
    UntokenizableError,
    Word,
    normalize,
    tokenize,
)
from ..js.leaves import Leaf, leaves

#: Where a token begins in the text that was made, and where in the one that it was made of.
Pair = tuple[int, int]
#: In place of the second, if it was not in there.
NOWHERE: Final = -1


def aligned(before: str, after: str, kind: Kind, source: str) -> SourceMap:
    """Return the map of the text *after*, which was made of *before*.

    :param source: what the map calls that.
    """
    if kind == "css":
        before, after = normalize(before), normalize(after)
    pairs = _css_pairs(before, after) if kind == "css" else _js_pairs(before, after)
    return mapped(pairs, Positions(after, kind), Positions(before, kind), source)


def mapped(pairs: Iterable[Pair], after: Positions, before: Positions, source: str) -> SourceMap:
    """Return the map that *pairs* of offsets are."""
    lines: list[list[Segment]] = [[] for _ in range(len(after))]
    for start, origin in sorted(pairs):
        line, column = after.at(start)
        place = () if origin == NOWHERE else (0, *before.at(origin))
        lines[line].append(Segment(column, *place))
    return SourceMap((source,), (None,), lines)


def cut(pieces: Iterable[tuple[str, int]], before: str, source: str) -> SourceMap:
    """Return the map of a style sheet that consists of pieces of another one.

    :param pieces: each with the offset of where it begins in *before*, normalized.
    :param source: what the map calls *before*.
    """
    texts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for text, origin in pieces:
        texts.append(text)
        starts.append(length)
        origins.append(origin)
        length += len(text)
    after = tokenize("".join(texts))
    places = [start for _, start in _span(after, 0, len(after.words))]
    numbers = [bisect_right(starts, place) - 1 for place in places]
    pairs = [
        (place, origins[number] + place - starts[number])
        for place, number in zip(places, numbers, strict=True)
    ]
    positions = Positions(normalize(before), "css")
    return mapped(pairs, Positions(after.text, "css"), positions, source)


def _css_pairs(before: str, after: str) -> Iterable[Pair]:
    try:
        other = tokenize(after)
        if before == after:
            return [(start, start) for _, start in _span(other, 0, len(other.words))]
        tokens = tokenize(before)
    except UntokenizableError:
        return ()
    old, new = _span(tokens, 0, len(tokens.words)), _span(other, 0, len(other.words))
    if [word.type for word, _ in old] == [word.type for word, _ in new]:
        # No more than the words themselves were changed, such as URLs.
        return [(start, origin) for (_, origin), (_, start) in zip(old, new, strict=True)]
    one, two = meaning(tokens, lenient=True), meaning(other, lenient=True)
    if one.keys == two.keys:
        return _same_meaning(one, two)
    return _still_there(old, new)


def _still_there(
    before: Sequence[tuple[Hashable, int]], after: Sequence[tuple[Hashable, int]]
) -> Iterator[Pair]:
    origins = dict.fromkeys((start for _, start in after), NOWHERE)
    for old, new in matches([word for word, _ in before], [word for word, _ in after]):
        origins[after[new][1]] = before[old][1]
    yield from origins.items()


def _same_meaning(before: Meaning, after: Meaning) -> Iterator[Pair]:
    """Yield the pairs of sheets whose parts mean the same, one by one."""
    old_end = new_end = 0
    for old, new in zip(before.parts, after.parts, strict=True):
        (_, first, last, _), (_, start, end, _) = old.part, new.part
        # What means nothing is no part: a last semicolon, a rule that is empty.
        if new_end < start:
            idle = _span(before.tokens, old_end, first)
            yield from _still_there(idle, _span(after.tokens, new_end, start))
        old_tokens = _span(before.tokens, first, last)
        yield from _part_pairs(old_tokens, _span(after.tokens, start, end))
        old_end, new_end = last, end
    idle = _span(before.tokens, old_end, len(before.tokens.words))
    yield from _still_there(idle, _span(after.tokens, new_end, len(after.tokens.words)))


def _span(tokens: Tokens, first: int, last: int) -> list[tuple[Word, int]]:
    """Return the tokens of a part that are no layout, and where they begin."""
    return [
        (tokens.words[at], tokens.starts[at])
        for at in range(first, last)
        if tokens.shape[at] not in "wc"
    ]


def _part_pairs(
    before: Sequence[tuple[Word, int]], after: Sequence[tuple[Word, int]]
) -> Iterator[Pair]:
    """Yield the pairs of two parts that mean the same.

    A colour may be a function in one of them.  Of equal zeros, one may stand for all.
    """
    old = new = 0
    while new < len(after):
        word, start = after[new]
        if old == len(before):
            yield start, NOWHERE
            new += 1
            continue
        yield start, before[old][1]
        is_call = before[old][0].type == "function", word.type == "function"
        old = _behind(before, old) if is_call == (True, False) else old + 1
        new = _behind(after, new) if is_call == (False, True) else new + 1


def _behind(tokens: Sequence[tuple[Word, int]], first: int) -> int:
    """Return the index of the first token behind a function."""
    depth = 0
    for at in range(first, len(tokens)):
        kind = tokens[at][0].type
        depth += (kind in CLOSERS) - (kind in ENDS)
        if not depth:
            return at + 1
    return len(tokens)


def _js_pairs(before: str, after: str) -> Iterable[Pair]:
    other = leaves(after)
    if before == after:
        return [(leaf.start, leaf.start) for leaf in other]
    found = leaves(before)
    return _same_leaves(found, other) or _still_there(
        [(leaf.text, leaf.start) for leaf in found], [(leaf.text, leaf.start) for leaf in other]
    )


_SEMICOLON: Final = b";"


def _same_leaves(before: Sequence[Leaf], after: Sequence[Leaf]) -> list[Pair]:
    """Return the pairs of scripts that differ in semicolons at most; none if they differ more."""
    pairs: list[Pair] = []
    old = new = 0
    while old < len(before) or new < len(after):
        one = before[old].text if old < len(before) else b""
        two = after[new].text if new < len(after) else b""
        if one == two:
            pairs.append((after[new].start, before[old].start))
            old, new = old + 1, new + 1
        elif one == _SEMICOLON:
            old += 1
        elif two == _SEMICOLON:
            pairs.append((after[new].start, NOWHERE))
            new += 1
        else:
            return []
    return pairs
