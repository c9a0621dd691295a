"""Tests of what a sum comes to."""

from __future__ import annotations

import pytest

from sphinx_compress.js.sums import NUMBER, added, has_no_text, may_come_to, number
from sphinx_compress.js.url_words import UNKNOWN


@pytest.mark.parametrize("written", ["0", "7", "10", "1.5", "123456789"])
def test_a_number_is_written_in_a_text_as_in_a_script(written: str) -> None:
    assert number(written) == NUMBER + written


@pytest.mark.parametrize("written", ["0x10", "0b1", "1e3", "1_0", ".5", "5.", "1.50", "010", "1n"])
def test_a_number_that_is_written_in_another_way_is_not_known(written: str) -> None:
    assert number(written) == NUMBER + UNKNOWN


@pytest.mark.parametrize(
    ("parts", "sum_"),
    [
        (["h", number("1"), number("2")], f"h{NUMBER}1{NUMBER}2"),
        ([number("1"), number("2"), "h"], f"{NUMBER}{UNKNOWN}h"),
        ([UNKNOWN, number("1"), "h"], f"{UNKNOWN}h"),
        ([UNKNOWN, UNKNOWN], UNKNOWN * 2),
        ([number("1")], f"{NUMBER}1"),
        (["", number("1"), number("2")], f"{NUMBER}1{NUMBER}2"),
        ([], ""),
    ],
)
def test_numbers_in_front_of_the_first_text_are_added(parts: list[str], sum_: str) -> None:
    assert added(parts) == sum_


@pytest.mark.parametrize(
    ("part", "has_none"),
    [(UNKNOWN, True), (number("1") + UNKNOWN, True), ("a" + UNKNOWN, False), ("", False)],
)
def test_a_part_without_a_text_is_told(part: str, has_none: bool) -> None:
    assert has_no_text(part) is has_none


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("className", True),
        ("title", False),
        (UNKNOWN, True),
        (f"class{UNKNOWN}", True),
        (f"{UNKNOWN}N{UNKNOWN}e", True),
        (f"data{UNKNOWN}", False),
        (UNKNOWN + number("1"), False),
        (f"{UNKNOWN}\n", False),
    ],
)
def test_a_text_of_which_a_part_is_known_may_come_to_few(text: str, may_be: bool) -> None:
    assert may_come_to(text, {"className", "id"}) is may_be
