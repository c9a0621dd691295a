"""Pictures of what was measured on a slow line."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from ...drawing import AUTO, WAYS, Drawing
from ..sites import OURS, SHOWN
from .lines import LINES
from .measuring import CHROMIUM, FIREFOX
from .record import LINE, WATERFALL, Change, Record, Row, Waterfall

#: Of pictures.
_WIDTH: Final = 480
_MARGIN: Final = 16
_SMALL: Final = "font-size:12px"
_BOLD: Final = "font-weight:600"


class _Bars(NamedTuple):
    """What a picture with two bars for each theme shows."""

    #: A field of :class:`.visit.Seen`.
    field: str
    title: str
    remark: str
    #: What those are told who do not see it.
    alt: str
    visit: str = "cold"
    engine: str = CHROMIUM
    #: How much of what is measured makes one of what is told, and with how many digits.
    unit: float = 1000
    digits: int = 2


_BARS: Final = {
    "first-paint": _Bars(
        "first_paint",
        "How long a reader sees nothing, in seconds",
        "first visit; the shorter, the better",
        "Seconds until the first paint",
    ),
    "load": _Bars(
        "load",
        "When all is loaded, in seconds",
        "first visit; the shorter, the better",
        "Seconds until the load event",
    ),
    "second-paint": _Bars(
        "first_paint",
        "How long a reader sees nothing, in seconds",
        "second page; the shorter, the better",
        "Seconds until the first paint of the second page",
        "second",
    ),
    "walk-paint": _Bars(
        "first_paint",
        "How long a reader sees nothing, in seconds",
        "twenty pages, all in all; the shorter, the better",
        "Seconds until the first paints of twenty pages",
        "walk",
        digits=1,
    ),
    "walk-size": _Bars(
        "size",
        "How much comes over the line, in kB",
        "twenty pages, all in all; the shorter, the better",
        "Kilobytes of twenty pages",
        "walk",
        digits=0,
    ),
    "firefox-paint": _Bars(
        "first_paint",
        "How long a reader of Firefox sees nothing, in seconds",
        "first visit; the shorter, the better",
        "Seconds until the first paint in Firefox",
        engine=FIREFOX,
    ),
}


def drawings(record: Record) -> dict[str, Drawing]:
    """All pictures for which something was measured, by their names."""
    drawn = {}
    for name, bars in _BARS.items():
        rows = record.of(engine=bars.engine, visit=bars.visit, line=LINE, way=OURS)
        if shown := [each for each in rows if each.key.site in SHOWN]:
            drawn[name] = by_theme(shown, bars)
    if len(each_line := _lines(record)) > 1:
        drawn["lines"] = by_line(each_line)
    if record.waterfalls:
        drawn["waterfall"] = waterfalls(record)
    return drawn


def ways(name: str) -> tuple[str, ...]:
    """The ways in which a picture is written."""
    # The README has it.
    return (*WAYS, AUTO) if name == "waterfall" else WAYS


def image(name: str, drawing: Drawing) -> list[str]:
    """A picture as it stands in the manual: that for light pages, and that for dark ones."""
    lines = []
    for which in WAYS:
        lines += ["", f".. image:: pictures/{name}-{which}.svg", f"   :class: only-{which} drawn"]
        lines += ["   :width: 100%", f"   :alt: {drawing.title}"]
    return lines


def seconds(milliseconds: float) -> str:
    """As it is told."""
    return f"{milliseconds / 1000:.2f}"


def _lines(record: Record) -> dict[str, Change]:
    """The median theme's first paint on each line."""
    found = {}
    for name, line in LINES.items():
        rows = record.of(engine=CHROMIUM, visit="cold", line=name, way=OURS)
        changes = [each.measures["first_paint"].change for each in rows if each.key.site in SHOWN]
        # Medians of some themes are none of all.
        if len(changes) == len(SHOWN):
            found[str(line)] = Change(*map(statistics.median, zip(*changes, strict=True)))
    return found


def by_line(changes: Mapping[str, Change]) -> Drawing:
    """Bars for each line."""
    title = "How long a reader sees nothing, in seconds"
    drawing = Drawing(_WIDTH, "Seconds until the first paint, by line, without and with it")
    return _bars(drawing, (title, "first visit, median of the themes"), changes, seconds)


def by_theme(rows: Iterable[Row], bars: _Bars) -> Drawing:
    """Bars for each theme."""
    drawing = Drawing(_WIDTH, f"{bars.alt}, by theme, without and with the extension")
    changes = {each.key.site: each.measures[bars.field].change for each in rows}

    def told(value: float) -> str:
        return f"{value / bars.unit:.{bars.digits}f}"

    return _bars(drawing, (bars.title, bars.remark), changes, told)


def _bars(
    drawing: Drawing,
    titles: tuple[str, str],
    changes: Mapping[str, Change],
    told: Callable[[float], str],
) -> Drawing:
    scale = (_WIDTH - 2 * _MARGIN - 50) / max(map(max, changes.values()))
    y = 28.0
    drawing.words(_MARGIN, y, titles[0], style=_BOLD)
    drawing.words(_MARGIN, y + 18, titles[1], "quiet", _SMALL)
    y += 46
    for name, change in changes.items():
        drawing.words(_MARGIN, y, name)
        drawing.words(_WIDTH - _MARGIN, y, _saved(change), "after", _BOLD, end=True)
        for top, value, colour in zip((y + 6, y + 18), change, ("before", "after"), strict=True):
            drawing.bar(_MARGIN, top, value * scale, 10, colour)
            drawing.words(_MARGIN + value * scale + 6, top + 9, told(value), "quiet", _SMALL)
        y += 46
    drawing.bar(_MARGIN, y, 10, 10, "before")
    drawing.words(_MARGIN + 16, y + 9, "without", "quiet", _SMALL)
    drawing.bar(_MARGIN + 80, y, 10, 10, "after")
    drawing.words(_MARGIN + 96, y + 9, "with sphinx_compress", "quiet", _SMALL)
    return drawing


def _saved(change: Change) -> str:
    percent = round(100 * (change.after / change.before - 1))
    return f"{percent:+} %".replace("-", "\N{MINUS SIGN}") if percent else "0 %"


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
