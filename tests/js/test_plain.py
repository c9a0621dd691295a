"""Tests of parts of scripts that are easy to tell."""

from __future__ import annotations

import pytest

from sphinx_compress.js.plain import (
    Scope,
    functions_of,
    holds_while_reading,
    is_bare_class,
    is_plain_class,
)
from sphinx_compress.js.syntax import parse


def test_a_function_has_a_name_that_means_nothing_else() -> None:
    text = """function a() {} const b = () => 1, c = 2; function d() {} d = a;
    function e() {} function e() {} let f = function () {}; f.x = 1;"""
    assert {name for name, _ in functions_of(parse(text.encode()).root_node)} == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A {}", True),
        ("class A extends B { x = f(); m() {} get y() { return [] } }", True),
        ("class A { static m() {} }", True),
        ("class A { static x = f() }", False),
        ("class A { static { f() } }", False),
        ("class A extends f() {}", False),
        ("class A { [f()] = 1 }", False),
        ("class A { [f()]() {} }", False),
        ("class A { get [f()]() {} }", False),
    ],
)
def test_a_plain_class_does_nothing_when_it_is_declared(text: str, expected: bool) -> None:
    assert is_plain_class(parse(text.encode()).root_node.named_children[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A {}", True),
        ("class A extends Set { add(a) { f() } static m() {} }", True),
        ("class A { constructor() {} }", False),
        ("class A { x = 1 }", False),
        ("class A { get x() { return 1 } }", False),
        ("class A { valueOf() {} }", False),
        ("function A() {}", False),
    ],
)
def test_of_a_bare_class_nothing_runs_that_nobody_calls(text: str, expected: bool) -> None:
    assert is_bare_class(parse(text.encode()).root_node.named_children[0]) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("document.readyState === 'loading'", True),
        ('document.readyState != "loading"', False),
        ("document.readyState == 'complete' || document.readyState == 'interactive'", False),
        ("document.readyState !== 'loading' || x", None),
        ("document.readyState !== 'complete'", None),
        ("'loading' != document.readyState", False),
        ('"complete" === document.readyState', False),
        ("x", None),
    ],
)
def test_what_a_condition_says_of_a_page_that_is_read(
    condition: str, expected: bool | None
) -> None:
    statement = parse(f"if ({condition}) f()".encode()).root_node.named_children[0]
    assert holds_while_reading(statement.child_by_field_name("condition")) is expected


def test_a_name_means_what_the_nearest_function_says() -> None:
    text = "function a() {} const f = function (b) { function c() {} let d = 1; class e {} };"
    root = parse(text.encode()).root_node
    script = Scope(dict(functions_of(root)))
    function, scope = script.function("f") or (root, script)
    inner_scope = scope.inside(function, function.child_by_field_name("body") or root)
    assert [name for name in "abcdefg" if inner_scope.function(name)] == ["a", "c", "e", "f"]
    assert [name for name in "abcdefg" if inner_scope.is_local(name)] == ["b", "c", "d", "e"]
    assert not script.is_local("a")


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("static get x() { return 'x' }", True),
        ("static get x() { return f() }", False),
        ("static get x() { f(); return 1 }", False),
        ("static set x(value) {}", False),
        ("get x() { return f() }", True),
    ],
)
def test_to_read_of_a_plain_class_does_nothing(member: str, expected: bool) -> None:
    root = parse(f"class A {{ {member} }}".encode()).root_node
    assert is_plain_class(root.named_children[0]) == expected
