"""Rectangles whose areas are given, as near to squares as can be.

The method is that of Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """Cut *box* into rectangles with areas in proportion to *values*.

    :param values: positive, the largest first.
    """
    scale = box.width * box.height / sum(values) if values else 0
    areas = [value * scale for value in values]
    boxes: list[Box] = []
    while areas:
        side = min(box.width, box.height)
        end = 1
        while end < len(areas) and _worst(areas[: end + 1], side) <= _worst(areas[:end], side):
            end += 1
        row, areas = areas[:end], areas[end:]
        depth = sum(row) / side
        is_wide = box.width >= box.height
        position = 0.0
        for area in row:
            length = area / depth
            boxes.append(
                Box(box.x, box.y + position, depth, length)
                if is_wide
                else Box(box.x + position, box.y, length, depth)
            )
            position += length
        across, down = (depth, 0.0) if is_wide else (0.0, depth)
        box = Box(box.x + across, box.y + down, box.width - across, box.height - down)
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """Return how far from a square the worst rectangle of a row along *side* is."""
    total = sum(row)
    return max(side**2 * row[0] / total**2, total**2 / (side**2 * row[-1]))
