"""What the filters for languages with imports share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from sphinx_compress.core.errors import FilterError, SourceNotFound
from sphinx_compress.core.types import Problem
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.precompilers.compiling import (
    Place,
    StylesheetCompiler,
    failure,
    load_paths,
    main_path,
)


class Stylus(StylesheetCompiler):
    name: ClassVar[str] = "stylus"
    version: ClassVar[str] = "1"

    def compiler_version(self, options: Mapping[str, object], directory: Path) -> str:
        return f"stylus-{directory.name}"

    def __call__(self, text: str, context: FilterContext) -> str:
        return text


def context(source: str | None) -> FilterContext:
    def read(url: str) -> bytes:
        raise SourceNotFound(url)

    def report(problem: Problem) -> None:
        raise AssertionError

    return FilterContext("css", source, "_static", None, read, report)


def test_the_fingerprint_is_the_version_of_the_compiler() -> None:
    options = {"load_paths": ["_static/lib"]}
    assert Stylus().fingerprint(options, Path("1.2.3")) == "stylus-1.2.3"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"load_path": []},
            "the filter stylus has no option 'load_path' .did you mean load_paths",
        ),
        ({"load_paths": "_static"}, "the option load_paths is '_static'; it must be a list of"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: Mapping[str, object], message: str
) -> None:
    with pytest.raises(FilterError, match=message):
        Stylus().fingerprint(options, Path())


def test_load_paths_are_normalised() -> None:
    assert load_paths({}) == ()
    given = ["_static", "_static/a/../b/", "_static//c"]
    assert load_paths({"load_paths": given}) == ("_static", "_static/b", "_static/c")


@pytest.mark.parametrize("path", ["..", "_static/../a", "/a", "a", "_statics", 1, None])
def test_load_paths_are_below_static(path: object) -> None:
    with pytest.raises(FilterError, match="a list of directories below _static/"):
        load_paths({"load_paths": [path]})


def test_imports_of_an_inline_block_start_from_the_static_files() -> None:
    assert main_path(context("_static/css/a.scss")) == "_static/css/a.scss"
    assert main_path(context(None)) == "_static/"


def test_an_error_has_the_line_of_the_text() -> None:
    place = Place("_static/a.scss", 3, "  b: $c;  ")
    error = failure("Undefined variable.\n", place, context("_static/a.scss"))
    assert (error.message, error.line) == ('Undefined variable, at "b: $c;"', 3)


def test_an_error_in_another_file_names_it() -> None:
    error = failure("It is wrong", Place("_static/_b.scss", 3), context("_static/a.scss"))
    assert (error.message, error.line) == ("It is wrong in _static/_b.scss:3", None)


def test_an_error_in_an_inline_block_says_that_lines_are_its_own() -> None:
    error = failure("It is wrong", Place("_static/", 3), context(None))
    assert (error.message, error.line) == ("It is wrong in line 3 of the inline block", 3)


def test_an_error_without_a_place_is_told_as_far_as_it_fits() -> None:
    message = "\n".join(f"line {number}" for number in range(100))
    error = failure(message, None, context("_static/a.scss"))
    assert error.message.splitlines() == [f"line {number}" for number in range(12)]
    assert error.line is None
