"""Tests of selectors that name the elements of scripts and style sheets."""

from __future__ import annotations

import pytest

from sphinx_compress.css.tag_selectors import selected_kinds, selects_by_place, selects_last


@pytest.mark.parametrize(
    "css",
    [
        "script + script + p { color: red }",
        "p, SCRIPT { display: block }",
        "body > script:last-of-type {}",
        "main { & ~ script { color: red } }",
        "@media print { .x script[src]::after { content: attr(src) } }",
        "p:has(+ script) {}",
        "p:nth-last-child(2 of script) {}",
        ":is(p, :not(script)) {}",
    ],
)
def test_a_selector_of_scripts_is_found(css: str) -> None:
    assert selected_kinds(css) == {"js"}


@pytest.mark.parametrize("css", ["link::after { content: attr(href) }", "head style ~ p {}"])
def test_a_selector_of_style_sheets_is_found(css: str) -> None:
    assert selected_kinds(css) == {"css"}


def test_selectors_may_be_of_both_kinds() -> None:
    assert selected_kinds("head, link { display: block } script {}") == {"css", "js"}


@pytest.mark.parametrize(
    "css",
    [
        ".script, #link, a.link:hover, a:link {}",
        "script-editor, x-link, link_, .nav-link {}",
        '[type=link], [script], [data-x="script"] {}',
        "a { list-style: none; link: style; --style: script }",
        "/* script {} */ @import 'script.css'; @font-face { font-style: x }",
        "@keyframes link { from { color: red } }",
        "::part(link), :lang(style), ::highlight(script) {}",
        ".x::after { content: 'script {}' }",
        "a {",
    ],
)
def test_other_uses_of_the_words_are_no_selectors(css: str) -> None:
    assert not selected_kinds(css)


def test_a_sheet_without_its_ends_is_read() -> None:
    assert selected_kinds("a { b: c(script; } script[ { x: 1") == frozenset()


def test_a_sheet_that_cannot_be_read_may_name_both() -> None:
    assert len(selected_kinds("script { width: 1" + 5000 * "0" + "px }")) == 2


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("body > .note:last-child { color: red }", True),
        ("body > * { color: red }", True),
        ("html > BODY/**/>/**/ :not(div) { color: red }", True),
        ("body > div:nth-last-child(2) { color: red }", True),
        ("body > div { color: red }", False),
        ("body .x > p:last-child { color: red }", False),
        (".note:last-child { color: red }", False),
        ("body > 'x { ", True),
        ("html > * > :last-child {}", True),
        (":root > * > * {}", True),
        (":ROOT>*>p:last-child {}", True),
        ("html > .a > :last-child {}", False),
        ("div > * > :last-child {}", False),
        ("html > * > p {}", False),
    ],
)
def test_a_sheet_may_tell_what_is_last_in_the_body(css: str, expected: bool) -> None:
    assert selects_last(css) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".wide > :last-child {}", True),
        ("body.wide.is-b > * {}", True),
        ("div > p, #top[class]>p:last-of-type {}", True),
        (":is(.x, .wide) > * {}", True),
        (".js .wide:hover > [title] {}", True),
        (".note > :last-child {}", False),
        ("div.wide > :last-child {}", False),
        (".wide.note > * {}", False),
        (".wide > p {}", False),
        (".wide :last-child > p {}", False),
        (".wide > p .note > * {}", False),
        ("* > :last-child {}", False),
    ],
)
def test_the_body_is_known_by_its_other_names_too(css: str, expected: bool) -> None:
    assert selects_last(css, {"body", ".wide", ".is-b", "#top", "[class", "[id"}) == expected


def test_rules_of_one_page_may_mean_places() -> None:
    assert selects_by_place("p:last-child { color: red }")
    assert selects_by_place("* { color: red }")
    assert not selects_by_place("p.note > b { color: red }")


@pytest.mark.parametrize(
    "css",
    [
        "footer:nth-last-child(2) {}",
        "body > :nth-last-child(3) a {}",
        ":nth-last-child(2) {}",
        "html > body > *:nth-last-child(2)::before {}",
    ],
)
def test_a_selector_may_count_the_scripts_behind_an_element(css: str) -> None:
    assert selected_kinds(css) == {"js"}


@pytest.mark.parametrize(
    "css",
    [
        "tr:nth-last-child(2) {}",
        ".x > div:nth-last-child(2) {}",
        "div.x:nth-last-child(2), p#x:nth-last-child(2) {}",
        "ul p:nth-last-child(2) {}",
    ],
)
def test_a_selector_may_count_other_elements(css: str) -> None:
    assert not selected_kinds(css)
