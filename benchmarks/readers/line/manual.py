"""What the manual and the README tell of what was measured on a slow line."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Final, NamedTuple

from ...series import Spread
from ...tables import between, list_table, write
from ..gallery import write_gallery
from ..sites import INLINE, OURS, SHOWN
from . import pictures
from .lines import LINES
from .measuring import CHROMIUM, FIREFOX
from .record import LINE, Record, Row
from .summary import COLUMNS, arrow, circumstances, summary
from .variants import PRELOAD, VARIANTS

_README: Final = Path(__file__).parents[3] / "README.rst"
_BEGIN: Final = ".. Numbers, written by ``python -m benchmarks.readers draw``."
_END: Final = ".. End of the numbers."
_WRITTEN: Final = ".. Written by ``python -m benchmarks.readers draw``."

#: What an engine does not tell.
_NONE: Final = "—"

_SEEN: Final = (
    "Site",
    "First paint",
    "Ratio (noise)",
    "Floor",
    "Largest paint",
    "Ratio (noise)",
)
_LOADED: Final = (
    "Site",
    "DOMContentLoaded",
    "Ratio (noise)",
    "Load",
    "Ratio (noise)",
    "Blocking",
    "Layout shift",
    "CSS, kB",
    "kB",
    "Requests",
)


class _Section(NamedTuple):
    """Tables of one question, of which there is one for each line."""

    title: str
    told: str
    engine: str
    visit: str
    pictures: Sequence[str]


_SECTIONS: Final = (
    _Section(
        "The first page",
        "This is the first page that a reader opens, with an empty cache.",
        CHROMIUM,
        "cold",
        ("load", "lines"),
    ),
    _Section(
        "The second page",
        "This is the page that a reader opens next, with what the first one left in the cache.",
        CHROMIUM,
        "second",
        ("second-paint",),
    ),
    _Section(
        "Twenty pages",
        "These are the first twenty pages that a reader opens, one after the other: sums.",
        CHROMIUM,
        "walk",
        ("walk-paint", "walk-size"),
    ),
    _Section(
        "In Firefox",
        "This is the first page again, in Firefox, which does not tell of long tasks and of layout"
        " shift.",
        FIREFOX,
        "cold",
        ("firefox-paint",),
    ),
)

_VARIANTS: Final = {
    INLINE: 'This is what :confval:`compress_critical` set to ``"inline"`` would do.',
    PRELOAD: "Here the page announces the subsets of fonts that its first view needs"
    ' (``<link rel="preload">``), which this extension does not do.',
}
#: Fields of :class:`.visit.Seen` that tell which way is better.
_BESIDE: Final = {
    "first_paint": "First paint",
    "size": "kB",
    "largest_paint": "Largest paint",
    "content_loaded": "DOMContentLoaded",
    "load": "Load",
}
_VISITS: Final = {
    "cold": "the first page",
    "second": "the second page",
    "walk": "twenty pages",
}


def write_all(record: Record) -> None:
    """Write everything that is made of a record."""
    for name, drawing in pictures.drawings(record).items():
        drawing.write(name, pictures.ways(name))
    text = summary(record)
    write("numbers.inc", f"{_WRITTEN}\n\n{text}\n")
    readme = _README.read_text(encoding="utf-8")
    _README.write_text(between(readme, _BEGIN, _END, text), encoding="utf-8")
    write("themes-line.inc", as_text(record))
    write_gallery(record.first)


def as_text(record: Record) -> str:
    """A section for each question that something was measured of, as reStructuredText."""
    lines = [".. Written by ``python -m benchmarks readers line``."]
    lines += _films(record)
    drawn = pictures.drawings(record)
    for section in _SECTIONS:
        rows = record.of(engine=section.engine, visit=section.visit, way=OURS)
        if rows:
            lines += [*_heading(section.title), section.told, *_told(rows)]
            for name in section.pictures:
                lines += pictures.image(name, drawn[name]) if name in drawn else []
            lines += _dropdowns(rows)
    for way in VARIANTS:
        lines += _variant(record, way)
    return "\n".join(lines) + "\n"


def _films(record: Record) -> Iterator[str]:
    """Pictures of what is seen from moment to moment."""
    if record.films:
        yield from _heading("A first visit, from moment to moment")
    for each in record.films:
        begin, end = (f"{each.moments[place] / 1000:g}" for place in (0, -1))
        slower = f", on a line {each.dilation:g} times slower, divided by {each.dilation:g}"
        yield from (
            "",
            f".. figure:: pictures/film-{each.site}.webp",
            "   :width: 100%",
            f"   :alt: Pictures of a first visit with {each.site}, from {begin} to {end} seconds,"
            " without the extension in the upper row, with it in the lower one",
            "",
            f"   {each.site}, filmed {each.made}{slower * (each.dilation > 1)}",
        )


def _heading(title: str) -> list[str]:
    return ["", title, "~" * len(title), ""]


def _told(rows: Iterable[Row]) -> list[str]:
    """The ratios of the themes that are shown, on the line that is drawn."""
    seen = [each for each in rows if each.key.line == LINE and each.key.site in SHOWN]
    if not seen:
        return []
    words = {
        "first_paint": "first paint",
        "content_loaded": "DOMContentLoaded",
        "load": "load",
        "size": "bytes",
    }
    told = []
    for name, word in words.items():
        ratios = [each.measures[name].ratio for each in seen if name in each.measures]
        if ratios:
            low, high = min(ratios), max(ratios)
            told.append(f"{word} {statistics.median(ratios):.2f} ({low:.2f} to {high:.2f})")
    text = (
        f"With {LINES[LINE]}, this is left by the extension, on the median of {len(seen)} themes,"
        f" and from the least to the most: {'; '.join(told)}."
    )
    return ["", *wrap(text, COLUMNS)]


def _dropdowns(rows: Iterable[Row]) -> Iterator[str]:
    for line, of_line in groupby(rows, key=lambda each: each.key.line):
        found = list(of_line)
        yield from ("", f".. dropdown:: {LINES[line]}", "")
        tables = [
            *list_table(_SEEN, map(_seen, found)),
            "",
            *list_table(_LOADED, map(_loaded, found)),
        ]
        body = [circumstances(found), "", *tables]
        yield from (f"   {each}" if each else "" for each in body)


def _cell(row: Row, name: str, unit: float = 1, digits: int = 0) -> str:
    measure = row.measures.get(name)
    return arrow(measure.change, unit, digits) if measure else _NONE


def _spreads(row: Row, name: str) -> str:
    measure = row.measures.get(name)
    return f"{_rounded(measure.before)} → {_rounded(measure.after)}" if measure else _NONE


def _rounded(series: Spread) -> str:
    is_one = series.low == series.high
    return f"{series.median:.0f}" if is_one else f"{series:.0f}"


def _ratio(row: Row, name: str) -> str:
    measure = row.measures.get(name)
    return f"{measure.ratio:.2f} ({measure.noise:.2f})" if measure else _NONE


def _seen(row: Row) -> list[str]:
    return [
        row.key.site,
        _spreads(row, "first_paint"),
        _ratio(row, "first_paint"),
        f"{row.floor:.0f}",
        _spreads(row, "largest_paint"),
        _ratio(row, "largest_paint"),
    ]


def _loaded(row: Row) -> list[str]:
    return [
        row.key.site,
        _spreads(row, "content_loaded"),
        _ratio(row, "content_loaded"),
        _spreads(row, "load"),
        _ratio(row, "load"),
        _cell(row, "blocking"),
        _cell(row, "shift", 1, 3),
        arrow(row.css, 1000, 1) if row.key.visit == "cold" else _NONE,
        _cell(row, "size", 1000, 1),
        _cell(row, "requests"),
    ]


def _variant(record: Record, way: str) -> Iterator[str]:
    """Tables of another way, beside ours in the same rounds."""
    rows = record.of(way=way)
    if not rows:
        return
    title = VARIANTS[way].capitalize()
    yield from (*_heading(title), _VARIANTS[way], "Its numbers stand behind the slash.")
    header = ["Site", *(each for name in _BESIDE.values() for each in (name, "Ratio"))]
    for (visit, line), found in groupby(rows, key=lambda each: (each.key.visit, each.key.line)):
        of_line = list(found)
        yield from ("", f".. dropdown:: {LINES[line]}, {_VISITS[visit]}", "")
        body = [circumstances(of_line), "", *list_table(header, map(_beside, of_line))]
        yield from (f"   {each}" if each else "" for each in body)


def _beside(row: Row) -> list[str]:
    cells = [row.key.site]
    for name in _BESIDE:
        ours, other = row.ours[name], row.measures[name]
        unit, digits = (1000, 1) if name == "size" else (1, 0)
        after = f"{other.after.median / unit:.{digits}f}"
        cells += [f"{arrow(ours.change, unit, digits)} / {after}"]
        cells += [f"{ours.ratio:.2f} / {other.ratio:.2f}"]
    return cells
