"""When a page could be seen at the earliest, whatever is done to its files.

The first page needs the round trips that :attr:`Kind.round_trips` counts, then the time in which
TCP delivers its HTML and the CSS that its elements use, then the browser's own.  A later page is
asked for on the open connection, and its CSS is there: one round trip, its HTML at the full rate,
and the browser's own.
"""

from __future__ import annotations

from typing import Final

from .lines import Line, Speed

#: Milliseconds that Chromium takes at the least to lay out and paint a page of documentation.
BROWSER: Final = 60.0

#: Bytes of a packet, and of what it carries.
_PACKET: Final = 1500
_PAYLOAD: Final = 1448
#: Packets that are sent before the first of them is acknowledged; with each round trip twice as
#: many as with the one before it.
_FIRST_WINDOW: Final = 10


def first_page(size: int, line: Line) -> float:
    """The floor of the first page, in milliseconds.

    :param size: of the HTML and the used CSS, compressed.
    """
    waiting = line.kind.round_trips * line.speed.round_trip
    return waiting + slow_start(size, line.speed) + BROWSER


def next_page(size: int, line: Line) -> float:
    """The floor of a page after it.

    :param size: of the HTML, compressed.
    """
    return line.speed.round_trip + _sending(size, line.speed) + BROWSER


def slow_start(size: int, speed: Speed) -> float:
    """How long TCP takes from the first byte that arrives to the last one."""
    elapsed = 0.0
    window = _FIRST_WINDOW * _PAYLOAD
    while size > window:
        elapsed += max(_sending(window, speed), speed.round_trip)
        size -= window
        window *= 2
    return elapsed + _sending(size, speed)


def _sending(size: int, speed: Speed) -> float:
    return size * _PACKET / _PAYLOAD * 8 / speed.down
