"""The filter that only removes what means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from sphinx_compress.core.types import Problem
from sphinx_compress.css.tokens import tokenize
from sphinx_compress.filters.csswhitespace import CSSWhitespaceFilter
from sphinx_compress.filters.registry import load_filter
from sphinx_compress.filters.verify import css_difference
from tests.filtering import run
from tests.filters.test_csscompressor import LOOSE, SHEET_PIECES


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a  ,  b {  color :  red ;  }  ", "a,b{color:red}"),
        ("/* a */ a { /* b */ top : 0 } /* c */", "a{top:0}"),
        ("a { color: #AABBCC; top: 0.50em }", "a{color:#AABBCC;top:0.50em}"),
        ("@media  print  {\n  a { top: 0 }\n}\n", "@media print{a{top:0}}"),
        ("a { width: calc( 1px  +  2px ) }", "a{width:calc(1px + 2px)}"),
        ("a { content: '  /* b */  ' ; }", "a{content:'  /* b */  '}"),
    ],
)
def test_only_blanks_comments_and_semicolons_go(text: str, result: str) -> None:
    found = run(CSSWhitespaceFilter(), text, "css")
    assert found.text == result
    assert found.problems == []


@given(SHEET_PIECES)
@settings(max_examples=50, deadline=None)
def test_the_same_tokens_stay_whatever_the_text_is(text: str) -> None:
    result = run(CSSWhitespaceFilter(), LOOSE + text, "css").text
    assert css_difference(LOOSE + text, result) is None


def test_a_sheet_without_its_end_is_kept_and_reported() -> None:
    text = LOOSE + "a { b: c"
    found = run(CSSWhitespaceFilter(), text, "css")
    assert found.text == text
    (problem,) = found.problems
    assert isinstance(problem, Problem)
    assert problem.message.startswith("kept as written (not closed)")


def test_it_is_found_by_its_name() -> None:
    assert isinstance(load_filter("csswhitespace", "css"), CSSWhitespaceFilter)
    assert tokenize("a{}").closed
