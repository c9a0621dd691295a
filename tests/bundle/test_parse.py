"""Tests of the parser of nodelists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.parse import Element, Node, Verbatim, parse, parse_tag
from sphinx_compress.core.types import Kind
from sphinx_compress.page.pieces import elements_of
from tests.page.test_markup import FRAGMENTS

SHEET = '<link rel="stylesheet" href="compress-root:_static/a.css" />'
SCRIPT = '<script src="compress-root:_static/a.js"></script>'


def only(text: str, kind: Kind, *foreign_types: str) -> Node:
    (node,) = parse(text, kind, foreign_types)
    return node


def element(text: str, kind: Kind, *foreign_types: str) -> Element:
    node = only(text, kind, *foreign_types)
    assert isinstance(node, Element), node
    return node


def reason(text: str, kind: Kind, *foreign_types: str) -> str:
    node = only(text, kind, *foreign_types)
    assert isinstance(node, Verbatim)
    assert node.text == text
    return node.reason


@given(st.one_of(st.text(), FRAGMENTS), st.sampled_from(["css", "js"]))
def test_the_texts_joined_are_the_nodelist(text: str, kind: Kind) -> None:
    assert "".join(node.text for node in parse(text, kind)) == text


def test_a_link_is_an_element() -> None:
    assert element(SHEET, "css") == Element(SHEET, "compress-root:_static/a.css", "", "", ())


def test_a_script_with_a_file_is_an_element() -> None:
    assert element(SCRIPT, "js") == Element(SCRIPT, "compress-root:_static/a.js", "", "", ())


@pytest.mark.parametrize(
    "content", ["a > b {}", "a{content:'&amp;<'}", " \n\ta{}\r\n", "\0é\ufeff"]
)
def test_a_style_element_has_its_content_to_the_letter(content: str) -> None:
    found = element(f"<style>{content}</style>", "css")
    assert (found.url, found.content) == (None, content)


@pytest.mark.parametrize(
    "content", ["a && b", "'&amp;'", "if (a<b) c('<i>')", "x\r\n//\u2028y", "`\\``"]
)
def test_an_inline_script_has_its_content_to_the_letter(content: str) -> None:
    found = element(f"<script>{content}</script>", "js")
    assert (found.url, found.content) == (None, content)


@pytest.mark.parametrize(
    "text",
    [
        "<LINK REL=STYLESHEET HREF=compress-root:_static/a.css>",
        "<link rel='stylesheet' href='compress-root:_static/a.css'/>",
        '<link\nrel = "StyleSheet"\nhref = " compress-root:_static/a.css\n">',
        '<link rel=" stylesheet\t" type="TEXT/CSS" href="compress-root:_static/a.css">',
        '<link rel="stylesheet" href="compress-root:_static/a.css" href="b.css" rel="icon">',
        '<link rel="&#115;tylesheet" href="compress-root:_static/&#x61;.css">',
    ],
)
def test_a_link_may_be_written_in_many_ways(text: str) -> None:
    found = element(text, "css")
    assert (found.url, found.attributes) == ("compress-root:_static/a.css", ())


def test_entities_in_a_url_are_read() -> None:
    text = '<script src="compress-root:_static/a&amp;b.js"></script>'
    assert element(text, "js").url == "compress-root:_static/a&b.js"


@pytest.mark.parametrize("url", ["a&copy.js", "a&notb.js", "a&copy=1", "a&#60.js", "a&amp"])
def test_a_reference_without_a_semicolon_is_left_alone(url: str) -> None:
    # `&copy=` is no reference in an attribute, whatever Python's html.unescape says.
    why = "a character reference that is read in more than one way"
    assert reason(f'<script src="compress-root:_static/{url}"></script>', "js") == why


@pytest.mark.parametrize("content", ["a&b", "a && b", "x = '&copy'"])
def test_ampersands_in_a_script_are_no_references(content: str) -> None:
    assert element(f"<script>{content}</script>", "js").content == content


@pytest.mark.parametrize(
    "attribute", ["title='a & b'", 'title="a && b"', "title='&amp;&#1234;&#x1F;'"]
)
def test_other_ampersands_in_attributes_are_clear(attribute: str) -> None:
    element(SHEET.replace("<link", f"<link {attribute}"), "css")


def test_other_attributes_are_kept_in_order() -> None:
    text = SHEET.replace(
        " />", ' media="print" title="A &quot;b&quot;" crossorigin data-x="&lt;" />'
    )
    assert element(text, "css").attributes == (
        ("media", "print"),
        ("title", 'A "b"'),
        ("crossorigin", ""),
        ("data-x", "<"),
    )


def test_the_first_of_two_attributes_of_one_name_counts() -> None:
    text = '<script defer="a" src="compress-root:_static/a.js" DEFER=b src="x"></script>'
    found = element(text, "js")
    assert (found.url, found.attributes) == ("compress-root:_static/a.js", (("defer", "a"),))


def test_a_class_is_kept_as_one_text() -> None:
    assert element(SHEET.replace("/>", 'class="a  b" />'), "css").attributes == (("class", "a  b"),)


def test_attributes_are_the_same_in_any_order() -> None:
    one = element(SCRIPT.replace("<script", "<script defer nonce=x"), "js")
    other = element(SCRIPT.replace("<script", "<script nonce=x defer"), "js")
    assert set(one.attributes) == set(other.attributes)
    assert set(one.attributes) != set(element(SCRIPT, "js").attributes)


@pytest.mark.parametrize(
    "attribute", ["media=print", "title=x", "nonce=x", "crossorigin", "id=x", "media=''", "data-a"]
)
def test_any_attribute_is_kept(attribute: str) -> None:
    with_it = element(SHEET.replace("<link", f"<link {attribute}"), "css")
    assert with_it.attributes != element(SHEET, "css").attributes


@pytest.mark.parametrize("type_", ["text/javascript", "APPLICATION/JavaScript", "", "text/jscript"])
def test_a_plain_script_type_says_nothing(type_: str) -> None:
    found = element(SCRIPT.replace("<script", f'<script type="{type_}"'), "js")
    assert (found.foreign_type, found.attributes) == ("", ())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '<link rel="icon" href="compress-root:_static/a.css">',
            "a link that is not a plain style",
        ),
        ('<link rel="alternate stylesheet" href="compress-root:_static/a.css">', "a link that is"),
        (
            '<link rel="preload" as="style" href="compress-root:_static/a.css">',
            "a link that is not",
        ),
        ('<link rel="stylesheets" href="compress-root:_static/a.css">', "a link that is not"),
        ('<link href="compress-root:_static/a.css">', "a link that is not a plain style sheet"),
        ('<link rel="stylesheet">', "an empty URL is no static file"),
        ('<link rel="stylesheet" href="">', "an empty URL is no static file"),
        (
            '<link rel="stylesheet" href="https://x.y/_static/a.css">',
            "https://x.y/_static/a.css is",
        ),
        ('<link rel="stylesheet" href="//x.y/a.css">', "//x.y/a.css is no static file"),
        ('<link rel="stylesheet" href="data:text/css,a{}">', "data:text/css,a{} is no static file"),
        ('<link rel="stylesheet" href="_images/compress-root:_static/a.css">', "_images/compress"),
        ('<link rel="stylesheet" href="compress-root:_images/a.css">', "compress-root:_images/a"),
        (SHEET.replace("<link", '<link integrity="sha256-x"'), "its attribute integrity is about"),
        (SHEET.replace("<link", "<link charset=x"), "its attribute charset is about this one"),
        (SHEET.replace("<link", '<link onload="this.media=1"'), "its event handler onload is"),
        (SHEET.replace("<link", '<link type="text/x-scss"'), "type 'text/x-scss' has no precomp"),
        (SHEET.replace("<link", '<link type=" text/css"'), "type ' text/css' has no precompiler"),
        (SHEET.replace("<link", "<link disabled"), "a style sheet that waits for a script"),
        ('<style type="text/css;charset=x">a{}</style>', "type 'text/css;charset=x' has no prec"),
        (SCRIPT, "a script in a region of style sheets"),
        ("<!-- x -->", "a comment"),
        ("<!--[if IE]><link><![endif]-->", "a comment"),
        ("<noscript><link></noscript>", "other markup"),
        ("text", "other markup"),
    ],
)
def test_in_a_css_region_it_stays_as_it_is(text: str, why: str) -> None:
    assert reason(text, "css").startswith(why)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<script type="module">import "x"</script>', "an ES module"),
        (SCRIPT.replace("<script", '<script type="Module"'), "an ES module"),
        ('<script type="application/json">{}</script>', "type 'application/json' is no script"),
        ('<script type="application/ld+json">{}</script>', "type 'application/ld+json' is no"),
        ('<script type="text/typescript">a</script>', "type 'text/typescript' has no precompiler"),
        ('<script type="text/babel">a</script>', "type 'text/babel' is no script to run"),
        ('<script type="importmap">{}</script>', "type 'importmap' is no script to run"),
        ('<script type="speculationrules">{}</script>', "type 'speculationrules' is no script"),
        ('<script type="text/template"><b></script>', "type 'text/template' is no script to run"),
        ('<script type="text/javascript; a=b">1</script>', "type 'text/javascript; a=b' is no"),
        ('<script src="https://x.y/a.js"></script>', "https://x.y/a.js is no static file"),
        ('<script src="">a</script>', "a script with a file and a content"),
        ("<script src></script>", "an empty URL is no static file"),
        ("<script async>a</script>", "async on an inline script"),
        ("<script defer>a</script>", "defer on an inline script"),
        (SCRIPT.replace("<script", '<script integrity="x"'), "its attribute integrity is about"),
        (SCRIPT.replace("<script", '<script onerror="x()"'), "its event handler onerror is about"),
        (SCRIPT.replace("<script", '<script language="vbs"'), "its attribute language is about"),
        (SCRIPT.replace("<script", "<script for=window event=onload"), "its attribute event is"),
        (SCRIPT.replace("><", "> x <"), "a script with a file and a content"),
        (SHEET, "a link element in a region of scripts"),
        ("<style>a{}</style>", "a style element in a region of scripts"),
        ("<template><script></script></template>", "other markup"),
    ],
)
def test_in_a_js_region_it_stays_as_it_is(text: str, why: str) -> None:
    assert reason(text, "js").startswith(why)


def test_white_space_needs_no_reason() -> None:
    assert reason(" \n\t", "css") == ""


@pytest.mark.parametrize("type_", ["text/x-scss", "Text/X-SCSS"])
def test_a_type_with_a_precompiler_is_foreign(type_: str) -> None:
    found = element(f'<style type="{type_}" media="print">$a: b</style>', "css", "text/x-scss")
    assert (found.foreign_type, found.attributes) == ("text/x-scss", (("media", "print"),))
    linked = element(SHEET.replace("<link", f'<link type="{type_}"'), "css", "text/x-scss")
    assert (linked.foreign_type, linked.attributes) == ("text/x-scss", ())


def test_a_script_of_a_type_with_a_precompiler_is_foreign() -> None:
    text = '<script type="text/typescript">let a: b</script>'
    found = element(text, "js", "text/typescript")
    assert (found.foreign_type, found.content) == ("text/typescript", "let a: b")


def test_nodes_come_in_the_order_of_the_text() -> None:
    nodes = parse(f"{SHEET}\n<!-- x -->{SHEET}<style>b</style>", "css")
    assert [type(node).__name__ for node in nodes] == [
        "Element",
        "Verbatim",
        "Element",
        "Element",
    ]
    assert [node.text for node in nodes] == [SHEET, "\n<!-- x -->", SHEET, "<style>b</style>"]


# One reader of attributes, and another


NAMES = st.sampled_from("a b href HREF src media data-x data_y @click :is x.y é oné defer".split())
VALUES = st.lists(
    st.sampled_from(
        [*"a b é / = & ; # < > ` ' x26 &amp; &lt; &#38; &#x26; &notin; &eacute;".split()]
    )
    | st.sampled_from([" ", "\n", "\t", '"', "\u00a0", "&quot;", "?v=1", "://"])
).map("".join)
SPACES = st.sampled_from([" ", "\n", "\t ", "\f", "  "])
ATTRIBUTES = st.builds(
    "{}{}{}".format,
    SPACES,
    NAMES,
    st.one_of(
        st.just(""),
        VALUES.map(lambda value: '="{}"'.format(value.replace('"', ""))),
        VALUES.map(lambda value: " = '{}'".format(value.replace("'", ""))),
        VALUES.map(lambda value: f"={value}"),
    ),
)
ELEMENTS = st.builds(
    "<{0}{1}{2}>{3}".format,
    st.sampled_from(["link", "LINK", "script", "Style"]),
    st.lists(ATTRIBUTES, max_size=5).map("".join),
    st.sampled_from(["", " ", "/", " /"]),
    st.sampled_from(["", "</script>", "x</script >", "p{}</style>"]),
)


@given(ELEMENTS)
def test_beautiful_soup_and_we_read_the_same_attributes(text: str) -> None:
    for piece in elements_of(text):
        tag = parse_tag(piece)
        node = only(piece.text, "css")
        # What is read in two ways is kept as it is, and known to be.
        is_odd = isinstance(node, Verbatim) and "in more than one way" in node.reason
        assert is_odd or (tag is not None and tag.attributes == piece.attributes)
