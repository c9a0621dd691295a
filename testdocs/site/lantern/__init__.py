"""Computes how far the light of a lamp is seen.

>>> Lamp("Skerry", height=31.0).horizon()
20.8
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Lamp", "LampError", "sum_of_heights"]


class LampError(ValueError):
    """The lamp is below the water."""


@dataclass(frozen=True)
class Lamp:
    """A light on a tower.

    :param name: as it stands on the chart.
    :param height: in metres above the water.
    :raises LampError: if the height is negative.
    """

    name: str
    height: float

    def __post_init__(self) -> None:
        if self.height < 0:
            raise LampError(self.name)

    def horizon(self) -> float:
        """Return the distance to the horizon in kilometres."""
        return round(3.73 * math.sqrt(self.height), 1)


def sum_of_heights(lamps: list[Lamp]) -> float:
    """Return the height of all *lamps*, one on top of the other."""
    return sum(lamp.height for lamp in lamps)
