"""Visits of several sites in turn, on one line after the other."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from ..browser import find_chromium, launched
from . import floor, nginx
from .cases import VISITS, Case
from .host import opened
from .lines import LINES, Kind, Line
from .visit import Looked, Requests, Seen, look, requests, visits

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: The case whose requests are looked at one by one, for a picture.
WATERFALL: Final = "pydata_sphinx_theme"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured."""

    #: Some of :data:`.LINES`, and of :data:`.VISITS`.
    lines: Sequence[str]
    visits: Sequence[str]
    rounds: int
    #: How much slower the line is made, so that a busy processor counts less.
    dilation: float = 1

    @property
    def pages(self) -> int:
        """How many pages of each site are opened."""
        return max(VISITS[visit] for visit in self.visits)


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured on one line."""

    case: Case
    line: str
    #: By name of the site: what each round showed, a page after the other.
    sessions: Mapping[str, list[list[Seen]]]
    #: Milliseconds to the first paint, for each page.
    floors: Sequence[float]
    #: By name of the site: bytes of CSS that the first paint of the first page waits for.
    blocking: Mapping[str, int]
    #: Those of the first page, of the first and of the last site, for :data:`WATERFALL` only.
    requests: Sequence[Requests] = field(default_factory=list)

    def seen(self, site: str, visit: str) -> list[Seen]:
        """What a kind of visit showed in each round."""
        return [_part(session, visit) for session in self.sessions[site]]

    def floor(self, visit: str) -> float:
        """The least that the first paint can take, for a walk the sum of it."""
        return sum(self.floors) if visit == "walk" else self.floors[VISITS[visit] - 1]


def _part(session: list[Seen], visit: str) -> Seen:
    if visit != "walk":
        return session[VISITS[visit] - 1]
    return reduce(Seen.plus, session)


def measure(case: Case, plan: Plan) -> Iterator[Found]:
    """Measure a case on all lines of a plan.

    The first site is visited twice in each round, which shows how much is noise.

    :raises LineError: if there can be no line here.
    """
    first, *_ = case.sites
    again = {first: case.sites[first], f"{first} again": case.sites[first]}
    case = Case(case.name, {**again, **case.sites}, case.pages[: plan.pages])
    for speed, names in groupby(plan.lines, lambda name: LINES[name].speed):
        roots = list(case.sites.values())
        with (
            opened(speed.dilated(plan.dilation), roots, find_chromium()) as there,
            launched(there.browser, there.arguments) as browser,
        ):
            for name in names:
                yield _measure(browser, case, name, plan)


def _measure(browser: Browser, case: Case, name: str, plan: Plan) -> Found:
    line = LINES[name]
    origins = {site: nginx.origin(line.kind, number) for number, site in enumerate(case.sites)}
    # These visits also let the server read its files, and the browser start up.
    looked = {
        site: look(browser, f"{origin}/{quote(case.pages[0])}", plan.dilation)
        for site, origin in origins.items()
    }
    sessions: dict[str, list[list[Seen]]] = {site: [] for site in origins}
    for number in range(plan.rounds):
        print(f"{case.name}, {name}, round {number + 1}", file=sys.stderr, flush=True)
        for site in order(list(origins), number):
            addresses = [f"{origins[site]}/{quote(page)}" for page in case.pages]
            sessions[site].append(visits(browser, addresses, plan.dilation))
    return Found(
        case,
        name,
        sessions,
        floors(case, line, next(iter(looked.values())).used_css, plan.dilation),
        {site: _blocking(case.sites[site], case.pages[0], looked[site]) for site in origins},
        [
            _median_requests(browser, f"{origins[site]}/{quote(case.pages[0])}", plan)
            for site in (next(iter(origins)), next(reversed(origins)))
            if case.name == WATERFALL
        ],
    )


def _median_requests(browser: Browser, address: str, plan: Plan) -> Requests:
    """Those of the visit in the middle, of as many as there are rounds."""
    seen = [requests(browser, address, plan.dilation) for _ in range(plan.rounds)]
    return sorted(seen, key=lambda each: each.first_paint)[len(seen) // 2]


def order(sites: list[str], number: int) -> list[str]:
    """The order of a round: each goes first as often as any other, and follows each of them."""
    shift = number % len(sites)
    turned = sites[shift:] + sites[:shift]
    return turned[::-1] if number % 2 else turned


def floors(case: Case, line: Line, used_css: str, dilation: float = 1) -> list[float]:
    """The floors of all pages of a case, see :mod:`.floor`."""
    directory = next(iter(case.sites.values()))
    texts = [(directory / page).read_text(encoding="utf-8") for page in case.pages]
    first = floor.first_page(_sent(texts[0] + used_css, line.kind), line)
    later = [floor.next_page(_sent(text, line.kind), line) for text in texts[1:]]
    # On a dilated line the browser is as fast as ever, so it counts less.
    saved = floor.BROWSER - floor.BROWSER / dilation
    return [each - saved for each in (first, *later)]


def _sent(text: str, kind: Kind) -> int:
    content = text.encode()
    if kind.has_brotli:
        # Only who measures has it.
        import brotli

        return len(brotli.compress(content, quality=5))
    return len(gzip.compress(content, 6, mtime=0))


class _Styles(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = ""
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.found += data


def _blocking(directory: Path, page: str, looked: Looked) -> int:
    """Bytes of CSS that the first paint of a page waits for, each file compressed at its best."""
    import brotli

    paths = {unquote(urlsplit(address).path).removeprefix("/") for address in looked.blocking}
    texts = [(directory / path).read_bytes() for path in paths]
    parser = _Styles()
    parser.feed((directory / page).read_text(encoding="utf-8"))
    texts += [parser.found.encode()] if parser.found else []
    return sum(len(brotli.compress(text, quality=11)) for text in texts)
