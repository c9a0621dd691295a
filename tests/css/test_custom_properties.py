"""Tests of custom properties that hold URLs, and of what uses them."""

from __future__ import annotations

import pytest

from sphinx_compress.css.custom_properties import (
    borrows_urls,
    url_properties,
    used_properties,
    with_users,
)
from sphinx_compress.css.tokens import UntokenizableError

UNREADABLE = "a{--b:" + "1" * 5000 + "}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{--b:url(c)}", True),
        ("a{--b:{ d: url(c) }}", True),
        ("a{ --b : 1px url( 'c' ) }", True),
        ("@media x{a{--b:image-set('c' 1x)}}", True),
        ("a{}@media x{a{--b:image-set('c' 1x)", True),
        ("a{--b:c}d{e:url(f)}", False),
        ("a{--b:url(compress-root:c)}", True),
        ("a{--b:url(data:c)}", False),
        ("a{--b:url(#c)}", False),
        ("a{--b:c;d:url(e)}", False),
        ("a--b{d:url(e)}", False),
        ("a{b:c}", False),
    ],
)
def test_a_sheet_tells_whether_a_custom_property_holds_a_url(text: str, expected: bool) -> None:
    assert bool(url_properties(text)) is expected


def test_a_custom_property_passes_a_url_on_to_another() -> None:
    text = "a{--c:var(--b);--d:calc(var(--e))}b{--b:url(x.png)}"
    assert url_properties(text) == {"--b", "--c"}


def test_who_uses_a_property_is_used_again() -> None:
    used = [{"--c": ["--b"]}, {"--d": ["--c", "--x"], "": ["--d"]}, {"--e": ["--f"]}]
    assert with_users(["--b"], used) == {"--b", "--c", "--d"}
    assert with_users([], used) == frozenset()


def test_what_uses_a_custom_property_is_told_apart() -> None:
    text = "a{--b:var(--c, var(--d));e:VAR( --f)}@media x{g{h:var(--i)}}"
    assert used_properties(text) == {"--b": {"--c", "--d"}, "": {"--f", "--i"}}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@property --p{syntax:'<url>';inherits:true;initial-value:url(x.png)}", "--p"),
        ("@function --f(--a){result:url(x.png)}", "--f"),
    ],
)
def test_a_url_of_what_an_at_rule_defines_is_not_relative_to_its_sheet(
    text: str, name: str
) -> None:
    assert url_properties(text) == {name}
    assert used_properties("a{b:--f(1) var(--p)}") == {"": {"--f", "--p"}}


def test_a_url_in_a_rule_within_a_rule_is_found() -> None:
    assert url_properties("a{b{--c:url(d)}e{--f:g}}@media x{h{--i:url(j)}}") == {"--c", "--i"}


def test_a_property_that_uses_one_of_another_sheet_does_not_count() -> None:
    assert url_properties("a{--b:var(--c)}") == frozenset()


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:var(--c)}", {"": {"--c"}}),
        ("a{b:var(/**/ --c, d)}", {"": {"--c"}}),
        ("a{--b:var(--c)}d{--b:var(--e)}", {"--b": {"--c", "--e"}}),
        ("a{--b:--f(var(--c))}", {"--b": {"--f", "--c"}}),
        ("a{b:'var(--c)'}/* var(--d) */", {}),
        ("a{b:calc(1px)}", {}),
        ("a{b:var()}", {"": {""}}),
    ],
)
def test_what_a_sheet_uses_is_known(css: str, expected: dict[str, set[str]]) -> None:
    assert used_properties(css) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:image-set(var(--c) 1x)}", True),
        ("a{b:url(var(--c))}", False),
        ("a{b:src(var(--c))}", True),
        ("a{b:IMAGE-SET(--f() 1x)}", True),
        ("a{b:image-set(attr(c) 1x)}", True),
        ("a{b:image-set('c' 1x)}", False),
        ("a{b:f(var(--c))}", False),
        ("a{b:image-set(calc(var(--c)) 1x)}", False),
        (UNREADABLE, False),
    ],
)
def test_a_string_from_elsewhere_may_become_a_url(css: str, expected: bool) -> None:
    assert borrows_urls(css) is expected


@pytest.mark.parametrize("read", [url_properties, used_properties])
def test_a_number_that_python_refuses_is_an_error(read: object) -> None:
    assert callable(read)
    with pytest.raises(UntokenizableError):
        read(UNREADABLE)


def test_a_chain_of_any_length_is_followed_to_its_end() -> None:
    # Time that grows with the square of the length would not let this end.
    links = [f"--a{number + 1}:var(--a{number})" for number in range(20_000)]
    for chain in (links, links[::-1]):
        sheet = f":root{{--a0:url(b.png);{';'.join(chain)}}}"
        assert url_properties(sheet) == {f"--a{number}" for number in range(20_001)}


def test_a_name_may_be_far_from_the_function_that_uses_it() -> None:
    sheet = f"a{{b:{'var(' * 50_000}--c{')' * 50_000}; --d: var(}}"
    assert used_properties(sheet) == {"": {"--c"}, "--d": {""}}
