"""A browser that draws a page in several ways is no difference; whatever else differs is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.looks import LOOKS, alike
from tests.browser.test_engines import OUR_LOOKS, Seen, assert_same


def test_one_look_of_ours_may_be_like_an_earlier_one_of_stock() -> None:
    stock, ours = iter("abc"), iter("xya")
    assert alike(lambda: next(stock), lambda: next(ours)) == ("a", "a")


def test_both_are_looked_at_a_few_times_and_the_first_looks_tell() -> None:
    stock, ours = iter(range(LOOKS)), iter(range(-LOOKS, 0))
    assert alike(lambda: next(stock), lambda: next(ours)) == (0, -LOOKS)


def look(picture: str, note: str = "") -> Seen:
    return Seen([picture.encode()], {}, note, [])


def test_a_picture_may_be_drawn_otherwise(tmp_path: Path) -> None:
    stock, ours = iter("aaaa"), iter("xya")
    assert_same(lambda: look(next(stock)), lambda: look(next(ours)), tmp_path)


def test_a_picture_that_is_never_like_one_of_stock_is_a_difference(tmp_path: Path) -> None:
    ours = iter("xyz"[:OUR_LOOKS])
    with pytest.raises(pytest.fail.Exception, match="compare"):
        assert_same(lambda: look("a"), lambda: look(next(ours)), tmp_path)


@pytest.mark.parametrize("ours", [["x", "a"], ["a", "a"]])
def test_what_ours_says_once_is_a_difference(ours: list[str], tmp_path: Path) -> None:
    notes, pictures = iter(["other", ""]), iter(ours)
    with pytest.raises(pytest.fail.Exception, match="notes"):
        assert_same(lambda: look("a"), lambda: look(next(pictures), next(notes)), tmp_path)


def test_what_ours_says_later_is_a_difference(tmp_path: Path) -> None:
    notes, pictures = iter(["", "other"]), iter("xa")
    with pytest.raises(pytest.fail.Exception, match="notes"):
        assert_same(lambda: look("a"), lambda: look(next(pictures), next(notes)), tmp_path)
