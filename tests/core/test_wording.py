from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core import wording
from sphinx_compress.core.wording import count, excerpt


def test_the_examples_hold() -> None:
    result = doctest.testmod(wording)
    assert result.attempted == 6
    assert not result.failed


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (1000, "1000 pages")]
)
def test_only_one_is_singular(number: int, text: str) -> None:
    assert count(number, "page") == text


def test_a_plural_may_be_irregular() -> None:
    assert count(1, "entry", "entries") == "1 entry"
    assert count(3, "entry", "entries") == "3 entries"


@given(st.text(), st.integers(1, 100))
def test_an_excerpt_is_one_line_that_is_not_too_long(text: str, most: int) -> None:
    found = excerpt(text, most)
    assert len(found) <= most
    assert found == " ".join(found.split())


@given(st.text(max_size=60))
def test_what_fits_is_whole(text: str) -> None:
    assert excerpt(text) == " ".join(text.split())


@given(st.text("ab -", min_size=61))
def test_what_is_left_out_is_marked(text: str) -> None:
    line = " ".join(text.split())
    found = excerpt(text)
    assert found == line or (found.endswith("…") and line.startswith(found[:-1].rstrip()))


def test_an_end_that_looks_like_the_mark_is_no_mark() -> None:
    assert excerpt("a …") == "a …"


def test_most_of_the_line_is_used_where_a_word_is_long() -> None:
    assert excerpt("a " + "b" * 100) == "a " + "b" * 57 + "…"
    assert excerpt("a" * 40 + " " + "b" * 100) == "a" * 40 + " …"
