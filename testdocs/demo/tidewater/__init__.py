"""Predicts the height of the tide from harmonic constants.

A station's tide is a sum of cosines, one for each astronomical constituent:

>>> from tidewater import Constituent, Station
>>> reef = Station("REEF", mean=2.1, constituents=(Constituent("M2", 1.9, 12.42, 0.3),))
>>> round(reef.height(0), 2)
3.92
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Constituent", "Station", "TideError", "extremes"]


class TideError(ValueError):
    """The constants of a station make no sense."""


@dataclass(frozen=True, slots=True)
class Constituent:
    """One cosine of the sum.

    :param name: its usual name, ``M2`` for the principal lunar one.
    :param amplitude: in metres.
    :param period: in hours.
    :param phase: in radians.
    """

    name: str
    amplitude: float
    period: float
    phase: float = 0.0

    def at(self, hour: float) -> float:
        """Return this constituent's share of the height at *hour*."""
        return self.amplitude * math.cos(math.tau * hour / self.period - self.phase)


@dataclass(frozen=True, slots=True)
class Station:
    """A place whose constants are known."""

    #: The code that charts use.
    code: str
    #: Mean sea level above chart datum, in metres.
    mean: float
    #: The constituents, the largest first by custom.
    constituents: tuple[Constituent, ...] = ()

    def __post_init__(self) -> None:
        if any(constituent.period <= 0 for constituent in self.constituents):
            raise TideError(f"{self.code}: a period must be above zero")

    def height(self, hour: float) -> float:
        """Return the height above chart datum, in metres."""
        return self.mean + sum(constituent.at(hour) for constituent in self.constituents)


def extremes(station: Station, hours: int, step: float = 0.1) -> Iterator[tuple[float, float]]:
    """Yield hour and height of each high and low water.

    :param hours: how far to look.
    :param step: how fine to look, in hours.
    """
    before, here = station.height(0), station.height(step)
    for index in range(2, int(hours / step) + 1):
        after = station.height(index * step)
        if (here - before) * (after - here) < 0:
            yield (index - 1) * step, here
        before, here = here, after
