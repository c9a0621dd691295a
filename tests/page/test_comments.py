"""Tests of the comments between tags that only people read."""

from __future__ import annotations

import pytest

from sphinx_compress.page.comments import has_marker, ignorable_from, is_ignorable, parted
from sphinx_compress.page.pieces import pieces_of
from tests.page.test_scan import COMMENTS, HEEDED, A, B


@pytest.mark.parametrize("text", ["", "\n", *COMMENTS, "\n".join(COMMENTS)])
def test_what_only_people_read_is_ignorable(text: str) -> None:
    assert is_ignorable(text)
    html = f"{A}{text}"
    assert ignorable_from(html, 0, len(html)) == len(A)
    # What begins before the first place does not count.
    assert ignorable_from(html, len(html.rstrip()), len(html)) == len(html.rstrip())


@pytest.mark.parametrize("text", ["text", A, *HEEDED, f"{COMMENTS[0]}text"])
def test_what_others_may_heed_is_not(text: str) -> None:
    assert not is_ignorable(text)
    html = f"{A}{text} {COMMENTS[0]}\n"
    assert ignorable_from(html, 0, len(html)) == len(A + text)


def test_comments_are_no_part_of_a_region() -> None:
    assert parted(pieces_of(f"{A}\n  <!-- one --> <!-- two -->\n{B}\n{A}")) == (
        f"{A}\n{B}\n{A}",
        "\n  <!-- one --> <!-- two -->",
    )
    assert parted(pieces_of(f"{A}\n{B}")) == (f"{A}\n{B}", "")
    scripts = "<script src=a></script>\n<!-- config -->\n<script src=b></script>"
    assert parted(pieces_of(scripts)) == (scripts, "")


@pytest.mark.parametrize(
    "text",
    ["<!-- config -->", "<!--THEME-->", "<!-- RTD Extra Head -->", "<!-- Insert styles here -->"],
)
def test_a_sheet_may_be_put_in_the_place_of_a_comment(text: str) -> None:
    assert has_marker(text)
    assert is_ignorable(text)


@pytest.mark.parametrize(
    "text", ["", "<!-- a comment -->", "<!-- Styles -->", "<!-- css -->", "theme"]
)
def test_other_comments_are_no_markers(text: str) -> None:
    assert not has_marker(text)


def test_comments_in_comments_are_looked_through_once() -> None:
    # With time that grows with the square of the length, this would take an hour.
    assert not has_marker("<!--x " * 100_000 + "-->")
    assert has_marker("<!--x " * 100_000 + "insert -->")
