"""Looks at two pages again where a browser does not draw a page the same way each time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TypeVar

T = TypeVar("T")

#: How often both pages are looked at while they do not show the same.
LOOKS = 4


def alike(stock: Callable[[], T], ours: Callable[[], T]) -> tuple[T, T]:
    """Look at both pages until ours once shows what stock shows at some time; return these looks.

    Where that never is, return the first look at each.
    """
    before, after = list[T](), list[T]()
    for _ in range(LOOKS):
        before.append(stock())
        after.append(ours())
        for pair in product(before, after):
            if pair[0] == pair[1]:
                return pair
    return before[0], after[0]
