"""What was measured, as it is kept beside the manual, which is made of it."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...projects import PROJECTS
from ...series import Spread, median_of_ratios, spread
from ..sites import OURS, SHOWN, THEMES, theme_version
from .cases import NAMES, VISITS
from .lines import LINES
from .measuring import CHROMIUM, ENGINES, Found, Plan
from .variants import VARIANTS
from .visit import Request, Seen, Session

RECORD: Final = Path(__file__).parents[3] / "docs" / "themes-line.json"
#: The line that pictures are drawn of.
LINE: Final = "slow-h2-br"
#: The case whose requests are kept one by one, for a picture.
WATERFALL: Final = "pydata_sphinx_theme"


class Change(NamedTuple):
    """One number, without the extension and with it."""

    before: float
    after: float


class Measure(NamedTuple):
    """What became of one field of :class:`Seen`."""

    before: Spread
    after: Spread
    #: Medians of the ratios of rounds, of the site and of a second visit of the stock site.
    ratio: float
    noise: float

    @property
    def change(self) -> Change:
        """Of the medians."""
        return Change(self.before.median, self.after.median)


class Key(NamedTuple):
    """What a row is about."""

    engine: str
    visit: str
    line: str
    #: How it is made: ours, or one of :data:`VARIANTS`.
    way: str
    site: str

    @property
    def order(self) -> list[int]:
        """Where it stands among others."""
        ways = (OURS, *VARIANTS)
        orders: list[Iterable[str]] = [ENGINES, VISITS, LINES, ways, NAMES]
        return [list(names).index(name) for names, name in zip(orders, self, strict=True)]


class Row(NamedTuple):
    """What a kind of visit to a site showed, beside the same site without the extension."""

    key: Key
    version: str
    #: When, where and with what it was made.
    made: str
    rounds: int
    dilation: float
    #: Milliseconds to the first paint, at the least.
    floor: float
    #: Bytes of style sheets that the first paint of the first page waits for.
    css: Change
    #: By names of fields of :class:`Seen`; without those that the engine does not tell.
    measures: Mapping[str, Measure]
    #: Where it is not ours: what ours showed in the same rounds.
    ours: Mapping[str, Measure]


class Waterfall(NamedTuple):
    """The requests of one visit, and when it showed something."""

    first_paint: float
    requests: Sequence[Request]


class Film(NamedTuple):
    """What is told of a filmstrip, which is a picture."""

    site: str
    made: str
    dilation: float
    #: Milliseconds.
    moments: Sequence[int]


class Record(NamedTuple):
    """All that is kept of measurements."""

    rows: Sequence[Row]
    #: Without and with the extension, of :data:`WATERFALL`.
    waterfalls: Sequence[Waterfall]
    films: Sequence[Film]

    def of(self, **asked: str) -> list[Row]:
        """The rows whose keys have some values."""
        return [each for each in self.rows if asked.items() <= each.key._asdict().items()]

    @property
    def first(self) -> list[Row]:
        """The first visits on :data:`LINE` that people are told of."""
        rows = self.of(engine=CHROMIUM, visit="cold", line=LINE, way=OURS)
        return [each for each in rows if each.key.site in SHOWN]

    def with_found(self, found: Found, plan: Plan, made: str) -> Record:
        """The same with what was measured anew in the place of what was there of it."""
        rows = {each.key: each for each in self.rows}
        rows |= {each.key: each for each in _rows(found, plan, made)}
        waterfalls = self.waterfalls
        is_drawn = plan.engine == CHROMIUM and found.line == LINE and "cold" in plan.visits
        if is_drawn and found.case.name == WATERFALL:
            waterfalls = [_waterfall(found.sessions[site]) for site in (_stock(found), OURS)]
        in_order = sorted(rows.values(), key=lambda each: each.key.order)
        return self._replace(rows=in_order, waterfalls=waterfalls)

    def with_film(self, film: Film) -> Record:
        """The same with a film in the place of that of the same site."""
        films = [each for each in self.films if each.site != film.site]
        films = sorted([*films, film], key=lambda each: NAMES.index(each.site))
        return self._replace(films=films)


def values(seen: Iterable[Seen], name: str) -> list[float]:
    """One field of each."""
    return [getattr(each, name) for each in seen]


def _stock(found: Found) -> str:
    return next(iter(found.sessions))


def _rows(found: Found, plan: Plan, made: str) -> list[Row]:
    stock, _, *others = found.sessions
    name = found.case.name
    is_theme = name in THEMES
    made_of = theme_version(name) if is_theme else PROJECTS[name].requirement.partition("==")[2]
    rows = []
    for visit in plan.visits:
        series = [found.seen(site, visit) for site in found.sessions]
        for way in others:
            count = len(found.seen(way, visit))
            before, noise, ours = (each[:count] for each in series[:3])
            rows.append(
                Row(
                    Key(plan.engine, visit, found.line, way, name),
                    made_of,
                    made,
                    count,
                    plan.dilation,
                    round(found.floor(visit)),
                    Change(found.blocking[stock], found.blocking[way]),
                    _measures(before, noise, found.seen(way, visit)),
                    {} if way == OURS else _measures(before, noise, ours),
                )
            )
    return rows


def _measures(
    before: Sequence[Seen], again: Sequence[Seen], after: Sequence[Seen]
) -> dict[str, Measure]:
    return {
        field: _measure(*(values(each, field) for each in (before, again, after)))
        for field in Seen._fields
        if not isnan(getattr(after[0], field))
    }


def _measure(before: list[float], again: list[float], after: list[float]) -> Measure:
    def rounded(series: list[float]) -> Spread:
        return Spread._make(round(each, 3) for each in spread(series))

    # What is nothing has no ratio.
    ratio, noise = (
        round(median_of_ratios(before, each), 3) if all(before) else 1.0 for each in (after, again)
    )
    return Measure(rounded(before), rounded(after), ratio, noise)


def _waterfall(sessions: Sequence[Session]) -> Waterfall:
    """That of the round in the middle."""
    paints = [each.pages[0].first_paint for each in sessions]
    median = statistics.median_low(paints)
    return Waterfall(round(median), sessions[paints.index(median)].requests)


def write(record: Record) -> None:
    """Keep a record beside the tables of the manual."""
    # A line for each, so that a comparison of versions shows what was measured anew.
    lists = []
    for name, found in record._asdict().items():
        lines = ",\n".join(json.dumps(each._asdict(), ensure_ascii=False) for each in found)
        lists.append(f'"{name}": [\n{lines}\n]')
    RECORD.write_text("{" + ",\n".join(lists) + "}\n", encoding="utf-8")


def read() -> Record:
    """The record that the manual has."""
    stored: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    waterfalls = [
        Waterfall(each["first_paint"], [Request(*request) for request in each["requests"]])
        for each in stored["waterfalls"]
    ]
    films = [Film(**each) for each in stored["films"]]
    return Record([_read_row(each) for each in stored["rows"]], waterfalls, films)


def _read_row(stored: dict[str, Any]) -> Row:
    read = {
        "key": Key(*stored["key"]),
        "css": Change(*stored["css"]),
        "measures": _read_measures(stored["measures"]),
        "ours": _read_measures(stored["ours"]),
    }
    return Row(**{**stored, **read})


def _read_measures(stored: dict[str, Any]) -> dict[str, Measure]:
    return {
        name: Measure(Spread(*before), Spread(*after), ratio, noise)
        for name, (before, after, ratio, noise) in stored.items()
    }
