"""The lines that there are: how fast, and what is spoken on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Speed:
    """Kilobits a second towards the reader and back, and milliseconds of a round trip."""

    down: float
    up: float
    round_trip: float

    def dilated(self, factor: float) -> Speed:
        """A line on which everything takes so many times as long."""
        return Speed(self.down / factor, self.up / factor, self.round_trip * factor)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a server speaks."""

    scheme: str
    #: Of nginx, see :mod:`.nginx`.
    port: int
    is_http2: bool
    has_brotli: bool
    told: str

    @property
    def round_trips(self) -> int:
        """Until the first byte of the first page: of TCP, of TLS 1.3, and of the request."""
        return 3 if self.scheme == "https" else 2


@dataclass(frozen=True, slots=True)
class Line:
    """One of :data:`LINES`."""

    speed: Speed
    kind: Kind

    def __str__(self) -> str:
        speed = self.speed
        return f"{self.kind.told}, {speed.down / 1000:g} Mbit/s, {speed.round_trip:g} ms"


_SPEEDS: Final = {"slow": Speed(1600, 750, 150), "fast": Speed(9000, 3000, 70)}

#: What a CDN speaks that compresses what it sends, then GitHub Pages, then old servers.
KINDS: Final = {
    "h2-br": Kind("https", 443, True, True, "HTTP/2, TLS, brotli 5"),
    "h2-gzip": Kind("https", 444, True, False, "HTTP/2, TLS, gzip 6"),
    "h1-gzip": Kind("http", 80, False, False, "HTTP/1.1, gzip 6"),
}

#: By name, such as ``slow-h2-br``.
LINES: Final = {
    f"{pace}-{name}": Line(speed, kind)
    for pace, speed in _SPEEDS.items()
    for name, kind in KINDS.items()
}
