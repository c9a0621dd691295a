"""Tests of where the URLs of a style sheet are, and of what they depend on."""

from __future__ import annotations

import pytest

from sphinx_compress.css.tokens import tokenize
from sphinx_compress.css.urls import borrowed_urls, has_relative_urls, is_relative, is_rooted, urls


def found(css: str) -> list[str]:
    return [url.value for url in urls(tokenize(css))]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:url(c)}", ["c"]),
        ("a{b:url( c\\) )}", ["c)"]),
        ("a{b:URL('c')}", ["c"]),
        ("a{b:src('c' 'd')}", ["c"]),
        ("a{b:url('c' f('d'))}", ["c"]),
        ("a{b:image-set('c' 1x,'d' 2x)}", ["c", "d"]),
        ("a{b:image-set('c' type('d'))}", ["c"]),
        ("a{b:-webkit-image-set(url(c) 1x,url('d') 2x)}", ["c", "d"]),
        ("@import 'c';@import url(d);@IMPORT/**/'e';", ["c", "d", "e"]),
        ("@import 'c' supports(d:'e');", ["c"]),
        ("@import c 'd';", []),
        ("@import url(c) 'd';", ["c"]),
        ("a{--b:url(c)}", ["c"]),
        ("a{b:'c';d:f('e')}[g='h']{}", []),
        ("@charset 'c';@namespace 'd';@namespace e url(f);", []),
        ("@-moz-document url(c){a{b:url(d)}}", ["d"]),
        ("/* url(c) */", []),
        ("a{b:url(c'd)}", []),
        ("a{b:url(c", ["c"]),
        ("a{b:(url(c))[url(d)]{url(e)}}", ["c", "d", "e"]),
    ],
)
def test_the_urls_of_a_sheet_are_found_in_their_order(css: str, expected: list[str]) -> None:
    assert found(css) == expected


def test_a_url_knows_its_token() -> None:
    tokens = tokenize("a{b:url('c') url(d)}")
    assert [tokens.source(tokens.tokens[url.position]) for url in urls(tokens)] == ["'c'", "url(d)"]


def test_a_url_that_is_written_elsewhere_is_known_by_its_place() -> None:
    tokens = tokenize("a{b:image-set(var(--c) 1x, f(var(--d)) 2x) var(--e)}")
    assert [tokens.tokens[index].start for index in borrowed_urls(tokens)] == [14]


@pytest.mark.parametrize("url", ["a", "a/b?c#d", "../a", "?a", " a", "1:a", "%41:b"])
def test_a_url_is_relative(url: str) -> None:
    assert is_relative(url)
    assert not is_rooted(url)


@pytest.mark.parametrize(
    "url",
    ["", " ", "#a", "/a", "//a/b", "\\a", "https://a", "DATA:a", "a:b", "\x00 /a", "ht\ntp:a"],
)
def test_a_url_is_not_relative(url: str) -> None:
    assert not is_relative(url)


def test_a_marked_url_is_relative_to_the_site_root_only() -> None:
    assert is_rooted(" compress-root:a")
    assert not is_relative("compress-root:a")
    assert not is_rooted("a/compress-root:b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:url(c)}", True),
        ("@import 'c';", True),
        ("a{b:url(compress-root:c)}", False),
        ("a{b:c}", False),
    ],
)
def test_a_sheet_tells_whether_it_has_relative_urls(text: str, expected: bool) -> None:
    assert has_relative_urls(text) is expected


def test_a_sheet_that_cannot_be_read_may_have_relative_urls() -> None:
    assert has_relative_urls("a{b:" + "1" * 5000 + "}")
