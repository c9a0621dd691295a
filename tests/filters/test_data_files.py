"""Which files a style sheet can hold, and how."""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.filters.data_files import SVG, type_of

PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.mark.parametrize(
    ("path", "mime"),
    [("a.png", "image/png"), ("b/A.PNG", "image/png"), ("a.tar.svg", "image/svg+xml")],
)
def test_the_name_says_of_which_type_a_file_should_be(path: str, mime: str) -> None:
    found = type_of(path)
    assert found is not None
    assert found.mime == mime


@pytest.mark.parametrize("path", ["a", "png", "a.ttf", "a.png.gz", "a.png/b", ""])
def test_other_files_are_of_no_type(path: str) -> None:
    assert type_of(path) is None


def test_the_content_must_be_of_the_type() -> None:
    png, jpeg = type_of("a.png"), type_of("a.jpg")
    assert png is not None
    assert jpeg is not None
    assert png.is_of(PNG)
    assert not jpeg.is_of(PNG)
    assert not png.is_of(b"")


@pytest.mark.parametrize(
    ("inner", "stands_alone"),
    [
        ("", True),
        ('<use href="#a"/>', True),
        ('<use href="other.svg#a"/>', False),
        ("<style>a{fill:url(#b)}</style>", True),
        ("<style>a{fill:url(b.svg)}</style>", False),
        ('<a style="fill:url(b.svg)"/>', False),
    ],
)
def test_an_svg_image_must_not_refer_to_other_files(inner: str, stands_alone: bool) -> None:
    assert SVG.is_of(f"<svg>{inner}</svg>".encode()) is stands_alone


@given(st.binary())
def test_no_bytes_are_an_error(data: bytes) -> None:
    SVG.is_of(data)
    SVG.is_of(b"<svg>" + data + b"</svg>")


@given(st.binary())
def test_each_url_holds_the_bytes(data: bytes) -> None:
    base64, percent = SVG.urls_of(data)
    head, _, body = base64.partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(body) == data
    head, _, body = percent.partition(",")
    assert head == "data:image/svg+xml"
    assert unquote_to_bytes(body) == data
    assert not {'"', "\\", "\n", "#", "%20"} & set(body)
