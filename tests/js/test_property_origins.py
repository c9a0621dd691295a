"""Tests of where the property of an object may come from."""

from __future__ import annotations

import pytest

from tests.js.origins import origin_of


@pytest.mark.parametrize(
    "value",
    [
        "location.hash.slice(1)",
        "localStorage.a",
        "a.textContent",
        "event.data.b",
        "document.title",
        "input.value",
        "history.state.a",
        "a.tagName",
    ],
)
def test_some_hold_what_comes_from_elsewhere(value: str) -> None:
    assert origin_of(f"at({value})").is_elsewhere


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        ("a.dataset.whatFor", "data-what-for"),
        ("a.title", "title"),
        ("a.attributes['data-b'].value", "data-b"),
        ("a.attributes.title.nodeValue", "title"),
    ],
)
def test_some_hold_attributes(value: str, attribute: str) -> None:
    assert origin_of(f"at({value})").attributes == {attribute}


def test_a_hash_is_an_id_and_a_url_no_selector() -> None:
    for value in ("location.hash", "decodeURI(a.hash)", "a.href"):
        origin = origin_of(f"at({value})")
        assert not any((origin.is_elsewhere, origin.is_lost, origin.attributes)), value


def test_others_are_told_by_their_names_and_hold_what_they_are_given() -> None:
    assert origin_of("at(a.what)").properties == {"what"}
    assert origin_of("b.what = 'link'; at(a.what)").texts == {"link"}
    assert origin_of("class A { what = 'link' } at(a.what)").texts == {"link"}
    assert origin_of("const a = { 'what': 'link' }; at(a.what)").is_lost


def test_what_an_iterator_returns_is_in_its_list() -> None:
    text = "const a = ['link'].values(); const b = a.next(); if (!b.done) at(b.value)"
    assert "link" in origin_of(text).texts


def test_a_property_that_is_read_often_is_followed_in_a_class_if_it_is_given_rarely() -> None:
    often = "this.kind;" * 41
    given = f"class A {{ a() {{ {often} this.kind = 'link' }} b() {{ at(%s) }} }}"
    assert origin_of(given % "this.kind").texts == {"link"}
    assert not origin_of(given % "this.kind").is_lost
    assert origin_of(given % "a.kind").is_lost
    assert not origin_of(f"{given % 'this.kind'}; b.kind = a.kind").is_lost
    assert origin_of(given.replace("this.kind;", "this.kind = '';") % "this.kind").is_lost
    default = "class A { a() { %s this.kind = 'link' } b(c = this.kind) { at(this.kind) } }"
    assert not origin_of(default % often).is_lost


@pytest.mark.parametrize(
    "given",
    [
        "[this.kind] = ['link']",
        "({ a: this.kind } = b)",
        "for (this.kind of ['link']) f()",
        "} get kind() { return 'link'",
    ],
)
def test_what_a_pattern_gives_a_property_that_is_read_often_is_lost(given: str) -> None:
    often = "this.kind;" * 41
    assert origin_of(f"class A {{ a() {{ {often} at(this.kind); {given} }} }}").is_lost


def test_what_is_kept_is_no_object_that_a_class_has() -> None:
    text = "class A { a() { this.node.focus() } b() { this.kept = this.node } c() { at(this.%s) } }"
    others = "; x.node = y()"
    assert not origin_of(text % "kept" + others).is_lost
    assert origin_of(text % "node" + others).is_lost


def test_an_object_of_any_properties_may_have_any_text() -> None:
    assert origin_of("const a = new Proxy({}, b); at(a.what)").is_lost
