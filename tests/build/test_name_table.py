"""Tests of how the names of many pages are written."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.build.name_table import NameTable

NAMES = st.frozensets(st.sampled_from(["p", ".a", "#b", "[c", "=d", "*"]))


@given(st.lists(NAMES))
def test_the_names_of_all_pages_are_read_as_they_were_written(pages: list[frozenset[str]]) -> None:
    table = NameTable()
    numbers = [table.add(names) for names in pages]
    text = json.dumps([table.names, numbers])
    known, numbers = json.loads(text)
    read = NameTable(known)
    assert [read.read(*each) for each in numbers] == pages


def test_pages_with_the_names_of_the_first_one_cost_nothing() -> None:
    table = NameTable()
    names = frozenset({"p", ".a"})
    assert table.add(names) == ([0, 1], [])
    assert table.add(names) == ([], [])
    assert table.add(frozenset({"p", "b"})) == ([2], [0])
    assert table.names == [".a", "p", "b"]


def test_a_first_page_without_names_is_one() -> None:
    table = NameTable()
    assert [table.add(frozenset()), table.add(frozenset({"p"})), table.add(frozenset({"p"}))] == [
        ([], []),
        ([0], []),
        ([0], []),
    ]
