from __future__ import annotations

import doctest
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core import serialization
from sphinx_compress.core.serialization import DamagedError, read_json, read_json_or

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def _convert(value: Any) -> list[int]:
    """Do what converters do: look up, unpack, call methods, make numbers."""
    first, (second, third) = value["pair"]
    sizes = [int(size) for _, size in value["sizes"].items()]
    return [int(first), *map(int, [second, third]), *sizes, int(value["rest"][2])]


GOOD = '{"pair": ["1", [2, 3.5]], "sizes": {"a": 4}, "rest": [0, 0, 5]}'


def test_the_examples_hold() -> None:
    result = doctest.testmod(serialization, optionflags=doctest.ELLIPSIS)
    assert result.attempted == 3
    assert not result.failed


@pytest.mark.parametrize("text", [GOOD, GOOD.encode(), GOOD.encode("utf-16")])
def test_a_good_text_is_converted(text: str | bytes) -> None:
    assert read_json(text, _convert) == [1, 2, 3, 4, 5]
    assert read_json_or(None, text, _convert) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        '{"pair": ' * 100_000,
        b"\xff",
        b"\0",
        "9" * 5000,
        "null",
        "[]",
        "{}",
        GOOD.replace("3.5", "Infinity"),
        GOOD.replace("3.5", "NaN"),
        GOOD.replace("3.5", "[]"),
        GOOD.replace("3.5", "1, 1"),
        GOOD.replace("[0, 0, 5]", "[]"),
        GOOD.replace('{"a": 4}', "[]"),
        GOOD.replace("rest", "others"),
    ],
)
def test_something_else_is_an_error_of_one_kind(text: str | bytes) -> None:
    with pytest.raises(DamagedError, match=r"^not a test: "):
        read_json(text, _convert, "a test")
    assert read_json_or("default", text, _convert) == "default"


@given(st.text() | st.binary() | VALUES.map(json.dumps))
def test_no_text_raises_anything_else(text: str | bytes) -> None:
    try:
        read_json(text, _convert)
    except DamagedError:
        assert read_json_or(None, text, _convert) is None


@given(
    st.fixed_dictionaries(
        {"pair": VALUES | st.tuples(VALUES, VALUES), "sizes": VALUES, "rest": VALUES}
    )
)
def test_no_value_raises_anything_else(value: dict[str, object]) -> None:
    try:
        read_json(json.dumps(value), _convert)
    except DamagedError:
        assert read_json_or(None, json.dumps(value), _convert) is None


def test_a_converter_may_refuse_a_value_by_itself() -> None:
    def refuse(value: object) -> None:
        raise ValueError("it is too old")

    with pytest.raises(DamagedError, match="not a test: it is too old"):
        read_json("1", refuse, "a test")


def test_an_error_of_another_kind_is_not_hidden() -> None:
    def fail(value: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_json_or(None, "1", fail)


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "good.json"
    file.write_text(GOOD, encoding="utf-8")
    assert read_json_or(None, file, _convert) == [1, 2, 3, 4, 5]


def test_a_file_that_cannot_be_read_is_like_a_damaged_one(tmp_path: Path) -> None:
    assert read_json_or((), tmp_path / "missing.json", _convert) == ()
    assert read_json_or((), tmp_path, _convert) == ()
