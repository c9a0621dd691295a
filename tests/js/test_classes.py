"""Tests of what a script says of the objects of its classes."""

from __future__ import annotations

import pytest

from sphinx_compress.js.classes import Classes
from sphinx_compress.js.constants import Constants
from sphinx_compress.js.functions import Functions, called_by
from sphinx_compress.js.scopes import Scopes, text_of
from sphinx_compress.js.syntax import captures, parse

_PROPERTIES = "(property_identifier) @name"


def is_object(text: str, access: str = "this.node") -> bool:
    """Return what is said of the last place of an access in a script."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    accesses = [each.parent for each in captures(root, _PROPERTIES)["name"] if each.parent]
    places = [each for each in accesses if text_of(each) == access]
    last = max(places, key=lambda each: each.start_byte)
    return Classes(scopes, Constants(scopes)).is_object(last)


@pytest.mark.parametrize(
    "body",
    [
        "a() { this.node.focus() } b() { at(this.node) }",
        "a() { this.node.style.color = '' } b() { at(this.node) }",
        "a() { f(() => this.node.focus()) } b() { at(this.node) }",
    ],
)
def test_what_a_class_uses_as_no_text_is_an_object(body: str) -> None:
    assert is_object(f"class A {{ {body} }}")


def test_an_object_in_an_object_is_told_by_the_whole_way_to_it() -> None:
    text = "class A { a() { this.item.node.focus() } b() { at(this.item.node) } }"
    assert is_object(text, "this.item.node")
    other = "class A { a() { this.item.node.focus() } b() { at(this.other.node) } }"
    assert not is_object(other, "this.other.node")


@pytest.mark.parametrize(
    "body",
    [
        "b() { at(this.node) }",
        "a() { this.node.slice(1) } b() { at(this.node) }",
        "a() { this.node?.focus() } b() { at(this.node) }",
        "a() { if (this.node.nodeType) f() } b() { at(this.node) }",
        "a() { typeof this.node == 'string' || this.node.focus() } b() { at(this.node) }",
        "a() { this.node instanceof B && this.node.focus() } b() { at(this.node) }",
        "a() { this.node.focus() } b() { f(function () { at(this.node) }) }",
    ],
)
def test_what_may_be_a_text_is_no_object(body: str) -> None:
    assert not is_object(f"class A {{ {body} }}")


def test_what_another_class_does_with_such_a_name_says_nothing() -> None:
    assert not is_object("class A { a() { this.node.focus() } } class B { b() { at(this.node) } }")


@pytest.mark.parametrize(
    ("heritage", "count"),
    [
        ("class A { a() {} b() { this.a() } } class B { a() {} }", 1),
        ("class A { a() {} b() { this.a() } } class B extends A { a() {} }", 2),
        ("class B { a() {} } class A extends B { a() {} b() { this.a() } }", 2),
        ("class B { a() {} } const C = B; class A extends C { a() {} b() { this.a() } }", 2),
        ("class A { a() {} b() { this.a() } } f((B) => class extends B { a() {} })", 2),
        ("class A { a() {} b() { x.a() } } class B { a() {} }", 2),
        ("class A extends A { a() {} b() { this.a() } } class B { a() {} }", 1),
    ],
)
def test_a_method_of_an_object_is_that_of_its_class_or_of_one_beyond_or_below(
    heritage: str, count: int
) -> None:
    source = heritage.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    names = [each for each in captures(root, _PROPERTIES)["name"] if text_of(each) == "a"]
    call = next(filter(None, map(called_by, names)))
    functions = Functions(scopes).of(call.child_by_field_name("function"))
    assert len(functions) == 2
    assert len(Classes(scopes, Constants(scopes)).related(call, functions)) == count
