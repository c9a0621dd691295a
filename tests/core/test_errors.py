"""Tests of the exceptions of this package."""

from __future__ import annotations

import inspect

import pytest

from sphinx_compress.core import errors
from sphinx_compress.core.errors import (
    CompressError,
    FilterError,
    OfflineGenerationError,
    SourceError,
    SourceNotFound,
    SourceOutsideRoots,
)


def test_one_class_is_the_base_of_all() -> None:
    found = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
    assert all(issubclass(each, CompressError) for each in found)
    assert all(inspect.getdoc(each) for each in found)


@pytest.mark.parametrize("error", [SourceNotFound, SourceOutsideRoots])
def test_who_asks_for_a_source_catches_one_class(error: type[Exception]) -> None:
    assert issubclass(error, SourceError)


def test_a_filter_says_what_went_wrong_and_where() -> None:
    error = FilterError("write it in another way", 3)
    assert (error.message, error.line) == ("write it in another way", 3)
    assert str(error) == "write it in another way"
    assert FilterError("x").line is None


def test_an_offline_build_shows_its_error_on_one_line_in_a_template() -> None:
    # Sphinx puts the repr of an exception into its message.
    assert repr(OfflineGenerationError("a 'b'")) == "OfflineGenerationError: a 'b'"
