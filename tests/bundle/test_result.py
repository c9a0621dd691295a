"""Tests of results as they are kept."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.result import Result, from_json, to_json
from sphinx_compress.bundle.store import Bundle
from sphinx_compress.core.types import Problem

NUMBERS = st.tuples(st.integers(), st.integers())
RESULTS = st.builds(
    Result,
    html=st.text(),
    inputs=st.lists(st.text()).map(tuple),
    bundles=st.lists(st.builds(Bundle, st.text(), st.text(), st.integers())).map(tuple),
    problems=st.lists(
        st.builds(Problem, st.text(), st.text(), st.none() | st.text(), st.none() | st.integers())
    ).map(tuple),
    files=st.lists(st.text()).map(tuple),
    requests=NUMBERS,
    sizes=NUMBERS,
)


@given(RESULTS)
def test_a_result_comes_back(result: Result) -> None:
    assert from_json(to_json(result)) == result
    assert from_json(to_json(result).encode()) == result


@given(RESULTS)
def test_equal_results_are_equal_bytes(result: Result) -> None:
    assert to_json(from_json(to_json(result))) == to_json(result)


@given(RESULTS, st.data())
def test_a_truncated_result_is_an_error_of_one_kind(result: Result, data: st.DataObject) -> None:
    text = to_json(result)
    with pytest.raises(ValueError, match="not a result: "):
        from_json(text[: data.draw(st.integers(0, len(text) - 1))])


GOOD = json.loads(to_json(Result("x", ("a",), (Bundle("a", "b", 1),), (Problem("a", "b"),))))


@pytest.mark.parametrize("name", sorted(GOOD))
@pytest.mark.parametrize("value", [None, 1, [1], [[1]], {"a": 1}, [{"a": 1}]])
def test_a_wrong_part_is_an_error_or_is_put_right(name: str, value: object) -> None:
    text = json.dumps(GOOD | {name: value})
    try:
        result = from_json(text)
    except ValueError:
        return
    assert isinstance(getattr(result, name), type(getattr(from_json(json.dumps(GOOD)), name)))


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_part_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match=f"not a result: '{name}'"):
        from_json(json.dumps({key: value for key, value in GOOD.items() if key != name}))


@pytest.mark.parametrize(
    "text", ["", "null", "1", "[]", '"x"', "{}", "[" * 100_000, b"\xff", b"\0", b"{"]
)
def test_something_else_is_an_error_of_one_kind(text: str | bytes) -> None:
    with pytest.raises(ValueError, match="not a result: "):
        from_json(text)
