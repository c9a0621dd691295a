"""Medians, how far measurements lie apart, and how they compare."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Spread(NamedTuple):
    """What is said of a series of measurements."""

    median: float
    #: A quarter of the measurements lies below the one and above the other.
    low: float
    high: float

    def __format__(self, format_spec: str) -> str:
        median, low, high = (format(value, format_spec) for value in self)
        return f"{median} [{low}…{high}]"

    def __str__(self) -> str:
        return format(self, ".1f")


def spread(values: Sequence[float]) -> Spread:
    """The median and the quartiles of at least one value."""
    if len(values) < 2:
        return Spread(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, low, high)


def ratio_of_medians(before: Sequence[float], after: Sequence[float]) -> float:
    """How *after* compares with *before*; ``nan`` if that was nothing."""
    return _ratio(statistics.median(before), statistics.median(after))


def ratios(before: Sequence[float], after: Sequence[float]) -> Spread:
    """The same from pair to pair, so what slows both runs of a pair counts less.

    :param before: the first of each pair; as many as there are in *after*.
    """
    return spread([_ratio(one, other) for one, other in zip(before, after, strict=True)])


def median_of_ratios(before: Sequence[float], after: Sequence[float]) -> float:
    """The median of :func:`ratios`."""
    return ratios(before, after).median


def _ratio(before: float, after: float) -> float:
    return after / before if before else float("nan")
