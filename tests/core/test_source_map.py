"""Source maps are written and read as the standard says, and joined and composed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.serialization import DamagedError
from sphinx_compress.core.source_map import (
    NONE,
    Segment,
    SourceMap,
    composed,
    decoded,
    encoded,
    joined,
)

SEGMENTS = st.builds(
    Segment,
    st.integers(0, 2**30),
    st.integers(NONE, 2),
    st.integers(0, 2**20),
    st.integers(0, 2**20),
    st.integers(NONE, 1),
).map(lambda each: Segment(each.column) if each.source == NONE else each)
LINES = st.lists(st.lists(SEGMENTS, max_size=5).map(sorted), min_size=1, max_size=5)


def a_map(lines: Any, *sources: str, names: tuple[str, ...] = ()) -> SourceMap:
    return SourceMap(sources, (None,) * len(sources), lines, names)


@given(LINES)
def test_what_was_written_is_read_again(lines: list[list[Segment]]) -> None:
    written = a_map(lines, "a", "b", "c", names=("x", "y"))
    assert decoded(encoded(written)) == written


def test_a_map_is_as_the_standard_has_it() -> None:
    lines = [[Segment(0, 0, 0, 0)], [], [Segment(2, 0, 16, 1, 0), Segment(7)]]
    text = encoded(SourceMap(("é.css",), ("a",), lines, ("n",)))
    assert json.loads(text) == {
        "version": 3,
        "sources": ["é.css"],
        "sourcesContent": ["a"],
        "names": ["n"],
        "mappings": "AAAA;;EAgBCA,K",
    }
    assert "é" in text


def test_the_last_segment_before_a_place_is_its() -> None:
    found = a_map([[Segment(2, 0, 1, 1), Segment(6, 0, 2, 2)]], "a")
    assert found.find(0, 1) is None
    assert found.find(0, 2) == found.find(0, 5) == Segment(2, 0, 1, 1)
    assert found.find(0, 99) == Segment(6, 0, 2, 2)
    assert found.find(1, 0) is None


def test_an_index_map_becomes_one_map() -> None:
    part = {"version": 3, "sources": ["a"], "names": [], "mappings": "AAAA;AACA"}
    other = {**part, "sources": ["b"], "sourcesContent": ["text"], "sourceRoot": "dir/"}
    sections = [
        {"offset": {"line": 0, "column": 4}, "map": part},
        {"offset": {"line": 2, "column": 1}, "map": other},
    ]
    found = decoded(json.dumps({"version": 3, "sections": sections}))
    assert found.sources == ("a", "dir/b")
    assert found.contents == (None, "text")
    assert found.lines == [
        [Segment(4, 0, 0, 0)],
        [Segment(0, 0, 1, 0)],
        [Segment(1, 1, 0, 0)],
        [Segment(0, 1, 1, 0)],
    ]


def test_what_keeps_old_browsers_from_running_a_map_is_left_out() -> None:
    text = encoded(a_map([[Segment(0, 0, 0, 0)]], "a"))
    assert decoded(f")]}}'\n{text}") == decoded(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "sources": [], "mappings": ""}',
        '{"version": 3, "sources": [], "mappings": "AAAA"}',
        '{"version": 3, "sources": ["a"], "mappings": "ADAA"}',
        '{"version": 3, "sources": ["a"], "mappings": "AADA"}',
        '{"version": 3, "sources": ["a"], "mappings": "AA"}',
        '{"version": 3, "sources": ["a"], "mappings": "é"}',
        '{"version": 3, "sources": ["a"], "mappings": "g"}',
        '{"version": 3, "sources": ["a"], "mappings": "AAAAA"}',
        '{"version": 3, "sources": ["a"], "names": ["b"], "mappings": "AAAAD"}',
        '{"version": 3, "sources": ["a"], "mappings": "AAAgggggggggggggB"}',
        '{"version": 3, "sections": [{"offset": {"line": 1e12, "column": 0}, "map": {}}]}',
        '{"version": 3, "sections": [{"offset": {"line": -1, "column": 0}, "map": {}}]}',
        '{"version": 3, "sections": [{"offset": {}, "map": {}}]}',
    ],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(DamagedError):
        decoded(text)


def test_half_a_character_of_others_is_written_in_ascii() -> None:
    found = SourceMap(("a",), ("é",), [[Segment(0, 0, 0, 0, 0)]], ("\ud800",))
    assert decoded(encoded(found).encode()) == found


def test_joined_maps_share_their_sources() -> None:
    one = a_map([[Segment(0, 0, 1, 1)]], "a")
    two = a_map(
        [[Segment(3, 1, 2, 2), Segment(4)], [Segment(0, 0, 3, 3, 0)]], "b", "a", names=("n",)
    )
    found = joined([(0, 0, one), (2, 5, two)])
    assert found.sources == ("a", "b")
    assert found.names == ("n",)
    assert found.lines == [
        [Segment(0, 0, 1, 1)],
        [],
        [Segment(8, 0, 2, 2), Segment(9)],
        [Segment(0, 1, 3, 3, 0)],
    ]


def test_a_map_leads_through_another_one() -> None:
    inner = SourceMap(("a",), ("text",), [[Segment(0, 0, 7, 7), Segment(5)]], ("old",))
    outer = a_map(
        [
            [Segment(0, 0, 0, 2), Segment(3, 0, 0, 6), Segment(4, 0, 9, 0), Segment(6, 1, 1, 1)],
            [Segment(1, 0, 0, 0, 0)],
        ],
        "between",
        "b",
        names=("new",),
    )
    found = composed(outer, inner, "between")
    assert found.sources == ("a", "b")
    assert found.contents == ("text", None)
    assert found.names == ("old", "new")
    # Neither says where it comes from, so that the second says nothing new.
    assert found.lines == [
        [Segment(0, 0, 7, 7), Segment(3), Segment(6, 1, 1, 1)],
        [Segment(1, 0, 7, 7, 1)],
    ]


def test_lines_are_put_in() -> None:
    found = a_map([[Segment(0, 0, 0, 0)], [Segment(1, 0, 1, 0)]], "a").below(2, 1)
    assert found.lines == [[Segment(0, 0, 0, 0)], (), (), [Segment(1, 0, 1, 0)]]
