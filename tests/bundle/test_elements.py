"""Tests of the elements that stand in for others."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.elements import (
    bundle_url,
    file_element,
    inline_element,
    moved_preload,
    preload_element,
    timing_attribute,
    with_low_priority,
)
from sphinx_compress.bundle.parse import Element, parse
from sphinx_compress.core.types import Kind

VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def only(html: str) -> Tag:
    (tag,) = BeautifulSoup(html, "html.parser", multi_valued_attributes=None).contents
    assert isinstance(tag, Tag)
    return tag


def test_the_url_of_a_bundle_is_marked() -> None:
    assert bundle_url("a/b", "css/c.css") == "compress-root:_static/a/b/css/c.css"


def test_a_link_loads_css_and_a_script_loads_js() -> None:
    assert file_element("css", "u", []) == '<link rel="stylesheet" href="u" />'
    assert file_element("js", "u", []) == '<script src="u"></script>'


def test_attributes_are_kept_in_order() -> None:
    attributes = [("media", "print"), ("title", 'a "b" & <c>'), ("crossorigin", "")]
    assert file_element("css", "u", attributes) == (
        '<link rel="stylesheet" media="print" title="a &quot;b&quot; &amp; &lt;c&gt;" crossorigin'
        ' href="u" />'
    )
    assert file_element("js", "u", [("defer", ""), ("id", "x")]) == (
        '<script defer id="x" src="u"></script>'
    )


@pytest.mark.parametrize(("kind", "as_"), [("css", "style"), ("js", "script")])
def test_a_preload_says_only_how_to_fetch(kind: Kind, as_: str) -> None:
    attributes = [
        ("media", "print"),
        ("id", "x"),
        ("crossorigin", "anonymous"),
        ("defer", ""),
        ("nonce", "n"),
        ("data-x", "y"),
        ("referrerpolicy", "no-referrer"),
        ("fetchpriority", "low"),
    ]
    assert preload_element(kind, "u", attributes) == (
        f'<link rel="preload" as="{as_}" media="print" crossorigin="anonymous" nonce="n"'
        ' referrerpolicy="no-referrer" fetchpriority="low" href="u" />'
    )


def test_an_inline_element_holds_the_text_as_it_is() -> None:
    assert inline_element("css", "a > b", [("media", "print")]) == (
        '<style media="print">a > b</style>'
    )
    assert inline_element("js", "a && b", []) == "<script>a && b</script>"


@pytest.mark.parametrize(
    ("names", "timing"),
    [([], ""), (["media"], ""), (["id", "defer"], "defer"), (["async"], "async")],
)
def test_what_says_when_to_run_a_file_is_found(names: list[str], timing: str) -> None:
    assert timing_attribute([(name, "") for name in names]) == timing


@given(VALUES, VALUES)
def test_any_value_comes_back_from_the_element(value: str, url: str) -> None:
    tag = only(file_element("css", url, [("title", value)]))
    assert dict(tag.attrs) == {"rel": "stylesheet", "title": value, "href": url}


@given(VALUES)
def test_what_is_put_out_can_be_parsed_again(value: str) -> None:
    url = bundle_url("compress", "css/a.css")
    (node,) = parse(file_element("css", url, [("title", value)]), "css")
    assert isinstance(node, Element)
    assert (node.url, node.attributes) == (url, (("title", value),))


def test_a_priority_is_set_unless_there_is_one() -> None:
    assert with_low_priority([("defer", "")]) == (("defer", ""), ("fetchpriority", "low"))
    assert with_low_priority([]) == (("fetchpriority", "low"),)
    for value in ("high", "low", ""):
        attributes = [("fetchpriority", value), ("defer", "")]
        assert with_low_priority(attributes) == attributes


def test_a_preload_that_moves_keeps_its_other_attributes() -> None:
    attributes = [("rel", "preload"), ("href", "old"), ("as", "script"), ("onload", "f('a')")]
    html = moved_preload("new", attributes)
    assert html == '<link rel="preload" as="script" onload="f(&#x27;a&#x27;)" href="new" />'
    assert dict(only(html).attrs) == dict(attributes) | {"href": "new"}
