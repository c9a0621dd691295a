"""Source maps: which place of which source each token of a text comes from.

The format is version 3, https://tc39.es/ecma426/.  All lines and columns are counted from 0,
and columns in the units of UTF-16, as browsers do.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from .serialization import read_json

_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES: Final = {digit: value for value, digit in enumerate(_DIGITS)}
#: The last digit of a number has less; the others have it, and say that there are more.
_MORE: Final = 32
#: Lines and bits that no number in a map needs.
_MOST: Final = 10_000_000
_WIDEST: Final = 60
#: Numbers for which the digits are kept, since nearly all are small.
_SMALL: Final = 512

#: The source of a segment that comes from nowhere, and the name of one without a name.
NONE: Final = -1


class Segment(NamedTuple):
    """From where on a line comes from which place."""

    column: int
    #: Index of the source, or :data:`NONE`.
    source: int = NONE
    line: int = 0
    source_column: int = 0
    #: Index of the name that the source has for it, or :data:`NONE`.
    name: int = NONE


Lines = Sequence[Sequence[Segment]]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The map of one text."""

    #: URLs.
    sources: tuple[str, ...]
    #: What is in them; ``None`` where nobody knows.
    contents: tuple[str | None, ...]
    #: The segments of each line, in order.
    lines: Lines
    names: tuple[str, ...] = ()

    def find(self, line: int, column: int) -> Segment | None:
        """Return the last segment that begins at this place or before it on its line."""
        segments = self.lines[line] if line < len(self.lines) else ()
        index = bisect_right(segments, column, key=_column) - 1
        return segments[index] if index >= 0 else None

    def below(self, lines: int, first: int = 0) -> SourceMap:
        """Return the map of the same text with so many *lines* put in.

        :param first: the line before which they stand.
        """
        moved = [*self.lines[:first], *[()] * lines, *self.lines[first:]]
        return SourceMap(self.sources, self.contents, moved, self.names)


def _column(segment: Segment) -> int:
    return segment.column


def encoded(source_map: SourceMap) -> str:
    """Return a map as JSON."""
    values: dict[str, Any] = {
        "version": 3,
        "sources": source_map.sources,
        "sourcesContent": source_map.contents,
        "names": source_map.names,
        "mappings": ";".join(_mappings(source_map.lines)),
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        # A map of others may have half a character in a name.
        return json.dumps(values, separators=(",", ":"))
    return text


def _mappings(lines: Lines) -> Iterable[str]:
    source = line = column = name = 0
    for segments in lines:
        written = []
        start = 0
        for segment in segments:
            text = _digits(segment.column - start)
            start = segment.column
            if segment.source != NONE:
                text += _digits(segment.source - source)
                text += _digits(segment.line - line)
                text += _digits(segment.source_column - column)
                _, source, line, column, _ = segment
                if segment.name != NONE:
                    text += _digits(segment.name - name)
                    name = segment.name
            written.append(text)
        yield ",".join(written)


def _long_digits(number: int) -> str:
    # The sign is the lowest bit.
    rest = -number << 1 | 1 if number < 0 else number << 1
    digits = ""
    while rest >= _MORE:
        digits += _DIGITS[rest % _MORE + _MORE]
        rest //= _MORE
    return digits + _DIGITS[rest]


_KNOWN: Final = {number: _long_digits(number) for number in range(-_SMALL, _SMALL)}


def _digits(number: int) -> str:
    return _KNOWN.get(number) or _long_digits(number)


def decoded(text: str | bytes) -> SourceMap:
    """Return the map that a JSON text holds; one of several sections becomes one.

    :raises DamagedError: if it holds none.
    """
    # In front of it, this keeps old browsers from running it as a script.
    if isinstance(text, str) and text.startswith(")]}"):
        text = text.partition("\n")[2]
    return read_json(text, _map, "a source map")


def _map(values: Mapping[str, Any]) -> SourceMap:
    if values["version"] != 3:
        raise ValueError("not of version 3")
    if "sections" in values:
        places = [(s["offset"]["line"], s["offset"]["column"]) for s in values["sections"]]
        if any(not 0 <= line <= _MOST for line, _ in places):
            raise ValueError("a section begins nowhere")
        maps = [_map(section["map"]) for section in values["sections"]]
        return joined((*place, each) for place, each in zip(places, maps, strict=True))
    root = str(values.get("sourceRoot") or "")
    root = f"{root.rstrip('/')}/" if root else ""
    sources = tuple(root + str(source or "") for source in values["sources"])
    contents = values.get("sourcesContent") or ()
    pairs = zip_longest(sources, contents[: len(sources)])
    names = tuple(map(str, values.get("names") or ()))
    lines = [*_lines(str(values["mappings"]), len(sources), len(names))]
    known = tuple(None if content is None else str(content) for _, content in pairs)
    return SourceMap(sources, known, lines, names)


def _lines(mappings: str, sources: int, names: int) -> Iterable[list[Segment]]:
    source = line = column = name = 0
    for text in mappings.split(";"):
        segments: list[Segment] = []
        start = 0
        for digits in filter(None, text.split(",")):
            numbers = _numbers(digits)
            start += numbers[0]
            if len(numbers) == 1:
                segments.append(Segment(start))
                continue
            source, line, column = source + numbers[1], line + numbers[2], column + numbers[3]
            name += numbers[4] if len(numbers) > 4 else 0
            has_name = len(numbers) > 4
            is_known = 0 <= source < sources and (not has_name or 0 <= name < names)
            if not is_known or min(start, line, column) < 0:
                raise ValueError("a segment leads nowhere")
            segments.append(Segment(start, source, line, column, name if has_name else NONE))
        yield sorted(segments, key=_column)


def _numbers(digits: str) -> list[int]:
    numbers = []
    number = shift = 0
    for digit in digits:
        if shift > _WIDEST:
            raise ValueError("a number has too many digits")
        value = _VALUES[digit]
        number += value % _MORE << shift
        shift += 5
        if value < _MORE:
            numbers.append(-(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    return numbers


def joined(parts: Iterable[tuple[int, int, SourceMap]]) -> SourceMap:
    """Return the map of a text of several parts, in which each begins at a line and column."""
    sources: dict[tuple[str, str | None], int] = {}
    names: dict[str, int] = {}
    lines: list[list[Segment]] = []
    for line, column, part in parts:
        files = zip(part.sources, part.contents, strict=True)
        indexes = [sources.setdefault(file, len(sources)) for file in files]
        named = [names.setdefault(name, len(names)) for name in part.names]
        for number, segments in enumerate(part.lines, line):
            lines += ([] for _ in range(number + 1 - len(lines)))
            moved = 0 if number > line else column
            lines[number] += (
                Segment(
                    segment.column + moved,
                    NONE if segment.source == NONE else indexes[segment.source],
                    segment.line,
                    segment.source_column,
                    NONE if segment.name == NONE else named[segment.name],
                )
                for segment in segments
            )
    return SourceMap(
        tuple(url for url, _ in sources), tuple(text for _, text in sources), lines, tuple(names)
    )


def composed(outer: SourceMap, inner: SourceMap, between: str) -> SourceMap:
    """Return the map of a text that was made of another one, which has a map itself.

    :param outer: of the text; it may have other sources, too.
    :param inner: of the other text.
    :param between: what *outer* calls the other text.
    """
    own = [index for index, url in enumerate(outer.sources) if url != between]
    renumbered = {index: len(inner.sources) + number for number, index in enumerate(own)}
    lines: list[list[Segment]] = []
    for segments in outer.lines:
        found: list[Segment] = []
        for segment in segments:
            column, source, line, source_column, name = segment
            if source == NONE:
                place = Segment(column)
            elif source in renumbered:
                named = NONE if name == NONE else len(inner.names) + name
                place = Segment(column, renumbered[source], line, source_column, named)
            else:
                at = inner.find(line, source_column)
                place = at._replace(column=column) if at else Segment(column)
                if name != NONE and place.name == NONE and place.source != NONE:
                    place = place._replace(name=len(inner.names) + name)
            if not found or found[-1][1:] != place[1:]:
                found.append(place)
        lines.append(found)
    return SourceMap(
        (*inner.sources, *(outer.sources[index] for index in own)),
        (*inner.contents, *(outer.contents[index] for index in own)),
        lines,
        (*inner.names, *outer.names),
    )
