"""Pictures of first visits on a slow line, and the sentences about them."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Final

from ...drawing import Drawing
from ...tables import between, grid_table, write
from .measuring import WATERFALL
from .record import Change, First, Record, Waterfall

_README: Final = Path(__file__).parents[3] / "README.rst"
_BEGIN: Final = ".. Numbers, written by ``python -m benchmarks.readers draw``."
_END: Final = ".. End of the numbers."

#: Of text.
_COLUMNS: Final = 110
#: Of pictures.
_WIDTH: Final = 480
_MARGIN: Final = 16
_SMALL: Final = "font-size:12px"
_BOLD: Final = "font-weight:600"


def write_all(record: Record) -> None:
    """Write everything that is made of a record."""
    if record.waterfalls:
        waterfalls(record).write("waterfall")
    first_paints(record).write("first-paint")
    text = summary(record)
    write("numbers.inc", f".. Written by ``python -m benchmarks.readers draw``.\n\n{text}\n")
    readme = _README.read_text(encoding="utf-8")
    _README.write_text(between(readme, _BEGIN, _END, text), encoding="utf-8")


def seconds(milliseconds: float) -> str:
    """As it is told."""
    return f"{milliseconds / 1000:.2f}"


def summary(record: Record) -> str:
    """What a reader gains: a sentence and a table."""
    best = min(record.themes, key=_ratio)
    least = max(record.themes, key=_ratio)
    rows = [
        [
            each.theme,
            _arrow(*map(seconds, each.first_paint)),
            _arrow(*(f"{size / 1000:.1f}" for size in each.css)),
            _arrow(*(f"{count:.0f}" for count in each.requests)),
        ]
        for each in record.themes
    ]
    header = ["Theme", "First paint, s", "CSS it waits for, kB", "Requests"]
    return "\n".join(
        [
            *wrap(
                f"On a slow line ({record.line}), a first visit to a page of a sample project shows"
                f" something after {_instead(best)}, where most is gained, and after"
                f" {_instead(least)}, where least is.",
                _COLUMNS,
            ),
            "",
            *grid_table(header, rows),
            "",
            *wrap(
                f"Medians of {record.rounds} visits each, measured {record.made}. The project has"
                " five common extensions, and the extra ``fonts`` is installed.",
                _COLUMNS,
            ),
        ]
    )


def _instead(each: First) -> str:
    after, before = seconds(each.first_paint.after), seconds(each.first_paint.before)
    return f"{after} seconds instead of {before} with {each.theme}"


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}"


def _ratio(each: First) -> float:
    return each.first_paint.after / each.first_paint.before


def first_paints(record: Record) -> Drawing:
    """Bars for each theme: how long a reader sees nothing."""
    drawing = Drawing(_WIDTH, "Seconds until the first paint, by theme, without and with it")
    longest = max(max(each.first_paint) for each in record.themes)
    scale = (_WIDTH - 2 * _MARGIN - 50) / longest
    y = 28.0
    drawing.words(_MARGIN, y, "How long a reader sees nothing, in seconds", style=_BOLD)
    drawing.words(_MARGIN, y + 18, "first visit; the shorter, the better", "quiet", _SMALL)
    y += 46
    for each in record.themes:
        change = each.first_paint
        drawing.words(_MARGIN, y, each.theme)
        saved = f"{100 * (_ratio(each) - 1):+.0f} %".replace("-", "\N{MINUS SIGN}")
        drawing.words(_WIDTH - _MARGIN, y, saved, "after", _BOLD, end=True)
        _pair(drawing, y + 6, change, scale)
        y += 46
    drawing.bar(_MARGIN, y, 10, 10, "before")
    drawing.words(_MARGIN + 16, y + 9, "without", "quiet", _SMALL)
    drawing.bar(_MARGIN + 80, y, 10, 10, "after")
    drawing.words(_MARGIN + 96, y + 9, "with sphinx_compress", "quiet", _SMALL)
    return drawing


def _pair(drawing: Drawing, y: float, change: Change, scale: float) -> None:
    for number, (value, colour) in enumerate(zip(change, ("before", "after"), strict=True)):
        top = y + 12 * number
        drawing.bar(_MARGIN, top, value * scale, 10, colour)
        drawing.words(_MARGIN + value * scale + 6, top + 9, seconds(value), "quiet", _SMALL)


def waterfalls(record: Record) -> Drawing:
    """The requests of a first visit, without and with the extension, on one scale."""
    drawing = Drawing(
        _WIDTH, f"Requests of a first visit with {WATERFALL}, without and with the extension"
    )
    end = 1.25 * max(each.first_paint for each in record.waterfalls)
    y = 28.0
    drawing.words(_MARGIN, y, f"A first visit with {WATERFALL}", style=_BOLD)
    for each, label in zip(record.waterfalls, ("without", "with sphinx_compress"), strict=True):
        y = _waterfall(drawing, y + 28, each, label, end)
    y += 18
    drawing.bar(_MARGIN, y, 10, 10, "wait")
    drawing.words(_MARGIN + 16, y + 9, "the first paint waits for it", "quiet", _SMALL)
    drawing.bar(_MARGIN + 190, y, 10, 10, "rest")
    drawing.words(_MARGIN + 206, y + 9, "it does not", "quiet", _SMALL)
    return drawing


def _waterfall(drawing: Drawing, y: float, seen: Waterfall, label: str, end: float) -> float:
    """Draw one visit, and return where it ends."""
    scale = (_WIDTH - 2 * _MARGIN) / end
    shown = [each for each in seen.requests if each.start < end]
    text = f"{label}: {len(seen.requests)} requests, something is seen after"
    drawing.words(_MARGIN, y, f"{text} {seconds(seen.first_paint)} s", "ink", _SMALL)
    y += 10
    bottom = y + 7 * len(shown)
    for tenth in range(0, int(end), 500):
        drawing.line(_MARGIN + tenth * scale, y, bottom, "rule")
        drawing.words(
            _MARGIN + tenth * scale, bottom + 12, f"{tenth / 1000:g} s", "quiet", "font-size:11px"
        )
    for number, each in enumerate(shown):
        width = (min(each.end, end) - each.start) * scale
        colour = "wait" if each.is_blocking else "rest"
        drawing.bar(_MARGIN + each.start * scale, y + 7 * number, width, 5, colour)
    drawing.line(_MARGIN + seen.first_paint * scale, y - 4, bottom + 2, "after", 2)
    return bottom + 14
