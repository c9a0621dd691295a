"""Visits with Firefox."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from math import nan
from pathlib import Path
from typing import Final

from ..bidi import Bidi, started
from . import nginx
from .host import SERVER, Opened
from .visit import SCREEN, TIMEOUT, TRIES, NothingSeen, Seen, Session

_NETWORK_NAMESPACE: Final = 0x40000000

_PREFERENCES: Final[dict[str, object]] = {
    "network.proxy.no_proxies_on": f".{nginx.DOMAIN}",
    "network.dns.forceResolve": SERVER,
    # It would add reports on itself to what comes over the line.
    "toolkit.telemetry.server": "",
}

_OBSERVE: Final = """() => {
    window.lineSeen = {largest: 0};
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) lineSeen.largest = entry.startTime;
    }).observe({type: "largest-contentful-paint", buffered: true});
}"""
# It tells of no long tasks and of no shifts.  What comes from the cache has no size.
_LOOK: Final = """() => {
    const [page] = performance.getEntriesByType("navigation");
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    const sizes = [page, ...performance.getEntriesByType("resource")].filter(
        (entry) => !entry.name.endsWith("/favicon.ico")).map((entry) => entry.transferSize);
    return [
        first ? first.startTime : 0, lineSeen.largest, page.domContentLoadedEventEnd,
        page.loadEventEnd, sizes.reduce((one, other) => one + other),
        sizes.filter(Boolean).length];
}"""
# No request is told of before it has ended, so the page must have had time for what comes late.
_CALM: Final = 0.3


@contextmanager
def launched(there: Opened, dilation: float) -> Iterator[Bidi]:
    """A Firefox at the reader's end of a line."""
    reach = partial(_reach, there.namespace)
    with started(there.browser, _PREFERENCES, reach, TIMEOUT / 1000 * dilation) as bidi:
        bidi.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        bidi.send("script.addPreloadScript", functionDeclaration=_OBSERVE)
        yield bidi


def _reach(namespace: str, host: str, port: int) -> socket.socket:
    """A connection that begins in a network namespace."""

    def connect() -> socket.socket:
        # Python has it since 3.12 only.
        library = ctypes.CDLL(None, use_errno=True)
        with (Path("/run/netns") / namespace).open("rb") as file:
            if library.setns(file.fileno(), _NETWORK_NAMESPACE):
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number))
        return socket.create_connection((host, port))

    # A namespace is that of a thread, and this one ends.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(connect).result()


def visits(bidi: Bidi, addresses: Sequence[str], dilation: float) -> Session:
    """Open pages of a site with a cache that begins empty.

    :raises NothingSeen: if one of them is empty.
    """
    for _ in range(TRIES - 1):
        try:
            return _visits(bidi, addresses, dilation)
        except TimeoutError:
            print(f"once more: {addresses[0]}", file=sys.stderr, flush=True)
    return _visits(bidi, addresses, dilation)


def _visits(bidi: Bidi, addresses: Sequence[str], dilation: float) -> Session:
    # It has a cache and connections of its own.
    user = bidi.send("browser.createUserContext")["userContext"]
    try:
        tab = bidi.send("browsingContext.create", type="tab", userContext=user)["context"]
        bidi.send("browsingContext.setViewport", context=tab, viewport=SCREEN)
        seen = [_visit(bidi, tab, address) for address in addresses]
    finally:
        bidi.send("browser.removeUserContext", userContext=user)
    return Session(seen).without_dilation(dilation)


def _visit(bidi: Bidi, tab: str, address: str) -> Seen:
    bidi.send("browsingContext.navigate", context=tab, url=address, wait="complete")
    time.sleep(_CALM)
    *times, size, requests = bidi.evaluate(tab, _LOOK)
    if not all(times):
        raise NothingSeen(f"{address} shows nothing: no text and no image was painted")
    return Seen._make([*times, nan, nan, size, requests])
