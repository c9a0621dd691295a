"""Tests of the rectangles of a treemap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.build.report.treemap import Box, squarified

WHOLE = Box(1, 2, 16, 9)


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=60))
def test_areas_are_in_proportion_and_fill_the_whole(values: list[int]) -> None:
    values.sort(reverse=True)
    boxes = squarified(values, WHOLE)
    scale = WHOLE.width * WHOLE.height / sum(values)
    for value, box in zip(values, boxes, strict=True):
        assert box.width * box.height == pytest.approx(value * scale)
        assert WHOLE.x - 1e-6 <= box.x
        assert box.x + box.width <= WHOLE.x + WHOLE.width + 1e-6
        assert WHOLE.y - 1e-6 <= box.y
        assert box.y + box.height <= WHOLE.y + WHOLE.height + 1e-6


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=20))
def test_no_two_boxes_share_a_place(values: list[int]) -> None:
    boxes = squarified(sorted(values, reverse=True), WHOLE)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert min(across, down) < 1e-6


def test_boxes_are_nearly_square() -> None:
    # The example of the paper.
    boxes = squarified([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    worst = max(max(box.width / box.height, box.height / box.width) for box in boxes)
    assert worst < 3
    assert boxes[0] == pytest.approx(Box(0, 0, 3, 2))


def test_nothing_has_no_boxes() -> None:
    assert squarified([], WHOLE) == []
