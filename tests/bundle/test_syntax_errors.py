"""Tests of syntax errors that authors are told of."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_compress.bundle.syntax_errors import syntax_problems
from sphinx_compress.core.joinability import SYNTAX_ERROR, Joinability
from sphinx_compress.core.types import Kind, Problem
from sphinx_compress.filters import FilterContext


def unused(value: object) -> Any:
    raise AssertionError(value)


def problems(text: str, kind: Kind, source: str | None = "_static/a") -> list[Problem]:
    context = FilterContext(kind, source, None, None, unused, unused)
    found = Joinability(kept_because=SYNTAX_ERROR if kind == "js" else "")
    return list(syntax_problems(text, context, found))


def test_an_error_of_a_script_has_its_line() -> None:
    [problem] = problems("f();\nvar x = ;\n", "js")
    assert (problem.subtype, problem.source, problem.line) == ("syntax", "_static/a", 2)
    assert problem.message == f"{SYNTAX_ERROR}: var x = ;"


@pytest.mark.parametrize("css", ["a{", "a{b:c}}", "a{b:url(x}", "a{b:'x}", "/* a", "a{b:(c]}"])
def test_an_error_of_a_style_sheet_is_found(css: str) -> None:
    [problem] = problems(f"x{{}}\n{css}", "css")
    assert problem.message.startswith("it has a syntax error")


@pytest.mark.parametrize("css", ["a{b:c}", "a{b:'}'}", "/* it's { */a{}", 'a{b:"\'"}', ""])
def test_what_only_looks_like_one_is_none(css: str) -> None:
    assert problems(css, "css") == []


def test_blocks_and_good_scripts_are_not_told_of() -> None:
    assert problems("var x = ;", "js", None) == []
    context = FilterContext("js", "_static/a", None, None, unused, unused)
    assert list(syntax_problems("var x = ;", context, Joinability())) == []
