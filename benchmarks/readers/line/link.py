"""The line itself: packets wait in a queue, leave it at a rate, and take their time to arrive."""

from __future__ import annotations

import os
import select
import time
from collections import deque
from collections.abc import Iterator
from typing import Final

#: Packets that wait in front of the line; what comes on top of them is lost, and TCP notices.
QUEUE: Final = 150

#: More than a packet can have.
_PACKET: Final = 65536


class Way:
    """One direction.  Times are in milliseconds, and of any clock.

    :param rate: kilobits a second.
    :param delay: from the moment when a packet has left until it arrives.
    """

    def __init__(self, rate: float, delay: float, queue: int = QUEUE) -> None:
        self._bytes = rate / 8
        self._delay = delay
        self._queue = queue
        self._free_at = 0.0
        #: When each of the packets that wait has left.
        self._leaving: deque[float] = deque()
        self._arriving: deque[tuple[float, bytes]] = deque()

    def take(self, packet: bytes, now: float) -> None:
        """Let a packet wait, if there is room for it."""
        while self._leaving and self._leaving[0] <= now:
            self._leaving.popleft()
        if len(self._leaving) < self._queue:
            self._free_at = max(self._free_at, now) + len(packet) / self._bytes
            self._leaving.append(self._free_at)
            self._arriving.append((self._free_at + self._delay, packet))

    @property
    def due(self) -> float | None:
        """When the next packet arrives."""
        return self._arriving[0][0] if self._arriving else None

    def arrived(self, now: float) -> Iterator[bytes]:
        """The packets that have arrived, each once."""
        while self._arriving and self._arriving[0][0] <= now:
            yield self._arriving.popleft()[1]


def forward(reader: tuple[int, Way], server: tuple[int, Way], stop: int) -> None:
    """Carry packets between two devices until *stop* can be read.

    :param reader: its device, not blocking, and the way that packets take from there.
    :param server: the same of the server.
    """
    directions = ((*reader, server[0]), (*server, reader[0]))
    ways = (reader[1], server[1])
    while True:
        dues = [way.due for way in ways if way.due is not None]
        # A call with milliseconds, such as that of poll, would let packets arrive too late.
        timeout = max(0.0, min(dues) - _now()) / 1000 if dues else None
        ready, _, _ = select.select([reader[0], server[0], stop], [], [], timeout)
        if stop in ready:
            return
        for source, way, target in directions:
            if source in ready:
                for packet in _packets(source):
                    way.take(packet, _now())
            for packet in way.arrived(_now()):
                os.write(target, packet)


def _packets(device: int) -> Iterator[bytes]:
    while True:
        try:
            yield os.read(device, _PACKET)
        except BlockingIOError:
            return


def _now() -> float:
    return time.monotonic() * 1000
