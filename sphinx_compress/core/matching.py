"""Which items of a sequence are still in another one that was made of it.

That is found by pieces that occur once in each (as "patience diff" does), and by what stands
around these.  Its time grows with the length only, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import Final

#: How many items a piece has, at first and after each try; behind the last, all else is new.
_LENGTHS: Final = (8, 8, 4, 4, 2, 2, 1, 1)

Items = Sequence[Hashable]
Pair = tuple[int, int]


def matches(before: Items, after: Items) -> list[Pair]:
    """Return the indexes of equal items, in order, each pair behind the one before it."""
    return sorted(_matches(before, after, (0, len(before)), (0, len(after)), 0))


def _matches(before: Items, after: Items, old: Pair, new: Pair, depth: int) -> Iterator[Pair]:
    first, end = old
    start, stop = new
    while first < end and start < stop and before[first] == after[start]:
        yield first, start
        first, start = first + 1, start + 1
    while first < end and start < stop and before[end - 1] == after[stop - 1]:
        end, stop = end - 1, stop - 1
        yield end, stop
    if first == end or start == stop or depth == len(_LENGTHS):
        return
    length = _LENGTHS[depth]
    anchors = _ascending(_common(before, after, (first, end), (start, stop), length))
    for anchor in (*anchors, (end, stop)):
        if anchor >= (first, start):
            # Its own items are matched first in the gap that begins with it.
            yield from _matches(before, after, (first, anchor[0]), (start, anchor[1]), depth + 1)
            first, start = anchor


def _common(before: Items, after: Items, old: Pair, new: Pair, length: int) -> list[Pair]:
    """Return where pieces begin that occur once in both, in the order of the second."""
    one, other = _once(before, old, length), _once(after, new, length)
    return [(one[piece], at) for piece, at in other.items() if piece in one]


def _once(items: Items, span: Pair, length: int) -> dict[tuple[Hashable, ...], int]:
    found: dict[tuple[Hashable, ...], int] = {}
    twice = set[tuple[Hashable, ...]]()
    for at in range(span[0], span[1] - length + 1):
        piece = tuple(items[at : at + length])
        if piece in found:
            twice.add(piece)
        found[piece] = at
    return {piece: at for piece, at in found.items() if piece not in twice}


def _ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest row of pairs in which the first numbers ascend, too."""
    lasts: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for number, (at, _) in enumerate(pairs):
        place = bisect_left(lasts, at)
        before.append(chosen[place - 1] if place else -1)
        lasts[place : place + 1] = [at]
        chosen[place : place + 1] = [number]
    row: list[Pair] = []
    number = chosen[-1] if chosen else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
