"""Visits of several sites in turn, on one line after the other."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial, reduce
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from ..bidi import find_firefox
from ..browser import find_chromium, launched
from . import firefox, floor, nginx
from .cases import VISITS, Case
from .host import Opened, opened
from .lines import LINES, Kind, Line, Speed
from .visit import Looked, Seen, Session, look, visits

CHROMIUM: Final = "chromium"
FIREFOX: Final = "firefox"
#: How browsers are found, by their names.
ENGINES: Final[Mapping[str, Callable[[], str | None]]] = {
    CHROMIUM: find_chromium,
    FIREFOX: find_firefox,
}

#: What a page is made of depends on no line, so it is looked at on one that takes no time.
_AT_ONCE: Final = Speed(1e6, 1e6, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured."""

    #: Some of :data:`.LINES`, and of :data:`.VISITS`.
    lines: Sequence[str]
    visits: Sequence[str]
    rounds: int
    #: How much slower the line is made, so that a busy processor counts less.
    dilation: float = 1
    #: In how many of the rounds, which are the first ones, somebody walks on if that is asked for,
    #: and visits variants.
    walks: int = 1
    #: One of :data:`ENGINES`.
    engine: str = CHROMIUM
    #: Names of sites, see :data:`.cases.NAMES`, and what they have beside ours.
    themes: Sequence[str] = ()
    variants: Sequence[str] = ()

    @property
    def pages(self) -> int:
        """How many pages of each site are opened."""
        return max(VISITS[visit] for visit in self.visits)

    def pages_in(self, number: int) -> int:
        """The same in a round."""
        is_walk = number < self.walks
        asked = [VISITS[visit] for visit in self.visits if is_walk or visit != "walk"]
        return max(asked, default=self.pages)


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured on one line."""

    case: Case
    line: str
    #: By name of the site: what each round showed.
    sessions: Mapping[str, list[Session]]
    #: Milliseconds to the first paint, for each page.
    floors: Sequence[float]
    #: By name of the site: bytes of CSS that the first paint of the first page waits for.
    blocking: Mapping[str, int]

    def seen(self, site: str, visit: str) -> list[Seen]:
        """What a kind of visit showed in each round that had it."""
        sessions = [each.pages for each in self.sessions[site]]
        if visit != "walk":
            return [each[VISITS[visit] - 1] for each in sessions]
        count = len(self.case.pages)
        return [reduce(Seen.plus, each) for each in sessions if len(each) == count]

    def floor(self, visit: str) -> float:
        """The least that the first paint can take, for a walk the sum of it."""
        return sum(self.floors) if visit == "walk" else self.floors[VISITS[visit] - 1]


def measure(case: Case, plan: Plan) -> Iterator[Found]:
    """Measure a case on all lines of a plan.

    The first site is visited twice in each round, which shows how much is noise.

    :raises LineError: if there can be no line here.
    """
    first, *_ = case.sites
    again = {first: case.sites[first], f"{first} again": case.sites[first]}
    case = Case(case.name, {**again, **case.sites}, case.pages[: plan.pages])
    looked = dict(zip(case.sites, _look(tuple(case.sites.values()), case.pages[0]), strict=True))
    program = ENGINES[plan.engine]() or ""
    for speed, names in groupby(plan.lines, lambda name: LINES[name].speed):
        roots = list(case.sites.values())
        with (
            opened(speed.dilated(plan.dilation), roots, program) as there,
            _visiting(there, plan) as visit,
        ):
            for name in names:
                yield _measure(visit, case, name, plan, looked)


@contextmanager
def _visiting(there: Opened, plan: Plan) -> Iterator[Callable[[Sequence[str]], Session]]:
    """A function that visits pages, given their addresses."""
    if plan.engine == FIREFOX:
        with firefox.launched(there, plan.dilation) as bidi:
            yield partial(firefox.visits, bidi, dilation=plan.dilation)
    else:
        with launched(there.browser, there.arguments) as browser:
            yield partial(visits, browser, dilation=plan.dilation)


@cache
def _look(roots: tuple[Path, ...], page: str) -> list[Looked]:
    """What a page of each site is made of, which stays as it is."""
    with (
        opened(_AT_ONCE, roots, find_chromium()) as there,
        launched(there.browser, there.arguments) as browser,
    ):
        kind = LINES[next(iter(LINES))].kind
        return [
            look(browser, f"{nginx.origin(kind, number)}/{quote(page)}")
            for number in range(len(roots))
        ]


def _measure(
    visit: Callable[[Sequence[str]], Session],
    case: Case,
    name: str,
    plan: Plan,
    looked: Mapping[str, Looked],
) -> Found:
    line = LINES[name]
    origins = {site: nginx.origin(line.kind, number) for number, site in enumerate(case.sites)}
    # A browser is slower with its first page, and this one is none of the sites'.
    visit([f"{next(iter(origins.values()))}/no-such-page.html"])
    sessions: dict[str, list[Session]] = {site: [] for site in origins}
    for number in range(plan.rounds):
        print(f"{case.name}, {name}, round {number + 1}", file=sys.stderr, flush=True)
        pages = case.pages[: plan.pages_in(number)]
        sites = [site for site in origins if number < plan.walks or site not in plan.variants]
        for site in order(sites, number):
            addresses = [f"{origins[site]}/{quote(page)}" for page in pages]
            sessions[site].append(visit(addresses))
    return Found(
        case,
        name,
        sessions,
        floors(case, line, next(iter(looked.values())).used_css, plan.dilation),
        {site: _blocking(case.sites[site], case.pages[0], looked[site]) for site in origins},
    )


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
