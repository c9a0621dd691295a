"""Tests of values that are written differently and always mean the same."""

from __future__ import annotations

import pytest

from sphinx_compress.css.values import Key, canonical_value, drops_unit

BLANK: Key = ("blank",)
COMMA: Key = ("literal", ",")
CLOSE: Key = (")",)


def px(number: str, unit: str = "px") -> Key:
    return ("dimension", number, unit)


def number(value: str) -> Key:
    return ("number", value)


def function(name: str, *arguments: Key) -> tuple[Key, ...]:
    return (("function", name), *arguments, CLOSE)


ZERO = canonical_value("margin", (number("0"),))


def same(name: str, one: tuple[Key, ...], other: tuple[Key, ...]) -> bool:
    return canonical_value(name, one) == canonical_value(name, other)


@pytest.mark.parametrize("written", ["0.50", ".5", "+.5", "5e-1", "00.5"])
def test_a_number_is_known_by_its_value(written: str) -> None:
    assert same("opacity", (number(written),), (number("0.5"),))


@pytest.mark.parametrize(("one", "other"), [("1", "1.0"), ("0", "-0"), ("1", "-1"), ("0", "0.0")])
def test_an_integer_and_a_negative_zero_are_told_apart(one: str, other: str) -> None:
    assert not same("z-index", (number(one),), (number(other),))


@pytest.mark.parametrize("name", ["margin", "top", "border-width", "border-top-left-radius", "gap"])
def test_a_zero_length_needs_no_unit_where_it_can_only_be_a_length(name: str) -> None:
    assert canonical_value(name, (px("0"),)) == ZERO
    assert canonical_value(name, (px("0.0", "EM"),)) == ZERO
    assert canonical_value(name, (px("1"),)) != ZERO


@pytest.mark.parametrize("name", ["flex", "z-index", "line-height", "animation", "--x", "filter"])
def test_a_zero_length_keeps_its_unit_everywhere_else(name: str) -> None:
    assert not same(name, (px("0"),), (number("0"),))


def test_a_zero_that_is_negative_keeps_its_unit() -> None:
    assert canonical_value("margin", (px("-0"),)) != ZERO


@pytest.mark.parametrize(
    ("name", "functions", "unit", "expected"),
    [
        ("margin", [], "px", True),
        ("margin", [], "q", True),
        ("margin", [], "s", False),
        ("margin", [], "%", True),
        ("width", [], "px", True),
        ("width", [], "%", False),
        ("background-position", [], "%", True),
        ("transform", ["translate"], "px", True),
        ("transform", ["translate"], "%", False),
        ("transform", ["rotate"], "deg", True),
        ("rotate", [], "deg", False),
        ("background", ["linear-gradient"], "%", True),
        ("background", ["linear-gradient"], "deg", False),
        ("background", ["-webkit-repeating-radial-gradient"], "px", True),
        ("width", ["calc"], "px", False),
        ("width", [""], "px", False),
        ("background", ["linear-gradient", "calc"], "px", False),
    ],
)
def test_whether_a_zero_needs_its_unit_depends_on_where_it_stands(
    name: str, functions: list[str], unit: str, expected: bool
) -> None:
    assert drops_unit(name, functions, unit) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("AABBCC", "abc"), ("ABC", "abc"), ("AABBCCDD", "abcd"), ("aabbcd", "AABBCD")],
)
def test_a_color_may_be_short_and_in_any_case(one: str, other: str) -> None:
    assert same("color", (("hash", one, True),), (("hash", other, True),))


@pytest.mark.parametrize("digits", ["abcde", "xyz", "aabbcce"])
def test_a_hash_that_is_no_color_stays_as_it_is(digits: str) -> None:
    key = ("hash", digits, True)
    assert canonical_value("color", (key,)) == (key,)


def test_a_color_has_a_name_where_only_a_color_can_stand() -> None:
    red = (("ident", "RED"),)
    assert same("color", red, (("hash", "f00", True),))
    assert same("border", red, (("hash", "ff0000", True),))
    assert canonical_value("animation-name", red) == red
    assert canonical_value("color", function("f", *red)) == function("f", *red)


def test_rgb_is_a_color_in_hexadecimal_digits() -> None:
    def rgb(*channels: str) -> tuple[Key, ...]:
        red, green, blue = map(number, channels)
        return function("rgb", red, COMMA, green, COMMA, blue)

    assert same("color", rgb("1", "2", "255"), (("hash", "0102ff", False),))
    assert same("color", rgb("0", "300", "0"), (("hash", "0f0", False),))
    assert canonical_value("color", rgb("1.5", "2", "3"))[0] == ("function", "rgb")
    assert canonical_value("color", function("rgb", number("1"), number("2"), number("3")))[0] == (
        *("function", "rgb"),
    )


@pytest.mark.parametrize(
    ("name", "zeros", "folds"),
    [
        ("margin", 2, True),
        ("margin", 4, True),
        ("margin", 5, False),
        ("gap", 2, True),
        ("gap", 3, False),
        ("box-shadow", 2, False),
        ("transform-origin", 2, False),
    ],
)
def test_equal_zeros_are_one_where_that_means_the_same(name: str, zeros: int, folds: bool) -> None:
    value = (number("0"), *(BLANK, number("0")) * (zeros - 1))
    assert (len(canonical_value(name, value)) == 1) is folds


@pytest.mark.parametrize("name", ["--x", "filter", "-ms-filter", "behavior", "zoom"])
def test_what_scripts_or_old_browsers_read_stays_as_it_is(name: str) -> None:
    value = (("hash", "AABBCC", True), BLANK, px("0"))
    assert canonical_value(name, value) == value
