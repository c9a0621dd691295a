"""Tests of the pieces of a nodelist."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.types import ROOT_MARKER, STATIC
from sphinx_compress.page.pieces import Piece, elements_of, pieces_of
from sphinx_compress.page.versions import canonical_form
from tests.page.test_markup import FRAGMENTS
from tests.page.test_region import NODELIST
from tests.sites import script, sheet


def only(text: str) -> Piece:
    (piece,) = pieces_of(text)
    return piece


@given(FRAGMENTS)
def test_no_piece_is_empty_and_no_two_unnamed_ones_are_neighbours(text: str) -> None:
    pieces = pieces_of(text)
    assert all(piece.text for piece in pieces)
    for piece, following in pairwise(pieces):
        assert piece.name or following.name


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
    assert [piece.name for piece in elements_of(text)] == ["link", "style", "script"]


def test_a_piece_knows_the_length_of_its_start_tag() -> None:
    script, link = pieces_of('<script a="b>c">x</script><link />')
    assert script.text[: script.tag_length] == '<script a="b>c">'
    assert link.text[: link.tag_length] == "<link />"


def test_equal_texts_share_their_pieces() -> None:
    text = sheet("a.css")
    assert pieces_of(text) is pieces_of(text[:5] + text[5:])


def test_an_element_has_attributes_and_nothing_else_has() -> None:
    assert only("<LINK REL=icon Href='a?b&amp;c' rel=x disabled>").attributes == {
        "rel": "icon",
        "href": "a?b&c",
        "disabled": "",
    }
    assert only("<p title=a>").attributes == {}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("<link href=a.css>", "a.css"),
        ("<script src=a.js></script>", "a.js"),
        ("<link src=a.css>", ""),
        ("<script href=a.js></script>", ""),
        ("<style href=a.css></style>", ""),
        ("<img src=a.png>", ""),
        ("<script>src</script>", ""),
    ],
)
def test_a_url_is_that_of_the_file_that_an_element_names(text: str, url: str) -> None:
    assert only(text).url == url


def test_a_file_is_known_without_marker_and_version() -> None:
    assert only(f"<link href='{ROOT_MARKER}{STATIC}a.css?v=1'>").file == "_static/a.css"
    assert only("<link href='https://x.y/a.css?w=1'>").file == "https://x.y/a.css?w=1"


def test_the_canonical_form_of_a_piece_is_that_of_its_text() -> None:
    for piece in pieces_of(NODELIST.format(*[ROOT_MARKER] * 8)):
        if piece.name:
            assert piece.canonical == canonical_form(piece.text)


@given(st.lists(st.sampled_from(["?v=1", ROOT_MARKER + STATIC + "a", "'", '"', ">"])).map("".join))
def test_the_canonical_form_of_any_element_is_that_of_its_text(value: str) -> None:
    for piece in elements_of(f"<script src='{value}'>'{value}'</script><link href={value}>"):
        assert piece.canonical == canonical_form(piece.text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("<style>p{}</style>", True),
        ("<script>x()</script>", True),
        ("<script data-src=a.js>src</script>", True),
        (script("a.js"), False),
        (sheet("a.css"), False),
        ("text", False),
    ],
)
def test_a_block_is_an_element_without_a_file(text: str, is_one: bool) -> None:
    assert only(text).is_block is is_one
