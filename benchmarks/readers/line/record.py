"""What the first visits showed, in numbers that pictures and the README are made of."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..sites import THEMES, theme_version
from .lines import LINES
from .measuring import Found, Plan
from .report import values
from .visit import Request

RECORD: Final = Path(__file__).parents[3] / "docs" / "themes-line-cold.json"
#: The line that pictures are drawn of.
LINE: Final = "slow-h2-br"


class Change(NamedTuple):
    """Medians, without the extension and with it."""

    before: float
    after: float


class First(NamedTuple):
    """What the first visit to a site with some theme showed."""

    theme: str
    version: str
    #: Milliseconds.
    first_paint: Change
    load: Change
    #: Bytes of style sheets that the first paint waits for, and bytes and requests in all.
    css: Change
    size: Change
    requests: Change


class Waterfall(NamedTuple):
    """The requests of one visit, and when it showed something."""

    first_paint: float
    requests: list[Request]


class Record(NamedTuple):
    """All that is kept of a measurement."""

    #: When, where and with what it was made.
    made: str
    line: str
    rounds: int
    themes: list[First]
    #: Without and with the extension; the theme is :data:`.measuring.WATERFALL`.
    waterfalls: list[Waterfall]


def recorded(found: Sequence[Found], plan: Plan, made: str) -> Record:
    """What is kept of visits with an empty cache, on :data:`LINE`."""
    here = [each for each in found if each.line == LINE]
    waterfalls = [
        Waterfall(each.first_paint, each.requests) for one in here for each in one.requests
    ]
    themes = [_first(each) for each in here if each.case.name in THEMES]
    return Record(made, str(LINES[LINE]), plan.rounds, themes, waterfalls)


def _first(found: Found) -> First:
    stock, _, ours = (found.seen(site, "cold") for site in found.sessions)

    def both(name: str) -> Change:
        medians = (statistics.median(values(seen, name)) for seen in (stock, ours))
        return Change(*map(round, medians))

    css = [found.blocking[site] for site in found.sessions]
    theme = found.case.name
    return First(
        theme,
        theme_version(theme),
        both("first_paint"),
        both("load"),
        Change(css[0], css[2]),
        both("size"),
        both("requests"),
    )


def write(record: Record) -> None:
    """Keep a record beside the tables of the manual."""
    lists = {
        "themes": [each._asdict() for each in record.themes],
        "waterfalls": [each._asdict() for each in record.waterfalls],
    }
    text = json.dumps({**record._asdict(), **lists}, indent=1)
    RECORD.write_text(f"{text}\n", encoding="utf-8")


def read() -> Record:
    """The record that the manual has."""
    stored: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    waterfalls = [
        Waterfall(each["first_paint"], [Request(*request) for request in each["requests"]])
        for each in stored["waterfalls"]
    ]
    themes = [_read_first(each) for each in stored["themes"]]
    return Record(stored["made"], stored["line"], stored["rounds"], themes, waterfalls)


def _read_first(stored: dict[str, Any]) -> First:
    return First._make(
        Change(*each) if isinstance(each, list) else each for each in stored.values()
    )
