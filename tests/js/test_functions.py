"""Tests of which function an expression means, and of where one is used."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from sphinx_compress.js.functions import Functions, arguments_of, called_at_once, called_by
from sphinx_compress.js.scopes import Scopes, function_around, text_of
from sphinx_compress.js.syntax import parse


def read(text: str) -> tuple[Functions, Node]:
    source = text.encode()
    root = parse(source).root_node
    return Functions(Scopes(source, root)), root


def node_of(root: Node, part: str) -> Node:
    """Return what the last occurrence of *part* is in a script."""
    source = root.text or b""
    start = source.rindex(part.encode())
    node = root.descendant_for_byte_range(start, start + len(part.encode()))
    assert node is not None
    return node


def function_of(root: Node, part: str) -> Node:
    function = function_around(node_of(root, part))
    assert function is not None
    return function


@pytest.mark.parametrize(
    "text",
    [
        "function look() { inner } go(look)",
        "var look = function () { inner }; go(look)",
        "const look = () => inner; go(look)",
        "let look; look = (function () { inner }); go(look)",
        "api.look = function () { inner }; go(api.look)",
        "var api = { look: () => inner }; go(api.look)",
        "class A { look() { inner } } go(a.look)",
        "function look() { inner } go(look.bind(null, 1))",
    ],
)
def test_an_argument_means_the_function_of_its_name(text: str) -> None:
    functions, root = read(text)
    arguments = arguments_of(root.named_children[-1].named_children[0])
    assert functions.of(arguments[0]) == [function_of(root, "inner")]


@pytest.mark.parametrize(
    "text",
    ["const a = { [name]() { inner } }", "class A { *[Symbol.iterator]() { inner } }"],
)
def test_nobody_knows_where_a_method_is_used_whose_name_is_computed(text: str) -> None:
    functions, root = read(text)
    assert functions.uses(function_of(root, "inner")) == (None, [])


def test_a_parameter_means_no_function_that_is_known() -> None:
    functions, root = read("function f(look) { go(look) }")
    assert functions.of(node_of(root, "look")) == []


def test_the_uses_of_a_function_are_its_mentions_but_for_its_name() -> None:
    functions, root = read("function f() { function g() { inner } g(); a(g) }")
    uses, names = functions.uses(function_of(root, "inner"))
    assert [text_of(use.parent) for use in uses or ()] == ["g()", "(g)"]
    assert names == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function lookUp() { inner }", ["lookUp"]),
        ("(function () { function f() { inner } window.lookUp = f })()", ["lookUp"]),
        ("(function () { var f = () => inner; api = { lookUp: f } })()", ["lookUp"]),
        ("(function () { api.lookUp = () => inner })()", ["lookUp"]),
        ("(function () { api.render = () => inner })()", []),
        ("(function () { function f() { inner } f() })()", []),
    ],
)
def test_other_scripts_have_a_function_by_telling_names_only(
    text: str, expected: list[str]
) -> None:
    functions, root = read(text)
    assert functions.uses(function_of(root, "inner"))[1] == expected


def test_it_is_not_known_where_a_function_without_a_name_is_used() -> None:
    functions, root = read("go(function () { inner })")
    assert functions.uses(function_of(root, "inner")) == (None, [])


def test_a_property_is_given_all_values_that_the_script_has_for_it() -> None:
    functions, _ = read("a.sheet = 'one'; b = { sheet: 'two' }; c.other = 'three'")
    assert [text_of(value) for value in functions.given("sheet")] == ["'one'", "'two'"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for (var i = 0; i < 9; i++) list[i]", True),
        ("for (var i in list) list[i]", True),
        ("a.forEach(function (e, i) { list[i] })", True),
        ("var i = 3; list[i]", False),
        ("a.forEach(function (i) { list[i] })", False),
    ],
)
def test_a_counter_goes_through_all_numbers(text: str, expected: bool) -> None:
    functions, root = read(text)
    index = node_of(root, "list[i]").child_by_field_name("index")
    assert index is not None
    assert functions.is_counter(index) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inner", True),
        ("(function () { inner })()", True),
        ("(() => { (function () { inner }).call(this) })()", True),
        ("function f() { inner }", False),
        ("addEventListener('load', () => { inner })", False),
        ("(function () { on(function () { inner }) })()", False),
    ],
)
def test_what_runs_at_once_is_in_no_function_that_waits(text: str, expected: bool) -> None:
    functions, root = read(text)
    assert functions.runs_at_once(node_of(root, "inner")) is expected


def test_a_function_that_is_an_argument_is_not_called_where_it_is_written() -> None:
    _, root = read("go(function () { inner })")
    assert called_at_once(function_of(root, "inner")) is None


def test_comments_are_no_arguments() -> None:
    _, root = read("go(a, /* b */ c)")
    call = root.named_children[0].named_children[0]
    assert [text_of(each) for each in arguments_of(call)] == ["a", "c"]


def test_a_constructor_is_used_by_the_name_of_its_class() -> None:
    functions, root = read("class A { constructor() { inner } } new A(); go(A)")
    uses, names = functions.uses(function_of(root, "inner"))
    assert [text_of(use.parent) for use in uses or ()] == ["new A()", "(A)"]
    assert names == ["A"]


@pytest.mark.parametrize(("given", "expected"), [("window", ["q"]), ("this", ["q"]), ("b", [])])
def test_a_variable_of_all_scripts_has_a_telling_name_however_short(
    given: str, expected: list[str]
) -> None:
    functions, root = read(f"(function (w) {{ w.q = () => inner }})({given})")
    assert functions.uses(function_of(root, "inner"))[1] == expected


@pytest.mark.parametrize("text", ["look(1)", "a.look(1)", "new look(1)", "new a.look(1)"])
def test_a_function_or_a_constructor_is_called_by_its_name(text: str) -> None:
    _, root = read(text)
    assert text_of(called_by(node_of(root, "look"))) == text
    assert called_by(node_of(read("f(look)")[1], "look")) is None
