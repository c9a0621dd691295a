"""Tests of the names that elements may have, from pages and from scripts."""

from __future__ import annotations

import pytest

from sphinx_compress.core.names import (
    ANY,
    UNKNOWN,
    Declarations,
    Words,
    from_words,
    mentioned_in,
    names_among,
    word_name,
)

X = UNKNOWN


def test_a_script_may_mean_each_word_but_what_puts_texts_together() -> None:
    assert mentioned_in("f($, `a${b}-c`); $x = d$", None) == set("f $ a b c $x d$".split())
    for text, name in (("class ${}", "$"), ("class A extends\n a.b${}", "b$")):
        assert name in mentioned_in(text, None)
    waits = Declarations(events=frozenset({"addons-ready", "load"}))
    text = "on('addons-ready', f); on(\"addons-ready\", 'load addons-ready-x')"
    assert mentioned_in(text, waits) == set("on f load addons ready x".split())


@pytest.mark.parametrize("name", ["p", ".note", "#top", "[href"])
def test_a_name_of_a_page_is_that_name_only(name: str) -> None:
    may_be = names_among({name})
    assert may_be(name)
    assert not any(map(may_be, ("x", ".p", "#note", "[top", ".href")))


@pytest.mark.parametrize("kind", ["", ".", "#", "["])
def test_a_word_of_a_script_may_be_a_name_of_any_kind(kind: str) -> None:
    may_be = names_among({"p", word_name("is-open")})
    assert may_be(f"{kind}is-open")
    assert may_be(f"{kind}IS-OPEN")
    assert not may_be(f"{kind}is-closed")
    assert not may_be(f"{kind}open")


def test_anything_may_be_where_nothing_is_known() -> None:
    assert names_among({ANY})(".x")
    assert names_among({"p", *from_words(Words(is_unbounded=True))})("#y")
    assert Words(is_unbounded=True).may_be("x-y")
    assert not names_among(set())(".x")


def test_a_word_with_parts_that_are_not_known_has_any_text_there() -> None:
    may_be = names_among({word_name(f"fa-{X}"), word_name(f"{X}-icon-{X}")})
    assert all(map(may_be, (".fa-", ".fa-x", ".fa-x-y", ".a-icon-b", "#-icon-")))
    assert not any(map(may_be, (".fa", ".xfa-x", ".icon", ".a-icon")))
    # A dot in it is one.
    assert not names_among({word_name(f"a.{X}")})(".abc")


def test_words_with_a_joint_between_them_may_be_a_name() -> None:
    may_be = names_among({word_name("theme"), word_name("dark"), word_name(f"{X}-{X}")})
    assert all(
        map(
            may_be, (".theme-dark", ".dark-theme", ".dark-dark-theme", ".theme-", ".-", ".theme-12")
        )
    )
    assert not any(map(may_be, (".theme-light", ".x-dark", ".theme_dark", ".themedark")))


def test_what_is_put_together_stays_so_on_its_way_through_names() -> None:
    words = Words(frozenset({"a", "b"}), frozenset({f"c{X}"}), frozenset({"-", "__"}))
    may_be = names_among({*from_words(words)})
    for name in ("a", "b", "a-b", "a__b-a", "cx", "cx-a", "d", "a-d", "a_b"):
        assert may_be(f".{name}") is words.may_be(name), name
    assert may_be(".a__b-a")
    assert not may_be(".a-d")


def test_of_several_scripts_each_may_name_it() -> None:
    both = Words(frozenset({"a"})) | Words(joints=frozenset({"-"})) | Words(frozenset({"b"}))
    assert both == Words(frozenset({"a", "b"}), joints=frozenset({"-"}))
    assert (both | Words(is_unbounded=True)).may_be("c")


def test_joints_may_overlap() -> None:
    words = Words(frozenset({"a", "b", "-"}), joints=frozenset({"--"}))
    assert words.may_be("a--b")
    assert words.may_be("a--b---")
    assert not words.may_be("a-b")


def test_a_name_may_have_many_parts() -> None:
    words = Words(frozenset({"x"}), joints=frozenset({"-"}))
    assert not words.may_be("x-" * 500 + "y")
    assert words.may_be("x-" * 500 + "x")
