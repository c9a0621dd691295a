"""What a reader waits for who opens some pages of a site, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from playwright.sync_api import TimeoutError as Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

_T = TypeVar("_T")

_SCREEN: Final[Any] = {"width": 1280, "height": 900}
#: Milliseconds, on a line that is not dilated.
_TIMEOUT: Final = 60_000
#: After how many visits in a row that did not end nothing more is tried.
_TRIES: Final = 3

# A task blocks with what it takes beyond 50 ms.
_OBSERVE: Final = """
window.lineSeen = {largest: 0, shift: 0, blocking: 0};
for (const [type, see] of Object.entries({
    "largest-contentful-paint": (entry) => { lineSeen.largest = entry.startTime },
    "layout-shift": (entry) => { if (!entry.hadRecentInput) lineSeen.shift += entry.value },
    "longtask": (entry) => { lineSeen.blocking += Math.max(0, entry.duration - 50) },
})) {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(see));
    observer.observe({type, buffered: true});
}
"""
_LOOK: Final = """() => {
    const navigation = performance.getEntriesByType("navigation")[0];
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    return [
        first ? first.startTime : 0, lineSeen.largest, navigation.domContentLoadedEventEnd,
        navigation.loadEventEnd, lineSeen.blocking, lineSeen.shift];
}"""
_REQUESTS: Final = """() => {
    const of = (kind) => performance.getEntriesByType(kind);
    const [page] = of("navigation");
    return [
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        [[new URL(page.name).pathname, page.startTime, page.responseEnd, true]].concat(
            of("resource").map((entry) => [
                new URL(entry.name).pathname, entry.startTime, entry.responseEnd,
                entry.renderBlockingStatus === "blocking"]))];
}"""
_BLOCKING: Final = """() => performance.getEntriesByType("resource").filter(
    (entry) => entry.renderBlockingStatus === "blocking"
).map((entry) => entry.name).filter((name) => new URL(name).pathname.endsWith(".css"))"""


class NothingSeen(Exception):
    """A page was loaded, and is empty."""


class Seen(NamedTuple):
    """What one visit showed; a walk shows the sums of its visits."""

    #: Milliseconds from the begin of the visit.
    first_paint: float
    largest_paint: float
    content_loaded: float
    load: float
    #: Milliseconds in which tasks took longer than 50 ms; the line does not count here.
    blocking: float
    shift: float
    #: Bytes that came over the line, with headers, and how many answers brought them.
    size: float
    requests: float

    def without_dilation(self, factor: float) -> Seen:
        """What would have been seen on a line that is not dilated."""
        return Seen._make([*(time / factor for time in self[:4]), *self[4:]])

    def plus(self, other: Seen) -> Seen:
        """What both showed together."""
        return Seen._make(map(sum, zip(self, other, strict=True)))


class Looked(NamedTuple):
    """What a page is made of."""

    #: Rules of style sheets that match an element.
    used_css: str
    #: Addresses of style sheets that the first paint waits for.
    blocking: list[str]


class Request(NamedTuple):
    """A file that a visit asked for."""

    path: str
    #: Milliseconds from the begin of the visit.
    start: float
    end: float
    #: Whether the first paint waits for it.
    is_blocking: bool


class Requests(NamedTuple):
    """What one visit asked for, in that order."""

    first_paint: float
    requests: list[Request]


def requests(browser: Browser, address: str, dilation: float) -> Requests:
    """Open a page with an empty cache, and see what it asks for, and when."""

    def open_one() -> Requests:
        with _tab(browser, dilation) as (page, _):
            _open(page, address)
            first_paint, found = page.evaluate(_REQUESTS)
            return Requests(
                round(first_paint / dilation),
                [
                    Request(path, round(start / dilation), round(end / dilation), is_blocking)
                    for path, start, end, is_blocking in found
                ],
            )

    return _patiently(open_one)


def visits(browser: Browser, addresses: Sequence[str], dilation: float) -> list[Seen]:
    """Open pages of a site with a cache that begins empty."""

    def open_all() -> list[Seen]:
        with _tab(browser, dilation) as (page, session):
            sizes: list[float] = []
            session.send("Network.enable")
            session.on(
                "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
            )
            return [_visit(page, address, sizes) for address in addresses]

    return [seen.without_dilation(dilation) for seen in _patiently(open_all)]


def _visit(page: Page, address: str, sizes: list[float]) -> Seen:
    sizes.clear()
    _open(page, address)
    *times, blocking, shift = page.evaluate(_LOOK)
    if not all(times):
        raise NothingSeen(f"{address} shows nothing: no text and no image was painted")
    # What comes from the cache has no size.
    return Seen._make([*times, blocking, shift, sum(sizes), sum(map(bool, sizes))])


def look(browser: Browser, address: str, dilation: float) -> Looked:
    """Open a page, and see what its style sheets are for."""

    def open_one() -> Looked:
        with _tab(browser, dilation) as (page, session):
            for command in ("DOM.enable", "CSS.enable", "CSS.startRuleUsageTracking"):
                session.send(command)
            _open(page, address)
            usage = session.send("CSS.stopRuleUsageTracking")["ruleUsage"]
            return Looked(_used(session, usage), page.evaluate(_BLOCKING))

    return _patiently(open_one)


def _used(session: CDPSession, usage: list[dict[str, Any]]) -> str:
    texts: dict[str, bytes] = {}
    rules = []
    for rule in usage:
        name = rule["styleSheetId"]
        if name not in texts:
            text = session.send("CSS.getStyleSheetText", {"styleSheetId": name})["text"]
            # Offsets count what JavaScript takes for characters.
            texts[name] = text.encode("utf-16-le")
        if rule["used"]:
            start, end = (int(rule[side]) * 2 for side in ("startOffset", "endOffset"))
            rules.append(texts[name][start:end].decode("utf-16-le"))
    return "\n".join(rules)


@contextmanager
def _tab(browser: Browser, dilation: float) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(viewport=_SCREEN)
    try:
        page = context.new_page()
        page.set_default_timeout(_TIMEOUT * dilation)
        page.add_init_script(_OBSERVE)
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="load")
    # What comes later counts, too.
    page.wait_for_load_state("networkidle")


def _patiently(do: Callable[[], _T]) -> _T:
    for _ in range(_TRIES - 1):
        try:
            return do()
        except Timeout as error:
            print(f"once more: {error.message}", file=sys.stderr, flush=True)
    return do()
