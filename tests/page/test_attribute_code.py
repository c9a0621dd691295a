"""Tests of what is found of code in attributes."""

from __future__ import annotations

import pytest

from sphinx_compress.page.attribute_code import (
    code_in_attributes,
    code_in_url,
    code_of,
    library_code_of,
    tag_around,
)


@pytest.mark.parametrize(
    "tag",
    [
        "<p onclick='f()'>",
        '<p title="a > b" ONCLICK = "f()" id=x>',
        '<a href="javascript:f()">',
        "<a href='\n java\tscript:f()'>",
        '<a href="&#106;avascript:f()">',
        '<a href="java&Tab;script&colon;f()">',
        "<a href=JavaScript:f()>",
        '<a href="javascript:%66()">',
        "<form action='javascript:f()'>",
        "<svg onload='f()'>",
    ],
)
def test_code_in_attributes_is_found(tag: str) -> None:
    assert code_in_attributes(f"<p class=x>text</p>{tag}text") == ["f()"]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p class='on' id=javascript>onclick=f() a='javascript:'</p>",
        "<a href='javascript.html' title='https://x?a=1&amp;b=2'>",
        "<script>var on = 1, online = 2; x = 'a:b'</script>",
        "<a href='mailto:a&#64;b'>",
    ],
)
def test_what_is_no_code_is_not_found(html: str) -> None:
    assert code_in_attributes(html) == []


def test_each_of_many_is_found_once() -> None:
    html = "<p onclick='f()' onkeyup='g()'><a href='javascript:h()'>" * 2
    assert code_in_attributes(html) == ["f()", "g()", "h()"] * 2


def test_code_of_an_attribute_is_a_handler_or_behind_the_scheme() -> None:
    assert code_of("onclick", "f()") == "f()"
    assert code_of("href", "JavaScript:%66()") == "f()"
    assert code_of("href", "a.html") is None
    assert code_of("title", "on") is None


@pytest.mark.parametrize(
    "tag",
    [
        "<p onclick='@'>",
        "<p\ntitle='a > b' id=@ class=x>",
        '<p onclick="if (i<n && n<9) @(a => b)">',
    ],
)
def test_the_tag_around_a_place_is_found(tag: str) -> None:
    html = f"<b>a</b> <p>1 < 2{tag}c <i>"
    assert tag_around(html, html.index("@")) == tag


@pytest.mark.parametrize("html", ["@", "<b>@", "a < b @ > c", "<p title='@", "<" * 50 + "@>"])
def test_a_place_in_no_tag_has_none_around(html: str) -> None:
    assert tag_around(html, html.index("@")) == ""


@pytest.mark.parametrize(
    "html",
    [
        "<a href='javascript:f()'class=x>",
        "<p onclick='f()",
        "<svg/onload=f()>",
        '<p title="<b" onclick="f()">',
        "<p onclick='" + ">" * 50 + "'>",
    ],
)
def test_odd_tags_are_not_understood(html: str) -> None:
    assert code_in_attributes(html) is None


@pytest.mark.parametrize(
    "name", ["x-init", "@click", "v-on:click", "hx-on:load", "data-on-load", "_"]
)
def test_libraries_run_what_some_attributes_have(name: str) -> None:
    code = "document.styleSheets[1].disabled = true"
    assert library_code_of(name, code) == code
    assert library_code_of(name, "open = true") is None
    assert library_code_of("data-clipboard-text", code) is None


def test_the_url_of_a_script_may_have_its_code() -> None:
    assert code_in_url("data:text/javascript,f%28%29") == "f()"
    assert code_in_url(" DATA:text/javascript;base64,ZigpCg==") == "f()\n"
    assert code_in_url("data:;base64,?") == ""
    assert code_in_url("_static/data:,x.js") is None
    assert code_in_url("") is None
