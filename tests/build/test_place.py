"""Tests of where a region stands."""

from __future__ import annotations

from sphinx_compress.build.place import NO_TEMPLATE, TemplatePlace


def test_a_place_is_written_as_editors_know_it() -> None:
    assert str(TemplatePlace("layout.html", 7)) == "layout.html:7"


def test_places_are_ordered_by_template_and_line() -> None:
    places = [TemplatePlace("b", 1), TemplatePlace("a", 10), TemplatePlace("a", 9)]
    assert [str(place) for place in sorted(places)] == ["a:9", "a:10", "b:1"]
    assert places[1] > NO_TEMPLATE
