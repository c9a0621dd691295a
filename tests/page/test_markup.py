"""Tests of the search for tags."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_compress.page.markup import start_tags
from sphinx_compress.page.pieces import pieces_of

#: What markup is made of, so that hypothesis hits upon the odd cases.
FRAGMENTS = st.lists(
    st.sampled_from(
        """< > / ! -- - = " ' é &amp; ] [ <!-- --> <![CDATA[ ]]> <? </ /> a src=x href="y" <link>
        <link <script> </script> <style> </style> <svg> </svg> <template> </template> <noscript>
        </noscript> <plaintext> <div>""".split()
    )
    | st.sampled_from(" \n\r\0")
).map("".join)


def named(text: str) -> list[tuple[str, str]]:
    return [(piece.name, piece.text) for piece in pieces_of(text) if piece.name]


def texts(text: str) -> list[str]:
    return [piece.text for piece in pieces_of(text)]


@given(st.one_of(st.text(), FRAGMENTS))
@example("<link><link>")
@example("<!-- <link>")
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(texts(text)) == text


@given(FRAGMENTS)
def test_no_piece_is_empty_and_no_two_unnamed_ones_are_neighbours(text: str) -> None:
    pieces = pieces_of(text)
    assert all(piece.text for piece in pieces)
    for piece, following in pairwise(pieces):
        assert piece.name or following.name


@given(FRAGMENTS)
def test_a_tag_begins_and_ends_with_its_brackets(text: str) -> None:
    end = 0
    for tag in start_tags(text):
        assert tag.start >= end
        assert text[tag.start] == "<"
        assert text[tag.start + 1 :].lower().startswith(tag.name)
        assert text[tag.end - 1] == ">"
        end = tag.end


@given(FRAGMENTS, FRAGMENTS)
def test_what_follows_changes_nothing_of_the_elements_before_it(text: str, more: str) -> None:
    # A browser reads from left to right; so the elements of a text are those of any longer one.
    alone = named(text)
    assert named(text + more)[: len(alone)] == alone


def test_elements_and_what_stands_between_them_are_pieces() -> None:
    text = 'a<link href="x">\n<style>b{}</style> <script src="y"></script>z'
    assert [(piece.name, piece.text) for piece in pieces_of(text)] == [
        ("", "a"),
        ("link", '<link href="x">'),
        ("", "\n"),
        ("style", "<style>b{}</style>"),
        ("", " "),
        ("script", '<script src="y"></script>'),
        ("", "z"),
    ]


def test_a_piece_knows_the_length_of_its_start_tag() -> None:
    script, link = pieces_of('<script a="b>c">x</script><link />')
    assert script.text[: script.tag_length] == '<script a="b>c">'
    assert link.text[: link.tag_length] == "<link />"


@pytest.mark.parametrize(
    "element",
    [
        "<link>",
        "<link/>",
        "<LINK REL=stylesheet HREF=a.css>",
        "<link\n rel='a'\n\thref = \"b\"\n>",
        '<link title="1 > 0">',
        "<link href=a/b/>",
        "<link @click=x :y z.w>",
        "<script></script>",
        "<SCRIPT SRC=a></Script\n>",
        "<script>if (a < b && c > d) e('<link>');</script>",
        "<script>'</ script>'</script>",
        "<script>'</scripts>'</script>",
        "<style>a > b { c: '<' }</style>",
    ],
)
def test_an_element_is_one_piece(element: str) -> None:
    assert texts(f"x{element}y{element}") == ["x", element, "y", element]


@pytest.mark.parametrize(
    "around",
    [
        "<!-- {} -->",
        "<!-- {} --!>",
        "<!--[if IE]>{}<![endif]-->",
        "<!-- -- > {} -->",
        "<!-- <!-- {} -->",
        "<noscript>{}</noscript>",
        "<NoScript>{}</NOSCRIPT>",
        "<template>{}</template>",
        "<template><template>{0}</template>{0}</template>",
        "<svg>{}</svg>",
        "<svg><path/>{}<svg/></svg>",
        "<div>{}</div>",
        "<div><div>{0}</div>{0}</div>",
        "<textarea>{}</textarea>",
        "<title>{}</title>",
        "<xmp>{}</xmp>",
        "<iframe>{}</iframe>",
        '<div title="{}"></div>',
        "<div title='{}'></div>",
    ],
)
@pytest.mark.parametrize("element", ["<link>", "<script src=a></script>", "<style></style>"])
def test_an_element_within_something_else_does_not_count(around: str, element: str) -> None:
    text = around.format(element)
    assert texts(f"{text}<link id=last>") == [text, "<link id=last>"]


@pytest.mark.parametrize(
    "text",
    [
        # Not closed.
        "<!-- <link>",
        "<!--> <!-- <link>",
        "<script>a<link>",
        "<style><link>",
        "<div><link>",
        "<noscript><link>",
        "<noscript><noscript></noscript><link>",
        "<svg><link>",
        "<title><link>",
        "<link title='a><link>",
        '<link title="a><link title=b>',
        "<? <link",
        "<!doctype <link",
        "<![CDATA[ <link> ]]><link>",
        "<plaintext><link></plaintext><link>",
        "<div><plaintext></div><link>",
        # Browsers do not close these here.
        "<script/><link>",
        '<script src="a" /><link></script>',
        "<style/><link>",
        "<div/><link>",
        "<svg/><link>",
        # Where it ends is not where it seems to.
        "<script><!-- <script></script><link></script>",
        "<script>a</script b='>'><link>",
        "<script>a</script b>c</script><link>",
        "<script>a</script/><link>",
        '<link a=="b>c"><link>',
        "<link a=b'c><link d='>",
        '<link "a><link>">',
        "<link <link>",
        "<link/rel=a><link>",
        "<link\u00a0a><link>",
        "<template><template/></template><link></template>",
        "<div><template></div><link></template></div>",
        "<noscript><img alt='</noscript>'></noscript><link>",
        "<div><template></div></template><link></div>",
        "<div><script><!-- <script></script></div><link></script></div>",
        "<svg><style><!-- </style></svg><link> --></style></svg>",
        "<svg><style><g id='</style></svg><link>'></g></style></svg>",
        "<svg><script>a<b id='</script></svg><link>'></script></svg>",
    ],
)
def test_from_markup_that_can_be_read_in_two_ways_on_all_is_left_alone(text: str) -> None:
    assert texts(f"<link id=first>{text}") == ["<link id=first>", text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a < b",
        "1 <2",
        "<",
        "a<",
        "&lt;link&gt;",
        "< link>",
        "&amp",
        "<!---->",
        "<!--->",
        "<!-->",
    ],
)
def test_what_is_no_tag_does_no_harm(text: str) -> None:
    assert texts(f"{text}<link>") == ([text] if text else []) + ["<link>"]


@pytest.mark.parametrize("text", ["<![foo[x]>", "<![ x>", "<![>", "<!>", "<?xml version='1.0'?>"])
def test_a_declaration_of_no_known_kind_is_no_error(text: str) -> None:
    # Python's own parser raises AssertionError for some of these.
    assert texts(f"{text}<link>") == [text, "<link>"]


def test_an_end_tag_without_a_start_is_between_the_elements() -> None:
    assert texts("</head><link></link><br><link>") == ["</head>", "<link>", "</link><br>", "<link>"]


def test_start_tags_are_found_at_any_depth() -> None:
    found = start_tags("<div><A b=c><br/><p/></a></div><!-- <i> --><script>'<b>'</script><u>")
    assert [(tag.name, tag.type) for tag in found] == [
        ("div", "start"),
        ("a", "start"),
        ("br", "start"),
        ("p", "self-closing"),
        ("script", "start"),
        ("u", "start"),
    ]


@pytest.mark.parametrize(
    "part",
    """<!-- < <a_ </ <link_ </scrip <![if <a_href=' <! <? <div> --> <script> <link_a <link_a=
    <script><!-- <svg><style> a='_ <noscript>""".split(),
)
def test_hostile_text_of_any_length_is_read_to_its_end(part: str) -> None:
    # With time that grows with the square of the length, this would take minutes each.
    part = part.replace("_", " ")
    for text in (part * (400_000 // len(part)), "<link " + part * (400_000 // len(part))):
        pieces_of(text)
        start_tags(text)


def test_deep_nesting_is_no_error() -> None:
    depth = 20_000
    text = "<div>" * depth + "<link>" + "</div>" * depth
    assert texts(text + "<link>") == [text, "<link>"]
