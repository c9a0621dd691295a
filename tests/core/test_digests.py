"""Tests of the digests of several things."""

from __future__ import annotations

import hashlib
import itertools

from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.digests import digest_of


def test_a_digest_is_that_of_a_list_in_json() -> None:
    # It is a part of the keys of caches that several machines share.
    assert digest_of("a", "ä") == hashlib.sha256(b'["a", "\\u00e4"]').hexdigest()


def test_parts_are_not_mixed_up() -> None:
    lists = [(), ("",), ("", ""), ("ab",), ("a", "b"), ("b", "a"), ('a", "b',)]
    for one, other in itertools.combinations(lists, 2):
        assert digest_of(*one) != digest_of(*other)


@given(st.lists(st.text()))
def test_any_texts_have_a_digest(parts: list[str]) -> None:
    assert len(digest_of(*parts)) == 64
