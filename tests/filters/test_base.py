"""Tests of the interface that filters of others are written against."""

from __future__ import annotations

import doctest
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from sphinx_compress.core.errors import FilterError, SourceNotFound
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters import base
from sphinx_compress.filters.base import Filter, FilterContext, is_too_large, kept, require_known


class Plain(Filter):
    """The least that a filter must say."""

    name = "plain"
    version = "1"
    kinds: ClassVar[frozenset[Kind]] = frozenset({"css"})

    def __call__(self, text: str, context: FilterContext) -> str:
        return text


def context(source: str | None = "_static/a.css") -> FilterContext:
    def read(url: str) -> bytes:
        raise SourceNotFound(url)

    def report(problem: Problem) -> None:
        raise AssertionError

    return FilterContext("css", source, "_static", "_static/compress/css", read, report)


def test_the_examples_hold() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    runner = doctest.DocTestRunner()
    examples = {test.name: test for test in finder.find(base) if test.examples}
    for test in examples.values():
        assert not runner.run(test).failed
    names = [name.rpartition(".")[2] for name in examples]
    assert sorted(names) == ["Filter", "FilterContext", "require_known"]


def test_a_filter_that_says_nothing_else_changes_hunks_and_may_fail() -> None:
    plain = Plain()
    assert plain.stage == "input"
    assert plain.effect_for("css", {}) == "changes"
    assert not plain.essential
    assert plain.fingerprint({"any": "option"}, Path()) == ""


def test_a_filter_must_do_something() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Filter()  # type: ignore[abstract]


def test_a_context_has_defaults_for_what_few_filters_need() -> None:
    given = context()
    assert given.options == {}
    assert (given.type, given.encoding, given.directory) == ("", "utf-8", Path())
    given.inlined("_static/b.png")


@pytest.mark.parametrize("options", [{}, {"a": 1}, {"a": 1, "b": None}])
def test_known_options_are_fine(options: Mapping[str, object]) -> None:
    require_known("mine", options, ["b", "a"])


def test_the_first_unknown_option_is_named_with_those_that_there_are() -> None:
    with pytest.raises(FilterError) as raised:
        require_known("mine", {"z": 1, "y": 1, "a": 1}, ["b", "a"])
    assert raised.value.message == "the filter mine has no option 'y'; it has a, b"


def test_what_is_kept_names_the_reason_and_the_place() -> None:
    assert kept(context(), "not closed", "a{", line=3, by="mine") == Problem(
        "minify", "mine: kept as written (not closed): a{", "_static/a.css", 3
    )
    assert kept(context(None), "odd") == Problem("minify", "kept as written (odd)", None, None)


def test_a_text_is_too_large_from_one_byte_more_than_the_most() -> None:
    problems: list[Problem] = []
    context = FilterContext(
        "js", "_static/a.js", None, None, str.encode, problems.append, max_minify_size=2
    )
    assert not is_too_large("ab", context, "mine")
    assert not is_too_large("\u00e4", context, "mine")
    assert problems == []
    assert is_too_large("abc", context, "mine")
    assert is_too_large("\ud800", context, "mine")
    assert [each.source for each in problems] == ["_static/a.js"] * 2
