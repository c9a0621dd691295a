"""Tests of texts that scripts run as code."""

from __future__ import annotations

import pytest

from sphinx_compress.js.constants import HOLE, Constants
from sphinx_compress.js.runners import arguments_at, run_codes, run_texts
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import captures, parse


def run(text: str) -> list[str]:
    source = text.encode()
    root = parse(source).root_node
    return [code for _, code in run_texts(run_codes(root), Constants(Scopes(source, root)))]


@pytest.mark.parametrize(
    "text",
    [
        "eval('a()')",
        "window.eval(`a()`)",
        "(0, eval)('a()')",
        "setTimeout('a' + '()', 9)",
        "self.setInterval('a()')",
        "new Function('b', 'c', 'a()')",
        "Function('a()')()",
        "const code = 'a()'; eval(code)",
        "eval(['a', '()'].join(''))",
    ],
)
def test_what_is_run_is_known_as_a_text(text: str) -> None:
    assert run(text) == ["a()"]


def test_of_what_is_not_known_there_is_a_hole() -> None:
    assert run("function f(x) { eval('a(' + x + ')') }") == [f"a({HOLE})"]


@pytest.mark.parametrize(
    "text",
    [
        "setTimeout(() => a(), 9)",
        "setTimeout(a, 9); var a = 'b'",
        "setTimeout(function () {})",
        "eval(x)",
        "eval()",
        "eval; Function; x.setTimeout",
        "evaluate('a()')",
    ],
)
def test_no_other_text_is_run(text: str) -> None:
    assert run(text) == []


@pytest.mark.parametrize("text", ["f(1, 2)", "x.f(1, 2)", "new f(1, 2)", "new x.f(1, /**/ 2)"])
def test_a_name_has_the_arguments_of_its_call(text: str) -> None:
    root = parse(text.encode()).root_node
    names = captures(root, '([(identifier) (property_identifier)] @name (#eq? @name "f"))')["name"]
    assert [text_of(each) for each in arguments_at(names[0])] == ["1", "2"]
