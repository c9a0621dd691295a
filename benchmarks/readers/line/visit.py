"""What a reader waits for who opens some pages of a site, one after the other."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from playwright.sync_api import TimeoutError as Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

_T = TypeVar("_T")

#: What a reader sees of a page.
SCREEN: Final[Any] = {"width": 1280, "height": 900}
#: Milliseconds, on a line that is not dilated.
TIMEOUT: Final = 60_000
#: A browser looks for it once for a server, and not with each visit.
ICON: Final = "/favicon.ico"
#: Milliseconds, and how many of them a page loads nothing that will load nothing more.
_MOMENT: Final = 50
_CALM: Final = 3
#: After how many visits in a row that did not end nothing more is tried.
TRIES: Final = 3

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
    return [[new URL(page.name).pathname, page.startTime, page.responseEnd, true]].concat(
        of("resource").map((entry) => [
            new URL(entry.name).pathname, entry.startTime, entry.responseEnd,
            entry.renderBlockingStatus === "blocking"]));
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


class Session(NamedTuple):
    """What somebody saw who opened some pages, one after the other."""

    pages: Sequence[Seen]
    #: Those of the first page.
    requests: Sequence[Request] = ()

    def without_dilation(self, factor: float) -> Session:
        """What would have been seen on a line that is not dilated."""
        return Session(
            [each.without_dilation(factor) for each in self.pages],
            [
                each._replace(start=round(each.start / factor), end=round(each.end / factor))
                for each in self.requests
            ],
        )


class Traffic:
    """What a page loads."""

    def __init__(self, session: CDPSession, dilation: float = 1) -> None:
        self._seconds = TIMEOUT / 1000 * dilation
        #: Bytes of each answer, with headers; none of what comes from the cache.
        self.sizes: list[float] = []
        self._awaited: set[str] = set()
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", lambda event: self._ended(event["requestId"]))
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].endswith(ICON):
            self._awaited.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._awaited:
            self.sizes.append(event["encodedDataLength"])
        self._ended(event["requestId"])

    def _ended(self, request: str) -> None:
        self._awaited.discard(request)

    def open(self, page: Page, address: str) -> None:
        """Open a page, and wait until it loads nothing more, since what comes later counts, too."""
        self.sizes.clear()
        self._awaited.clear()
        page.goto(address, wait_until="load")
        calm = 0
        until = time.monotonic() + self._seconds
        while calm < _CALM:
            page.wait_for_timeout(_MOMENT)
            calm = 0 if self._awaited else calm + 1
            if time.monotonic() > until:
                raise Timeout(f"{address} never loads all that it asked for")


def visits(browser: Browser, addresses: Sequence[str], dilation: float) -> Session:
    """Open pages of a site with a cache that begins empty.

    :raises NothingSeen: if one of them is empty.
    """

    def open_all() -> Session:
        with tab(browser, dilation) as (page, session):
            traffic = Traffic(session, dilation)
            first, *others = addresses
            seen = [_visit(page, first, traffic)]
            asked = [Request._make(each) for each in page.evaluate(_REQUESTS)]
            return Session([*seen, *(_visit(page, each, traffic) for each in others)], asked)

    return patiently(open_all).without_dilation(dilation)


def _visit(page: Page, address: str, traffic: Traffic) -> Seen:
    traffic.open(page, address)
    *times, blocking, shift = page.evaluate(_LOOK)
    if not all(times):
        raise NothingSeen(f"{address} shows nothing: no text and no image was painted")
    sizes = traffic.sizes
    return Seen._make([*times, blocking, shift, sum(sizes), sum(map(bool, sizes))])


def look(browser: Browser, address: str) -> Looked:
    """Open a page, and see what its style sheets are for."""

    def open_one() -> Looked:
        with tab(browser) as (page, session):
            for command in ("DOM.enable", "CSS.enable", "CSS.startRuleUsageTracking"):
                session.send(command)
            Traffic(session).open(page, address)
            usage = session.send("CSS.stopRuleUsageTracking")["ruleUsage"]
            return Looked(_used(session, usage), page.evaluate(_BLOCKING))

    return patiently(open_one)


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
def tab(browser: Browser, dilation: float = 1) -> Iterator[tuple[Page, CDPSession]]:
    """A page with an empty cache."""
    context = browser.new_context(viewport=SCREEN)
    try:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT * dilation)
        page.add_init_script(_OBSERVE)
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def patiently(do: Callable[[], _T]) -> _T:
    """Do it, and try again if that does not end.

    :raises Timeout: if it never does.
    """
    for _ in range(TRIES - 1):
        try:
            return do()
        except Timeout as error:
            print(f"once more: {error.message}", file=sys.stderr, flush=True)
    return do()
