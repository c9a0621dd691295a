"""Tests of where what a function returns may come from."""

from __future__ import annotations

import pytest

from sphinx_compress.js.url_words import UNKNOWN
from tests.js.origins import origin_of


@pytest.mark.parametrize(
    "value",
    [
        "localStorage.getItem('a')",
        "JSON.parse(localStorage.getItem('a')).b",
        "prompt()",
        "$('input').val()",
        "new URLSearchParams(a).get('b')",
        "new URL(location).searchParams.get('b')",
    ],
)
def test_what_no_script_has_comes_from_elsewhere(value: str) -> None:
    assert origin_of(f"at({value})").is_elsewhere


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        ("a.getAttribute('data-b')", "data-b"),
        ("$(a).data('b').trim()", "data-b"),
        ("a.getAttribute('data-' + b)", f"data-{UNKNOWN}"),
        ("JSON.parse(a.getAttribute('data-b')).c", "data-b"),
    ],
)
def test_an_attribute_is_told_by_its_name(value: str, attribute: str) -> None:
    assert origin_of(f"at({value})").attributes == {attribute}


def test_what_a_function_returns_is_found_and_an_unknown_one_is_lost() -> None:
    assert origin_of("const f = () => 'link'; at(f().trim())").texts == {"link"}
    assert origin_of("at(Object.keys({ link: 1 })[0])").texts == {"link"}
    assert origin_of("at(f())").is_lost
    assert origin_of("function* f() { yield 'a' } at(f())").is_lost


def test_what_a_list_is_mapped_to_hides_what_was_in_it() -> None:
    assert origin_of("at(['link'].map((a) => `.${a}`).join(', '))").texts.isdisjoint({"link"})


def test_a_replaced_id_is_still_one() -> None:
    assert not origin_of("at(a.hash.replace(/#(.)/, (b, c) => `#${c}`))").is_elsewhere
    assert origin_of("at(a.hash.replace('#', ''))").is_elsewhere


def test_only_a_function_of_all_scripts_may_be_given_by_another_one() -> None:
    assert origin_of("at(what())").variables == {"what"}
    assert not origin_of("(() => { var what = x(); at(what()) })()").variables


def test_a_method_of_an_object_is_not_that_of_another_class() -> None:
    text = "class A { a() { return 'link' } b() { at(this.a()) } } class B { a() { return 'b' } }"
    assert origin_of(text).texts == {"link"}


def test_what_is_read_by_reflection_is_in_the_object() -> None:
    assert origin_of("at(Reflect.get({ a: 'link' }, b))").texts == {"link"}


def test_what_is_in_a_text_with_data_is_found() -> None:
    text = """const a = JSON.parse('{"b": ["c", {"what": "link"}]}'); at(a.b[1].what)"""
    assert {"link", "c"} <= origin_of(text).texts
    assert "link" in origin_of("at(JSON.parse('\"link\"'))").texts
