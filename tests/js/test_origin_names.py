"""Tests of the names of objects and properties."""

from __future__ import annotations

from sphinx_compress.js import origin_names


def test_no_property_is_told_in_two_ways() -> None:
    kinds = [
        origin_names.ELSEWHERE,
        origin_names.ELSEWHERE_UNLESS_GIVEN,
        origin_names.NO_PROPERTIES,
        origin_names.NO_SELECTORS,
        frozenset(origin_names.REFLECTED),
    ]
    assert sum(map(len, kinds)) == len(frozenset[str]().union(*kinds))
    assert not origin_names.ELSEWHERE_OBJECTS & origin_names.NO_OBJECTS
