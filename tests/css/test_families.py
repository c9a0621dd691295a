"""Tests of families of properties; a browser says whether they are right in tests/browser."""

from __future__ import annotations

import pytest

from sphinx_compress.css.families import ANY, family_of


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("margin-top", "margin"),
        ("-webkit-margin-start", "margin"),
        ("MARGIN", "margin"),
        ("left", "inset"),
        ("inset-block", "inset"),
        ("max-width", "size"),
        ("line-height", "font"),
        ("word-wrap", "text"),
        ("-webkit-line-clamp", "lines"),
        ("max-lines", "lines"),
        ("inset-area", "position"),
        ("row-gap", "grid"),
        ("*zoom", "zoom"),
        ("_height", "size"),
        ("--Any-thing", "--Any-thing"),
        ("all", ANY),
        ("odd-thing", ANY),
        ("-epub-word-break", ANY),
        ("", ANY),
    ],
)
def test_what_may_set_the_same_is_one_family(name: str, family: str) -> None:
    assert family_of(name) == family
