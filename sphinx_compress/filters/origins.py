"""Where each token of a style sheet comes from that was put together of several sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..core.positions import Positions
from ..core.source_map import Segment, SourceMap
from ..css.tokens import LAYOUT, Tokens, tokenize

#: The name of a sheet, and an offset in its normalized text; ``None`` for what is in none.
Origin = tuple[str, int] | None


def origins_of(tokens: Tokens, name: str, start: int, end: int) -> list[Origin]:
    """Return the origins of the tokens of a sheet that begin from *start* on, and before *end*."""
    words = zip(tokens.words, tokens.starts, strict=False)
    return [(name, at) for word, at in words if start <= at < end and word.type not in LAYOUT]


def wrapped(origins: Sequence[Origin], before: str = "", after: str = "") -> list[Origin]:
    """Return the origins of tokens with others around them that come from nowhere."""
    return [*_nowhere(before), *origins, *_nowhere(after)]


def _nowhere(text: str) -> list[Origin]:
    # What opens a block here is closed there.
    words = tokenize(text).words
    return [None for word in words if word.type not in LAYOUT]


def map_of(text: str, origins: Sequence[Origin], texts: Mapping[str, str]) -> SourceMap | None:
    """Return the map of *text*, whose tokens have these origins; ``None`` if it has others.

    :param texts: those of the sheets, normalized.
    """
    tokens = tokenize(text)
    words = zip(tokens.words, tokens.starts, strict=False)
    starts = [start for word, start in words if word.type not in LAYOUT]
    if len(starts) != len(origins):
        return None
    own = Positions(tokens.text, "css")
    sources = {name: number for number, name in enumerate(texts)}
    positions = {name: Positions(sheet, "css") for name, sheet in texts.items()}
    lines: list[list[Segment]] = [[] for _ in range(len(own))]
    for start, origin in zip(starts, origins, strict=True):
        line, column = own.at(start)
        segment = Segment(column)
        if origin is not None:
            name, at = origin
            segment = Segment(column, sources[name], *positions[name].at(at))
        lines[line].append(segment)
    return SourceMap(tuple(texts), (None,) * len(texts), lines)
