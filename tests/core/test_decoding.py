"""Tests of how the bytes of a file become text."""

from __future__ import annotations

import codecs

import pytest

from sphinx_compress.core.decoding import decode_css, decode_js, is_utf8


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (b"a{}", "utf-8", ("a{}", "utf-8")),
        ("ä{}".encode(), "utf-8", ("ä{}", "utf-8")),
        ("ä{}".encode("latin-1"), "iso-8859-1", ("ä{}", "windows-1252")),
        # The mark of the file counts more than the encoding of the page.
        (codecs.BOM_UTF8 + "ä{}".encode(), "iso-8859-1", ("ä{}", "utf-8")),
        ("\ufeffä{}".encode("utf-16-le"), "utf-8", ("ä{}", "utf-16le")),
        (b'@charset "iso-8859-1";\xe4{}', "utf-8", ("\xe4{}", "windows-1252")),
        (b'@charset "utf-8";\n\na{}', "iso-8859-1", ("\n\na{}", "utf-8")),
        # A sheet that says UTF-16 in ASCII is in UTF-8.
        (b'@charset "utf-16";a{}', "iso-8859-1", ("a{}", "utf-8")),
        (b"a{\xff}", "utf-8", ("a{\ufffd}", "utf-8")),
    ],
)
def test_a_sheet_is_in_the_encoding_that_browsers_find(
    data: bytes, encoding: str, expected: tuple[str, str]
) -> None:
    assert decode_css(data, encoding) == expected


@pytest.mark.parametrize("css", ["@charset 'utf-8';a{}", '@charset "a\\b";', ' @charset "a";'])
def test_what_is_no_mark_of_an_encoding_stays_in_the_sheet(css: str) -> None:
    assert decode_css(css.encode(), "utf-8").text == css


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        (b"a()", "utf-8", ("a()", "utf-8")),
        (codecs.BOM_UTF8 + "ä".encode(), "iso-8859-1", ("ä", "utf-8")),
        ("ä".encode("latin-1"), "latin1", ("ä", "windows-1252")),
        # To browsers, iso-8859-1 is windows-1252.
        (b"\x80", "iso-8859-1", ("€", "windows-1252")),
    ],
)
def test_a_script_is_in_the_encoding_of_its_page(
    data: bytes, encoding: str, expected: tuple[str, str]
) -> None:
    assert decode_js(data, encoding) == expected


def test_a_script_that_is_in_another_encoding_is_an_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_js(b"\xff", "utf-8")
    with pytest.raises(UnicodeDecodeError):
        decode_js(codecs.BOM_UTF8 + b"\xff", "iso-8859-1")


def test_an_encoding_that_no_browser_knows_is_an_error() -> None:
    with pytest.raises(LookupError, match="klingon"):
        decode_js(b"a", "klingon")


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", " unicode-1-1-utf-8 "])
def test_utf8_has_several_names(name: str) -> None:
    assert is_utf8(name)


@pytest.mark.parametrize("name", ["", "utf-16", "ascii", "klingon", "utf 8"])
def test_other_names_are_not_those_of_utf8(name: str) -> None:
    assert not is_utf8(name)
