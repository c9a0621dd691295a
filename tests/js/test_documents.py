"""Tests of which expressions mean the page itself."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from sphinx_compress.js.constants import Constants
from sphinx_compress.js.documents import Documents, is_script_of_parent
from sphinx_compress.js.functions import Functions
from sphinx_compress.js.scopes import Scopes
from sphinx_compress.js.syntax import parse


def is_page(text: str) -> bool:
    """Return whether that is the page of which a script takes the head at the end."""
    source = text.encode()
    root = parse(source).root_node
    scopes = Scopes(source, root)
    end = source.rindex(b".head")
    access = root.descendant_for_byte_range(end, end + len(b".head"))
    assert access is not None
    owner = access.child_by_field_name("object")
    assert owner is not None
    return Documents(Constants(scopes), Functions(scopes)).is_page(owner)


@pytest.mark.parametrize(
    "text",
    [
        "document.head",
        "window.document.head",
        "(document).head",
        "element.ownerDocument.head",
        "var d = document; d.head",
        "var d = window.document, e = d; e.head",
        "(root || document).head",
        "(a ? b : document).head",
        "let d; (d = document).head",
    ],
)
def test_the_page_has_many_names(text: str) -> None:
    assert is_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "table.head",
        "request.head",
        "var d = list; d.head",
        "mydocument.head",
        "documents.head",
        "document.body.head",
        "document.createElement('div').head",
        "var d = document.implementation.createHTMLDocument(''); d.head",
    ],
)
def test_other_things_are_not_the_page(text: str) -> None:
    assert not is_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "(function (w, d) { d.head })(window, document)",
        "(function (d) { d.head }).call(this, document)",
        "((d) => d.head)(document)",
        "function f(d) { d.head } f(document)",
        "function f(d) { d.head } f(other); f(document)",
        "(function (d) { on(function () { d.head }) })(document)",
    ],
)
def test_a_parameter_is_the_page_if_a_call_gives_it(text: str) -> None:
    assert is_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "(function (w, d) { w.head })(window, document)",
        "(function (w, d) { d.head })(window)",
        "function f(d) { d.head } f(list)",
        "function f(d) { d.head } g(document)",
    ],
)
def test_a_parameter_that_is_given_something_else_is_not_the_page(text: str) -> None:
    assert not is_page(text)


def test_names_that_mean_each_other_come_to_an_end() -> None:
    assert not is_page("var a = b, b = a; a.head")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e.parentNode.lastElementChild.src", True),
        ("e.parentElement.lastElementChild.src", True),
        ("e.parentNode.lastElementChild.focus()", False),
        ("e.box.lastElementChild.src", False),
        ("lastElementChild.src", False),
    ],
)
def test_the_url_of_one_of_a_parent_is_that_of_a_script(text: str, expected: bool) -> None:
    source = text.encode()
    start = source.index(b"lastElementChild")
    name = parse(source).root_node.descendant_for_byte_range(start, start + 16)
    assert name is not None
    child = name.parent if name.type == "property_identifier" else name
    assert child is not None
    assert is_script_of_parent(child) is expected


def test_what_many_properties_are_given_is_looked_at_once_for_each() -> None:
    text = "".join(f"a{n}.held = b{n}.held; " for n in range(9))
    source = f"{text} x.held.head".encode()
    asked: list[str] = []

    class Counted(Functions):
        def given(self, name: str) -> list[Node]:
            asked.append(name)
            return super().given(name)

    root = parse(source).root_node
    scopes = Scopes(source, root)
    owner = root.descendant_for_byte_range(len(source) - 11, len(source) - 5)
    assert owner is not None
    assert owner.text == b"x.held"
    assert not Documents(Constants(scopes), Counted(scopes)).is_page(owner)
    assert 0 < len(asked) < 10
