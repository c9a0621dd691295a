"""Tests of the names that a script declares for its page."""

from __future__ import annotations

import pytest

from sphinx_compress.js.declarations import Declarations, declarations
from sphinx_compress.js.syntax import parse


def declared(script: str) -> Declarations | None:
    return declarations(parse(script.encode()).root_node)


@pytest.mark.parametrize(
    ("script", "names", "lexical"),
    [
        ("", "", ""),
        ("a = 1; b.c = 2", "", ""),
        ("var a; function b() {} function* c() {} async function d() {}", "abcd", ""),
        ("let a; const b = 1; class c {}", "abc", "abc"),
        ("var a; let b", "ab", "b"),
        ("let {a, b: [c, ...d], ...e} = x", "acde", "acde"),
        ("{ let a; const b = 1; var c }", "c", ""),
        ("{ function a() {} }", "a", ""),
        ("for (let a of b) { var c }", "c", ""),
        ("for (const a in b); for (var c in d);", "c", ""),
        ("x = class a {}; y = function b() {}; (() => { var c })()", "", ""),
        # Outside of strict mode, the function is the page's unless a lexical name is like it.
        ("let a; { function a() {} }", "a", ""),
        ("export_ = 1; switch (x) { default: var a }", "a", ""),
    ],
)
def test_names_are_the_page_s_and_some_are_lexical(script: str, names: str, lexical: str) -> None:
    assert declared(script) == Declarations(frozenset(names), frozenset(lexical))


@pytest.mark.parametrize(
    "script",
    [
        "let a, a",
        "let a; const a = 1",
        "let a; var a",
        "let a; function a() {}",
        "class a {} class a {}",
        "let a; if (x) { var a }",
        "let a; for (var a of b);",
        "return",
        "if (a) return 1",
    ],
)
def test_a_script_that_browsers_refuse_declares_nothing(script: str) -> None:
    assert declared(script) is None


@pytest.mark.parametrize(
    "script", ["var a, a", "var a; function a() {}", "function f() { return 1 }", "let a; {let a}"]
)
def test_a_script_that_browsers_run_may_declare_a_name_twice(script: str) -> None:
    assert declared(script) is not None
