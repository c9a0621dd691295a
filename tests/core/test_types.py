"""Tests of the words that all rooms share."""

from __future__ import annotations

import html

import pytest

from sphinx_compress.core.types import ROOT_MARKER, SPACE, STATIC, Problem
from sphinx_compress.css.urls import is_relative


@pytest.mark.parametrize(
    ("subtype", "expected"), [("filter", True), ("precompiler", True), ("minify", False)]
)
def test_a_tool_that_failed_may_work_next_time(subtype: str, expected: bool) -> None:
    assert Problem(subtype, "it took too long").is_failure is expected


def test_problems_that_say_the_same_are_the_same() -> None:
    one, other = (Problem("minify", "x", "_static/a.css", 1) for _ in range(2))
    assert {one} == {other}
    assert Problem("minify", "x").source is None


def test_a_marked_url_depends_on_no_directory_and_needs_no_escapes() -> None:
    url = f"{ROOT_MARKER}{STATIC}a.css"
    assert not is_relative(url)
    assert html.escape(url) == url


def test_white_space_of_html_is_not_that_of_python() -> None:
    assert "\v\x1c\x85\xa0\u2028".strip(SPACE) == "\v\x1c\x85\xa0\u2028"
    assert "\t\n\f\r ".strip(SPACE) == ""
